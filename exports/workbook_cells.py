"""The sheets and cells of a workbook: text that never runs, numbers that stay numbers, names that Excel accepts."""

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import date, datetime
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from catalogue.formatting import format_day, format_number
from charts.theme import INK, SECOND_INK
from exports.exhibit import GridCell, HouseStyle
from exports.spreadsheet import neutral

AUTHOR = "Peil, Rivierenland in cijfers"
LANGUAGE = "nl-BE"
MADE = datetime(2026, 1, 1)  # an exhibit tells no day, and the same exhibit must give the same bytes
FONT = "Arial"
FONT_SIZE = 10
WASH = "#f4f7f9"
ATTENTION = "#9a5b00"
ROW_PX = 20
RIGHT: dict[str, object] = {"align": "right", "indent": 1}
FIRST_YEAR = 1900
APOSTROPHE = " '"
LONGEST_TEXT = 32_767
LONGEST_SHEET = 31
LONGEST_FOOTER, MOST_CODE = 245, 110
PAGES = "&R&8 blz. &P van &N"
LONGEST_ADDRESS = 2_000
LONGEST_FORMAT = 200
LONGEST_HEAD = 250
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
    "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK},
}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_TABLE_NAME = re.compile(r"[^0-9A-Za-z_]")
# What the library writes in English: the language of a chart and the kinds of parts in the properties.
IN_DUTCH = (
    (re.compile(rb'<c:lang val="en-US"/>'), f'<c:lang val="{LANGUAGE}"/>'.encode()),
    (re.compile(rb'(<a:\w+) lang="en-US"'), rb'\1 lang="' + LANGUAGE.encode() + b'"'),
    (re.compile(rb"<vt:lpstr>Worksheets</vt:lpstr>(?=</vt:variant>)"), b"<vt:lpstr>Werkbladen</vt:lpstr>"),
    (re.compile(rb"<vt:lpstr>Named Ranges</vt:lpstr>(?=</vt:variant>)"), b"<vt:lpstr>Benoemde bereiken</vt:lpstr>"),
    (re.compile(rb"(?=</cp:coreProperties>)"), f"<dc:language>{LANGUAGE}</dc:language>".encode()),
)


def safe_text(text: str) -> str:
    """The text as a cell may hold it: nothing that runs, no character that a workbook cannot hold, never too long."""
    plain = NOT_IN_XML.sub("", text.replace("\r\n", "\n"))
    told = neutral(plain)
    if told == plain and text.startswith("\0"):
        told = f"'{plain}"
    told = told.replace("\r", "\n")
    return told if len(told) <= LONGEST_TEXT else f"{told[: LONGEST_TEXT - 1]}…"


def one_line(text: str, most: int = LONGEST_TEXT) -> str:
    """The text on one line, cut with an ellipsis at a number of characters."""
    line = safe_text(" ".join(NOT_IN_XML.sub("", text).split()))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def unique(wanted: Iterable[str], *, most: int = LONGEST_HEAD) -> list[str]:
    """The names in their order, none empty, too long or told twice: a table needs a head of its own for each column."""
    found: list[str] = []
    taken: set[str] = set()
    for name in wanted:
        base = one_line(name, most) or "Kolom"
        tried = (base if n == 1 else f"{base[: most - 6]} ({n})" for n in count(1))
        fit = next(each for each in tried if each.casefold() not in taken)
        taken.add(fit.casefold())
        found.append(fit)
    return found


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def number_format(cell: GridCell) -> str:
    """How the number shows so that it reads as its text does, the words before and after it included: `"ongeveer "#,##0" km"`."""
    core = re.search(r"#,##0(?:\.(0+))?", cell.number_format)
    if cell.value is None or core is None:
        return cell.number_format
    printed = format_number(cell.value, len(core[1] or ""))
    found = re.search(rf"(?<![\d.,]){re.escape(printed)}(?!\d)", cell.text)
    if found is None:
        return cell.number_format
    before, after = (NOT_IN_XML.sub("", part).replace('"', "'") for part in (cell.text[: found.start()], cell.text[found.end() :]))
    positive = f"{_quoted(before)}{core[0]}{_quoted(after)}"
    told = f"{positive};{_quoted(before)}-{core[0]}{_quoted(after)}" if before and cell.value < 0 else positive
    return told if len(told) <= LONGEST_FORMAT else cell.number_format


def _footer(text: str) -> str:
    """Text for the foot of a page, where an ampersand begins a command: it is told as a word."""
    return one_line(text).replace("&", " en ")


