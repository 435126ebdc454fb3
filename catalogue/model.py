"""The shapes of the catalogue: frozen records that every room may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Geography = Literal["gemeente", "regio", "ruimer"]
Direction = Literal["up", "down", "neither"]
OverArea = Literal["sum", "weighted_mean", "none"]
OverTime = Literal["sum", "last", "weighted_mean", "none"]
OverBreakdown = Literal["sum", "none"]
Form = Literal["evolution", "comparison", "small_multiples", "progress", "map", "funnel", "value"]
TargetKind = Literal["doel", "plan", "referentie", "maximum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A published value that a figure is held against, and where it was published."""

    value: float
    kind: TargetKind
    basis: str
    reading: str = "exact"
    applies_to: str = "totaal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The column that an indicator fills in the table of twelve municipalities on the overview."""

    order: int
    breakdown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing that is measured: how it is called, counted, shown, and what may be done with it."""

    id: str
    label: str
    unit: str
    decimals: int
    definition: str
    theme: str
    goal: str
    sources: tuple[str, ...]
    geography: Geography
    good_is: Direction
    form: Form
    over_area: OverArea = "none"
    over_time: OverTime = "none"
    over_breakdown: OverBreakdown = "none"
    short: str = ""
    computation: str = ""
    breakdown: tuple[str, ...] = ()
    breakdown_labels: Mapping[str, str] = field(default_factory=dict)
    weight: str = ""
    privacy_floor: int = 0
    target: Target | None = None
    caveats: tuple[str, ...] = ()
    headline: int | None = None
    headline_breakdown: str = ""
    scorecard: Scorecard | None = None
    awaits: str = ""
    area: str = ""
    unit_one: str = ""

    @property
    def area_label(self) -> str:
        """The area that a figure without municipality is about."""
        return self.area or ("Rivierenland" if self.geography != "ruimer" else "ruimer dan Rivierenland")

    def unit_for(self, value: float) -> str:
        """The unit as it stands behind a value: in the singular behind one."""
        return self.unit_one if value == 1 and self.unit_one else self.unit

    @property
    def short_label(self) -> str:
        """The label for a table head: the short one where there is one."""
        return self.short or self.label

    def breakdown_label(self, key: str) -> str:
        """The Dutch name of one part of a breakdown, or nothing for the whole."""
        return self.breakdown_labels.get(key, key.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One of the twelve: its code, its name, its address in Peil and the spellings met in sources."""

    nis: str
    name: str
    slug: str
    spellings: tuple[str, ...]
    area_km2: float
    vervoerregio: str
    igemo_member: bool
    member_from: str = ""
    member_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes a document or data set, and what Peil takes from it."""

    id: str
    organisation: str
    title: str
    short: str
    publisher: str
    frequency: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """A note that belongs to a figure, from a controlled list."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A strategic objective of IGEMO."""

    code: str
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something that a local authority can take part in."""

    id: str
    label: str
    theme: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A page of indicators: its name, its address and its place in the menu."""

    slug: str
    label: str
    intro: str
    is_main: bool

    @property
    def path(self) -> str:
        """The address of the theme's page."""
        return f"/{self.slug}" if self.is_main else f"/thema/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is declared, by its key, in the order of the files."""

    indicators: Mapping[str, Indicator]
    municipalities: Mapping[str, Municipality]
    sources: Mapping[str, Source]
    caveats: Mapping[str, Caveat]
    goals: Mapping[str, Goal]
    services: Mapping[str, Service]
    themes: Mapping[str, Theme]

    def indicators_of(self, theme: str) -> list[Indicator]:
        """The indicators of one theme, in the order of its file."""
        return [indicator for indicator in self.indicators.values() if indicator.theme == theme]

    def municipality_by_slug(self, slug: str) -> Municipality | None:
        """The municipality behind an address, or None when there is no such one."""
        return next((m for m in self.municipalities.values() if m.slug == slug), None)
