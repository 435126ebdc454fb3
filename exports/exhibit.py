"""What leaves the building, before it is any kind of file: one view with its words, and a pack of several."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from charts.native import NativeChart

Value = str | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure that Chromium can draw, with its size in CSS pixels."""

    figure: Mapping[str, Any]
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell as it reads, and the number behind it where it is one.

    Attributes:
        number_format: how an office program shows the number; the text is how a person reads it.
    """

    text: str
    value: float | None = None
    number_format: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table for people: the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every figure on a row of its own, for programs: numbers and days are numbers and days."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One view as it leaves the building.

    Attributes:
        view: its id, safe in a file name.
        title: its message, or its plain name.
        subtitle: measure, area and period, and the filters that were chosen.
        summary: the picture in words, for who cannot see it.
        charts: the picture as an office program draws it itself; none for a map or a list.
        picture: the picture as Chromium draws it, without words around it; none where there is nothing to draw.
        marks: what must stand with the picture: notices, contradictions, revisions, the first caveats.
        notes: label and text of all that must travel with the figures.
        caveats, conflicts: those that touch these figures.
        terms: label and definition of each indicator.
        code: the citeable code.
        address: the page that shows the same.
        day: on which the snapshot was built.
    """

    view: str
    title: str
    subtitle: str
    summary: str
    charts: tuple[NativeChart, ...]
    picture: Picture | None
    table: Grid
    records: Records
    marks: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    caveats: tuple[tuple[str, str], ...]
    conflicts: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    source_line: str
    code: str
    address: str
    snapshot: str
    is_example: bool
    day: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure for this choice; the marks then say so."""
        return not self.table.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """How an organisation wants its documents.

    Attributes:
        accent: the colour of what matters, as `#0a6a94`.
        presentation, document: its own template for PowerPoint and Word, where it gave one.
    """

    accent: str = "#0a6a94"
    presentation: Path | None = None
    document: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Views in an order, with what a board needs to trust them.

    Attributes:
        scope: the chosen municipalities and period, in words.
        meeting: the day of the meeting, in words; empty when none was given.
        made: the day on which the snapshot was built, in words.
        address: the page on which the pack can be made again.
    """

    title: str
    scope: str
    meeting: str
    made: str
    exhibits: tuple[Exhibit, ...]
    snapshot: str
    address: str
    style: HouseStyle = field(default_factory=HouseStyle)
    day: date | None = None

    @property
    def has_examples(self) -> bool:
        """Whether any figure in it is example data, which its cover must say."""
        return any(exhibit.is_example for exhibit in self.exhibits)

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Label and definition of every indicator in it, once."""
        return tuple(dict.fromkeys(term for exhibit in self.exhibits for term in exhibit.terms))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source line in it, once."""
        return tuple(dict.fromkeys(exhibit.source_line for exhibit in self.exhibits))

    @property
    def caveats(self) -> tuple[tuple[str, str], ...]:
        """Every caveat of the figures in it, once."""
        return tuple(dict.fromkeys(caveat for exhibit in self.exhibits for caveat in exhibit.caveats))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Every contradiction about the figures in it, once."""
        return tuple(dict.fromkeys(conflict for exhibit in self.exhibits for conflict in exhibit.conflicts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One thing that a mayor must know.

    Attributes:
        code: of the figure that it is about; empty where it counts figures.
        caveat: what must be known with it, in few words; mostly empty.
    """

    text: str
    code: str
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One page about one municipality, read in two minutes.

    Attributes:
        panels: its own figures through time, a small chart per indicator, each on a scale of its own.
        picture: the same panels in one picture; none where there are none.
        summary: the panels in words.
        changed, missing, discuss: one line each, short.
        sources: one line that names them all.
    """

    title: str
    subtitle: str
    made: str
    sentences: tuple[Sentence, ...]
    panels: tuple[NativeChart, ...]
    picture: Picture | None
    summary: str
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    discuss: tuple[str, ...]
    sources: str
    snapshot: str
    address: str
    day: date | None = None
