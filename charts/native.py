"""A chart as an office program draws it itself: names, numbers and kind, so that a board can go on editing it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from catalogue.formatting import is_whole_months, short_period
from charts.comparison import bars_of
from charts.evolution import is_joined, lines_of
from charts.panels import panels_of, stages_of
from charts.points import ChartData, Point
from charts.theme import GREY, INK, LINE_COLOURS, RULE, WATER, WATER_LIGHT

ChartKind = Literal["lines", "panels", "stages", "bars", "progress", "map"]
Period = tuple[date, date]
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeSeries:
    """One row of numbers.

    Attributes:
        values: one per category; None where there is no figure.
        labels: what stands beside each value, as in every other form of the chart; empty where nothing does.
        colours: one per value.
        has_line: whether a line may run from one value to the next.
        is_target: a published aim, drawn as a line or an outline.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    has_line: bool = True
    is_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeChart:
    """One chart; small multiples are several with the same scale.

    Attributes:
        kind: lines through time, horizontal bars from the top down, or columns.
        title: of one of several; empty when there is only one.
        word: why there is no figure at all, where there is none.
        least, greatest: the ends of the scale.
    """

    kind: Literal["line", "bar", "column"]
    title: str
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    unit: str
    decimals: int
    least: float
    greatest: float
    is_example: bool
    word: str = ""


