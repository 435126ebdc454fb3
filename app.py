"""The front door: builds the Dash app and the server that gunicorn serves."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from flask import abort
from flask_compress import Compress

from callbacks import tables, thema
from components import ids
from components.shell import shell
from pages.routes import find_page
from web import api, downloads, errors, health, packs, search, security, upload

INDEX = """<!DOCTYPE html>
<html lang="nl-BE">
<head>{%metas%}<meta name="viewport" content="width=device-width, initial-scale=1"><title>{%title%}</title>
<link rel="icon" href="/assets/logo.svg" type="image/svg+xml">{%css%}</head>
<body>{%app_entry%}<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
<noscript>Peil heeft JavaScript nodig om de cijfers te tonen.</noscript></body>
</html>"""


def show_page(where: dict[str, Any] | None) -> tuple[object, str]:
    """The page at an address and its title."""
    if not isinstance(where, dict) or not isinstance(where.get("path"), str) or not isinstance(where.get("search"), str):
        return abort(400)
    page = find_page(where["path"], where["search"])
    return page.content, f"{page.title} · Peil"


def build_app() -> Dash:
    """The app with all its pages, callbacks and routes."""
    dash_app = Dash(
        "peil", assets_folder="assets", index_string=INDEX, title="Peil", update_title="", suppress_callback_exceptions=True,
        serve_locally=True, enable_mcp=False, assets_ignore=r".*\.(geojson|md)$|build/.*",
    )  # fmt: skip
    dash_app.layout = shell
    for callback_module in (thema, tables):
        callback_module.register(dash_app)
    dash_app.callback(Output(ids.PAGE, "children"), Output(ids.TITLE, "data"), Input(ids.NAVIGATION, "data"), prevent_initial_call=True)(
        show_page
    )
    in_browser: Any = dash_app.clientside_callback
    in_browser(
        ClientsideFunction("peil", "navigate"),
        Output(ids.NAVIGATION, "data"), Output(ids.WRITTEN, "data"),
        Input(ids.ADDRESS, "pathname"), Input(ids.ADDRESS, "search"), State(ids.WRITTEN, "data"), State(ids.NAVIGATION, "data"),
    )  # fmt: skip
    in_browser(ClientsideFunction("peil", "arrive"), Output(ids.TITLE, "id"), Input(ids.TITLE, "data"), prevent_initial_call=True)
    for route_module in (errors, health, downloads, packs, api, search, upload):
        route_module.register(dash_app.server)
    security.register(dash_app.server, dash_app)
    Compress(dash_app.server)
    return dash_app


app = build_app()
server = app.server
