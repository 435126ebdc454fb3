"""Figures that are not there, in words: who takes no part, what is hidden, what nobody knows; never nought, never blank."""

from collections.abc import Sequence

from charts.points import ChartData, Point

MOST_PERIODS = 3
MOST_SERIES = 12


def series_name(point: Point, *, area: str) -> str:
    """What a series is called: its place and part, or the area as a whole."""
    return ", ".join(filter(None, (point.place, point.part))) or area


def wholly_absent(data: ChartData) -> list[Point]:
    """The newest absence of each series that has no value at all, by name."""
    valued = {series_name(point, area=data.area) for point in data.drawn()}
    newest = {series_name(p, area=data.area): p for p in sorted(data.absent(), key=lambda p: (p.period_end, p.period_start))}
    return [newest[name] for name in sorted(newest) if name not in valued]


def _when(points: Sequence[Point]) -> str:
    labels = list(dict.fromkeys(p.period_label for p in sorted(points, key=lambda p: (p.period_end, p.period_start))))
    rest = len(labels) - MOST_PERIODS
    more = f" en nog {rest}" if rest > 0 else ""
    return ", ".join(labels[:MOST_PERIODS]) + more


def _named(name: str, points: Sequence[Point], *, is_whole: bool) -> str:
    return name if is_whole else f"{name} ({_when(points)})"


def absence_words(data: ChartData) -> str:
    """Which figures are absent and why, word by word; nothing when none is."""
    by_word: dict[str, dict[str, list[Point]]] = {}
    for point in data.absent():
        by_word.setdefault(point.word, {}).setdefault(series_name(point, area=data.area), []).append(point)
    totals: dict[str, int] = {}
    for point in data.points:
        name = series_name(point, area=data.area)
        totals[name] = totals.get(name, 0) + 1
    told = []
    for word, series in by_word.items():
        names = [_named(name, points, is_whole=len(points) == totals[name]) for name, points in sorted(series.items())]
        rest = len(names) - MOST_SERIES
        more = f" en nog {rest} reeksen" if rest > 0 else ""
        told.append(f"{word[:1].upper()}{word[1:]}: {', '.join(names[:MOST_SERIES])}{more}.")
    return " ".join(told)
