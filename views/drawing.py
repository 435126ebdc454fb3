"""Which points of an indicator belong in its picture, and which picture they make."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from catalogue.aggregation import HIDDEN, Hidden, amount_of, total_over_area
from catalogue.model import Indicator
from charts.comparison import comparison
from charts.evolution import MOST_LINES, evolution
from charts.example import as_example
from charts.map import rate_map
from charts.native import ChartKind, NativeChart, native_charts
from charts.panels import small_multiples, stages
from charts.points import ChartData, Point, TargetLine
from charts.progress import progress
from views.points import SAME_SPAN_DAYS, in_shortest_periods
from views.shapes import MAP_ADDRESS, centres

MOST_STAGES = 3
MOST_PAIR = 2


def _without_totals(points: Sequence[Point]) -> list[Point]:
    """Without the figures of the whole region where there are figures of its municipalities."""
    placed = {p.part for p in points if p.place}
    return [p for p in points if p.place or p.part not in placed]


def summed_over_places(indicator: Indicator, points: Sequence[Point]) -> list[Point]:
    """One point per part for the newest period: the sum over the municipalities, where the catalogue allows one and none is hidden."""
    newest = max((p.period for p in points if p.value is not None), key=lambda p: (p[1], p[0]), default=None)
    by_part: dict[str, list[Point]] = {}
    for point in points:
        if point.period == newest and amount_of(point.value, point.status) is not None:
            by_part.setdefault(point.part, []).append(point)
    return [_summed(indicator, same) for same in by_part.values()]


def _summed(indicator: Indicator, same: Sequence[Point]) -> Point:
    total = total_over_area(indicator, [amount for p in same if (amount := amount_of(p.value, p.status)) is not None])
    if isinstance(total, Hidden):
        return replace(same[0], place="", nis="", code="", value=None, status=HIDDEN.value)
    return replace(same[0], place="", nis="", code="", value=total)


def _one_breakdown(indicator: Indicator, points: list[Point], absent: Sequence[Point]) -> list[Point]:
    """Either the wholes or the parts, never both in one picture.

    Args:
        absent: the points without a value; a sum over one that is hidden is hidden.
    """
    wholes, parts = [p for p in points if not p.part], [p for p in points if p.part]
    if not parts:
        return wholes
    if not wholes:
        repeated = max(Counter((p.part, p.period) for p in parts).values()) > 1
        is_wide = indicator.form == "comparison" and len(indicator.breakdown) > MOST_STAGES and indicator.over_area == "sum"
        return summed_over_places(indicator, [*parts, *(p for p in absent if p.place and p.part)]) if repeated and is_wide else parts
    if indicator.over_breakdown == "sum":
        return wholes if len(wholes) > 1 else parts
    if indicator.form == "funnel":
        return parts
    is_plain = indicator.form == "progress" or any(p.place for p in wholes)
    return wholes if is_plain else points


def _one_span(indicator: Indicator, points: list[Point]) -> list[Point]:
    """In a series only the shortest periods: years without the total of all years."""
    return in_shortest_periods(points) if indicator.form in {"small_multiples", "evolution"} else points


def _fitting_target(indicator: Indicator, data: ChartData, points: Sequence[Point]) -> TargetLine | None:
    """The target where it holds for every figure in the picture: one for the total never stands beside a part."""
    if indicator.target is None:
        return None
    aimed = "" if indicator.target.applies_to == "totaal" else indicator.breakdown_label(indicator.target.applies_to)
    return data.target if {p.part for p in points} == {aimed} else None


def _absent_beside(indicator: Indicator, data: ChartData, points: Sequence[Point]) -> list[Point]:
    """The absent figures of the same grain as those in the picture, which must be told there too."""
    if not points:
        return data.absent()
    is_summed = any(p.place for p in data.drawn()) and not any(p.place for p in points)
    has_places, grains = any(p.place for p in points), {bool(p.part) for p in points}
    kept = [p for p in data.absent() if not is_summed and (p.place or not has_places) and bool(p.part) in grains]
    if indicator.form not in {"small_multiples", "evolution"}:
        return kept
    longest = max((end - start).days for start, end in (p.period for p in points)) + SAME_SPAN_DAYS
    return [p for p in kept if (p.period_end - p.period_start).days <= longest]


def for_drawing(indicator: Indicator, data: ChartData) -> ChartData:
    """The points that belong in the picture: one grain of area, breakdown and time; the table keeps them all."""
    points = _one_span(indicator, _one_breakdown(indicator, _without_totals(data.drawn()), data.absent()))
    whole = [*points, *_absent_beside(indicator, data, points)]
    return replace(data, points=whole, target=_fitting_target(indicator, data, points))


def _kind(indicator: Indicator, data: ChartData) -> ChartKind:
    """The right picture for the form, as far as the figures that are there allow it."""
    points = data.drawn()
    places = {p.place for p in points if p.place}
    series = {(p.place, p.part) for p in points}
    is_staged = bool(places) and 1 < len({p.part for p in points} - {""}) <= MOST_STAGES and len(points) > len(places)
    if indicator.form == "progress":
        return "progress"
    if indicator.form == "map" and places:
        return "map"
    if indicator.form in {"evolution", "small_multiples"} and len(data.periods()) > 1:
        return "panels" if indicator.form == "small_multiples" or len(series) > MOST_LINES else "lines"
    if indicator.form in {"comparison", "value"} and len(series) == 1 and len(data.periods()) > MOST_PAIR:
        return "lines"
    return "stages" if indicator.form == "funnel" or is_staged else "bars"


def _has_totals(indicator: Indicator, data: ChartData) -> bool:
    return indicator.over_time == "sum" and data.unit == indicator.unit


def draw(indicator: Indicator, data: ChartData, *, highlight: Sequence[str]) -> dict[str, Any] | None:
    """The picture of the figures; None without figures."""
    if not data.drawn():
        return None
    figure = _figure(indicator, data, highlight)
    return as_example(figure) if data.is_example else figure


def draw_native(indicator: Indicator, data: ChartData, *, highlight: Sequence[str] = ()) -> list[NativeChart]:
    """The same picture for an office program; nothing for a map or without figures."""
    if not data.drawn():
        return []
    return native_charts(_kind(indicator, data), data, highlight=highlight, totals=_has_totals(indicator, data))


def _figure(indicator: Indicator, data: ChartData, highlight: Sequence[str]) -> dict[str, Any]:
    kind = _kind(indicator, data)
    if kind == "map":
        return rate_map(data, shapes=MAP_ADDRESS, centres=centres())
    if kind == "panels":
        return small_multiples(data, totals=_has_totals(indicator, data), highlight=highlight)
    if kind == "lines":
        return evolution(data)
    if kind == "progress":
        return progress(data)
    return stages(data, highlight=highlight) if kind == "stages" else comparison(data, highlight=highlight)
