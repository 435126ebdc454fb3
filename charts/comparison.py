"""Municipalities or parts beside one another: horizontal bars from zero, the longest first and dark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.formatting import EXAMPLE
from charts.absence import wholly_absent
from charts.points import ChartData, Point
from charts.theme import GREY, INK, SECOND_INK, WATER, WATER_LIGHT, Figure, Trace, layout, note, quiet_axis, text_width

BAR_PX = 28
PAIR_PX = 44
HALF_PAIR_PX = 7
MOST_BARS = 15
LEFT_MOST_PX = 230


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What stands beside one another.

    Attributes:
        groups: the figures of the newest period, then those before them where there are just two periods.
        names: the rows with a bar, the longest first.
        absent: the word of each row without a bar, by its name.
        differs: whether the figures are of different periods, which their names then tell.
    """

    groups: Sequence[Sequence[Point]]
    names: Sequence[str]
    absent: Mapping[str, str]
    differs: bool
    area: str

    def name_of(self, point: Point) -> str:
        """The row that a figure stands in."""
        return bar_name(point, area=self.area, with_period=self.differs)


def bars_of(data: ChartData) -> Bars:
    """The figures of a chart as rows of bars."""
    groups = _shown(data)
    differs = len(groups) == 1 and len({p.period for p in groups[0]}) > 1
    bars = Bars(groups=groups, names=(), absent={}, differs=differs, area=data.area)
    values: dict[str, float] = {}
    for point in [p for group in reversed(groups) for p in group]:
        values[bars.name_of(point)] = point.value or 0
    names = sorted(values, key=lambda name: -values[name])[:MOST_BARS]
    absent = {bar_name(p, area=data.area): p.word for p in wholly_absent(data)[: MOST_BARS - len(names)]}
    return Bars(groups=groups, names=names, absent=absent, differs=differs, area=data.area)


def bar_name(point: Point, *, area: str, with_period: bool = False) -> str:
    """What stands left of a bar; a figure that another one contradicts also tells where it stands."""
    name = ", ".join(filter(None, (point.place, point.part))) or area
    if with_period:
        name = f"{name}, {point.period_label}"
    return f"{name} ({point.stands_at})" if point.is_conflicting else name


def wrapped(name: str, width: int, size: float = 12.5) -> str:
    """The name over as many lines as it takes to fit in so many pixels."""
    lines = [""]
    for word in name.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return "<br>".join(lines)


def _shown(data: ChartData) -> list[list[Point]]:
    """The figures to draw, the newest first: the newest of each name, and what it was before where there are just two periods."""
    periods = data.periods()
    newest: dict[str, Point] = {}
    for point in sorted(data.drawn(), key=lambda p: (p.period_end, p.period_start)):
        newest[bar_name(point, area=data.area)] = point
    before = [p for p in data.drawn() if p.period == periods[0] and newest[bar_name(p, area=data.area)].period != periods[0]]
    if len(periods) == 2 and before:  # noqa: PLR2004
        return [[p for p in newest.values() if p.period == periods[1]], [p for p in data.drawn() if p.period == periods[0]]]
    return [list(newest.values())]


def _trace(data: ChartData, points: Sequence[Point], names: Sequence[str], colours: list[str]) -> Trace:
    texts = [f"<b>{data.told(p)}</b>" for p in points]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [p.value for p in points],
        "y": list(names),
        "marker": {"color": colours},
        "text": texts,
        "textposition": "outside",
        "textfont": {"size": 12.5, "color": INK},
        "cliponaxis": False,
        "customdata": [p.code for p in points],
        "hovertext": [f"{name}, {p.period_label}: {text}" for name, p, text in zip(names, points, texts, strict=True)],
        "hoverinfo": "text",
    }


def _room(data: ChartData, points: Sequence[Point]) -> int:
    """Pixels that the longest label behind a bar takes."""
    return 14 + max(text_width(data.told(p), 13.5) for p in points)


