"""One indicator on the page of definitions."""

from dash import dcc, html

from catalogue.formatting import EXAMPLE
from components.attributes import Children
from components.reference import facts, link_list
from components.status import mark
from views.definitions import Definition
from views.sources import anchor, counted, source_address


def _caveats(definition: Definition) -> Children:
    if not definition.caveats:
        return []
    return [html.Ul([html.Li([html.Strong(f"{caveat.label}. "), caveat.text]) for caveat in definition.caveats])]


def _where(definition: Definition) -> Children:
    if not definition.figures:
        return [
            dcc.Link(
                [definition.theme.label, html.Span(f": {definition.indicator.label}", className="visually-hidden")], href=definition.address
            ),
            ", bij wat ontbreekt",
        ]
    return [
        dcc.Link(
            [definition.theme.label, html.Span(f": {definition.indicator.label}", className="visually-hidden")], href=definition.address
        ),
        f" ({counted(definition.figures, one='cijfer', many='cijfers')})",
    ]


def _example(definition: Definition) -> Children:
    if not definition.example_address:
        return []
    name = html.Span(f": {definition.indicator.label}", className="visually-hidden")
    return [" Er is ook ", dcc.Link([EXAMPLE.lower(), name], href=definition.example_address), ", die nergens meetelt."]


def _reading(definition: Definition) -> html.Details:
    return html.Details(
        [
            html.Summary("Zo leest u dit cijfer"),
            facts(
                [
                    ("Berekening", [definition.computation]),
                    ("Gebied", [definition.geography]),
                    ("Optellen", [definition.may_be_added]),
                    ("Streefwaarde", [definition.target] if definition.target else []),
                    ("Doelstelling", [f"{definition.goal.code}. {definition.goal.label}"]),
                    ("Kanttekeningen", _caveats(definition)),
                ]
            ),
        ],
        className="uitklap",
    )


def definition_card(definition: Definition) -> html.Article:
    """What is counted, how, for which area, and what may be done with it."""
    about = definition.indicator
    missing = [] if definition.figures else [mark("Niet in de bron", "quiet")]
    return html.Article(
        [
            html.H3([about.label, *missing]),
            html.P(about.definition),
            html.P(
                [
                    f"Eenheid: {about.unit}. Bron: ",
                    *link_list([(source.title, source_address(source.id)) for source in definition.sources]),
                    ". Te zien bij ",
                    *_where(definition),
                    ".",
                    *_example(definition),
                ],
                className="uitleg",
            ),
            *([html.P(f"Aan te vullen met: {about.awaits}.", className="uitleg")] if about.awaits else []),
            _reading(definition),
        ],
        className="definitie",
        id=anchor(about.id),
    )
