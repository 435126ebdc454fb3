"""What one bad input is: the file that somebody delivers, what was delivered before it and what must come of it."""

import io
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Content = bytes | Callable[[], bytes]
MAAND = "gemeente;maand;gebruikerstype;ritten;km;uren"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as somebody delivers it.

    Attributes:
        source: the source that the person chooses, nothing when the file must be recognised.
    """

    name: str
    content: Content
    source: str = ""

    def written(self, folder: Path) -> Path:
        """The file on disk, as if it lies there since a minute."""
        path = folder / self.name
        path.write_bytes(self.content() if callable(self.content) else self.content)
        a_minute_ago = time.time() - 60
        os.utime(path, (a_minute_ago, a_minute_ago))
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A figure that must stand, or must not stand, among the facts.

    Attributes:
        nis: the municipality; None for the region or a wider area.
        period: `2024`, `2024-03` or `2024-03-08`: its first day is where the figure's period begins, its last where it ends.
        is_there: False for a figure that must be absent.
    """

    indicator: str
    period: str
    nis: str | None = None
    value: float | None = None
    breakdown: str = ""
    status: str = "definitief"
    reading: str = "exact"
    flags: tuple[str, ...] = ()
    is_there: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One bad input; the case that it belongs to is the part of its key before the hyphen: `A17`, `A17-stuurteken`.

    Attributes:
        name: the name of the file as delivered.
        content: its bytes, or what makes them.
        source: the source that the person chooses; nothing when the file must be recognised.
        prior: files that were delivered before and accepted.
        places: what stands at each placeholder of the Dutch sentence: `{"rij": "4"}`; `bestand` is filled by the harness.
        sentence: the sentence with placeholders when it cannot be that of the list (say why in the report), or when the list has none.
        row, sheet, column: where the message must stand; the harness checks those that are given.
        expected: figures that the facts must hold afterwards, all accepted deliveries together (so also that a previous value stands).
        projects: fields of what is no number, each set of one project that must be there.
        counts: exact numbers among rows_in, loaded, flagged, quarantined and ignored.
        while_delivering: something that happens to the path while it is being delivered.
        proven_by: `path::test` of the test elsewhere that proves a case that no file can show; then all else is left out.
    """

    name: str = ""
    content: Content = b""
    source: str = ""
    prior: Sequence[File] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    sentence: str | None = None
    row: int | None = None
    sheet: str | None = None
    column: str | None = None
    expected: Sequence[Expected] = ()
    projects: Sequence[Mapping[str, object]] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    while_delivering: Callable[[Path], AbstractContextManager[object]] | None = None
    proven_by: str = ""

    @property
    def file(self) -> File:
        """The file that is delivered."""
        return File(name=self.name, content=self.content, source=self.source)


def lines(*rows: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    """A text file of these rows, each with a line end."""
    return "".join(row + end for row in rows).encode(encoding)


def month_file(*rows: str) -> bytes:
    """Monthly figures of shared cars: `Lier;2024-03;andere;10;100;5`."""
    return lines(MAAND, *rows)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], *, change: Callable[[Workbook], object] | None = None) -> bytes:
    """An Excel workbook of these sheets.

    Args:
        change: what is done to it before it is saved: a merged cell, a hidden sheet, a cell format.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
