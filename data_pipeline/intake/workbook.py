"""Reads an Excel workbook as rows of text: only kept values are read, nothing in it is run."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import iterparse  # parts with a DOCTYPE or another encoding were refused before

from data_pipeline.intake.archive import check_archive, invalid
from data_pipeline.intake.document import DATE, DURATION, FAULT, NO_VALUE, NUMBER, PERCENT, Document, Line, Sheet, column_letter
from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message

MOST_COLUMNS, LAST_ROW = 1000, 1_048_576
WIDEST_GAP = 1000
YEAR_OF_MAC = 1904
MOST_REPEATED = 250_000
FAULTS = re.compile(r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = re.compile(r"\[\d+\]")
MERGED = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
PERCENT_FORMATS = (9, 10)
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError, zipfile.BadZipFile, OSError)


def _text(value: Any) -> tuple[str, str]:
    """A cell's value as text and what it was."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "WAAR", False: "ONWAAR"}[value], ""
    if isinstance(value, (int, float)):
        return repr(value), NUMBER
    if isinstance(value, timedelta):
        seconds, sign = abs(round(value.total_seconds())), "-" if value < timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}", DURATION
    if isinstance(value, (datetime, date)):
        text = value.isoformat()
        return text.removesuffix("T00:00:00"), DATE
    if isinstance(value, time):
        return value.isoformat(), DURATION
    text = str(value)
    return text, FAULT if FAULTS.fullmatch(text) else ""


