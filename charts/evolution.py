"""Figures through time: lines named at their end, gaps where a figure is missing, months in Dutch."""

import math
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from catalogue.formatting import is_whole_months, short_month
from charts.comparison import wrapped
from charts.points import ChartData, Point
from charts.theme import GREY, INK, LINE_COLOURS, RULE, SECOND_INK, Figure, Trace, layout, note, quiet_axis, text_width

MOST_LINES = 5
NAME_PX = 130
LINE_PX = 18
MARK_PX, SMALL_MARK_PX, MOST_MARKS = 7, 5, 24
LEAST_PX = 480
MOST_LEVELS = 4.5
TICK_ROOM = 0.11
TICK_GAP_PX = 10


def line_name(point: Point) -> str:
    """What a line is called at its end."""
    return ", ".join(filter(None, (point.place, point.part)))


def _is_monthly(points: list[Point]) -> bool:
    return all(is_whole_months(*p.period) and p.period_start.month == p.period_end.month for p in points)


def _ticks(data: ChartData, plot_px: int) -> tuple[list[str], list[str]]:
    """Positions and Dutch texts of the time axis: every month of one year, else the first and last of each year.

    Args:
        plot_px: how wide the axis is at least.
    """
    periods = data.periods()
    if _is_monthly(data.drawn()) and len({end.year for _, end in periods}) == 1:
        year = periods[-1][1].year
        months = range(periods[0][0].month, periods[-1][1].month + 1)
        return [date(year, m, monthrange(year, m)[1]).isoformat() for m in months], [short_month(date(year, m, 1)) for m in months]
    labels = {p.period_end.isoformat(): p.period_label for p in data.drawn()}
    ends = sorted(labels)
    return ends, _apart(ends, [labels[end] for end in ends], plot_px=plot_px)


def is_joined(before: Point, after: Point) -> bool:
    """Whether a line may run between two figures: not over a missing period, nor over a break or an incomplete figure."""
    is_moment = before.period_start == before.period_end
    follows = (after.period_start - before.period_end).days <= 1
    return (is_moment or follows) and not (before.is_broken or after.is_broken)


def _with_gaps(points: list[Point]) -> list[Point | None]:
    """The points with a gap wherever no line may run."""
    shown: list[Point | None] = []
    for point in points:
        last = shown[-1] if shown else None
        shown += [None] if last is not None and not is_joined(last, point) else []
        shown.append(point)
    return shown


def _line(data: ChartData, name: str, points: list[Point], colour: str) -> Trace:
    points = sorted(points, key=lambda p: p.period_end)
    shown = _with_gaps(points)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [p.period_end.isoformat() if p else None for p in shown],
        "y": [p.value if p else None for p in shown],
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if colour != GREY else 2.5},
        "marker": {
            "opacity": 1,
            "size": [10 if p is points[-1] else MARK_PX if len(points) <= MOST_MARKS else SMALL_MARK_PX for p in shown],
            "color": colour,
            "symbol": ["diamond-open" if p and p.is_conflicting else "circle-open" if p and p.is_broken else "circle" for p in shown],
        },
        "customdata": [p.code if p else "" for p in shown],
        "text": [f"{p.period_label}: <b>{data.told(p)}</b>" if p else "" for p in shown],
        "hovertemplate": f"{name}<br>%{{text}}<extra></extra>",
        "cliponaxis": False,
    }


def _mark_breaks(figure_layout: dict[str, Any], points: list[Point]) -> None:
    """A dotted vertical line with its word at each figure that cannot be compared, unless none of them can."""
    broken = {p.period_end.isoformat(): p.break_word for p in points if p.is_broken}
    if len(broken) == len({p.period_end for p in points}):
        return
    for day, word in broken.items():
        line = {"color": SECOND_INK, "width": 1, "dash": "dot"}
        figure_layout["shapes"].append({"type": "line", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1, "line": line})
        figure_layout["annotations"].append(
            note(word, x=day, yref="paper", y=1, yanchor="top", xshift=4, font={"size": 12, "color": SECOND_INK})
        )


