"""The ids that pages, components and callbacks share."""

from typing import Any

ADDRESS = "adres"
WRITTEN = "geschreven"
NAVIGATION = "navigatie"
PAGE = "pagina"
TITLE = "titel"

THEME = "thema"
FILTER_MUNICIPALITIES = "filter-gemeenten"
FILTER_FIRST_YEAR = "filter-van"
FILTER_LAST_YEAR = "filter-tot"
FILTER_UNIT = "filter-eenheid"
FILTER_KEPT = "filter-bewaard"
FILTER_ADDRESS = "filter-adres"
SNAPSHOT = "stand"
CONTENT = "inhoud"
NOTICE = "melding"

TABLE_TOGGLE = "toon-tabel"
TABLE_PLACE = "tabel"


def pattern(kind: str, view: Any, choice: Any) -> dict[str, Any]:
    """The id of one of many alike pieces: a kind, the view it belongs to and the filters it shows; or a wildcard for these."""
    return {"type": kind, "view": view, "choice": choice}
