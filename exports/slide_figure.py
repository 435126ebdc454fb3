"""One view on slides: its charts, its map with a table, or its list, with all that must travel with it."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.slide import Slide
from pptx.util import Emu, Pt

from charts.native import NativeChart, NativeSeries
from exports.contents import DASH_WORDS, Numbered
from exports.exhibit import Exhibit, Grid
from exports.slide_chart import AIR, LEFT_SHARE, add_chart, scale_of, scale_words, title_lines
from exports.slide_page import MOST_MARK_LINES, Page, Words, finish_page, start_page
from exports.slide_series import Canvas
from exports.slide_shapes import text_box
from exports.slide_style import Style
from exports.slide_table import CONTINUED, Piece, SlideTable, TableCell, add_table, pieces_of
from exports.slide_text import LEAST_SIZE, Paragraph, Run, clean, fill, text_width

GUTTER, ROW_GUTTER = 22.0, 10.0
LEAST_PITCH, MORE_LEAST, BAR_PITCH, MORE_PITCH, ROOMY = 17.0, 13.0, 40.0, 26.0, 24.0
MANY_CHARTS, FEW_MARK_LINES = 6, 3
LONG_TITLE, FURTHER = 45, 36.0
SHAPE = 1.6
LARGER, SIZES = 14.0, ((3, 16.0), (10, 14.0))
LEAST_STAGE, LEAST_PANEL, LEAST_PLOT = 190.0, 100.0, 45.0
PICTURE_SHARE, LEAST_PICTURE = 0.62, 0.4
EMPTY = "Voor deze keuze zijn er geen cijfers."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float


def _has_figures(chart: NativeChart) -> bool:
    return any(value is not None for series in chart.series if not series.is_target for value in series.values)


def _plot(charts: Sequence[NativeChart], columns: int, width: float, height: float) -> tuple[float, float]:
    """The width of each chart in so many columns, and the height of its plot, in points."""
    rows = math.ceil(len(charts) / columns)
    across = (width - GUTTER * (columns - 1)) / columns
    lines = max(title_lines(chart, width=across, size=LEAST_SIZE) for chart in charts)
    return across, (height - ROW_GUTTER * (rows - 1)) / rows - (lines + 3) * LEAST_SIZE * 1.25


def _columns(charts: Sequence[NativeChart], width: float, height: float) -> int:
    """Beside how many others a chart stands: so that each is as large and as well shaped as it can be."""
    count = len(charts)
    if charts[0].kind == "bar":
        return max(min(count, int((width + GUTTER) / (LEAST_STAGE + GUTTER))), 1)

    def quality(columns: int) -> tuple[float, int]:
        across, plot = _plot(charts, columns, width, height)
        return round(min(across / SHAPE, plot)), -(math.ceil(count / columns) * columns - count)

    return max(range(1, count + 1), key=quality)


def _size(charts: Sequence[NativeChart], width: float) -> float:
    """How large the words in a chart are: larger where there is room, to be read from afar."""
    if len(charts) > 1:
        return LEAST_SIZE
    chart = charts[0]
    most = len(chart.categories) * max(len(chart.series), 1)
    if chart.kind != "bar":
        return LARGER
    fitting = next((size for limit, size in SIZES if most <= limit), LEAST_SIZE)
    longest = max(text_width(clean(name), fitting) for name in chart.categories)
    return fitting if longest < width * LEFT_SHARE - AIR else LEAST_SIZE


def _part(chart: NativeChart, start: int, end: int) -> NativeChart:
    def cut(series: NativeSeries) -> NativeSeries:
        return replace(
            series, values=series.values[start:end], labels=series.labels[start:end], colours=series.colours[start:end]
        )  # fmt: skip

    return replace(chart, categories=chart.categories[start:end], series=tuple(map(cut, chart.series)))


def _in_pages(charts: Sequence[NativeChart], width: float, height: float) -> list[list[NativeChart]]:
    """The charts, on more than one slide where they could not be read on one; many bars in parts."""
    if charts[0].kind != "bar":
        for pages in range(1, len(charts)):
            size = math.ceil(len(charts) / pages)
            across, plot = _plot(charts[:size], _columns(charts[:size], width, height), width, height)
            if size == 1 or (across >= LEAST_PANEL and plot >= LEAST_PLOT):
                return [list(charts[i : i + size]) for i in range(0, len(charts), size)]
        return [[chart] for chart in charts]
    each = max(len(chart.series) for chart in charts) or 1
    fitting = max(int((height - 20 * (len(charts) > 1)) / (LEAST_PITCH + (each - 1) * MORE_LEAST)), 1)
    count = max(len(chart.categories) for chart in charts)
    parts = math.ceil(count / fitting)
    size = math.ceil(count / parts)
    return [[_part(chart, i * size, (i + 1) * size) for chart in charts] for i in range(parts)]


def _height(chart: NativeChart, room: float, *, has_title: bool) -> float:
    """How high a chart is: bars stay slim where there are few."""
    if chart.kind != "bar":
        return room
    pitch = (
        BAR_PITCH + MORE_PITCH * max(len(chart.series) - 1, 0) + (ROOMY if len(chart.categories) * len(chart.series) <= SIZES[0][0] else 0)
    )
    return min(room, len(chart.categories) * pitch + (20 if has_title else 4))


def _draw_word(page: Page, chart: NativeChart, room: _Room, style: Style) -> None:
    """A chart without figures: its name and the word for why."""
    ink, second = style.palette.ink, style.palette.second
    texts = [
        Run(text=clean(chart.title), size=LEAST_SIZE, is_bold=True, colour=ink),
        Run(text=clean(chart.word), size=LEAST_SIZE, colour=second),
    ]
    paragraphs = [Paragraph(runs=(run,)) for run in texts if run.text]
    text_box(page.slide, (room.left, room.top, room.width, min(room.height, 48)), paragraphs, name="Zonder cijfer")


def draw_charts(
    style: Style, page: Page, charts: Sequence[NativeChart], summary: str, *, among: Sequence[NativeChart], has_own_scales: bool = False
) -> None:
    """Puts charts on a page, beside and below each other.

    Args:
        among: all charts of the view, those on other pages included: they share a scale.
        has_own_scales: whether each has a scale of its own instead.
    """
    columns, size = _columns(charts, page.width, page.height), _size(among, page.width)
    lines = math.ceil(len(charts) / columns)
    across = (page.width - GUTTER * (columns - 1)) / columns
    down = (page.height - ROW_GUTTER * (lines - 1)) / lines
    is_one_of_many = len(among) > 1
    shared = scale_of(among, across, size, is_told=not is_one_of_many)
    height = max((_height(chart, down, has_title=is_one_of_many) for chart in charts if chart.series), default=down)
    titles = max(title_lines(chart, width=across, size=size) for chart in charts)
    for i, chart in enumerate(charts):
        row, column = divmod(i, columns)
        room = _Room(left=page.left + column * (across + GUTTER), top=page.top + row * (height + ROW_GUTTER), width=across, height=height)
        if not _has_figures(chart):
            _draw_word(page, replace(chart, word=chart.word or EMPTY), room, style)
            continue
        canvas = Canvas(
            width=room.width, height=room.height, scale=scale_of([chart], across, size, is_told=False) if has_own_scales else shared,
            palette=style.palette, is_one_of_many=is_one_of_many, pitch=across, size=size, title_lines=titles, has_grid=not has_own_scales,
        )  # fmt: skip
        name = f"Grafiek {i + 1}" if is_one_of_many else "Grafiek"
        add_chart(page.slide, chart, (room.left, room.top, room.width, room.height), canvas=canvas, name=name, summary=summary)


def slide_table(grid: Grid) -> SlideTable:
    """A table for people as it stands on a slide."""
    rows = (tuple(TableCell(text=cell.text, is_number=cell.is_number) for cell in row) for row in grid.rows)
    return SlideTable(head=grid.head, rows=tuple(rows))


def _rest(words: Words) -> Words:
    """What stands around the slides on which something goes on."""
    return replace(words, title=f"{clean(words.title)} {CONTINUED}", marks=())


def _tables(style: Style, page: Page, pieces: Sequence[Piece], words: Words, summary: str) -> list[Page]:
    """The parts of a table, the first on this slide and each other on one of its own."""
    pages = [page, *(start_page(style, _rest(words)) for _ in pieces[1:])]
    for each, piece in zip(pages, pieces, strict=True):
        add_table(each.slide, piece, left=each.left, top=each.top, palette=style.palette, name="Tabel", summary=summary)
    return pages


def _draw_table(style: Style, page: Page, words: Words, exhibit: Exhibit) -> list[Page]:
    """The list, on as many slides as it takes."""
    following = page.height + page.marks_height - (FURTHER if len(page.words.title) > LONG_TITLE else 0)
    pieces = pieces_of(slide_table(exhibit.table), width=page.width, first=page.height, following=following)
    return _tables(style, page, pieces, words, exhibit.summary)


def _draw_picture(style: Style, page: Page, picture: bytes, words: Words, exhibit: Exhibit) -> list[Page]:
    """The map with its table beside it, or on the next slide where it does not fit there."""
    shape = page.slide.shapes.add_picture(io.BytesIO(picture), Pt(page.left), Pt(page.top))
    table = slide_table(exhibit.table)
    beside = pieces_of(table, width=page.width * (1 - LEAST_PICTURE) - GUTTER, first=page.height, following=page.height)
    fits = len(beside) == 1
    room = max(page.width - beside[0].across - GUTTER, page.width * LEAST_PICTURE) if fits else page.width
    share = min(Pt(room) / shape.width, Pt(page.height) / shape.height)
    shape.width, shape.height = Emu(round(shape.width * share)), Emu(round(shape.height * share))
    properties: Any = next(shape._element.iter("{*}cNvPr"))
    properties.set("name", "Afbeelding")
    properties.set("descr", clean(exhibit.summary))
    if fits:
        left = page.left + page.width - beside[0].across
        add_table(page.slide, beside[0], left=left, top=page.top, palette=style.palette, name="Tabel", summary=clean(exhibit.summary))
        return [page]
    following = start_page(style, _rest(words))
    pieces = pieces_of(table, width=following.width, first=following.height, following=following.height)
    return [page, *_tables(style, following, pieces, _rest(words), exhibit.summary)]


def notes_lines(exhibit: Exhibit) -> list[tuple[str, str]]:
    """Everything that travels with a view: definitions, notes, link, code and snapshot, each once."""
    told = {text for _, text in exhibit.notes}
    lines = [(f"Definitie van {label}", text) for label, text in exhibit.terms if text not in told]
    lines += exhibit.notes
    whole = " ".join(text for _, text in exhibit.notes)
    lines += [("Kanttekening", mark) for mark in exhibit.marks if mark not in whole]
    lines += [("Link", exhibit.address), ("Code", exhibit.code)]
    if ("Stand", exhibit.snapshot) not in exhibit.notes:
        lines.append(("Stand", exhibit.snapshot))
    return lines


def add_notes(slide: Slide, lines: Sequence[tuple[str, str]]) -> None:
    """Puts labelled texts on the notes page of a slide."""
    notes = slide.notes_slide
    frame = notes.notes_text_frame
    if frame is None:
        return
    paragraphs = [Paragraph(runs=(Run(text=f"{clean(label)}: ", is_bold=True), Run(text=clean(text))), above=3) for label, text in lines]
    fill(frame._txBody, paragraphs, notes.part)


def add_exhibit(style: Style, exhibit: Exhibit, *, picture: bytes | None, name: str = "") -> list[Slide]:
    """The slides of one view; the first has its notes.

    Args:
        picture: its picture as PNG, for a view without charts.
        name: what it is called in a pack, as `Figuur 3`.
    """
    drawn = exhibit.charts if any(map(_has_figures, exhibit.charts)) else ()
    words = Words(
        title=exhibit.title, subtitle=exhibit.subtitle, marks=exhibit.marks, source=exhibit.source_line,
        code=f"{name} · {exhibit.code}" if name else f"Code: {exhibit.code}", address=exhibit.address,
        is_example=exhibit.is_example, most_mark_lines=FEW_MARK_LINES if len(drawn) > MANY_CHARTS or not drawn else MOST_MARK_LINES,
    )  # fmt: skip
    if drawn and len(drawn) > 1:
        scale = scale_of(drawn, style.across, LEAST_SIZE, is_told=False)
        words = replace(words, marks=(*words.marks, scale_words([c for c in drawn if c.series], scale)))
    elif not drawn and Numbered(exhibit=exhibit, figure=0, table=0).has_dash:
        words = replace(words, marks=(DASH_WORDS, *words.marks))
    page = start_page(style, words)
    pages = [page]
    if drawn:
        parts = _in_pages(drawn, page.width, page.height)
        pages += [start_page(style, _rest(words)) for _ in parts[1:]]
        for each, part in zip(pages, parts, strict=True):
            draw_charts(style, each, part, exhibit.summary, among=drawn)
    elif exhibit.is_empty:
        run = Run(text=EMPTY, size=20, colour=style.palette.ink)
        text_box(page.slide, (page.left, page.top + 24, page.width, 60), [Paragraph(runs=(run,))], name="Geen cijfers")
    elif picture is not None:
        pages = _draw_picture(style, page, picture, words, exhibit)
    else:
        pages = _draw_table(style, page, words, exhibit)
    for each in pages:
        finish_page(style, each)
    add_notes(page.slide, notes_lines(exhibit))
    return [each.slide for each in pages]
