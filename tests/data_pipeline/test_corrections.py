"""Repairs in the open: each finds exactly its own row and the value it expects, or the build stops."""

import csv
from datetime import date
from pathlib import Path

import pytest

from catalogue.model import Catalogue
from data_pipeline.corrections import Correction, corrected, read_corrections
from data_pipeline.model import DeliveryError, Observation
from data_pipeline.readers import abb_bbc
from settings import PROJECT_DIR

FOLDER = max((PROJECT_DIR / "data" / "sources" / "abb_bbc").iterdir())
FIELDS_FILE = "abb_bbc_investeringen_beleidsveld_rivierenland_2020-2025.csv"
CEMETERIES = Correction(
    source="abb_bbc",
    file="f.csv",
    where={"gemeente": "Bonheiden", "jaar": "2025"},
    column="Totaal",
    expect="4250.0",
    value="425000.0",
    reason="nullen verloren",
    status="te melden",
)
ROWS = [
    {"gemeente": "Bonheiden", "jaar": "2025", "Totaal": "4250.0"},
    {"gemeente": "Bonheiden", "jaar": "2024", "Totaal": "10.0"},
]


@pytest.fixture(scope="module")
def planned(catalogue: Catalogue) -> list[Observation]:
    """Every planned investment as the reader hands it on."""
    return list(abb_bbc.read(FOLDER, catalogue).observations)


def test_a_correction_changes_its_own_cell_and_keeps_what_was_delivered() -> None:
    (first, was), (second, untouched) = corrected(ROWS, file_name="f.csv", corrections=[CEMETERIES])
    assert (first["Totaal"], was) == ("425000.0", "4250.0")
    assert (second, untouched) == (ROWS[1], None)
    assert ROWS[0]["Totaal"] == "4250.0"


def test_a_correction_of_another_file_is_left_alone() -> None:
    assert corrected(ROWS, file_name="g.csv", corrections=[CEMETERIES]) == [(row, None) for row in ROWS]


def test_a_source_that_was_mended_stops_the_build_with_what_to_do() -> None:
    mended = [ROWS[0] | {"Totaal": "425000.0"}, ROWS[1]]
    with pytest.raises(DeliveryError, match=r"verwacht '4250\.0' en vindt '425000\.0'\. De bron is verbeterd: haal de correctie weg"):
        corrected(mended, file_name="f.csv", corrections=[CEMETERIES])


@pytest.mark.parametrize(("rows", "count"), [(ROWS[1:], 0), ([ROWS[0], ROWS[0]], 2)])
def test_a_correction_that_finds_no_row_or_two_stops_the_build(rows: list[dict[str, str]], count: int) -> None:
    with pytest.raises(DeliveryError, match=f"vindt {count} rijen in plaats van één"):
        corrected(rows, file_name="f.csv", corrections=[CEMETERIES])


def test_each_shipped_correction_repairs_its_delivered_cell() -> None:
    corrections = read_corrections()
    assert len(corrections) == 43
    assert {c.file for c in corrections} == {FIELDS_FILE}
    assert all(c.reason and c.status for c in corrections)
    with (FOLDER / FIELDS_FILE).open(encoding="utf-8", newline="") as handle:
        delivered = list(csv.DictReader(handle))
    repaired = [(row, was) for row, was in corrected(delivered, file_name=FIELDS_FILE, corrections=corrections) if was]
    assert len(repaired) == 43
    for row, was in repaired:
        inhabitants, per_head = _population(row), float(row["Per_inwoner"])
        assert abs(float(row["Totaal"]) / per_head - inhabitants) < abs(float(was) / per_head - inhabitants), row


def _population(row: dict[str, str]) -> float:
    """Inhabitants of the row's municipality and year, from the other source."""
    path = max((PROJECT_DIR / "data" / "sources" / "statbel_bevolking").iterdir()) / "population.csv"
    return _populations(path)[row["NIS_code"], row["Boekjaar"]]


def _populations(path: Path) -> dict[tuple[str, str], float]:
    with path.open(encoding="utf-8", newline="") as handle:
        return {(row["nis"], row["year"]): float(row["population"]) for row in csv.DictReader(handle)}


def test_the_cemeteries_of_bonheiden_in_2025(planned: list[Observation]) -> None:
    found = [
        row
        for row in planned
        if (row.nis, row.period_end, row.breakdown) == ("12005", date(2025, 12, 31), "0990")
        and row.indicator_id == "geplande_investeringen_beleidsveld"
    ]
    assert len(found) == 1
    assert (found[0].value, found[0].value_text) == (425_000, "4250.0")
    assert "gecorrigeerd" in found[0].flags


def test_every_sum_with_a_corrected_row_in_it_says_so(planned: list[Observation]) -> None:
    detail = [row for row in planned if row.indicator_id == "geplande_investeringen_beleidsveld" and "gecorrigeerd" in row.flags]
    assert len(detail) == 43
    totals = {
        (row.nis, row.period_end)
        for row in planned
        if row.indicator_id == "geplande_investeringen" and not row.breakdown and "gecorrigeerd" in row.flags
    }
    assert totals == {(row.nis, row.period_end) for row in detail}
    assert not any("gecorrigeerd" in row.flags for row in planned if row.indicator_id.startswith("geplande_investeringen_rekening"))
