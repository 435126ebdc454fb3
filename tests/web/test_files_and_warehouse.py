"""Each kind of file, opened with another program's reader: every number in it is the warehouse's, and its words are burnt in."""

import csv
import io
from xml.etree import ElementTree

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from catalogue.formatting import format_bare
from catalogue.model import Catalogue
from exports.image import find_browser
from tests.exports.opened_pdf import bare, opened, words
from tests.server_process import Server
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse import queries
from warehouse.snapshot import Snapshot

NEEDS_BROWSER = pytest.mark.skipif(find_browser() is None, reason="geen Chromium; installeer met: apt-get install chromium")
SHOWN = {
    "small_multiples": "energiescans",
    "comparison": "engagementsverklaringen",
    "map": "supra_aandeel_met_werken",
    "evolution": "deelwagen_km_per_wagen",
    "progress": next(view.id for view in all_views().values() if view.form == "progress"),
    "funnel": "supra_trajecten",
}
VIEWS = pytest.mark.parametrize("view", SHOWN.values(), ids=SHOWN)


def known(view: str, snapshot: Snapshot) -> list[float]:
    rows = queries.observations(snapshot, indicators=all_views()[view].indicators)
    found = sorted(row.value for row in rows if row.value is not None)
    assert found
    return found


def written(view: str, snapshot: Snapshot, catalogue: Catalogue) -> set[str]:
    """The values as a person reads them."""
    indicator = catalogue.indicators[all_views()[view].indicators[0]]
    return {format_bare(value, indicator.unit, indicator.decimals) for value in known(view, snapshot)}


def taken(server: Server, view: str, kind: str) -> bytes:
    answer = server.ask(f"/download/{view}.{kind}")
    assert answer.status == 200, answer.text
    return answer.body


@VIEWS
def test_csv_and_workbook_hold_exactly_the_numbers_of_the_warehouse(server: Server, snapshot: Snapshot, view: str) -> None:
    rows = csv.DictReader(io.StringIO(taken(server, view, "csv").decode()))
    assert sorted(float(row["value"]) for row in rows if row["value"]) == pytest.approx(known(view, snapshot))
    sheet = openpyxl.load_workbook(io.BytesIO(taken(server, view, "xlsx")))["Gegevens"]
    (table,) = sheet.tables.values()
    heads, *lines = ([cell.value for cell in row] for row in sheet[table.ref])
    place = heads.index("Waarde")
    assert sorted(line[place] for line in lines if line[place] is not None) == pytest.approx(known(view, snapshot))


@VIEWS
def test_a_slide_holds_no_number_that_the_warehouse_does_not(server: Server, snapshot: Snapshot, catalogue: Catalogue, view: str) -> None:
    slides = Presentation(io.BytesIO(taken(server, view, "pptx"))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    told = [v for chart in charts for plot in chart.plots for series in plot.series for v in series.values if v is not None]
    target = catalogue.indicators[all_views()[view].indicators[0]].target
    extra = {target.value} if target else set()
    assert {round(v, 6) for v in told} <= {round(v, 6) for v in known(view, snapshot)} | extra
    cells = {cell.text for slide in slides for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells}
    assert told or cells & written(view, snapshot, catalogue)


@NEEDS_BROWSER
@VIEWS
def test_a_document_and_a_pdf_hold_every_number_of_the_warehouse(
    server: Server, snapshot: Snapshot, catalogue: Catalogue, view: str
) -> None:
    wanted = written(view, snapshot, catalogue)
    document = Document(io.BytesIO(taken(server, view, "docx")))
    cells = " | ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert {text for text in wanted if text not in cells} == set()
    said = words(opened(taken(server, view, "pdf")))
    assert {text for text in wanted if bare(text) not in said} == set()


@NEEDS_BROWSER
@VIEWS
def test_a_drawing_bears_its_title_source_and_code(server: Server, snapshot: Snapshot, view: str) -> None:
    sent = exhibit(all_views()[view], Filters(), snapshot, base=server.url)
    root = ElementTree.fromstring(taken(server, view, "svg"))
    assert root.tag.endswith("svg")
    told = bare(" ".join("".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")))
    for text in (sent.title, sent.subtitle, sent.source_line, sent.code, *sent.marks):
        assert bare(text) in told
