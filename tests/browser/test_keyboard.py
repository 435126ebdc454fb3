"""The page without a mouse: skip link, menus, and one focus that is always seen."""

from playwright.sync_api import expect

from tests.browser.conftest import MakeReader
from tests.browser.reader import Reader

FOCUS_IS_SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""


def test_skip_link_comes_first_and_leads_to_main(reader: Reader) -> None:
    reader.open("/klimaat")
    reader.page.keyboard.press("Tab")
    link = reader.page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert reader.page.evaluate(FOCUS_IS_SEEN)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_menus_open_with_enter_and_close_with_escape(reader: Reader) -> None:
    reader.open("/klimaat")
    menus = reader.page.locator("details.menu:visible")
    names = menus.locator("summary").all_inner_texts()
    assert {"Meer thema's", "Gemeenten", "Downloaden"} <= {name.strip() for name in names}
    for i in range(menus.count()):
        menu = menus.nth(i)
        menu.locator("summary").focus()
        reader.page.keyboard.press("Enter")
        expect(menu).to_have_attribute("open", "")
        reader.page.keyboard.press("Tab")
        assert menu.evaluate("menu => menu.contains(document.activeElement)")
        reader.page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(menu.locator("summary")).to_be_focused()
        assert reader.page.evaluate(FOCUS_IS_SEEN)


def test_theme_from_the_menu_gets_the_focus_of_its_page(reader: Reader) -> None:
    reader.open("/")
    reader.page.locator("header summary", has_text="Meer thema's").focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.at("/thema/wonen")
    expect(reader.page.locator("main")).to_be_focused()
    expect(reader.page.locator("header details[open]")).to_have_count(0)
    expect(reader.page.locator("#aankondiging")).to_have_text("Wonen · Peil")
    expect(reader.page.locator("header a[aria-current=page]")).to_have_text("Wonen")


def test_menu_of_a_phone(make_reader: MakeReader) -> None:
    reader = make_reader(viewport={"width": 390, "height": 844}, has_touch=True)
    reader.open("/")
    toggle = reader.page.get_by_role("button", name="Menu", exact=True)
    expect(reader.page.locator("#hoofdmenu")).to_be_hidden()
    toggle.focus()
    reader.page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    reader.page.get_by_role("link", name="Klimaat", exact=True).first.tap()
    reader.at("/klimaat")
    expect(reader.page.locator("#hoofdmenu")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")
