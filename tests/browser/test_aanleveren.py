"""Deliveries as a steward does them: a real browser, a real server, the real commands, five bad files and a good one."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LAPTOP
from tests.browser.delivered_files import GOOD, PERSONS, TWO_WRONG_ROWS, WEB_PAGE, WRONG_COLUMN, WRONG_TOTAL, write_files
from tests.browser.reader import Reader
from tests.browser.test_pages import LOOK, PHONE, SCREENS, axe_violations
from tests.server_process import Server, serving

LONG_MS = 60_000
Opens = Callable[..., Reader]


@pytest.fixture(scope="module")
def own_server(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose figures may change: what is delivered here is for no other test."""
    folder = tmp_path_factory.mktemp("aanleveren")
    shutil.copytree(data_dir / "warehouse", folder / "warehouse")
    with serving(folder, tmp_path_factory.mktemp("log")) as running:
        yield running
    assert "Traceback" not in running.log.read_text(encoding="utf-8")
    assert [path.name for path in (folder / "inbox").rglob("*.csv")] == [], "an uploaded file stayed behind"


@pytest.fixture
def opens(browser: Browser, own_server: Server) -> Iterator[Opens]:
    """Opens the page of deliveries in a context of its own; nothing may have gone wrong in the end."""
    made: list[Reader] = []

    def make(path: str = "/aanleveren", **options: Any) -> Reader:
        context = browser.new_context(**{"locale": "nl-BE", "viewport": LAPTOP} | options)
        reader = Reader(context, own_server.url)
        made.append(reader)
        reader.page.goto(reader.base + path)
        return reader

    yield make
    for reader in made:
        reader.page.context.close()
    assert [problem for reader in made for problem in reader.problems] == []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The six files."""
    return write_files(tmp_path_factory.mktemp("bestanden"))


def arrives(reader: Reader, heading: str) -> None:
    """Waits for a page with this heading and for its scripts."""
    expect(reader.page.locator("h1")).to_have_text(heading, timeout=LONG_MS)
    reader.page.wait_for_load_state("load")


def deliver(reader: Reader, paths: list[Path]) -> None:
    """Sends files and waits for the report."""
    reader.page.locator("#kies-bestanden").set_input_files(paths)
    reader.page.get_by_role("button", name="Controleren").click()
    arrives(reader, "Verslag van uw levering")


def reads_well(reader: Reader) -> None:
    """Nothing for axe or a narrow screen to complain about, and headings in order."""
    assert axe_violations(reader) == []
    seen = reader.page.evaluate(LOOK)
    assert (seen["lang"], seen["headings"], seen["skipped"]) == ("nl-BE", 1, 0)
    assert seen["overflow"] <= 0


def test_five_bad_files_and_a_good_one(opens: Opens, files: dict[str, Path]) -> None:
    reader = opens()
    reads_well(reader)
    deliver(reader, [files[name] for name in (GOOD, WEB_PAGE, WRONG_COLUMN, WRONG_TOTAL, PERSONS, TWO_WRONG_ROWS)])
    expect(reader.page.locator("#verslag")).to_be_focused()
    assert reader.page.title() == "Verslag van uw levering · Peil"
    expect(reader.page.locator(".intro")).to_have_text("6 bestanden: 2 aanvaard, 3 geweigerd, 1 wacht op bevestiging.")
    half = "12 rijen in het bestand = 10 geladen + 2 in quarantaine + 0 genegeerd"
    told = {
        GOOD: ["Aanvaard", "12 rijen in het bestand = 12 geladen + 0 in quarantaine + 0 genegeerd"],
        WEB_PAGE: ["Geweigerd", "is geen echt Excel-bestand maar een webpagina. Exporteer als .xlsx of .csv."],
        WRONG_COLUMN: ["Geweigerd", "Kolom 'Km' ontbreekt"],
        WRONG_TOTAL: ["Wacht op bevestiging", "Het totaal in het bestand (9.500) verschilt van de som der rijen (7.500)."],
        PERSONS: ["Geweigerd", "bevat persoonsgegevens (kolom 'Naam'). Het bestand is niet verwerkt en is verwijderd."],
        TWO_WRONG_ROWS: ["Aanvaard, op 2 rijen na", half, "Bedoelt u 'Bornem'?"],
    }
    for name, sentences in told.items():
        section = reader.page.locator("section.levering", has_text=name)
        for sentence in sentences:
            expect(section).to_contain_text(sentence)
    reads_well(reader)

    wrong = reader.page.locator("section.levering", has_text=TWO_WRONG_ROWS)
    with reader.page.expect_download() as download:
        wrong.get_by_role("link", name="Rijen in quarantaine").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    rows = [" ".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert len([row for row in rows if "Bornen" in row or "-1.135,5" in row]) == 2

    reader.page.locator("section.levering", has_text=WRONG_TOTAL).get_by_role("button", name="Bevestigen").click()
    expect(reader.page.locator(".kaartmelding")).to_contain_text("De levering is bevestigd.")
    expect(reader.page.locator("section.levering", has_text=WRONG_TOTAL).locator(".oordeel")).to_have_text("Bevestigd")

    reader.page.get_by_role("button", name="Publiceren").click()
    arrives(reader, "De cijfers zijn gepubliceerd")
    expect(reader.page.locator(".intro")).to_contain_text("nieuwe cijfers")
    expect(reader.page.locator(".wijzigingen")).to_contain_text("Bornem, andere gebruikers januari 2026: 1.116")
    reads_well(reader)
    reader.page.get_by_role("button", name="Vorige stand terugzetten").click()
    arrives(reader, "De gekozen stand staat terug")
    reads_well(reader)


def test_same_file_again_is_known(opens: Opens, files: dict[str, Path]) -> None:
    reader = opens()
    deliver(reader, [files[TWO_WRONG_ROWS]])
    reader.page.get_by_role("link", name="Opnieuw aanleveren").click()
    arrives(reader, "Aanleveren")
    deliver(reader, [files[TWO_WRONG_ROWS]])
    expect(reader.page.locator(".oordeel")).to_have_text("Al bekend")
    expect(reader.page.locator(".meldingen")).to_contain_text("Dit bestand is al verwerkt op")


def test_delivery_is_taken_back_by_keyboard(opens: Opens, files: dict[str, Path]) -> None:
    deliver(opens(), [files[WRONG_TOTAL]])
    reader = opens()
    entry = reader.page.locator("ul.leveringen > li", has_text=WRONG_TOTAL)
    entry.locator("summary").focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    expect(entry.get_by_label("Waarom trekt u deze levering in?")).to_be_focused()
    assert axe_violations(reader) == []
    reader.page.keyboard.type("het totaal klopt niet")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".kaartmelding")).to_contain_text("De levering is ingetrokken.")
    expect(reader.page.locator("ul.leveringen > li", has_text=WRONG_TOTAL).locator(".label")).to_have_text("Ingetrokken")


@pytest.mark.parametrize("screen", SCREENS)
def test_page_without_figures_chosen(opens: Opens, screen: dict[str, int]) -> None:
    reader = opens(viewport=screen)
    reads_well(reader)
    reader.page.get_by_role("button", name="Controleren").click()
    assert reader.page.evaluate("() => document.getElementById('kies-bestanden').validationMessage") == "Kies minstens één bestand."
    expect(reader.page.locator("#kies-bestanden")).to_be_focused()


def test_large_file_is_refused_before_it_is_sent(opens: Opens, tmp_path: Path) -> None:
    large = tmp_path / "groot.csv"
    with large.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024 + 1)
    reader = opens()
    reader.page.locator("#kies-bestanden").set_input_files(large)
    message = reader.page.evaluate("() => document.getElementById('kies-bestanden').validationMessage")
    assert message == "'groot.csv' is groter dan de toegelaten 50 MB."
    reader.page.get_by_role("button", name="Controleren").click()
    assert reader.page.url == f"{reader.base}/aanleveren"


def test_everything_works_without_javascript(opens: Opens, files: dict[str, Path]) -> None:
    reader = opens(java_script_enabled=False, viewport=PHONE)
    deliver(reader, [files[WEB_PAGE]])
    expect(reader.page.locator(".oordeel")).to_have_text("Geweigerd")
    reader.page.get_by_role("link", name="Opnieuw aanleveren").click()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="Sjabloon voor Wijk-werken").click()
    assert download.value.suggested_filename == "peil-sjabloon-wijk_werken.xlsx"


def test_way_to_this_page_and_back(opens: Opens) -> None:
    reader = opens("/klimaat")
    reader.settle()
    reader.page.get_by_role("link", name="Aanleveren", exact=True).click()
    arrives(reader, "Aanleveren")
    assert reader.page.title() == "Aanleveren · Peil"
    reader.page.go_back()
    reader.at("/klimaat")
    expect(reader.page.locator("h1")).to_have_text("Klimaat")
    reader.page.go_forward()
    arrives(reader, "Aanleveren")
    reader.page.get_by_role("link", name="Deelwagens", exact=True).click()
    reader.at("/deelwagens")


def test_search_leads_to_this_page_and_away_from_it(opens: Opens) -> None:
    reader = opens("/klimaat")
    reader.settle()
    reader.page.locator("#zoek").fill("aanleveren")
    expect(reader.page.locator("#zoek-resultaten [role=option]").first).to_contain_text("Aanleveren")
    reader.page.locator("#zoek").press("Enter")
    arrives(reader, "Aanleveren")
    reader.page.locator("#zoek").fill("thermoscans")
    expect(reader.page.locator("#zoek-resultaten [role=option]").first).to_be_visible()
    reader.page.locator("#zoek").press("Enter")
    reader.at("/thema/energie#thermoscans")
    reader.page.go_back()
    arrives(reader, "Aanleveren")
