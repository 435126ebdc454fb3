"""A card as a table: every figure in its cell, and a word or a dash where there is none."""

from dataclasses import replace
from datetime import date

from charts.points import ChartData, Point
from views.table import DASH, Table, pivot

SCANS = Point(
    place="Lier", part="", period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), value=84, status="definitief", code="RIV:lier"
)


def _year(point: Point, year: int, **changes: object) -> Point:
    return replace(point, period_start=date(year, 1, 1), period_end=date(year, 12, 31), **changes)  # type: ignore[arg-type]


def _pivot(*points: Point) -> Table:
    return pivot(ChartData(label="Scans", unit="scans", decimals=0, points=points), caption="Scans")


def _plain(table: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in table.rows]


def test_places_go_down_and_periods_across() -> None:
    table = _pivot(SCANS, _year(SCANS, 2023, value=57), replace(SCANS, place="Duffel", value=1234))
    assert table.head == ("Gebied", "2023", "2024")
    assert _plain(table) == [["Duffel", DASH, "1.234"], ["Lier", "57", "84"]]


def test_the_region_stands_below_its_municipalities() -> None:
    assert [row[0] for row in _plain(_pivot(replace(SCANS, place="", value=130), SCANS))] == ["Lier", "Rivierenland"]


def test_parts_have_a_column_of_their_own() -> None:
    table = _pivot(replace(SCANS, place="", part="andere", value=5), replace(SCANS, place="", value=9))
    assert table.head == ("Uitsplitsing", "2024")
    assert sorted(_plain(table)) == [["andere", "5"], ["totaal", "9"]]


def test_two_figures_that_disagree_stand_in_one_cell_each_with_its_place() -> None:
    first = replace(SCANS, place="", value=468, is_conflicting=True, stands_at="3.4.15, tekst")
    (row,) = _pivot(first, replace(first, value=439, stands_at="3.4.15, tabel")).rows
    assert [(figure.text, figure.mark) for figure in row[1].figures] == [("468", "3.4.15, tekst"), ("439", "3.4.15, tabel")]


def test_an_absence_is_a_word_and_never_nought() -> None:
    words = {
        "verborgen": "niet getoond (privacy)",
        "onbekend": "onbekend",
        "niet_geleverd": "niet geleverd",
        "niet_deelnemend": "neemt niet deel",
        "niet_van_toepassing": "niet van toepassing",
    }
    for status, word in words.items():
        assert _plain(_pivot(replace(SCANS, value=None, status=status))) == [["Lier", word]]
    assert _plain(_pivot(replace(SCANS, value=0))) == [["Lier", "0"]]


def test_many_periods_of_few_series_go_down() -> None:
    table = _pivot(*(_year(SCANS, year, value=year) for year in range(2010, 2020)))
    assert table.head == ("Periode", "Lier")
    assert _plain(table)[0] == ["2010", "2.010"]
    assert len(table.rows) == 10


def test_every_figure_carries_its_code() -> None:
    (row,) = _pivot(SCANS, _year(SCANS, 2023, value=None, status="onbekend", code="RIV:lier23")).rows
    assert [figure.code for cell in row for figure in cell.figures] == ["RIV:lier23", "RIV:lier"]
