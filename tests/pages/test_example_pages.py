"""The pages with example data: apart from the figures, after them, each with its word, and never in their place."""

from typing import Any

import pytest
from dash.development.base_component import Component

from catalogue.model import Catalogue
from pages.routes import find_page
from tests.pages.reading import by_id, cells, links, of_kind, pieces, words
from warehouse.snapshot import Snapshot

pytestmark = pytest.mark.usefixtures("installed_examples")

WORD = "Voorbeelddata"
WITH_EXAMPLES = ("/wijk-werken", "/deelfietsen", "/deelwagens", "/klimaat", "/gemeente/duffel")


def _content(path: str, search: str = "") -> Any:
    return find_page(path, search).content


def _section(content: Any) -> Component:
    (found,) = [piece for piece in pieces(content) if getattr(piece, "className", "") == "voorbeelden"]
    return found


@pytest.mark.parametrize("path", WITH_EXAMPLES)
def test_the_section_comes_after_everything_else(path: str) -> None:
    content = _content(path)
    section = _section(content)
    headings = [piece for piece in pieces(content) if type(piece).__name__ in {"H1", "H2"}]
    assert words(headings[-1]) == "Voorbeelddata: wacht op levering"
    inside = {id(piece) for piece in pieces(section)}
    outside = [piece for piece in pieces(content) if id(piece) not in inside]
    last = [piece for piece in pieces(content) if type(piece).__name__ in {"Figure", "Section", "Table"}][-1]
    assert id(last) in inside
    assert outside


@pytest.mark.parametrize("path", WITH_EXAMPLES)
def test_one_sentence_says_what_it_is_who_made_it_and_what_it_waits_for(path: str, catalogue: Catalogue) -> None:
    (lead,) = [words(piece) for piece in pieces(_section(_content(path))) if getattr(piece, "className", "") == "voorbeeldzin"]
    assert lead.startswith("Geen gepubliceerde cijfers: Peil heeft deze voorbeelden zelf gemaakt om te tonen wat hier zal staan")
    assert lead.endswith(".")
    assert lead.count(".") == 1
    if path == "/wijk-werken":
        assert "de echte levering: jaarbestand wijk-werken." in lead


@pytest.mark.parametrize("path", WITH_EXAMPLES[:-1])
def test_every_card_in_the_section_and_none_outside_it_bears_the_word(path: str) -> None:
    content = _content(path)
    cards = of_kind(content, "Figure")
    examples = of_kind(_section(content), "Figure")
    assert examples
    for card in examples:
        (heading,) = of_kind(card, "H3")
        assert words(heading).startswith(f"{WORD}: ")
        assert [getattr(piece, "className", "") for piece in pieces(heading)][1] == "label label-example"
        assert words(of_kind(card, "Figcaption")[0]).startswith("Bron: voorbeelddata, gemaakt door Peil")
    real = [card for card in cards if card not in examples]
    assert real
    assert [words(card) for card in real if "oorbeelddata" in words(card)] == []


def test_what_is_missing_says_both_and_leads_to_the_example() -> None:
    content = _content("/wijk-werken")
    item = by_id(content, "wijk-werken-uren")
    assert "Niet in de bron" in words(item)
    assert "Onderaan staat er voorbeelddata" in words(item)
    assert "#wijk-werken-uren-voorbeelddata" in links(item)
    by_id(content, "wijk-werken-uren-voorbeelddata")


def test_the_table_of_a_municipality_has_no_rank_and_a_word_per_row() -> None:
    section = _section(_content("/gemeente/duffel", "?met=nijlen"))
    (table,) = of_kind(section, "Table")
    heads = [words(head) for head in of_kind(of_kind(table, "Thead")[0], "Th")]
    assert heads == ["Cijfer", "Soort", "Duffel", "Nijlen", "Periode", "Thema"]
    rows = cells(table)
    assert len(rows) >= 6
    assert {row[1] for row in rows} == {"voorbeelddata"}
    assert "neemt niet deel" in {row[3] for row in rows}
    assert "/wijk-werken#wijk-werken-uren-voorbeelddata" in links(table)


def test_the_overview_and_the_strategy_show_no_example() -> None:
    for path in ("/", "/strategie", "/dienstverlening", "/toegankelijkheid"):
        assert "oorbeelddata" not in words(_content(path)), path


def test_the_page_of_quality_counts_them_nowhere_and_says_that_there_are_some(example_snapshot: Snapshot) -> None:
    content = _content("/kwaliteit")
    gaps = words(by_id(content, "leemten"))
    assert f"Jaarbestand wijk-werken (uren en actieve wijk-werkers per gemeente){WORD}" in gaps
    assert "voorbeeldcijfers; ze tellen op deze pagina nergens mee" in words(by_id(content, "stand"))
    others = [words(by_id(content, place)) for place in ("tegenspraken", "herrekening", "woorden", "correcties")]
    assert [told for told in others if "oorbeelddata" in told or "oorbeeldcijfer" in told] == []


def test_a_source_of_which_there_are_only_examples_is_no_source(example_snapshot: Snapshot, catalogue: Catalogue) -> None:
    content = _content("/bronnen")
    real = example_snapshot.rows("select count(*) as n from source where kind <> 'levering'")[0]["n"]
    assert f"Peil steunt op {real} bronnen." in words(content)
    card = by_id(content, "wijk-werken")
    assert "voorbeeldcijfers, door Peil gemaakt in de vorm van deze levering; ze tellen nergens mee" in words(card)
    assert "Uitgever" not in words(card)
    cards = [str(getattr(piece, "id", "")) for piece in pieces(content) if "bron-kaart" in str(getattr(piece, "className", ""))]
    assert cards.index("wijk-werken") > cards.index("igemo-evaluatierapport")


def test_a_definition_leads_to_the_example_beside_what_is_missing() -> None:
    card = by_id(_content("/definities"), "wijk-werken-uren")
    assert "Niet in de bron" in words(card)
    assert "Er is ook voorbeelddata" in words(card)
    assert {"/wijk-werken#wijk-werken-uren", "/wijk-werken#wijk-werken-uren-voorbeelddata"} <= links(card)
