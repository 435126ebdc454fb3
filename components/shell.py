"""The frame of every page: skip link, header with menu and search, main, footer."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html

from catalogue.loader import load_catalogue
from components import ids
from components.attributes import aria, data
from views.search_index import REFERENCE_PAGES, SERVER_PAGES


def _links(items: Sequence[tuple[str, str]]) -> list[html.Li]:
    """The items of a list of links; a page that the server draws itself is loaded whole."""
    return [html.Li(html.A(label, href=path) if path in SERVER_PAGES else dcc.Link(label, href=path)) for label, path in items]


def _menu(label: str, items: Sequence[tuple[str, str]]) -> html.Li:
    return html.Li(html.Details([html.Summary(label), html.Ul(_links(items))], className="menu"))


def _search() -> html.Div:
    return html.Div(
        [
            html.Label("Zoek een cijfer, gemeente of pagina", htmlFor="zoek", className="visually-hidden"),
            dbc.Input(id="zoek", type="search", placeholder="Zoek een cijfer of gemeente", autocomplete="off"),
            html.Ul(id="zoek-resultaten", role="listbox", hidden=True, **aria(label="Zoekresultaten")),
        ],
        className="zoek",
        role="search",
    )


def _header() -> html.Header:
    catalogue = load_catalogue()
    main = [(t.label, t.path) for t in catalogue.themes.values() if t.is_main]
    other = [(t.label, t.path) for t in catalogue.themes.values() if not t.is_main]
    places = [(m.name, f"/gemeente/{m.slug}") for m in catalogue.municipalities.values()]
    logo = dcc.Link([html.Img(src="/assets/logo.svg", alt="", width=22, height=22), html.Span("Peil")], href="/", className="merk")
    menu = html.Ul([*_links([("Overzicht", "/"), *main]), _menu("Meer thema's", other), _menu("Gemeenten", places)])
    toggle = html.Button("Menu", type="button", className="menuknop", **data(doe="menu"), **aria(expanded="false", controls="hoofdmenu"))
    nav = html.Nav(menu, id="hoofdmenu", **aria(label="Hoofdmenu"))
    local = html.Span("lokaal, zonder aanmelden", className="lokaal")
    return html.Header([logo, toggle, nav, local, _search()], className="kop")


def _footer() -> html.Footer:
    return html.Footer(
        [
            html.Nav(html.Ul(_links(REFERENCE_PAGES)), **aria(label="Over deze cijfers")),
            html.P("Peil toont gepubliceerde cijfers over Rivierenland, elk met zijn bron. Wat niet in een bron staat, blijft leeg."),
        ],
        className="voet",
    )


def shell() -> html.Div:
    """The frame with an empty main; the router fills it."""
    return html.Div(
        [
            dcc.Location(id=ids.ADDRESS, refresh=False),
            dcc.Store(id=ids.WRITTEN),
            dcc.Store(id=ids.NAVIGATION),
            dcc.Store(id=ids.TITLE),
            html.A("Naar de inhoud", href="#hoofd", className="springlink"),
            _header(),
            html.Main(html.Div(html.P("Cijfers laden", className="uitleg"), id=ids.PAGE), id="hoofd", tabIndex="-1"),
            html.Div(id="aankondiging", className="visually-hidden", role="status", **aria(live="polite")),
            _footer(),
        ]
    )
