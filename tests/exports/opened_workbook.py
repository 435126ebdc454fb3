"""A workbook as an independent reader finds it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSeries:
    """A series of a chart: where its name and numbers stand, and what the file says of each point."""

    name: str
    values: str
    custom_labels: dict[int, str]
    colours: dict[int, str]
    colour: str
    is_hatched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnChart:
    """A chart of the file."""

    kind: str
    title: str
    series: list[DrawnSeries]
    scale: tuple[float | None, float | None]
    is_reversed: bool
    blanks: str
    language: str
    axis_names: list[str]


def opened(content: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(content))


def parts(content: bytes, pattern: str) -> dict[str, str]:
    """The XML parts whose name matches, in the order of their numbers."""
    with ZipFile(io.BytesIO(content)) as file:
        names = [name for name in file.namelist() if re.fullmatch(pattern, name)]
        return {n: file.read(n).decode() for n in sorted(names, key=lambda n: int("".join(filter(str.isdigit, n)) or 0))}


def table_rows(sheet: Any, name: str) -> list[list[Any]]:
    """The values of a named table, its heads first."""
    left, top, right, bottom = range_boundaries(sheet.tables[name].ref)
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)]


def referred(book: Any, reference: str) -> list[Any]:
    """The values of the cells that a chart refers to."""
    sheet, cells = reference.rsplit("!", 1)
    found = book[sheet.strip("'").replace("''", "'")][cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def _texts(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{TEXT}t")) if element is not None else ""


def _fill(properties: Any) -> tuple[str, bool]:
    pattern = properties.find(f"{TEXT}pattFill") if properties is not None else None
    line = properties.find(f"{TEXT}ln") if properties is not None else None
    solid = properties.find(f"{TEXT}solidFill") if properties is not None else None
    home = next((each for each in (pattern, solid, line) if each is not None), None)
    colour = next(home.iter(f"{TEXT}srgbClr"), None) if home is not None else None
    return (f"#{colour.get('val').lower()}" if colour is not None else ""), pattern is not None


def _series(element: Any) -> DrawnSeries:
    name = element.find(f"{CHART}tx")
    colour, is_hatched = _fill(element.find(f"{CHART}spPr"))
    points = {int(p.find(f"{CHART}idx").get("val")): _fill(p.find(f"{CHART}spPr"))[0] for p in element.iter(f"{CHART}dPt")}
    labels = {int(d.find(f"{CHART}idx").get("val")): _texts(d) for d in element.iter(f"{CHART}dLbl")}
    return DrawnSeries(
        name=next((f.text or "" for f in name.iter(f"{CHART}f")), "") or next((v.text or "" for v in name.iter(f"{CHART}v")), ""),
        values=element.find(f"{CHART}val").find(f".//{CHART}f").text,
        custom_labels=labels, colours=points, colour=colour, is_hatched=is_hatched,
    )  # fmt: skip


def drawn_charts(content: bytes) -> list[DrawnChart]:
    """The charts of the file, in their order."""
    charts = []
    for xml in parts(content, r"xl/charts/chart\d+\.xml").values():
        root: Any = ElementTree.fromstring(xml)
        plot = root.find(f".//{CHART}plotArea")
        kind = next(child.tag.removeprefix(CHART) for child in plot if child.tag.endswith("Chart"))
        direction = root.find(f".//{CHART}barDir")
        scaling = root.find(f".//{CHART}valAx/{CHART}scaling")
        least, greatest = (scaling.find(f"{CHART}{end}") for end in ("min", "max"))
        axes = [axis for tag in ("catAx", "valAx") for axis in plot.iter(f"{CHART}{tag}")]
        charts.append(
            DrawnChart(
                kind="line" if kind == "lineChart" else "bar" if direction.get("val") == "bar" else "column",
                title=_texts(root.find(f"{CHART}chart/{CHART}title")),
                series=[_series(s) for s in plot.iter(f"{CHART}ser")],
                scale=(
                    float(least.get("val")) if least is not None else None,
                    float(greatest.get("val")) if greatest is not None else None,
                ),
                is_reversed=root.find(f".//{CHART}catAx/{CHART}scaling/{CHART}orientation").get("val") == "maxMin",
                blanks=root.find(f".//{CHART}dispBlanksAs").get("val") if root.find(f".//{CHART}dispBlanksAs") is not None else "gap",
                language=root.find(f"{CHART}lang").get("val"),
                axis_names=[_texts(axis.find(f"{CHART}title")) for axis in axes],
            )
        )
    return charts


def descriptions(content: bytes) -> list[str]:
    """What the file says of each chart for who cannot see it."""
    found = []
    for xml in parts(content, r"xl/drawings/drawing\d+\.xml").values():
        found += [p.get("descr", "") for p in ElementTree.fromstring(xml).iter(f"{DRAWING}cNvPr")]
    return found


def texts(sheet: Any) -> Iterator[str]:
    """Every text on a sheet."""
    for row in sheet.iter_rows():
        yield from (cell.value for cell in row if isinstance(cell.value, str))