class Book:
    """A workbook under way: its sheets, its formats, and the names that are taken."""

    def __init__(self, *, title: str, subject: str, code: str, style: HouseStyle) -> None:
        self._out = io.BytesIO()
        self.workbook: Any = Workbook(self._out, deepcopy(OPTIONS))
        self.accent = style.accent
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._sheets: set[str] = set()
        self._tables: set[str] = set()
        self.workbook.set_size(1600, 1200)
        self.workbook.set_properties(
            {
                "title": one_line(title, 250), "subject": one_line(subject, 250), "author": AUTHOR, "keywords": one_line(code, 250),
                "category": "Cijfers", "created": MADE,
            }
        )  # fmt: skip
        self.workbook.set_custom_property("Taal", LANGUAGE, "text")

    def look(self, **properties: object) -> Any:
        """A format with these properties; the same ones give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"valign": "top"} | properties)
        return self._formats[key]

    def sheet(self, name: str, *, source: str, code: str) -> Any:
        """A new sheet with a safe name of its own, ready to print: landscape, one page wide, source and code at the foot."""
        plain = NOT_IN_SHEET_NAME.sub(" ", one_line(name)).strip(APOSTROPHE)
        ends = ("", *(f" {n}" for n in range(2, len(self._sheets) + 3)))
        tried = (f"{plain[: LONGEST_SHEET - len(end)].rstrip(APOSTROPHE)}{end}" for end in ends)
        fit = next(each for each in tried if each.casefold() not in self._sheets)
        self._sheets.add(fit.casefold())
        sheet = self.workbook.add_worksheet(fit)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        cited = _footer(code)[:MOST_CODE]
        left = f"{_footer(source)[: LONGEST_FOOTER - len(cited) - len(PAGES)]}\n{cited}"
        sheet.set_footer(f"&L&8 {left}{PAGES}")
        return sheet

    def table_name(self, wanted: str) -> str:
        """A name for a table that Excel accepts and that no other table of this workbook has."""
        base = NOT_IN_TABLE_NAME.sub("_", wanted)[:200]
        fit = next(
            each for each in (base, *(f"{base}_{n}" for n in range(2, len(self._tables) + 3))) if each.casefold() not in self._tables
        )
        self._tables.add(fit.casefold())
        return fit

    def text(self, sheet: Any, row: int, column: int, text: str, **look: object) -> None:
        """Writes text as text."""
        sheet.write_string(row, column, safe_text(text), self.look(**look))

    def address(self, sheet: Any, row: int, column: int, address: str) -> None:
        """Writes an address as a link where it is one of the web, else as text."""
        if address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS and not re.search(r"[\s\x00-\x1f]", address):
            sheet.write_url(row, column, address, self.look(font_color=self.accent, underline=1), string=address)
        else:
            self.text(sheet, row, column, address)

    def link(self, sheet: Any, row: int, column: int, target: str, text: str, *, cell: str = "A1") -> None:
        """Writes a link to a cell of a sheet of this workbook."""
        quoted = target.replace("'", "''")
        sheet.write_url(row, column, f"internal:'{quoted}'!{cell}", self.look(font_color=self.accent, underline=1), string=safe_text(text))

    def day(self, sheet: Any, row: int, column: int, day: date) -> None:
        """Writes a day as a real date; one before the office calendar in words."""
        if day.year < FIRST_YEAR:
            self.text(sheet, row, column, format_day(day))
        else:
            sheet.write_datetime(row, column, day, self.look(num_format="d/mm/yyyy", **RIGHT))

    def heading(self, sheet: Any, lines: Sequence[str], *, warning: str = "") -> None:
        """Writes the title of a sheet in A1, what it is about under it, and in the third row what must be known first."""
        for row, line in enumerate(lines[:2]):
            look: dict[str, object] = {"bold": True, "font_size": 14} if row == 0 else {"font_color": SECOND_INK}
            self.text(sheet, row, 0, one_line(line), **look)
        sheet.set_row(0, 22)
        if warning:
            self.text(sheet, 2, 0, one_line(warning), bold=True, font_color=ATTENTION)

    def content(self) -> bytes:
        """The finished file, in Dutch where the library writes English."""
        self.workbook.close()
        out = io.BytesIO()
        with ZipFile(io.BytesIO(self._out.getvalue())) as made, ZipFile(out, "w", ZIP_DEFLATED) as told:
            for info in made.infolist():
                part = made.read(info)
                if info.filename.startswith(("xl/charts/", "docProps/")):
                    for english, dutch in IN_DUTCH:
                        part = english.sub(dutch, part)
                told.writestr(info, part, ZIP_DEFLATED)
        return out.getvalue()
