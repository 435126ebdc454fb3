"""Pieces of Dash as plain HTML, so that a page without JavaScript has the same frame as the others."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dash.development.base_component import Component

from components.forms import Field

RENAMED = {"className": "class", "class_name": "class", "htmlFor": "for", "data-autofocus": "autofocus"}
UNSEEN = {"children", "key", "refresh", "n_clicks", "disable_n_clicks"}
VOID = {"br", "hr", "img", "input", "link", "meta"}
STORES = {"Location", "Store", "Interval"}
FIELD_CLASS = "form-control"


class UnknownPieceError(Exception):
    """A piece that exists in the browser only and has no plain HTML."""


def _style(rules: Mapping[str, object]) -> str:
    named = {"".join(f"-{c.lower()}" if c.isupper() else c for c in name): value for name, value in rules.items()}
    return "; ".join(f"{name}: {value}" for name, value in named.items())


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    shown = RENAMED.get(name, name.lower())
    if value is True:
        return f" {shown}"
    return f' {shown}="{escape(_style(value) if isinstance(value, Mapping) else str(value))}"'


def _element(tag: str, attributes: Mapping[str, object], children: object = None) -> str:
    told = "".join(_attribute(name, value) for name, value in attributes.items() if name not in UNSEEN)
    return f"<{tag}{told}>" if tag in VOID else f"<{tag}{told}>{markup(children)}</{tag}>"


def _component(piece: Component) -> str:
    described: dict[str, Any] = piece.to_plotly_json()  # type: ignore[no-untyped-call]
    kind, props = (described["namespace"], described["type"]), described["props"]
    if kind[0] == "dash_html_components":
        return _element(kind[1].lower(), props, props.get("children"))
    if kind == ("dash_core_components", "Link"):
        return _element("a", props, props.get("children"))
    if kind == ("dash_bootstrap_components", "Input"):
        return _element("input", props | {"class": f"{FIELD_CLASS} {props.get('class_name', '')}".strip()})
    if kind[0] == "dash_core_components" and kind[1] in STORES:
        return ""
    raise UnknownPieceError(f"{kind[0]}.{kind[1]} has no plain HTML")


def markup(piece: object) -> str:
    """The HTML of a piece, a text, a number or a list of these; all text is escaped.

    Raises UnknownPieceError for a piece that only a browser can draw.
    """
    if piece is None or isinstance(piece, bool):
        return ""
    if isinstance(piece, str | int | float):
        return escape(str(piece), quote=False)
    if isinstance(piece, Field):
        return _element("input", piece.attributes)
    if isinstance(piece, Component):
        return _component(piece)
    if isinstance(piece, Sequence):
        return "".join(markup(part) for part in piece)
    raise UnknownPieceError(f"{type(piece).__name__} has no plain HTML")
