"""The board pack in the browser: chosen by keyboard, put in order, taken home; and a code from an old document looked up."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakeReader
from tests.browser.reader import Reader
from tests.browser.test_pages import SCREENS, axe_violations
from warehouse.snapshot import Snapshot

SCANS, PEOPLE = "Uitgevoerde energiescans", "Bevolking op 1 januari"


def arrives(reader: Reader, heading: str) -> None:
    expect(reader.page.locator("h1")).to_have_text(heading)


def in_order(reader: Reader) -> list[str]:
    return reader.page.locator(".bundellijst > li > span:nth-child(2)").all_inner_texts()


def test_a_pack_is_chosen_put_in_order_and_taken_home(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie")
    card = reader.card("energiescans")
    card.locator("summary", has_text="Downloaden").click()
    card.get_by_role("link", name="In een bundel met andere").click()
    arrives(reader, "Bundel")
    assert in_order(reader) == [SCANS]
    reader.page.locator("summary", has_text="Bestuur en regio").focus()
    reader.page.keyboard.press("Enter")
    box = reader.page.get_by_label(PEOPLE)
    box.focus()
    reader.page.keyboard.press("Space")
    reader.page.get_by_label("Titel op de voorkant").fill("Raad van bestuur")
    reader.page.get_by_role("button", name="Bundel bijwerken").press("Enter")
    expect(reader.page.locator(".bundellijst li")).to_have_count(2)
    assert in_order(reader) == [SCANS, PEOPLE]
    reader.page.get_by_role("link", name=re.compile(f"^Omhoog.*{PEOPLE}$")).press("Enter")
    expect(reader.page.locator(".bundellijst li").first).to_contain_text(PEOPLE)
    assert reader.page.url.endswith("/bundel?views=bevolking,energiescans&titel=Raad+van+bestuur")
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name="PowerPoint", exact=True).first.click()
    assert waiting.value.suggested_filename == f"peil-bundel-raad-van-bestuur-{snapshot.id}.pptx"
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    reader.page.get_by_role("link", name=re.compile(f"^Weg.*{SCANS}$")).click()
    expect(reader.page.locator(".bundellijst li")).to_have_count(1)
    reader.page.go_back()
    expect(reader.page.locator(".bundellijst li")).to_have_count(2)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_page_is_without_violations(make_reader: MakeReader, screen: dict[str, int]) -> None:
    reader = make_reader(viewport=screen)
    reader.page.goto(f"{reader.base}/bundel?views=energiescans,bevolking&titel=Raad&datum=2026-12-15&nadruk=lier")
    arrives(reader, "Bundel")
    reader.page.locator("summary", has_text="Energie").first.click()
    reader.page.locator("summary", has_text="Alleen deze gemeenten").click()
    assert axe_violations(reader) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_code_typed_into_the_search_box_tells_then_and_now(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat")
    code = f"RIV:energiescans/lier/2024@{snapshot.id}"
    reader.page.locator("#zoek").fill(f"({code})")
    option = reader.page.locator("#zoek-resultaten [role=option]").first
    expect(option).to_contain_text("code opzoeken")
    reader.page.keyboard.press("Enter")
    arrives(reader, SCANS)
    expect(reader.page.locator("main")).to_contain_text("Dit cijfer is niet veranderd.")
    expect(reader.page.locator("main .cijfer").first).to_have_text("84 scans")
    assert axe_violations(reader) == []
    reader.page.locator("main .cijfer").first.click()
    expect(reader.page.locator("#paspoort dl")).to_be_visible()


def test_a_briefing_is_taken_from_the_page_of_a_municipality(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/gemeente/lier")
    reader.page.locator("summary", has_text="Briefing downloaden").click()
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name="PDF", exact=True).click()
    assert waiting.value.suggested_filename == f"peil-briefing-lier-{snapshot.id}.pdf"
