"""Every SQL statement of the app: each function answers one question about one snapshot.

Example data is no figure: no function counts or returns it unless its name or argument asks for it.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from warehouse.rows import (
    ConflictFigureRow,
    ConflictRow,
    ContractRow,
    CoverageRow,
    DeliveryRow,
    MarkingRow,
    ObservationRow,
    ProjectRow,
    ReconciliationRow,
    ReportTableRow,
    RevisionRow,
    SourceRow,
    SourceUseRow,
    StrategyItemRow,
    StrategyPositionRow,
)
from warehouse.snapshot import Snapshot

ALL_TIME = (date(1900, 1, 1), date(2100, 12, 31))


def observations(
    snapshot: Snapshot,
    *,
    indicators: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    period: tuple[date, date] = ALL_TIME,
    is_example: bool = False,
) -> list[ObservationRow]:
    """Which figures are there of these indicators?

    Args:
        indicators: ids; none means all.
        municipalities: NIS codes; none means all. Figures of the region always come along.
        period: first and last day; a figure must lie wholly within.
        is_example: asks for example data instead of figures; never both at once.

    Returns rows by indicator, municipality and time, in the order of the source where these are equal.
    """
    found = snapshot.rows(
        """
        select * from observation
        where (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], indicator_id))
            and (len($municipalities::varchar[]) = 0 or nis is null or list_contains($municipalities::varchar[], nis))
            and period_start >= $first and period_end <= $last
            and is_demo = $is_example
        order by indicator_id, nis nulls first, period_end, period_start, row_order
        """,
        {
            "indicators": list(indicators),
            "municipalities": list(municipalities),
            "first": period[0],
            "last": period[1],
            "is_example": is_example,
        },
    )
    return [ObservationRow(**row | {"flags": tuple(row["flags"])}) for row in found]


def years_with_figures(snapshot: Snapshot, *, indicators: Sequence[str]) -> list[int]:
    """In which years do figures or examples of these indicators begin or end? Sorted; for the choice of years only."""
    found = snapshot.rows(
        """
        with boundary as (
            select year(period_start) as boundary_year, indicator_id from observation
            union
            select year(period_end), indicator_id from observation
        )
        select distinct boundary_year from boundary
        where list_contains($indicators::varchar[], indicator_id)
        order by boundary_year
        """,
        {"indicators": list(indicators)},
    )
    return [row["boundary_year"] for row in found]


def last_period_end(snapshot: Snapshot, *, indicators: Sequence[str]) -> date | None:
    """Until which day do the figures of these indicators reach? None when there are none."""
    found = snapshot.rows(
        """
        select max(period_end) as last_day from observation
        where list_contains($indicators::varchar[], indicator_id) and not is_demo
        """,
        {"indicators": list(indicators)},
    )
    last_day = found[0]["last_day"]
    return last_day if isinstance(last_day, date) else None


def conflicts(snapshot: Snapshot, *, indicators: Sequence[str] = ()) -> list[ConflictRow]:
    """Which published figures disagree? Of these indicators, or all of them when none is named."""
    found = snapshot.rows(
        """
        select conflict_id, kind, theme, indicator_id, nis, section, title, explanation, source_id, figure_order, printed, stands_at
        from conflict
        where len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], indicator_id)
        order by theme, section, conflict_id, figure_order
        """,
        {"indicators": list(indicators)},
    )
    conflict_rows = []
    for _, group in groupby(found, key=lambda row: (row["theme"], row["section"], row["conflict_id"])):
        rows = list(group)
        figures = tuple(ConflictFigureRow(printed=row["printed"], stands_at=row["stands_at"]) for row in rows)
        about = {name: value for name, value in rows[0].items() if name not in {"figure_order", "printed", "stands_at"}}
        conflict_rows.append(ConflictRow(**about, figures=figures))
    return conflict_rows


def projects(snapshot: Snapshot, *, themes: Sequence[str] = (), municipalities: Sequence[str] = ()) -> list[ProjectRow]:
    """Which contracts, plans and memberships are there? Of these themes and municipalities, or all when none is named."""
    found = snapshot.rows(
        """
        select kind, service, theme, name, nis, partner, started, ended, state, amount_eur, printed_amount, detail,
            source_id, section, table_id
        from project
        where (len($themes::varchar[]) = 0 or list_contains($themes::varchar[], theme))
            and (len($municipalities::varchar[]) = 0 or list_contains($municipalities::varchar[], nis))
        order by theme, row_order
        """,
        {"themes": list(themes), "municipalities": list(municipalities)},
    )
    return [ProjectRow(**row) for row in found]


def sources(snapshot: Snapshot) -> list[SourceRow]:
    """Which sources lie under this snapshot?"""
    found = snapshot.rows(
        "select source_id, title, publisher, year, date_published, delivered, licence, note, kind from source order by source_id"
    )
    return [SourceRow(**row) for row in found]


def deliveries(snapshot: Snapshot) -> list[DeliveryRow]:
    """Which files did the sources deliver?"""
    found = snapshot.rows(
        "select source_id, delivered, file_name, sha256, is_original, rows_in from delivery order by source_id, file_name"
    )
    return [DeliveryRow(**row) for row in found]


def report_tables(snapshot: Snapshot) -> list[ReportTableRow]:
    """Which tables and figures do the documents hold, and how many rows came from each?"""
    found = snapshot.rows(
        "select source_id, table_id, section, title, observations, projects from report_table order by source_id, section, table_id"
    )
    return [ReportTableRow(**row) for row in found]


def reconciliations(snapshot: Snapshot) -> list[ReconciliationRow]:
    """Which printed totals, shares and differences were recomputed, and did they come out?"""
    found = snapshot.rows("select check_id, kind, section, title, is_consistent from reconciliation order by section, check_id")
    return [ReconciliationRow(**row) for row in found]


def strategy_positions(snapshot: Snapshot) -> list[StrategyPositionRow]:
    """Where does each service domain stand on the strategy map?"""
    found = snapshot.rows("select * from strategy_position order by rowid")
    return [StrategyPositionRow(**row) for row in found]


def strategy_items(snapshot: Snapshot) -> list[StrategyItemRow]:
    """Which objectives, ambitions and values does the strategic plan name?"""
    found = snapshot.rows("select * from strategy_item order by rowid")
    return [StrategyItemRow(**row) for row in found]


def coverage(snapshot: Snapshot, *, sources: Sequence[str] = ()) -> list[CoverageRow]:
    """How many figures are there per theme and municipality (nis null: the region)? Of these sources, or of all when none is named."""
    found = snapshot.rows(
        """
        select indicator.theme, observation.nis, count(*) as figures
        from observation
        join indicator using (indicator_id)
        where (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], observation.source_id)) and not observation.is_demo
        group by all
        order by all
        """,
        {"sources": list(sources)},
    )
    return [CoverageRow(**row) for row in found]


def source_use(snapshot: Snapshot) -> list[SourceUseRow]:
    """How many figures and projects does each theme take from each source?"""
    found = snapshot.rows(
        """
        with used as (
            select source_id, indicator.theme, 1 as figures, 0 as projects
            from observation
            join indicator using (indicator_id)
            where not is_demo
            union all
            select source_id, theme, 0, 1 from project
        )
        select source_id, theme, sum(figures)::integer as figures, sum(projects)::integer as projects
        from used
        group by all
        order by all
        """
    )
    return [SourceUseRow(**row) for row in found]


def indicator_figures(snapshot: Snapshot, *, flag: str = "", is_example: bool = False) -> dict[str, int]:
    """How many figures, or examples, does each indicator have? With this flag, or all; an indicator without any is absent."""
    found = snapshot.rows(
        """
        select indicator_id, count(*) as figures
        from observation
        where ($flag = '' or list_contains(flags, $flag)) and is_demo = $is_example
        group by all
        order by all
        """,
        {"flag": flag, "is_example": is_example},
    )
    return {row["indicator_id"]: row["figures"] for row in found}


def markings(snapshot: Snapshot) -> list[MarkingRow]:
    """How many figures bear each status, reading and flag? A word that no figure bears is absent."""
    found = snapshot.rows(
        """
        with marked as (
            select 'status' as kind, status as word from observation where not is_demo
            union all
            select 'reading', reading from observation where not is_demo
            union all
            select 'flag', unnest(flags) from observation where not is_demo
        )
        select kind, word, count(*) as figures
        from marked
        group by all
        order by all
        """
    )
    return [MarkingRow(**row) for row in found]


def example_figures(snapshot: Snapshot) -> int:
    """How many figures are example data?"""
    return int(snapshot.rows("select count(*) as figures from observation where is_demo")[0]["figures"])


def source_examples(snapshot: Snapshot) -> dict[str, int]:
    """How much example data stands in for each source? A source without any is absent."""
    found = snapshot.rows("select source_id, count(*) as examples from observation where is_demo group by all order by all")
    return {row["source_id"]: row["examples"] for row in found}


def revisions(snapshot: Snapshot, *, indicators: Sequence[str], since: date) -> list[RevisionRow]:
    """Which figures of these indicators were revised on or after a day? The newest first; a snapshot of before the table has none."""
    if not snapshot.rows("select 1 from duckdb_tables() where table_name = 'revision'"):
        return []
    found = snapshot.rows(
        """
        select * from revision
        where list_contains($indicators::varchar[], indicator_id) and revised_on >= $since
        order by revised_on desc, indicator_id, nis nulls first, period_end desc, period_start, breakdown
        """,
        {"indicators": list(indicators), "since": since},
    )
    return [RevisionRow(**row) for row in found]


def contracts(snapshot: Snapshot) -> list[ContractRow]:
    """What is agreed with those who deliver? By title; a snapshot of before the table has none."""
    if not snapshot.rows("select 1 from duckdb_tables() where table_name = 'contract'"):
        return []
    return [ContractRow(**row) for row in snapshot.rows("select * from contract order by title")]
