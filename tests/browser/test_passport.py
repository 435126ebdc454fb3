"""The passport of a figure: opened from a table and from a chart, true to the warehouse, closed with Escape."""

import pytest
from playwright.sync_api import expect

from catalogue.codes import read_code
from catalogue.loader import load_catalogue
from tests.browser.figures import number
from tests.browser.reader import Reader
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

PLEDGES = "engagementsverklaringen"


def passport(reader: Reader) -> dict[str, str]:
    """The lines of the open passport."""
    dialog = reader.page.locator("#paspoort")
    expect(dialog.locator("dl").first).to_be_visible()
    lines: dict[str, str] = dialog.evaluate(
        "d => Object.fromEntries([...d.querySelectorAll('dt')].map(dt => [dt.innerText, dt.nextElementSibling.innerText]))"
    )
    return lines


def row_at(code: str, snapshot: Snapshot) -> ObservationRow:
    """The one row behind a code."""
    asked = read_code(code, load_catalogue())
    found = [
        row
        for row in queries.observations(snapshot, indicators=[asked.indicator_id])
        if (row.nis, row.breakdown, row.period) == (asked.nis, asked.breakdown, (asked.period_start, asked.period_end))
    ]
    assert len(found) == 1
    return found[0]


def assert_true(lines: dict[str, str], snapshot: Snapshot) -> ObservationRow:
    """Compares a passport with the row that its code names."""
    row = row_at(lines["Code"], snapshot)
    source = next(source for source in queries.sources(snapshot) if source.source_id == row.source_id)
    assert number(lines["Waarde"]) == row.value
    assert lines["Zoals gedrukt"] == row.value_text
    assert source.title in lines["Bron"]
    assert source.publisher in lines["Bron"]
    assert lines["Vindplaats"] == row.source_ref
    assert row.section in lines["Vindplaats"]
    assert lines["Stand"].startswith(snapshot.id)
    assert lines["Definitie"] == load_catalogue().indicators[row.indicator_id].definition
    return row


def test_number_in_a_table(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat")
    reader.open_table(PLEDGES)
    figure = reader.card(PLEDGES).locator("tr", has_text="Willebroek").locator(".cijfer")
    figure.click()
    lines = passport(reader)
    row = assert_true(lines, snapshot)
    assert number(figure.inner_text()) == row.value
    assert lines["Gebied"] == "Willebroek"
    expect(reader.page.get_by_role("dialog", name=load_catalogue().indicators[PLEDGES].label)).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#paspoort")).to_be_hidden()
    expect(figure).to_be_focused()


def test_number_by_keyboard(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/")
    figure = reader.page.locator(".kerncijfer button.cijfer").first
    figure.focus()
    reader.page.keyboard.press("Enter")
    row = assert_true(passport(reader), snapshot)
    assert number(figure.inner_text()) == row.value
    expect(reader.page.get_by_role("button", name="Sluiten")).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#paspoort")).to_be_hidden()
    expect(figure).to_be_focused()


@pytest.mark.parametrize(
    ("path", "view", "mark"),
    [
        pytest.param("/klimaat", PLEDGES, ".barlayer .point path", id="bar"),
        pytest.param("/deelwagens", "deelwagen_km_per_wagen", ".scatterlayer .point", id="point"),
    ],
)
def test_mark_in_a_chart(reader: Reader, snapshot: Snapshot, path: str, view: str, mark: str) -> None:
    reader.open(path)
    place = reader.card(view).locator(mark).first
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    row = assert_true(passport(reader), snapshot)
    assert row.indicator_id == view
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#paspoort")).to_be_hidden()


def test_contradicting_figures_stand_side_by_side(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie")
    reader.open_table("energielening_aantal")
    figures = reader.card("energielening_aantal").locator(".cijfer", has_text="468")
    figures.first.click()
    expect(reader.page.locator("#paspoort dl")).to_have_count(2)
    printed = reader.page.locator("#paspoort dt", has_text="Zoals gedrukt").evaluate_all(
        "all => all.map(dt => dt.nextElementSibling.innerText)"
    )
    assert sorted(printed) == ["439", "468"]
    expect(reader.page.locator("#paspoort dt", has_text="Tegenspraak").first).to_be_visible()
