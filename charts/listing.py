"""A table drawn as a figure, for the picture of a card that is a table on screen."""

from collections.abc import Sequence

from charts.comparison import wrapped
from charts.theme import INK, RULE, SECOND_INK, Figure, layout, note

WIDTH_PX = 900
LINE_PX = 18


def listing(head: Sequence[str], rows: Sequence[Sequence[str]], *, shares: Sequence[float]) -> Figure:
    """Rows of text under a head.

    Args:
        shares: the part of the width that each column takes; they add up to 1.
    """
    wrapped_rows = [[_lines(cell, share) for cell, share in zip(row, shares, strict=True)] for row in rows]
    heights = [12 + LINE_PX * max(len(cell) for cell in row) for row in wrapped_rows]
    heads = [_lines(text, share) for text, share in zip(head, shares, strict=True)]
    top = 12 + LINE_PX * max(len(lines) for lines in heads)
    total = top + sum(heights) + 6
    figure_layout = layout(height=total, left=4, right=4, top=0, bottom=0)
    figure_layout |= {"xaxis": {"visible": False, "range": [0, 1]}, "yaxis": {"visible": False, "range": [0, 1]}}
    edges = [sum(shares[:i]) for i in range(len(shares))]
    notes = [
        note("<br>".join(text), xref="paper", yref="paper", x=x, y=1, yanchor="top", yshift=-6, font={"size": 12, "color": SECOND_INK})
        for text, x in zip(heads, edges, strict=True)
    ]
    lines, y = [], top
    for row, height in zip(wrapped_rows, heights, strict=True):
        lines.append(
            {
                "type": "line",
                "xref": "paper",
                "yref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 1 - y / total,
                "y1": 1 - y / total,
                "line": {"color": RULE, "width": 1},
            }
        )
        notes += [
            note(
                "<br>".join(cell),
                xref="paper",
                yref="paper",
                x=x,
                y=1 - y / total,
                yanchor="top",
                yshift=-5,
                font={"size": 12.5, "color": INK},
            )
            for cell, x in zip(row, edges, strict=True)
        ]
        y += height
    return {"data": [], "layout": figure_layout | {"annotations": notes, "shapes": lines}}


def _lines(text: str, share: float) -> list[str]:
    """The text cut into lines that fit its column."""
    return wrapped(text, int(share * WIDTH_PX) - 26).split("<br>")
