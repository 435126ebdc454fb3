"""Small charts of one place beside one another, each on a scale of its own: how its figures went, at a glance."""

from collections.abc import Sequence

from charts.comparison import wrapped
from charts.native import NativeChart
from charts.theme import GREY, INK, SECOND_INK, Figure, layout, note, quiet_axis, text_width

COLUMNS = 3
PANEL_PX, TITLE_PX, FOOT_PX = 150, 40, 22
WIDTH_PX = 760
GAP = 0.05


def _axis(number: int) -> str:
    return "" if number == 1 else str(number)


def sparks(charts: Sequence[NativeChart]) -> tuple[Figure, int, int]:
    """The charts in rows of three, and the width and height of the whole in pixels.

    Args:
        charts: of one series each; the label of its last value is written above its bar.
    """
    rows = -(-len(charts) // COLUMNS)
    height = rows * PANEL_PX
    figure = layout(height=height, left=0, right=0, top=0, bottom=0)
    figure |= {"width": WIDTH_PX, "paper_bgcolor": "white", "bargap": 0.25}
    traces = []
    for i, chart in enumerate(charts):
        (series,) = chart.series
        row, column = divmod(i, COLUMNS)
        left, right = column / COLUMNS, (column + 1) / COLUMNS - GAP
        top = 1 - row * PANEL_PX / height
        floor = top - PANEL_PX / height
        key = _axis(i + 1)
        last = max(n for n, value in enumerate(series.values) if value is not None)
        traces.append(
            {
                "type": "bar", "x": list(range(len(chart.categories))), "y": list(series.values), "xaxis": f"x{key}", "yaxis": f"y{key}",
                "marker": {"color": list(series.colours)}, "textposition": "outside", "textangle": 0, "cliponaxis": False,
                "text": [f"<b>{label}</b>" if n == last else "" for n, label in enumerate(series.labels)],
                "textfont": {"size": 13, "color": INK}, "constraintext": "none", "hoverinfo": "skip",
            }
        )  # fmt: skip
        figure[f"xaxis{key}"] = quiet_axis(
            domain=[left, right], anchor=f"y{key}", showticklabels=False, showline=True, linecolor=GREY,
            range=[-0.7, len(chart.categories) - 0.3],
        )  # fmt: skip
        room = (chart.greatest - chart.least) * 0.3
        figure[f"yaxis{key}"] = quiet_axis(
            domain=[floor + FOOT_PX / height, top - TITLE_PX / height], anchor=f"x{key}", showticklabels=False,
            range=[chart.least - (room if chart.least else 0), chart.greatest + room],
        )  # fmt: skip
        paper = {"xref": "paper", "yref": "paper"}
        title = wrapped(chart.title, round(WIDTH_PX * (right - left)), 13)
        small = {"size": 12, "color": SECOND_INK}
        foot = {"y": floor + (FOOT_PX - 3) / height, "yanchor": "top", "font": small}
        final = chart.categories[-1]
        figure["annotations"] += [
            note(f"<b>{title}</b>", **paper, x=left, y=top, yanchor="top", font={"size": 13, "color": INK}),
            note(chart.categories[0], **paper, x=left, **foot),
            note(final, **paper, x=right, xshift=-text_width(final, 12), **foot),
        ]
    return {"data": traces, "layout": figure}, WIDTH_PX, height
