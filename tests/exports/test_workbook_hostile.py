"""Text that someone could have put in a delivery: a workbook holds it as text and nothing in it runs."""

import html
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.exhibit import Exhibit, Grid, GridCell, Records
from exports.workbook import pack_workbook, view_workbook
from exports.workbook_cells import LONGEST_TEXT, one_line, safe_text, unique
from tests.exports.opened_workbook import opened, parts, texts
from tests.exports.workbook_cases import pack_of, real_exhibit
from warehouse.snapshot import Snapshot

pytestmark = pytest.mark.filterwarnings("error")
HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "\r=1+1", "\0=1+1", "=cmd|'/c calc'!A1", "Blad1!A1", "=Blad1!$A$1",
    '=HYPERLINK("http://127.0.0.1:9/x";"klik")', '=WEBSERVICE("http://127.0.0.1:9/x")', "<b>&amp; & \"'", "a\x01b\x0bc\x1fd\ufffee",
    "_x0041_", "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe", "w" * 400, "Lang verhaal. " * 400, "[x]:*?/\\'", "&G&P&D &Gent", "History",
    "x" * 40_000,
    "internal:'Uitleg'!A1", "http://127.0.0.1/<script>", "", " ",
]  # fmt: skip


def _hostile(made: Exhibit, text: str) -> Exhibit:
    """The view with this text everywhere that text can be."""
    chart = made.charts[0]
    count = len(chart.categories)
    series = replace(chart.series[0], name=text, labels=(text,) * count)
    cells = (
        GridCell(text=text),
        GridCell(text=f"5 {text}", value=5.0, number_format="#,##0", is_number=True),
        GridCell(text=text, is_number=True),
    )
    value = made.records.columns.index("value_text")
    rows = tuple((*row[:value], text, *row[value + 1 :]) for row in made.records.rows)
    return replace(
        made, title=text, subtitle=text, summary=text, source_line=text, code=text, address=text, marks=(text,), notes=((text, text),),
        caveats=((text, text),), conflicts=(text,), terms=((text, text),),
        charts=(replace(chart, categories=(text,) * count, series=(series, series), unit=text, title=text, word=text),) * 2,
        table=Grid(caption=text, head=(text, text, text), rows=(cells, cells)), records=Records(columns=made.records.columns, rows=rows),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_every_place(text: str, snapshot: Snapshot) -> None:
    made = _hostile(real_exhibit("comparison", snapshot), text)
    for content in (view_workbook(made), pack_workbook(replace(pack_of((made, made)), title=text, scope=text))):
        book = opened(content)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert len(cells) > 50
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert [t for sheet in book for t in texts(sheet) if t.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))] == []
        assert all(len(name) <= 31 for name in book.sheetnames)
        sheets = parts(content, r"xl/worksheets/sheet\d+\.xml")
        assert sheets
        assert [name for name, xml in sheets.items() if "<f>" in xml or "<f " in xml] == []
        charts = " ".join(parts(content, r"xl/charts/chart\d+\.xml").values())
        references = re.findall("<c:f>([^<]*)!", charts)
        assert len(references) > 5
        assert {html.unescape(name).strip("'").replace("''", "'") for name in references} <= set(book.sheetnames)
        if text and not text.isspace() and len(text) < LONGEST_TEXT:
            assert safe_text(text) in {c.value for c in cells}


def test_a_link_is_made_of_a_web_address_only(snapshot: Snapshot) -> None:
    made = real_exhibit("comparison", snapshot)
    for address in ("javascript:alert(1)", "file:///etc/passwd", "internal:Tabel!A1", "http://x/\n=1", "\\\\server\\share"):
        front = opened(view_workbook(replace(made, address=address)))["Uitleg"]
        assert [c.hyperlink.target for row in front.iter_rows() for c in row if c.hyperlink and c.hyperlink.target] == []


def test_a_long_note_is_told_whole_over_several_rows(snapshot: Snapshot) -> None:
    long = " ".join(f"woord{i}" for i in range(900))
    assert len(long) > 5_000
    front = opened(view_workbook(replace(real_exhibit("comparison", snapshot), notes=(("Lang", long), ("Na", "slot")))))["Uitleg"]
    start = next(row[0].row for row in front.iter_rows() if row[0].value == "Lang")
    end = next(row[0].row for row in front.iter_rows() if row[0].value == "Na")
    assert end - start > 3
    assert " ".join(front.cell(row, 2).value for row in range(start, end)) == long
    assert all((front.row_dimensions[row].height or 0) < 409 for row in range(start, end))


@given(st.text())
def test_safe_text_never_starts_a_formula_and_fits_in_a_workbook(text: str) -> None:
    for told in (safe_text(text), one_line(text)):
        assert told[:1] not in {"=", "+", "-", "@", "\t", "\r", "\0"}
        told.encode("utf-8")
        assert not any(ord(char) < 32 and char not in "\t\n\r" for char in told)


@given(st.lists(st.text(max_size=300), max_size=8))
def test_heads_are_one_of_a_kind(heads: list[str]) -> None:
    told = unique(heads)
    assert len({head.casefold() for head in told}) == len(told) == len(heads)
    assert all(0 < len(head) <= 255 for head in told)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_runs_nothing(snapshot: Snapshot, tmp_path: Path) -> None:
    texts_that_run = ["=1+1", "@SUM(1;1)", "\0=1+1", '=WEBSERVICE("http://127.0.0.1:9/x")', "=cmd|'/c calc'!A1"]
    made = _hostile(real_exhibit("comparison", snapshot), "=1+1")
    rows = tuple((GridCell(text=text), GridCell(text=text), GridCell(text=text)) for text in texts_that_run)
    (tmp_path / "x.xlsx").write_bytes(view_workbook(replace(made, table=replace(made.table, rows=rows))))
    office = f"-env:UserInstallation=file://{tmp_path}/office"
    export = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", "--headless", office, "--convert-to", export, "--outdir", str(tmp_path), str(tmp_path / "x.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("x-*.csv")}
    assert set(told) == {"x-Uitleg", "x-Grafiek", "x-Tabel", "x-Gegevens"}
    lines = told["x-Tabel"].splitlines()[5:]
    assert [line.split(";")[0].strip('"').replace('""', '"') for line in lines] == [
        "'=1+1", "'@SUM(1", "'=1+1", "'=WEBSERVICE(\"http://127.0.0.1:9/x\")", "'=cmd|'/c calc'!A1",
    ]  # fmt: skip
    assert told["x-Uitleg"].count("'=1+1") > 3
    assert "WEBSERVICE" not in told["x-Uitleg"]
