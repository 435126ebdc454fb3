"""What a page will show once a delivery is in: its example data, apart from the figures and below them."""

from collections.abc import Collection, Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.chart_card import chart_card
from views.examples import HEADING, lead_sentence
from views.filters import Filters
from views.render import Rendered

HEADING_ID = "voorbeelddata"


def example_frame(lead: str, content: Component) -> html.Section:
    """The section with its heading and the sentence that says what stands in it."""
    return html.Section(
        [html.H2(HEADING, id=HEADING_ID), html.P(lead, className="voorbeeldzin"), content],
        className="voorbeelden",
        **aria(labelledby=HEADING_ID),
    )


def example_section(examples: Sequence[Rendered], filters: Filters, *, open_tables: Collection[str] = ()) -> list[html.Section]:
    """The cards of example data; nothing where there is none.

    Args:
        open_tables: the views whose table is open.
    """
    if not examples:
        return []
    cards = [chart_card(rendered, filters, is_table_open=rendered.view.id in open_tables) for rendered in examples]
    return [example_frame(lead_sentence(rendered.awaits for rendered in examples), html.Div(cards, className="raster"))]
