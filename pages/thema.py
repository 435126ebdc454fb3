"""A theme: filters, cards, lists; one layout for all themes."""

from dash import dcc, html

from catalogue.loader import load_catalogue
from components import ids
from components.filters import filter_row
from components.theme_content import notice_lines, theme_cards
from pages import Page, Query
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.theme import theme_content, theme_years


def page(slug: str, query: Query) -> Page:
    """The page of a theme with its first state already in it."""
    catalogue = load_catalogue()
    theme = catalogue.themes[slug]
    filters, notices = read_filters(query, catalogue)
    snapshot = snapshot_for(filters)
    content = html.Div(
        [
            html.H1(theme.label),
            html.P(theme.intro, className="intro"),
            filter_row(filters, years=theme_years(slug, snapshot)),
            dcc.Store(id=ids.THEME, data=slug),
            dcc.Store(id=ids.SNAPSHOT, data=snapshot.id),
            dcc.Store(id=ids.FILTER_ADDRESS),
            html.Div(notice_lines(notices), id=ids.NOTICE, role="status"),
            html.Div(theme_cards(theme_content(slug, filters, snapshot), filters), id=ids.CONTENT),
        ]
    )
    return Page(title=theme.label, content=content)
