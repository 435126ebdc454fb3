"""A figure that is not there: a word or a grey slot in the picture, a sentence below it, never nought and never a blank."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from charts.absence import absence_words
from charts.comparison import comparison
from charts.map import rate_map
from charts.panels import small_multiples, stages
from charts.points import Point
from charts.summary import message
from tests.charts.made import chart, year

WORDS = {
    "verborgen": "niet getoond (privacy)",
    "onbekend": "onbekend",
    "niet_geleverd": "niet geleverd",
    "niet_deelnemend": "neemt niet deel",
    "niet_van_toepassing": "niet van toepassing",
}


def absent(status: str, of: int = 2024, **where: Any) -> Point:
    """A figure of one year with a word instead of a value."""
    return replace(year(None, of, **where), status=status)


def _notes(figure: dict[str, Any]) -> list[str]:
    return [note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("status", WORDS)
def test_a_bar_that_is_not_there_is_a_word_in_its_row(status: str) -> None:
    figure = comparison(chart(year(84, place="Lier"), absent(status, place="Nijlen"), year(0, place="Putte")))
    (word,) = [note for note in figure["layout"]["annotations"] if note["text"] == WORDS[status]]
    assert (word["y"], word["x"]) == ("Nijlen", 0)
    assert figure["data"][0]["y"] == ["Lier", "Putte"]
    assert figure["data"][0]["text"] == ["<b>84</b>", "<b>0</b>"]
    assert figure["layout"]["yaxis"]["categoryarray"] == ["Nijlen", "Putte", "Lier"]
    assert figure["layout"]["yaxis"]["range"] == [-0.5, 2.5]


def test_each_bar_of_a_pair_has_its_own_word() -> None:
    points = [year(3, place="Lier"), year(1, 2018, place="Lier"), absent("onbekend", place="Duffel"), year(2, 2018, place="Duffel")]
    points += [year(4, place="Putte"), absent("niet_deelnemend", 2018, place="Putte")]
    notes = {note["text"]: note for note in comparison(chart(*points))["layout"]["annotations"]}
    assert (notes["onbekend"]["y"], notes["neemt niet deel"]["y"]) == ("Duffel", "Putte")
    assert notes["onbekend"]["yshift"] > 0 > notes["neemt niet deel"]["yshift"]


@pytest.mark.parametrize("status", WORDS)
def test_a_municipality_of_the_map_bears_its_word(status: str) -> None:
    centres = {"12021": ("Lier", 4.57, 51.13), "12026": ("Nijlen", 4.67, 51.16), "12009": ("Duffel", 4.5, 51.09)}
    data = chart(year(0, place="Lier", nis="12021"), absent(status, place="Nijlen", nis="12026"), unit="%")
    grey, known, names = rate_map(data, shapes="/a", centres=centres)["data"]
    assert dict(zip(grey["locations"], grey["text"], strict=True)) == {
        "12026": f"Nijlen: {WORDS[status]}",
        "12009": "Duffel: niet in de bron",
    }
    assert grey["customdata"] == ["RIV:Nijlen2024", ""]
    assert known["locations"] == ["12021"]
    assert [text.replace("<br>", " ") for text in names["text"]] == ["Lier <b>0%</b>", f"Nijlen {WORDS[status]}", "Duffel"]


def test_a_panel_without_any_value_says_why_over_its_whole_width() -> None:
    points = [year(57, 2023, place="Lier"), year(84, place="Lier")]
    points += [absent("niet_deelnemend", of, place="Nijlen") for of in (2023, 2024)]
    figure = small_multiples(chart(*points), totals=True)
    assert [trace["name"] for trace in figure["data"]] == ["Lier", "Nijlen"]
    assert figure["data"][1]["x"] == []
    assert "neemt niet deel" in _notes(figure)
    (band,) = figure["layout"]["shapes"]
    assert (band["xref"], band["x0"], band["x1"]) == ("x2", -0.5, 1.5)


def test_a_missing_year_is_a_grey_slot_and_nought_is_a_nought() -> None:
    points = [
        year(5, 2020, place="Lier"),
        absent("verborgen", 2021, place="Lier"),
        year(0, 2022, place="Lier"),
        year(7, 2023, place="Lier"),
    ]
    figure = small_multiples(chart(*points), totals=True)
    (trace,) = figure["data"]
    assert trace["y"] == [5, 0, 7]
    assert trace["text"] == ["", "0", "<b>7</b>"]
    (band,) = figure["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == (0.5, 1.5)


def test_a_stage_that_is_not_there_is_a_word_in_its_column() -> None:
    points = [
        year(14, place="Lier", part="offertes"),
        year(4, place="Lier", part="bestellingen"),
        absent("niet_deelnemend", place="Nijlen", part="offertes"),
    ]
    figure = stages(replace(chart(*points), parts=("offertes", "bestellingen")))
    (word,) = [note for note in figure["layout"]["annotations"] if note["text"] == "neemt niet deel"]
    assert (word["y"], word["xref"], word["yref"]) == ("Nijlen", "x", "y")
    assert all("Nijlen" not in trace["y"] for trace in figure["data"])


def test_the_sentence_names_what_is_absent_wholly_or_in_part() -> None:
    points = [absent("niet_deelnemend", of, place=place) for place in ("Nijlen", "Lier") for of in (2023, 2024)]
    points += [year(3, 2023, place="Duffel"), absent("verborgen", 2024, place="Duffel"), year(0, 2024, place="Putte")]
    assert absence_words(chart(*points)) == "Neemt niet deel: Lier, Nijlen. Niet getoond (privacy): Duffel (2024)."
    assert absence_words(chart(year(0, place="Lier"))) == ""


def test_the_sentence_does_not_list_every_month() -> None:
    months = [
        replace(absent("verborgen", 2024, place="Lier"), period_start=date(2024, m, 1), period_end=date(2024, m, 28)) for m in range(1, 9)
    ]
    assert absence_words(chart(year(5, 2023, place="Lier"), *months)).endswith("en nog 5).")


def test_no_message_is_drawn_beside_a_hidden_figure() -> None:
    points = [year(84, place="Lier"), year(12, place="Duffel"), year(46, place="Putte")]
    assert message(chart(*points), form="comparison", short_label="Scans") == "Uitgevoerde energiescans: hoogst in Lier, laagst in Duffel"
    hidden = chart(*points, absent("verborgen", place="Nijlen"))
    assert message(hidden, form="comparison", short_label="Scans") == "Uitgevoerde energiescans"
