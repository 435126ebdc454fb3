"""A figure against a published target: the bar is what is, the outlined line is what was aimed at."""

from charts.comparison import bar_name, wrapped
from charts.points import ChartData
from charts.theme import INK, RULE, SECOND_INK, WATER, Figure, layout, note, quiet_axis, text_width

ROW_PX = 44


def progress(data: ChartData) -> Figure:
    """A bar per figure from zero, with the target as a marker line where there is one."""
    points = data.drawn()
    repeated = len({bar_name(p, area=data.area) for p in points}) < len(points)
    names = [f"{bar_name(p, area=data.area)}, {p.period_label}" if repeated else bar_name(p, area=data.area) for p in points]
    target = data.target
    top = max([p.value or 0 for p in points] + ([target.value] if target else [])) or 1
    left = min(200, 16 + max((text_width(name) for name in names), default=0))
    height = ROW_PX * len(names) + 40
    figure_layout = layout(
        height=height,
        left=left,
        right=14 + max(text_width(data.told(p), 14) for p in points),
        top=34,
        bottom=6,
    )
    figure_layout |= {
        "bargap": 0.5,
        "xaxis": quiet_axis(range=[0, top * 1.04], showticklabels=False),
        "yaxis": quiet_axis(
            autorange="reversed", tickvals=names, ticktext=[wrapped(n, left) for n in names], tickfont={"size": 12.5, "color": INK}
        ),
    }
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [top] * len(names),
            "y": names,
            "marker": {"color": RULE, "opacity": 0.45},
            "hoverinfo": "skip",
            "width": 0.5,
        },
        {
            "type": "bar",
            "orientation": "h",
            "x": [p.value for p in points],
            "y": names,
            "width": 0.5,
            "marker": {"color": WATER},
            "text": [f"<b>{data.told(p)}</b>" for p in points],
            "textposition": "outside",
            "textfont": {"size": 13, "color": INK},
            "cliponaxis": False,
            "customdata": [p.code for p in points],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        },
    ]
    figure_layout["barmode"] = "overlay"
    if target:
        figure_layout["shapes"] = [
            {
                "type": "line",
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "x0": target.value,
                "x1": target.value,
                "line": {"color": INK, "width": 2.5},
            }
        ]
        figure_layout["annotations"] = [
            note(
                target.label,
                yref="paper",
                x=target.value,
                y=1,
                yanchor="bottom",
                yshift=6,
                xanchor="right" if target.value > top * 0.6 else "left",
                font={"size": 12, "color": SECOND_INK},
            )
        ]
    return {"data": traces, "layout": figure_layout}
