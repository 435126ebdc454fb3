"""A table of figures: caption, heads with scope, and each figure a button to its passport."""

from dash import html

from components.attributes import Children, aria, data
from views.table import Cell, Figure, Table


def figure_button(figure: Figure, *, class_name: str = "cijfer") -> html.Button | html.Span:
    """A figure that opens its passport; plain text when it has none."""
    mark = [html.Span(f" {figure.mark}", className="vindplaats")] if figure.mark else []
    if not figure.code:
        return html.Span([figure.text, *mark])
    return html.Button(
        [figure.text, *mark],
        type="button",
        className=class_name,
        title="Over dit cijfer",
        **data(code=figure.code),
    )


def cell_content(cell: Cell) -> Children:
    """What stands in a cell: its text, or its figures one below the other."""
    if not cell.figures:
        return [cell.text]
    buttons: Children = []
    for figure in cell.figures:
        buttons += [html.Br()] if buttons else []
        buttons.append(figure_button(figure))
    return buttons


def _row_head(cell: Cell) -> html.Th:
    return html.Th(cell_content(cell), scope="row")


def _row_cell(cell: Cell) -> html.Td:
    return html.Td(cell_content(cell), className="getal" if cell.is_number else "")


def figures_table(table: Table, *, is_named: bool = True) -> html.Div:
    """The table in a frame that scrolls sideways on a narrow screen.

    Args:
        is_named: whether the caption is shown; a card already has a heading.
    """
    is_number = [any(row[i].is_number for row in table.rows) for i in range(len(table.head))]
    head = [html.Th(text, scope="col", className="getal" if number else "") for text, number in zip(table.head, is_number, strict=True)]
    body = [html.Tr([_row_head(row[0]), *map(_row_cell, row[1:])]) for row in table.rows]
    return html.Div(
        html.Table(
            [html.Caption(table.caption, className="" if is_named else "visually-hidden"), html.Thead(html.Tr(head)), html.Tbody(body)],
            className="tabel voorbeeld" if table.is_example else "tabel",
        ),
        className="tabelkader",
        tabIndex="0",
        role="region",
        **aria(label=table.caption),
    )
