"""Colours, type and the empty figure that every chart begins with."""

from typing import Any

INK = "#16242f"
SECOND_INK = "#4d5d69"
RULE = "#d9e1e7"
WATER = "#0a6a94"
WATER_LIGHT = "#97c1d5"
GREY = "#97a6b1"
FONT = "Inter, 'Inter Variable', Arial, sans-serif"
LINE_COLOURS = (WATER, GREY, INK, WATER_LIGHT, SECOND_INK)
SEQUENCE = ("#edf5f9", "#d2e6ef", "#b1d3e2", "#8cbdd3", "#64a5c3")

Figure = dict[str, Any]
Trace = dict[str, Any]


def layout(*, height: int, left: int = 8, right: int = 8, top: int = 8, bottom: int = 28, least_width: int = 0) -> dict[str, Any]:
    """A layout with our type and margins (pixels) and nothing that moves.

    Args:
        least_width: below which the figure scrolls sideways rather than shrink.
    """
    return {
        "meta": {"least_width": least_width},
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "font": {"family": FONT, "size": 12.5, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "white", "bordercolor": INK, "font": {"family": FONT, "size": 13, "color": INK}},
        "annotations": [],
        "shapes": [],
    }


def quiet_axis(**changes: Any) -> dict[str, Any]:
    """An axis without lines, ticks or zoom."""
    plain = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"size": 12, "color": SECOND_INK},
        "automargin": False,
        "ticklabelstandoff": 5,
    }
    return plain | changes


def note(text: str, **where: Any) -> dict[str, Any]:
    """A piece of text in a figure, left-aligned at a point unless told otherwise."""
    plain = {
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "font": {"size": 12.5, "color": INK},
    }
    return plain | where


def text_width(text: str, size: float = 12.5) -> int:
    """About how many pixels a text takes in our type: enough to keep room for a label."""
    narrow = sum(char in "iljtfr.,:;'!|()-– " for char in text)
    return round(size * (0.61 * (len(text) - narrow) + 0.34 * narrow)) + 4
