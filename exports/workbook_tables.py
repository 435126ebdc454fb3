"""The tables of a workbook: the one for people, and every figure on a row of its own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from charts.theme import INK
from exports.exhibit import Grid, GridCell, Records, Value
from exports.spreadsheet import in_words
from exports.workbook_cells import RIGHT, WASH, Book, number_format, one_line, unique

HEAD_ROW = 4
LEAST_WIDTH, MOST_WIDTH, MOST_RECORD_WIDTH = 10, 44, 36
WRAPS_FROM = 38
MOST_FIT_PX = 2_400
PRINT_PERCENT = 65
PAPER_A3 = 8
ROWS_A_PAGE = 25
LINE_HEIGHT, LEAST_HEIGHT = 13.0, 15.0
PX_PER_CHARACTER = 7
PADDING_PX = 5
NO_ROWS = "Geen cijfers voor deze keuze."
COLUMN_WORDS = {
    "indicator": "Indicator", "label": "Benaming", "nis": "NIS-code", "gemeente": "Gemeente", "period_start": "Begin periode",
    "period_end": "Einde periode", "breakdown": "Uitsplitsing", "value": "Waarde", "value_text": "Zoals gedrukt", "unit": "Eenheid",
    "status": "Status", "reading": "Lezing", "flags": "Merktekens", "source": "Bron", "source_ref": "Vindplaats in de bron",
    "is_demo": "Voorbeelddata", "code": "Code", "kind": "Soort", "service": "Dienst", "name": "Naam", "partner": "Partner",
    "started": "Begin", "ended": "Einde", "state": "Stand", "amount_eur": "Bedrag (euro)", "printed_amount": "Bedrag zoals gedrukt",
    "detail": "Toelichting", "section": "Vindplaats",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a table ended up.

    Attributes:
        last_row: its last row, counted from nought.
        width: of its columns together, in pixels.
    """

    last_row: int
    width: int


def set_widths(sheet: Any, widths: Sequence[float]) -> int:
    """Sets the widths of the columns (characters) and tells their sum in pixels."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sum(round(width * PX_PER_CHARACTER) + PADDING_PX for width in widths)


def _longest_word(head: str) -> int:
    return max((len(word) for word in head.split()), default=0)


def _width(head: str, texts: Sequence[str], most: int) -> float:
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    return min(max(LEAST_WIDTH, _longest_word(head) + 3, longest * 1.08 + 3), most)


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height (points) of a row whose texts wrap in columns of these widths; a program does not measure that by itself when it opens."""
    return max(LEAST_HEIGHT, LINE_HEIGHT * max(_lines(text, width) for text, width in zip(texts, widths, strict=True)) + 2)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in text.splitlines() or [""])


def table_object(
    book: Book, sheet: Any, heads: Sequence[str], *, row: int, last_row: int, name: str, right: Sequence[bool], has_filter: bool = False,
    about: str = "",
) -> list[str]:  # fmt: skip
    """Makes a range a named table and gives its heads as they were written.

    Args:
        row, last_row: of the heads and of the last line, counted from nought; one empty line where there is none.
        right: per column, whether its head stands to the right.
        about: what the table holds, for who cannot see it.
    """
    told = unique(heads)
    plain = {"bold": True, "bottom": 2, "bottom_color": INK, "bg_color": WASH, "text_wrap": True, "valign": "bottom"}
    looks = [book.look(**plain, **(RIGHT if is_right else {})) for is_right in right]
    sheet.add_table(
        row, 0, max(last_row, row + 1), len(told) - 1,
        {
            "name": book.table_name(name), "style": "Table Style Light 1", "banded_rows": False, "autofilter": has_filter,
            "columns": [{"header": head, "header_format": look} for head, look in zip(told, looks, strict=True)],
            "description": one_line(about, 250),
        },
    )  # fmt: skip
    return told


def _grid_cell(book: Book, sheet: Any, row: int, column: int, cell: GridCell, *, wraps: bool) -> None:
    if cell.value is not None:
        sheet.write_number(row, column, cell.value, book.look(num_format=number_format(cell) or "General", **RIGHT))
    else:
        look: dict[str, object] = dict(RIGHT) if cell.is_number else {}
        book.text(sheet, row, column, cell.text, **look, **({"text_wrap": True} if wraps else {}))


def write_grid(book: Book, sheet: Any, grid: Grid, *, name: str, is_alone: bool = True) -> Placed:
    """Writes the table for people under the heading, its heads frozen and repeated on each printed page.

    Args:
        is_alone: whether nothing else is on the sheet; else a table of one page does not repeat its heads above what follows.
    """
    right = [any(row[column].is_number for row in grid.rows if column < len(row)) for column in range(len(grid.head))]
    heads = unique(grid.head)
    columns = [[row[column].text for row in grid.rows if column < len(row)] for column in range(len(heads))]
    if not grid.rows:
        columns[0] = [NO_ROWS]
    widths = [_width(head, texts, MOST_WIDTH) for head, texts in zip(heads, columns, strict=True)]
    wraps = any(len(text) > WRAPS_FROM for texts in columns for text in texts)
    last = HEAD_ROW + max(len(grid.rows), 1)
    table_object(book, sheet, heads, row=HEAD_ROW, last_row=last, name=name, right=right, about=grid.caption)
    if not grid.rows:
        book.text(sheet, HEAD_ROW + 1, 0, NO_ROWS)
    for i, row in enumerate(grid.rows, HEAD_ROW + 1):
        for column, cell in enumerate(row):
            _grid_cell(book, sheet, i, column, cell, wraps=wraps)
        if wraps:
            sheet.set_row(i, row_height([cell.text for cell in row], widths[: len(row)]))
    sheet.set_row(HEAD_ROW, row_height(heads, widths) + 2)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    if is_alone or len(grid.rows) > ROWS_A_PAGE:
        sheet.repeat_rows(HEAD_ROW)
    width = set_widths(sheet, widths)
    if width > MOST_FIT_PX:
        sheet.set_print_scale(PRINT_PERCENT)
        sheet.repeat_columns(0)
    return Placed(last_row=last, width=width)


def _record(book: Book, sheet: Any, row: int, column: int, value: Value) -> None:
    if isinstance(value, date):
        book.day(sheet, row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, book.look(**RIGHT))
    elif value:
        book.text(sheet, row, column, value)


def _shown(value: Value) -> str:
    return "" if value is None else "31/12/2024" if isinstance(value, date) else str(value)


def write_records(book: Book, sheet: Any, records: Records, *, name: str, about: str) -> None:
    """Writes every figure on a row of its own under the heading: numbers as numbers, days as days, with a filter on each column."""
    told = in_words(records)
    heads = unique(COLUMN_WORDS.get(column, column) for column in told.columns)
    columns = [[row[i] for row in told.rows] for i in range(len(heads))]
    right = [any(isinstance(value, (int, float, date)) for value in values) for values in columns]
    last = HEAD_ROW + max(len(told.rows), 1)
    table_object(book, sheet, heads, row=HEAD_ROW, last_row=last, name=name, right=right, has_filter=True, about=about)
    if not told.rows:
        book.text(sheet, HEAD_ROW + 1, 0, NO_ROWS)
    for i, row in enumerate(told.rows, HEAD_ROW + 1):
        for column, value in enumerate(row):
            _record(book, sheet, i, column, value)
    texts = [[*map(_shown, values), f"{head}    "] for head, values in zip(heads, columns, strict=True)]
    set_widths(sheet, [_width(head, shown, MOST_RECORD_WIDTH) for head, shown in zip(heads, texts, strict=True)])
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_paper(PAPER_A3)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
