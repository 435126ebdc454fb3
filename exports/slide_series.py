"""The series of a native chart in Office's own XML: their numbers, their look and what stands beside each value."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from catalogue.formatting import office_format
from charts.native import NativeChart, NativeSeries
from exports.slide_labels import Scale, office_label
from exports.slide_style import Palette
from exports.slide_text import LEAST_SIZE, clean, colour_xml, fill_xml, line_xml, look_xml

SHEET = "Gegevens"
BELGIAN = "[$-813]"
LEVEL_WHERE_IT_FITS = -60_000_000
MOST_MARKERS = 24
LINE_POINTS = 2.5
THIN_POINTS = 6.0
Where = Literal["t", "b", "r", "outEnd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands beside one value.

    Attributes:
        office: the number format in which the value reads so; none where only words do.
        name: whether the series is named too; only the name stands there where there is no text.
    """

    text: str
    office: str | None
    has_name: bool
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """How a chart is drawn: its size in points, its scale and colours.

    Attributes:
        is_one_of_many: whether it is a small chart among others.
        size: of the words in it, in points.
        title_lines: how many lines the longest title among these charts takes.
        pitch: the room of one category along its axis.
        has_legend: whether a legend names the series because their labels would collide.
        separator: between the name of a series and its value.
    """

    width: float
    height: float
    scale: Scale
    palette: Palette
    is_one_of_many: bool
    pitch: float
    size: float = LEAST_SIZE
    title_lines: int = 0
    has_grid: bool = True
    has_legend: bool = False
    separator: str = ": "


