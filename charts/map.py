"""A rate per municipality on the map: one hue, at most five classes, grey where there is no figure."""

from collections.abc import Mapping
from typing import Any

from catalogue.formatting import NOT_IN_SOURCE
from charts.comparison import wrapped
from charts.points import ChartData, Point
from charts.theme import INK, RULE, SEQUENCE, Figure, layout

CLASSES = len(SEQUENCE)
MAP_PX = 330
LEAST_PX = 520
WORD_PX = 80
LONGITUDES = (4.17, 4.86)
LATITUDES = (50.955, 51.215)


def breaks(values: list[float]) -> list[float]:
    """Equal steps between the least and the greatest value: the upper bounds of the classes."""
    least, greatest = min(values), max(values)
    step = (greatest - least) / CLASSES or 1.0
    return [least + step * (i + 1) for i in range(CLASSES)]


def class_of(value: float, bounds: list[float]) -> int:
    """Which class a value falls in, from 0."""
    return next((i for i, bound in enumerate(bounds) if value <= bound + 1e-9), len(bounds) - 1)


def rate_map(data: ChartData, *, shapes: str | Mapping[str, Any], centres: Mapping[str, tuple[str, float, float]]) -> Figure:
    """The newest period on the map, each municipality with its name and figure.

    Args:
        shapes: the address of the GeoJSON on screen, or the GeoJSON itself for an export.
        centres: name, longitude and latitude of each municipality by NIS code.
    """
    newest = data.periods()[-1]
    points = [p for p in data.drawn() if p.period == newest and p.nis]
    bounds = breaks([p.value or 0 for p in points])
    known = {p.nis: p for p in points}
    steps = [[edge, colour] for i, colour in enumerate(SEQUENCE) for edge in (i / CLASSES, (i + 1) / CLASSES)]
    common = {"type": "choropleth", "geojson": shapes, "featureidkey": "properties.nis", "showscale": False}
    outline = {"line": {"color": "white", "width": 1.2}}
    absent = [nis for nis in centres if nis not in known]
    words = {p.nis: p.word for p in data.absent() if p.period == newest}
    codes = {p.nis: p.code for p in data.absent() if p.period == newest}
    traces: list[dict[str, Any]] = [
        common | {"locations": absent, "z": [0] * len(absent), "colorscale": [[0, RULE], [1, RULE]], "marker": outline, "hoverinfo": "text",
                  "text": [f"{centres[nis][0]}: {words.get(nis, NOT_IN_SOURCE)}" for nis in absent],
                  "customdata": [codes.get(nis, "") for nis in absent]},
        common | {
            "locations": [p.nis for p in points],
            "z": [class_of(p.value or 0, bounds) + 0.5 for p in points],
            "zmin": 0, "zmax": CLASSES, "colorscale": steps, "marker": outline, "hoverinfo": "text",
            "text": [f"{p.place}: {data.show(p.value or 0)}" for p in points],
            "customdata": [p.code for p in points],
        },
        {
            "type": "scattergeo", "mode": "text", "hoverinfo": "skip",
            "lon": [c[1] for c in centres.values()], "lat": [c[2] for c in centres.values()],
            "text": [_label(data, nis, name, known, words) for nis, (name, _, _) in centres.items()],
            "textfont": {"size": 12, "color": INK},
        },
    ]  # fmt: skip
    figure_layout = layout(height=MAP_PX, left=0, right=0, top=0, bottom=0, least_width=LEAST_PX)
    figure_layout["geo"] = {
        "visible": False, "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)",
        "lonaxis": {"range": list(LONGITUDES)}, "lataxis": {"range": list(LATITUDES)},
    }  # fmt: skip
    return {"data": traces, "layout": figure_layout}


def _label(data: ChartData, nis: str, name: str, known: Mapping[str, Point], words: Mapping[str, str]) -> str:
    short = (
        name.replace("Sint-Katelijne-Waver", "Sint-Kat.-Waver")
        .replace("Puurs-Sint-Amands", "Puurs-St-Amands")
        .replace("Heist-op-den-Berg", "Heist-o/d-Berg")
    )
    if nis not in known:
        return f"{short}<br>{wrapped(words[nis], WORD_PX, 12)}" if nis in words else short
    return f"{short}<br><b>{data.show(known[nis].value or 0)}</b>"
