"""Periods that are not on the list but in every spreadsheet."""

import pytest

from tests.data_pipeline.intake.reading import DUFFEL, LIER, LOANS, MONTHLY, Told, read, said

EXPECTED_MONTH = "Verwacht: 2024-12 of december 2024."
MONTHS: dict[str, tuple[str, str] | str] = {
    "2024-1": ("2024-01-01", "2024-01-31"), "202401": ("2024-01-01", "2024-01-31"), "01-2024": ("2024-01-01", "2024-01-31"),
    "1 januari 2024": ("2024-01-01", "2024-01-31"), "maandag 1 januari 2024": ("2024-01-01", "2024-01-31"),
    "januari, 2024": ("2024-01-01", "2024-01-31"), "mrt2024": ("2024-03-01", "2024-03-31"), "29/02/2024": ("2024-02-01", "2024-02-29"),
    "januari": f"Rij 2: bij 'januari' ontbreekt het jaar. {EXPECTED_MONTH}",
    "jan - sep": f"Rij 2: bij 'jan - sep' ontbreekt het jaar. {EXPECTED_MONTH}",
    "week 12": f"Rij 2: bij 'week 12' ontbreekt het jaar. {EXPECTED_MONTH}",
    "Q4": f"Rij 2: bij 'Q4' ontbreekt het jaar. {EXPECTED_MONTH}",
    "jan-24": "Rij 2: gebruik een jaartal van 4 cijfers.",
    "Q4/24": "Rij 2: gebruik een jaartal van 4 cijfers.",
    "2024": f"Rij 2: '2024' is geen maand. {EXPECTED_MONTH}",
    "jan-sep 2024": f"Rij 2: 'jan-sep 2024' is geen maand. {EXPECTED_MONTH}",
    "2024/25": f"Rij 2: '2024/25' loopt over twee kalenderjaren. {EXPECTED_MONTH}",
    "31/04/2024": "Rij 2: datum '31/04/2024' bestaat niet.",
    "29/02/2023": "Rij 2: datum '29/02/2023' bestaat niet.",
    "12/31/2024": "Rij 2: datum '12/31/2024' bestaat niet.",
    "2024-13": "Rij 2: datum '2024-13' bestaat niet.",
    "2O24-03": "Rij 2: '2O24-03' is geen geldig getal (letter O?).",
    "mars 2024": f"Rij 2: 'mars 2024' is geen periode die herkend wordt. {EXPECTED_MONTH}",
    "": "Rij 2: de periode ontbreekt. Vul ze in, bijvoorbeeld 2024-12.",
    "2027-11": "Rij 2: de periode vanaf 1/11/2027 ligt in de toekomst.",
}  # fmt: skip
YEARS: dict[str, tuple[str, str] | str] = {
    "2024": ("2024-01-01", "2024-12-31"), "31/12/2024": ("2024-01-01", "2024-12-31"), "boekjaar 2024": ("2024-01-01", "2024-12-31"),
    "2024 (t.e.m. september)": ("2024-01-01", "2024-09-30"), "t/m september 2024": ("2024-01-01", "2024-09-30"),
    "schooljaar 2023-2024": "Rij 2: 'schooljaar 2023-2024' is geen kalenderjaar. Lever per kalenderjaar aan.",
    "2023-2024": "Rij 2: '2023-2024' loopt over twee kalenderjaren. Verwacht: 2024.",
    "2024/25": "Rij 2: '2024/25' loopt over twee kalenderjaren. Verwacht: 2024.",
    "2024 (tot september)": "Rij 2: '2024 (tot september)' is geen periode die herkend wordt. Verwacht: 2024.",
    "januari 2024": "Rij 2: 'januari 2024' is geen jaar. Verwacht: 2024.",
    "'24": "Rij 2: ''24' is geen periode die herkend wordt. Verwacht: 2024.",
    "2024.5": "Rij 2: '2024.5' is geen periode die herkend wordt. Verwacht: 2024.",
}  # fmt: skip


def _check_period(told: Told, indicator: str, wanted: tuple[str, str] | str) -> None:
    figure = told.figure(indicator, DUFFEL)
    if isinstance(wanted, str):
        assert (told.quarantined, said(told)) == ([2], wanted)
        return
    assert figure is not None
    assert (str(figure.period_start), str(figure.period_end)) == wanted
    assert (figure.status, "onvolledig" in figure.flags) == (("voorlopig", True) if wanted[1].endswith("09-30") else ("definitief", False))


@pytest.mark.parametrize("cell", MONTHS, ids=repr)
def test_a_month(cell: str) -> None:
    told = read("deelwagens_maand", MONTHLY, ("Duffel", cell, "10", "20"), ("Lier", "2024-03", "100", "200"))
    _check_period(told, "deelwagen_km", MONTHS[cell])


@pytest.mark.parametrize("cell", YEARS, ids=repr)
def test_a_year(cell: str) -> None:
    told = read("energieleningen", LOANS, ("Duffel", cell, "12", "500"), ("Lier", "2023", "14", "500"))
    _check_period(told, "energielening_aantal", YEARS[cell])


def test_a_period_that_still_runs_gives_provisional_figures() -> None:
    told = read("energieleningen", LOANS, ("Duffel", "2026", "12", "500"))
    figure = told.figure("energielening_aantal", DUFFEL)
    assert figure is not None
    assert (figure.status, figure.flags) == ("voorlopig", ("onvolledig",))
    words = "Rij 2: de periode is nog niet voorbij; het cijfer is voorlopig en niet vergelijkbaar met een volledige periode."
    assert said(told) == words


@pytest.mark.parametrize("mark", ["2024-03*", "2024-03 (voorlopig)"])
def test_a_month_that_is_marked_provisional_makes_its_figures_so(mark: str) -> None:
    note = ("* voorlopig", "", "", "") if "*" in mark else ("", "", "", "")
    told = read("deelwagens_maand", MONTHLY, ("Duffel", mark, "10", "20"), ("Lier", "2024-03", "100", "200"), note)
    figures = [told.figure("deelwagen_km", nis) for nis in (DUFFEL, LIER)]
    assert [figure and figure.status for figure in figures] == ["voorlopig", "definitief"]
