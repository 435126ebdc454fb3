"""Native, editable charts on a slide: lines, horizontal bars and columns with their numbers embedded."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.parts.chart import ChartPart
from pptx.slide import Slide
from xlsxwriter import Workbook

from catalogue.formatting import office_format
from charts.native import NativeChart
from exports.contents import AUTHOR, LANGUAGE
from exports.slide_axes import TITLE_SHARE, are_ends_told, category_axis, ends_of, plot_place, skip_of, value_axis
from exports.slide_beside import bar_labels, column_labels, label_width, last_of, line_labels
from exports.slide_labels import Scale, axis_format, even_scale, in_words
from exports.slide_master import Box
from exports.slide_series import SHEET, Canvas, rich_xml, series_xml, text_xml
from exports.slide_shapes import add_frame
from exports.slide_style import EARLIEST, still
from exports.slide_text import NAMESPACES, clean, text_width, wrapped

AIR, LEGEND_LINES, TITLE_LINE, TICK_LINES, HEAD_LINES = 8.0, 2.0, 1.3, 1.7, 1.35
LEFT_SHARE, RIGHT_SHARE = 0.42, 0.36
WIDE_LABEL = 190.0
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def title_lines(chart: NativeChart, *, width: float, size: float) -> int:
    """How many lines the title of a chart takes."""
    title = clean(chart.title)
    return len(wrapped(title, width=width * TITLE_SHARE, size=size, is_bold=True)) if title else 0


def _title(chart: NativeChart, canvas: Canvas) -> tuple[str, float]:
    """The title of a chart among others, and the room that it takes."""
    if not clean(chart.title):
        return '<c:autoTitleDeleted val="1"/>', 0.0
    lines = wrapped(clean(chart.title), width=canvas.width * TITLE_SHARE, size=canvas.size, is_bold=True)
    place = '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/></c:manualLayout></c:layout>'
    words = rich_xml("\n".join(lines), size=canvas.size, colour=canvas.palette.ink, is_bold=True)
    return f'<c:title>{words}{place}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>', max(
        len(lines), canvas.title_lines
    ) * TITLE_LINE * canvas.size + 4


def _bar_plot(chart: NativeChart, canvas: Canvas, scale: Scale, top: float) -> str:
    left = min(max(text_width(clean(name), canvas.size) for name in chart.categories) + AIR, canvas.width * LEFT_SHARE)
    labels = bar_labels(chart, "outEnd")
    pitch = (canvas.height - top) / max(len(chart.categories), 1)
    canvas = replace(canvas, pitch=pitch)
    rows = "".join(series_xml(chart, i, labels[i], canvas) for i in range(len(chart.series)))
    layout = plot_place(left, top, 0, 2, width=canvas.width, height=canvas.height)
    gap = 45 if len(chart.series) == 1 else 55
    axes = category_axis(chart, skip=1, is_reversed=True, canvas=canvas) + value_axis(
        scale, office=office_format(chart.unit, chart.decimals), is_hidden=True, has_grid=False, is_between=True, is_bar=True, canvas=canvas
    )  # fmt: skip
    return (
        f'{layout}<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{rows}<c:gapWidth val="{gap}"/>'
        f'<c:overlap val="0"/><c:axId val="111"/><c:axId val="222"/></c:barChart>{axes}'
    )


def bar_scale(charts: Sequence[NativeChart], width: float, size: float) -> Scale:
    """The scale of horizontal bars: it ends where the longest label still fits beside its bar."""
    low = min([0.0, *(chart.least for chart in charts)])
    high = max([0.0, *(chart.greatest for chart in charts)]) or 1.0
    top = high
    left = max(min(max(text_width(clean(n), size) for n in chart.categories) + AIR, width * LEFT_SHARE) for chart in charts)
    room = width - left
    for chart in charts:
        for series, row in zip(chart.series, bar_labels(chart, "outEnd"), strict=True):
            for value, label in zip(series.values, row, strict=True):
                needed = min(label_width(label, series.name, ": ", size) + AIR, room * 0.8)
                top = max(top, (max(value or 0, 0) - low) * room / (room - needed) + low)
    return Scale(low=low * 1.25, high=top, step=top)


def _upright_plot(chart: NativeChart, canvas: Canvas, top: float) -> str:
    is_line = chart.kind == "line"
    scale, size = canvas.scale, canvas.size
    office = axis_format(scale, chart.unit)
    is_hidden = canvas.is_one_of_many
    beside = [in_words(value, scale, chart.unit).removesuffix(f" {chart.unit}") for value in (scale.low, scale.high)]
    widest = max(text_width(text, size) for text in beside)
    left = 2.0 if is_hidden else widest + AIR
    height = canvas.height - top - (TICK_LINES + HEAD_LINES) * size
    spread = scale.high - scale.low
    ends = [(series.values[last_of(series)] or 0) if last_of(series) >= 0 else 0.0 for series in chart.series]
    labels = line_labels(chart, has_legend=False, ends=ends) if is_line else []
    separator, has_legend, right = ": ", False, AIR
    if is_line:
        widths = [label_width(row[-1], series.name, separator, size) for series, row in zip(chart.series, labels, strict=True)]
        if max(widths, default=0) > WIDE_LABEL:
            separator = "\n"
            widths = [label_width(row[-1], series.name, separator, size) for series, row in zip(chart.series, labels, strict=True)]
        told = sorted(end / spread * height for end, row in zip(ends, labels, strict=True) if row and row[-1])
        apart = size * (2.8 if separator == "\n" else 1.45)
        has_legend = any(b - a < apart for a, b in pairwise(told)) or max(widths, default=0) > canvas.width * RIGHT_SHARE
        if has_legend:
            labels, separator = line_labels(chart, has_legend=True, ends=ends), ": "
            widths = [label_width(row[-1], series.name, separator, size) / 2 for series, row in zip(chart.series, labels, strict=True)]
        right = max(widths, default=0) + AIR
    across = canvas.width - left - right
    half = text_width(clean(chart.categories[0]), size) / 2 + 2
    pitch = across / max(len(chart.categories), 1)
    if not is_line:
        labels = column_labels(chart, pitch, size)
        sticking = [label_width(row[-1], series.name, separator, size) for series, row in zip(chart.series, labels, strict=True) if row]
        right = max(2.0, half - pitch / 2, max(sticking, default=0) / 2 - pitch / 2)
        left = max(left, half - pitch / 2)
    else:
        left, right = max(left, half), max(right, half)
    across = canvas.width - left - right
    canvas = replace(canvas, pitch=across / max(len(chart.categories), 1), has_legend=has_legend, separator=separator)
    is_between = not is_line or len(chart.categories) == 1
    rows = "".join(series_xml(chart, i, labels[i], canvas) for i in range(len(chart.series)))
    skip = skip_of(chart, across, size)
    foot = TICK_LINES * size + (len(ends_of(chart, canvas)) - 1) * size * TITLE_LINE * are_ends_told(skip, canvas)
    layout = plot_place(left, top + (HEAD_LINES + LEGEND_LINES * has_legend) * size, right, foot, width=canvas.width, height=canvas.height)
    axes = category_axis(chart, skip=skip, is_reversed=False, canvas=canvas) + value_axis(
        scale, office=office, is_hidden=is_hidden, has_grid=canvas.has_grid, is_between=is_between, is_bar=False, canvas=canvas
    )
    ids = '<c:axId val="111"/><c:axId val="222"/>'
    if is_line:
        return f'{layout}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{rows}<c:marker val="1"/>{ids}</c:lineChart>{axes}'
    return (
        f'{layout}<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{rows}<c:gapWidth val="30"/>'
        f"{ids}</c:barChart>{axes}"
    )


def chart_xml(chart: NativeChart, canvas: Canvas) -> bytes:
    """The chart as Office keeps it."""
    title, top = _title(chart, canvas)
    plot = _bar_plot(chart, canvas, canvas.scale, top) if chart.kind == "bar" else _upright_plot(chart, canvas, top)
    legend = ""
    if '<c:showSerName val="1"/>' not in plot and len(chart.series) > 1 and chart.kind == "line":
        look = text_xml("c:txPr", size=canvas.size, colour=canvas.palette.ink)
        legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{look}</c:legend>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {CHART} {NAMESPACES}><c:date1904 val="0"/>'
        f'<c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/><c:chart>{title}'
        f"<c:plotArea>{plot}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{text_xml('c:txPr', size=canvas.size, colour=canvas.palette.ink)}</c:chartSpace>"
    ).encode()


def workbook(chart: NativeChart, *, title: str) -> bytes:
    """The numbers of a chart as the workbook that opens on *Gegevens bewerken*; text stays text, a gap stays empty."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": clean(title)[:255], "author": AUTHOR, "created": datetime(*EARLIEST, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(SHEET)
    number = book.add_format({"num_format": office_format(chart.unit, chart.decimals)})
    sheet.set_column(0, 0, 30)
    for i, name in enumerate(chart.categories):
        sheet.write_string(i + 1, 0, clean(name)[:32_767])
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, clean(series.name)[:32_767])
        for i, value in enumerate(series.values):
            if value is not None:
                sheet.write_number(i + 1, column, value, number)
    book.close()
    return still(out.getvalue())


