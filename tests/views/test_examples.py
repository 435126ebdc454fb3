"""Example data stands apart: whatever Peil counts, compares, ranks or says about figures is the same with it and without it."""

from collections.abc import Callable

import pytest

from catalogue.model import Catalogue
from charts.points import ChartData
from tests.altered_snapshot import PUBLISHED_MONTHS
from views import (
    definitions,
    discuss,
    gaps,
    headlines,
    municipality,
    overview,
    quality,
    scorecard,
    search_index,
    sources,
    statements,
    strategy,
)
from views.examples import find_view, shown_examples
from views.files import csv_file, notes, png_figure, view_code
from views.filters import Filters
from views.markings import marking_tables
from views.registry import all_views, example_views
from views.render import Rendered, render
from views.theme import theme_content, theme_years
from warehouse import queries
from warehouse.snapshot import Snapshot

WORD = "Voorbeelddata"
DUFFEL = "12009"


def _profile(snapshot: Snapshot, catalogue: Catalogue) -> object:
    return [municipality.profile(place, None, snapshot) for place in catalogue.municipalities.values()]


def _used(snapshot: Snapshot, _: Catalogue) -> object:
    return [
        (sheet.about, sheet.figures, sheet.projects, sheet.used_on) for sheet in sources.source_sheets(snapshot) if not sheet.is_example
    ]


def _cards(snapshot: Snapshot, _: Catalogue) -> object:
    rendered = [render(view, Filters(), snapshot) for view in all_views().values()]
    return [(card, card.table, csv_file(card, Filters(), for_excel=True) if card.view.form != "projects" else "") for card in rendered]


def _search(snapshot: Snapshot, _: Catalogue) -> object:
    return [item for item in search_index.search_index(snapshot) if WORD not in item["kind"]]


REAL: dict[str, Callable[[Snapshot, Catalogue], object]] = {
    "te bespreken": lambda s, _: discuss.to_discuss(s),
    "changes": lambda s, _: discuss.change_items(s),
    "gaps to discuss": lambda s, _: discuss.gap_items(s),
    "contradictions": lambda s, _: queries.conflicts(s),
    "recomputations": lambda s, _: quality.recomputation_table(s),
    "headlines": lambda s, _: headlines.headlines(s),
    "sentence of the overview": lambda s, _: overview.overview_intro(s),
    "scorecard": lambda s, _: scorecard.scorecard(s),
    "objectives of the strategy": lambda s, _: strategy.strategy(s),
    "profiles with rank and region": _profile,
    "counts of quality": lambda s, _: quality.headline_counts(s),
    "coverage": lambda s, _: (gaps.coverage_table(s), queries.coverage(s)),
    "municipalities without figures": lambda s, _: gaps.absent_municipalities(s),
    "awaited deliveries": lambda s, _: [(delivery.name, delivery.fills) for delivery in gaps.awaited_deliveries(s)],
    "words of status": lambda s, _: marking_tables(s),
    "counts of accessibility": lambda s, _: statements.view_counts(s),
    "figures of the statement on privacy": lambda s, _: (statements.privacy_counts(s).figures, statements.privacy_counts(s).hidden),
    "sources with what was taken": _used,
    "use of sources": lambda s, _: queries.source_use(s),
    "figures of definitions": lambda s, _: [(d.figures, d.address) for _, found in definitions.definitions_by_theme(s) for d in found],
    "search of figures": _search,
    "every card, table and file": _cards,
    "all rows": lambda s, _: queries.observations(s),
    "figures of indicators": lambda s, _: queries.indicator_figures(s),
}  # fmt: skip


@pytest.mark.parametrize("part", REAL)
def test_example_data_changes_nothing_that_is_said_of_figures(
    snapshot: Snapshot, example_snapshot: Snapshot, catalogue: Catalogue, part: str
) -> None:
    told = [repr(REAL[part](each, catalogue)).replace(each.id, "STAND") for each in (snapshot, example_snapshot)]
    assert len(told[0]) > 2 or part == "changes"
    assert WORD.lower() not in told[0].lower()
    assert told[0] == told[1]


