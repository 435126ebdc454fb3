"""The cards of a theme, two beside one another, lists over the whole width."""

from collections.abc import Collection

from dash import html

from components.attributes import Children
from components.chart_card import chart_card, missing_list
from views.filters import Filters
from views.theme import ThemeContent


def theme_cards(content: ThemeContent, filters: Filters, *, open_tables: Collection[str] = ()) -> Children:
    """The cards in reading order: charts, lone figures, agreements, and what is not there.

    Args:
        open_tables: the views whose table is open.
    """
    charts = [chart_card(rendered, filters, is_table_open=rendered.view.id in open_tables) for rendered in content.charts]
    lists = [chart_card(rendered, filters, is_full_width=True) for rendered in content.lists]
    return [html.Div(charts, className="raster"), *lists, *missing_list(content.missing)]


def notice_lines(notices: list[str]) -> list[html.P]:
    """Polite notices about filters that could not be applied."""
    return [html.P(notice, className="kaartmelding") for notice in notices]
