"""A delivered file as text cells: what the limited child process hands over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data_pipeline.intake.report import Message

NUMBER, PERCENT, DATE, DURATION, FAULT, NO_VALUE = "n", "p", "d", "t", "e", "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a sheet.

    Attributes:
        number: as the spreadsheet program or a text editor counts.
        cells: the text of each cell, nothing for an empty one.
        kinds: by position what a cell is when it is no text: a number (with a dot), a fraction that is shown as a percentage,
            a date, a duration, an Excel fault or a formula without kept result.
        merged: the positions of cells that are merged with cells in other rows.
    """

    number: int
    cells: Sequence[str]
    kinds: Mapping[int, str] = field(default_factory=dict)
    merged: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the row, not even a formula."""
        return not any(cell.strip() for cell in self.cells) and NO_VALUE not in self.kinds.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet, or the whole of a text file."""

    name: str
    lines: Sequence[Line]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that was read from one file, and what is to be said of the file itself."""

    sheets: Sequence[Sheet]
    messages: Sequence[Message] = ()
    date_1904: bool = False
    is_cut_off: bool = False


def column_letter(position: int) -> str:
    """The name of a column by its position from nought: `A`, `B`, … `AA`."""
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
