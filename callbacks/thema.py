"""The filters of a theme: one request per change for the whole page."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx
from flask import abort

from catalogue.loader import load_catalogue
from components import ids
from components.filters import ALL_YEARS, chosen_words
from components.theme_content import notice_lines, theme_cards
from views.filters import UnknownFilterError, chosen_filters, query_string
from views.snapshots import snapshot_for
from views.theme import theme_content
from warehouse.snapshot import NoSnapshotError

GONE = "De stand waarmee deze pagina opende, is niet meer te lezen. Herlaad de pagina voor de stand die nu getoond wordt."


def _text(value: object) -> str | None:
    """The value of a control that holds text; 400 for anything else."""
    return value if value is None or isinstance(value, str) else abort(400)


def _chosen(municipalities: object, first: object, last: object, unit: object, search: object) -> dict[str, str | None]:
    """The filters as the address would say them; 400 for a value that no control of ours can send."""
    slugs = municipalities or []
    texts = [first, last, unit, search]
    if (
        not isinstance(slugs, list)
        or not all(isinstance(value, str) for value in slugs)
        or not all(isinstance(t, str | None) for t in texts)
    ):
        abort(400)
    stand = dict(parse_qsl((_text(search) or "").lstrip("?"))).get("stand")
    years = {name: None if year == ALL_YEARS else year for name, year in (("van", _text(first)), ("tot", _text(last)))}
    return {"gemeente": ",".join(slugs), "eenheid": _text(unit), "stand": stand, **years}


def _open_tables() -> set[str]:
    """The views whose table is open: their fold was clicked an odd number of times."""
    states = next((state for state in ctx.states_list if isinstance(state, list)), [])
    return {str(state.get("id", {}).get("view")) for state in states if state.get("value") in range(1, 1000, 2)}


def change_filters(  # noqa: PLR0917  one argument per control, as Dash calls it
    municipalities: object, first: object, last: object, unit: object, slug: object, search: object, _: object, shown: object
) -> tuple[Any, ...]:
    """The cards for new filters, a notice, and the address that restores them; 400 for a value that does not exist.

    The cards stay those of the snapshot that the page opened with, also when another one was published since.
    """
    catalogue = load_catalogue()
    try:
        filters, notices = chosen_filters(_chosen(municipalities, first, last, unit, search), catalogue)
    except UnknownFilterError as error:
        return abort(400, description=str(error))
    if not isinstance(slug, str) or slug not in catalogue.themes:
        return abort(404, description="Dit thema bestaat niet.")
    try:
        snapshot = snapshot_for(replace(filters, snapshot=filters.snapshot or _text(shown) or ""))
    except NoSnapshotError:
        if filters.snapshot:
            raise
        return [], notice_lines([GONE]), chosen_words(filters), query_string(filters, catalogue)
    cards = theme_cards(theme_content(slug, filters, snapshot), filters, open_tables=_open_tables())
    return cards, notice_lines(notices), chosen_words(filters), query_string(filters, catalogue)


def register(app: Dash) -> None:
    """Wires the filters to the cards, and in the browser to the address bar.

    All outputs of the first lie on the page itself: else Dash would run it once more for every page that opens.
    """
    in_browser: Any = app.clientside_callback
    in_browser(
        ClientsideFunction("peil", "write"),
        Output(ids.ADDRESS, "search", allow_duplicate=True),
        Output(ids.WRITTEN, "data", allow_duplicate=True),
        Input(ids.FILTER_ADDRESS, "data"),
        prevent_initial_call=True,
    )
    app.callback(
        Output(ids.CONTENT, "children"),
        Output(ids.NOTICE, "children"),
        Output(ids.FILTER_KEPT, "children"),
        Output(ids.FILTER_ADDRESS, "data"),
        Input(ids.FILTER_MUNICIPALITIES, "value"),
        Input(ids.FILTER_FIRST_YEAR, "value"),
        Input(ids.FILTER_LAST_YEAR, "value"),
        Input(ids.FILTER_UNIT, "value"),
        State(ids.THEME, "data"),
        State(ids.ADDRESS, "search"),
        State(ids.pattern(ids.TABLE_TOGGLE, ALL, ALL), "n_clicks"),
        State(ids.SNAPSHOT, "data"),
        prevent_initial_call=True,
    )(change_filters)
