"""The one place that makes a graph: no modebar, no cloud, Dutch."""

from typing import Any

from dash import dcc, html

from components.attributes import aria

GRAPH_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "locale": "nl",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def graph(figure: dict[str, Any], *, view: str, described_by: str) -> html.Div:
    """A figure as an image that is described elsewhere; one that needs more room than a phone has scrolls there.

    Args:
        described_by: the id of the element with the summary.
    """
    least_width = figure["layout"]["meta"]["least_width"]
    inner = dcc.Graph(
        id={"type": "grafiek", "view": view},
        figure=figure,
        config=GRAPH_CONFIG,  # type: ignore[arg-type]
        style={"height": f"{figure['layout']['height']}px", "minWidth": f"{least_width}px"},
    )
    image = html.Div(inner, role="img", **aria(describedby=described_by, label="Grafiek"))
    if not least_width:
        return html.Div(image, className="grafiek")
    return html.Div(image, className="grafiek", tabIndex="0", role="group", **aria(label="Grafiek, schuif opzij"))
