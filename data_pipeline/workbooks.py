"""Writes the workbooks that staff fill in or correct: a template per source, and the rows that were not loaded."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.model import Catalogue
from data_pipeline.contract import Column, Contract
from data_pipeline.intake.report import QuarantinedRow

LAST_ROW = 500
INK, PAPER = "1F2A37", "EEF1F4"
HEAD = PatternFill("solid", fgColor=PAPER)
BOLD = Font(bold=True, color=INK)
KIND_WORDS = {
    "municipality": "de naam van de gemeente", "period": "een maand of een jaar", "date": "een datum of een looptijd",
    "number": "een getal", "hours": "uren als getal of als 36:30", "category": "een keuze uit de lijst", "text": "tekst",
    "link": "een https-adres", "ignored": "tekst",
}  # fmt: skip


def template_columns(contract: Contract) -> list[Column]:
    """The columns that a template asks: those with an example, the code of the municipality only when no name is asked."""
    has_name = bool(contract.named("municipality"))
    return [c for c in contract.columns.values() if c.example and not (c.kind == "nis" and has_name)]


def _title(column: Column) -> str:
    """The title of a column; amounts say that they are with VAT, so that nobody has to ask."""
    return f"{column.label} (incl. btw)" if column.vat == "onbekend" else column.label


def _head(sheet: Worksheet, titles: Sequence[str]) -> None:
    sheet.append(list(titles))
    for cell in sheet[1]:
        cell.font, cell.fill = BOLD, HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width


def _choice(column: Column, catalogue: Catalogue) -> DataValidation | None:
    """The check that Excel itself makes while a cell is filled in; None where any text will do."""
    if column.kind == "municipality":
        names = sorted(m.name for m in catalogue.municipalities.values())
        check = DataValidation(type="list", formula1='"' + ",".join(names) + '"', allow_blank=True)
        told = "Kies een van de 12 gemeenten uit de lijst."
    elif column.kind == "category":
        check = DataValidation(type="list", formula1='"' + ",".join(dict.fromkeys(column.values.values())) + '"', allow_blank=True)
        told = "Kies een waarde uit de lijst."
    elif column.kind == "number":
        least = column.minimum if column.minimum is not None else -1e12
        most = column.maximum if column.maximum is not None else 1e12
        check = DataValidation(operator="between", formula1=f"{least:.0f}", formula2=f"{most:.0f}", allow_blank=True)
        check.type = "whole" if column.is_whole else "decimal"
        told = f"Vul een getal in ({column.unit}), zonder eenheid."
    else:
        return None
    check.showErrorMessage, check.error, check.errorTitle = True, told, column.label
    return check


def _fill_sheet(sheet: Worksheet, columns: Sequence[Column], catalogue: Catalogue) -> None:
    _head(sheet, [_title(column) for column in columns])
    _widths(sheet, [max(14, len(_title(column)) + 4) for column in columns])
    for position, column in enumerate(columns, 1):
        check = _choice(column, catalogue)
        if check:
            sheet.add_data_validation(check)
            letter = get_column_letter(position)
            check.add(f"{letter}2:{letter}{LAST_ROW}")
        if column.kind in {"period", "date", "text", "ignored"}:
            for row in range(2, LAST_ROW + 1):
                sheet.cell(row=row, column=position).number_format = "@"


def _explain(sheet: Worksheet, contract: Contract, columns: Sequence[Column]) -> None:
    _head(sheet, ["Kolom", "Verplicht", "Wat", "Eenheid", "Voorbeeld", "Toelichting"])
    _widths(sheet, [28, 12, 34, 14, 22, 60])
    for column in columns:
        sheet.append(
            [_title(column), "ja" if column.required else "nee", KIND_WORDS[column.kind], column.unit, column.example, column.note]
        )
    place = contract.layout.sheet
    where = "Eén werkblad per jaar, met het jaar als naam." if place == "jaar" else f"Vul het werkblad '{place}' in."
    for line in (
        "",
        f"{contract.title}: contract v{contract.version}",
        where,
        "Een lege cel betekent: niet geleverd. Vul 0 alleen in als de waarde echt nul is.",
        "Geen namen, adressen of andere gegevens van personen: zo'n bestand wordt geweigerd.",
        "Een totaalrij mag; ze wordt nagerekend en telt niet mee.",
    ):
        sheet.append([line])


def _sheet_name(contract: Contract) -> str:
    """The name of the sheet to fill in; a yearly one bears the year of the example."""
    if contract.layout.sheet != "jaar":
        return contract.layout.sheet
    return contract.columns[contract.named("period")].example


def write_template(contract: Contract, catalogue: Catalogue, out: Path) -> None:
    """A workbook to fill in: the sheet itself with choices and checks, an example, and an explanation of each column."""
    columns = template_columns(contract)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(contract)
    _fill_sheet(sheet, columns, catalogue)
    example = book.create_sheet("Voorbeeld")
    _head(example, [_title(column) for column in columns])
    example.append([column.example for column in columns])
    _widths(example, [max(14, len(_title(column)) + 4) for column in columns])
    _explain(book.create_sheet("Uitleg"), contract, columns)
    book.properties.title = f"Sjabloon: {contract.title}"
    book.properties.creator = "Peil"
    book.save(out)


def _as_text(cell: Cell | MergedCell, value: str) -> None:
    """Writes what was delivered as text, so that nothing in it is ever run."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    cell.data_type = "s"


def write_quarantine(rows: Sequence[QuarantinedRow], out: Path) -> None:
    """The rows that were not loaded, each with its place and the reason in a column of its own, to correct and deliver again."""
    width = max((len(row.cells) for row in rows), default=0)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Niet ingelezen"
    _head(sheet, ["Reden", "Blad", "Rij", *(get_column_letter(position) for position in range(1, width + 1))])
    _widths(sheet, [70, 14, 8, *([18] * width)])
    for number, row in enumerate(rows, 2):
        for position, text in enumerate([" ".join(row.reasons), row.sheet], 1):
            _as_text(sheet.cell(row=number, column=position), text)
        sheet.cell(row=number, column=3, value=row.row)
        for position, text in enumerate(row.cells, 4):
            if text:
                _as_text(sheet.cell(row=number, column=position), text)
        sheet.cell(row=number, column=1).alignment = Alignment(wrap_text=True, vertical="top")
    book.save(out)
