"""Packs, yearbooks and briefings over HTTP: the right files, made again the same, and clear refusals."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pikepdf
import pytest
from docx import Document
from pptx import Presentation

from exports.image import find_browser
from tests.server_process import Server, serving
from views.registry import all_views
from warehouse.snapshot import Snapshot

NEEDS_BROWSER = pytest.mark.skipif(find_browser() is None, reason="geen Chromium; installeer met: apt-get install chromium")
VIEWS = "energiescans,bevolking,supra_aandeel_met_werken,cijfers_energie"
KINDS = ("pptx", "docx", "pdf", "xlsx")
TITLE = "Raad van bestuur: één & twee"


def _slides(content: bytes) -> str:
    slides = Presentation(io.BytesIO(content)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def _paragraphs(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def _cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _title(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 4
        return str(pdf.docinfo["/Title"])


READ: dict[str, Callable[[bytes], str]] = {"pptx": _slides, "docx": _paragraphs, "xlsx": _cells, "pdf": _title}


def pack(server: Server, kind: str, query: str = f"views={VIEWS}&titel={quote(TITLE)}&datum=2026-12-15") -> bytes:
    answer = server.ask(f"/bundel.{kind}?{query}")
    assert answer.status == 200, answer.text
    assert 'filename="peil-bundel-' in answer.headers["Content-Disposition"]
    assert len(answer.headers.get_all("Content-Disposition") or []) == 1
    return answer.body


@NEEDS_BROWSER
@pytest.mark.parametrize("kind", KINDS)
def test_a_pack_opens_and_says_for_whom_and_from_which_figures(server: Server, snapshot: Snapshot, kind: str) -> None:
    content = pack(server, kind)
    told = READ[kind](content)
    assert TITLE in told
    if kind != "pdf":
        assert snapshot.id in told
        assert "15 december 2026" in told
        assert f"RIV:energiescans/regio/2018..2024@{snapshot.id}" in told
    assert pack(server, kind, f"views={VIEWS}&titel={quote(TITLE)}&datum=2026-12-15&stand={snapshot.id}") == content


@NEEDS_BROWSER
def test_the_zip_holds_the_four_files(server: Server) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(server, "zip", "views=energiescans"))) as archive:
        assert sorted(name.rpartition(".")[2] for name in archive.namelist()) == sorted(KINDS)
        assert archive.testzip() is None


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bundel.pptx", 400, "Kies minstens één weergave"),
        ("/bundel.exe?views=energiescans", 404, "bestaat niet"),
        ("/bundel.pptx?views=bestaatniet", 404, "bestaatniet"),
        ("/bundel.pptx?views=../../etc/passwd", 404, "bestaat niet"),
        ("/bundel.pptx?views=energiescans&gemeente=parijs", 400, "parijs"),
        ("/bundel.pptx?views=energiescans&datum=morgen", 400, "morgen"),
        ("/bundel.pptx?views=energiescans&nadruk=parijs", 400, "parijs"),
        ("/bundel.pptx?views=energiescans&stand=ffffffffffff", 404, "ffffffffffff"),
        ("/bundel.pptx?views=energiescans&titel=" + "x" * 121, 400, "120 tekens"),
        ("/bundel.pptx?views=energiescans&titel=a%00b", 400, "titel"),
        ("/jaarverslag.pptx", 400, "Noem het jaar"),
        ("/jaarverslag.pptx?jaar=1950", 404, "1950"),
        ("/jaarverslag.zip?jaar=2024", 404, "bestaat niet"),
        ("/gemeente/parijs/briefing.pdf", 404, "bestaat niet"),
        ("/gemeente/lier/briefing.xlsx", 404, "bestaat niet"),
        ("/download/energiescans.gif", 404, "bestaat niet"),
        ("/download/bestaatniet.pptx", 404, "bestaat niet"),
    ],
)
def test_what_cannot_be_is_refused_in_dutch(server: Server, address: str, status: int, words: str) -> None:
    answer = server.ask(address)
    assert (answer.status, words in answer.json["error"], answer.trace) == (status, True, [])


def test_without_a_browser_what_needs_one_says_which_command_helps_and_the_rest_works(data_dir: Path, tmp_path: Path) -> None:
    with serving(data_dir, tmp_path, changes={"PATH": str(tmp_path)}) as server:
        for kind in ("png", "svg", "docx", "pdf"):
            answer = server.ask(f"/download/energiescans.{kind}")
            assert (answer.status, "apt-get install chromium" in answer.json["error"], answer.trace) == (503, True, [])
        for kind in ("csv", "xlsx", "pptx"):
            assert server.ask(f"/download/energiescans.{kind}").status == 200
        assert server.ask("/download/supra_aandeel_met_werken.pptx").status == 200
        assert server.ask("/bundel.pptx?views=energiescans,supra_aandeel_met_werken").status == 200
        assert server.ask("/bundel.pdf?views=energiescans").status == 503


def test_an_own_template_that_cannot_be_read_is_named(data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_dir / "warehouse", folder / "warehouse")
    (folder / "templates").mkdir()
    (folder / "templates" / "huis.pptx").write_bytes(b"geen presentatie")
    (folder / "templates" / "huisstijl.toml").write_text("accent = 'blauw'\n", encoding="utf-8")
    with serving(folder, tmp_path) as server:
        answer = server.ask("/download/energiescans.xlsx")
        assert (answer.status, "huisstijl.toml" in answer.json["error"]) == (503, True)
        (folder / "templates" / "huisstijl.toml").unlink()
        answer = server.ask("/download/energiescans.pptx")
        assert (answer.status, "huis.pptx" in answer.json["error"], answer.trace) == (503, True, [])
        assert server.ask("/download/energiescans.xlsx").status == 200


def test_more_than_sixty_views_are_too_many(server: Server) -> None:
    ids = [view.id for view in all_views().values()][:61]
    answer = server.ask(f"/bundel.pptx?views={','.join(ids)}")
    assert answer.status == 400
    assert "hoogstens 60 weergaven; u koos er 61" in answer.json["error"]


@pytest.mark.parametrize("title", ["=1+1", "-40%", "@SOM(A1)", "+32 15", "../../a", 'a"b; filename=x', "\u202egnp.exe"])
def test_a_title_runs_nothing_and_names_no_other_file(server: Server, title: str) -> None:
    answer = server.ask(f"/bundel.xlsx?views=energiescans&titel={quote(title)}")
    if not title.isprintable():
        assert answer.status == 400
        return
    assert answer.status == 200
    name = answer.headers["Content-Disposition"].partition("filename=")[2]
    assert set(name.strip('"')) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@NEEDS_BROWSER
@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx"])
def test_a_briefing_is_a_file_per_municipality(server: Server, snapshot: Snapshot, kind: str) -> None:
    answer = server.ask(f"/gemeente/lier/briefing.{kind}")
    assert answer.status == 200
    assert f'filename="peil-briefing-lier-{snapshot.id}.{kind}"' in answer.headers["Content-Disposition"]
    if kind != "pdf":
        assert "268 scans in 2018–2024, het hoogste van de zes gemeenten met cijfers." in READ[kind](answer.body)


def test_a_yearbook_holds_every_theme_with_figures_of_that_year(server: Server, snapshot: Snapshot) -> None:
    answer = server.ask("/jaarverslag.xlsx?jaar=2024")
    assert answer.status == 200
    told = _cells(answer.body)
    assert "Rivierenland in 2024" in told
    assert f"/jaarverslag.xlsx?jaar=2024&stand={snapshot.id}" in told
    within = "period_start >= '2024-01-01' and period_end <= '2024-12-31'"
    rows = snapshot.rows(f"select distinct indicator_id from observation where value is not null and {within}")
    assert len(rows) > 20
    assert [row["indicator_id"] for row in rows if f"\n{row['indicator_id']}\n" not in f"\n{told}\n"] == []


def test_the_page_keeps_the_choice_in_its_address(server: Server) -> None:
    answer = server.ask(
        "/bundel?views=bevolking&kies=energiescans&kies=bevolking&titel=Raad&gemeente=lier&gemeente=duffel&van=2019&bijwerken=1"
    )
    assert (answer.status, answer.headers["Location"]) == (
        303, "/bundel?views=bevolking,energiescans&titel=Raad&gemeente=lier,duffel&van=2019",
    )  # fmt: skip
    page = server.ask(answer.headers["Location"]).text
    assert page.index("Bevolking op 1 januari</a>") < page.index("Uitgevoerde energiescans</a>")
    assert 'href="/bundel?views=energiescans,bevolking&amp;titel=Raad' in page
    assert "/bundel.pptx?views=bevolking,energiescans" in page


@pytest.mark.parametrize("query", ["views=bestaatniet", "views=%3Cscript%3E"])
def test_the_page_refuses_a_view_that_does_not_exist(server: Server, query: str) -> None:
    assert server.ask(f"/bundel?{query}").status == 404


@pytest.mark.parametrize("query", ["", "titel=%3Cscript%3Ealert(1)%3C/script%3E", "datum=morgen", "gemeente=parijs", "van=2024&tot=2019"])
def test_the_page_bears_any_other_value(server: Server, query: str) -> None:
    answer = server.ask(f"/bundel?{query}")
    assert answer.status == 200
    assert "<script>alert" not in answer.text
