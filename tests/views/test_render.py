"""Every card there is, with every kind of filter: it renders, it can be sent, and its words and bars do not mislead."""

import json
from typing import Any

import pytest

from catalogue.aggregation import UNIT_LABELS
from catalogue.model import Catalogue
from charts.summary import MOST_WORDS
from views.files import csv_file, png_figure
from views.filters import Filters
from views.registry import all_views, views_of
from views.render import Rendered, render
from views.search_index import search_index
from views.theme import theme_content, theme_years
from warehouse import queries
from warehouse.snapshot import Snapshot

CHOICES = {
    "niets": Filters(),
    "Lier": Filters(municipalities=("12021",)),
    "Nijlen": Filters(municipalities=("12026",)),
    "2024": Filters(first_year=2024, last_year=2024),
    "1950": Filters(first_year=1950, last_year=1950),
} | {unit: Filters(unit=unit) for unit in UNIT_LABELS}


def _cards(snapshot: Snapshot, filters: Filters) -> list[Rendered]:
    return [render(view, filters, snapshot) for view in all_views().values()]


@pytest.fixture(scope="module")
def cards(snapshot: Snapshot) -> list[Rendered]:
    """Every card without filters."""
    return _cards(snapshot, Filters())


@pytest.mark.parametrize("choice", CHOICES)
def test_every_card_renders_and_can_be_sent(snapshot: Snapshot, choice: str) -> None:
    cards = _cards(snapshot, CHOICES[choice])
    assert len(cards) > 100
    for card in cards:
        json.dumps(card.figure, allow_nan=False)
        assert card.title
        assert len(card.title.split()) <= MOST_WORDS
        assert card.subtitle
        assert card.summary.endswith(".")
        assert "bijgewerkt op" in card.source_line.lower()
        table = card.table
        assert all(len(row) == len(table.head) for row in table.rows)
        assert not [word for word in ("None", "nan", "\N{EM DASH}") if word in f"{card.title} {card.subtitle} {card.summary}".split()]


def _value_ranges(figure: dict[str, Any]) -> list[tuple[float, float]]:
    """The range of the axis along which the bars of each trace grow."""
    ranges = []
    for trace in figure["data"]:
        if trace["type"] == "bar":
            assert "base" not in trace
            along, name = ("x", trace.get("xaxis", "x")) if trace.get("orientation") == "h" else ("y", trace.get("yaxis", "y"))
            axis = figure["layout"][f"{along}axis{name[1:]}"]
            assert axis.get("type", "linear") == "linear"
            first, last = axis["range"]
            assert last >= max(value for value in trace[along] if value is not None)
            ranges.append((first, last))
    return ranges


@pytest.mark.parametrize("choice", ["niets", "Lier", "inwoner", "index", "aandeel"])
def test_every_bar_starts_at_nought(snapshot: Snapshot, choice: str) -> None:
    ranges = [span for card in _cards(snapshot, CHOICES[choice]) if card.figure for span in _value_ranges(card.figure)]
    assert len(ranges) > 30
    assert [span for span in ranges if not span[0] <= 0 < span[1]] == []
    assert [span for span in ranges if span[0] < 0] == []


def test_every_line_is_drawn_from_nought(cards: list[Rendered]) -> None:
    lines = [card for card in cards if card.figure and any(trace["type"] == "scatter" for trace in card.figure["data"])]
    assert len(lines) > 5
    for card in lines:
        assert card.figure
        assert card.figure["layout"]["yaxis"]["range"][0] == 0
        assert all(trace["connectgaps"] is False for trace in card.figure["data"])


def test_the_rows_of_a_card_are_those_of_the_warehouse(cards: list[Rendered], snapshot: Snapshot) -> None:
    for card in cards:
        if card.view.indicators and card.view.form != "scorecard":
            assert list(card.rows) == queries.observations(snapshot, indicators=card.view.indicators)


def test_no_figure_is_left_out_of_the_table(cards: list[Rendered]) -> None:
    charts = [card for card in cards if not card.view.is_list and card.rows]
    assert len(charts) > 50
    for card in charts:
        codes = [figure.code for row in card.table.rows for cell in row for figure in cell.figures]
        assert len(codes) == len(card.rows), card.view.id


def test_the_same_figures_leave_the_building(cards: list[Rendered]) -> None:
    for card in cards:
        lines = csv_file(card, Filters(), for_excel=False).decode().splitlines()
        assert card.view.form == "projects" or len(lines) >= len(card.rows) + 1


def test_a_picture_carries_its_words_source_and_snapshot(cards: list[Rendered]) -> None:
    drawn = [card for card in cards if card.figure]
    assert len(drawn) > 50
    for card in drawn:
        before = json.dumps(card.figure)
        figure, width, height = png_figure(card, Filters())
        words = (
            " ".join(note["text"] for note in figure["layout"]["annotations"]).replace("<br>", " ").replace("<b>", "").replace("</b>", "")
        )
        for told in (card.title, card.source_line, card.snapshot_id, *card.notices):
            assert told in words, card.view.id
        assert width > 0 < height
        assert json.dumps(card.figure) == before


def test_a_contradiction_is_told_beside_its_figure(cards: list[Rendered]) -> None:
    (cars,) = [card for card in cards if card.view.id == "deelwagens_aantal"]
    assert [[figure.printed for figure in conflict.figures] for conflict in cars.disputes] == [["22", "24"]]


def test_what_is_awaited_has_no_figure_and_says_what_it_waits_for(cards: list[Rendered]) -> None:
    awaited = [card for card in cards if card.awaits and not card.rows]
    assert "wijk_werken_uren" in {card.view.id for card in awaited}
    assert {card.figure is None for card in awaited} == {True}


def test_every_indicator_stands_on_exactly_one_card(catalogue: Catalogue) -> None:
    placed = [key for view in all_views().values() if view.form != "scorecard" for key in view.indicators]
    assert sorted(placed) == sorted(catalogue.indicators)


def test_the_page_of_a_theme_holds_all_its_cards(catalogue: Catalogue, snapshot: Snapshot) -> None:
    for theme in catalogue.themes:
        content = theme_content(theme, Filters(), snapshot)
        shown = [card.view.id for card in (*content.charts, *content.lists, *content.missing)]
        assert sorted(shown) == sorted(view.id for view in views_of(theme))
        years = theme_years(theme, snapshot)
        assert years == sorted(set(years))


def test_the_search_box_finds_every_indicator_municipality_and_theme(catalogue: Catalogue, snapshot: Snapshot) -> None:
    found = search_index(snapshot)
    labels = [item["label"] for item in found]
    assert {indicator.label for indicator in catalogue.indicators.values()} <= set(labels)
    assert {theme.label for theme in catalogue.themes.values()} <= set(labels)
    assert [item["label"] for item in found if item["kind"] == "gemeente"] == [m.name for m in catalogue.municipalities.values()]
    assert all(item["href"].startswith("/") for item in found)
