"""The statutory objectives, each with the indicators that point to it and their newest figure."""

from collections.abc import Sequence

from dash import dcc, html

from components.attributes import Children, aria
from components.table import figure_button
from views.strategy import GoalFigure, GoalRow

HEAD = ("Indicator", "Nieuwste cijfer", "Periode", "Thema")


def goal_id(code: str) -> str:
    """The id of an objective on the page."""
    return f"doelstelling-{code.replace('.', '-')}"


def _row(found: GoalFigure) -> html.Tr:
    figures: Children = []
    for figure in found.figures:
        figures += [html.Br()] if figures else []
        figures.append(figure_button(figure))
    if found.note:
        figures.append(html.Div(found.note, className="uitleg"))
    return html.Tr(
        [
            html.Th(dcc.Link(found.indicator.label, href=found.href), scope="row"),
            html.Td(figures),
            html.Td(found.period),
            html.Td(found.theme),
        ]
    )


def _figures(goal: GoalRow) -> html.Details:
    """The indicators of one objective behind a fold."""
    count, known = len(goal.figures), sum(1 for figure in goal.figures if figure.has_figure)
    caption = f"Indicatoren bij doelstelling {goal.goal.code}"
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(text, scope="col") for text in HEAD])),
            html.Tbody([_row(figure) for figure in goal.figures]),
        ],
        className="tabel doeltabel",
    )
    missing = f", {count - known} niet in de bron" if known < count else ""
    return html.Details(
        [
            html.Summary(f"{count} {'indicator' if count == 1 else 'indicatoren'}, {known} met een cijfer{missing}"),
            html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label=caption)),
        ],
        className="doelcijfers",
    )


def goal_list(goals: Sequence[GoalRow]) -> html.Div:
    """All objectives in their order; one with sub-objectives has its indicators there."""
    parts: Children = []
    for goal in goals:
        heading = html.H4 if goal.goal.parent else html.H3
        below = [g.goal.code for g in goals if g.goal.parent == goal.goal.code]
        told: Children = [heading([html.Span(goal.goal.code, className="doelcode"), goal.goal.label])]
        if goal.wording and goal.wording != goal.goal.label:
            told.append(html.P(goal.wording, className="uitleg"))
        if goal.figures:
            told.append(_figures(goal))
        elif below:
            told.append(html.P(f"De indicatoren staan bij {' en '.join(', '.join(below).rsplit(', ', 1))}.", className="uitleg"))
        else:
            told.append(html.P("Nog geen indicator verwijst naar deze doelstelling.", className="uitleg"))
        parts.append(html.Div(told, id=goal_id(goal.goal.code), className="doel onderdoel" if goal.goal.parent else "doel"))
    return html.Div(parts, className="doelen")
