"""Each question to the warehouse and its answer, against the real snapshot."""

from datetime import date

from catalogue.model import Catalogue
from warehouse import queries
from warehouse.snapshot import Snapshot

LIER, NIJLEN = "12021", "12026"
YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


def test_the_figures_of_one_indicator_are_all_there_in_order(snapshot: Snapshot) -> None:
    rows = queries.observations(snapshot, indicators=["energiescans"])
    assert len(rows) == 56
    assert {row.indicator_id for row in rows} == {"energiescans"}
    keys = [(row.nis or "", row.period_end, row.period_start) for row in rows]
    assert keys == sorted(keys)


def test_all_figures_are_those_of_every_indicator(snapshot: Snapshot) -> None:
    total = snapshot.rows("select count(*) as n from observation")[0]["n"]
    assert len(queries.observations(snapshot)) == total


def test_figures_of_the_region_come_along_with_a_municipality(snapshot: Snapshot) -> None:
    rows = queries.observations(snapshot, indicators=["energiescans"], municipalities=[LIER])
    assert {row.nis for row in rows} == {LIER, None}
    assert len([row for row in rows if row.nis == LIER]) == 8


def test_a_figure_lies_wholly_within_the_asked_period(snapshot: Snapshot) -> None:
    rows = queries.observations(snapshot, indicators=["energiescans"], municipalities=[LIER], period=YEAR_2024)
    assert [(row.nis, row.value) for row in rows] == [(None, 130), (LIER, 84)]


def test_an_indicator_that_does_not_exist_has_no_figures(snapshot: Snapshot) -> None:
    assert queries.observations(snapshot, indicators=["bestaat' or 1=1 --"]) == []
    assert queries.last_period_end(snapshot, indicators=["bestaat_niet"]) is None
    assert queries.years_with_figures(snapshot, indicators=["bestaat_niet"]) == []


def test_years_and_last_day(snapshot: Snapshot) -> None:
    assert queries.years_with_figures(snapshot, indicators=["energiescans"]) == [2018, 2019, 2020, 2021, 2022, 2023, 2024]
    assert queries.last_period_end(snapshot, indicators=["energiescans"]) == date(2024, 12, 31)
    assert queries.last_period_end(snapshot, indicators=["energiescans", "bevolking"]) == date(2025, 1, 1)


def test_a_contradiction_comes_with_all_its_figures(snapshot: Snapshot) -> None:
    found = queries.conflicts(snapshot, indicators=["deelwagens_aantal"])
    assert [[figure.printed for figure in conflict.figures] for conflict in found] == [["22", "24"]]
    assert all(figure.stands_at for conflict in queries.conflicts(snapshot) for figure in conflict.figures)


def test_no_two_contradictions_run_into_one(snapshot: Snapshot) -> None:
    stored = snapshot.rows("select count(*) as n from conflict where figure_order = 0")[0]["n"]
    figures = snapshot.rows("select count(*) as n from conflict")[0]["n"]
    found = queries.conflicts(snapshot)
    assert len(found) == stored > 100
    assert sum(len(conflict.figures) for conflict in found) == figures
    assert len({conflict.conflict_id for conflict in found}) == stored


def test_projects_by_theme_and_municipality(snapshot: Snapshot) -> None:
    everything = queries.projects(snapshot)
    assert len(everything) == snapshot.rows("select count(*) as n from project")[0]["n"]
    energy = queries.projects(snapshot, themes=["energie"])
    assert {project.theme for project in energy} == {"energie"}
    assert {project.nis for project in queries.projects(snapshot, municipalities=[NIJLEN])} == {NIJLEN}
    assert len(queries.projects(snapshot, themes=["energie"], municipalities=[LIER])) == len([p for p in energy if p.nis == LIER])


def test_every_source_with_figures_is_described(snapshot: Snapshot, catalogue: Catalogue) -> None:
    described = {source.source_id: source for source in queries.sources(snapshot)}
    assert {row.source_id for row in queries.observations(snapshot)} <= set(described)
    assert all(source.publisher and source.title and source.licence for source in described.values())
    assert {delivery.source_id for delivery in queries.deliveries(snapshot)} <= set(described)


def test_coverage_counts_every_figure_once(snapshot: Snapshot, catalogue: Catalogue) -> None:
    coverage = queries.coverage(snapshot)
    assert sum(row.figures for row in coverage) == snapshot.rows("select count(*) as n from observation")[0]["n"]
    assert {row.theme for row in coverage} <= set(catalogue.themes)
    scans_of_lier = [row.figures for row in coverage if (row.theme, row.nis) == ("energie", LIER)]
    rows = queries.observations(snapshot, indicators=[i.id for i in catalogue.indicators_of("energie")], municipalities=[LIER])
    assert scans_of_lier == [len([row for row in rows if row.nis == LIER])]


def test_the_registers_are_handed_out_whole(snapshot: Snapshot) -> None:
    for table, found in (
        ("report_table", queries.report_tables(snapshot)),
        ("reconciliation", queries.reconciliations(snapshot)),
        ("strategy_position", queries.strategy_positions(snapshot)),
        ("strategy_item", queries.strategy_items(snapshot)),
        ("delivery", queries.deliveries(snapshot)),
    ):
        assert len(found) == snapshot.rows(f"select count(*) as n from {table}")[0]["n"] > 0