def absence_notes(absent: Mapping[str, str], *, xref: str = "x", yref: str = "y", shift: int = 0) -> list[Figure]:
    """The word for why there is no bar, where the bar would start.

    Args:
        absent: the word of each row without a bar, by the name of the row.
        shift: pixels up from the middle of the row.
    """
    font = {"size": 12, "color": SECOND_INK}
    return [note(word, xref=xref, yref=yref, x=0, y=name, xshift=6, yshift=shift, font=font) for name, word in absent.items()]


def _notes_of_pair(data: ChartData, names: Sequence[str]) -> list[Figure]:
    """The words in rows with two bars, of which one is absent: the newest above, what it was before below."""
    before, newest = data.periods()
    told = []
    for period, shift in ((newest, HALF_PAIR_PX), (before, -HALF_PAIR_PX)):
        absent = {bar_name(p, area=data.area): p.word for p in data.absent() if p.period == period}
        told += absence_notes({name: word for name, word in absent.items() if name in names}, shift=shift)
    return told


def _legend(data: ChartData, periods: Sequence[str]) -> Figure:
    """The colour of each period, the newest first."""
    kind = f", {EXAMPLE.lower()}" if data.is_example else ""
    keys = [f"<span style='color:{colour}'>■</span> {period}{kind}" for period, colour in zip(periods, (WATER, GREY), strict=False)]
    return note("   ".join(keys), xref="paper", yref="paper", x=0, y=1, yshift=14, font={"size": 12, "color": SECOND_INK})


def comparison(data: ChartData, *, highlight: Sequence[str] = ()) -> Figure:
    """Bars of the newest figures, with the period before them in grey where there are just two.

    Args:
        highlight: names of places to draw dark; without any, the longest bar is dark.
    """
    bars = bars_of(data)
    groups, names, absent, name_of = bars.groups, bars.names, bars.absent, bars.name_of
    has_legend = len(groups) > 1 or (len(data.periods()) > 1 and not bars.differs)
    newest_of = {name_of(p): p.value or 0 for group in reversed(groups) for p in group}
    greatest = max(newest_of.values())
    reach = max([0.0, *(p.value or 0 for group in groups for p in group)]) or 1
    rows = [*names, *absent]
    left = min(LEFT_MOST_PX, 16 + max(text_width(name) for name in rows))
    labels = [wrapped(name, left - 10) for name in rows]
    traces = []
    for i, group in enumerate(groups):
        points = sorted((p for p in group if name_of(p) in names), key=lambda p: names.index(name_of(p)))
        dark = [p.place in highlight if highlight else p.value == greatest for p in points]
        colours = [(WATER if is_dark else WATER_LIGHT) if i == 0 else GREY for is_dark in dark]
        traces.append(_trace(data, points, [name_of(p) for p in points], colours))
    tall = max(label.count("<br>") for label in labels)
    row = PAIR_PX if len(groups) > 1 else BAR_PX + 14 * tall
    figure_layout = layout(
        height=row * len(rows) + 12 + (22 if has_legend else 0),
        left=left,
        right=_room(data, [p for group in groups for p in group]),
        top=26 if has_legend else 4,
        bottom=8,
    )
    least = min(0.0, *(p.value or 0 for group in groups for p in group))
    figure_layout |= {
        "barmode": "group",
        "bargap": 0.36,
        "bargroupgap": 0.08,
        "xaxis": quiet_axis(range=[least * 1.1, reach * 1.04], showticklabels=False, zeroline=True, zerolinecolor=GREY),
        "yaxis": quiet_axis(
            categoryorder="array", categoryarray=rows[::-1], range=[-0.5, len(rows) - 0.5], tickvals=rows, ticktext=labels,
            tickfont={"size": 12.5, "color": INK},
        ),
    }  # fmt: skip
    figure_layout["annotations"] += absence_notes(absent)
    if len(groups) > 1:
        figure_layout["annotations"] += _notes_of_pair(data, names)
    if has_legend:
        figure_layout["annotations"].append(_legend(data, [group[0].period_label for group in groups]))
    return {"data": traces[::-1], "layout": figure_layout}
