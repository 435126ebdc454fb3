"""Pieces of Dash as plain HTML."""

from html.parser import HTMLParser
from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from components.attributes import data
from components.forms import Field, focused_heading
from components.shell import shell
from tests.pages.reading import links, words
from web.markup import UnknownPieceError, markup


class Parsed(HTMLParser):
    """What a browser would read: tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        pytest.param(html.P("a < b & c"), "<p>a &lt; b &amp; c</p>", id="text"),
        pytest.param([html.P([1, None, " ", 2.5]), ["x"]], "<p>1 2.5</p>x", id="parts"),
        pytest.param(html.Label("L", htmlFor="f", className="k"), '<label for="f" class="k">L</label>', id="names"),
        pytest.param(html.Div("x", tabIndex="-1", role="region"), '<div tabindex="-1" role="region">x</div>', id="lower case"),
        pytest.param(html.Ul(hidden=True), "<ul hidden></ul>", id="true"),
        pytest.param(html.Ul(hidden=False), "<ul></ul>", id="false"),
        pytest.param(html.Br(), "<br>", id="void"),
        pytest.param(html.Div(style={"maxWidth": "3px"}), '<div style="max-width: 3px"></div>', id="style"),
        pytest.param(html.Button("k", n_clicks=3), "<button>k</button>", id="what Dash alone needs"),
        pytest.param(html.Div(**data(doe='a"b')), '<div data-doe="a&quot;b"></div>', id="attribute"),
        pytest.param(dcc.Link("naar", href="/x"), '<a href="/x">naar</a>', id="link"),
        pytest.param(dcc.Store(id="s"), "", id="store"),
        pytest.param(dbc.Input(id="z", type="search"), '<input id="z" type="search" class="form-control">', id="field of Bootstrap"),
        pytest.param(Field(attributes={"type": "file", "multiple": True, "x": False}), '<input type="file" multiple>', id="field"),
    ],
)  # fmt: skip
def test_piece(piece: Any, expected: str) -> None:
    read, wanted = Parsed(markup(piece)), Parsed(expected)
    assert read.tags == wanted.tags
    assert read.text == wanted.text
    assert len(markup(piece)) == len(expected)


def test_heading_that_gets_the_focus() -> None:
    ((tag, attributes),) = Parsed(markup(focused_heading("Klaar"))).tags
    assert (tag, attributes["tabindex"]) == ("h1", "-1")
    assert "autofocus" in attributes


@pytest.mark.parametrize("piece", [dcc.Graph(), object(), html.P(dcc.Dropdown())], ids=["graph", "object", "inside"])
def test_piece_of_the_browser_only_is_refused(piece: Any) -> None:
    with pytest.raises(UnknownPieceError):
        markup(piece)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    read = Parsed(markup(html.P(text, title=text)))
    assert read.text == text
    assert read.tags == [("p", {"title": text})]


def test_the_frame_is_there_in_full() -> None:
    frame = shell()
    read = Parsed(markup(frame))
    assert read.text == words(frame)
    addresses = {attributes["href"] for tag, attributes in read.tags if tag == "a"}
    assert addresses == links(frame) | {"#hoofd"}
    assert "/aanleveren" in addresses
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in read.tags}
