"""The search box by keyboard."""

from playwright.sync_api import expect

from catalogue.loader import load_catalogue
from tests.browser.reader import Reader

SCANS = load_catalogue().indicators["thermoscans"]


def test_municipality(reader: Reader) -> None:
    reader.open("/")
    box = reader.page.get_by_role("searchbox", name="Zoek een cijfer, gemeente of pagina").or_(reader.page.get_by_role("combobox"))
    box.focus()
    reader.page.keyboard.type("lier")
    first = reader.page.locator("#zoek-resultaten [role=option]").first
    expect(first).to_contain_text("Lier")
    reader.page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(reader.page.locator("#zoek")).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    reader.page.keyboard.press("Enter")
    reader.at("/gemeente/lier")
    expect(reader.page.locator("h1")).to_have_text("Lier")
    expect(reader.page.locator("#zoek-resultaten")).to_be_hidden()
    expect(reader.page.locator("#zoek")).to_have_value("")


def test_indicator_leads_to_its_card(reader: Reader) -> None:
    reader.open("/klimaat")
    reader.page.locator("#zoek").focus()
    reader.page.keyboard.type(SCANS.short_label)
    options = reader.page.locator("#zoek-resultaten [role=option]")
    wanted = options.filter(has_text=SCANS.label)
    expect(wanted).to_have_count(1)
    while wanted.get_attribute("aria-selected") != "true":
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.at("/thema/energie#thermoscans")
    expect(reader.page.locator("h1")).to_have_text("Energie")
    expect(reader.page.locator("#kop-thermoscans")).to_be_in_viewport()


def test_card_of_the_page_itself(reader: Reader) -> None:
    reader.open("/thema/energie")
    reader.page.locator("#zoek").focus()
    reader.page.keyboard.type(SCANS.label.lower())
    expect(reader.page.locator("#zoek-resultaten [role=option]")).to_have_count(1)
    reader.page.keyboard.press("Enter")
    reader.at("/thema/energie#thermoscans")
    expect(reader.page.locator("#kop-thermoscans")).to_be_in_viewport()


def test_accents_and_nothing_found(reader: Reader) -> None:
    reader.open("/")
    reader.page.locator("#zoek").focus()
    reader.page.keyboard.type("financien")
    expect(reader.page.locator("#zoek-resultaten [role=option]").first).to_contain_text("Financiën")
    reader.page.locator("#zoek").fill("zzzz")
    expect(reader.page.locator("#zoek-resultaten")).to_have_text("Niets gevonden")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#zoek-resultaten")).to_be_hidden()
    assert reader.page.url == f"{reader.base}/"
