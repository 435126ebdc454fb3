"""A card's table, made when somebody opens it."""

from typing import Any
from urllib.parse import parse_qsl

from dash import MATCH, Dash, Input, Output, State, ctx
from dash.exceptions import PreventUpdate
from flask import abort

from catalogue.loader import load_catalogue
from components import ids
from components.table import figures_table
from views.examples import find_view
from views.filters import UnknownFilterError, strict_filters
from views.render import render
from views.snapshots import snapshot_for


def open_table(clicks: int | None, place: list[Any] | None) -> Any:
    """The table of the view whose fold was opened; nothing when it is there already."""
    asked = ctx.triggered_id or {}
    try:
        filters = strict_filters(dict(parse_qsl(str(asked.get("choice", "")).lstrip("?"))), load_catalogue())
    except UnknownFilterError as error:
        return abort(400, description=str(error))
    snapshot = snapshot_for(filters)
    view = find_view(str(asked.get("view")), snapshot)
    if view is None:
        return abort(404, description="Deze weergave bestaat niet.")
    if not clicks or place:
        raise PreventUpdate
    return [figures_table(render(view, filters, snapshot).table)]


def register(app: Dash) -> None:
    """Wires each fold to its table."""
    app.callback(
        Output(ids.pattern(ids.TABLE_PLACE, MATCH, MATCH), "children"),
        Input(ids.pattern(ids.TABLE_TOGGLE, MATCH, MATCH), "n_clicks"),
        State(ids.pattern(ids.TABLE_PLACE, MATCH, MATCH), "children"),
        prevent_initial_call=True,
    )(open_table)
