"""What the page of a municipality will show once deliveries are in: its example data as one table."""

from collections.abc import Sequence

from dash import dcc, html

from catalogue.formatting import EXAMPLE
from catalogue.model import Municipality
from components.attributes import Children, aria
from components.example_section import example_frame
from components.table import figure_button
from views.examples import lead_sentence
from views.municipality import ExampleLine
from views.table import DASH, Figure


def _figures(figures: Sequence[Figure]) -> html.Td:
    told: Children = [figure_button(figure) for figure in figures]
    return html.Td(told or DASH, className="getal")


def _row(example: ExampleLine, *, has_other: bool) -> html.Tr:
    line = example.line
    unit = html.Span(f" {line.unit}" if line.unit else "", className="uitleg")
    cells = [html.Td(EXAMPLE.lower()), _figures(line.own), *([_figures(line.other)] if has_other else []), html.Td(line.period)]
    return html.Tr([html.Th([dcc.Link(line.label, href=line.href), unit], scope="row"), *cells, html.Td(example.theme)])


def municipality_examples(lines: Sequence[ExampleLine], municipality: Municipality, other: Municipality | None) -> list[html.Section]:
    """The newest example of each indicator; nothing where there is none."""
    if not lines:
        return []
    heads = ["Cijfer", "Soort", municipality.name, *([other.name] if other else []), "Periode", "Thema"]
    numeric = {2, 3} if other else {2}
    name = f"{EXAMPLE} voor {municipality.name}"
    table = html.Table(
        [
            html.Caption(name, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(text, scope="col", className="getal" if i in numeric else "") for i, text in enumerate(heads)])),
            html.Tbody([_row(line, has_other=other is not None) for line in lines]),
        ],
        className="tabel voorbeeld",
    )
    frame = html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label=name))
    return [example_frame(lead_sentence(line.awaits for line in lines), frame)]
