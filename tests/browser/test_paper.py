"""On paper: the figures without what one can only click."""

from playwright.sync_api import expect

from tests.browser.reader import Reader


def test_print_shows_figures_and_hides_controls(reader: Reader) -> None:
    reader.open("/klimaat")
    reader.page.emulate_media(media="print")
    for hidden in (".kop", ".filters", ".acties summary", ".acties .menu", ".voet nav", ".springlink"):
        for piece in reader.page.locator(hidden).all():
            expect(piece).to_be_hidden()
    expect(reader.page.locator("h1")).to_be_visible()
    figures = reader.page.locator("figure.kaart")
    assert figures.count() > 0
    for figure in figures.all():
        expect(figure).to_be_visible()
        expect(figure.locator(".bron")).to_be_visible()
    expect(reader.card("engagementsverklaringen").locator(".main-svg").first).to_be_visible()


def test_an_open_table_is_printed(reader: Reader) -> None:
    reader.open("/klimaat")
    reader.open_table("engagementsverklaringen")
    reader.page.emulate_media(media="print")
    expect(reader.card("engagementsverklaringen").locator(".tabel")).to_be_visible()