def _ends(values: Iterable[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return min([0.0, *known]), max([0.0, *known]) or 1.0


def _is_years(period: Period) -> bool:
    start, end = period
    return start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, MONTHS_PER_YEAR, 31)


def _is_month(period: Period) -> bool:
    start, end = period
    return is_whole_months(start, end) and (start.year, start.month) == (end.year, end.month)


def _month(number: int) -> Period:
    year, month = divmod(number, MONTHS_PER_YEAR)
    following = date(year + (month == MONTHS_PER_YEAR - 1), (month + 1) % MONTHS_PER_YEAR + 1, 1)
    return date(year, month + 1, 1), date.fromordinal(following.toordinal() - 1)


def _axis(periods: Sequence[Period]) -> tuple[list[Period], bool]:
    """The periods of a time axis, those between them included where they are years or months; whether none is missing on it."""
    if all(map(_is_years, periods)):
        return [(date(y, 1, 1), date(y, 12, 31)) for y in range(periods[0][0].year, periods[-1][0].year + 1)], True
    if all(map(_is_month, periods)):
        first, last = (p[0].year * MONTHS_PER_YEAR + p[0].month - 1 for p in (periods[0], periods[-1]))
        return [_month(number) for number in range(first, last + 1)], True
    return list(periods), False


def _line(
    data: ChartData, name: str, points: Mapping[Period, Point], axis: Sequence[Period], colour: str, *, has_line: bool
) -> NativeSeries:
    found = [points.get(period) for period in axis]
    last = next((p for p in reversed(found) if p), None)
    return NativeSeries(
        name=name,
        values=tuple(p.value if p else None for p in found),
        labels=tuple(data.told(p) if p is not None and p is last else "" for p in found),
        colours=(colour,) * len(axis),
        has_line=has_line,
    )


def _lines_apart(name: str, points: Sequence[Point]) -> dict[str, list[Point]]:
    """What of one line may be joined, and beside it what may not: figures that contradict each other, and those over a break."""
    apart: dict[str, list[Point]] = {name: []}
    for point in points:
        why = point.stands_at if point.is_conflicting else point.break_word
        apart.setdefault(f"{name} ({why})" if why else name, []).append(point)
    return {key: found for key, found in apart.items() if found}


def _lines(data: ChartData) -> list[NativeChart]:
    axis, is_whole = _axis(data.periods())
    series = []
    for (name, points), colour in zip(lines_of(data).items(), LINE_COLOURS, strict=False):
        ordered = sorted(points, key=lambda p: p.period_end)
        for key, found in _lines_apart(name or data.area, ordered).items():
            joined = is_whole or all(is_joined(a, b) for a, b in pairwise(found))
            may_join = joined and not any(p.is_broken or p.is_conflicting for p in found)
            series.append(_line(data, key, {p.period: p for p in found}, axis, colour, has_line=may_join))
    if data.target:
        aim = data.target
        labels = ("",) * (len(axis) - 1) + (aim.label,)
        series.append(
            NativeSeries(name=aim.label, values=(aim.value,) * len(axis), labels=labels, colours=(INK,) * len(axis), is_target=True)
        )
    return [_chart(data, "line", [short_period(*period) for period in axis], series)]


def _chart(
    data: ChartData,
    kind: Literal["line", "bar", "column"],
    categories: Sequence[str],
    series: Sequence[NativeSeries],
    *,
    title: str = "",
    word: str = "",
    ends: tuple[float, float] | None = None,
) -> NativeChart:
    least, greatest = ends or _ends(value for each in series for value in each.values)
    return NativeChart(
        kind=kind, title=title, categories=tuple(categories), series=tuple(series), unit=data.unit, decimals=data.decimals,
        least=least, greatest=greatest, is_example=data.is_example, word=word,
    )  # fmt: skip


def _row(
    data: ChartData, name: str, points: Mapping[str, Point], categories: Sequence[str], colour_of: Callable[[Point], str]
) -> NativeSeries:
    found = [points.get(category) for category in categories]
    return NativeSeries(
        name=name,
        values=tuple(p.value if p else None for p in found),
        labels=tuple(data.told(p) if p else "" for p in found),
        colours=tuple(colour_of(p) if p else RULE for p in found),
    )


def _rows(
    data: ChartData, name: str, told: Iterable[tuple[str, Point]], categories: Sequence[str], colour_of: Callable[[Point], str]
) -> list[NativeSeries]:
    """A series, and a further one for each time that a category is told once more: figures that contradict each other all stay."""
    layers: list[dict[str, Point]] = []
    for category, point in told:
        home = next((layer for layer in layers if category not in layer), None)
        if home is None:
            layers.append(home := {})
        home[category] = point
    names = [name, *(f"{name} ({next(iter(layer.values())).stands_at})" for layer in layers[1:])]
    return [_row(data, each, layer, categories, colour_of) for each, layer in zip(names, layers, strict=True)]


def _named_absent(names: Sequence[str], absent: Mapping[str, str]) -> list[str]:
    """The rows of a chart, those without a bar with the word for why."""
    return [*names, *(f"{name} ({word})" for name, word in absent.items())]


def _bars(data: ChartData, highlight: Sequence[str]) -> list[NativeChart]:
    bars = bars_of(data)
    series = []
    for i, group in enumerate(bars.groups):
        points = ((bars.name_of(p), p) for p in group if bars.name_of(p) in bars.names)
        greatest = max(p.value or 0 for p in group)

        def colour_of(point: Point, *, is_newest: bool = i == 0, greatest: float = greatest) -> str:
            is_dark = point.place in highlight if highlight else point.value == greatest
            return (WATER if is_dark else WATER_LIGHT) if is_newest else GREY

        label = group[0].period_label if len(bars.groups) > 1 or not bars.differs else data.label
        series += _rows(data, label, points, bars.names, colour_of)
    padded = [
        NativeSeries(
            name=s.name,
            values=(*s.values, *(None for _ in bars.absent)),
            labels=(*s.labels, *("" for _ in bars.absent)),
            colours=(*s.colours, *(RULE for _ in bars.absent)),
        )
        for s in series
    ]
    return [_chart(data, "bar", _named_absent(bars.names, bars.absent), padded)]


def _panels(data: ChartData, highlight: Sequence[str], *, totals: bool) -> list[NativeChart]:
    panels, without = panels_of(data, totals=totals)
    periods = {p.period: p.period_label for p in data.points}
    axis = sorted(periods, key=lambda period: (period[1], period[0]))
    categories = [periods[period] for period in axis]
    ends = _ends(p.value for p in data.drawn())
    charts = []
    for name, points in panels.items():
        newest = max(points, key=lambda p: p.period_end)

        def colour_of(point: Point, *, name: str = name, newest: Point = newest) -> str:
            return WATER if name in highlight or (not highlight and point is newest) else WATER_LIGHT

        rows = _rows(data, name, ((p.period_label, p) for p in points), categories, colour_of)
        charts.append(_chart(data, "column", categories, rows, title=name, ends=ends))
    return charts + [_chart(data, "column", categories, [], title=name, word=word, ends=ends) for name, word in without.items()]


def _stages(data: ChartData, highlight: Sequence[str]) -> list[NativeChart]:
    parts, places = stages_of(data)
    ends = _ends(p.value for p in data.drawn())
    charts = []
    for i, part in enumerate(parts):
        points = [(p.place or data.area, p) for p in data.drawn() if p.part == part]
        words = {p.place or data.area: p.word for p in data.absent() if p.part == part and (p.place or data.area) not in dict(points)}
        names = [place or data.area for place in places]

        def colour_of(point: Point, *, is_last: bool = i == len(parts) - 1) -> str:
            return WATER if point.place in highlight or (not highlight and is_last) else WATER_LIGHT

        rows = _rows(data, part, points, names, colour_of)
        charts.append(_chart(data, "bar", [f"{n} ({words[n]})" if n in words else n for n in names], rows, title=part, ends=ends))
    return charts


def _progress(data: ChartData) -> list[NativeChart]:
    points = data.drawn()
    names = [", ".join(filter(None, (p.place, p.part))) or data.area for p in points]
    if len(set(names)) < len(names):
        names = [f"{name}, {p.period_label}" for name, p in zip(names, points, strict=True)]
    rows = list(dict.fromkeys(names))
    series = _rows(data, data.label, zip(names, points, strict=True), rows, lambda _: WATER)
    if data.target:
        aim = data.target
        count = len(rows)
        series.append(
            NativeSeries(name=aim.label, values=(aim.value,) * count, labels=("",) * count, colours=(RULE,) * count, is_target=True)
        )
    return [_chart(data, "bar", rows, series)]


def native_charts(kind: ChartKind, data: ChartData, *, highlight: Sequence[str] = (), totals: bool = False) -> list[NativeChart]:
    """The chart of these figures for an office program: one, several small ones on one scale, or none for a map.

    Args:
        kind: which picture the figures make on screen.
        highlight: names of places to draw dark.
        totals: whether panels are ordered by their sum (the catalogue says whether there is one).
    """
    if kind == "map":
        return []
    if kind == "lines":
        return _lines(data)
    if kind == "panels":
        return _panels(data, highlight, totals=totals)
    if kind == "stages":
        return _stages(data, highlight)
    return _progress(data) if kind == "progress" else _bars(data, highlight)
