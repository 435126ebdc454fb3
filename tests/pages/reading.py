"""Reads a layout the way a reader meets it: its text, its links, its tables."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from warehouse.snapshot import Snapshot


def pieces(content: Any) -> Iterator[Component]:
    """Every component of a layout, from the outside in."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from pieces(part)
    elif isinstance(content, Component):
        yield content
        yield from pieces(getattr(content, "children", None))


def words(content: Any) -> str:
    """All text of a layout, as a reader meets it."""
    if isinstance(content, list | tuple):
        return "".join(words(part) for part in content)
    return words(getattr(content, "children", None)) if isinstance(content, Component) else str(content if content is not None else "")


def by_id(content: Any, key: str) -> Component:
    """The piece with an id; fails when there is none or more than one."""
    found = [piece for piece in pieces(content) if getattr(piece, "id", None) == key]
    assert len(found) == 1, f"{len(found)} pieces with id {key}"
    return found[0]


def of_kind(content: Any, name: str) -> list[Component]:
    """The pieces of one HTML element."""
    return [piece for piece in pieces(content) if type(piece).__name__ == name]


def links(content: Any) -> set[str]:
    """Where all links lead."""
    return {str(getattr(piece, "href", "")) for piece in pieces(content) if type(piece).__name__ in {"A", "Link"}}


def cells(table: Component) -> list[list[str]]:
    """The body of a table as text."""
    (body,) = of_kind(table, "Tbody")
    return [[words(cell) for cell in row.children] for row in of_kind(body, "Tr")]


def table_named(content: Any, caption: str) -> Component:
    """The table whose caption begins so."""
    (found,) = [t for t in of_kind(content, "Table") if words(of_kind(t, "Caption")).startswith(caption)]
    return found


def dutch(number: int) -> str:
    """A whole number with points between the thousands."""
    return f"{number:,}".replace(",", ".")


def count(snapshot: Snapshot, sql: str) -> int:
    """The single number that a statement gives."""
    (row,) = snapshot.rows(sql)
    (number,) = row.values()
    return int(number)
