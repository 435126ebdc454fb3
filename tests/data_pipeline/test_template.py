"""A template, filled in as it says, is accepted without a remark."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from catalogue.loader import load_catalogue
from data_pipeline.contract import Contract
from data_pipeline.contracts import load_contracts
from data_pipeline.deliver import Desk, deliver
from data_pipeline.intake.report import QuarantinedRow
from data_pipeline.workbooks import template_columns, write_quarantine, write_template
from settings import Settings

WITH_TEMPLATE = sorted(key for key, contract in load_contracts().items() if "xlsx" in contract.layout.formats)


def _desk(folder: Path) -> Desk:
    settings = Settings(data_dir=folder, host="127.0.0.1", port=8050, workers=1)
    return Desk(settings=settings, contracts=load_contracts(), catalogue=load_catalogue())


def _as_typed(text: str, contract: Contract, name: str) -> str | float:
    """What a person types in a cell: Excel makes a number of a number."""
    column = contract.columns[name]
    if column.kind != "number":
        return text
    return float(text.replace(".", "").replace(",", "."))


def test_there_are_templates() -> None:
    assert {"deelwagens_maand", "wijk_werken"} <= set(WITH_TEMPLATE)


@pytest.mark.parametrize("source", WITH_TEMPLATE)
def test_a_filled_in_template_is_accepted_without_a_remark(source: str, tmp_path: Path) -> None:
    contract = load_contracts()[source]
    path = tmp_path / "ingevuld.xlsx"
    write_template(contract, load_catalogue(), path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = template_columns(contract)
    for position, column in enumerate(columns, 1):
        sheet.cell(row=2, column=position, value=_as_typed(column.example, contract, column.name))
    book.save(path)
    (report,) = deliver([path], _desk(tmp_path / "data"))
    assert (report.outcome, report.source, report.loaded, report.quarantined) == ("accepted", source, 1, 0)
    assert [message.text for message in report.messages if message.level != "info"] == []


@pytest.mark.parametrize("source", WITH_TEMPLATE)
def test_a_template_explains_every_column_and_checks_what_is_typed(source: str, tmp_path: Path) -> None:
    contract = load_contracts()[source]
    path = tmp_path / "leeg.xlsx"
    write_template(contract, load_catalogue(), path)
    book = load_workbook(path)
    assert book.sheetnames[1:] == ["Voorbeeld", "Uitleg"]
    titles = [cell.value for cell in book.worksheets[0][1]]
    explained = [row[0].value for row in book["Uitleg"].iter_rows(min_row=2, max_row=len(titles) + 1)]
    assert explained == titles
    lists = [check for check in book.worksheets[0].data_validations.dataValidation if check.type == "list"]
    assert any("Sint-Katelijne-Waver" in str(check.formula1) for check in lists)


def test_the_rows_that_were_refused_come_back_with_the_reason_and_without_formulas(tmp_path: Path) -> None:
    row = QuarantinedRow(sheet="2024", row=7, cells=("=1+1", "Bornen", ""), reasons=("Rij 7: gemeente 'Bornen' onbekend.",))
    write_quarantine([row], tmp_path / "terug.xlsx")
    sheet = load_workbook(tmp_path / "terug.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:5] == ["Rij 7: gemeente 'Bornen' onbekend.", "2024", 7, "=1+1", "Bornen"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}
