"""A view or several as they leave the building: everything that a file of any kind needs of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from catalogue.loader import load_catalogue
from charts.theme import layout
from exports.exhibit import Exhibit, Grid, GridCell, Picture
from views.drawing import draw_native
from views.files import conflict_words, full_subtitle, marks, notes, records_of, view_code, with_shapes
from views.filters import Filters, query_string
from views.registry import View
from views.render import Rendered, render
from views.table import Cell, Table
from warehouse.snapshot import Snapshot

PICTURE_PX = 760
AIR_PX = 8


def _cell(cell: Cell) -> GridCell:
    """The cell as it reads; a number only where one figure stands in it as it is."""
    marked = " / ".join(f"{f.text}{f' ({f.mark})' if f.mark else ''}" for f in cell.figures) if cell.figures else cell.text
    only = cell.figures[0] if len(cell.figures) == 1 else None
    return GridCell(
        text=marked,
        value=only.value if only else None,
        number_format=only.number_format if only else "",
        is_number=cell.is_number,
    )


def _grid(table: Table) -> Grid:
    return Grid(caption=table.caption, head=table.head, rows=tuple(tuple(_cell(cell) for cell in row) for row in table.rows))


def _picture(figure: dict[str, Any] | None) -> Picture | None:
    """The figure on white, of one width, without words around it."""
    if figure is None:
        return None
    drawn = with_shapes(figure)
    plain = layout(height=0)
    margin = drawn["layout"]["margin"]
    height = drawn["layout"]["height"] + AIR_PX
    changed = {"width": PICTURE_PX, "height": height, "paper_bgcolor": "white", "margin": margin | {"b": margin["b"] + AIR_PX}}
    return Picture(figure=drawn | {"layout": plain | drawn["layout"] | changed}, width=PICTURE_PX, height=height)


def exhibit_of(rendered: Rendered, filters: Filters, *, day: date, base: str, highlight: Sequence[str] = ()) -> Exhibit:
    """A rendered view as it leaves the building.

    Args:
        day: on which the snapshot was built.
        base: where this Peil is, as `http://127.0.0.1:8050`.
        highlight: names of places to draw dark.
    """
    catalogue = load_catalogue()
    view = rendered.view
    indicators = [catalogue.indicators[key] for key in view.indicators]
    shown = replace(filters, snapshot=rendered.snapshot_id)
    return Exhibit(
        view=view.anchor,
        title=rendered.title,
        subtitle=full_subtitle(rendered, filters),
        summary=rendered.summary,
        charts=tuple(draw_native(indicators[0], rendered.drawn, highlight=highlight)) if rendered.drawn else (),
        picture=None if view.is_list else _picture(rendered.figure),
        table=_grid(rendered.table),
        records=records_of(rendered, filters),
        marks=marks(rendered),
        notes=tuple(notes(rendered, filters)),
        caveats=tuple((caveat.label, caveat.text) for caveat in rendered.caveats),
        conflicts=tuple(conflict_words(conflict) for conflict in rendered.disputes),
        terms=tuple((indicator.label, indicator.definition) for indicator in indicators),
        source_line=rendered.source_line,
        code=view_code(rendered, filters),
        address=f"{base}{view.page}{query_string(shown, catalogue)}#{view.anchor}",
        snapshot=rendered.snapshot_id,
        is_example=view.is_example,
        day=day,
    )


def exhibit(view: View, filters: Filters, snapshot: Snapshot, *, base: str, highlight: Sequence[str] = ()) -> Exhibit:
    """One view with these filters from this snapshot, as it leaves the building."""
    rendered = render(view, filters, snapshot, highlight=highlight)
    return exhibit_of(rendered, filters, day=snapshot.built_at.date(), base=base, highlight=highlight)
