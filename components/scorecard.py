"""Twelve municipalities by key indicators, each figure with a thin bar; a dash where the source has nothing."""

from collections.abc import Sequence

from dash import dcc, html

from catalogue.loader import load_catalogue
from catalogue.model import Municipality
from components.attributes import aria
from components.table import figure_button
from views.headlines import view_address
from views.scorecard import Column, Score
from views.table import DASH, Figure


def _cell(score: Score | None) -> html.Td:
    if score is None:
        return html.Td(html.Span(DASH, className="streep"), className="getal")
    figure = figure_button(Figure(text=score.text, code=score.code))
    if score.is_word:
        return html.Td(figure, className="getal woord")
    width = f"{max(2, round(100 * score.share_of_highest))}%"
    bar = html.Span(
        html.Span(style={"width": width}, className="vol hoogst" if score.is_highest else "vol"), className="balk", **aria(hidden="true")
    )
    return html.Td([figure, bar], className="getal", title=score.exact)


def _row(municipality: Municipality, columns: Sequence[Column]) -> html.Tr:
    name = html.Th(dcc.Link(municipality.name, href=f"/gemeente/{municipality.slug}"), scope="row")
    return html.Tr([name, *[_cell(column.scores.get(municipality.nis)) for column in columns]])


def scorecard_table(columns: Sequence[Column]) -> html.Div:
    """The table in a frame that scrolls sideways on a narrow screen."""
    heads = [
        html.Th(
            [dcc.Link(c.head, href=view_address(c.indicator.id)), html.Br(), html.Span(c.period, className="uitleg")],
            scope="col",
            className="getal",
        )
        for c in columns
    ]
    body = [_row(m, columns) for m in load_catalogue().municipalities.values()]
    caption = html.Caption("Kernindicatoren per gemeente", className="visually-hidden")
    table = html.Table(
        [caption, html.Thead(html.Tr([html.Th("Gemeente", scope="col"), *heads])), html.Tbody(body)], className="tabel scorebord"
    )
    return html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label="Kernindicatoren per gemeente"))
