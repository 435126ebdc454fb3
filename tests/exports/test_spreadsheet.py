"""Rows as CSV: the same numbers as the warehouse, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.model import Catalogue
from exports.spreadsheet import COLUMNS, PROJECT_COLUMNS, neutral, observation_records, project_records, records_csv
from warehouse import queries
from warehouse.rows import ObservationRow, ProjectRow
from warehouse.snapshot import Snapshot

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
NOTES = [("Titel", "=1+1"), ("Bron", "IGEMO")]


def _csv(rows: list[ObservationRow], catalogue: Catalogue, *, for_excel: bool) -> bytes:
    records = observation_records(rows, catalogue=catalogue, code=lambda row: f"RIV:{row.indicator_id}")
    return records_csv(records, notes=NOTES, for_excel=for_excel)


def _read(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("text", ["=1+1", "+32 15", "-40%", "@som", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Lier", "1-2", "a=b", "'=1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    assert neutral(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert neutral(text).removeprefix("'") == text.removeprefix("'")


def test_the_numbers_are_those_of_the_warehouse(snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = queries.observations(snapshot)
    header, *lines = _read(_csv(rows, catalogue, for_excel=False), ",")
    assert header == COLUMNS
    assert len(lines) == len(rows) > 4_000
    for row, line in zip(rows, lines, strict=True):
        told = dict(zip(header, line, strict=True))
        assert (float(told["value"]) if told["value"] else None) == row.value
        assert (told["indicator"], told["nis"], told["breakdown"]) == (row.indicator_id, row.nis or "", row.breakdown)
        assert (told["period_start"], told["period_end"]) == (row.period_start.isoformat(), row.period_end.isoformat())
        assert (told["status"], told["reading"], told["flags"]) == (row.status, row.reading, " ".join(row.flags))
        assert told["value_text"].removeprefix("'") == row.value_text.removeprefix("'")
        assert told["unit"] == catalogue.indicators[row.indicator_id].unit
        assert (told["source"], told["source_ref"]) == (row.source_id, row.source_ref)
        assert (told["is_demo"], told["code"]) == ("nee", f"RIV:{row.indicator_id}")


def test_an_absent_figure_is_an_empty_cell_and_no_nought(snapshot: Snapshot, catalogue: Catalogue) -> None:
    absent = [row for row in queries.observations(snapshot) if row.value is None]
    assert absent
    _, *lines = _read(_csv(absent, catalogue, for_excel=False), ",")
    value, status = COLUMNS.index("value"), COLUMNS.index("status")
    assert {line[value] for line in lines} == {""}
    assert {line[status] for line in lines} <= {"onbekend", "niet_van_toepassing", "niet_geleverd", "niet_deelnemend", "verborgen"}


def test_the_file_for_programs_is_plain(snapshot: Snapshot, catalogue: Catalogue) -> None:
    content = _csv(queries.observations(snapshot, indicators=["energielening_bedrag"]), catalogue, for_excel=False)
    assert not content.startswith(BOM)
    assert b"3599228.72" in content
    assert b"IGEMO\r\n" not in content


def test_the_file_for_excel_has_a_bom_a_semicolon_and_a_decimal_comma(snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = queries.observations(snapshot, indicators=["energielening_bedrag"])
    content = _csv(rows, catalogue, for_excel=True)
    assert content.startswith(BOM)
    lines = _read(content, ";")
    assert lines[0] == COLUMNS
    values = [line[COLUMNS.index("value")] for line in lines[1 : len(rows) + 1]]
    assert "3599228,72" in values
    assert [float(value.replace(",", ".")) for value in values] == [row.value for row in rows]


def test_the_notes_travel_below_the_figures_for_excel(snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = queries.observations(snapshot, indicators=["deelwagens_aantal"])
    lines = _read(_csv(rows, catalogue, for_excel=True), ";")
    assert lines[len(rows) + 1 :] == [[], ["Titel", "'=1+1"], ["Bron", "IGEMO"]]


def test_a_negative_figure_stays_a_number(snapshot: Snapshot, catalogue: Catalogue) -> None:
    negative = [replace(row, value=-12.5) for row in queries.observations(snapshot, indicators=["energielening_bedrag"])]
    for for_excel, delimiter in ((True, ";"), (False, ",")):
        _, *lines = _read(_csv(negative, catalogue, for_excel=for_excel), delimiter)
        values = [line[COLUMNS.index("value")].replace(",", ".") for line in lines[: len(negative)]]
        assert [float(value) for value in values] == [row.value for row in negative]


def test_every_project_is_a_line_with_nothing_to_run(snapshot: Snapshot, catalogue: Catalogue) -> None:
    projects = queries.projects(snapshot)
    assert len(projects) > 600
    header, *lines = _read(records_csv(project_records(projects, catalogue=catalogue), notes=[], for_excel=False), ",")
    assert header == PROJECT_COLUMNS
    assert len(lines) == len(projects)
    assert [line for line in lines if any(cell.startswith(("=", "+", "-", "@")) for cell in line)] == []
    amounts = [float(line[PROJECT_COLUMNS.index("amount_eur")]) for line in lines if line[PROJECT_COLUMNS.index("amount_eur")]]
    assert sum(amounts) == pytest.approx(sum(project.amount_eur or 0 for project in projects))


def test_a_negative_amount_of_a_project_stays_a_number(catalogue: Catalogue) -> None:
    project = ProjectRow(
        kind="contract", service="", theme="energie", name="=Lening", nis=None, partner="@x", started="", ended="", state="",
        amount_eur=-1250.5, printed_amount="-1.250,50", detail="", source_id="bron", section="3",
    table_id="tekst")  # fmt: skip
    _, line = _read(records_csv(project_records([project], catalogue=catalogue), notes=[], for_excel=False), ",")
    told = dict(zip(PROJECT_COLUMNS, line, strict=True))
    assert (told["name"], told["partner"], told["printed_amount"]) == ("'=Lening", "'@x", "'-1.250,50")
    assert told["amount_eur"] == "-1250.5"
