"""Forms that a browser sends without JavaScript; the plain pages of `web` draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dash import html

from components.attributes import Children, data


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """An `input`, which Dash knows as a piece of the browser only."""

    attributes: Mapping[str, str | bool] = field(default_factory=dict)


def focused_heading(text: str) -> html.H1:
    """The heading of a page that answers what the reader just did: it gets the focus when the page opens."""
    return html.H1(text, tabIndex="-1", id="verslag", **data(autofocus="true"))


def hidden(name: str, value: str) -> Field:
    """A value that travels with a form."""
    return Field(attributes={"type": "hidden", "name": name, "value": value})


def post_button(label: str, *, action: str, values: Mapping[str, str] | None = None, is_main: bool = False, about: str = "") -> html.Form:
    """A button that does one thing on the server.

    Args:
        values: what travels with it.
        is_main: whether it is what a reader most likely wants here.
        about: what it is about, for who hears the button outside its row.
    """
    told: Children = [label, html.Span(f" {about}", className="visually-hidden") if about else None]
    parts: Children = [hidden(name, value) for name, value in (values or {}).items()]
    parts.append(html.Button(told, type="submit", className="knop hoofdknop" if is_main else "knop"))
    return html.Form(parts, method="post", action=action)
