"""From an address to a page."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from dash import html

from catalogue.loader import load_catalogue
from components.attributes import Children
from components.state_warning import state_warning
from pages import (
    Page,
    Query,
    bronnen,
    cijfer,
    definities,
    dienstverlening,
    gemeente,
    kwaliteit,
    niet_gevonden,
    open_data,
    overzicht,
    privacy,
    strategie,
    thema,
    toegankelijkheid,
)
from warehouse.snapshot import NoSnapshotError

MUNICIPALITY_PATH = "/gemeente/"
FIXED: dict[str, Callable[[Query], Page]] = {
    "/": overzicht.page,
    "/dienstverlening": dienstverlening.page,
    "/strategie": strategie.page,
    "/bronnen": bronnen.page,
    "/definities": definities.page,
    "/kwaliteit": kwaliteit.page,
    "/open-data": open_data.page,
    "/toegankelijkheid": toegankelijkheid.page,
    "/privacy": privacy.page,
}


def _find(path: str, query: Query) -> Page:
    catalogue = load_catalogue()
    theme = next((t for t in catalogue.themes.values() if t.path == path), None)
    if theme is not None:
        return thema.page(theme.slug, query)
    if path.startswith(MUNICIPALITY_PATH):
        found = gemeente.page(path.removeprefix(MUNICIPALITY_PATH), query)
        return found or niet_gevonden.page(path)
    if path.startswith(cijfer.CODE_PATH):
        return cijfer.page(path.removeprefix(cijfer.CODE_PATH))
    if path in FIXED:
        return FIXED[path](query)
    return niet_gevonden.page(path)


def find_page(path: str, search: str) -> Page:
    """The page at an address, or the Dutch page that says there is none."""
    query = dict(parse_qsl(search.lstrip("?")[:4000]))
    try:
        page = _find(path.rstrip("/") or "/", query)
        warning = [] if query.get("stand") else state_warning()
        both: Children = [*warning, page.content]
        return Page(title=page.title, content=html.Div(both)) if warning else page
    except NoSnapshotError as error:
        return Page(title="Geen cijfers", content=html.Div([html.H1("Geen cijfers"), html.P(str(error), className="intro")]))
