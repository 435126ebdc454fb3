"""PDFs, opened with a reader of their structure: what they say, and what a screen reader needs of them."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Pdf

from exports.contents import AUTHOR, clean
from exports.exhibit import Exhibit, HouseStyle
from exports.glyphs import BREAK, breakable, drawable, signs
from exports.image import find_browser
from exports.paper import PaperError, pack_pdf, view_pdf
from exports.service import DrawJob, ExportService
from tests.exports.opened_pdf import attributes, bare, kinds, links, nodes, opened, words
from tests.exports.paper_exhibits import EXAMPLE_MARK, FORMS, HOSTILE, drawing, drawings, example, hostile, pack_of, real_exhibits
from warehouse.snapshot import Snapshot

DAY = date(2026, 11, 30)
PLAIN = HouseStyle()


def assert_framed(pdf: Pdf, *, title: str) -> None:
    """What PDF/UA-1 asks of a whole file, and what its own maker may have forgotten."""
    root = pdf.Root
    assert pdf.check_pdf_syntax() == []
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl-BE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.docinfo["/Title"] == title
    assert pdf.docinfo["/Author"] == "Peil, Rivierenland in cijfers"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    assert {page.get("/Tabs") for page in pdf.pages} == {pikepdf.Name.S}
    tree = list(nodes(root["/StructTreeRoot"]))
    assert tree
    assert [n for n in tree if n["/S"] == "/Figure" and not str(n.get("/Alt", ""))] == []


def assert_accessible(pdf: Pdf, *, title: str) -> None:
    """The same, with its tables, headings and type."""
    assert_framed(pdf, title=title)
    tree = list(nodes(pdf.Root["/StructTreeRoot"]))
    tables = [n for n in tree if n["/S"] == "/Table"]
    for table in tables:
        heads = [n for n in nodes(table) if n["/S"] == "/TH"]
        assert heads
        assert {attributes(n).get("/Scope") for n in heads} == {"/Column"}
    levels = [int(kind[2:]) for kind in kinds(pdf) if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    fonts = {font.objgen: font for page in pdf.pages for font in page.get("/Resources", Dictionary()).get("/Font", Dictionary()).values()}
    assert fonts
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "Inter" in str(descriptor["/FontName"])
        assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


@pytest.fixture(scope="module")
def real(snapshot: Snapshot) -> dict[str, Exhibit]:
    """One real view of each form."""
    return real_exhibits(snapshot)


@pytest.mark.parametrize("name", FORMS)
def test_a_view_says_all_that_its_exhibit_says_and_reads_aloud(name: str, real: dict[str, Exhibit]) -> None:
    exhibit = real[name]
    pdf = opened(view_pdf(exhibit, style=PLAIN, pictures=drawings(real), day=DAY))
    assert_accessible(pdf, title=exhibit.title)
    said = words(pdf)
    assert len(said) > 100
    wanted = [
        exhibit.title, exhibit.subtitle, *exhibit.marks, exhibit.source_line, f"Code: {exhibit.code} · Bekijk deze cijfers in Peil",
        *(text for _, text in exhibit.notes),
    ]  # fmt: skip
    assert [text for text in wanted if bare(text) not in said] == []
    rows = [exhibit.table.head, *([cell.text for cell in row] for row in exhibit.table.rows)] if not exhibit.is_empty else []
    assert [row for row in rows if bare("".join(row)) not in said] == []
    figures = [str(n["/Alt"]) for n in nodes(pdf.Root["/StructTreeRoot"]) if n["/S"] == "/Figure"]
    assert figures == ([exhibit.summary] if exhibit.picture else [])
    assert kinds(pdf).count("/Table") == (not exhibit.is_empty)
    assert kinds(pdf).count("/TR") == len(rows)
    assert (bare(f"Figuur 1. {exhibit.title}") in said) is bool(exhibit.picture)
    assert links(pdf) == [exhibit.address]


def test_a_view_without_its_drawing_shows_its_table_alone(real: dict[str, Exhibit]) -> None:
    found = kinds(opened(view_pdf(real["energiescans"], style=PLAIN, pictures={})))
    assert "/Table" in found
    assert "/Figure" not in found


def test_a_table_wider_than_any_page_lies_on_its_side_in_parts_with_all_its_cells() -> None:
    exhibit = example()
    pdf = opened(view_pdf(exhibit, style=PLAIN, pictures={}))
    assert_accessible(pdf, title=exhibit.title)
    tables = kinds(pdf).count("/Table")
    assert tables > 1
    lying = [page for page in pdf.pages if page.mediabox[2] > page.mediabox[3]]
    assert lying
    cells = sum(kind == "/TD" for kind in kinds(pdf))
    assert cells == sum(len(row) for row in exhibit.table.rows) + 2 * (tables - 1)
    said = words(pdf)
    assert [c.text for row in exhibit.table.rows for c in row if bare(c.text) not in said] == []
    assert bare(f"Tabel 1. Kilometers (deel {tables} van {tables})") in said
    edges = [float(page.mediabox[2]) for page in pdf.pages]
    assert all(right < edge for right, edge in zip(right_edges(pdf), edges, strict=True))


def right_edges(pdf: Pdf) -> list[float]:
    """How far to the right the boxes of the tables on each page reach, in points."""
    found: dict[Any, float] = dict.fromkeys((page.objgen for page in pdf.pages), 0.0)
    for node in nodes(pdf.Root["/StructTreeRoot"]):
        for each in node.get("/A", Array([])):
            if "/BBox" in each and "/Pg" in node:
                found[node["/Pg"].objgen] = max(found[node["/Pg"].objgen], float(each["/BBox"][2]))
    return list(found.values())


def test_example_data_say_so_beside_picture_and_in_every_table() -> None:
    pdf = opened(view_pdf(example(), style=PLAIN, pictures={"proef": drawing(760, 300)}))
    said = words(pdf)
    assert bare(EXAMPLE_MARK) in said
    tables = kinds(pdf).count("/Table")
    assert len(re.findall(r"Voorbeelddata(?=Gebied)", said)) >= tables
    assert said.index("Voorbeelddata") < said.index("Figuur1")


def test_a_pack_holds_cover_contents_views_and_appendix(real: dict[str, Exhibit]) -> None:
    pack = pack_of(*real.values(), example(3))
    pdf = opened(pack_pdf(pack, pictures=drawings(real) | {"proef": drawing(760, 300)}, day=DAY))
    assert_accessible(pdf, title=pack.title)
    said = words(pdf)
    wanted = [
        "Vergadering van 15 december 2026", "Cijfers van 30 november 2026, stand eeee", "Bevat voorbeelddata", pack.scope, pack.title,
        *pack.sources, *pack.conflicts,
        *(f"{label}. {text}" for label, text in (*pack.terms, *pack.caveats)),
        *(f"{e.title}. Code: {e.code}" for e in pack.exhibits if not e.is_empty),
    ]  # fmt: skip
    assert [text for text in wanted if bare(text) not in said] == []
    assert kinds(pdf).count("/TOC") >= 1
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [*(e.title for e in pack.exhibits), "Bijlage"]
    assert f"Pagina2van{len(pdf.pages)}" in said
    assert "Pagina1van" not in said
    assert pack.address in links(pdf)
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261130")


def test_without_a_day_the_file_bears_none_and_the_same_view_gives_the_same_bytes() -> None:
    first = view_pdf(example(3), style=PLAIN, pictures={})
    assert view_pdf(example(3), style=PLAIN, pictures={}) == first
    assert "/CreationDate" not in opened(first).docinfo
    assert b"2026" not in re.sub(rb"stream.*?endstream", b"", first, flags=re.S)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_break_a_pdf_or_become_markup(text: str) -> None:
    exhibit = hostile(text)
    pdf = opened(view_pdf(exhibit, style=PLAIN, pictures={"proef": drawing(760, 300)}))
    assert_accessible(pdf, title=clean(text).strip() or AUTHOR)
    said = re.sub(r"Peil,RivierenlandincijfersPagina\d+van\d+", "", words(pdf))
    assert said.count(bare(text)) >= 8
    assert all(right <= page.mediabox[2] for right, page in zip(right_edges(pdf), pdf.pages, strict=True))
    packed = opened(pack_pdf(replace(pack_of(exhibit), title=text, scope=text), pictures={}))
    read = re.sub(r"Peil,RivierenlandincijfersPagina\d+van\d+", "", words(packed))
    assert read.count(bare(text)) >= 12


def test_an_address_that_a_program_would_run_is_no_link() -> None:
    assert links(opened(view_pdf(replace(example(3), address="javascript:alert(1)"), style=PLAIN, pictures={}))) == []


def test_a_drawing_that_is_none_is_named() -> None:
    with pytest.raises(PaperError, match="De PDF kan nu niet gemaakt worden"):
        view_pdf(example(3), style=PLAIN, pictures={"proef": b"geen tekening"})


def test_every_sign_that_is_said_to_be_drawable_is_drawn() -> None:
    known = "".join(sorted(c for c in signs() if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"}))
    assert len(known) > 250
    assert {"é", "€", "ş", "–", "→", "■"} <= set(known)
    assert drawable("漢é\u0301") == "■é\u0301" or drawable("漢e\u0301") == "■é"
    pdf = opened(view_pdf(replace(example(3), subtitle=known), style=PLAIN, pictures={}))
    assert bare(known) in words(pdf)


def test_a_long_word_gets_room_to_break_and_a_usual_one_does_not() -> None:
    assert breakable("Sint-Katelijne-Waver 1.234", width=80, size=9) == "Sint-Katelijne-Waver 1.234"
    parted = breakable("x" * 100, width=50, size=9)
    assert BREAK in parted
    assert parted.replace(BREAK, "") == "x" * 100


def test_nothing_is_read_as_markup_because_nothing_but_data_reaches_the_source() -> None:
    source = Path(view_pdf.__code__.co_filename).with_suffix(".typ").read_text(encoding="utf-8")
    assert "sys.inputs.data" in source
    assert "eval(" not in source


@pytest.mark.skipif(find_browser() is None, reason="geen Chromium; installeer met: apt-get install chromium")
def test_a_map_and_bars_as_chromium_draws_them_stand_in_the_pdf(real: dict[str, Exhibit]) -> None:
    service = ExportService()
    service.start()
    try:
        drawn = {}
        for name in ("supra-aandeel-met-werken", "supra-trajecten"):
            picture = real[name].picture
            assert picture is not None
            drawn[name] = service.make(DrawJob(picture=picture, kind="svg"))
    finally:
        service.stop()
    pdf = opened(pack_pdf(pack_of(*(real[name] for name in drawn)), pictures=drawn))
    assert_accessible(pdf, title="Bundel voor het bestuur")
    assert kinds(pdf).count("/Figure") == 2