def _end_labels(data: ChartData, lines: dict[str, list[Point]], top: float, plot_px: int) -> list[dict[str, object]]:
    """Value and name at the end of each line, moved apart where they would touch."""
    ends = []
    for i, (name, points) in enumerate(lines.items()):
        last = max(points, key=lambda p: p.period_end)
        ends.append((last, name, LINE_COLOURS[i]))
    ends.sort(key=lambda e: e[0].value or 0)
    notes, floor = [], 0.0
    for last, name, _ in ends:
        rows = 1 + (wrapped(name, NAME_PX, 13).count("<br>") + 1 if name else 0)
        half = rows * LINE_PX / 2
        height = (last.value or 0) / top * plot_px
        placed = max(height, floor + half)
        floor = placed + half
        text = f"<b>{data.told(last)}</b>" + (f"<br><span style='color:{SECOND_INK}'>{wrapped(name, NAME_PX, 13)}</span>" if name else "")
        notes.append(
            note(text, x=last.period_end.isoformat(), y=last.value, xshift=12, yshift=placed - height, font={"size": 13, "color": INK})
        )
    return notes


def lines_of(data: ChartData) -> dict[str, list[Point]]:
    """The figures per line, the highest end first, at most five."""
    lines: dict[str, list[Point]] = {}
    for point in data.drawn():
        lines.setdefault(line_name(point), []).append(point)
    return dict(sorted(lines.items(), key=lambda item: -(max(item[1], key=lambda p: p.period_end).value or 0))[:MOST_LINES])


def evolution(data: ChartData) -> Figure:
    """Lines through time, at most five: the first is dark, each is named where it ends."""
    lines = lines_of(data)
    highest = max([0.0, *(p.value or 0 for points in lines.values() for p in points)]) or 1
    target = data.target
    top = max(highest, target.value if target else 0) * 1.08
    least = min((p.value or 0 for points in lines.values() for p in points), default=0)
    height, bottom = 300, 30
    levels = nice_levels(top)
    names = [wrapped(name, NAME_PX, 13).split("<br>") for name in lines]
    label_px = max(
        [text_width(part, 13) for parts in names for part in parts]
        + [text_width(data.told(p), 14) for points in lines.values() for p in points]
    )
    left, right = 8 + max(text_width(data.show(level), 12) for level in levels), min(170, 24 + label_px)
    tick_values, tick_texts = _ticks(data, LEAST_PX - left - right)
    figure_layout = layout(
        height=height,
        left=left,
        right=right,
        top=14,
        bottom=bottom,
        least_width=LEAST_PX,
    )
    figure_layout |= {
        "xaxis": quiet_axis(type="date", range=_span(data), tickvals=tick_values, ticktext=tick_texts, tickangle=0),
        "yaxis": quiet_axis(
            range=[min(0, least * 1.1), top], tickvals=levels, ticktext=[data.show(level) for level in levels],
            showgrid=True, gridcolor=RULE, zeroline=True, zerolinecolor=GREY,
        ),
    }  # fmt: skip
    figure_layout["annotations"] = _end_labels(data, lines, top, height - 14 - bottom)
    _mark_breaks(figure_layout, data.drawn())
    if target:
        figure_layout["shapes"] += [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": target.value,
                "y1": target.value,
                "line": {"color": INK, "width": 1.5, "dash": "dot"},
            }
        ]
        figure_layout["annotations"].append(
            note(target.label, xref="paper", x=0, y=target.value, yanchor="bottom", font={"size": 12, "color": SECOND_INK})
        )
    traces = [_line(data, name, points, LINE_COLOURS[i]) for i, (name, points) in enumerate(lines.items())]
    return {"data": traces, "layout": figure_layout}


def nice_levels(top: float) -> list[float]:
    """Zero and up to four round levels below the top of an axis."""
    step = 10.0 ** math.floor(math.log10(top / 2))
    while top / step > MOST_LEVELS:
        step *= 2 if f"{step:e}"[0] in "15" else 2.5
    return [step * i for i in range(int(top / step) + 1)]


def _span(data: ChartData) -> list[str]:
    """The time axis with a little air at both ends."""
    first, last = data.periods()[0][1], data.periods()[-1][1]
    air = max(timedelta(days=1), (last - first) * 0.025)
    return [(first - air).isoformat(), (last + air).isoformat()]


def _apart(ends: list[str], texts: list[str], *, plot_px: int) -> list[str]:
    """The texts with those blanked that would touch one before; the first and the last always stay."""
    room = max(TICK_ROOM, (max(text_width(text, 12) for text in texts) + TICK_GAP_PX) / plot_px)
    days = [date.fromisoformat(end).toordinal() for end in ends]
    span = max(1, days[-1] - days[0])
    shown, last = [], -1.0
    for day, text in zip(days, texts, strict=True):
        place = (day - days[0]) / span
        fits = place - last >= room and (1 - place >= room or day == days[-1])
        shown.append(text if fits or day == days[-1] else "")
        last = place if shown[-1] else last
    return shown