def column_letter(number: int) -> str:
    """The letter of a column of a sheet, counted from nought."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_xml(tag: str, *, size: float, colour: str, is_bold: bool = False, wrap: str = "none", turn: int = 0) -> str:
    """The look of text in a chart.

    Args:
        turn: nought is level; `LEVEL_WHERE_IT_FITS` leaves it to the program, which then breaks no word.
    """
    look = look_xml("a:defRPr", size=size, is_bold=is_bold, colour=colour)
    body = f'<a:bodyPr rot="{turn}" vert="horz" wrap="{wrap}" lIns="18000" tIns="9000" rIns="18000" bIns="9000"/>'
    return f"<{tag}>{body}<a:lstStyle/><a:p><a:pPr>{look}</a:pPr>{look_xml('a:endParaRPr')}</a:p></{tag}>"


def rich_xml(text: str, *, size: float, colour: str, is_bold: bool) -> str:
    """Words of our own in a chart."""
    paragraphs = "".join(
        f'<a:p><a:pPr algn="l">{look_xml("a:defRPr", size=size, is_bold=is_bold, colour=colour)}</a:pPr>'
        f"<a:r>{look_xml('a:rPr', size=size, is_bold=is_bold, colour=colour)}<a:t>{escape(clean(line))}</a:t></a:r></a:p>"
        for line in text.split("\n")
    )
    return f'<c:tx><c:rich><a:bodyPr rot="0" vert="horz" wrap="none"/><a:lstStyle/>{paragraphs}</c:rich></c:tx>'


def _shows(*, value: bool, name: bool) -> str:
    shown = {"LegendKey": False, "Val": value, "CatName": False, "SerName": name, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{key} val="{int(flag)}"/>' for key, flag in shown.items())


def format_xml(office: str) -> str:
    """How numbers in a chart are shown: as a Fleming writes them, also where the program would ask the machine."""
    return f'<c:numFmt formatCode="{BELGIAN}{escape(office, {chr(34): "&quot;"})}" sourceLinked="0"/>'


def _label_xml(index: int, label: Label, name: str, canvas: Canvas) -> str:
    ink = canvas.palette.ink
    words = ""
    if label.text and label.office is None:
        words = rich_xml(
            f"{name}{canvas.separator}{label.text}" if label.has_name else label.text, size=canvas.size, colour=ink, is_bold=True
        )
    form = format_xml(label.office) if label.office else ""
    look = text_xml("c:txPr", size=canvas.size, colour=ink, is_bold=True)
    return (
        f'<c:dLbl><c:idx val="{index}"/>{words}{form}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{"" if words else look}'
        f'<c:dLblPos val="{label.where}"/>{_shows(value=bool(label.text), name=label.has_name)}'
        f"<c:separator>{escape(canvas.separator)}</c:separator></c:dLbl>"
    )


def _labels_xml(series: NativeSeries, labels: Sequence[Label | None], canvas: Canvas) -> str:
    """The labels of a series; where every value has one, a value that is added later gets one too."""
    known = [i for i, value in enumerate(series.values) if value is not None]
    formats = Counter(label.office for label in labels if label and label.office and not label.has_name)
    common = formats.most_common(1)[0][0] if formats and all(labels[i] for i in known) else None
    each = "".join(
        _label_xml(i, label, series.name, canvas)
        for i, label in enumerate(labels)
        if label and (common is None or label.has_name or label.office != common)
    )
    where = next((label.where for label in labels if label), "t")
    shared = (
        f"{format_xml(common)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{text_xml("c:txPr", size=canvas.size, colour=canvas.palette.ink, is_bold=True)}<c:dLblPos val="{where}"/>'
        if common
        else ""
    )
    return f"<c:dLbls>{each}{shared}{_shows(value=bool(common), name=False)}</c:dLbls>"


def label_of(chart: NativeChart, series: NativeSeries, index: int, *, has_name: bool, where: Where) -> Label | None:
    """What stands beside a value, or None where nothing does."""
    value = series.values[index]
    text = clean(series.labels[index]) if index < len(series.labels) else ""
    if value is None or not (text or has_name):
        return None
    office = office_label(text, value, unit=chart.unit, decimals=chart.decimals) if text else None
    return Label(text=text, office=office, has_name=has_name, where=where)


def _bar_look(colour: str, *, is_target: bool, is_example: bool, is_thin: bool, palette: Palette) -> str:
    if is_target:
        return f"<c:spPr><a:noFill/>{line_xml(palette.second, 1.25)}</c:spPr>"
    if not is_example:
        return f"<c:spPr>{fill_xml(palette.of(colour))}<a:ln><a:noFill/></a:ln></c:spPr>"
    mixed = colour_xml(palette.accent if is_thin else palette.of(colour))
    paper = colour_xml(palette.light if is_thin else "bg1")
    edge = "<a:ln><a:noFill/></a:ln>" if is_thin else line_xml(palette.of(colour), 0.75)
    pattern = "dkUpDiag" if is_thin else "wdUpDiag"
    return f'<c:spPr><a:pattFill prst="{pattern}"><a:fgClr>{mixed}</a:fgClr><a:bgClr>{paper}</a:bgClr></a:pattFill>{edge}</c:spPr>'


def _marker(size: int, colour: str) -> str:
    if not size:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{fill_xml(colour)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>'


def _is_alone(values: Sequence[float | None], index: int) -> bool:
    around = (*values[max(index - 1, 0) : index], *values[index + 1 : index + 2])
    return all(value is None for value in around)


def _line_look(chart: NativeChart, series: NativeSeries, colour: str) -> str:
    """Line, markers, and the points that stand out: the last, and those without a neighbour."""
    dash = "dash" if series.is_target else "sysDot" if chart.is_example else ""
    stroke = line_xml(colour if series.has_line else "", 1.5 if series.is_target else LINE_POINTS, dash=dash)
    known = [i for i, value in enumerate(series.values) if value is not None]
    size = 0 if series.is_target or len(known) > MOST_MARKERS else 5 if series.has_line else 9
    points = ""
    if not series.is_target:
        large = [i for i in known if i == known[-1] or _is_alone(series.values, i)]
        points = "".join(
            f'<c:dPt><c:idx val="{i}"/>{_marker(9, colour)}<c:bubble3D val="0"/><c:spPr>{stroke}</c:spPr></c:dPt>' for i in large
        )
    return f"<c:spPr>{stroke}</c:spPr>{_marker(size, colour)}{points}"


def _bars_look(chart: NativeChart, series: NativeSeries, canvas: Canvas) -> str:
    known = [colour for colour, value in zip(series.colours, series.values, strict=True) if value is not None]
    base = Counter(known).most_common(1)[0][0] if known else series.colours[0] if series.colours else "#97a6b1"
    is_thin = canvas.pitch / max(len(chart.series), 1) < THIN_POINTS

    def look(colour: str) -> str:
        return _bar_look(colour, is_target=series.is_target, is_example=chart.is_example, is_thin=is_thin, palette=canvas.palette)

    points = "".join(
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look(colour)}</c:dPt>'
        for i, (colour, value) in enumerate(zip(series.colours, series.values, strict=True))
        if value is not None and colour != base
    )
    return f'{look(base)}<c:invertIfNegative val="0"/>{points}'


def series_xml(chart: NativeChart, number: int, labels: Sequence[Label | None], canvas: Canvas) -> str:
    """One series with its numbers, formats, colours and labels."""
    series = chart.series[number]
    count, letter = len(chart.categories), column_letter(number + 1)
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(clean(name))}</c:v></c:pt>' for i, name in enumerate(chart.categories))
    points = "".join(f'<c:pt idx="{i}"><c:v>{value:.15g}</c:v></c:pt>' for i, value in enumerate(series.values) if value is not None)
    office = escape(office_format(chart.unit, chart.decimals))
    colour = canvas.palette.of(series.colours[0]) if series.colours else canvas.palette.accent
    look = _line_look(chart, series, colour) if chart.kind == "line" else _bars_look(chart, series, canvas)
    smooth = '<c:smooth val="0"/>' if chart.kind == "line" else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(clean(series.name))}</c:v></c:pt></c:strCache></c:strRef></c:tx>{look}'
        f"{_labels_xml(series, labels, canvas)}<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${count + 1}</c:f>"
        f'<c:numCache><c:formatCode>{office}</c:formatCode><c:ptCount val="{count}"/>{points}</c:numCache></c:numRef></c:val>'
        f"{smooth}</c:ser>"
    )