@pytest.fixture(scope="module")
def examples(example_snapshot: Snapshot) -> list[Rendered]:
    """Every card of example data."""
    return [render(view, Filters(), example_snapshot) for view in shown_examples(example_snapshot)]


def _by_indicator(examples: list[Rendered], indicator: str) -> Rendered:
    (found,) = [card for card in examples if card.view.indicators == (indicator,)]
    return found


def test_there_is_something_to_test(examples: list[Rendered], example_snapshot: Snapshot) -> None:
    assert len(examples) >= 8
    assert queries.example_figures(example_snapshot) == sum(len(card.rows) for card in examples) > 600
    assert {card.view.form for card in examples} >= {"small_multiples", "evolution", "comparison"}


def test_a_card_holds_figures_or_examples_and_never_both(examples: list[Rendered], example_snapshot: Snapshot) -> None:
    for card in examples:
        assert {row.is_demo for row in card.rows} == {True}
        beside = render(all_views()[card.view.indicators[0]], Filters(), example_snapshot)
        assert {row.is_demo for row in beside.rows} <= {False}
        assert not {row.key for row in card.rows} & {row.key for row in beside.rows}


def test_an_indicator_with_figures_has_its_examples_in_a_card_of_their_own(examples: list[Rendered], example_snapshot: Snapshot) -> None:
    real = render(all_views()["deelfiets_ontleningen"], Filters(), example_snapshot)
    assert {(row.period_start.year, row.period_start.month) for row in real.rows} == PUBLISHED_MONTHS
    card = _by_indicator(examples, "deelfiets_ontleningen")
    assert not {(row.period_start.year, row.period_start.month) for row in card.rows} & PUBLISHED_MONTHS
    assert "Waar een gepubliceerd cijfer bestaat, staat het bij de echte cijfers en niet hier." in card.notices
    assert "Waar een gepubliceerd" not in " ".join(_by_indicator(examples, "wijk_werken_uren").notices)


def test_every_text_of_a_card_says_what_it_is(examples: list[Rendered]) -> None:
    for card in examples:
        assert card.title == f"{WORD}: {card.view.title}"
        assert card.summary.startswith(f"{WORD}, gemaakt door Peil, geen gepubliceerde cijfers.")
        assert card.source_line.startswith("Bron: voorbeelddata, gemaakt door Peil; geen gepubliceerd cijfer. Wacht op: ")
        assert card.awaits in card.source_line
        assert card.view.id.endswith("-voorbeelddata")
        assert (card.caveats, card.disputes) == ((), [])


def test_every_row_of_a_table_says_what_it_is(examples: list[Rendered]) -> None:
    for card in examples:
        assert card.table.caption.startswith(f"{WORD}: ")
        assert card.table.head[1] == "Soort"
        assert {row[1].plain for row in card.table.rows} == {"voorbeelddata"}
        assert all(len(row) == len(card.table.head) for row in card.table.rows)


def test_no_example_is_held_against_a_target(examples: list[Rendered], catalogue: Catalogue) -> None:
    card = _by_indicator(examples, "deelwagen_km_per_wagen")
    assert catalogue.indicators["deelwagen_km_per_wagen"].target
    assert isinstance(card.content, ChartData)
    assert card.content.target is None
    assert "1.200" not in str(card.figure)


