"""Rows and workbooks that are not on the list: what may not be added up, what a title tells, what Excel made of a cell."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.intake.document import DATE, DURATION, NUMBER, PERCENT
from data_pipeline.intake.report import RefusedError
from tests.data_pipeline.intake.bench import Bench
from tests.data_pipeline.intake.fixture import File, workbook
from tests.data_pipeline.intake.reading import DUFFEL, LIER, LOANS, MONTHLY, NIJLEN, PROJECT, STAFF, read, said


def test_two_averages_for_one_figure_are_never_added_up() -> None:
    titles = (*MONTHLY, "km per wagen")
    told = read("deelwagens_maand", titles, ("Lier", "2024-03", "10", "20", "800"), ("Lier", "2024-03", "11", "21", "700"))
    assert told.quarantined == [2, 3]
    assert said(told) == "Rij 2: er staan meer gemiddelden voor Lier in deze periode. Lever er één aan."


def test_a_row_that_does_not_say_which_part_it_is_is_no_total() -> None:
    titles = ("gemeente", "maand", "gebruikerstype", "voertuig", "km")
    told = read("deelwagens_maand", titles, ("Lier", "2024-03", "andere", "w1", "100"), ("Lier", "2024-03", "", "w2", "50"))
    assert told.quarantined == [3]
    assert told.figure("deelwagen_km", LIER) is None
    assert said(told, 3) == "Rij 3: 'gebruikerstype' is leeg, terwijl andere rijen het invullen. Vul het ook hier in."


def test_an_average_per_car_counts_only_cars_of_which_the_figure_is_known() -> None:
    titles = ("gemeente", "maand", "gebruikerstype", "voertuig", "km")
    rows = [("Lier", "2024-03", "andere", car, km) for car, km in (("w1", "100"), ("w2", ""), ("w3", "50"), ("", "900"))]
    figure = read("deelwagens_maand", titles, *rows).figure("deelwagen_km_per_wagen", None, breakdown="andere")
    assert figure is not None
    assert (figure.value, figure.flags) == (75, ("onvolledig",))


def test_a_figure_for_a_municipality_that_takes_no_part_is_remarkable() -> None:
    told = read("deelwagens_maand", MONTHLY, ("Nijlen", "2024-03", "n.v.t.", "12"))
    assert said(told) == "Nijlen neemt volgens het datacontract niet deel, maar krijgt hier een cijfer. Controleer."
    figure = told.figure("deelwagen_km", NIJLEN)
    assert figure is not None
    assert figure.value == 12


@pytest.mark.parametrize(("titles", "is_unknown"), [(STAFF, True), ((*STAFF[:4], "inkomsten (excl. btw)"), False)])
def test_vat_is_unknown_unless_the_title_tells(titles: tuple[str, ...], is_unknown: bool) -> None:
    told = read("wijk_werken", titles, ("Duffel", "2023", "900", "30", "500"))
    figure = told.figure("wijk_werken_inkomsten", DUFFEL)
    assert figure is not None
    assert ("btw_onbekend" in figure.flags, any(m.code == "E08" for m in told.findings.messages)) == (is_unknown, is_unknown)


def test_vat_may_be_told_above_the_table() -> None:
    told = read("wijk_werken", ("Alle bedragen incl. btw", "", "", "", ""), STAFF, ("Duffel", "2023", "900", "30", "500"))
    assert not any(m.code == "E08" for m in told.findings.messages)


def test_a_unit_in_the_title_is_converted_before_the_bounds_are_looked_at() -> None:
    told = read("deelwagens_maand", ("gemeente", "maand", "km (m)"), ("Lier", "2024-03", "850000"), ("Putte", "2024-03", "850000000"))
    figure = told.figure("deelwagen_km", LIER)
    assert figure is not None
    assert (figure.value, told.quarantined) == (850, [3])


def test_a_unit_in_the_title_and_another_in_the_cell_contradict_each_other() -> None:
    told = read("energieleningen", (*LOANS[:3], "bedrag (k€)"), ("Lier", "2023", "12", "145,5"), ("Putte", "2023", "12", "1,2 mln"))
    assert told.quarantined == [3]
    assert said(told, 3) == "Rij 3: '1,2 mln' noemt een andere eenheid dan de titel van kolom 'bedrag (k€)'. Kies één eenheid."


@pytest.mark.parametrize("title", ["km (mijl)", "km (miles)"])
def test_a_unit_that_is_not_that_of_the_contract_refuses_the_file(title: str) -> None:
    with pytest.raises(RefusedError, match="Zet de waarden om"):
        read("deelwagens_maand", ("gemeente", "maand", title), ("Lier", "2024-03", "850"))


@pytest.mark.parametrize("cell", ["-", "nog te bepalen", "onbekend"])
def test_a_project_without_known_dates_is_a_project(cell: str) -> None:
    assert read("projecten", PROJECT, ("A", "Duffel", cell, "1", "50")).quarantined == []


def test_a_project_without_a_name_is_sent_back() -> None:
    told = read("projecten", PROJECT, ("", "Duffel", "2024", "1", "50"))
    assert (told.quarantined, said(told)) == ([2], "Rij 2: 'project' is leeg. Vul het in.")


@pytest.mark.parametrize(
    ("kind", "text", "value", "words"),
    [
        (NUMBER, "1234.5", 1234.5, ""),
        (NUMBER, "1.234", 1.234, ""),
        (NUMBER, "0.30000000000000004", 0.3, ""),
        (DATE, "2025-05-03", None, "een spreadsheet maakt van 3,5 soms 3 mei"),
        (DURATION, "36:30:00", None, "lijkt een tijdstip of tijdsduur"),
        (PERCENT, "0.5", None, "'50 %' klopt niet met kolom 'km': verwacht wordt een getal in km, zonder andere eenheid."),
    ],
)
def test_a_cell_of_which_the_workbook_says_what_it_is(kind: str, text: str, value: float | None, words: str) -> None:
    told = read(
        "deelwagens_maand",
        MONTHLY,
        ("Duffel", "2024-03", "", text),
        ("Lier", "2024-03", "1", "2"),
        kinds={(2, 3): kind},
        sheet="deelwagens",
    )
    figure = told.figure("deelwagen_km", DUFFEL)
    assert (figure and figure.value) == value
    assert words in said(told)


def test_the_cells_of_a_real_workbook(bench: Bench) -> None:
    rows: list[tuple[Any, ...]] = [
        MONTHLY,
        ("Duffel", date(2024, 3, 1), 10, 1234.5),
        ("Lier", "2024-03", 10, True),
        ("Putte", datetime(2024, 3, 15, 8, 30), 10, date(2025, 5, 3)),
        ("Bornem", 202403, "10", "1.234,5"),
        (12025, "mrt 2024", 10, timedelta(hours=30)),
        ("Berlaar", "2024-03", 10.0, 0.1 + 0.2),
        ("Willebroek", "2024-03", 10, time(12, 30)),
    ]
    report = bench.give(File(name="deelwagens.xlsx", content=workbook({"deelwagens": rows})))
    assert (report.outcome, report.loaded, report.quarantined) == ("accepted", 3, 4)
    assert {m.row for m in report.messages if m.level == "error"} == {3, 4, 6, 8}
    found = {row.nis: (row.value, row.value_text) for row in bench.figures("deelwagens_maand") if row.indicator_id == "deelwagen_km"}
    assert found == {DUFFEL: (1234.5, "1234,5"), "12007": (1234.5, "1.234,5"), "12002": (0.3, "0,3")}


def test_a_percentage_that_excel_keeps_as_a_fraction(bench: Bench) -> None:
    def shown_as_percentage(book: Any) -> None:
        book["projecten"]["E2"].number_format = "0.0%"

    rows = [PROJECT, ("A", "Duffel", "2024", 1, 0.618), ("B", "Lier", "2024", 1, 61)]
    report = bench.give(File(name="projecten.xlsx", content=workbook({"projecten": rows}, change=shown_as_percentage)))
    assert report.quarantined == 0
    assert "(info) Procentopmaak van Excel toegepast: 61,8 %." in [m.text for m in report.messages]


def test_an_hour_of_the_day_is_no_number_of_hours() -> None:
    told = read("wijk_werken", STAFF, ("Duffel", "2023", "1900-01-01T12:30:00", "30", "500"), kinds={(2, 2): DATE}, sheet="2023")
    assert told.quarantined == [2]
    assert "Rij 2: kolom 'uren' toont een uur van de dag. Geef de cel in Excel de opmaak [u]:mm, ook boven de 24 uur." in said(told)


@given(cells=st.tuples(*(st.text(max_size=12) for _ in MONTHLY)), kind=st.sampled_from(["", NUMBER, PERCENT, DATE, DURATION]))
def test_no_cell_breaks_the_reader(cells: tuple[str, ...], kind: str) -> None:
    told = read(
        "deelwagens_maand", MONTHLY, cells, ("Lier", "2024-03", "1", "2"), kinds={(2, 3): kind} if kind else None, sheet="deelwagens"
    )
    assert all(m.text and "{" not in m.text.replace("{}", "") for m in told.about(2) if m.level == "error")


@given(cells=st.tuples(*(st.text(max_size=12) for _ in STAFF)))
def test_no_cell_of_a_yearly_file_breaks_the_reader(cells: tuple[str, ...]) -> None:
    read("wijk_werken", STAFF, cells, ("Lier", "2023", "900", "20", "500"))
