"""Which published figures can be worked out from one another: totals, differences and averages as linear relations."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from catalogue.model import Catalogue, Indicator

LINKS_FILE = Path(__file__).with_name("relations.toml")
BELIEVED_PCT = 1.0


class Cell(NamedTuple):
    """What a figure is about; nis is empty for the region."""

    indicator_id: str
    nis: str
    start: date
    end: date
    breakdown: str = ""
    is_demo: bool = False


Shown = Mapping[Cell, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Figures that add up to nought when each is multiplied by its coefficient, give or take what the sources round.

    Attributes:
        constant: what earlier published figures add to the sum.
        through: the average that tells the relation; when it is hidden nobody knows the relation.
    """

    terms: tuple[tuple[Cell, float], ...]
    constant: float = 0.0
    through: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One indicator of a linear relation, of the same year or of a number of years before."""

    indicator: str
    times: float
    years_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """An average: what is divided, by what, and how often it goes into the period (12 for an average per month of a year)."""

    ratio: str
    of: str
    over: str
    times: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How indicators hang together, as relations.toml tells it.

    Attributes:
        linear: terms that add up to nought for one place and part.
        wholes: an indicator and the one whose parts add up to it.
    """

    linear: tuple[tuple[Term, ...], ...] = ()
    wholes: tuple[tuple[str, str], ...] = ()
    ratios: tuple[Ratio, ...] = ()

    def linked(self, indicators: Iterable[str]) -> set[str]:
        """These indicators and all that hang together with them."""
        groups = [{term.indicator for term in terms} for terms in self.linear]
        groups += [set(pair) for pair in self.wholes] + [{link.ratio, link.of, link.over} for link in self.ratios]
        found = set(indicators)
        while more := [group for group in groups if group & found and not group <= found]:
            found.update(*more)
        return found


def read_links(path: Path = LINKS_FILE) -> Links:
    """The declared relations between indicators."""
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Links(
        linear=tuple(tuple(Term(**term) for term in entry["terms"]) for entry in told.get("linear", [])),
        wholes=tuple((entry["whole"], entry["parts"]) for entry in told.get("whole", [])),
        ratios=tuple(Ratio(**entry) for entry in told.get("ratio", [])),
    )


def _years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day and years else day.day)


def _wholes_and_parts(cells: Iterable[Cell], whole_of: Callable[[Cell], Cell]) -> list[Relation]:
    """Each whole beside its parts; a whole is its own whole."""
    parts: dict[Cell, list[Cell]] = defaultdict(list)
    known = set(cells)
    for cell in sorted(known):
        if whole_of(cell) != cell:
            parts[whole_of(cell)].append(cell)
    return [_sum(whole, found) for whole, found in parts.items() if whole in known]


def _sum(whole: Cell, parts: Sequence[Cell]) -> Relation:
    return Relation(terms=((whole, 1.0), *((part, -1.0) for part in parts)))


def _tiles(whole: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """The longest periods within a longer one that do not overlap: the quarters of a year before its months."""
    within = [c for c in cells if c != whole and whole.start <= c.start and c.end <= whole.end]
    tiles: list[Cell] = []
    for cell in sorted(within, key=lambda c: (c.start, -c.end.toordinal())):
        if not tiles or cell.start > tiles[-1].end:
            tiles.append(cell)
    return tiles


def _over_time(cells: Iterable[Cell], indicator: Indicator) -> list[Relation]:
    """Longer periods beside the shorter ones within them; of a stock only the one that ends on the same day."""
    series: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in sorted(cells):
        series[cell._replace(start=date.min, end=date.min)].append(cell)
    found = []
    for alike in series.values():
        for whole in alike:
            tiles = _tiles(whole, alike)
            if indicator.over_time == "last":
                tiles = [cell for cell in tiles if cell.end == whole.end]
            if tiles:
                found.append(_sum(whole, tiles))
    return found


def _additive(shown: Shown, catalogue: Catalogue) -> list[Relation]:
    by_indicator: dict[str, list[Cell]] = defaultdict(list)
    for cell in shown:
        by_indicator[cell.indicator_id].append(cell)
    found = []
    for name, cells in sorted(by_indicator.items()):
        indicator = catalogue.indicators[name]
        if indicator.over_area == "sum" and indicator.geography == "gemeente":
            found += _wholes_and_parts(cells, lambda cell: cell._replace(nis=""))
        if indicator.over_breakdown == "sum":
            found += _wholes_and_parts(cells, lambda cell: cell._replace(breakdown=""))
        if indicator.over_time in {"sum", "last"}:
            found += _over_time(cells, indicator)
    return found


def _linear(shown: Shown, terms: Sequence[Term]) -> list[Relation]:
    found = []
    for cell in sorted(c for c in shown if c.indicator_id == terms[0].indicator):
        told = [
            cell._replace(
                indicator_id=term.indicator,
                start=_years_before(cell.start, term.years_before),
                end=_years_before(cell.end, term.years_before),
            )
            for term in terms
        ]
        if all(each in shown for each in told):
            found.append(Relation(terms=tuple((each, term.times) for each, term in zip(told, terms, strict=True))))
    return found


def _split(shown: Shown, whole: str, parts: str) -> list[Relation]:
    by_whole: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in sorted(c for c in shown if c.indicator_id == parts and c.breakdown):
        by_whole[cell._replace(indicator_id=whole, breakdown="")].append(cell)
    return [_sum(cell, found) for cell, found in by_whole.items() if cell in shown]


def _ratio(shown: Shown, link: Ratio) -> list[Relation]:
    found = []
    for cell in sorted(c for c in shown if c.indicator_id == link.ratio):
        value, divided, divisor = shown[cell], cell._replace(indicator_id=link.of), cell._replace(indicator_id=link.over)
        if value is not None and divided in shown and divisor in shown:
            found.append(Relation(terms=((divided, 1.0), (divisor, -link.times * value)), through=cell))
    return found


def _is_believed(relations: Sequence[Relation], shown: Shown) -> bool:
    """Whether a reader would trust a relation between indicators: it comes out, all but rounding, in most cases that he can check."""
    outcomes = []
    for relation in relations:
        parts = [times * value for cell, times in relation.terms if (value := shown[cell]) is not None]
        if len(parts) == len(relation.terms):
            outcomes.append(abs(math.fsum(parts)) <= BELIEVED_PCT / 100 * max(map(abs, parts)))
    return not outcomes or sum(outcomes) * 2 >= len(outcomes)


def relations_between(shown: Shown, catalogue: Catalogue, links: Links) -> list[Relation]:
    """Every relation between these figures that a reader can know: from the catalogue (what adds up) and from the links."""
    linked = [_linear(shown, terms) for terms in links.linear]
    linked += [_split(shown, whole, parts) for whole, parts in links.wholes]
    linked += [_ratio(shown, link) for link in links.ratios]
    return [*_additive(shown, catalogue), *(relation for found in linked if _is_believed(found, shown) for relation in found)]
