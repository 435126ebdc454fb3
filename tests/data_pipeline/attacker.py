"""Somebody who tries to work out hidden figures; an own formulation, which shares no code with the pipeline."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.model import Observation
from data_pipeline.privacy import PrivacyRule
from tests.data_pipeline.made import scans

Name = Any
Equation = Mapping[Name, float]
Shown = Mapping[Name, float | None]
Interval = tuple[float, float]
PLACES = tuple(load_catalogue().municipalities)
PARTS = ("deel_a", "deel_b", "deel_c")
YEAR = "jaar"
COUNT, HOURS, COSTS, REST = "wijk_werken_actieve_werkers", "wijk_werken_uren", "wijk_werken_werkingskosten", "wijk_werken_saldo"
INCOME = "wijk_werken_inkomsten"


def catalogue_that_adds_up() -> Catalogue:
    """The catalogue, with a count that adds up over municipalities, quarters and parts."""
    catalogue = load_catalogue()
    count = replace(catalogue.indicators[COUNT], over_time="sum", over_breakdown="sum", breakdown=PARTS)
    return replace(catalogue, indicators={**catalogue.indicators, COUNT: count})


def rule(floor: int) -> dict[str, PrivacyRule]:
    """The count hidden below a floor."""
    return {COUNT: PrivacyRule(floor=floor)}


@dataclass(frozen=True, order=True)
class Key:
    """One cell of a made table: a municipality or the region, a quarter or the year, a part or the whole."""

    place: str
    quarter: str
    part: str


def with_totals(parts: Mapping[Key, float]) -> dict[Key, float]:
    """The table with the totals of the region, of the year where there are quarters, and of the whole where there are parts."""
    quarters, names = {key.quarter for key in parts}, {key.part for key in parts}
    totals: dict[Key, float] = {}
    for key, value in parts.items():
        for place in {key.place, ""}:
            for quarter in {key.quarter, YEAR} if len(quarters) > 1 else {key.quarter}:
                for part in {key.part, ""} if names != {""} else {""}:
                    whole = Key(place, quarter, part)
                    totals[whole] = totals.get(whole, 0) + value
    return dict(sorted(totals.items()))


def sums(keys: Iterable[Key]) -> list[Equation]:
    """What everybody knows of such a table: each total is the sum of its parts."""
    found: list[Equation] = []
    known = sorted(keys)
    for whole in known:
        beside = {
            "place": [k for k in known if k.place and (k.quarter, k.part) == (whole.quarter, whole.part)] if not whole.place else [],
            "quarter": [k for k in known if k.quarter != YEAR and (k.place, k.part) == (whole.place, whole.part)]
            if whole.quarter == YEAR
            else [],
            "part": [k for k in known if k.part and (k.place, k.quarter) == (whole.place, whole.quarter)] if not whole.part else [],
        }
        found += [{whole: 1.0} | dict.fromkeys(parts, -1.0) for parts in beside.values() if parts]
    return found


def span(quarter: str) -> tuple[date, date]:
    """First and last day of a quarter or of the year."""
    if quarter == YEAR:
        return date(2024, 1, 1), date(2024, 12, 31)
    first = 3 * int(quarter) - 2
    return date(2024, first, 1), date(2024, first + 2, 30)


def rows_of(table: Mapping[Key, float | None], indicator: str = COUNT) -> list[Observation]:
    """The table as a supplier delivers it."""
    return [
        scans(
            value,
            indicator_id=indicator,
            nis=key.place or None,
            period_start=span(key.quarter)[0],
            period_end=span(key.quarter)[1],
            breakdown=key.part,
            source_id="wijk_werken",
        )
        for key, value in table.items()
    ]


def shown_of(table: Mapping[Key, float], rows: Sequence[Observation]) -> dict[Key, float | None]:
    """What is shown of the table; the rows stand in its order."""
    return {key: row.value for key, row in zip(table, rows, strict=True)}


def at_least_one(_: Name) -> float:
    """What a hidden count is at least: a nought would have been shown."""
    return 1.0


def intervals(
    shown: Shown, equations: Sequence[Equation], *, least: Callable[[Name], float] = at_least_one, is_whole: bool = True
) -> dict[Name, Interval]:
    """Between which values each hidden figure must lie.

    Args:
        least: what everybody knows that a hidden figure is at least.
        is_whole: people come whole.
    """
    hidden = [name for name, value in shown.items() if value is None]
    place = {name: i for i, name in enumerate(hidden)}
    matrix, right = [], []
    for equation in equations:
        row, told = np.zeros(len(hidden)), 0.0
        for name, times in equation.items():
            value = shown[name]
            if value is None:
                row[place[name]] += times
            else:
                told += times * value
        if row.any():
            matrix.append(row)
            right.append(-told)
    known = [LinearConstraint(np.array(matrix), np.array(right), np.array(right))] if matrix else []
    bounds = Bounds(np.array([least(name) for name in hidden]), np.full(len(hidden), np.inf))
    return {name: _interval(i, known, bounds, is_whole) for name, i in place.items()}


def _interval(i: int, known: Sequence[LinearConstraint], bounds: Bounds, is_whole: bool) -> Interval:
    ends, figures = [], len(bounds.lb)
    for sign in (1, -1):
        aim = np.zeros(figures)
        aim[i] = sign
        found = milp(aim, constraints=known, bounds=bounds, integrality=np.full(figures, int(is_whole)))
        assert found.status in {0, 3, 4}, found.message
        ends.append(float(found.x[i]) if found.status == 0 else -sign * np.inf)
    return ends[0], ends[1]


def narrowed(found: Mapping[Name, Interval], floor: int) -> dict[Name, Interval]:
    """The hidden counts for which fewer whole numbers remain than the rule asks."""
    return {name: (low, high) for name, (low, high) in found.items() if round(high - low, 6) + 1 < floor}


def protects(key: Key, told: Mapping[Key, float | None], table: Mapping[Key, float], floor: int) -> bool:
    """Whether a small figure is given away when this one is shown, with all that it alone protected."""
    more: dict[Key, float | None] = {**told, key: table[key]}
    while found := narrowed(intervals(more, sums(table)), floor):
        if any(table[other] < floor for other in found):
            return True
        more |= {other: table[other] for other in found}
    return False


def narrowed_amounts(found: Mapping[Name, Interval], truth: Mapping[Name, float], *, margin_pct: float) -> dict[Name, Interval]:
    """The hidden amounts of which somebody can say that they are closer to the true one than a margin, above or below."""
    margin = {name: margin_pct / 100 * abs(truth[name]) - 1e-4 for name in found}
    return {name: (low, high) for name, (low, high) in found.items() if min(truth[name] - low, high - truth[name]) < margin[name]}


def over_time(
    before: Mapping[Key, float | None], after: Mapping[Key, float | None], changed: Set[Key]
) -> tuple[dict[Name, float | None], list[Equation]]:
    """Two states of a table as one, for somebody who knows from elsewhere exactly which figures were restated.

    A figure that was not restated is one figure, known as soon as one of the states shows it.
    """

    def name(state: str, key: Key) -> Name:
        return (state, key) if key in changed else key

    shown: dict[Name, float | None] = {}
    for state, table in (("voor", before), ("na", after)):
        for key, value in table.items():
            known = shown.get(name(state, key))
            shown[name(state, key)] = value if known is None else known
    equations: list[Equation] = [
        {name(state, key): times for key, times in equation.items()}
        for state, table in (("voor", before), ("na", after))
        for equation in sums(table)
    ]
    return shown, equations
