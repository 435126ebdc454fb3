"""The cards of a theme, two beside one another, lists over the whole width."""

from collections.abc import Collection

from dash import html

from components.attributes import Children
from components.chart_card import chart_card, missing_list
from components.example_section import example_section
from views.filters import Filters
from views.theme import ThemeContent


def theme_cards(content: ThemeContent, filters: Filters, *, open_tables: Collection[str] = ()) -> Children:
    """The cards in reading order: charts, lone figures, agreements, what is not there, and last the example data.

    Args:
        open_tables: the views whose table is open.
    """
    charts = [chart_card(rendered, filters, is_table_open=rendered.view.id in open_tables) for rendered in content.charts]
    lists = [chart_card(rendered, filters, is_full_width=True) for rendered in content.lists]
    examples = {rendered.view.indicators[0]: rendered.view for rendered in content.examples}
    below = example_section(content.examples, filters, open_tables=open_tables)
    return [html.Div(charts, className="raster"), *lists, *missing_list(content.missing, examples), *below]


def notice_lines(notices: list[str]) -> list[html.P]:
    """Polite notices about filters that could not be applied."""
    return [html.P(notice, className="kaartmelding") for notice in notices]
