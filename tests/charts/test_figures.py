"""What the charts draw: bars from nought, the longest first, gaps that stay gaps, and colours that mean something."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.comparison import MOST_BARS, comparison, wrapped
from charts.evolution import MOST_LINES, evolution, nice_levels
from charts.frame import FrameText, framed
from charts.map import CLASSES, breaks, class_of, rate_map
from charts.panels import NARROW_PX, small_multiples, stages
from charts.points import Point, TargetLine
from charts.progress import progress
from charts.theme import GREY, WATER, WATER_LIGHT, text_width
from tests.charts.made import chart, year

VALUES = st.lists(st.floats(min_value=-1e9, max_value=1e9), min_size=1, max_size=14)


@given(VALUES)
def test_bars_start_at_nought_and_hold_the_whole_value(values: list[float]) -> None:
    figure = comparison(chart(*(year(value, place=f"Dorp {i}") for i, value in enumerate(values))))
    first, last = figure["layout"]["xaxis"]["range"]
    assert first <= min(0, *values)
    assert last >= max(0, *values)


def test_the_longest_bar_comes_first_and_is_dark() -> None:
    figure = comparison(chart(year(12, place="Duffel"), year(84, place="Lier"), year(46, place="Putte")))
    (trace,) = figure["data"]
    assert (trace["y"], trace["x"]) == (["Lier", "Putte", "Duffel"], [84, 46, 12])
    assert figure["layout"]["yaxis"]["categoryarray"] == ["Duffel", "Putte", "Lier"]
    assert trace["marker"]["color"] == [WATER, WATER_LIGHT, WATER_LIGHT]
    assert trace["customdata"] == ["RIV:Lier2024", "RIV:Putte2024", "RIV:Duffel2024"]


def test_the_own_municipality_is_dark_and_no_other() -> None:
    figure = comparison(chart(year(12, place="Duffel"), year(84, place="Lier")), highlight=["Duffel"])
    assert figure["data"][0]["marker"]["color"] == [WATER_LIGHT, WATER]


def test_the_year_before_stands_grey_beside_the_newest() -> None:
    points = [
        year(value, of, place=place)
        for place, of, value in (("Lier", 2023, 57), ("Lier", 2024, 84), ("Duffel", 2023, 9), ("Duffel", 2024, 12))
    ]
    before, newest = comparison(chart(*points))["data"]
    assert (before["x"], newest["x"]) == ([57, 9], [84, 12])
    assert before["marker"]["color"] == [GREY, GREY]


def test_at_most_so_many_bars_the_largest_ones() -> None:
    figure = comparison(chart(*(year(i, place=f"Dorp {i}") for i in range(40))))
    assert figure["data"][0]["x"] == list(range(39, 39 - MOST_BARS, -1))


def test_an_absent_figure_is_no_bar() -> None:
    figure = comparison(chart(year(84, place="Lier"), year(None, place="Duffel")))
    assert figure["data"][0]["y"] == ["Lier"]


def test_no_line_is_drawn_over_a_missing_year() -> None:
    figure = evolution(chart(year(1, 2018), year(2, 2019), year(4, 2021), year(5, 2022)))
    (line,) = figure["data"]
    assert line["y"] == [1, 2, None, 4, 5]
    assert line["connectgaps"] is False


def test_at_most_five_lines_those_that_end_highest() -> None:
    points = [year(value + end, end, part=f"deel {value}") for value in range(8) for end in (2023, 2024)]
    figure = evolution(chart(*points))
    assert [line["name"] for line in figure["data"]] == [f"deel {value}" for value in (7, 6, 5, 4, 3)]
    assert len(figure["data"]) == MOST_LINES


def test_every_line_is_named_where_it_ends() -> None:
    figure = evolution(
        chart(year(330, 2023, part="andere"), year(836, part="andere"), year(95, 2023, part="gemeente"), year(86, part="gemeente"))
    )
    named = [note for note in figure["layout"]["annotations"] if re.search("andere|gemeente", note["text"])]
    assert [note["x"] for note in named] == ["2024-12-31", "2024-12-31"]
    assert figure["layout"]["showlegend"] is False


@given(st.floats(min_value=1e-3, max_value=1e12))
def test_the_levels_of_an_axis_are_round_and_start_at_nought(top: float) -> None:
    levels = nice_levels(top)
    assert levels[0] == 0
    assert 2 <= len(levels) <= 5
    assert levels[-1] <= top * (1 + 1e-9)
    step = levels[1]
    assert any(float(f"{step:e}".split("e")[0]) == pytest.approx(digit) for digit in (1, 2, 2.5, 5))
    assert all(after - before == pytest.approx(step) for before, after in pairwise(levels))


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=12))
def test_every_rate_has_one_of_five_classes_in_order(values: list[float]) -> None:
    bounds = breaks(values)
    classes = [class_of(value, bounds) for value in sorted(values)]
    assert len(bounds) == CLASSES == 5
    assert classes == sorted(classes)
    assert set(classes) <= set(range(CLASSES))


def test_a_municipality_without_figure_is_grey_and_says_so() -> None:
    centres = {"12021": ("Lier", 4.57, 51.13), "12009": ("Duffel", 4.5, 51.09)}
    absent, known, names = rate_map(chart(year(61.8, place="Lier", nis="12021"), unit="%", decimals=1), shapes="/a", centres=centres)[
        "data"
    ]
    assert (absent["locations"], absent["text"]) == (["12009"], ["Duffel: niet in de bron"])
    assert known["locations"] == ["12021"]
    assert names["text"] == ["Lier<br><b>61,8%</b>", "Duffel"]


def test_the_panels_of_small_multiples_share_one_scale() -> None:
    points = [
        year(value, of, place=place)
        for place, values in (("Lier", (57, 84)), ("Duffel", (9, 12)))
        for of, value in zip((2023, 2024), values, strict=True)
    ]
    figure = small_multiples(chart(*points), totals=True)
    assert [trace["name"] for trace in figure["data"]] == ["Lier", "Duffel"]
    assert figure["layout"]["yaxis"]["range"] == figure["layout"]["yaxis2"]["range"]
    assert figure["layout"]["yaxis"]["range"][0] == 0


def test_the_stages_of_a_funnel_share_one_scale_and_one_order() -> None:
    points = [
        year(value, place=place, part=part)
        for place, part, value in (
            ("Lier", "aanmeldingen", 231),
            ("Lier", "met werken", 112),
            ("Duffel", "aanmeldingen", 147),
            ("Duffel", "met werken", 74),
        )
    ]
    figure = stages(chart(*points))
    assert [(trace["name"], trace["y"], trace["x"]) for trace in figure["data"]] == [
        ("aanmeldingen", ["Lier", "Duffel"], [231, 147]),
        ("met werken", ["Lier", "Duffel"], [112, 74]),
    ]
    assert figure["layout"]["xaxis"]["range"] == figure["layout"]["xaxis2"]["range"]


def test_a_target_is_a_line_that_fits_on_the_axis() -> None:
    data = chart(year(17))
    figure = progress(replace(data, target=TargetLine(value=60, label="maximum: 60")))
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [60]
    assert figure["layout"]["xaxis"]["range"][1] >= 60
    assert progress(data)["layout"]["shapes"] == []


def test_a_framed_picture_leaves_the_figure_on_screen_as_it_was() -> None:
    figure = comparison(chart(year(84, place="Lier")))
    before = json.dumps(figure)
    whole, width, height = framed(figure, FrameText(title="Titel", subtitle="Maat", notes=("Bron: IGEMO",)))
    assert json.dumps(figure) == before
    assert height > figure["layout"]["height"]
    assert (whole["layout"]["width"], whole["layout"]["height"]) == (width, height)
    assert {"<b>Titel</b>", "Maat", "Bron: IGEMO"} <= {note["text"] for note in whole["layout"]["annotations"]}


@given(
    st.lists(st.sampled_from(["Sint-Katelijne-Waver", "van", "de", "energieleningen", "2024"]), min_size=1, max_size=20),
    st.integers(90, 400),
)
def test_a_wrapped_name_loses_no_word_and_fits(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width).split("<br>")
    assert " ".join(lines).split() == words
    assert all(text_width(line) <= width or " " not in line for line in lines)


def test_the_months_of_a_year_stand_in_dutch_on_the_axis() -> None:
    months = [replace(year(m), period_start=date(2024, m, 1), period_end=date(2024, m, last)) for m, last in ((1, 31), (2, 29), (3, 31))]
    assert evolution(chart(*months))["layout"]["xaxis"]["ticktext"] == ["jan", "feb", "mrt"]


@given(VALUES)
def test_figures_below_nought_can_be_drawn_in_every_form(values: list[float]) -> None:
    series = chart(*(year(value, 2010 + i) for i, value in enumerate(values)))
    for figure in (evolution(series), small_multiples(series, totals=False)):
        first, last = figure["layout"]["yaxis"]["range"]
        assert first <= min(0, *values)
        assert last >= max(0, *values)
        assert last > first


def test_stages_that_begin_alike_stand_in_the_order_of_their_names() -> None:
    places = ["Putte", "Duffel", "Lier", "Bornem", "Berlaar"]
    points = [year(5, place=place, part=part) for place in places for part in ("offertes", "bestellingen")]
    figure = stages(replace(chart(*points), parts=("offertes", "bestellingen")))
    assert figure["layout"]["yaxis"]["categoryarray"][::-1] == sorted(places)


def _months(place: str, values: list[float], part: str = "") -> list[Point]:
    """A figure for each month from January 2021 on."""
    starts = [date(2021 + i // 12, i % 12 + 1, 1) for i in range(len(values) + 1)]
    return [
        replace(year(value, place=place, part=part), period_start=start, period_end=after - timedelta(days=1))
        for value, start, after in zip(values, starts, starts[1:], strict=False)
    ]


def test_the_last_of_many_thin_bars_is_named_above_all_bars_that_its_label_covers() -> None:
    figure = small_multiples(chart(*_months("Lier", [1.0] * 40 + [90.0] + [5.0] * 7)), totals=True)
    (trace,) = figure["data"]
    assert trace["text"] == []
    (label,) = [note for note in figure["layout"]["annotations"] if note["text"] == "<b>5</b>"]
    assert (label["x"], label["y"], label["yanchor"]) == (47, 90, "bottom")


def test_a_long_title_of_a_panel_takes_lines_and_no_room_of_its_neighbour() -> None:
    names = ("Mechelen", "Duffel", "Puurs-Sint-Amands")
    short, long = (
        small_multiples(chart(*(point for name in names for point in _months(name, [5, 6], part))), totals=True)
        for part in ("", "gemeentelijke gebruikers")
    )
    titles = [note["text"] for note in long["layout"]["annotations"] if "gebruikers" in note["text"]]
    assert len(titles) == 3
    assert all(
        text_width(line) < NARROW_PX / 3 for title in titles for line in title.removesuffix("</b>").removeprefix("<b>").split("<br>")
    )
    assert long["layout"]["height"] > short["layout"]["height"]


def test_bars_of_the_newest_of_many_periods_say_which_it_is() -> None:
    points = [year(value + of, of, place=place) for place, value in (("Lier", 5), ("Duffel", 3)) for of in (2021, 2022, 2023)]
    figure = comparison(chart(*points))
    assert len(figure["data"]) == 1
    (legend,) = [note["text"] for note in figure["layout"]["annotations"] if "■" in note["text"]]
    assert legend.endswith("2023")
    assert [note for note in comparison(chart(year(5, place="Lier")))["layout"]["annotations"] if "■" in note["text"]] == []
