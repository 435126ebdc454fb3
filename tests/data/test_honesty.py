"""What the warehouse must never hold: an invented nought, a figure nobody published, a contradiction smoothed over."""

from datetime import date

from catalogue.model import Catalogue
from data_pipeline.parsing import says
from tests.data.asked import REPORT, figures
from warehouse import queries
from warehouse.snapshot import Snapshot

WITH_VALUE = {"definitief", "voorlopig", "geschat"}
WITHOUT_VALUE = {"verborgen", "onbekend", "niet_geleverd", "niet_deelnemend", "niet_van_toepassing"}
NIJLEN = "12026"
COMPUTED = "som van"


def test_a_null_has_a_word_and_a_word_has_no_value(snapshot: Snapshot) -> None:
    rows = queries.observations(snapshot)
    assert len(rows) > 4_000
    assert {row.status for row in rows if row.value is not None} <= WITH_VALUE
    assert {row.status for row in rows if row.value is None} <= WITHOUT_VALUE
    assert [row for row in rows if row.value == 0 and row.status not in WITH_VALUE] == []


def test_every_nought_was_published(snapshot: Snapshot) -> None:
    noughts = [row for row in queries.observations(snapshot) if row.value == 0]
    assert noughts
    assert [row for row in noughts if not says(row.value_text, 0)] == []


def test_a_printed_dash_is_no_figure(snapshot: Snapshot) -> None:
    dashes = [row for row in queries.observations(snapshot) if row.value_text.strip() in {"-", "/", "N.v.t.", "N.v.t"}]
    assert len(dashes) > 5
    assert {row.value for row in dashes} == {None}


def test_nijlen_is_no_member_and_has_no_figures_in_the_report(snapshot: Snapshot, catalogue: Catalogue) -> None:
    assert catalogue.municipalities[NIJLEN].igemo_member is False
    assert [row for row in queries.observations(snapshot) if row.nis == NIJLEN and row.source_id == REPORT] == []
    assert [row for row in queries.observations(snapshot) if row.nis == NIJLEN]


def test_the_hours_of_wijk_werken_are_awaited_and_not_invented(snapshot: Snapshot, catalogue: Catalogue) -> None:
    assert figures(snapshot, "wijk_werken_uren") == []
    assert catalogue.indicators["wijk_werken_uren"].awaits


def test_an_indicator_without_figures_says_what_it_waits_for(snapshot: Snapshot, catalogue: Catalogue) -> None:
    known = {row.indicator_id for row in queries.observations(snapshot)}
    assert [i.id for i in catalogue.indicators.values() if i.id not in known and not i.awaits] == []
    assert known <= set(catalogue.indicators)


def test_there_are_no_example_figures(snapshot: Snapshot) -> None:
    assert [row for row in queries.observations(snapshot) if row.is_demo] == []


def test_every_figure_says_where_it_stands(snapshot: Snapshot, catalogue: Catalogue) -> None:
    sources = {source.source_id for source in queries.sources(snapshot)}
    for row in queries.observations(snapshot):
        assert row.value_text.strip()
        assert row.source_ref.strip()
        assert row.source_id in sources & set(catalogue.sources)
        assert row.source_id in catalogue.indicators[row.indicator_id].sources, row.indicator_id


def test_every_figure_fits_its_indicator(snapshot: Snapshot, catalogue: Catalogue) -> None:
    for row in queries.observations(snapshot):
        indicator = catalogue.indicators[row.indicator_id]
        assert row.breakdown in {"", *indicator.breakdown}
        assert row.nis is None or indicator.geography == "gemeente"
        assert row.nis is None or row.nis in catalogue.municipalities
        assert row.value is None or indicator.unit != "%" or 0 <= row.value <= 100
        assert row.lower is None or row.value is None or row.lower <= row.value
        assert row.upper is None or row.value is None or row.value <= row.upper


def test_no_published_figure_is_about_a_day_that_makes_no_sense(snapshot: Snapshot) -> None:
    rows = [row for row in queries.observations(snapshot) if row.source_id != "igemo_strategisch_plan"]
    assert [row for row in rows if not date(1950, 1, 1) <= row.period_start <= row.period_end <= date(2050, 12, 31)] == []


def test_a_value_is_what_is_printed_unless_it_was_summed_or_corrected(snapshot: Snapshot) -> None:
    rows = [row for row in queries.observations(snapshot) if row.value is not None and not row.value_text.startswith(COMPUTED)]
    corrected = [row for row in rows if "gecorrigeerd" in row.flags]
    printed = [row for row in rows if "gecorrigeerd" not in row.flags and row.source_id in {REPORT, "igemo_strategisch_plan"}]
    assert len(printed) > 500
    assert corrected
    assert [row for row in printed if not says(row.value_text, row.value or 0)] == []
    assert [row for row in corrected if float(row.value_text) == row.value] == []


def test_figures_at_one_address_agree_or_are_all_marked(snapshot: Snapshot) -> None:
    seen: dict[tuple[object, ...], list[tuple[float | None, bool]]] = {}
    for row in queries.observations(snapshot):
        seen.setdefault((row.indicator_id, row.nis, *row.period, row.breakdown), []).append((row.value, row.is_conflicting))
    several = [found for found in seen.values() if len(found) > 1]
    assert several
    assert all(is_conflicting for found in several for _, is_conflicting in found)
    assert not any(is_conflicting for found in seen.values() if len(found) == 1 for _, is_conflicting in found)


def test_every_failed_recomputation_is_a_contradiction_with_both_figures(snapshot: Snapshot) -> None:
    outcomes = queries.reconciliations(snapshot)
    assert len(outcomes) > 50
    failed = {outcome.check_id for outcome in outcomes if not outcome.is_consistent}
    told = {conflict.conflict_id: conflict for conflict in queries.conflicts(snapshot) if conflict.kind == "rekenkundig"}
    assert set(told) == failed
    assert "deelwagens_totaal" in failed
    assert all(len(conflict.figures) == 2 for conflict in told.values())


def test_every_contradiction_has_at_least_two_statements(snapshot: Snapshot, catalogue: Catalogue) -> None:
    conflicts = queries.conflicts(snapshot)
    assert len(conflicts) > 100
    for conflict in conflicts:
        assert len(conflict.figures) > 1
        assert conflict.title
        assert conflict.explanation
        assert conflict.theme in catalogue.themes
        assert conflict.indicator_id in {"", *catalogue.indicators}


def test_every_project_belongs_to_a_theme_and_a_known_service(snapshot: Snapshot, catalogue: Catalogue) -> None:
    projects = queries.projects(snapshot)
    assert {project.theme for project in projects} <= set(catalogue.themes)
    assert {project.service for project in projects} <= {"", *catalogue.services}
    assert {project.nis for project in projects} <= {None, *catalogue.municipalities}
    assert all(project.name.strip() for project in projects)
