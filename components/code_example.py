"""Text to copy and run: a command, a program, a query."""

from dash import html

from components.attributes import Children


def code_block(text: str) -> html.Pre:
    """The text as it must be typed; long lines wrap on a narrow screen and copy as one."""
    return html.Pre(html.Code(text), className="voorbeeldcode")


def code_example(title: str, *, language: str, explanation: str, text: str) -> Children:
    """A heading, what it does, and the text."""
    return [html.H3(f"{title} ({language})"), html.P(explanation), code_block(text)]