def test_the_picture_carries_the_word_in_its_title_its_chart_its_foot_and_its_code(examples: list[Rendered]) -> None:
    for card in examples:
        figure, _, _ = png_figure(card, Filters())
        words = [note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"]]
        assert sum(WORD in text for text in words) >= 3
        assert f"<b>{WORD}</b>" in words
        assert view_code(card, Filters()).endswith("(voorbeelddata)")


def test_the_notes_begin_with_a_warning(examples: list[Rendered]) -> None:
    for card in examples:
        assert notes(card, Filters())[0] == (
            "Let op",
            f"{WORD}: door Peil gemaakt om te tonen wat hier komt; dit zijn geen gepubliceerde cijfers.",
        )


@pytest.mark.parametrize(
    "filters", [Filters(municipalities=(DUFFEL,)), Filters(first_year=2025, last_year=2025), Filters(unit="inwoner"), Filters(unit="index")]
)
def test_a_choice_does_not_take_the_word_away(example_snapshot: Snapshot, filters: Filters) -> None:
    for view in shown_examples(example_snapshot):
        card = render(view, filters, example_snapshot)
        assert WORD in card.title
        assert card.figure is None or f"<b>{WORD}</b>" in str(card.figure["layout"]["annotations"])
        assert card.table.caption.startswith(WORD)


def test_a_choice_without_examples_is_still_about_examples(example_snapshot: Snapshot) -> None:
    card = render(example_views()["wijk_werken_uren-voorbeelddata"], Filters(first_year=1950, last_year=1950), example_snapshot)
    assert (card.figure, card.rows) == (None, ())
    assert card.title.startswith(WORD)


def test_a_view_of_examples_exists_only_where_there_are_some(snapshot: Snapshot, example_snapshot: Snapshot) -> None:
    assert shown_examples(snapshot) == []
    assert find_view("wijk_werken_uren-voorbeelddata", snapshot) is None
    assert find_view("wijk_werken_uren-voorbeelddata", example_snapshot) is example_views()["wijk_werken_uren-voorbeelddata"]
    assert find_view("wijk_werken_uren", snapshot) is all_views()["wijk_werken_uren"]
    assert find_view("energiescans-voorbeelddata", example_snapshot) is None


def test_every_indicator_can_have_a_view_of_examples_at_an_address_of_its_own(catalogue: Catalogue) -> None:
    views = example_views().values()
    assert {view.indicators for view in views} == {(key,) for key in catalogue.indicators}
    anchors = [view.anchor for view in (*all_views().values(), *views)]
    assert len(set(anchors)) == len(anchors)


def test_the_examples_of_a_theme_stand_apart_and_what_is_missing_stays_missing(snapshot: Snapshot, example_snapshot: Snapshot) -> None:
    for theme, amount in (("wijk-werken", 5), ("deelfietsen", 3), ("deelwagens", 1), ("klimaat", 1), ("wonen", 0)):
        with_examples, without = (theme_content(theme, Filters(), each) for each in (example_snapshot, snapshot))
        assert len(with_examples.examples) == amount
        assert without.examples == ()
        for part in ("charts", "lists", "missing"):
            assert [c.view for c in getattr(with_examples, part)] == [c.view for c in getattr(without, part)]


def test_the_years_of_the_filter_hold_those_of_the_examples(snapshot: Snapshot, example_snapshot: Snapshot) -> None:
    assert 2025 in theme_years("wijk-werken", example_snapshot)
    assert 2025 not in theme_years("wijk-werken", snapshot)


def test_the_search_box_calls_an_example_an_example(example_snapshot: Snapshot) -> None:
    found = [item for item in search_index.search_index(example_snapshot) if item["label"] == "Gewerkte uren in wijk-werken"]
    assert [(item["kind"], item["href"]) for item in found] == [
        ("Wijk-werken, niet in de bron", "/wijk-werken#wijk-werken-uren"),
        ("Voorbeelddata, Wijk-werken", "/wijk-werken#wijk-werken-uren-voorbeelddata"),
    ]


def test_a_municipality_has_its_examples_without_rank_or_region(example_snapshot: Snapshot, catalogue: Catalogue) -> None:
    lines = municipality.example_lines(catalogue.municipalities[DUFFEL], catalogue.municipalities["12026"], example_snapshot)
    assert len(lines) >= 6
    assert {(line.line.rank, line.line.region, line.line.trend, line.line.share_of_highest) for line in lines} == {("", "", (), 0)}
    (hours,) = [line for line in lines if line.line.label == "Gewerkte uren in wijk-werken"]
    assert hours.line.href == "/wijk-werken#wijk-werken-uren-voorbeelddata"
    assert [figure.text for figure in hours.line.other] == ["neemt niet deel"]


def test_an_example_whose_indicator_awaits_nothing_names_the_source_it_stands_in_for(
    examples: list[Rendered], catalogue: Catalogue
) -> None:
    assert not catalogue.indicators["deelwagen_km_per_wagen"].awaits
    assert _by_indicator(examples, "deelwagen_km_per_wagen").awaits == "jaarbestand wijk-werken"
