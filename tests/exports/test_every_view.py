"""Every view in every kind of file, opened with another program's reader: it says its title, source and code, and holds its numbers."""

import io
import struct
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import pikepdf
import pytest
from docx import Document
from pptx import Presentation

from exports.contents import clean
from exports.exhibit import Exhibit, HouseStyle
from exports.image import find_browser
from exports.making import made
from exports.service import DrawJob, ExportService, FileJob
from tests.exports.opened_pdf import bare, opened, words
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse.snapshot import Snapshot

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_browser() is None, reason="geen Chromium; installeer met: apt-get install chromium"),
]
STYLE = HouseStyle()


@pytest.fixture(scope="module")
def service() -> Iterator[ExportService]:
    running = ExportService()
    running.start()
    yield running
    running.stop()


@pytest.fixture(params=list(all_views()))
def sent(request: pytest.FixtureRequest, snapshot: Snapshot) -> Exhibit:
    return exhibit(all_views()[request.param], Filters(), snapshot, base="http://127.0.0.1:8050")


def test_as_a_workbook(sent: Exhibit) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(sent, kind="xlsx", style=STYLE)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {str(cell.value) for cell in cells}
    assert {sent.title, sent.source_line, sent.code} <= texts
    numbers = {cell.value for cell in cells if cell.data_type == "n"}
    assert {v for row in sent.records.rows for v in row if isinstance(v, float)} <= numbers


def test_as_a_presentation(sent: Exhibit) -> None:
    slides = Presentation(io.BytesIO(made(sent, kind="pptx", style=STYLE))).slides
    texts = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert clean(sent.title) in texts
    assert clean(sent.code) in texts
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    told = [value for chart in charts for plot in chart.plots for series in plot.series for value in series.values if value is not None]
    wanted = [value for chart in sent.charts for series in chart.series for value in series.values if value is not None]
    assert sorted(told) == pytest.approx(sorted(wanted))
    assert sent.is_empty or charts or [shape for slide in slides for shape in slide.shapes if shape.has_table]


def test_as_a_document(service: ExportService, sent: Exhibit) -> None:
    document = Document(io.BytesIO(service.make(FileJob(subject=sent, kind="docx", style=STYLE))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert clean(sent.title) in texts
    assert clean(sent.source_line) in texts
    assert clean(sent.code) in "\n".join(texts)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {clean(cell.text) for row in sent.table.rows for cell in row} <= cells
    assert len(document.inline_shapes) == (sent.picture is not None)


def test_as_a_pdf(service: ExportService, sent: Exhibit) -> None:
    pdf = opened(service.make(FileJob(subject=sent, kind="pdf", style=STYLE)))
    said = words(pdf)
    assert isinstance(pdf, pikepdf.Pdf)
    assert pdf.Root["/Lang"] == "nl-BE"
    assert [text for text in (sent.title, sent.source_line, sent.code) if bare(text) not in said] == []
    assert [cell.text for row in sent.table.rows for cell in row if bare(cell.text) not in said] == []


def test_as_a_picture(service: ExportService, sent: Exhibit) -> None:
    if sent.picture is None:
        pytest.skip("een lijst of een lege weergave heeft geen grafiek")
    root = ElementTree.fromstring(service.make(DrawJob(picture=sent.picture, kind="svg")))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    png = service.make(DrawJob(picture=sent.picture, kind="png"))
    assert struct.unpack(">II", png[16:24]) == (2 * sent.picture.width, 2 * sent.picture.height)
