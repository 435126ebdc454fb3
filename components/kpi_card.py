"""A headline figure: value, unit, period, comparison and small trend."""

from dash import dcc, html

from components.attributes import Children, data
from components.trend import trend
from views.headlines import Headline


def kpi_card(headline: Headline) -> html.Div:
    """One headline; its name opens its page, its value its passport."""
    shown = [html.Span(f"{headline.qualifier} ", className="vooraf")] if headline.qualifier else []
    number: Children = [*shown, headline.value]
    value = (
        html.Button(number, type="button", className="cijfer groot", title="Over dit cijfer", **data(code=headline.code))
        if headline.code
        else html.Strong(number, className="groot")
    )
    small = trend(headline.trend, label=f"Verloop van {headline.label}")
    return html.Div(
        [
            html.H2(dcc.Link(headline.label, href=headline.href)),
            html.P([value, html.Span(", ".join(filter(None, (headline.unit, headline.period))), className="eenheid")]),
            html.P([html.Span(headline.comparison, className=f"vergelijking {headline.tone}"), small]),
        ],
        className="kerncijfer",
    )