def _position(letters: str) -> int:
    """The position from nought of a column by its name."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """What must be known of a workbook before its sheets are read.

    Attributes:
        sheets: per sheet its name, whether it is hidden and its part of the archive.
        texts: those that cells share.
        percent: the styles that show a number as a percentage.
    """

    archive: zipfile.ZipFile
    book: Any
    sheets: Sequence[tuple[str, bool, str]]
    texts: Sequence[str]
    percent: frozenset[int]


def _open(path: Path) -> _Opened:
    """The list of sheets, the shared texts and the styles; charts, properties, themes and names of ranges are never read."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - only the child that reads a workbook needs it
    from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415
    from openpyxl.xml.constants import SHARED_STRINGS  # noqa: PLC0415

    reader: Any = ExcelReader(str(path), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    listed, texts = reader.package.find(SHARED_STRINGS), list[str]()
    if listed is not None:
        with reader.archive.open(listed.PartName.lstrip("/")) as source:
            texts = list(_strings(source))
    found = [(sheet, link) for sheet, link in reader.parser.find_sheets() if "chartsheet" not in link.Type]
    return _Opened(
        archive=reader.archive,
        book=reader.wb,
        sheets=[(sheet.name, sheet.state != "visible", link.target) for sheet, link in found],
        texts=texts,
        percent=frozenset(i for i, s in enumerate(reader.wb._cell_styles) if _is_percent(s.numFmtId, reader.wb._number_formats)),
    )


def _strings(source: IO[bytes]) -> Iterator[str]:
    """The shared texts; how a word is pronounced is left out."""
    for _, element in iterparse(source):  # noqa: S314 - as said at the import
        if element.tag == f"{MAIN}si":
            runs = [element, *element.findall(f"{MAIN}r")]
            yield "".join(text.text or "" for run in runs for text in run.findall(f"{MAIN}t"))
            element.clear()


class _SheetReader:
    """The rows of one worksheet, and what its cells do not say of themselves."""

    def __init__(self, opened: _Opened, title: str, part: str, *, file: str) -> None:
        from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 - as above

        self._file, self._title, self._percent = file, title, opened.percent
        book = opened.book
        self._parser = WorkSheetParser(
            "", opened.texts, data_only=True, epoch=book.epoch, date_formats=book._date_formats, timedelta_formats=book._timedelta_formats
        )
        self._is_filtered = self._is_partly_hidden = False
        self._linked: list[tuple[int, str]] = []
        self._merged: list[tuple[int, int, int]] = []
        with opened.archive.open(part) as source:
            self.lines = self._with_merged(list(self._read(iterparse(source))))  # noqa: S314 - as said at the import

    def _read(self, elements: Any) -> Iterator[Line]:
        last = 0
        for _, element in elements:
            tag = element.tag.removeprefix(MAIN)
            if tag == "row":
                line = self._line(element) if len(element) else None
                element.clear()
                if line is None or line.is_empty:
                    continue
                if not last < line.number <= LAST_ROW:
                    raise invalid(self._file)
                if line.number - last <= WIDEST_GAP:
                    yield from (Line(number=number, cells=()) for number in range(last + 1, line.number))
                yield line
                last = line.number
            elif tag == "mergeCell" and (found := MERGED.fullmatch(element.get("ref", ""))):
                first, top, _, bottom = found.groups()
                if int(bottom) > int(top):
                    self._merged.append((_position(first), int(top), int(bottom)))
            elif tag == "autoFilter":
                self._is_filtered = True
            elif tag == "col" and element.get("hidden") in {"1", "true"}:
                self._is_partly_hidden = True

    def _line(self, element: Any) -> Line:
        formulas = {position: cell for position, cell in enumerate(element) if cell.find(f"{MAIN}f") is not None}
        number, told = self._parser.parse_row(element)
        cells: dict[int, str] = {}
        kinds: dict[int, str] = {}
        for order, cell in enumerate(told):
            text, kind = _text(cell["value"])
            position = cell["column"] - 1
            if order in formulas:
                kind = self._of_formula(formulas[order], number, position) or kind
            if kind == NUMBER and cell["style_id"] in self._percent:
                kind = PERCENT
            if position in cells:
                raise invalid(self._file)
            if text or kind:
                cells[position], kinds[position] = text, kind
        width = max(cells, default=-1) + 1
        if width > MOST_COLUMNS:
            raise refused(
                "kolommen",
                f"'{self._file}' telt meer dan {MOST_COLUMNS} kolommen. Lever een gewone tabel aan.",
                sheet=self._title,
                row=number,
            )
        self._is_partly_hidden |= bool(cells) and element.get("hidden") in {"1", "true"}
        return Line(number=number, cells=[cells.get(p, "") for p in range(width)], kinds={p: kind for p, kind in kinds.items() if kind})

    def _of_formula(self, cell: Any, row: int, position: int) -> str:
        """NO_VALUE when the result of a formula was not kept; a link to another file is noted."""
        if LINK.search(cell.findtext(f"{MAIN}f") or ""):
            self._linked.append((row, column_letter(position)))
        kept = cell.findtext(f"{MAIN}v")
        return "" if kept or (kept is not None and cell.get("t") == "str") else NO_VALUE

    def _with_merged(self, lines: list[Line]) -> list[Line]:
        """The rows with what stands in a vertically merged cell repeated in every row that it spans."""
        by_number = {line.number: line for line in lines}
        if sum(bottom - top for _, top, bottom in self._merged) > MOST_REPEATED:
            raise invalid(self._file)
        for position, top, bottom in self._merged:
            first = by_number.get(top)
            if first is None or position >= len(first.cells) or not first.cells[position]:
                continue
            for number in range(top, bottom + 1):
                line = by_number.get(number)
                if line is None or line.is_empty:
                    continue
                cells = [*line.cells, *[""] * (position + 1 - len(line.cells))]
                cells[position] = first.cells[position]
                kinds = {**line.kinds, position: first.kinds[position]} if position in first.kinds else line.kinds
                by_number[number] = replace(line, cells=cells, kinds=kinds, merged=line.merged | {position})
        return list(by_number.values())

    @property
    def messages(self) -> Iterator[Message]:
        """What is to be said of the sheet."""
        if self._is_filtered:
            told = "(info) Bestand had een actieve filter; alle rijen zijn gelezen."
            yield Message(code="C23", level="warning", text=told, sheet=self._title)
        elif self._is_partly_hidden:
            told = f"Werkblad '{self._title}' heeft verborgen rijen of kolommen; ook die zijn gelezen."
            yield Message(code="verborgen", level="warning", text=told, sheet=self._title)
        for row, letters in self._linked:
            told = f"Cel {letters}{row} verwijst naar een ander bestand; de laatst bewaarde waarde is gebruikt. Controleer."
            yield Message(code="A20", level="warning", text=told, sheet=self._title, row=row, column=letters)


def _is_percent(number: int, custom: Mapping[int, str] | list[str]) -> bool:
    """Whether a cell format shows its number as a percentage."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE  # noqa: PLC0415 - as above

    if number < BUILTIN_FORMATS_MAX_SIZE:
        return number in PERCENT_FORMATS
    return "%" in re.sub(r'"[^"]*"|\\.', "", custom[number - BUILTIN_FORMATS_MAX_SIZE])


def read_workbook(path: Path, *, name: str) -> Document:
    """The sheets of a workbook with the kept results of its formulas.

    Raises RefusedError when the archive is no workbook, hides something or grows beyond the limits.
    """
    check_archive(path, name=name)
    try:
        opened = _open(path)
        readers = [_SheetReader(opened, title, part, file=name) for title, _, part in opened.sheets]
    except UNREADABLE as error:
        raise invalid(name) from error
    sheets = [
        Sheet(name=title, lines=reader.lines, is_hidden=hidden) for (title, hidden, _), reader in zip(opened.sheets, readers, strict=True)
    ]
    if len({sheet.name.casefold() for sheet in sheets}) != len(sheets):
        raise invalid(name)
    messages = [message for reader in readers for message in reader.messages]
    is_1904 = opened.book.epoch.year == YEAR_OF_MAC
    if is_1904:
        messages.append(Message(code="F02", level="info", text="(info) Mac-datumsysteem toegepast."))
    return Document(sheets=sheets, messages=messages, date_1904=is_1904)
