"""Filters by mouse and by keyboard: the numbers on screen are those of the warehouse, the address restores them."""

import json

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import MakeReader
from tests.browser.figures import in_warehouse, on_screen
from tests.browser.reader import Reader
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

SCANS, PLEDGES, LOANS = "energiescans", "engagementsverklaringen", "energielening_aantal"


def shown(reader: Reader, view: str) -> dict[tuple[str, str], list[float]]:
    """The figures in the open table of a view."""
    return on_screen(reader.table(view))


def box(reader: Reader, municipality: str) -> Locator:
    """The box of a municipality in the filter."""
    return reader.page.get_by_role("checkbox", name=municipality, exact=True)


def chosen(reader: Reader) -> tuple[set[str], str, str, str]:
    """What the controls hold: municipalities, first year, last year, unit."""
    boxes = reader.page.locator("#filter-gemeenten input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    years = [reader.page.locator(f"#filter-{which}").input_value() for which in ("van", "tot")]
    return set(boxes), years[0], years[1], reader.page.locator("#filter-eenheid input:checked").input_value()


def test_page_of_a_theme_takes_one_request(reader: Reader) -> None:
    reader.open("/klimaat")
    reader.page.wait_for_load_state("networkidle")
    assert len(reader.updates) == 1


def test_municipalities_by_mouse_on_klimaat(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat")
    reader.open_table(PLEDGES)
    assert shown(reader, PLEDGES) == in_warehouse(snapshot, PLEDGES)
    reader.page.get_by_text("Gemeenten: alle 12").click()
    assert reader.change(lambda: box(reader, "Duffel").check(), "/klimaat?gemeente=duffel") == 1
    assert reader.change(lambda: box(reader, "Willebroek").check(), "/klimaat?gemeente=duffel,willebroek") == 1
    reader.is_soon(lambda: shown(reader, PLEDGES), in_warehouse(snapshot, PLEDGES, slugs=["duffel", "willebroek"]))
    expect(reader.page.locator("#filter-bewaard")).to_have_text("Duffel, Willebroek")
    assert reader.change(lambda: box(reader, "Duffel").uncheck(), "/klimaat?gemeente=willebroek") == 1
    reader.is_soon(lambda: shown(reader, PLEDGES), in_warehouse(snapshot, PLEDGES, slugs=["willebroek"]))


def test_years_by_mouse_on_energie(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie")
    reader.open_table(SCANS)
    assert shown(reader, SCANS) == in_warehouse(snapshot, SCANS)
    assert reader.change(lambda: reader.page.select_option("#filter-van", "2020"), "/thema/energie?van=2020") == 1
    assert reader.change(lambda: reader.page.select_option("#filter-tot", "2022"), "/thema/energie?van=2020&tot=2022") == 1
    expected = in_warehouse(snapshot, SCANS, years=(2020, 2022))
    assert {period for _, period in expected} == {"2020", "2021", "2022"}
    reader.is_soon(lambda: shown(reader, SCANS), expected)
    assert reader.change(lambda: reader.page.select_option("#filter-van", "alle"), "/thema/energie?tot=2022") == 1
    reader.is_soon(lambda: shown(reader, SCANS), in_warehouse(snapshot, SCANS, years=(1900, 2022)))


def test_municipalities_and_unit_by_keyboard_on_energie(reader: Reader, snapshot: Snapshot) -> None:
    press = reader.page.keyboard.press
    reader.open("/thema/energie")
    reader.page.locator(".filters summary").focus()
    press("Enter")
    press("Tab")
    expect(box(reader, "Berlaar")).to_be_focused()
    assert reader.change(lambda: press("Space"), "/thema/energie?gemeente=berlaar") == 1
    expect(box(reader, "Berlaar")).to_be_focused()
    for _ in range(2):
        press("Tab")
    assert reader.change(lambda: press("Space"), "/thema/energie?gemeente=berlaar,bornem") == 1
    press("Escape")
    expect(reader.page.locator(".filters summary")).to_be_focused()
    reader.page.locator("#filter-eenheid input:checked").focus()
    for unit in ("inwoner", "km2", "index"):
        address = f"/thema/energie?gemeente=berlaar,bornem&eenheid={unit}"
        assert reader.change(lambda: press("ArrowRight"), address) == 1
    table_of_scans = reader.card(SCANS).get_by_text("Toon als tabel")
    table_of_scans.focus()
    press("Enter")
    reader.card(SCANS).locator(".tabel").wait_for()

    bases: dict[str | None, float | None] = {}
    for row in sorted(queries.observations(snapshot, indicators=[SCANS]), key=lambda row: (row.period_end, row.row_order)):
        bases.setdefault(row.nis, row.value)

    def index(row: ObservationRow) -> float | None:
        base = bases[row.nis]
        return round(100 * row.value / base, 1) if row.value is not None and base else None

    assert shown(reader, SCANS) == in_warehouse(snapshot, SCANS, slugs=["berlaar", "bornem"], value=index)


def test_years_by_keyboard_on_klimaat(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat")
    reader.open_table(PLEDGES)
    reader.page.locator("#filter-van").focus()
    assert reader.change(lambda: reader.page.keyboard.press("ArrowDown"), "/klimaat?van=2018") == 1
    reader.is_soon(lambda: shown(reader, PLEDGES), in_warehouse(snapshot, PLEDGES, years=(2018, 2100)))
    expect(reader.page.locator("#filter-van")).to_be_focused()


def test_rate_per_thousand_inhabitants(reader: Reader, snapshot: Snapshot) -> None:
    population = {(row.nis, row.period_end.year): row.value for row in queries.observations(snapshot, indicators=["bevolking"])}
    reader.open("/klimaat?eenheid=inwoner")
    reader.open_table(PLEDGES)

    def rate(row: ObservationRow) -> float | None:
        inhabitants = population.get((row.nis, row.period_end.year))
        return round(1000 * row.value / inhabitants, 1) if row.nis and row.value is not None and inhabitants else None

    expected = in_warehouse(snapshot, PLEDGES, value=rate)
    assert len(expected) == 7
    assert shown(reader, PLEDGES) == expected


def test_link_restores_filters_and_numbers_elsewhere(make_reader: MakeReader, snapshot: Snapshot) -> None:
    first = make_reader()
    first.open("/thema/energie")
    first.page.get_by_text("Gemeenten: alle 12").click()
    box(first, "Lier").check()
    first.at("/thema/energie?gemeente=lier")
    first.page.select_option("#filter-van", "2019")
    first.at("/thema/energie?gemeente=lier&van=2019")
    first.page.select_option("#filter-tot", "2023")
    first.at("/thema/energie?gemeente=lier&van=2019&tot=2023")
    first.page.get_by_text("Aandeel", exact=True).click()
    address = "/thema/energie?gemeente=lier&van=2019&tot=2023&eenheid=aandeel"
    first.at(address)
    first.open_table(SCANS)

    wholes: dict[object, float] = {}
    for row in queries.observations(snapshot, indicators=[SCANS]):
        if row.nis:
            wholes[row.period] = wholes.get(row.period, 0) + (row.value or 0)

    def share(row: ObservationRow) -> float | None:
        return round(100 * (row.value or 0) / wholes[row.period], 1) if row.nis else None

    expected = in_warehouse(snapshot, SCANS, slugs=["lier"], years=(2019, 2023), value=share)
    first.is_soon(lambda: shown(first, SCANS), expected)
    second = make_reader()
    second.open(first.page.url.removeprefix(second.base))
    second.open_table(SCANS)
    assert chosen(second) == ({"lier"}, "2019", "2023", "aandeel")
    assert shown(second, SCANS) == expected
    assert second.page.url == second.base + address


def test_back_and_forward_restore_filters_and_numbers(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat")
    reader.page.get_by_text("Gemeenten: alle 12").click()
    box(reader, "Duffel").check()
    reader.at("/klimaat?gemeente=duffel")
    box(reader, "Bornem").check()
    reader.at("/klimaat?gemeente=duffel,bornem")
    for step, slugs in (("back", ["duffel"]), ("back", []), ("forward", ["duffel"]), ("forward", ["duffel", "bornem"])):
        getattr(reader.page, f"go_{step}")()
        reader.at(f"/klimaat{'?gemeente=' if slugs else ''}{','.join(slugs)}")
        reader.is_soon(lambda: chosen(reader), (set(slugs), "alle", "alle", "absoluut"))
        reader.open_table(PLEDGES)
        assert shown(reader, PLEDGES) == in_warehouse(snapshot, PLEDGES, slugs=slugs)


def test_back_leads_over_pages(reader: Reader) -> None:
    reader.open("/klimaat?gemeente=lier")
    reader.page.get_by_role("link", name="Deelfietsen", exact=True).first.click()
    reader.at("/deelfietsen")
    expect(reader.page.locator("h1")).to_have_text("Deelfietsen")
    reader.page.go_back()
    reader.at("/klimaat?gemeente=lier")
    expect(reader.page.locator("h1")).to_have_text("Klimaat")
    reader.is_soon(lambda: chosen(reader), ({"lier"}, "alle", "alle", "absoluut"))


def test_one_year_wins_over_first_and_last(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie?jaar=2024&van=2018&tot=2020")
    assert chosen(reader)[1:3] == ("2024", "2024")
    reader.open_table(SCANS)
    expected = in_warehouse(snapshot, SCANS, years=(2024, 2024))
    assert {period for _, period in expected} == {"2024"}
    assert shown(reader, SCANS) == expected


def test_tables_stay_open_and_follow_the_filters(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie")
    reader.open_table(LOANS)
    both = [figures for figures in shown(reader, LOANS).values() if len(figures) > 1]
    assert [sorted(figures) for figures in both] == [[439, 468]]
    reader.page.get_by_text("Gemeenten: alle 12").click()
    assert reader.change(lambda: box(reader, "Lier").check(), "/thema/energie?gemeente=lier") == 1
    expect(reader.card(LOANS).locator(".tabel")).to_be_visible()
    reader.is_soon(lambda: shown(reader, LOANS), in_warehouse(snapshot, LOANS, slugs=["lier"]))
    expect(reader.card(SCANS).locator(".tabel")).to_have_count(0)


def test_years_the_wrong_way_round_get_a_notice(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/thema/energie?tot=2019")
    reader.open_table(SCANS)
    assert reader.change(lambda: reader.page.select_option("#filter-van", "2022"), "/thema/energie") == 1
    expect(reader.page.locator("#melding")).to_have_text("De periode 2022–2019 eindigt voor ze begint; alle jaren worden getoond.")
    reader.is_soon(lambda: shown(reader, SCANS), in_warehouse(snapshot, SCANS))


def test_region_figures_say_that_municipalities_do_not_change_them(reader: Reader) -> None:
    reader.open("/deelwagens?gemeente=lier")
    card = reader.card("deelwagen_km_per_wagen")
    expect(card.locator(".kaartmelding")).to_contain_text("Alleen regionaal beschikbaar")


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("gemeente=parijs,lier", "'parijs' is geen gemeente van Rivierenland"),
        ("van=20x", "'20x' is geen jaar"),
        ("tot=99999", "'99999' is geen jaar"),
        ("eenheid=parsec", "'parsec' is geen eenheid"),
        ("van=2024&tot=2019", "De periode 2024–2019 eindigt voor ze begint"),
    ],
)
def test_unknown_value_gets_a_notice_that_stays(reader: Reader, query: str, notice: str) -> None:
    reader.open(f"/klimaat?{query}")
    reader.page.wait_for_load_state("networkidle")
    expect(reader.page.locator("#melding")).to_contain_text(notice)
    expect(reader.card(PLEDGES).locator(".main-svg").first).to_be_visible()
    expect(reader.page.locator("#filter-bewaard")).to_have_text("Lier" if "lier" in query else "alle 12")


def test_unknown_snapshot_says_so(reader: Reader) -> None:
    reader.open("/klimaat?stand=0123456789ab")
    expect(reader.page.locator("main")).to_contain_text("De stand 0123456789ab bestaat niet")


def test_snapshot_in_the_address_stays_with_the_filters(reader: Reader, snapshot: Snapshot) -> None:
    reader.open(f"/klimaat?stand={snapshot.id}")
    reader.page.get_by_text("Gemeenten: alle 12").click()
    assert reader.change(lambda: box(reader, "Lier").check(), f"/klimaat?gemeente=lier&stand={snapshot.id}") == 1
    sent = json.loads(reader.updates[-1])
    assert [part["value"] for part in sent["inputs"]] == [["lier"], "alle", "alle", "absoluut"]
