"""A PowerPoint read back from its zip archive, without the library that wrote it."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree
from openpyxl import load_workbook

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Element = etree._Element


@dataclass
class Series:
    """Name, values by place and number format of a series, as the chart and as its workbook hold them."""

    name: str
    categories: list[str]
    values: dict[int, float]
    office: str
    has_line: bool
    in_workbook: list[float | None]


@dataclass
class Chart:
    """A native chart."""

    xml: bytes
    series: list[Series]
    sheet: str


@dataclass
class Shape:
    """A shape: its name, alt text, words, table and place in points."""

    name: str
    kind: str
    alt: str
    text: str
    rows: list[list[str]] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    chart: Chart | None = None


@dataclass
class Slide:
    """A slide: its shapes in reading order, its notes, and its XML."""

    shapes: list[Shape]
    notes: str
    xml: bytes

    @property
    def title(self) -> str:
        """The words of the title placeholder."""
        return next(shape.text for shape in self.shapes if shape.kind in ("title", "ctrTitle"))

    @property
    def text(self) -> str:
        """All words on it."""
        cells = [cell for shape in self.shapes for row in shape.rows for cell in row]
        return "\n".join([*(shape.text for shape in self.shapes), *cells])

    @property
    def charts(self) -> list[Chart]:
        """Its native charts."""
        return [shape.chart for shape in self.shapes if shape.chart]


@dataclass
class Deck:
    """A PowerPoint: its slides in order, its size in points, and its files."""

    slides: list[Slide]
    width: float
    height: float
    files: dict[str, bytes]


def _related(files: dict[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    rels = files.get(f"{folder}/_rels/{name}.rels")
    if rels is None:
        return {}
    return {
        str(rel.get("Id")): (str(rel.get("Type")), posixpath.normpath(posixpath.join(folder, str(rel.get("Target")))).lstrip("/"))
        for rel in etree.fromstring(rels)
        if rel.get("TargetMode") != "External"
    }


def _words(element: Element) -> str:
    return "\n".join("".join(str(t.text or "") for t in p.iter(f"{A}t")) for p in element.iter(f"{A}p"))


def _chart(files: dict[str, bytes], part: str) -> Chart:
    root = etree.fromstring(files[part])
    workbook = next(target for kind, target in _related(files, part).values() if kind.endswith("/package"))
    book = load_workbook(io.BytesIO(files[workbook]))
    sheet = book.worksheets[0]
    series = []
    for column, ser in enumerate(root.iter(f"{C}ser"), start=2):
        cache = ser.find(f"{C}val/{C}numRef/{C}numCache")
        assert cache is not None
        values = {int(str(pt.get("idx"))): float(pt.findtext(f"{C}v") or "nan") for pt in cache.iter(f"{C}pt")}
        names = [pt.findtext(f"{C}v") or "" for pt in ser.iterfind(f"{C}cat/{C}strRef/{C}strCache/{C}pt")]
        line = ser.find(f"{C}spPr/{A}ln")
        rows = [sheet.cell(row=i + 2, column=column) for i in range(len(names))]
        assert {cell.number_format for cell in rows if cell.value is not None} <= {cache.findtext(f"{C}formatCode")}
        series.append(
            Series(
                name=ser.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or "", categories=names, values=values,
                office=cache.findtext(f"{C}formatCode") or "", has_line=line is not None and line.find(f"{A}noFill") is None,
                in_workbook=[cell.value for cell in rows],  # type: ignore[misc]
            )
        )  # fmt: skip
        assert [str(sheet.cell(row=i + 2, column=1).value or "") for i in range(len(names))] == names
    return Chart(xml=files[part], series=series, sheet=str(sheet.title))


def _shape(element: Element, files: dict[str, bytes], related: dict[str, tuple[str, str]]) -> Shape:
    about = next(element.iter(f"{P}cNvPr"))
    holder = next(element.iter(f"{P}ph"), None)
    chart = next(element.iter(f"{C}chart"), None)
    kind = str(holder.get("type") or "body") if holder is not None else etree.QName(element).localname
    rows = [[_words(cell) for cell in row.iter(f"{A}tc")] for row in element.iter(f"{A}tr")]
    off, ext = next(element.iter(f"{A}off"), None), next(element.iter(f"{A}ext"), None)
    box = None
    if off is not None and ext is not None and ext.get("cx"):
        left, top = (int(str(off.get(k))) / 12700 for k in "xy")
        box = (left, top, left + int(str(ext.get("cx"))) / 12700, top + int(str(ext.get("cy"))) / 12700)
    return Shape(
        name=str(about.get("name")), kind=kind, alt=str(about.get("descr") or ""), text="" if rows else _words(element), rows=rows, box=box,
        chart=_chart(files, related[str(chart.get(f"{R}id"))][1]) if chart is not None else None,
    )  # fmt: skip


def read(packed: bytes) -> Deck:
    """The presentation as it stands in the file."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    main = "ppt/presentation.xml"
    root, related = etree.fromstring(files[main]), _related(files, main)
    slides = []
    for listed in root.iter(f"{P}sldId"):
        part = related[str(listed.get(f"{R}id"))][1]
        own = _related(files, part)
        tree = next(etree.fromstring(files[part]).iter(f"{P}spTree"))
        shapes = [_shape(e, files, own) for e in tree if etree.QName(e).localname in ("sp", "pic", "graphicFrame")]
        notes = next((target for kind, target in own.values() if kind.endswith("/notesSlide")), None)
        slides.append(Slide(shapes=shapes, notes=_words(etree.fromstring(files[notes])) if notes else "", xml=files[part]))
    size = next(root.iter(f"{P}sldSz"))
    return Deck(slides=slides, width=int(str(size.get("cx"))) / 12700, height=int(str(size.get("cy"))) / 12700, files=files)


def languages(deck: Deck) -> set[str]:
    """Every language that a text of slide, notes, chart, layout or master says it is in; `none` where a run says nothing."""
    found = set()
    for name, content in deck.files.items():
        if re.match(r"ppt/(slides|notesSlides|charts|slideLayouts|slideMasters|notesMasters)/[^/]+\.xml", name):
            root = etree.fromstring(content)
            found |= {str(look.get("lang") or "none") for look in root.iter(f"{A}rPr", f"{A}endParaRPr")}
            found |= {"none" for run in root.iter(f"{A}r") if run.find(f"{A}rPr") is None}
    return found
