"""The rows that queries hand out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRow:
    """One figure as it lies in the snapshot."""

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
    is_demo: bool
    row_order: int

    @property
    def is_conflicting(self) -> bool:
        """Whether another published figure says something else."""
        return "conflict" in self.flags

    @property
    def is_revised(self) -> bool:
        """Whether a later delivery replaced what stood here first."""
        return "herzien" in self.flags

    @property
    def key(self) -> tuple[str, str | None, date, date, str]:
        """What the figure is about."""
        return (self.indicator_id, self.nis, self.period_start, self.period_end, self.breakdown)

    @property
    def period(self) -> tuple[date, date]:
        """First and last day."""
        return (self.period_start, self.period_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFigureRow:
    """One figure of a conflict and where it stands."""

    printed: str
    stands_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """Published figures that disagree."""

    conflict_id: str
    kind: str
    theme: str
    indicator_id: str
    nis: str | None
    section: str
    title: str
    explanation: str
    source_id: str
    figures: tuple[ConflictFigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """A contract, plan, membership or commitment."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as its source.toml describes it."""

    source_id: str
    title: str
    publisher: str
    year: str
    date_published: str
    delivered: date
    licence: str
    note: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One file of a source."""

    source_id: str
    delivered: date
    file_name: str
    sha256: str
    is_original: bool
    rows_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTableRow:
    """A table of a document and the number of rows taken from it."""

    source_id: str
    table_id: str
    section: str
    title: str
    observations: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationRow:
    """A recomputation and its outcome."""

    check_id: str
    kind: str
    section: str
    title: str
    is_consistent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyPositionRow:
    """One service domain on the strategy map; 1 is weak, 2 is strong."""

    unit: str
    code: str
    domain: str
    position_now: int | None
    position_potential: int | None
    need_now: int | None
    need_future: int | None
    decision: str
    printed_decision: str
    source_id: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyItemRow:
    """An objective, ambition, value or challenge of the strategic plan."""

    kind: str
    code: str
    parent: str
    label: str
    source_id: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How many figures there are of one theme for one municipality."""

    theme: str
    nis: str | None
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUseRow:
    """How many figures and projects of one theme come from a source."""

    source_id: str
    theme: str
    figures: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingRow:
    """How many figures bear a word of one kind: a status, a reading or a flag."""

    kind: str
    word: str
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """What is agreed with somebody who delivers figures."""

    source_id: str
    title: str
    purpose: str
    owner: str
    legal_basis: str
    frequency: str
    retention_months: int
    is_trips: bool
    keeps_original: bool = True
    smallest_shown: int
    hides_zero: bool = False
    least_persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
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

    @property
    def key(self) -> tuple[str, str | None, date, date, str]:
        """What the revised figure is about."""
        return (self.indicator_id, self.nis, self.period_start, self.period_end, self.breakdown)
