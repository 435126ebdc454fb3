"""A table with several rows of heads, turned into one row per cell: municipalities below each other, everything else above the cells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from data_pipeline.contract import Contract
from data_pipeline.intake.document import Line, Sheet
from data_pipeline.intake.guard import refused
from data_pipeline.intake.header import SEARCHED_ROWS, title_key
from data_pipeline.intake.places import Places


def _titles(contract: Contract, column: str) -> set[str]:
    return {title_key(title) for title in contract.columns[column].titles}


def _headed(lines: Sequence[Line], titles: set[str]) -> Line | None:
    """The row that has one of these titles in front."""
    return next((line for line in lines if line.cells and title_key(line.cells[0]) in titles), None)


def _cells(line: Line, positions: Sequence[int], above: Mapping[int, list[str]], width: int) -> Iterator[Line]:
    """One row per cell that holds something; one row when none does."""
    filled = [p for p in positions if p < len(line.cells) and line.cells[p].strip()]
    for position in filled:
        kinds = {width: line.kinds[position]} if position in line.kinds else {}
        yield replace(line, cells=[line.cells[0], *above[position], line.cells[position]], kinds=kinds)
    if not filled:
        yield replace(line, cells=[line.cells[0] if line.cells else "", *([""] * width)], kinds={})


def in_rows(lines: Sequence[Line], contract: Contract, is_ours: Callable[[str], bool] = bool) -> list[Line]:
    """The rows of a table with several rows of heads, one per cell; other rows as they are.

    A column without a head in each row of heads is a total of others and is left out, as is one of another kind of figure.

    Args:
        is_ours: whether the first cell of a row names a place that counts; of another one row is enough.

    Raises RefusedError when a row has fewer cells than the heads.
    """
    heads, value = contract.layout.heads, contract.layout.crosstab_value
    place = contract.named("nis") or contract.named("municipality")
    last = _headed(lines[:SEARCHED_ROWS], _titles(contract, place)) if heads else None
    above = [line for line in lines if last and line.number < last.number]
    found = [_headed(above, _titles(contract, column)) for column in heads]
    rows = [line for line in found if line is not None]
    if last is None or len(rows) < len(heads):
        return list(lines)
    own = _titles(contract, value)
    told = {p: [row.cells[p].strip() if p < len(row.cells) else "" for row in rows] for p in range(1, len(last.cells))}
    positions = [p for p, texts in told.items() if title_key(last.cells[p]) in own and all(texts)]
    head = replace(last, cells=[last.cells[0], *(row.cells[0] for row in rows), contract.columns[value].label], kinds={})
    below: list[Line] = []
    for line in lines:
        if line.number > last.number:
            _check_width(line, len(last.cells))
            below += _cells(line, positions if line.cells and is_ours(line.cells[0]) else (), told, len(heads) + 1)
    return [*above, head, *below]


def _check_width(line: Line, width: int) -> None:
    """A row that stops half-way means that the file did; a lone first cell is a note."""
    if 1 < len(line.cells) < width:
        told = f"stopt midden in rij {line.number}: {len(line.cells)} van {width} kolommen. Waarschijnlijk niet volledig doorgestuurd."
        raise refused("A04", f"Het bestand '{{bestand}}' {told}")


def sheet_in_rows(sheet: Sheet, contract: Contract, places: Places) -> Sheet:
    """The sheet as `in_rows` has it."""
    if not contract.layout.heads:
        return sheet
    return replace(sheet, lines=in_rows(sheet.lines, contract, lambda text: places.resolve(name=text, code="").is_known))
