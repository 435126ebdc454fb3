"""The overview: headline figures, scorecard and what to discuss, as the warehouse has them."""

from playwright.sync_api import expect

from catalogue.loader import load_catalogue
from catalogue.model import Indicator
from tests.browser.figures import number
from tests.browser.reader import Reader
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot


def newest(rows: list[ObservationRow]) -> list[ObservationRow]:
    """The rows of the newest period; of several that end on one day, the longest."""
    last = max(row.period_end for row in rows)
    first = min(row.period_start for row in rows if row.period_end == last)
    return [row for row in rows if row.period == (first, last)]


def headline_value(indicator: Indicator, snapshot: Snapshot) -> float:
    """What leads the overview: the region's newest figure of the shortest period, or the sum of the municipalities."""
    rows = [r for r in queries.observations(snapshot, indicators=[indicator.id]) if r.breakdown == indicator.headline_breakdown]
    shortest = min((row.period_end - row.period_start).days for row in rows)
    exact = [r for r in rows if r.reading != "ongeveer" and (r.period_end - r.period_start).days <= shortest + 3]
    region = [row for row in exact or rows if row.nis is None]
    if region:
        return max(region, key=lambda row: row.period_end).value or 0
    return sum(row.value or 0 for row in newest(exact))


def test_headlines_are_those_of_the_warehouse(reader: Reader, snapshot: Snapshot) -> None:
    leading = sorted((i for i in load_catalogue().indicators.values() if i.headline is not None), key=lambda i: i.headline or 0)
    reader.open("/")
    cards = reader.page.locator(".kerncijfer")
    shown = [number(text) for text in cards.locator(".groot").all_inner_texts()]
    assert shown == [headline_value(indicator, snapshot) for indicator in leading]
    assert {836, 118, 130, 1851} <= set(shown)
    expect(cards.first).to_contain_text("dec 2024")


def test_each_headline_leads_to_its_card(reader: Reader) -> None:
    reader.open("/")
    links = reader.page.locator(".kerncijfer h2 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) == 6
    for link in links:
        reader.open("/")
        reader.page.locator(f".kerncijfer a[href='{link}']").click()
        reader.at(link)
        expect(reader.page.locator(f"figure#{link.split('#')[1]} h2")).to_be_in_viewport()


def test_scorecard_has_the_figures_of_twelve_municipalities(reader: Reader, snapshot: Snapshot) -> None:
    catalogue = load_catalogue()
    scored = sorted((i for i in catalogue.indicators.values() if i.scorecard), key=lambda i: i.scorecard.order if i.scorecard else 0)
    reader.open("/")
    rows = reader.page.locator(".scorebord tbody tr")
    expect(rows).to_have_count(12)
    read = rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.title || cell.innerText.trim()))")
    shown = {row[0]: [None if cell == "–" else number(cell) for cell in row[1:]] for row in read}
    expected: dict[str, list[float | None]] = {m.name: [] for m in catalogue.municipalities.values()}
    for indicator in scored:
        part = indicator.scorecard.breakdown if indicator.scorecard else ""
        found = [r for r in queries.observations(snapshot, indicators=[indicator.id]) if r.nis and r.breakdown == part]
        values = {row.nis: row.value for row in newest(found)}
        for nis, municipality in catalogue.municipalities.items():
            value = values.get(nis)
            expected[municipality.name].append(None if value is None else round(value, indicator.decimals))
    assert shown == expected
    assert any(cell is None for row in expected.values() for cell in row)


def test_scorecard_leads_to_municipalities_and_themes(reader: Reader) -> None:
    reader.open("/")
    reader.page.locator(".scorebord tbody").get_by_role("link", name="Nijlen").click()
    reader.at("/gemeente/nijlen")
    reader.page.go_back()
    reader.at("/")
    head = reader.page.locator(".scorebord thead a").first
    link = head.get_attribute("href")
    head.click()
    reader.at(str(link))


def test_to_discuss_holds_the_contradicting_loans(reader: Reader, snapshot: Snapshot) -> None:
    loans = {
        row.value for row in queries.observations(snapshot, indicators=["energielening_aantal"]) if row.is_conflicting and row.nis is None
    }
    assert loans == {468, 439}
    reader.open("/")
    item = reader.page.locator(".bespreken li", has_text="468")
    expect(item).to_contain_text("439")
    expect(item.locator(".label")).to_have_text("Tegenspraak")
    item.get_by_role("link").click()
    reader.at("/thema/energie#energielening-aantal")
    expect(reader.card("energielening_aantal").locator(".tegenspraak")).to_contain_text("468")
