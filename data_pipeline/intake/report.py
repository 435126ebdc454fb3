"""What is said of one delivered file: its outcome, its rows and every remark, with where it stands."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Level = Literal["info", "warning", "error"]
Outcome = Literal["accepted", "held", "refused", "unchanged"]
OUTCOME_WORD = {
    "accepted": "Aanvaard",
    "held": "Wacht op bevestiging",
    "refused": "Geweigerd",
    "unchanged": "Al bekend, niets gewijzigd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One remark on a file, in Dutch.

    Attributes:
        code: the id of the case in the list of bad inputs where one applies, else a word.
        row: the row as the spreadsheet program numbers it.
        column: the title of the column as it stands in the file.
    """

    code: str
    level: Level
    text: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @property
    def where(self) -> str:
        """The place in the file, in words; nothing for a remark on the whole file."""
        row = f"rij {self.row}" if self.row is not None else ""
        sheet, column = (f"{word} '{value}'" if value else "" for word, value in (("blad", self.sheet), ("kolom", self.column)))
        return ", ".join(filter(None, (sheet, row, column)))

    @property
    def located(self) -> str:
        """The remark with its place in front, the row not told twice."""
        where = replace(self, row=None).where if re.match(r"(Rij|Cel) ", self.text) else self.where
        return f"{where}: {self.text}" if where else self.text


class RefusedError(Exception):
    """A file that cannot be taken in as a whole, and why."""

    def __init__(self, message: Message, *, wipe: bool = False) -> None:
        super().__init__(message.text)
        self.message = message
        self.wipe = wipe


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedRow:
    """A row that was not loaded: its cells as delivered and why."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """The report on one file.

    Every row of the file is loaded, quarantined or ignored; flagged rows are part of those loaded.
    """

    file: str
    sha256: str
    source: str
    outcome: Outcome
    rows_in: int = 0
    loaded: int = 0
    flagged: int = 0
    quarantined: int = 0
    ignored: int = 0
    messages: Sequence[Message] = field(default=())
    delivery: str = ""

    def __post_init__(self) -> None:
        """Holds the conservation of rows."""
        if self.rows_in != self.loaded + self.quarantined + self.ignored:
            raise ValueError(f"{self.file}: {self.rows_in} rijen in, {self.loaded} + {self.quarantined} + {self.ignored} verantwoord")

    def as_json(self) -> dict[str, Any]:
        """The report as the command prints it."""
        return asdict(self)
