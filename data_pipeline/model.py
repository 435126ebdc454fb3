"""The rows that travel through the pipeline, and the fault that stops it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

READINGS = ("exact", "ongeveer", "afgelezen")
STATUSES_WITH_VALUE = ("definitief", "voorlopig", "geschat")
STATUSES_WITHOUT_VALUE = ("verborgen", "onbekend", "niet_geleverd", "niet_deelnemend", "niet_van_toepassing")
FLAGS = ("onvolledig", "breuk", "herzien", "gecorrigeerd", "conflict", "herrekend", "onwaarschijnlijk", "btw_onbekend")


class DeliveryError(Exception):
    """A file cannot be taken in; the message is Dutch and says where it stands and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One published figure, or the published absence of one."""

    indicator_id: str
    nis: str | None
    period_start: date
    period_end: date
    breakdown: str
    value: float | None
    value_text: str
    reading: str
    lower: float | None
    upper: float | None
    status: str
    flags: tuple[str, ...]
    source_id: str
    source_ref: str
    section: str
    table_id: str
    row_order: int
    is_demo: bool = False

    @property
    def key(self) -> tuple[str, str | None, date, date, str]:
        """What the figure is about: two different values under one key contradict each other."""
        return (self.indicator_id, self.nis, self.period_start, self.period_end, self.breakdown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Something published that is no number: a contract, a plan, a membership, a commitment."""

    kind: str
    service: str
    theme: str
    name: str
    nis: str | None
    partner: str
    started: str
    ended: str
    state: str
    amount_eur: float | None
    printed_amount: str
    detail: str
    source_id: str
    section: str
    table_id: str
    row_order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table or figure of a document and how many rows were transcribed from it."""

    source_id: str
    table_id: str
    section: str
    title: str
    observations: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A figure that a later delivery replaced: what it was, what it is, since when and why."""

    indicator_id: str
    nis: str | None
    period_start: date
    period_end: date
    breakdown: str
    source_id: str
    revised_on: date
    old_value: float | None
    new_value: float | None
    old_text: str
    new_text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFigure:
    """One of the figures that disagree, and where it stands."""

    printed: str
    stands_at: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Published figures that disagree, all of them."""

    conflict_id: str
    kind: str
    theme: str
    indicator_id: str
    section: str
    title: str
    explanation: str
    source_id: str
    figures: Sequence[ConflictFigure]
    nis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """One recomputation of a printed total, share or difference and whether it came out."""

    check_id: str
    kind: str
    section: str
    title: str
    is_consistent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file as its publisher made it: shipped (open data) or only named with its sha256 (a document)."""

    name: str
    sha256: str
    is_original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDelivery:
    """What source.toml says of one delivery of a source."""

    source_id: str
    title: str
    publisher: str
    year: str
    date_published: str
    delivered: date
    licence: str
    note: str
    kind: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one reader found in one delivery."""

    observations: Sequence[Observation] = ()
    projects: Sequence[Project] = ()
    tables: Sequence[ReportTable] = ()
    conflicts: Sequence[Conflict] = ()
    reconciliations: Sequence[Reconciliation] = ()
    strategy_positions: Sequence[tuple[object, ...]] = field(default=())
    strategy_items: Sequence[tuple[object, ...]] = field(default=())
