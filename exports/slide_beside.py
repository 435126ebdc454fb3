"""What stands beside each value of a native chart: the value as every other form of the chart tells it, and the name of its series."""

from collections.abc import Sequence
from dataclasses import replace

from charts.native import NativeChart, NativeSeries
from exports.slide_series import Label, Where, label_of
from exports.slide_text import text_width


def _aims_apart(chart: NativeChart) -> list[NativeSeries]:
    return [series for series in chart.series if not series.is_target]


def last_of(series: NativeSeries) -> int:
    """Where the last figure of a series stands; -1 without any."""
    return max((i for i, value in enumerate(series.values) if value is not None), default=-1)


def bar_labels(chart: NativeChart, where: Where) -> list[list[Label | None]]:
    """Every value; the first of each series names it where there are several."""
    has_several = len(_aims_apart(chart)) > 1
    found = []
    for series in chart.series:
        first = next((i for i, value in enumerate(series.values) if value is not None), -1)
        names = first if series.is_target or has_several else -1
        found.append([label_of(chart, series, i, has_name=i == names, where=where) for i in range(len(series.values))])
    return found


def column_labels(chart: NativeChart, pitch: float, size: float) -> list[list[Label | None]]:
    """Every value where they fit, else the last one."""
    labels = bar_labels(chart, "outEnd")
    widest = max(
        (label_width(label, series.name, ": ", size) for series, row in zip(chart.series, labels, strict=True) for label in row), default=0
    )
    if widest <= pitch / max(len(chart.series), 1) + 1:
        return labels
    return [
        [label if i == last_of(series) else None for i, label in enumerate(row)] for series, row in zip(chart.series, labels, strict=True)
    ]


def label_width(label: Label | None, name: str, separator: str, size: float) -> float:
    """About how wide a label is, in points."""
    if label is None:
        return 0.0
    words = f"{name}{separator if label.text else ''}{label.text}" if label.has_name else label.text
    return max(text_width(line, size, is_bold=True) for line in words.split("\n")) + 6


def line_labels(chart: NativeChart, *, has_legend: bool, ends: Sequence[float]) -> list[list[Label | None]]:
    """The values that the chart tells, each with the name of its line where there are several."""
    has_several = len(_aims_apart(chart)) > 1
    found = []
    for series, end in zip(chart.series, ends, strict=True):
        is_upper = end >= max(ends)
        row: list[Label | None] = []
        for i in range(len(series.values)):
            is_last = i == len(series.values) - 1
            has_name = (series.is_target or has_several) and not has_legend
            told = replace(series, labels=("",) * len(series.labels)) if series.is_target else series
            where: Where = "r" if is_last and not has_legend else "t" if is_upper or not has_legend else "b"
            shown = bool(series.labels[i]) and not (series.is_target and has_legend)
            row.append(label_of(chart, told, i, has_name=has_name and shown, where=where) if shown else None)
        found.append(row)
    return found
