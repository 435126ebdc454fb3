"""A figure as it leaves the building: message, subtitle, source and code burnt in."""

import copy
from collections.abc import Sequence
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


def _block(lines: Sequence[str], *, size: int, colour: str, x: float, y: int, shift: int) -> Figure:
    """Lines of text that hang from a point above (y 1) or below (y 0) the picture, moved by so many pixels."""
    font = {"size": size, "color": colour}
    return note("<br>".join(lines), xref="paper", yref="paper", x=x, y=y, yanchor="top", yshift=shift, font=font)


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
    bold = [f"<b>{line}</b>" for line in title]
    layout["annotations"] = [
        *layout["annotations"],
        _block(bold, size=22, colour=INK, x=left_edge, y=1, shift=above + top - 20),
        _block(subtitle, size=14, colour=SECOND_INK, x=left_edge, y=1, shift=above + top - 24 - 28 * len(title)),
        _block(foot, size=12, colour=SECOND_INK, x=left_edge, y=0, shift=-below - 14),
    ]
    return whole, WIDTH_PX, height
