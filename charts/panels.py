"""Many small charts on one scale: per place through time, or per stage beside one another."""

from collections.abc import Sequence

from charts.absence import wholly_absent
from charts.comparison import absence_notes, wrapped
from charts.points import ChartData, Point
from charts.theme import GREY, INK, RULE, SECOND_INK, WATER, WATER_LIGHT, Figure, layout, note, quiet_axis, text_width

COLUMNS = 3
PANEL_PX = 118
FEW_PX = 180
ROW_PX = 27
NARROW_PX = 520
MOST_BARS = 12
LINE_PX = 16


def _axis(number: int) -> str:
    return "" if number == 1 else str(number)


def _panel_name(point: Point, data: ChartData) -> str:
    return ", ".join(filter(None, (point.place, point.part))) or data.area


def _absence_bands(slots: Sequence[int], *, axis: str) -> list[Figure]:
    """Grey slots where figures are absent, so that none reads as a bar of nought; slots beside one another are one band."""
    down = {"type": "rect", "layer": "below", "xref": f"x{axis}", "yref": f"y{axis} domain", "y0": 0, "y1": 1}
    grey = {"fillcolor": RULE, "opacity": 0.6, "line": {"width": 0}}
    firsts = [slot for slot in slots if slot - 1 not in slots]
    lasts = [slot for slot in slots if slot + 1 not in slots]
    return [down | grey | {"x0": first - 0.5, "x1": last + 0.5} for first, last in zip(firsts, lasts, strict=True)]


def _bar_texts(data: ChartData, points: Sequence[Point]) -> list[str]:
    """What stands above the bars of a panel: the newest value, and a nought where there is no bar to see."""
    return [f"<b>{data.show(p.value or 0)}</b>" if p is points[-1] else "0" if not p.value else "" for p in points]


