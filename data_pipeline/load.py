"""Writes the rows of a build into a new DuckDB file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

import duckdb

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.delivered import Quarantined
from data_pipeline.model import Conflict, Observation, Project, Reading, Revision, SourceDelivery

SCHEMA = Path(__file__).with_name("schema.sql")
CONTRACT_COLUMNS = (
    "source_id title purpose owner legal_basis frequency retention_months is_trips keeps_original smallest_shown hides_zero least_persons"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one snapshot holds."""

    observations: Sequence[Observation]
    conflicts: Sequence[Conflict]
    readings: Sequence[tuple[SourceDelivery, Reading]]
    revisions: Sequence[Revision] = ()
    quarantined: Sequence[Quarantined] = ()
    contracts: Sequence[Contract] = ()


def _insert(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Loads rows by way of a file: DuckDB looks for pandas at every single parameter, which takes seconds for our rows."""
    folder = Path(str(connection.execute("select path from duckdb_databases() where not internal").fetchall()[0][0])).parent
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    types = dict(connection.execute("select column_name, data_type from duckdb_columns() where table_name = ?", [table]).fetchall())
    spec = ", ".join(f"{column}: '{types[column]}'" for column in columns)
    lines = folder / f"building-{table}.json"
    with lines.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in listed)
    source = f"read_json(?, format = 'newline_delimited', columns = {{{spec}}})"
    connection.execute(f"insert into {table} ({', '.join(columns)}) select {', '.join(columns)} from {source}", [str(lines)])  # noqa: S608
    lines.unlink()
    return len(listed)


def _names(kind: type) -> list[str]:
    return [f.name for f in fields(kind)]


def _observation_rows(rows: Iterable[Observation]) -> list[list[object]]:
    order = sorted(rows, key=lambda r: (r.indicator_id, r.nis or "", r.period_end, r.period_start, r.breakdown, r.row_order))
    return [[list(v) if isinstance(v, tuple) else v for v in astuple(row)] for row in order]


def _project_rows(rows: Iterable[Project]) -> list[tuple[object, ...]]:
    return [astuple(row) for row in rows]


def _conflict_rows(conflicts: Iterable[Conflict]) -> list[tuple[object, ...]]:
    return [
        (
            c.conflict_id,
            c.kind,
            c.theme,
            c.indicator_id,
            c.nis,
            c.section,
            c.title,
            c.explanation,
            c.source_id,
            i,
            f.value,
            f.printed,
            f.stands_at,
        )
        for c in conflicts
        for i, f in enumerate(c.figures)
    ]


CONFLICT_COLUMNS = (
    "conflict_id kind theme indicator_id nis section title explanation source_id figure_order value printed stands_at".split()
)
STRATEGY_COLUMNS = (
    "unit code domain position_now position_potential need_now need_future decision printed_decision source_id section".split()
)


def write_snapshot(path: Path, *, facts: Facts, catalogue: Catalogue, snapshot: str, built_at: datetime) -> dict[str, int]:
    """Writes a new database file and returns the number of rows per table.

    Args:
        path: a file that does not exist yet.
        built_at: UTC, without time zone.
    """
    sources = [delivery for delivery, _ in facts.readings]
    readings = [reading for _, reading in facts.readings]
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("begin")
        rows = {
            "observation": _insert(connection, "observation", _observation_columns(), _observation_rows(facts.observations)),
            "municipality": _insert(
                connection,
                "municipality",
                ["nis", "name", "slug", "area_km2", "is_igemo_member"],
                [(m.nis, m.name, m.slug, m.area_km2, m.igemo_member) for m in catalogue.municipalities.values()],
            ),
            "indicator": _insert(
                connection,
                "indicator",
                ["indicator_id", "label", "unit", "theme", "definition"],
                [(i.id, i.label, i.unit, i.theme, i.definition) for i in catalogue.indicators.values()],
            ),
            "source": _insert(
                connection,
                "source",
                "source_id title publisher year date_published delivered licence note kind".split(),
                [(s.source_id, s.title, s.publisher, s.year, s.date_published, s.delivered, s.licence, s.note, s.kind) for s in sources],
            ),
            "delivery": _insert(
                connection,
                "delivery",
                "source_id delivered file_name sha256 is_original rows_in".split(),
                [
                    (s.source_id, s.delivered, f.name, f.sha256, f.is_original, len(r.observations) + len(r.projects))
                    for s, r in facts.readings
                    for f in s.files
                ],
            ),
            "report_table": _insert(
                connection,
                "report_table",
                "source_id table_id section title observations projects".split(),
                [astuple(t) for r in readings for t in r.tables],
            ),
            "conflict": _insert(connection, "conflict", CONFLICT_COLUMNS, _conflict_rows(facts.conflicts)),
            "reconciliation": _insert(
                connection,
                "reconciliation",
                "check_id kind section title is_consistent".split(),
                [astuple(c) for r in readings for c in r.reconciliations],
            ),
            "project": _insert(connection, "project", _names(Project), _project_rows(p for r in readings for p in r.projects)),
            "strategy_position": _insert(
                connection, "strategy_position", STRATEGY_COLUMNS, [p for r in readings for p in r.strategy_positions]
            ),
            "strategy_item": _insert(
                connection,
                "strategy_item",
                "kind code parent label source_id section".split(),
                [i for r in readings for i in r.strategy_items],
            ),
            "revision": _insert(connection, "revision", _names(Revision), [astuple(r) for r in facts.revisions]),
            "contract": _insert(connection, "contract", CONTRACT_COLUMNS, [_contract_row(c) for c in facts.contracts]),
            "quarantine": _insert(connection, "quarantine", _names(Quarantined), [astuple(q) for q in facts.quarantined]),
            "build": _insert(connection, "build", ["snapshot_id", "built_at"], [(snapshot, built_at)]),
        }
        connection.execute("commit")
        connection.execute("checkpoint")
    return rows


def _contract_row(contract: Contract) -> tuple[object, ...]:
    """What the statement on privacy tells of a contract."""
    privacy = contract.privacy
    persons = privacy.min_persons if privacy.magnitudes else 0
    return (
        contract.id, contract.title, contract.purpose, contract.owner, contract.legal_basis, contract.frequency, contract.retention_months,
        contract.is_trips, contract.keeps_original, max(privacy.floors.values(), default=0), privacy.hides_zero, persons,
    )  # fmt: skip


def _observation_columns() -> list[str]:
    return _names(Observation)
