"""The shipped snapshot holds no example data, and then nothing that leaves Peil speaks of any: pages, files, search, interface."""

import json
import re

import pytest

from catalogue.loader import load_catalogue
from pages.routes import FIXED
from tests.server_process import Server
from tests.web.callback_bodies import page_body
from views.files import csv_file, png_figure
from views.filters import Filters
from views.registry import all_views, example_views
from views.render import render
from warehouse import queries
from warehouse.snapshot import Snapshot

WORD = re.compile("voorbeeld(data|cijfer)", re.IGNORECASE)
DENIAL = re.compile(r"[^.\"]*\bgeen voorbeelddata\b[^.\"]*\.")
PICTURES = ("engagementsverklaringen", "deelfiets_ontleningen", "wijk_werken_uren_per_werker")
EVERY = 40


def paths() -> list[str]:
    """Every page that there is, those of all municipalities included."""
    catalogue = load_catalogue()
    themes = [theme.path for theme in catalogue.themes.values()]
    places = [f"/gemeente/{municipality.slug}" for municipality in catalogue.municipalities.values()]
    return [*FIXED, *themes, *places, "/gemeente/duffel?met=lier", "/bestaat/niet"]


def spoken(text: str) -> list[str]:
    """What a text says of example data, apart from that there is none."""
    return [found.group() for found in WORD.finditer(DENIAL.sub("", text))]


@pytest.fixture(scope="module")
def pages(server: Server) -> dict[str, str]:
    """Every page as the server sends it."""
    found = {}
    for path in paths():
        address, _, search = path.partition("?")
        answer = server.call_back(page_body({"path": address, "search": f"?{search}" if search else ""}))
        assert answer.status == 200, path
        found[path] = json.dumps(answer.json, ensure_ascii=False)
    return found


def test_the_shipped_snapshot_has_no_example(snapshot: Snapshot) -> None:
    assert queries.example_figures(snapshot) == 0
    assert queries.source_examples(snapshot) == {}
    assert queries.indicator_figures(snapshot, is_example=True) == {}


def test_the_search_for_the_word_finds_it() -> None:
    assert spoken("Voorbeelddata: uren") == ["Voorbeelddata"]
    assert spoken('"peil-uren-voorbeelddata.png"') == ["voorbeelddata"]
    assert spoken('"Deze stand bevat 3 voorbeeldcijfers; elk is zo gemerkt."') == ["voorbeeldcijfer"]
    assert spoken('"Eerst. Deze stand bevat geen voorbeelddata."') == []


def test_no_page_speaks_of_examples(pages: dict[str, str]) -> None:
    assert len(pages) > 35
    assert {path: spoken(page) for path, page in pages.items() if spoken(page)} == {}
    assert all(len(page) > 500 for page in pages.values())


def test_no_page_drawn_by_the_server_itself_speaks_of_examples(server: Server) -> None:
    answer = server.ask("/aanleveren")
    assert answer.status == 200
    assert spoken(answer.text) == []


def test_no_file_speaks_of_examples(server: Server) -> None:
    found = {}
    for view in all_views():
        answer = server.ask(f"/download/{view}.csv?voor=excel")
        assert answer.status == 200, view
        assert ";ja;RIV:" not in answer.text
        found[view] = spoken(answer.text) + spoken(answer.headers["Content-Disposition"])
    assert len(found) > 100
    assert {view: words for view, words in found.items() if words} == {}


def test_no_picture_and_no_file_for_programs_speaks_of_examples(server: Server, snapshot: Snapshot) -> None:
    rendered = {view.id: render(view, Filters(), snapshot) for view in all_views().values()}
    files = {view: csv_file(card, Filters(), for_excel=False).decode() for view, card in rendered.items()}
    assert [view for view, text in files.items() if spoken(text) or ",ja,RIV:" in text] == []
    figures = {view: png_figure(card, Filters())[0] for view, card in rendered.items()}
    assert len(figures) > 100
    assert [view for view, figure in figures.items() if spoken(json.dumps(figure))] == []
    assert [view for view, figure in figures.items() if '"pattern"' in json.dumps(figure)] == []
    for view in PICTURES:
        answer = server.ask(f"/download/{view}.png?schaal=1")
        assert answer.status == 200
        assert spoken(answer.headers["Content-Disposition"]) == []


def test_no_view_of_examples_can_be_had(server: Server) -> None:
    for view in list(example_views())[::EVERY]:
        for extension in ("csv", "png"):
            assert server.ask(f"/download/{view}.{extension}").status == 404


def test_no_answer_speaks_of_examples(server: Server, pages: dict[str, str]) -> None:
    codes = sorted({code for page in pages.values() for code in re.findall(r'"data-code": "([^"]+)"', page)})
    assert len(codes) > 300
    for code in codes[:: EVERY // 4]:
        answer = server.ask(f"/api/v1/figures/{code}")
        assert answer.json["is_demo"] is False
        assert spoken(answer.text) == []
    assert spoken(server.ask("/zoekindex.json").text) == []
