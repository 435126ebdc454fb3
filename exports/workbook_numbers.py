"""The numbers behind the charts of a workbook, in tables that a reader can change and the charts follow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.formatting import office_format
from charts.native import NativeChart
from exports.workbook_cells import RIGHT, Book, unique
from exports.workbook_tables import row_height, table_object

LEAST_NAME_WIDTH, MOST_NAME_WIDTH = 14, 40
LEAST_NUMBER_WIDTH, MOST_NUMBER_WIDTH = 11, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the numbers of a chart stand: the row of the heads, the last row, and the column of each series."""

    sheet: str
    head_row: int
    last_row: int
    columns: tuple[int, ...]

    def of(self, column: int) -> list[Any]:
        """The cells of a column, without its head."""
        return [self.sheet, self.head_row + 1, column, self.last_row, column]


def signed_format(unit: str, decimals: int) -> str:
    """How a number of this unit shows; below nought the euro sign stays first."""
    told = office_format(unit, decimals)
    return f"{told};{told.replace('#', '-#', 1)}" if unit == "€" else told


def groups_of(charts: Sequence[NativeChart]) -> list[list[int]]:
    """The charts with the same categories together: their numbers share a table."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, chart in enumerate(charts):
        groups.setdefault(chart.categories, []).append(i)
    return list(groups.values())


def _heads(charts: Sequence[NativeChart]) -> list[list[str]]:
    told = []
    for chart in charts:
        if not chart.series:
            told.append([f"{chart.title} ({chart.word})" if chart.word else chart.title])
        else:
            alone = len(chart.series) == 1
            told.append([chart.title if chart.title and alone else ": ".join(filter(None, (chart.title, s.name))) for s in chart.series])
    return told


def number_widths(charts: Sequence[NativeChart]) -> list[float]:
    """The widths (characters) of the columns with the numbers of charts: each fits its head when that wraps between words."""
    names = max((len(category) for chart in charts for category in chart.categories), default=0) + 2.0
    heads = [head for each in _heads(charts) for head in each]
    widths = [max((len(word) for word in re.split(r"[\s-]", head)), default=0) + 3.0 for head in heads]
    return [
        min(max(names, LEAST_NAME_WIDTH), MOST_NAME_WIDTH),
        *(min(max(width, LEAST_NUMBER_WIDTH), MOST_NUMBER_WIDTH) for width in widths),
    ]


def write_numbers(book: Book, sheet: Any, charts: Sequence[NativeChart], row: int, *, name: str, about: str) -> list[Columns]:
    """Writes the numbers of charts with the same categories as one table: a gap is an empty cell, for a word would be drawn as nought."""
    first = charts[0]
    heads = ["Naam" if first.kind == "bar" else "Periode", *(head for each in _heads(charts) for head in each)]
    last = row + max(1, len(first.categories))
    table_object(book, sheet, unique(heads), row=row, last_row=last, name=name, right=[False] + [True] * (len(heads) - 1), about=about)
    sheet.set_row(row, row_height(heads, [width - 1 for width in number_widths(charts)]) + 2)
    for i, category in enumerate(first.categories, row + 1):
        book.text(sheet, i, 0, category)
    found, column = [], 1
    for chart in charts:
        width = max(1, len(chart.series))
        found.append(Columns(sheet=sheet.get_name(), head_row=row, last_row=last, columns=tuple(range(column, column + width))))
        look = book.look(num_format=signed_format(chart.unit, chart.decimals), **RIGHT)
        for c, series in enumerate(chart.series, column):
            for i, value in enumerate(series.values, row + 1):
                if value is not None:
                    sheet.write_number(i, c, value, look)
        column += width
    return found