def _last_value(data: ChartData, points: Sequence[Point], periods: Sequence[str], *, axis: str) -> Figure:
    """The newest value of a panel with many thin bars: at its end, above whatever bars it would stand over."""
    told = data.show(points[-1].value or 0)
    under = points[-max(1, len(periods) // 3) :]
    place = {"xref": f"x{axis}", "x": periods.index(points[-1].period_end.isoformat()), "xshift": 6 - text_width(told, 13)}
    return note(
        f"<b>{told}</b>",
        **place,
        yref=f"y{axis}",
        y=max(0, *(p.value or 0 for p in under)),
        yanchor="bottom",
        font={"size": 12, "color": INK},
    )


def panels_of(data: ChartData, *, totals: bool) -> tuple[dict[str, list[Point]], dict[str, str]]:
    """The figures per panel, the largest first, and the word of each place without any."""
    panels: dict[str, list[Point]] = {}
    for point in data.drawn():
        panels.setdefault(_panel_name(point, data), []).append(point)
    size = {
        name: sum(p.value or 0 for p in points) if totals else max(points, key=lambda p: p.period_end).value or 0
        for name, points in panels.items()
    }
    without = {_panel_name(p, data): p.word for p in wholly_absent(data)}
    return {name: panels[name] for name in sorted(panels, key=lambda name: -size[name])}, without


def small_multiples(data: ChartData, *, totals: bool, highlight: Sequence[str] = ()) -> Figure:
    """A panel per place with bars through time on one scale, the largest first.

    Args:
        totals: whether a panel may show the sum of its bars (the catalogue says so).
        highlight: names of places whose panel is drawn dark.
    """
    panels, without = panels_of(data, totals=totals)
    absent: dict[str, list[Point]] = {}
    for point in data.absent():
        absent.setdefault(_panel_name(point, data), []).append(point)
    order = [*panels, *without]
    columns = min(COLUMNS, len(order))
    titles = {name: wrapped(name, NARROW_PX // COLUMNS - 18 if columns == COLUMNS else NARROW_PX // 2 - 20, 13.3) for name in order}
    title_px = 24 + LINE_PX * max(title.count("<br>") for title in titles.values())
    panel_px = (PANEL_PX if columns == COLUMNS else FEW_PX) + title_px - 24
    rows = -(-len(order) // columns)
    height = rows * panel_px + 8
    labels = {p.period_end.isoformat(): p.period_label for p in data.points}
    periods = sorted(labels)
    top = max([0.0, *(p.value or 0 for p in data.drawn())]) or 1
    least = min(0.0, *(p.value or 0 for p in data.drawn()))
    label_room = (top - least) * 0.28
    figure_layout = layout(height=height, left=2, right=2, top=4, bottom=4, least_width=NARROW_PX if columns == COLUMNS else 0)
    is_dense = len(periods) > MOST_BARS
    traces = []
    for i, name in enumerate(order):
        row, column = divmod(i, columns)
        left, right = column / columns + 0.005, (column + 1) / columns - 0.035
        ceiling = 1 - row * panel_px / height
        floor = ceiling - panel_px / height
        points = sorted(panels.get(name, ()), key=lambda p: p.period_end)
        dark = name in highlight
        colours = [WATER if dark or (not highlight and p is points[-1]) else WATER_LIGHT for p in points]
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": [p.period_end.isoformat() for p in points],
                "y": [p.value for p in points],
                "xaxis": f"x{_axis(i + 1)}",
                "yaxis": f"y{_axis(i + 1)}",
                "marker": {"color": colours},
                "customdata": [p.code for p in points],
                "hovertext": [f"{name}, {p.period_label}: <b>{data.told(p)}</b>" for p in points],
                "hoverinfo": "text",
                "text": [] if is_dense else _bar_texts(data, points),
                "textposition": "outside",
                "textangle": 0,
                "textfont": {"size": 12, "color": INK},
                "constraintext": "none",
                "cliponaxis": False,
            }
        )
        figure_layout[f"xaxis{_axis(i + 1)}"] = quiet_axis(
            type="category", categoryorder="array", categoryarray=periods, range=[-0.7, len(periods) - 0.3], domain=[left, right],
            anchor=f"y{_axis(i + 1)}", showline=least == 0, linecolor=GREY, showticklabels=False,
        )  # fmt: skip
        figure_layout[f"yaxis{_axis(i + 1)}"] = quiet_axis(
            range=[least - label_room if least else 0, top + label_room], domain=[floor + 22 / height, ceiling - title_px / height],
            anchor=f"x{_axis(i + 1)}", showticklabels=False, zeroline=least < 0 and name in panels, zerolinecolor=GREY,
        )  # fmt: skip
        slots = sorted({periods.index(p.period_end.isoformat()) for p in absent.get(name, ())})
        figure_layout["shapes"] += _absence_bands(slots, axis=_axis(i + 1))
        if is_dense and points:
            figure_layout["annotations"].append(_last_value(data, points, periods, axis=_axis(i + 1)))
        if name in without:
            middle = {"x": (left + right) / 2, "xshift": -text_width(without[name], 12.5) / 2, "y": (floor + ceiling) / 2}
            figure_layout["annotations"].append(note(without[name], xref="paper", yref="paper", **middle))
        figure_layout["annotations"] += [
            note(f"<b>{titles[name]}</b>", xref="paper", yref="paper", x=left, y=ceiling, yanchor="top", font={"size": 12.5, "color": INK}),
            note(
                labels[periods[0]],
                xref="paper",
                yref="paper",
                x=left,
                y=floor + 20 / height,
                yanchor="top",
                font={"size": 12, "color": SECOND_INK},
            ),
        ]
        if len(periods) > 1:
            figure_layout["annotations"].append(
                note(
                    labels[periods[-1]],
                    xref="paper",
                    yref="paper",
                    x=right,
                    xshift=-text_width(labels[periods[-1]], 12),
                    y=floor + 20 / height,
                    yanchor="top",
                    font={"size": 12, "color": SECOND_INK},
                )
            )
    figure_layout |= {"bargap": 0.25}
    return {"data": traces, "layout": figure_layout}


def stages_of(data: ChartData) -> tuple[list[str], list[str]]:
    """The parts that have figures, in their order, and the places, the largest at the first part on top."""
    parts = [part for part in data.parts if any(p.part == part for p in data.drawn())]
    first = {p.place: p.value or 0 for p in reversed(data.drawn()) if p.part == parts[0]}
    places = {p.place for p in (*data.drawn(), *data.absent()) if p.part in parts}
    return parts, sorted(places, key=lambda place: (-first.get(place, -1), place))


def stages(data: ChartData, *, highlight: Sequence[str] = ()) -> Figure:
    """A column of bars per part, all on one scale: the stages of a funnel, per municipality where there are any."""
    parts, places = stages_of(data)
    absent = [p for p in data.absent() if p.part in parts]
    has_places = any(places)
    names = [place or data.area for place in places] if has_places else []
    left = min(170, 14 + max((text_width(name) for name in names), default=0)) if has_places else 8
    height = 40 + ROW_PX * max(1, len(places))
    label_px = max([text_width(data.told(p), 13) for p in data.drawn()] + [text_width(p.word, 12) for p in absent])
    panel_px = max(label_px + 24, (NARROW_PX - left) / len(parts))
    top = (max(p.value or 0 for p in data.drawn()) or 1) * panel_px / (panel_px - label_px - 8)
    figure_layout = layout(
        height=height,
        left=left,
        right=6,
        top=36,
        bottom=4,
        least_width=NARROW_PX,
    )
    traces = []
    for i, part in enumerate(parts):
        points = {p.place: p for p in data.drawn() if p.part == part}
        shown = [points[place] for place in places if place in points]
        start, end = i / len(parts), (i + 1) / len(parts) - 0.01
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": part,
                "x": [p.value for p in shown],
                "y": [p.place or data.area for p in shown],
                "xaxis": f"x{_axis(i + 1)}",
                "yaxis": f"y{_axis(i + 1)}",
                "marker": {
                    "color": [WATER if p.place in highlight or (not highlight and i == len(parts) - 1) else WATER_LIGHT for p in shown]
                },
                "text": [f"<b>{data.told(p)}</b>" for p in shown],
                "textposition": "outside",
                "textfont": {"size": 12, "color": INK},
                "cliponaxis": False,
                "customdata": [p.code for p in shown],
                "hovertemplate": f"%{{y}}, {part}: %{{text}}<extra></extra>",
            }
        )
        figure_layout[f"xaxis{_axis(i + 1)}"] = quiet_axis(
            range=[0, top * 1.02], domain=[start, end], anchor=f"y{_axis(i + 1)}", showticklabels=False
        )
        figure_layout[f"yaxis{_axis(i + 1)}"] = quiet_axis(
            anchor=f"x{_axis(i + 1)}",
            categoryorder="array",
            categoryarray=[place or data.area for place in reversed(places)],
            range=[-0.5, len(places) - 0.5],
            showticklabels=i == 0 and has_places,
            tickfont={"size": 12.5, "color": INK},
        )
        words = {p.place or data.area: p.word for p in absent if p.part == part and p.place not in points}
        figure_layout["annotations"] += absence_notes(words, xref=f"x{_axis(i + 1)}", yref=f"y{_axis(i + 1)}")
        figure_layout["annotations"].append(
            note(
                wrapped(part, 110),
                xref="paper",
                yref="paper",
                x=start,
                y=1,
                yanchor="bottom",
                yshift=4,
                font={"size": 12, "color": SECOND_INK},
            )
        )
    figure_layout |= {"bargap": 0.36}
    return {"data": traces, "layout": figure_layout}
