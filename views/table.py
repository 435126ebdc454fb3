"""A card as a table: places and parts down, periods across, each figure with its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.formatting import EXAMPLE, STATUS_WORD, format_bare, office_format
from charts.points import ChartData, Point

MOST_PERIOD_COLUMNS = 8
DASH = "–"
REVISED = "herzien"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure in a cell: what it says, the code behind it, and for a spreadsheet the number and how it is shown."""

    text: str
    code: str = ""
    mark: str = ""
    value: float | None = None
    number_format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: text, or one or more figures when the sources contradict each other."""

    text: str = ""
    figures: tuple[Figure, ...] = ()
    is_number: bool = False

    @property
    def plain(self) -> str:
        """The cell as one text."""
        return " / ".join(f.text for f in self.figures) if self.figures else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A caption, a head and rows of cells; the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_example: bool = False


def point_figure(data: ChartData, point: Point) -> Figure:
    """The figure of a point in words: its value, or the word for why there is none."""
    if point.value is None:
        return Figure(text=STATUS_WORD.get(point.status, DASH), code=point.code)
    mark = point.stands_at if point.is_conflicting else REVISED if point.is_revised else ""
    return Figure(
        text=f"{point.qualifier}{format_bare(point.value, data.unit, data.decimals)}",
        code=point.code,
        mark=mark,
        value=point.value,
        number_format=office_format(data.unit, data.decimals),
    )


def _cell(data: ChartData, points: Sequence[Point]) -> Cell:
    if not points:
        return Cell(text=DASH, is_number=True)
    return Cell(figures=tuple(point_figure(data, point) for point in points), is_number=True)


def _period_labels(data: ChartData) -> dict[tuple[date, date], str]:
    found = {point.period: point.period_label for point in data.points}
    return {period: found[period] for period in sorted(found, key=lambda p: (p[1], p[0]))}


def pivot(data: ChartData, *, caption: str) -> Table:
    """The points with periods across, or down when there are too many of them; every row of example data says so."""
    table = _pivot(data, caption=caption)
    if not data.is_example:
        return table
    body = tuple((row[0], Cell(text=EXAMPLE.lower()), *row[1:]) for row in table.rows)
    return Table(caption=caption, head=(table.head[0], "Soort", *table.head[1:]), rows=body, is_example=True)


def _pivot(data: ChartData, *, caption: str) -> Table:
    periods = _period_labels(data)
    keys = list(dict.fromkeys((point.place, point.part) for point in data.points))
    by_key: dict[tuple[str, str, tuple[date, date]], list[Point]] = {}
    for point in data.points:
        by_key.setdefault((point.place, point.part, point.period), []).append(point)
    if len(periods) > MOST_PERIOD_COLUMNS and len(keys) <= MOST_PERIOD_COLUMNS:
        names = [", ".join(filter(None, key)) or data.area for key in keys]
        rows = [(Cell(text=label), *(_cell(data, by_key.get((*key, period), [])) for key in keys)) for period, label in periods.items()]
        return Table(caption=caption, head=("Periode", *names), rows=tuple(rows))
    has_parts = any(part for _, part in keys)
    has_places = any(place for place, _ in keys) or not has_parts
    lead = (("Gebied",) if has_places else ()) + (("Uitsplitsing",) if has_parts else ())
    body = []
    for place, part in sorted(keys, key=lambda key: (key[0] == "", key[0])):
        names_cells = ((Cell(text=place or data.area),) if has_places else ()) + ((Cell(text=part or "totaal"),) if has_parts else ())
        body.append((*names_cells, *(_cell(data, by_key.get((place, part, period), [])) for period in periods)))
    return Table(caption=caption, head=(*lead, *periods.values()), rows=tuple(body))
