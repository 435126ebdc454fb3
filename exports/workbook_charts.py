"""Charts that the spreadsheet program draws itself, from numbers on the same sheet that a reader can change."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from catalogue.formatting import EXAMPLE, format_bare
from charts.native import MONTHS_PER_YEAR, NativeChart, NativeSeries
from charts.theme import INK, RULE, SECOND_INK
from exports.exhibit import Exhibit
from exports.workbook_cells import FONT, ROW_PX, Book, one_line
from exports.workbook_numbers import Columns, groups_of, signed_format, write_numbers

FULL_PX = 960
LINE_HEIGHT_PX, PANEL_HEIGHT_PX = 420, 240
BAR_PX, BAR_TITLE_PX = 30, 130
MOST_HEIGHT_PX = 1_200
PANELS_A_ROW, BARS_A_ROW = 3, 2
GAP_PX = 12
LABEL_PX = 6.5
AXIS_GAP_PX, AXIS_ROOM_PX = 6, 90
LONGEST_NAME = 26
LEAST_APART = 0.07
ROOM = 1.12
STEPS = 3
LINE_WIDTH = 2.25
MOST_TOLD = 12
FONT_OF = {"name": FONT, "size": 10, "color": INK, "bold": False}
SMALL_FONT = FONT_OF | {"size": 9}
AXIS_FONT = FONT_OF | {"size": 9, "color": SECOND_INK}
UNIT_WORDS = {"€": "euro", "%": "procent"}
Look = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a chart comes, in pixels from where the first one stands."""

    left: int
    top: int
    width: int
    height: int


