"""One row of a delivery as it was understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data_pipeline.intake.numbers import Number
from data_pipeline.intake.periods import Period
from data_pipeline.intake.places import Place
from data_pipeline.intake.report import Level, Message

WHOLE_ROW = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of figures as it was understood.

    Attributes:
        place, period: where and when it is about.
        numbers: the numbers by column; a column that is empty and not needed is left out.
        texts: the other values by column; for a category the key of the catalogue.
        printed: the text of each cell by column, as delivered.
        titles: the title of each column as it stands in the file.
        flags: by column what must stand beside its figure; those of WHOLE_ROW hold for every figure.
        marks: the note marks that stand behind its numbers.
        messages: what is said of it; an error among them sends it to quarantine.
        left_out: why the row does not count although nothing is wrong with it; nothing when it counts.
    """

    sheet: str
    number: int
    place: Place
    period: Period
    numbers: Mapping[str, Number] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    messages: Sequence[Message] = ()
    left_out: str = ""

    @property
    def is_loaded(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(m.level == "error" for m in self.messages)

    def value(self, column: str) -> float | None:
        """The number in a column, when there is one."""
        return self.numbers[column].value if column in self.numbers else None

    def told(self, code: str, level: Level, text: str, column: str = "") -> "Row":
        """The row with one remark more.

        Args:
            column: the column of the contract that it is about.
        """
        title = self.titles.get(column, "")
        message = Message(code=code, level=level, text=text, sheet=self.sheet, row=self.number, column=title)
        return replace(self, messages=[*self.messages, message])

    def flagged(self, flag: str, column: str = WHOLE_ROW) -> "Row":
        """The row with a flag on the figure of a column, or on all of them."""
        return replace(self, flags={**self.flags, column: (*self.flags.get(column, ()), flag)})

    def flags_of(self, column: str) -> tuple[str, ...]:
        """What must stand beside the figure of a column."""
        return (*self.flags.get(WHOLE_ROW, ()), *(self.flags.get(column, ()) if column else ()))
