"""What a delivery of one source must look like and what becomes of it: the shape of contracts/<source>.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ColumnKind = Literal[
    "municipality", "nis", "latitude", "longitude", "period", "timestamp", "date", "number", "hours", "category", "text", "link", "ignored"
]
Grain = Literal["maand", "kwartaal", "jaar", "dag", ""]
NumberLocale = Literal["nl-BE", "en", "none"]
DateLocale = Literal["nl-BE", "iso"]
Aggregate = Literal["single", "sum", "count", "ratio"]
Level = Literal["gemeente", "regio"]
Frequency = Literal["maandelijks", "jaarlijks", "per kwartaal", "onregelmatig"]
Meaning = Literal["", "nul", "onbekend", "niet_van_toepassing"]
RowsMean = Literal["facts", "parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a delivery: how it may be called, what stands in it, within which bounds.

    Attributes:
        synonyms: other titles under which the column was met.
        unit: what a number without a unit means.
        values: for a category, from what is delivered to the key of the catalogue.
        transform: how a category's key follows from its text when there is no list.
        codes: special values and the status that they stand for.
        dash_means: what a lone hyphen stands for.
        vat: whether amounts are with or without VAT, when that is said.
        others: what becomes of a row whose category is not in the list, or whose place is not in the region.
        non_additive: averages, which may never be added up.
    """

    name: str
    label: str
    kind: ColumnKind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    is_money: bool = False
    is_whole: bool = False
    dash_means: Meaning = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    transform: Literal["", "broad_key", "detail_key"] = ""
    non_additive: bool = False
    vat: Literal["", "onbekend", "inclusief", "exclusief"] = ""
    others: Literal["refused", "ignored"] = "refused"
    example: str = ""
    note: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title under which the column is known."""
        return (self.name, self.label, *self.synonyms)

    @property
    def is_numeric(self) -> bool:
        """Whether figures stand in it."""
        return self.kind in {"number", "hours"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure that the rows give.

    Attributes:
        indicator: the indicator of the catalogue that it feeds.
        column: the column that is taken, added up, counted or divided.
        per: for a ratio, the column whose distinct values divide the sum.
        breakdown: the category column that splits the figure.
        moment: whether the figure holds for the first or the last day of the period only.
        where: the only value of each column for which a row counts.
        leaves_out: the rows are known to be only part of what the figure is about.
    """

    indicator: str
    aggregate: Aggregate = "single"
    column: str = ""
    per: str = ""
    breakdown: str = ""
    level: Level = "gemeente"
    moment: Literal["", "first", "last"] = ""
    where: Mapping[str, str] = field(default_factory=dict)
    leaves_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """When a figure of a delivery is not shown.

    Attributes:
        floors: per indicator the smallest count that is shown.
        hides_zero: whether a nought is hidden like a small count.
        persons: the column with the number of persons behind a row.
        magnitudes: indicators that are hidden when too few persons stand behind them.
        min_persons: how few are too few.
        largest: the column that says how much of the magnitudes is of one person, at most.
        max_top_share_pct: the share of one person above which they are hidden.
    """

    floors: Mapping[str, int] = field(default_factory=dict)
    hides_zero: bool = False
    persons: str = ""
    magnitudes: tuple[str, ...] = ()
    min_persons: int = 3
    largest: str = ""
    max_top_share_pct: float = 85.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What makes a delivery wait for a confirmation.

    Attributes:
        shrink_pct: fewer rows than the last time, by more than this share.
        total_change_pct: the total of known figures moves by more than this share.
    """

    shrink_pct: float = 20.0
    total_change_pct: float = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """A ratio of two columns above which a row is remarkable."""

    column: str
    per: str
    maximum: float
    code: Literal["E01", "E07"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the rows stand in the file.

    Attributes:
        sheet: the name of the worksheet; `jaar` stands for one worksheet per year, empty for the only one.
        records: the path to the list of records in a JSON file.
        fields: per column the path inside one record, when it differs from its name.
        delimiter: between the fields of a text file.
        heads: of a table with several rows of heads, the columns whose values stand in those rows, above the cells.
        crosstab_value: of such a table, the column to which the cells belong.
        file_period: where the period of the whole file stands, when no column gives it.
        period_row: what stands before the period of the whole file, when the file itself gives it.
        titles: the columns of a file without a row of titles.
    """

    formats: tuple[str, ...]
    sheet: str = ""
    records: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ";"
    heads: tuple[str, ...] = ()
    crosstab_value: str = ""
    file_period: Literal["", "filename"] = ""
    period_row: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How a row becomes something that is no number: texts with {column} in them, by field of a project.

    Attributes:
        state_if_merged: the state of what ended with a municipality of before a merger; nothing when it went on in the new one.
    """

    kind: str
    theme: str
    name: str
    service: str = ""
    partner: str = ""
    started: str = ""
    ended: str = ""
    state: str = ""
    state_if_merged: str = ""
    amount: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Everything that is agreed about the deliveries of one source.

    Attributes:
        date_locale: `nl-BE` writes the day before the month, or as ISO 8601; `iso` as ISO 8601 only.
        repairs: the shipped source whose known errors (corrections.toml) are repaired in these files too.
        keeps_original: whether the file as received is kept; not where it names people beside its figures.
    """

    id: str
    version: int
    title: str
    owner: str
    legal_basis: str
    purpose: str
    frequency: Frequency
    due_days: int
    number_locale: NumberLocale
    date_locale: DateLocale
    grain: Grain
    layout: Layout
    columns: Mapping[str, Column]
    measures: tuple[Measure, ...] = ()
    record: Record | None = None
    key: tuple[str, ...] = ()
    rows_mean: RowsMean = "facts"
    newest: str = ""
    start: date | None = None
    may_lie_ahead: bool = False
    not_participating: tuple[str, ...] = ()
    area: Level | Literal["ruimer"] = "gemeente"
    privacy: Privacy = field(default_factory=Privacy)
    hold: Hold = field(default_factory=Hold)
    plausible: tuple[Plausible, ...] = ()
    claims_code: str = "H11"
    repairs: str = ""
    keeps_original: bool = True
    retention_months: int = 13
    max_mb: int = 50
    trips: Mapping[str, object] = field(default_factory=dict)
    theme: str = ""

    @property
    def is_trips(self) -> bool:
        """Whether the files hold single trips, which are reduced and never kept."""
        return bool(self.trips)

    def named(self, kind: ColumnKind) -> str:
        """The name of the first column of a kind, or nothing."""
        return next((c.name for c in self.columns.values() if c.kind == kind), "")
