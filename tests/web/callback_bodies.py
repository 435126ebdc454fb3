"""Bodies of callback requests as the browser sends them, to send and to spoil."""

import json
from typing import Any

FILTERS = "..inhoud.children...melding.children...filter-bewaard.children...filter-adres.data.."
PAGE = "..pagina.children...titel.data.."
PLEDGES = "engagementsverklaringen"
Body = dict[str, Any]


def part(component: object, prop: str, value: object = None) -> Body:
    """One input or state."""
    return {"id": component, "property": prop, "value": value}


def outputs(name: str) -> list[Body]:
    """The outputs that a callback's name holds."""
    return [{"id": each.rpartition(".")[0], "property": each.rpartition(".")[2]} for each in name[2:-2].split("...")]


def filters_body(**values: object) -> Body:
    """A change of filter on a theme; every value can differ."""
    sent: Body = {
        "gemeenten": [],
        "van": "alle",
        "tot": "alle",
        "eenheid": "absoluut",
        "thema": "klimaat",
        "search": "",
        "tabellen": [],
        "stand": "",
    }
    sent |= values
    return {
        "output": FILTERS,
        "outputs": outputs(FILTERS),
        "inputs": [part(f"filter-{name}", "value", sent[name]) for name in ("gemeenten", "van", "tot", "eenheid")],
        "changedPropIds": ["filter-gemeenten.value"],
        "state": [
            part("thema", "data", sent["thema"]),
            part("adres", "search", sent["search"]),
            sent["tabellen"],
            part("stand", "data", sent["stand"]),
        ],
    }


def page_body(where: object) -> Body:
    """The arrival on a page."""
    return {
        "output": PAGE,
        "outputs": outputs(PAGE),
        "inputs": [part("navigatie", "data", where)],
        "changedPropIds": ["navigatie.data"],
    }


def table_body(view: object = PLEDGES, *, choice: object = "", clicks: object = 1, place: object = None) -> Body:
    """The opening of a card's table."""
    toggle = {"type": "toon-tabel", "view": view, "choice": choice}
    where = {"type": "tabel", "view": view, "choice": choice}
    return {
        "output": '{"choice":["MATCH"],"type":"tabel","view":["MATCH"]}.children',
        "outputs": {"id": where, "property": "children"},
        "inputs": [part(toggle, "n_clicks", clicks)],
        "changedPropIds": [json.dumps(toggle, sort_keys=True, separators=(",", ":")) + ".n_clicks"],
        "state": [part(where, "children", place)],
    }
