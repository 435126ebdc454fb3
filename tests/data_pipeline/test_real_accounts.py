"""The accounts of the balance office and the flat file of Provincies in Cijfers, in the shape that they really have."""

import pytest

from data_pipeline.model import Observation
from tests.data_pipeline.desk import Steward
from tests.data_pipeline.given import DUFFEL, LIER, MECHELEN, NIJLEN, PUURS_SINT_AMANDS, delivered, facts_from, said
from tests.data_pipeline.supplied import nbb_csv, nbb_json

# The accounts of IGEMO

RUBRICS = {
    "20/58": 25200000.25, "21/28": 3000000.0, "29/58": 22200000.25, "3": 18300000.0, "10/15": 5800000.0, "17/49": 18000000.0,
    "70": 9000000.0, "70/76A": 11900000.0, "60/66A": 11850000.0, "62": 4705647.0, "9087": 61.4, "9901": 50000.0, "9904": 23500.5,
}  # fmt: skip
BOOKED = {
    ("financien_balanstotaal", ""): 25200000.25,
    ("financien_balanstotaal", "vaste_activa"): 3000000.0,
    ("financien_balanstotaal", "vlottende_activa"): 22200000.25,
    ("financien_voorraad", ""): 18300000.0,
    ("financien_eigen_vermogen", ""): 5800000.0,
    ("financien_schulden", ""): 18000000.0,
    ("financien_opbrengsten", ""): 11900000.0,
    ("financien_kosten", ""): 11850000.0,
    ("financien_personeelskosten", ""): 4705647.0,
    ("financien_resultaat", ""): 23500.5,
}


def _booked(rows: list[Observation]) -> dict[tuple[str, str], float | None]:
    assert {row.nis for row in rows} == {None}
    return {(row.indicator_id, row.breakdown): row.value for row in rows}


def test_the_csv_of_the_balance_office_says_itself_which_year_it_is_about(steward: Steward) -> None:
    report = delivered(steward, "2025-00184871.csv", nbb_csv(RUBRICS, year=2024))
    assert (report.source, report.outcome, report.quarantined) == ("jaarrekening", "accepted", 0), report.messages
    assert report.loaded == 10
    assert report.rows_in == 20 + 2 * len(RUBRICS)
    facts = facts_from(steward, "jaarrekening")
    assert _booked(facts) == BOOKED
    assert {row.period_end.year for row in facts} == {2024}
    stocks = {row.indicator_id for row in facts if row.period_start == row.period_end}
    assert stocks == {f"financien_{name}" for name in ("balanstotaal", "voorraad", "eigen_vermogen", "schulden")}


def test_a_csv_with_titles_and_without_the_filing_takes_its_year_from_its_name(steward: Steward) -> None:
    text = '"rubric","value"\n' + "".join(f'"{code}","{value:.2f}"\n' for code, value in RUBRICS.items())
    report = delivered(steward, "jaarrekening IGEMO 2023.csv", text.encode())
    assert (report.source, report.outcome) == ("jaarrekening", "accepted"), report.messages
    assert {row.period_end.year for row in facts_from(steward, "jaarrekening")} == {2023}


def test_the_json_of_the_balance_office_gives_this_year_and_not_the_one_before(steward: Steward) -> None:
    report = delivered(steward, "jaarrekening_2024_2025-00539072.json", nbb_json(RUBRICS))
    assert (report.source, report.outcome) == ("jaarrekening_json", "accepted"), report.messages
    assert (report.rows_in, report.loaded, report.quarantined) == (2 * len(RUBRICS), 10, 0)
    facts = facts_from(steward, "jaarrekening_json")
    assert _booked(facts) == {**BOOKED, ("financien_resultaat", ""): 23500.5} | {
        key: pytest.approx(value, abs=0.06) for key, value in BOOKED.items()
    }
    assert {row.period_end.year for row in facts} == {2024}
    (folder,) = (steward.settings.deliveries_dir / "jaarrekening_json").iterdir()
    assert not [path for path in folder.iterdir() if path.name.startswith("origineel")], "het bestand noemt bestuurders"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025-00539072.json", "noemt geen jaar"),
        ("jaarrekening.json", "noemt geen jaar"),
        ("jaarrekening 2024, neergelegd 2025.json", "noemt meer dan één jaar (2024, 2025)"),
    ],
)
def test_a_filing_number_or_two_years_in_a_name_are_no_year(name: str, told: str, steward: Steward) -> None:
    report = delivered(steward, name, nbb_json(RUBRICS))
    (text,) = said(report, "error")
    assert report.outcome == "refused"
    assert text == f"De naam '{name}' {told}. Geef het bestand een naam met alleen het jaar van de cijfers, zoals jaarrekening_json_2024."


# Provincies in Cijfers

SWING = (
    "Geolevel;Geoitem;Period;v9900_ttbev\r\n"
    "gemeente;11001;2024;14567\r\n"
    "gemeente;12009;2024;17750\r\n"
    "gemeente;12021;2024;-99999\r\n"
    "gemeente;12025;2024;-99997\r\n"
    "gemeente;12026;2024;-99998\r\n"
    "gemeente;12040;2024;-99996\r\n"
    "gemeente;12041;2024;0\r\n"
    "gemeente2024;12009;2023;17650,00\r\n"
    "gemeente2018;12030;2018;16704\r\n"
    "statsec;12025A001;2024;512\r\n"
    "provincie;10000;2024;1900000\r\n"
    "gemeente;99991;2024;12\r\n"
)


def test_a_flat_file_of_provincies_in_cijfers_keeps_its_five_kinds_of_nothing_apart(steward: Steward) -> None:
    report = delivered(steward, "pinc_export.csv", SWING.encode())
    assert (report.source, report.outcome) == ("provincies_in_cijfers", "accepted"), report.messages
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (12, 7, 0, 5)
    found = {(row.nis, row.period_start.year): (row.value, row.status) for row in facts_from(steward, "provincies_in_cijfers")}
    assert found == {
        (DUFFEL, 2024): (17750.0, "definitief"),
        (LIER, 2024): (None, "onbekend"),
        (MECHELEN, 2024): (None, "verborgen"),
        (NIJLEN, 2024): (None, "niet_van_toepassing"),
        ("12040", 2024): (None, "niet_geleverd"),
        (PUURS_SINT_AMANDS, 2024): (0.0, "definitief"),
        (DUFFEL, 2023): (17650.0, "definitief"),
    }
    assert {str(row.period_end) for row in facts_from(steward, "provincies_in_cijfers")} == {"2024-01-01", "2023-01-01"}
