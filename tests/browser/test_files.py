"""Downloads as a reader takes them from a card."""

from pathlib import Path

from tests.browser.reader import Reader
from warehouse.snapshot import Snapshot

PLEDGES = "engagementsverklaringen"


def test_card_gives_its_files_with_the_filters_on_screen(reader: Reader, snapshot: Snapshot) -> None:
    reader.open("/klimaat?gemeente=duffel")
    card = reader.card(PLEDGES)
    for label, ending, start in (
        ("PowerPoint, grafiek te bewerken", "pptx", b"PK"),
        ("Word, om te plakken", "docx", b"PK"),
        ("PDF, om rond te sturen", "pdf", b"%PDF-"),
        ("Excel, met grafiek en tabel", "xlsx", b"PK"),
        ("PNG, afbeelding", "png", b"\x89PNG"),
        ("SVG, afbeelding voor drukwerk", "svg", b"<svg"),
        ("CSV, voor Excel", "csv", b"\xef\xbb\xbf"),
        ("CSV, voor programma's", "csv", b"indicator,"),
    ):
        card.locator("summary", has_text="Downloaden").click()
        with reader.page.expect_download() as waiting:
            card.get_by_role("link", name=label).click()
        got = waiting.value
        assert got.suggested_filename == f"peil-{PLEDGES}-{snapshot.id}.{ending}"
        content = Path(got.path()).read_bytes()
        assert content.startswith(start)
        if ending == "csv":
            assert b"duffel" in content.lower()
            assert b"12040" not in content