def add_chart(slide: Slide, chart: NativeChart, box: Box, *, canvas: Canvas, name: str, summary: str) -> None:
    """Puts a native chart on a slide.

    Args:
        box: left, top, width and height in points.
        summary: the picture in words.
    """
    package = slide.part.package
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CONTENT_TYPE.DML_CHART, package, chart_xml(chart, canvas))
    part.chart_workbook.update_from_xlsx_blob(workbook(chart, title=chart.title or name))
    key = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    add_frame(slide, f'<c:chart {CHART} r:id="{key}"/>', box, uri=uri, name=name, summary=summary, title=chart.title)


def scale_of(charts: Sequence[NativeChart], width: float, size: float, *, is_told: bool) -> Scale:
    """One scale for charts that stand together, each so wide.

    Args:
        is_told: whether its numbers stand beside it; else it ends at the greatest.
    """
    drawn = [chart for chart in charts if chart.series]
    if drawn[0].kind == "bar":
        return bar_scale(drawn, width, size)
    even = even_scale(drawn)
    if is_told:
        return even
    greatest, least = max(chart.greatest for chart in drawn), min(chart.least for chart in drawn)
    return replace(even, high=greatest if greatest > 0 else even.high, low=least)


def scale_words(charts: Sequence[NativeChart], scale: Scale) -> str:
    """What must be told where several charts share a scale whose numbers do not stand beside it."""
    if charts[0].kind == "bar":
        return "Elke grafiek heeft dezelfde schaal."
    return f"Elke grafiek heeft dezelfde schaal; een hulplijn per {in_words(scale.step, scale, charts[0].unit)}."
