"""Numbers as they read on screen, and the same from the warehouse."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from catalogue.formatting import short_period
from catalogue.loader import load_catalogue
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

Figures = dict[tuple[str, str], list[float]]
NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")


def number(text: str) -> float:
    """The first number in a text, as Dutch writes it: `€ 1.234,5` is 1234.5."""
    found = NUMBER.search(text)
    assert found, f"no number in {text!r}"
    return float(found[0].replace(".", "").replace(",", "."))


def on_screen(table: Sequence[Sequence[str]]) -> Figures:
    """The figures of a table of places by periods; a cell with a dash has none."""
    head, *rows = table
    return {
        (row[0], period): [number(line) for line in cell.splitlines() if line.strip()]
        for row in rows
        for period, cell in zip(head[1:], row[1:], strict=True)
        if cell != "–"
    }


def in_warehouse(
    snapshot: Snapshot,
    indicator_id: str,
    *,
    slugs: Sequence[str] = (),
    years: tuple[int, int] = (1900, 2100),
    value: Callable[[ObservationRow], float | None] = lambda row: row.value,
) -> Figures:
    """The same figures as the warehouse has them.

    Args:
        value: what is shown of a row; a row without it is not shown.
    """
    catalogue = load_catalogue()
    period = (date(years[0], 1, 1), date(years[1], 12, 31))
    found: Figures = {}
    for row in queries.observations(snapshot, indicators=[indicator_id], period=period):
        place = catalogue.municipalities[row.nis] if row.nis else None
        shown = value(row)
        if shown is not None and (place is None or not slugs or place.slug in slugs):
            name = place.name if place else catalogue.indicators[indicator_id].area_label
            found.setdefault((name, short_period(row.period_start, row.period_end)), []).append(shown)
    return found
