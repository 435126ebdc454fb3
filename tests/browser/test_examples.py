"""Example data as a reader meets it: apart, marked, without complaints, on a laptop and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LAPTOP
from tests.browser.reader import Reader
from tests.browser.test_pages import PHONE, complaints
from tests.server_process import Server

PATHS = ("/wijk-werken", "/deelfietsen", "/gemeente/duffel", "/bronnen")
HOURS = "wijk-werken-uren-voorbeelddata"
DRAWN = """card => ({
    hatched: [...card.querySelectorAll('.bars .point path')].filter((bar) => bar.style.fill.includes('url(')).length,
    bars: card.querySelectorAll('.bars .point path').length,
    dotted: [...card.querySelectorAll('.scatterlayer .js-line')].filter((line) => line.style.strokeDasharray !== '').length,
    words: [...card.querySelectorAll('.annotation-text')].map((text) => text.textContent),
})"""


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "telefoon"])
def example_reader(request: pytest.FixtureRequest, browser: Browser, example_server: Server) -> Iterator[Reader]:
    """A reader of the server with example data."""
    reader = Reader(browser.new_context(locale="nl-BE", viewport=request.param), example_server.url)
    yield reader
    reader.page.context.close()
    assert reader.problems == []


def test_pages_with_examples_are_without_complaints(example_reader: Reader) -> None:
    titles: dict[str, str] = {}
    found = {path: list(complaints(example_reader, path, titles)) for path in PATHS}
    assert {path: told for path, told in found.items() if told} == {}


def test_examples_are_hatched_or_dotted_and_figures_are_not(example_reader: Reader) -> None:
    for path in ("/wijk-werken", "/deelfietsen"):
        example_reader.open(path)
        cards = example_reader.page.locator("figure.kaart:has(.grafiek)")
        assert cards.count() > 1
        for i in range(cards.count()):
            card = cards.nth(i)
            drawn = card.evaluate(DRAWN)
            is_example = str(card.get_attribute("id")).endswith("-voorbeelddata")
            assert ("Voorbeelddata" in drawn["words"]) is is_example
            assert drawn["hatched"] == (drawn["bars"] if is_example else 0)
            assert (drawn["dotted"] > 0) is (is_example and not drawn["bars"])


def test_a_link_from_what_is_missing_leads_to_the_example_and_its_passport_warns(example_reader: Reader) -> None:
    example_reader.open("/wijk-werken")
    example_reader.page.locator("#wijk-werken-uren a").click()
    expect(example_reader.page.locator(f"#kop-{HOURS.replace('-voorbeelddata', '').replace('-', '_')}-voorbeelddata")).to_be_in_viewport()
    card = example_reader.page.locator(f"figure#{HOURS}")
    card.get_by_text("Toon als tabel").click()
    expect(card.locator(".tabel caption")).to_contain_text("Voorbeelddata: ")
    card.locator(".tabel .cijfer").first.click()
    dialog = example_reader.page.locator("#paspoort")
    expect(dialog.locator("h2")).to_have_text("Voorbeelddata: Gewerkte uren in wijk-werken")
    expect(dialog.locator("dt").first).to_have_text("Let op")
    expect(dialog.locator("dd").first).to_contain_text("geen gepubliceerd cijfer")