def places(charts: Sequence[NativeChart], *, width: int = FULL_PX) -> list[Place]:
    """Where each chart comes: one alone over the full width, several in a grid of equal ones."""
    bars = max((len(c.categories) * max(1, len(c.series)) for c in charts if c.kind == "bar"), default=0)
    usual = LINE_HEIGHT_PX if len(charts) == 1 else PANEL_HEIGHT_PX
    height = math.ceil(min(MOST_HEIGHT_PX, BAR_TITLE_PX + BAR_PX * max(bars, 2)) / ROW_PX) * ROW_PX if bars else usual
    a_row = 1 if len(charts) == 1 else BARS_A_ROW if bars else PANELS_A_ROW
    each = (width - GAP_PX * (a_row - 1)) // a_row
    return [
        Place(left=i % a_row * (each + GAP_PX), top=i // a_row * (height + ROW_PX), width=each, height=height) for i in range(len(charts))
    ]


def rows_of(charts: Sequence[NativeChart], *, width: int = FULL_PX) -> int:
    """How many rows of the usual height the charts take."""
    return math.ceil(max(place.top + place.height for place in places(charts, width=width)) / ROW_PX) + 1


def page_breaks(charts: Sequence[NativeChart], *, row: int, width: int, page_px: float, above_px: int) -> list[int]:
    """The rows before which a printed page must end so that no chart is cut in two.

    Args:
        row: the row at which the charts begin.
        page_px: how high a page is, in pixels of the screen.
        above_px: how much of the first page is taken by what stands above the charts.
    """
    breaks, start = [], -above_px
    for place in places(charts, width=width):
        if place.top + place.height - start > page_px and place.top > start:
            breaks.append(row + place.top // ROW_PX)
            start = place.top
    return breaks


def _drawn_text(text: str) -> str:
    """Text for inside a chart, where `a!B1` would be read as a reference to a cell."""
    return re.sub(r"!(?=\$?[A-Za-z])", "!\N{WORD JOINER}", one_line(text, 250))


def _title(chart: NativeChart, exhibit: Exhibit) -> str:
    title = f"{chart.title or exhibit.title}{f': {chart.word}' if chart.word else ''}"
    return title if EXAMPLE.casefold() in title.casefold() or not chart.is_example else f"{EXAMPLE}: {title}"


def _nice(value: float) -> float:
    """The first round number from a value up."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value * (1 - 1e-9))


def told_in_words(chart: NativeChart, exhibit: Exhibit) -> str:
    """A chart in words: the summary where there is one chart, else the title and the figures of this one."""
    if not chart.title:
        return exhibit.summary
    lines = []
    for series in chart.series:
        known = [(c, v) for c, v in zip(chart.categories, series.values, strict=True) if v is not None]
        kept = known if len(known) <= MOST_TOLD else [known[0], known[-1]]
        figures = "; ".join(f"{c}: {format_bare(v, chart.unit, chart.decimals)}" for c, v in kept)
        between = f" (eerste en laatste van {len(known)})" if len(kept) < len(known) else ""
        lines.append(f"{f'{series.name}, ' if len(chart.series) > 1 else ''}{figures}{between}")
    return f"{_title(chart, exhibit)}. {exhibit.subtitle}. {' / '.join(lines)}".rstrip(" .") + "."


def _labels(chart: NativeChart, series: NativeSeries, shown: Sequence[int], *, named: bool, font: Look, position: str | None) -> Look:
    """Labels beside the values that are shown: the number itself, or its words where they say more than the number."""
    custom: list[Look | None] = []
    for i, (value, label) in enumerate(zip(series.values, series.labels, strict=True)):
        if value is None or i not in shown or not (label or named):
            custom.append({"delete": True})
        elif named:
            words = series.name if series.is_target or not label else f"{series.name}: {label}"
            custom.append({"value": _drawn_text(words), "font": font})
        elif label != format_bare(value, chart.unit, chart.decimals):
            custom.append({"value": _drawn_text(label), "font": font})
        else:
            custom.append(None)
    if all(each == {"delete": True} for each in custom):
        return {}
    labels: Look = {"value": True, "num_format": signed_format(chart.unit, chart.decimals), "font": font, "custom": custom}
    return {"data_labels": labels | ({"position": position} if position else {})}


def _fill(colour: str, *, is_example: bool) -> Look:
    if is_example:
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#ffffff"}
        return {"pattern": pattern, "border": {"color": colour, "width": 0.75}}
    return {"fill": {"color": colour}, "border": {"none": True}}


def _label_room(chart: NativeChart, place: Place) -> tuple[float, float]:
    """How many pixels the longest label of a column takes, and how many there are for it."""
    longest = max((len(label) for series in chart.series for label in series.labels), default=0)
    return longest * LABEL_PX, (place.width - AXIS_ROOM_PX) / max(1, len(chart.categories) * len(chart.series))


def _is_told_whole(chart: NativeChart, place: Place) -> bool:
    """Whether each bar bears its figure, so that the scale need not."""
    widest, room = _label_room(chart, place)
    has_labels = all(label for s in chart.series if not s.is_target for v, label in zip(s.values, s.labels, strict=True) if v is not None)
    return has_labels and (chart.kind == "bar" or (chart.kind == "column" and widest <= room))


def _bar_series(chart: NativeChart, series: NativeSeries, place: Place) -> Look:
    if series.is_target:
        return {"fill": {"none": True}, "border": {"color": INK, "width": 1.5, "dash_type": "dash"}}
    usual = max(series.colours, key=series.colours.count) if series.colours else INK
    points = [None if colour == usual else _fill(colour, is_example=chart.is_example) for colour in series.colours]
    known = [i for i, value in enumerate(series.values) if value is not None]
    widest, room = _label_room(chart, place)
    if chart.kind == "column" and widest > room and known:
        greatest = max(known, key=lambda i: series.values[i] or 0)
        known = [known[-1]] if widest * 1.5 > abs(known[-1] - greatest) * room else sorted({greatest, known[-1]})
    shown = _labels(chart, series, known, named=False, font=SMALL_FONT if chart.title else FONT_OF, position="outside_end")
    return _fill(usual, is_example=chart.is_example) | ({"points": points} if any(points) else {}) | shown


def _is_named_at_end(chart: NativeChart) -> bool:
    """Whether each line can bear its own name: short, and the ends far enough apart."""
    lasts = sorted(next((v for v in reversed(s.values) if v is not None), chart.least) for s in chart.series)
    span = chart.greatest - chart.least
    apart = all(b - a >= LEAST_APART * span for a, b in pairwise(lasts))
    return len(chart.series) > 1 and apart and all(len(s.name) <= LONGEST_NAME for s in chart.series)


def _line_series(chart: NativeChart, series: NativeSeries, *, named: bool) -> Look:
    colour = series.colours[0] if series.colours else INK
    last = max((i for i, value in enumerate(series.values) if value is not None), default=-1)
    labelled = [i for i, label in enumerate(series.labels) if label]
    dash = "square_dot" if series.is_target else "dash" if chart.is_example else "solid"
    line: Look = {"color": colour, "width": LINE_WIDTH, "dash_type": dash} if series.has_line else {"none": True}
    size = 5 if len(chart.categories) <= 2 * MONTHS_PER_YEAR else 3
    marker: Look = {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": colour}}
    if series.is_target or (len(chart.categories) > 2 * MONTHS_PER_YEAR and series.has_line):
        marker = {"type": "none"}
    shown = [last] if named else labelled
    return {"line": line, "marker": marker} | _labels(
        chart, series, shown, named=named, font=FONT_OF | {"bold": True}, position="right" if named else "above"
    )


def _labels_apart(chart: NativeChart, place: Place) -> int:
    """How many categories further the next label on the axis stands: each where they fit on two lines, else by whole years of months."""
    room, count = place.width - AXIS_ROOM_PX, len(chart.categories)
    word = max((len(word) for category in chart.categories for word in category.split()), default=0)
    if chart.kind == "bar" or count * (word * LABEL_PX + AXIS_GAP_PX) <= room:
        return 1
    whole = max(len(category) for category in chart.categories) * LABEL_PX + AXIS_GAP_PX
    every = math.ceil(count * whole / room)
    return math.ceil(every / MONTHS_PER_YEAR) * MONTHS_PER_YEAR if count > 2 * MONTHS_PER_YEAR else every


def _axes(drawn: Any, chart: NativeChart, place: Place, *, all_labelled: bool) -> None:
    """The axes: bars from the top down, the unit named, text never on its side, a scale that small multiples share."""
    is_small = bool(chart.title)
    unit = UNIT_WORDS.get(chart.unit, chart.unit)
    every = _labels_apart(chart, place)
    categories: Look = {
        "num_font": (SMALL_FONT if is_small else FONT_OF) | ({} if every > 1 else {"rotation": 0}), "line": {"color": INK, "width": 1},
        "major_tick_mark": "none", "minor_tick_mark": "none", "label_position": "low",
    }  # fmt: skip
    if every > 1:
        categories |= {"interval_unit": every}
    decimals = chart.decimals if chart.greatest < MOST_TOLD else 0
    values: Look = {
        "num_font": AXIS_FONT | {"rotation": 0}, "num_format": signed_format(chart.unit, decimals),
        "line": {"none": True}, "major_tick_mark": "none", "minor_tick_mark": "none",
        "major_gridlines": {"visible": not all_labelled, "line": {"color": RULE, "width": 0.75}},
    }  # fmt: skip
    if all_labelled:
        values |= {"label_position": "none"}
    if chart.least >= 0:
        values |= {"min": 0}
    if is_small:
        step = _nice((chart.greatest - chart.least) * ROOM / STEPS)
        below, above = (math.ceil(end * ROOM / step) * step for end in (-chart.least, chart.greatest))
        values |= {"min": 0.0 - below, "max": above, "major_unit": step}
    if unit and (not is_small or chart.kind == "bar"):
        values |= {"name": _drawn_text(unit), "name_font": AXIS_FONT | {"rotation": 0}}
        if chart.kind != "bar":
            values |= {"name_layout": {"x": 0.012, "y": 0.13}}
    if chart.kind == "bar":
        drawn.set_y_axis(categories | {"reverse": True})
        drawn.set_x_axis(values | {"label_position": values.get("label_position", "high")})
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)


def _draw(book: Book, chart: NativeChart, exhibit: Exhibit, place: Place, *, cells: Columns, name: str, is_told_whole: bool) -> Any:
    drawn = book.workbook.add_chart({"type": chart.kind, "name": name})
    named = chart.kind == "line" and _is_named_at_end(chart)
    looks = [_line_series(chart, s, named=named) if chart.kind == "line" else _bar_series(chart, s, place) for s in chart.series]
    for i, column in enumerate(cells.columns):
        look: Mapping[str, Any] = looks[i] if i < len(looks) else {}
        heading: object = [cells.sheet, cells.head_row, column]
        if chart.title and i < len(looks):
            heading = _drawn_text(chart.series[i].name) or heading
        plain: Look = {"name": heading, "categories": cells.of(0), "values": cells.of(column)}
        if chart.kind != "line":
            plain |= {"gap": 45, "overlap": 0 if len(chart.series) > 1 else -1} if i == 0 else {}
        drawn.add_series(plain | dict(look))
    size: Look = FONT_OF | {"bold": True, "size": 11 if chart.title else 13}
    layout: Look = {"layout": {"x": 0.012, "y": 0.02}} if chart.kind != "column" or not chart.title else {}
    drawn.set_title({"name": _drawn_text(_title(chart, exhibit)), "name_font": size, "overlay": False} | layout)
    if len(chart.series) > 1 and not named:
        drawn.set_legend({"position": "bottom", "font": FONT_OF})
    else:
        drawn.set_legend({"none": True})
    if chart.kind == "line":
        right = 0.66 if named else 0.86
        bottom = 0.57 if _labels_apart(chart, place) > 1 or (len(chart.series) > 1 and not named) else 0.66
        drawn.set_plotarea({"layout": {"x": 0.09, "y": 0.22, "width": right, "height": bottom}})
    _axes(drawn, chart, place, all_labelled=is_told_whole)
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": "#ffffff"}})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": place.width, "height": place.height})
    return drawn


def write_charts(
    book: Book, sheet: Any, exhibit: Exhibit, *, row: int, column: int, numbers_row: int, name: str, width: int = FULL_PX
) -> int:
    """Draws the charts of an exhibit and writes their numbers; gives the last row of those.

    Args:
        row, column: of the cell at which the charts begin.
        numbers_row: of the heads of the first table of numbers; further tables come below it.
        name: of the table of numbers.
        width: of all charts together, in pixels.
    """
    where = places(exhibit.charts, width=width)
    told_whole = all(_is_told_whole(chart, place) for chart, place in zip(exhibit.charts, where, strict=True))
    last = numbers_row
    for group in groups_of(exhibit.charts):
        charts = [exhibit.charts[i] for i in group]
        columns = write_numbers(book, sheet, charts, last, name=name, about=f"De getallen van de grafiek: {exhibit.title}")
        last = columns[0].last_row + 2
        for i, cells in zip(group, columns, strict=True):
            chart, place = exhibit.charts[i], where[i]
            drawn = _draw(book, chart, exhibit, place, cells=cells, name=f"{name} {i + 1}", is_told_whole=told_whole)
            told = one_line(told_in_words(chart, exhibit))
            options = {"description": told, "object_position": 2, "x_offset": place.left, "y_offset": place.top}
            sheet.insert_chart(row, column, drawn, options)
    return last - 2
