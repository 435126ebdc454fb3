"""Every page on a laptop and on a phone: nothing to complain about for the browser, for axe, or for who looks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from catalogue.loader import load_catalogue
from pages.routes import FIXED
from tests.browser.conftest import LAPTOP, MakeReader
from tests.browser.reader import Reader

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AXE_OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
RUN_AXE = """async (options) => (await axe.run(document, options)).violations.map(
    (found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)"""
LOOK = """() => ({
    title: document.title, lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length,
    skipped: [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((h) => Number(h.tagName[1]))
        .filter((level, i, all) => i && level > all[i - 1] + 1).length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""
PHONE = {"width": 390, "height": 844}
SCREENS = [pytest.param(LAPTOP, id="laptop"), pytest.param(PHONE, id="telefoon")]
MUNICIPALITIES = ["/gemeente/lier", "/gemeente/nijlen", "/gemeente/puurs-sint-amands?met=mechelen"]


def all_paths() -> list[str]:
    """The themes, the pages of reference, some municipalities and an address that leads nowhere."""
    themes = [theme.path for theme in load_catalogue().themes.values()]
    return [*FIXED, *themes, *MUNICIPALITIES, "/bestaat/niet"]


def axe_violations(reader: Reader) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    if not reader.page.evaluate("() => 'axe' in window"):
        reader.page.evaluate(AXE)
    found: list[str] = reader.page.evaluate(RUN_AXE, AXE_OPTIONS)
    return found


def complaints(reader: Reader, path: str, titles: dict[str, str]) -> Iterator[str]:
    """What is wrong with a page, its folds open."""
    reader.open(path)
    reader.page.evaluate("() => document.querySelectorAll('main details:not(.menu)').forEach((fold) => { fold.open = true; })")
    seen = reader.page.evaluate(LOOK)
    if seen["title"] in titles:
        yield f"the same title as {titles[seen['title']]}: {seen['title']}"
    titles[seen["title"]] = path
    if seen["lang"] != "nl-BE":
        yield f"lang is {seen['lang']}"
    if seen["headings"] != 1:
        yield f"{seen['headings']} h1"
    if seen["skipped"]:
        yield f"{seen['skipped']} headings skip a level"
    if seen["overflow"] > 0:
        yield f"{seen['overflow']} px wider than the screen"
    yield from axe_violations(reader)
    yield from reader.problems
    reader.problems.clear()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_without_complaints(make_reader: MakeReader, screen: dict[str, int]) -> None:
    reader, titles = make_reader(viewport=screen), dict[str, str]()
    found = {path: list(complaints(reader, path, titles)) for path in all_paths()}
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_open_parts_are_without_violations(make_reader: MakeReader, screen: dict[str, int]) -> None:
    reader = make_reader(viewport=screen)
    reader.open("/klimaat")
    reader.open_table("engagementsverklaringen")
    card = reader.card("engagementsverklaringen")
    for fold in ("Downloaden", "Over dit cijfer"):
        card.locator("summary", has_text=fold).click()
    reader.page.locator(".filters summary").click()
    assert axe_violations(reader) == []
    reader.page.locator("#zoek").fill("lening")
    expect(reader.page.locator("#zoek-resultaten [role=option]").first).to_be_visible()
    assert axe_violations(reader) == []
    reader.page.locator("#zoek").press("Escape")
    card.locator(".tabel .cijfer").first.click()
    expect(reader.page.locator("#paspoort dl")).to_be_visible()
    assert axe_violations(reader) == []


def test_unknown_address_gets_a_dutch_page(reader: Reader) -> None:
    response = reader.page.goto(f"{reader.base}/gemeente/parijs")
    assert response is not None
    assert response.status == 200
    reader.settle()
    expect(reader.page.locator("h1")).to_have_text("Deze pagina bestaat niet")
    expect(reader.page.locator("main")).to_contain_text("/gemeente/parijs")
    reader.page.get_by_role("link", name="Naar het overzicht").click()
    reader.at("/")
