"""Every figure that was transcribed is in the warehouse, table by table, and each is as printed."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from catalogue.model import Catalogue
from data_pipeline.model import Observation, Reading, ReportTable
from data_pipeline.parsing import printed_precision, says
from data_pipeline.readers import READERS
from settings import PROJECT_DIR
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

SOURCES = PROJECT_DIR / "data" / "sources"
REPORT = max((SOURCES / "igemo_evaluatierapport").iterdir())
PLAN = max((SOURCES / "igemo_strategisch_plan").iterdir())
TRANSCRIBED_OBSERVATIONS, TRANSCRIBED_PROJECTS, TRANSCRIBED_TABLES = 624, 656, 49


def _rows(folder: Path) -> list[dict[str, str]]:
    """The rows of all CSV files in a folder, read without the pipeline."""
    found: list[dict[str, str]] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found += csv.DictReader(handle)
    return found


@pytest.fixture(scope="module")
def reading(catalogue: Catalogue) -> Reading:
    """The report as its reader hands it on, before equal figures are merged."""
    return READERS["igemo_evaluatierapport"](REPORT, catalogue)


def _is_kept(row: Observation, kept: list[ObservationRow]) -> bool:
    """Whether a transcribed figure stands in the warehouse, with its place in the document."""
    margin = printed_precision(row.value_text) / 2 if row.reading == "ongeveer" else 0
    for other in kept:
        is_placed = row.source_ref in other.source_ref
        if row.value is None or other.value is None:
            if is_placed and (row.value is None) == (other.value is None) and row.status == other.status:
                return True
        elif is_placed and abs(row.value - other.value) <= margin + 1e-9:
            return True
    return False


def test_no_transcribed_row_was_lost_on_the_way_in(reading: Reading) -> None:
    assert len(_rows(REPORT / "observations")) == len(reading.observations) == TRANSCRIBED_OBSERVATIONS
    assert len(_rows(REPORT / "projects")) == len(reading.projects) == TRANSCRIBED_PROJECTS
    assert len(reading.tables) == TRANSCRIBED_TABLES


def test_every_transcribed_figure_stands_in_the_warehouse(reading: Reading, snapshot: Snapshot) -> None:
    kept: dict[tuple[object, ...], list[ObservationRow]] = {}
    for row in queries.observations(snapshot):
        kept.setdefault((row.indicator_id, row.nis, *row.period, row.breakdown), []).append(row)
    lost = [row for row in reading.observations if not _is_kept(row, kept.get(row.key, []))]
    assert [(row.indicator_id, row.value_text, row.source_ref) for row in lost] == []


def test_only_repeats_were_merged(reading: Reading, snapshot: Snapshot) -> None:
    stored = [row for row in queries.observations(snapshot) if row.source_id == "igemo_evaluatierapport"]
    keys = Counter(row.key for row in reading.observations)
    assert {(row.indicator_id, row.nis, *row.period, row.breakdown) for row in stored} == set(keys)
    assert len(keys) <= len(stored) <= TRANSCRIBED_OBSERVATIONS


def test_every_transcribed_project_stands_in_the_warehouse(reading: Reading, snapshot: Snapshot) -> None:
    stored = Counter((p.theme, p.name, p.nis, p.partner, p.started, p.table_id, p.detail) for p in queries.projects(snapshot))
    read = Counter((p.theme, p.name, p.nis, p.partner, p.started, p.table_id, p.detail) for p in reading.projects)
    assert read - stored == Counter()


REGISTERED = [row for row in _rows(REPORT) if "observations" in row]


@pytest.mark.parametrize("table", REGISTERED, ids=[row["table"] for row in REGISTERED])
def test_a_table_of_the_report_is_there_row_by_row(reading: Reading, snapshot: Snapshot, table: dict[str, str]) -> None:
    expected = (int(table["observations"]), int(table["projects"]))
    told = ReportTable(
        source_id="igemo_evaluatierapport", table_id=table["table"], section=table["section"], title=table["title"],
        observations=expected[0], projects=expected[1],
    )  # fmt: skip
    assert told in reading.tables
    registered = {row.table_id: (row.observations, row.projects) for row in queries.report_tables(snapshot)}
    assert registered[table["table"]] == expected
    transcribed = [row for row in reading.observations if row.table_id == table["table"]]
    assert (len(transcribed), len([p for p in reading.projects if p.table_id == table["table"]])) == expected
    assert {row.section for row in transcribed} <= {table["section"]}
    assert len([p for p in queries.projects(snapshot) if p.table_id == table["table"]]) == expected[1]
    stored = [row for row in queries.observations(snapshot) if f"tabel '{table['title']}'" in row.source_ref]
    assert len(stored) == len({(row.key, row.value) for row in transcribed})


def test_the_tables_are_found() -> None:
    assert len(REGISTERED) == TRANSCRIBED_TABLES
    assert sum(int(table["observations"]) for table in REGISTERED) > 300
    assert len({table["table"] for table in REGISTERED}) == TRANSCRIBED_TABLES


def test_every_value_is_what_was_printed() -> None:
    rows = [row for folder in (REPORT / "observations", PLAN) for row in _rows(folder) if row.get("value")]
    assert len(rows) > 600
    assert [row for row in rows if not says(row["printed"], float(row["value"]))] == []


def test_the_strategic_plan_is_there_whole(snapshot: Snapshot) -> None:
    assert len(queries.strategy_positions(snapshot)) == 39
    assert len(queries.strategy_items(snapshot)) == 31
    assert len([row for row in queries.observations(snapshot) if row.source_id == "igemo_strategisch_plan"]) == 7
