"""What the pipeline's commands say about deliveries, read from their JSON."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Outcome = Literal["accepted", "held", "refused", "unchanged"]
State = Literal["accepted", "held", "withdrawn"]
Level = Literal["error", "warning", "info"]
Told = Mapping[str, Any]
OUTCOMES: tuple[Outcome, ...] = ("accepted", "held", "refused", "unchanged")
STATES: tuple[State, ...] = ("accepted", "held", "withdrawn")
LEVELS: tuple[Level, ...] = ("error", "warning", "info")
BELGIAN_TIME = ZoneInfo("Europe/Brussels")


class UnreadableAnswerError(Exception):
    """The pipeline answered something that its contract does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One remark of a report and the place that it is about."""

    code: str
    level: Level
    text: str
    sheet: str
    row: int | None
    column: str

    @property
    def place(self) -> str:
        """Where it is, in words: `blad '2023', rij 5, kolom 'uren'`; empty for the whole file."""
        row = f"rij {self.row}" if self.row else ""
        parts = [f"blad '{self.sheet}'" if self.sheet else "", row, f"kolom '{self.column}'" if self.column else ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What became of the rows of a file: `rows_in` is loaded, quarantined and ignored together; flagged is part of loaded."""

    rows_in: int
    loaded: int
    flagged: int
    quarantined: int
    ignored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was decided about one file; of many messages only the gravest were kept, with the number that there were of each level."""

    file: str
    source: str
    outcome: Outcome
    rows: Rows
    delivery: str
    messages: tuple[Message, ...]
    message_counts: Mapping[Level, int]

    def messages_of(self, level: Level) -> tuple[Message, ...]:
        """The messages of one level that were kept; `message_counts` says how many there were."""
        return tuple(message for message in self.messages if message.level == level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery that was kept."""

    id: str
    source: str
    title: str
    file: str
    delivered_at: datetime
    state: State
    rows: Rows
    has_quarantine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSource:
    """A source and when its next delivery is expected."""

    id: str
    title: str
    owner: str
    frequency: str
    last_delivery: datetime | None
    last_period_end: date | None
    next_expected: date | None
    is_overdue: bool
    has_template: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The sources and deliveries as they are now."""

    published: str
    has_unpublished: bool
    sources: tuple[ExpectedSource, ...]
    deliveries: tuple[Delivery, ...]

    def delivery_of(self, report: FileReport) -> Delivery | None:
        """The delivery that a file became; None when it was not kept."""
        return next((d for d in self.deliveries if d.id == report.delivery), None)

    def title_of(self, source: str) -> str:
        """The Dutch name of a source; its id when it is not known."""
        return next((s.title for s in self.sources if s.id == source), source)


def _message(told: Told) -> Message:
    level = told["level"]
    if level not in LEVELS:
        raise ValueError(level)
    return Message(
        code=str(told["code"]),
        level=level,
        text=str(told["text"]),
        sheet=str(told.get("sheet") or ""),
        row=told.get("row"),
        column=str(told.get("column") or ""),
    )


def _rows(told: Told) -> Rows:
    return Rows(**{name: int(told[name]) for name in Rows.__slots__})


def _moment(text: str) -> datetime:
    """The moment in Belgium that the pipeline notes in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(BELGIAN_TIME)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def read_file_report(told: Told) -> FileReport:
    """One file of `deliver --json`, its errors first, then from top to bottom.

    Raises UnreadableAnswerError when the answer is not what the contract says.
    """
    try:
        if told["outcome"] not in OUTCOMES:
            raise ValueError(told["outcome"])
        messages = tuple(sorted((_message(m) for m in told["messages"]), key=lambda m: (LEVELS.index(m.level), m.sheet, m.row or 0)))
        return FileReport(
            file=str(told["file"]),
            source=str(told["source"] or ""),
            outcome=told["outcome"],
            rows=_rows(told),
            delivery=str(told.get("delivery", "")),
            messages=messages,
            message_counts=told.get("message_counts") or Counter(message.level for message in messages),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswerError(f"deliver: {error!r}") from error


def _source(told: Told) -> ExpectedSource:
    return ExpectedSource(
        id=str(told["source"]),
        title=str(told["title"]),
        owner=str(told["owner"]),
        frequency=str(told["frequency"]),
        last_delivery=_moment(told["last_delivery"]) if told["last_delivery"] else None,
        last_period_end=_day(told["last_period_end"]),
        next_expected=_day(told["next_expected"]),
        is_overdue=bool(told["is_overdue"]),
        has_template=bool(told.get("has_template", True)),
    )


def _delivery(told: Told) -> Delivery:
    if told["state"] not in STATES:
        raise ValueError(told["state"])
    return Delivery(
        id=str(told["delivery"]),
        source=str(told["source"]),
        title=str(told["title"]),
        file=str(told["file"]),
        delivered_at=_moment(told["delivered_at"]),
        state=told["state"],
        rows=_rows(told),
        has_quarantine=bool(told["has_quarantine"]),
    )


def read_status(told: Told) -> Status:
    """The answer of `status --json`, the latest delivery first.

    Raises UnreadableAnswerError when the answer is not what the contract says.
    """
    try:
        return Status(
            published=str(told["published"] or ""),
            has_unpublished=bool(told["unpublished"]),
            sources=tuple(_source(s) for s in told["sources"]),
            deliveries=tuple(sorted((_delivery(d) for d in told["deliveries"]), key=lambda d: d.delivered_at, reverse=True)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswerError(f"status: {error!r}") from error
