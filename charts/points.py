"""What a chart is drawn from: points that already carry their Dutch names, in the unit that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.formatting import NOT_IN_SOURCE, STATUS_WORD, format_short, short_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure to draw."""

    place: str
    part: str
    period_start: date
    period_end: date
    value: float | None
    status: str
    code: str
    nis: str = ""
    is_conflicting: bool = False
    break_word: str = ""
    stands_at: str = ""
    qualifier: str = ""
    is_revised: bool = False

    @property
    def period(self) -> tuple[date, date]:
        """First and last day."""
        return (self.period_start, self.period_end)

    @property
    def is_broken(self) -> bool:
        """Whether the figure cannot be compared with those beside it."""
        return bool(self.break_word)

    @property
    def word(self) -> str:
        """Why there is no value."""
        return STATUS_WORD.get(self.status, NOT_IN_SOURCE)

    @property
    def period_label(self) -> str:
        """The period as it stands on an axis."""
        return short_period(self.period_start, self.period_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A published value that the points are held against."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """Everything that one chart shows."""

    label: str
    unit: str
    decimals: int
    points: Sequence[Point]
    parts: Sequence[str] = ()
    target: TargetLine | None = None
    area: str = "Rivierenland"
    is_example: bool = False

    def show(self, value: float) -> str:
        """A value as it stands beside a mark: rounded for the eye, without its unit, which the subtitle tells."""
        return format_short(value, self.unit, self.decimals)

    def told(self, point: Point) -> str:
        """The value of a point as it stands beside its mark, with the document's own qualifier."""
        return f"{point.qualifier}{self.show(point.value or 0)}"

    def drawn(self) -> list[Point]:
        """The points that have a value."""
        return [point for point in self.points if point.value is not None]

    def absent(self) -> list[Point]:
        """The points that have a word instead of a value."""
        return [point for point in self.points if point.value is None and point.status in STATUS_WORD]

    def periods(self) -> list[tuple[date, date]]:
        """The different periods, oldest first."""
        return sorted({point.period for point in self.drawn()}, key=lambda p: (p[1], p[0]))
