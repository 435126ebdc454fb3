"""HTML attributes whose names hold a hyphen."""

from typing import Any

Children = list[Any]


def aria(**names: str) -> dict[str, Any]:
    """The attributes `aria-…` of a piece: `aria(label="Hoofdmenu")`."""
    return {f"aria-{name}": value for name, value in names.items()}


def data(**names: str) -> dict[str, Any]:
    """The attributes `data-…` of a piece: `data(code="RIV:…")`."""
    return {f"data-{name}": value for name, value in names.items()}
