"""Example data over HTTP: every file, answer and search result of it bears the word; without examples there are none of these."""

import csv
import io
import zipfile

import pytest

from tests.exports.opened_pdf import bare, opened, words
from tests.server_process import Server
from tests.web.callback_bodies import page_body, table_body
from views.examples import find_view, shown_examples
from warehouse.snapshot import Snapshot

HOURS = "wijk_werken_uren-voorbeelddata"


def test_every_file_of_examples_is_named_so(example_server: Server, example_snapshot: Snapshot) -> None:
    views = shown_examples(example_snapshot)
    assert len(views) >= 8
    for view in views:
        answer = example_server.ask(f"/download/{view.id}.csv")
        assert answer.status == 200
        assert f"{view.anchor}-" in answer.headers["Content-Disposition"]
        assert "-voorbeelddata-" in answer.headers["Content-Disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert {row["is_demo"] for row in rows} == {"ja"}


def test_the_rows_of_a_real_download_hold_no_example(example_server: Server, server: Server) -> None:
    for view in ("deelfiets_ontleningen", "deelwagen_km_per_wagen", "wijk_werken_uren", "kernindicatoren"):
        rows, without = (list(csv.DictReader(io.StringIO(each.ask(f"/download/{view}.csv").text))) for each in (example_server, server))
        assert {row["is_demo"] for row in rows} <= {"nee"}
        assert [row | {"code": ""} for row in rows] == [row | {"code": ""} for row in without]


def test_the_first_line_for_excel_is_the_warning(example_server: Server) -> None:
    lines = example_server.ask(f"/download/{HOURS}.csv?voor=excel").body.decode("utf-8-sig").splitlines()
    assert "Voorbeelddata: door Peil gemaakt" in lines[0]
    assert lines[1].startswith("indicator;label;nis;")
    assert any(line.startswith("Let op;") for line in lines)
    status = [row["status"] for row in csv.DictReader(io.StringIO("\n".join(lines[1:]).partition("\n\n")[0]), delimiter=";")]
    assert set(status) == {"voorbeelddata", "neemt niet deel", "niet getoond (privacy)", "onbekend"}
    real = example_server.ask("/download/energiescans.csv?voor=excel").body.decode("utf-8-sig")
    assert real.startswith("indicator;label;nis;")
    assert "oorbeeld" not in real


@pytest.mark.parametrize("view", [HOURS, "deelfiets_ontleningen-voorbeelddata"])
def test_a_picture_of_examples_is_named_so(example_server: Server, example_snapshot: Snapshot, view: str) -> None:
    answer = example_server.ask(f"/download/{view}.png?schaal=1")
    assert answer.status == 200, answer.text
    assert answer.headers["Content-Type"] == "image/png"
    assert f'filename="peil-{view.replace("_", "-")}-{example_snapshot.id}.png"' in answer.headers["Content-Disposition"]


def _office(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "docx", "pdf"])
@pytest.mark.parametrize("view", [HOURS, "deelfiets_ontleningen-voorbeelddata", "secap_acties_per_sector-voorbeelddata"])
def test_a_document_of_examples_says_so(example_server: Server, example_snapshot: Snapshot, view: str, kind: str) -> None:
    if find_view(view, example_snapshot) is None:
        view = shown_examples(example_snapshot)[-1].id
    answer = example_server.ask(f"/download/{view}.{kind}")
    assert answer.status == 200, answer.text
    assert "-voorbeelddata-" in answer.headers["Content-Disposition"]
    told = words(opened(answer.body)) if kind == "pdf" else _office(answer.body)
    assert told.count("Voorbeelddata") >= 2
    assert bare("dit zijn geen gepubliceerde cijfers") in bare(told)
    if kind == "pptx":
        assert "pattFill" in told or "prstDash" in told


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "docx", "pdf"])
def test_a_pack_with_examples_says_so_on_its_cover_and_one_without_does_not(example_server: Server, kind: str) -> None:
    for views, says in ((f"energiescans,{HOURS}", True), ("energiescans", False)):
        answer = example_server.ask(f"/bundel.{kind}?views={views}")
        assert answer.status == 200, answer.text
        told = words(opened(answer.body)) if kind == "pdf" else _office(answer.body)
        assert (bare("Bevat voorbeelddata") in bare(told)) is says


def test_the_figures_interface_tells_an_example_from_a_figure(
    example_server: Server, server: Server, snapshot: Snapshot, example_snapshot: Snapshot
) -> None:
    example = example_server.ask(f"/api/v1/figures/RIV:wijk_werken_uren/duffel/2024@{example_snapshot.id}").json
    assert example["is_demo"] is True
    assert example["title"].startswith("Voorbeelddata: ")
    assert example["passports"][0][0][0] == "Let op"
    assert server.ask(f"/api/v1/figures/RIV:energiescans/lier/2024@{snapshot.id}").json["is_demo"] is False


def test_the_search_index_calls_them_so(example_server: Server, server: Server) -> None:
    found = [item for item in example_server.ask("/zoekindex.json").json["items"] if item["href"].endswith("-voorbeelddata")]
    assert len(found) >= 8
    assert all(item["kind"].startswith("Voorbeelddata, ") for item in found)
    assert "oorbeelddata" not in server.ask("/zoekindex.json").text


@pytest.mark.parametrize("extension", ["csv", "png", "svg", "xlsx", "pptx", "docx", "pdf"])
def test_without_examples_there_is_no_such_file(server: Server, extension: str) -> None:
    answer = server.ask(f"/download/{HOURS}.{extension}")
    assert answer.status == 404
    assert "weergave" in answer.json["error"]


def test_a_table_of_examples_opens_on_its_page(example_server: Server, server: Server) -> None:
    body = table_body(HOURS)
    answer = example_server.call_back(body)
    assert answer.status == 200, answer.text
    assert "Voorbeelddata: Gewerkte uren in wijk-werken" in answer.text
    assert server.call_back(body).status == 404


def test_the_page_of_a_theme_has_its_examples_last(example_server: Server) -> None:
    page = example_server.call_back(page_body({"path": "/wijk-werken", "search": ""})).text
    section = page.index("Voorbeelddata: wacht op levering")
    assert page.index("Projecten en afspraken over wijk-werken") < page.index("Wat de bronnen niet in cijfers geven") < section
