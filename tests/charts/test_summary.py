"""A chart in words: a title that says what there is to see and no more, and a summary that leaves nothing out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.points import ChartData
from charts.summary import MOST_WORDS, message, summary
from tests.charts.made import chart, year

LONG = "Een zeer lange naam voor een cijfer dat niet in een titel past"


def _title(data: ChartData, form: str, short: str = "Scans") -> str:
    return message(data, form=form, short_label=short)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (730, 1851, "gestegen van 730 naar 1.851"),
        (1851, 730, "gedaald van 1.851 naar 730"),
        (100, 102, "stabiel rond 102"),
        (0, 5, "gestegen van 0 naar 5"),
        (100, 103, "gestegen van 100 naar 103"),
    ],
)
def test_a_series_rose_fell_or_stayed(before: float, after: float, told: str) -> None:
    assert _title(chart(year(before, 2020), year(after, 2024)), "evolution") == f"Uitgevoerde energiescans: {told}"


def test_a_series_that_came_back_has_no_direction() -> None:
    data = chart(year(100, 2020), year(500, 2022), year(101, 2024))
    assert _title(data, "evolution") == data.label


def test_the_title_names_the_line_that_ends_highest() -> None:
    data = chart(year(330, 2020, part="andere"), year(836, part="andere"), year(95, 2020, part="gemeente"), year(86, part="gemeente"))
    assert _title(data, "evolution") == "Uitgevoerde energiescans, andere: gestegen van 330 naar 836"


def test_the_gap_between_municipalities() -> None:
    data = chart(year(84, place="Lier"), year(12, place="Duffel"), year(46, place="Putte"))
    assert _title(data, "comparison") == "Uitgevoerde energiescans: hoogst in Lier, laagst in Duffel"


def test_no_gap_where_two_are_highest() -> None:
    data = chart(year(84, place="Lier"), year(84, place="Putte"), year(12, place="Duffel"))
    assert _title(data, "comparison") == data.label


def test_a_single_figure_with_its_unit() -> None:
    assert _title(chart(year(498)), "comparison") == "Uitgevoerde energiescans: 498 scans"
    assert _title(chart(year(61.8), unit="%", decimals=1), "comparison") == "Uitgevoerde energiescans: 61,8%"


@pytest.mark.parametrize("form", ["evolution", "comparison", "map", "small_multiples", "funnel", "progress", "value"])
def test_no_message_over_a_contradiction_a_break_or_nothing(form: str) -> None:
    points = [year(330, 2020, place="Lier"), year(836, place="Lier"), year(12, place="Duffel"), year(46, place="Putte")]
    for doubtful in (replace(points[0], is_conflicting=True), replace(points[0], break_word="breuk")):
        data = chart(doubtful, *points[1:])
        assert _title(data, form) == data.label
    assert _title(chart(), form) == "Uitgevoerde energiescans"
    assert _title(chart(year(None)), form) == "Uitgevoerde energiescans"


def test_a_title_that_would_be_too_long_falls_back() -> None:
    data = chart(year(730, 2020), year(1851, 2024), label=LONG)
    assert _title(data, "evolution") == "Scans: gestegen van 730 naar 1.851"
    assert _title(data, "evolution", short=LONG) == LONG


@given(
    values=st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=8),
    form=st.sampled_from(["evolution", "comparison", "map", "small_multiples"]),
    is_series=st.booleans(),
)
def test_a_title_is_never_longer_than_ten_words(values: list[float], form: str, is_series: bool) -> None:
    points = [year(value, 2010 + i) if is_series else year(value, place=f"Sint-Dorp {i}") for i, value in enumerate(values)]
    data = chart(*points, label="Gemiddelde kilometers per gedeelde elektrische wagen")
    assert len(_title(data, form, short="Kilometers per gedeelde wagen").split()) <= MOST_WORDS


def test_the_summary_tells_both_ends_and_the_difference_twice() -> None:
    told = summary(chart(year(18, 2018, place="Lier"), year(57, 2023, place="Lier"), year(84, place="Lier")))
    assert told == "Lier: van 18 scans (2018) naar 84 scans (2024), +66 (366,7%)."


def test_a_difference_between_percentages_is_told_in_points() -> None:
    told = summary(chart(year(60, 2020), year(61.8), unit="%", decimals=1))
    assert told == "Rivierenland: van 60,0% (2020) naar 61,8% (2024), +1,8 procentpunt."


def test_the_summary_says_how_many_series_it_leaves_to_the_table() -> None:
    told = summary(chart(*(year(i + 1, place=f"Dorp {i}") for i in range(15))))
    assert told.endswith("Nog 3 reeksen staan in de tabel.")
    assert told.count("scans") == 12


def test_no_figures_is_said_and_absent_is_not_nought() -> None:
    assert summary(chart()) == "Uitgevoerde energiescans: geen cijfers voor deze keuze."
    assert summary(chart(year(None), year(84, 2023))) == "Rivierenland: 84 scans (2023). Onbekend: Rivierenland (2024)."
    assert summary(chart(year(None))) == "Onbekend: Rivierenland."
