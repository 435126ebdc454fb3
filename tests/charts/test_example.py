"""Example data in every form of chart: no mark of it can be taken for a figure, in the picture, in its words or when pointed at."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from charts.comparison import comparison
from charts.evolution import evolution
from charts.example import as_example
from charts.map import rate_map
from charts.panels import small_multiples, stages
from charts.points import ChartData
from charts.progress import progress
from charts.summary import message, summary
from tests.charts.made import chart, year

WORD = "Voorbeelddata"
CENTRES = {"12021": ("Lier", 4.57, 51.13), "12009": ("Duffel", 4.5, 51.09)}


def _data(*points: Any, **changes: Any) -> ChartData:
    return replace(chart(*points), is_example=True, **changes)


SERIES = [
    year(value, of, place=place)
    for place, values in (("Lier", (57, 84)), ("Duffel", (9, 12)))
    for of, value in zip((2023, 2024), values, strict=True)
]
STAGED = [year(value, place="Lier", part=part) for part, value in (("offertes", 14), ("bestellingen", 4))]
FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "bars": lambda: comparison(_data(year(84, place="Lier"), year(12, place="Duffel"))),
    "pairs of bars": lambda: comparison(_data(*SERIES)),
    "lines": lambda: evolution(_data(*SERIES)),
    "panels": lambda: small_multiples(_data(*SERIES), totals=True),
    "stages": lambda: stages(_data(*STAGED, parts=("offertes", "bestellingen"))),
    "progress": lambda: progress(_data(year(17))),
    "map": lambda: rate_map(_data(year(61.8, place="Lier", nis="12021")), shapes="/a", centres=CENTRES),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_word_stands_in_the_picture_itself(form: str) -> None:
    figure = as_example(FORMS[form]())
    assert f"<b>{WORD}</b>" in {note["text"] for note in figure["layout"]["annotations"]}
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize("form", FORMS)
def test_the_word_has_room_of_its_own(form: str) -> None:
    plain = FORMS[form]()
    figure = as_example(plain)
    (box,) = [shape for shape in figure["layout"]["shapes"] if shape not in plain["layout"]["shapes"]]
    extra = figure["layout"]["height"] - plain["layout"]["height"]
    assert extra == figure["layout"]["margin"]["t"] - plain["layout"]["margin"]["t"] > 0
    assert (box["yref"], box["yanchor"]) == ("paper", 1)
    assert plain["layout"]["margin"]["t"] < box["y0"] < box["y1"] <= figure["layout"]["margin"]["t"]


@pytest.mark.parametrize("form", FORMS)
def test_whoever_points_at_a_mark_reads_the_word(form: str) -> None:
    marks = [trace for trace in as_example(FORMS[form]())["data"] if trace.get("hoverinfo") != "skip"]
    assert marks
    for trace in marks:
        told = trace.get("hovertemplate") or trace.get("hovertext") or trace["text"]
        assert all(WORD in text for text in ([told] if isinstance(told, str) else told))


@pytest.mark.parametrize("form", ["bars", "pairs of bars", "panels", "stages", "progress"])
def test_every_bar_is_hatched_and_no_figure_is(form: str) -> None:
    plain = FORMS[form]()
    assert not any("pattern" in trace["marker"] for trace in plain["data"])
    bars = [trace for trace in as_example(plain)["data"] if trace.get("hoverinfo") != "skip"]
    assert bars
    assert [trace["marker"]["pattern"]["shape"] for trace in bars] == ["/"] * len(bars)
    assert [trace["marker"]["pattern"]["fillmode"] for trace in bars] == ["replace"] * len(bars)


def test_lines_are_dotted_with_open_marks() -> None:
    plain = FORMS["lines"]()
    lines = as_example(plain)["data"]
    assert [line["line"]["dash"] for line in lines] == ["dot", "dot"]
    assert all(symbol.endswith("-open") for line in lines for symbol in line["marker"]["symbol"])
    assert all("dash" not in line["line"] for line in plain["data"])


def test_the_map_is_paler() -> None:
    def light(colours: list[Any]) -> int:
        return sum(int(colour[i : i + 2], 16) for _, colour in colours for i in (1, 3, 5))

    plain = FORMS["map"]()
    for before, after in zip(plain["data"][:2], as_example(plain)["data"][:2], strict=True):
        assert light(after["colorscale"]) > light(before["colorscale"])


def test_the_legend_of_two_periods_says_it_for_both() -> None:
    (legend,) = [note["text"] for note in FORMS["pairs of bars"]()["layout"]["annotations"] if "■" in note["text"]]
    assert legend.count("voorbeelddata") == 2
    (real,) = [note["text"] for note in comparison(chart(*SERIES))["layout"]["annotations"] if "■" in note["text"]]
    assert "voorbeelddata" not in real


def test_the_figure_that_was_there_stays_as_it_was() -> None:
    plain = FORMS["panels"]()
    before = json.dumps(plain)
    as_example(plain)
    assert json.dumps(plain) == before


@pytest.mark.parametrize("form", ["evolution", "comparison", "map", "small_multiples", "funnel", "progress", "value"])
def test_an_example_has_no_message(form: str) -> None:
    points = [year(330, 2020, place="Lier"), year(836, place="Lier"), year(12, place="Duffel"), year(46, place="Putte")]
    assert message(chart(*points), form="evolution", short_label="Scans") != "Uitgevoerde energiescans"
    assert message(_data(*points), form=form, short_label="Scans") == "Uitgevoerde energiescans"


def test_the_summary_begins_with_what_it_is() -> None:
    assert summary(_data(year(84))).startswith("Voorbeelddata, gemaakt door Peil, geen gepubliceerde cijfers. Rivierenland: 84")
    assert WORD not in summary(chart(year(84)))


def test_a_month_is_a_month_in_an_example_too() -> None:
    months = [replace(year(m), period_start=date(2024, m, 1), period_end=date(2024, m, last)) for m, last in ((1, 31), (2, 29))]
    assert as_example(evolution(_data(*months)))["layout"]["xaxis"]["ticktext"] == ["jan", "feb"]
