"""The page of a municipality, alone and beside a second one."""

from playwright.sync_api import expect

from catalogue.loader import load_catalogue
from tests.browser.figures import number
from tests.browser.reader import Reader
from warehouse import queries
from warehouse.snapshot import Snapshot

LIER, DUFFEL, NIJLEN = "12021", "12009", "12026"
LOANS = load_catalogue().indicators["energielening_aantal"]


def loans(snapshot: Snapshot, nis: str) -> float | None:
    """The number of loans of a municipality."""
    return next(row.value for row in queries.observations(snapshot, indicators=[LOANS.id]) if row.nis == nis)


def cells(reader: Reader, label: str) -> list[str]:
    """The cells of one figure's row."""
    row = reader.page.locator(".gemeentetabel tr", has=reader.page.locator("th").get_by_text(label, exact=True))
    return row.locator("td").all_inner_texts()


def test_one_municipality(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/gemeente/lier")
    assert reader.page.title() == "Lier · Peil"
    assert number(cells(reader, LOANS.label)[0]) == loans(snapshot, LIER)
    expect(reader.page.locator("#pagina")).not_to_contain_text("None")


def test_second_municipality_beside_it(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/gemeente/lier?met=duffel")
    expect(reader.page.locator("h1")).to_have_text("Lier en Duffel")
    assert reader.page.locator(".gemeentetabel thead th").all_inner_texts()[1:3] == ["Lier", "Duffel"]
    own, other, *_ = cells(reader, LOANS.label)
    assert (number(own), number(other)) == (loans(snapshot, LIER), loans(snapshot, DUFFEL))


def test_second_municipality_by_keyboard(reader: Reader) -> None:
    reader.open("/gemeente/lier")
    summary = reader.page.locator(".filters summary").first
    summary.focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    expect(reader.page.locator(".filters a").first).to_be_focused()
    reader.page.keyboard.press("Enter")
    reader.at("/gemeente/lier?met=berlaar")
    expect(reader.page.locator("h1")).to_have_text("Lier en Berlaar")
    reader.page.go_back()
    reader.at("/gemeente/lier")
    expect(reader.page.locator("h1")).to_have_text("Lier")


def test_unknown_second_municipality_gets_a_notice(reader: Reader) -> None:
    reader.open("/gemeente/lier?met=parijs")
    expect(reader.page.locator(".kaartmelding").first).to_contain_text("'parijs' is geen gemeente van Rivierenland")
    expect(reader.page.locator("h1")).to_have_text("Lier")


def test_municipality_without_a_figure_in_the_report_has_dashes(reader: Reader, snapshot: Snapshot) -> None:
    report = [r for r in queries.observations(snapshot) if r.nis == NIJLEN and r.source_id == "igemo_evaluatierapport"]
    assert report == []
    reader.open("/gemeente/nijlen?met=lier")
    expect(reader.page.locator(".gemeentetabel")).not_to_contain_text(LOANS.label)
