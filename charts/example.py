"""Example data as it looks in every chart: hatched bars, dotted lines with open marks, a paler map, and the word itself in the picture."""

from collections.abc import Mapping

from catalogue.formatting import EXAMPLE
from charts.theme import INK, SECOND_INK, WATER, Figure, Trace, note, text_width

BAND_PX = 34
BOX_PX = 24
MOST_THICK = 24
LABEL_SIZE = 13
PALER = 0.5
WHITE = 255
HATCH = {"shape": "/", "fillmode": "replace", "bgcolor": "white", "size": 6, "solidity": 0.4}


def _paler(colour: str) -> str:
    """A colour halfway to white."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (WHITE - part) * PALER):02x}" for part in parts)


def _told(trace: Trace) -> Trace:
    """What a trace says when it is pointed at, with the word behind it."""
    if trace.get("hoverinfo") == "skip":
        return {}
    if "hovertemplate" in trace:
        return {"hovertemplate": trace["hovertemplate"].replace("<extra>", f"<br>{EXAMPLE}<extra>")}
    key = "hovertext" if "hovertext" in trace else "text"
    return {key: [f"{text}<br>{EXAMPLE}" for text in trace[key]]}


def _bars(trace: Trace) -> Trace:
    """Hatched with an outline; where bars are only a few pixels wide the outline is thin, or it would fill them."""
    width = 1 if len(trace["x"]) <= MOST_THICK else 0.4
    return trace | {"marker": trace["marker"] | {"pattern": HATCH, "line": {"color": WATER, "width": width}}}


def _line(trace: Trace) -> Trace:
    symbols = [symbol if symbol.endswith("-open") else f"{symbol}-open" for symbol in trace["marker"]["symbol"]]
    marker = trace["marker"] | {"symbol": symbols, "line": {"width": 2 if len(symbols) <= MOST_THICK else 1}}
    return trace | {"line": trace["line"] | {"dash": "dot"}, "marker": marker}


def _map(trace: Trace) -> Trace:
    return trace | {"colorscale": [[edge, _paler(colour)] for edge, colour in trace["colorscale"]]}


def _marked(trace: Trace) -> Trace:
    if trace.get("hoverinfo") == "skip":
        return trace
    drawn = {"bar": _bars, "scatter": _line, "choropleth": _map}[trace["type"]](trace)
    name = {"name": f"{trace['name']} ({EXAMPLE.lower()})"} if trace.get("name") else {}
    return drawn | _told(trace) | name


def _label(margin: Mapping[str, int]) -> tuple[Figure, Figure]:
    """The word above the picture and the box around it, in a band of their own, so that they cover nothing.

    The box is no border of the text: Plotly measures a text wrongly on a page that is scaled.
    """
    left, low = 1 - margin["l"], margin["t"] + 4
    paper = {"xref": "paper", "yref": "paper"}
    word = note(f"<b>{EXAMPLE}</b>", **paper, x=0, y=1, xshift=left + 8, yshift=low + BOX_PX / 2, font={"size": LABEL_SIZE, "color": INK})
    sized = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1}
    corners = {"x0": left, "x1": left + 20 + text_width(EXAMPLE, LABEL_SIZE), "y0": low, "y1": low + BOX_PX}
    box = {"type": "rect", **paper, **sized, **corners, "fillcolor": "white", "line": {"color": SECOND_INK, "width": 1}}
    return word, box


def as_example(figure: Figure) -> Figure:
    """The same figure, recognisable as example data in every mark and without any text around it."""
    layout = figure["layout"]
    margin = layout["margin"]
    word, box = _label(margin)
    changed = {
        "height": layout["height"] + BAND_PX,
        "margin": margin | {"t": margin["t"] + BAND_PX},
        "annotations": [*layout["annotations"], word],
        "shapes": [*layout["shapes"], box],
    }
    return {"data": [_marked(trace) for trace in figure["data"]], "layout": layout | changed}
