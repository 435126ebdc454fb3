"""A briefing as a PowerPoint: every sentence with its code, every panel as a chart on its own scale, every list."""

from dataclasses import replace

import pytest

from catalogue.model import Catalogue
from exports.exhibit import Briefing, HouseStyle, Sentence
from exports.presentation import briefing_presentation
from tests.exports.slides_as_read import Deck, languages, read
from views.briefings import briefing
from warehouse.snapshot import Snapshot


@pytest.fixture(scope="module")
def told(snapshot: Snapshot, catalogue: Catalogue) -> Briefing:
    """The briefing of one municipality from the real warehouse."""
    municipality = catalogue.municipality_by_slug("duffel")
    assert municipality is not None
    return briefing(municipality, snapshot, base="http://127.0.0.1:8050")


def made(given: Briefing) -> Deck:
    """The file in our own style, read back."""
    return read(briefing_presentation(given, style=HouseStyle()))


def test_every_sentence_stands_with_its_caveat_and_code(told: Briefing) -> None:
    deck = made(told)
    assert deck.slides[0].title == told.title
    assert told.sentences
    for sentence in told.sentences:
        caveat = f"Kanttekening: {sentence.caveat}. " if sentence.caveat else ""
        assert f"{sentence.text}\n{caveat}{sentence.code}".strip() in deck.slides[0].text
    assert told.subtitle in deck.slides[0].text
    assert told.snapshot in deck.slides[0].text
    assert languages(deck) == {"nl-BE"}


def test_every_panel_is_a_chart_on_its_own_scale(told: Briefing) -> None:
    slide = made(told).slides[1]
    assert len(slide.charts) == len(told.panels) > 1
    for panel, chart in zip(told.panels, slide.charts, strict=True):
        assert [list(s.in_workbook) for s in chart.series] == [list(s.values) for s in panel.series]
        assert f'<c:max val="{panel.greatest:.12g}"/>'.encode() in chart.xml
    assert {shape.alt for shape in slide.shapes if shape.chart} == {told.summary}
    assert "Elke grafiek heeft haar eigen schaal." in slide.text


def test_the_lists_and_the_sources_are_whole(told: Briefing) -> None:
    many = replace(told, missing=tuple(f"Ontbrekend cijfer nummer {i}, met wat uitleg erbij." for i in range(60)))
    deck = made(many)
    text = "\n".join(slide.text for slide in deck.slides)
    for line in (*many.changed, *many.missing, *many.discuss, many.sources, "Wat veranderde", "Wat ontbreekt", "Wat te bespreken"):
        assert line in text
    assert deck.slides[-1].title.endswith("(vervolg)")


def test_hostile_and_empty_briefings_are_files(told: Briefing) -> None:
    odd = (Sentence(text="=1+1\t\x00<b>\u202e" + "w" * 900, code="@x"), Sentence(text="", code=""))
    deck = made(replace(told, title="<&>", sentences=odd, panels=()))
    assert deck.slides[0].title == "<&>"
    assert "=1+1 <b>w" in deck.slides[0].text
    nothing = made(replace(told, sentences=(), panels=(), changed=(), missing=(), discuss=()))
    assert [slide.title for slide in nothing.slides] == [f"{told.title}: wat veranderde, wat ontbreekt en wat te bespreken is"]


def test_the_same_briefing_gives_the_same_bytes(told: Briefing) -> None:
    assert briefing_presentation(told, style=HouseStyle()) == briefing_presentation(told, style=HouseStyle())
