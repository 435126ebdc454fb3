"""The pages of reference say what the warehouse and the catalogue hold, all of it."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from catalogue.model import Catalogue
from pages import bronnen, definities, kwaliteit, open_data, privacy, toegankelijkheid
from tests.pages.reading import by_id, cells, count, dutch, links, of_kind, pieces, table_named, words
from views.filters import Filters
from views.registry import all_views
from views.render import render
from views.search_index import search_index
from warehouse.snapshot import Snapshot

REPORT = "igemo_evaluatierapport"


@pytest.fixture(scope="module")
def sources_page(snapshot: Snapshot) -> Any:
    return bronnen.page({"stand": snapshot.id}).content


@pytest.fixture(scope="module")
def definitions_page(snapshot: Snapshot) -> Any:
    return definities.page({}).content


def test_every_source_tells_who_published_it_and_what_was_taken(sources_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = snapshot.rows("select * from source")
    delivered = {row["source_id"] for row in rows}
    assert delivered <= set(catalogue.sources)
    assert f"Peil steunt op {len(delivered)} bronnen." in words(sources_page)
    for key in set(catalogue.sources) - delivered:
        assert catalogue.sources[key].title in words(by_id(sources_page, key.replace("_", "-")))
    for row in rows:
        card = words(by_id(sources_page, row["source_id"].replace("_", "-")))
        about = catalogue.sources[row["source_id"]]
        for told in (row["title"], row["publisher"], row["year"], row["licence"], row["note"], about.organisation, about.what):
            assert told in card
        figures = count(snapshot, f"select count(*) from observation where source_id = '{row['source_id']}'")
        projects = count(snapshot, f"select count(*) from project where source_id = '{row['source_id']}'")
        assert (f"{dutch(figures)} cijfers" in card) == (figures > 0)
        assert (f"{dutch(projects)} projecten en afspraken" in card) == (projects > 0)
        assert ("niet vermeld in de bron" in card) == (row["date_published"] == "")


def test_every_file_shows_its_checksum_and_whether_it_is_shipped(sources_page: Any, snapshot: Snapshot) -> None:
    files = snapshot.rows("select * from delivery")
    shown = {str(getattr(piece, "title", "")): words(piece) for piece in of_kind(sources_page, "Abbr")}
    assert len(shown) == len(files) > 0
    for row in files:
        assert shown[f"sha256 {row['sha256']}"] == row["sha256"][:12]
        card = by_id(sources_page, row["source_id"].replace("_", "-"))
        (line,) = [words(item) for item in of_kind(card, "Li") if words(item).startswith(row["file_name"])]
        assert ("Origineel meegeleverd" in line) == row["is_original"]
        assert ("Alleen overgenomen" in line) == (not row["is_original"])


def test_a_source_links_to_the_themes_that_use_it(sources_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    used = snapshot.rows(
        "select source_id, theme from observation join indicator using (indicator_id) union select source_id, theme from project"
    )
    for source_id in catalogue.sources:
        paths = {catalogue.themes[row["theme"]].path for row in used if row["source_id"] == source_id}
        told = links(by_id(sources_page, source_id.replace("_", "-"))) - {"/strategie"}
        assert told == paths
    assert "/strategie" in links(by_id(sources_page, "igemo-strategisch-plan"))


def test_the_register_holds_every_table_and_marks_pictures(sources_page: Any, snapshot: Snapshot) -> None:
    rows = snapshot.rows(f"select * from report_table where source_id = '{REPORT}'")
    told = cells(table_named(sources_page, "Register van tabellen en figuren"))
    assert sorted(line[0] for line in told) == sorted(row["section"] for row in rows)
    empty = [row for row in rows if row["observations"] + row["projects"] == 0]
    assert empty
    assert sum(line[2] == "afbeelding zonder cijfers" for line in told) == len(empty)
    energy = next(row for row in rows if row["table_id"] == "3.4.16-energiescans")
    assert ["3.4.16", energy["title"], f"{energy['observations']} cijfers"] in told
    order = [[int(part) for part in line[0].split(".")] for line in told]
    assert order == sorted(order)


def test_every_indicator_is_explained(definitions_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    figures = {row["indicator_id"]: row["n"] for row in snapshot.rows("select indicator_id, count(*) as n from observation group by all")}
    for indicator in catalogue.indicators.values():
        section = by_id(definitions_page, f"thema-{indicator.theme}")
        told = words(by_id(section, indicator.id.replace("_", "-")))
        assert indicator.label in told
        assert indicator.definition in told
        assert f"Eenheid: {indicator.unit}." in told
        assert (indicator.computation or "Overgenomen zoals gepubliceerd.") in told
        assert catalogue.goals[indicator.goal].label in told
        assert all(catalogue.caveats[key].text in told for key in indicator.caveats)
        assert ("Niet in de bron" in told) == (indicator.id not in figures)
        assert indicator.awaits in told
        assert ("Streefwaarde" in told) == (indicator.target is not None)


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("energiescans", "De gemeenten mogen opgeteld worden."),
        ("deelwagen-km-per-wagen", "De perioden mogen niet opgeteld worden."),
        ("deelwagen-km-per-wagen", "Referentie: ongeveer 1.200 km per wagen per maand; geldt voor het totaal."),
        ("deelwagen-km-per-wagen", "niet per gemeente"),
        ("bevolking", "De perioden mogen niet opgeteld worden: de laatste stand geldt."),
        ("activering-deelnemers", "Gepland: 50"),
    ],
)
def test_what_may_be_added_and_the_target_are_told_in_words(definitions_page: Any, indicator: str, sentence: str) -> None:
    assert sentence in words(by_id(definitions_page, indicator))


def test_definitions_lead_to_their_card_and_their_sources(
    definitions_page: Any, sources_page: Any, snapshot: Snapshot, catalogue: Catalogue
) -> None:
    cards = {item["label"]: item["href"] for item in search_index(snapshot)}
    for indicator in catalogue.indicators.values():
        told = links(by_id(definitions_page, indicator.id.replace("_", "-")))
        assert cards[indicator.label] in told
        assert {f"/bronnen#{key.replace('_', '-')}" for key in indicator.sources} <= told


@pytest.mark.parametrize("module", [bronnen, definities, kwaliteit])
def test_every_jump_on_a_page_lands(module: Any, snapshot: Snapshot) -> None:
    content = module.page({}).content
    jumps = {href[1:] for href in links(content) if href.startswith("#")}
    assert len(jumps) >= 6
    for jump in jumps:
        by_id(content, jump)


def test_the_statement_on_accessibility_counts_the_tables_that_there_are(snapshot: Snapshot) -> None:
    rendered = [render(view, Filters(), snapshot) for view in all_views().values()]
    with_table = sum(r.table is not None and bool(r.table.rows) for r in rendered)
    charts = sum(r.figure is not None and not r.view.is_list for r in rendered)
    told = words(toegankelijkheid.page({}).content)
    assert f"Peil telt {with_table} kaarten" in told
    assert f"bij {charts} grafieken" in told
    assert "WCAG 2.2, niveau AA" in told
    assert "@" not in told


def test_the_statement_on_privacy_names_no_people_but_floors_and_example_data(snapshot: Snapshot, catalogue: Catalogue) -> None:
    content = privacy.page({}).content
    told = words(content)
    seats = "select count(*) from project where kind = 'mandaat' and table_id like '4.1.1%'"
    assert count(snapshot, seats) == 47
    assert count(snapshot, f"{seats} and name not like '%etel in de %'") == 0
    assert "Namen van personen zijn niet overgenomen" in told
    guarded = [indicator for indicator in catalogue.indicators.values() if indicator.privacy_floor]
    assert guarded
    for indicator in guarded:
        assert f"{indicator.label}: een aantal onder {indicator.privacy_floor} wordt niet getoond" in told
    floors = [words(item) for item in of_kind(content, "Li") if "wordt niet getoond" in words(item)]
    assert len(floors) == len(guarded)
    assert count(snapshot, "select count(*) from observation where is_demo") == 0
    assert "Deze stand bevat geen voorbeelddata." in told
    assert "aantallen van 0 tot 9" in told
    assert "niet: het noemt mensen naast de cijfers; alleen de cijfers blijven" in told


def test_what_the_statement_on_privacy_says_of_visitors_is_so(snapshot: Snapshot) -> None:
    from app import server

    client = server.test_client()
    for path in ("/", "/_dash-layout", "/health", "/zoekindex.json", "/download/energiescans.csv"):
        assert "Set-Cookie" not in client.get(path).headers
    assert "connect-src 'self'" in client.get("/").headers["Content-Security-Policy"]
    assert "accesslog = None" in (Path(__file__).parents[2] / "gunicorn.conf.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [bronnen, definities, kwaliteit, open_data, toegankelijkheid, privacy])
def test_headings_go_down_one_step_at_a_time(module: Any, snapshot: Snapshot) -> None:
    levels = [int(type(piece).__name__[1]) for piece in pieces(module.page({}).content) if type(piece).__name__ in {"H1", "H2", "H3", "H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
