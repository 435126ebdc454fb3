"""A figure as it leaves the building: message, subtitle, source and code burnt in."""

import copy
from dataclasses import dataclass

from charts.comparison import wrapped
from charts.theme import INK, SECOND_INK, Figure, note

WIDTH_PX = 900
SIDE_PX = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameText:
    """What is written around a figure."""

    title: str
    subtitle: str
    notes: tuple[str, ...]


def framed(figure: Figure, text: FrameText) -> tuple[Figure, int, int]:
    """The figure with its words, and the width and height of the whole in pixels."""
    width = WIDTH_PX - 2 * SIDE_PX
    title = wrapped(text.title, width, 22).split("<br>")
    subtitle = wrapped(text.subtitle, width, 14).split("<br>")
    foot = [line for told in text.notes for line in wrapped(told, width, 12).split("<br>")]
    top = 24 + 28 * len(title) + 19 * len(subtitle) + 14
    bottom = 18 + 17 * len(foot) + 12
    whole = copy.deepcopy(figure)
    layout = whole["layout"]
    margin = layout["margin"]
    inner_width = WIDTH_PX - 2 * SIDE_PX - margin["l"] - margin["r"]
    height = layout["height"] + top + bottom
    left_edge = -margin["l"] / inner_width
    above, below = margin["t"], margin["b"]
    layout |= {
        "width": WIDTH_PX,
        "height": height,
        "paper_bgcolor": "white",
        "margin": {"l": margin["l"] + SIDE_PX, "r": margin["r"] + SIDE_PX, "t": above + top, "b": below + bottom, "pad": 0},
    }
    layout["annotations"] = [
        *layout["annotations"],
        note(
            "<br>".join(f"<b>{line}</b>" for line in title),
            xref="paper",
            yref="paper",
            x=left_edge,
            y=1,
            yanchor="top",
            yshift=above + top - 20,
            font={"size": 22, "color": INK},
        ),
        note(
            "<br>".join(subtitle),
            xref="paper",
            yref="paper",
            x=left_edge,
            y=1,
            yanchor="top",
            yshift=above + top - 24 - 28 * len(title),
            font={"size": 14, "color": SECOND_INK},
        ),
        note(
            "<br>".join(foot),
            xref="paper",
            yref="paper",
            x=left_edge,
            y=0,
            yanchor="top",
            yshift=-below - 14,
            font={"size": 12, "color": SECOND_INK},
        ),
    ]
    return whole, WIDTH_PX, height
