"""What each row of a sheet is: figures, a total, a subtotal, a note, a repeated title or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data_pipeline.contract import Contract
from data_pipeline.intake.delimited import DELIMITER_WORD
from data_pipeline.intake.document import Line
from data_pipeline.intake.guard import refused
from data_pipeline.intake.header import LEAST_TITLES, Header, matched_titles, names_of, title_key
from data_pipeline.intake.places import Places

RowKind = Literal["data", "empty", "title", "total", "subtotal", "note", "repeated"]
TOTAL = re.compile(r"^\W*(algemeen |eind|gr?and )?(totaal|totalen|total)\b|^\W*(som|samen)\b", re.IGNORECASE)
SUBTOTAL = re.compile(r"^\W*(sub|tussen|deel)[\s-]?(totaal|totalen|som)\b", re.IGNORECASE)
NOTE = re.compile(
    r"^\s*(\*|°|†|\(\d\)|\d\)|bron\b|noot\b|nota\b|opm(erking)?\b|toelichting\b|let op\b|n\.?b\.?\s*:|contract\b|versie\b)", re.IGNORECASE
)
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A row and what it is."""

    line: Line
    kind: RowKind


def check_widths(lines: Sequence[Line], header: Header, *, is_cut_off: bool, delimiter: str) -> None:
    """Refuses a text file of which a row has other columns than the titles have.

    Args:
        is_cut_off: whether the file ends without a line end.

    Raises RefusedError with code A04 for a last row that is cut off, B08 for any other.
    """
    width = max(header.titles, default=0) + 1
    full_width = max(width, next((len(line.cells) for line in lines if line.number == header.line), width))
    below = [line for line in lines if line.number > header.line and not line.is_empty]
    for line in below:
        filled = max((p for p, cell in enumerate(line.cells) if cell.strip()), default=-1) + 1
        is_note = filled == 1 and bool(NOTE.match(line.cells[0]) or len(line.cells[0].split()) >= LEAST_WORDS)
        if is_note or len(line.cells) == full_width or (len(line.cells) > full_width and filled <= full_width):
            continue
        if line is below[-1] and is_cut_off and len(line.cells) < full_width:
            told = f"Het bestand '{{bestand}}' stopt midden in rij {line.number}: {len(line.cells)} van {full_width} kolommen."
            raise refused("A04", f"{told} Waarschijnlijk niet volledig doorgestuurd.", row=line.number)
        told = f"Rij {line.number} telt {len(line.cells)} kolommen i.p.v. {full_width}."
        told += f" Gebruik {DELIMITER_WORD[delimiter]} als scheidingsteken."
        raise refused("B08", told, row=line.number)


def _first_text(line: Line) -> str:
    return next((cell.strip() for position, cell in enumerate(line.cells) if cell.strip() and position not in line.kinds), "")


class RowSorter:
    """Tells the rows of one sheet apart."""

    def __init__(self, header: Header, contract: Contract, places: Places) -> None:
        self._header, self._contract, self._places = header, contract, places
        self._position = header.positions.get(contract.named("municipality"), -1)
        self._names = names_of(contract)
        self._title_keys = [title_key(title) for _, title in sorted(header.titles.items())]

    def _place_text(self, line: Line) -> str:
        return line.cells[self._position].strip() if 0 <= self._position < len(line.cells) else ""

    def _is_region(self, line: Line) -> bool:
        text = self._place_text(line)
        return bool(text) and self._contract.area == "gemeente" and self._places.by_name(text).area == "regio"

    def _is_part(self, rest: str) -> bool:
        """Whether what stands behind the word total names one municipality or one category: `Totaal Lier`."""
        named = " ".join(re.sub(r"^\W*((voor|van)\b)?", "", rest).split())
        categories = {key for c in self._contract.columns.values() if c.kind == "category" for key in c.values}
        place = self._places.by_name(named) if named else None
        return named.casefold() in categories or (place is not None and place.is_known and place.area == "gemeente")

    def check_second_table(self, line: Line) -> None:
        """Refuses a sheet in which other titles begin another table: its figures would be read under the wrong titles."""
        columns = {column for position, _, column in matched_titles(line, self._names) if position not in line.kinds}
        if len(columns) >= LEAST_TITLES:
            told = f"Op rij {line.number} begint een tweede tabel met andere kolomtitels. Lever één tabel per werkblad of per bestand."
            raise refused("tabellen", told, row=line.number)

    def _is_note(self, line: Line) -> bool:
        filled = [cell for cell in line.cells if cell.strip()]
        if len(filled) != 1 or line.kinds:
            return False
        text = filled[0].strip()
        place = self._place_text(line)
        if place and self._places.by_name(place).is_known:
            return False
        return bool(NOTE.match(text)) or len(text.split()) >= LEAST_WORDS

    def kind(self, line: Line) -> RowKind:
        """What the row is."""
        if line.is_empty:
            return "empty"
        if line.number < self._header.line or line.number in self._header.also:
            return "title"
        filled = [cell for cell in line.cells if cell.strip()]
        if filled and title_key(filled[0]) == self._title_keys[0] and [title_key(cell) for cell in filled] == self._title_keys:
            return "repeated"
        first = self._place_text(line) or _first_text(line)
        total = TOTAL.match(first)
        if SUBTOTAL.match(first) or (total and self._is_part(first[total.end() :])):
            return "subtotal"
        if total or self._is_region(line):
            return "total"
        return "note" if self._is_note(line) else "data"


def sort_rows(lines: Sequence[Line], header: Header, contract: Contract, places: Places) -> list[Sorted]:
    """Every row of a sheet but the titles themselves, with what it is; empty rows at the end are no rows."""
    sorter = RowSorter(header, contract, places)
    last = max((line.number for line in lines if not line.is_empty), default=0)
    rows = [Sorted(line=line, kind=sorter.kind(line)) for line in lines if line.number <= last and line.number != header.line]
    for row in rows:
        if row.kind == "data":
            sorter.check_second_table(row.line)
    return rows
