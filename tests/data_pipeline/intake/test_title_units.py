"""What a title says of the unit of its column: it is converted, or the file is refused; no figure is ever off by a thousand."""

import pytest

from data_pipeline.intake.report import RefusedError
from tests.data_pipeline.intake.reading import LIER, LOANS, read, said

TITLES = ("gemeente", "maand", "km", "uren")


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("bedrag (miljoen euro)", 1_500_000),
        ("bedrag (in mln. €)", 1_500_000),
        ("bedrag (M€)", 1_500_000),
        ("bedrag (x 1.000)", 1_500),
        ("bedrag (keuro)", 1_500),
        ("bedrag (EUR, zonder intresten)", 1.5),
    ],
)
def test_an_amount(title: str, value: float) -> None:
    figure = read("energieleningen", (*LOANS[:3], title), ("Lier", "2023", "12", "1,5")).figure("energielening_bedrag", LIER)
    assert figure is not None
    assert figure.value == value


@pytest.mark.parametrize(
    ("column", "title", "cell", "value"),
    [
        (2, "km (in meter)", "1500", 1.5),
        (2, "km (uitgedrukt in m)", "1500", 1.5),
        (2, "km (x 1000)", "1,5", 1500),
        (2, "km (in duizend km)", "1,5", 1500),
        (2, "km (per maand)", "1,5", 1.5),
        (3, "uren (in minuten)", "90", 1.5),
    ],
)
def test_a_distance_or_a_time(column: int, title: str, cell: str, value: float) -> None:
    titles, cells = [*TITLES], ["Lier", "2024-03", "20", "3"]
    titles[column], cells[column] = title, cell
    figure = read("deelwagens_maand", titles, cells).figure("deelwagen_km" if column == 2 else "deelwagen_uren", LIER)
    assert figure is not None
    assert figure.value == value


@pytest.mark.parametrize("title", ["km (%)", "km (in mijl)", "km (dagen)", "km (in duizend euro)"])
def test_a_unit_of_something_else(title: str) -> None:
    with pytest.raises(RefusedError, match="maar het contract verwacht km"):
        read("deelwagens_maand", ("gemeente", "maand", title), ("Lier", "2024-03", "850"))


@pytest.mark.parametrize(
    "above", ["Met steun van Netwerk Europa", "Overzicht van de bank Euronext", "Bij een leningen in 1.000.000 gezinnen"]
)
def test_a_title_that_only_looks_like_thousands_of_euro(above: str) -> None:
    figure = read("energieleningen", (above, "", "", ""), LOANS, ("Lier", "2023", "12", "1000")).figure("energielening_bedrag", LIER)
    assert figure is not None
    assert figure.value == 1000


def test_a_duration_below_a_title_in_minutes_contradicts_it() -> None:
    told = read("deelwagens_maand", (*TITLES[:3], "uren (min)"), ("Lier", "2024-03", "10", "36:30"))
    assert told.quarantined == [2]
    assert "Rij 2: '36:30' noemt een andere eenheid dan de titel van kolom 'uren (min)'. Kies één eenheid." in said(told)


@pytest.mark.parametrize("below", ["in duizend euro", "(x 1.000)", "(in k€)", "keur"])
def test_a_unit_in_the_row_below_the_title(below: str) -> None:
    told = read("energieleningen", LOANS, ("", "", "", below), ("Lier", "2023", "12", "1,5"))
    figure = told.figure("energielening_bedrag", LIER)
    assert figure is not None
    assert (figure.value, told.quarantined) == (1500, [])


def test_thousands_in_a_note_below_the_table_are_told() -> None:
    told = read("energieleningen", LOANS, ("Lier", "2023", "12", "1,5"), ("Bedragen in duizend euro",))
    words = "Noot 'Bedragen in duizend euro' staat onder de tabel: de bedragen zijn niet omgezet. Zet de eenheid in de titel van de kolom."
    assert [(m.level, m.text) for m in told.about(3)] == [("warning", words)]
