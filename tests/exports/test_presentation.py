"""A view as a PowerPoint: every number, word and alt text of the exhibit, read back from the file itself."""

import io
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from catalogue.formatting import office_format
from exports.exhibit import Exhibit, Grid, GridCell, HouseStyle
from exports.presentation import view_presentation
from tests.exports.slides_as_read import Deck, languages, read
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse.snapshot import Snapshot

BASE = "http://127.0.0.1:8050"
CHARTED = {
    "deelwagen-km-per-wagen": "line", "ioed-adviezen": "line", "engagementsverklaringen": "bar", "imprezs-scholen": "bar",
    "energiescans": "column", "geplande-investeringen": "column", "wijk-werken-uren-per-werker": "bar", "supra-trajecten": "bar",
}  # fmt: skip
LISTED = ["cijfers-wonen", "projecten-energie", "kernindicatoren"]
MAP = "supra-aandeel-met-werken"
ENGLISH = (b"Sheet1!", b"Click to edit", b"Placeholder", b"Office Theme", b"Steve Canny", b"python-pptx", b"en-US", b"Slide Number")
HOSTILE = "=1+1\t@x\r\n\x00\x0b<b>&\"'\u202e\u200f " + "w" * 300 + " einde"
Make = Callable[..., Exhibit]


@pytest.fixture(scope="module")
def make(snapshot: Snapshot) -> Make:
    """A view of the real warehouse as an exhibit."""
    views = {view.anchor: view for view in all_views().values()}
    return lambda view, **filters: exhibit(views[view], Filters(**filters), snapshot, base=BASE)


def png() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (760, 338), "white").save(out, "PNG")
    return out.getvalue()


def made(given: Exhibit, picture: bytes | None = None) -> Deck:
    """The file of an exhibit in our own style, read back."""
    return read(view_presentation(given, style=HouseStyle(), pictures={given.view: picture} if picture else {}))


def check_words(deck: Deck, given: Exhibit) -> None:
    """Title, subtitle, source and code on every slide; notes with all that travels along; alt texts; Dutch."""
    assert deck.slides
    for i, slide in enumerate(deck.slides):
        assert slide.title == given.title + (" (vervolg)" if i else "")
        assert given.subtitle in slide.text
        assert given.source_line in slide.text
        assert given.code in slide.text
        assert slide.shapes[0].kind == "title"
        assert [shape.kind for shape in slide.shapes][-2:] == ["ftr", "sldNum"]
    notes = deck.slides[0].notes
    for label, text in given.notes:
        assert f"{label}: {text}" in notes
    for told in (given.address, given.snapshot, *(text for _, text in given.terms), *given.marks):
        assert told in notes
    drawn = [shape for slide in deck.slides for shape in slide.shapes if shape.kind in ("graphicFrame", "pic")]
    assert {shape.alt for shape in drawn} <= {given.summary}
    assert languages(deck) == {"nl-BE"}
    assert not [word for word in ENGLISH for content in deck.files.values() if word in content]


def check_room(deck: Deck) -> None:
    """Nothing stands outside its slide, and no chart or table runs into what stands below it."""
    for slide in deck.slides:
        placed = [shape for shape in slide.shapes if shape.box]
        for shape in placed:
            assert shape.box
            assert min(shape.box[:2]) >= 0
            assert (shape.box[2] <= deck.width + 1, shape.box[3] <= deck.height + 1) == (True, True), shape
        marks = next((shape.box[1] for shape in placed if shape.name == "Kanttekeningen" and shape.box), deck.height - 68)
        assert all(shape.box[3] <= marks + 1 for shape in placed if shape.box and shape.kind in ("graphicFrame", "pic"))


@pytest.mark.parametrize(("view", "kind"), CHARTED.items())
def test_every_number_of_a_chart_is_in_the_file(make: Make, view: str, kind: str) -> None:
    given = make(view)
    deck = made(given)
    assert {chart.kind for chart in given.charts} == {kind}
    charts = deck.slides[0].charts
    told = [chart for chart in given.charts if not chart.word]
    assert len(charts) == len(told) > 0
    for chart, found in zip(told, charts, strict=True):
        assert found.sheet == "Gegevens"
        assert b'<c:dispBlanksAs val="gap"/>' in found.xml
        assert (b'<c:barDir val="bar"/>' in found.xml, b'val="maxMin"' in found.xml) == (kind == "bar", kind == "bar")
        assert [s.name for s in found.series] == [s.name for s in chart.series]
        for series, read_back in zip(chart.series, found.series, strict=True):
            assert read_back.categories == list(chart.categories)
            assert read_back.values == {i: value for i, value in enumerate(series.values) if value is not None}
            assert read_back.in_workbook == list(series.values)
            assert read_back.office == office_format(chart.unit, chart.decimals)
            if kind == "line":
                assert read_back.has_line is series.has_line
    assert len({(c.xml.split(b"<c:max val=")[1].split(b"/>")[0], c.xml.split(b"<c:min val=")[1].split(b"/>")[0]) for c in charts}) == 1
    check_words(deck, given)
    check_room(deck)
    assert {shape.alt for shape in deck.slides[0].shapes if shape.chart} == {given.summary}


def test_what_stands_beside_a_value_is_what_the_chart_says(make: Make) -> None:
    given = make("woonproject-entiteiten")
    charts = made(given).slides[0].charts
    assert b"ongeveer 450" in charts[0].xml
    assert "Duffel (onbekend)" in charts[1].series[0].categories
    assert charts[1].series[0].values[4] == 0
    assert b"pattFill" not in charts[0].xml


def test_a_target_is_an_outline_with_its_name(make: Make) -> None:
    (chart,) = made(make("wijk-werken-uren-per-werker")).slides[0].charts
    target = chart.xml.split(b"<c:ser>")[2]
    assert b"maximum: 60 uur per maand" in target
    assert b"<c:spPr><a:noFill/><a:ln w=" in target
    assert b'<c:showSerName val="1"/>' in target


@pytest.mark.parametrize("view", LISTED)
def test_a_list_is_a_table_with_every_cell(make: Make, view: str) -> None:
    given = make(view)
    deck = made(given)
    tables = [shape.rows for slide in deck.slides for shape in slide.shapes if shape.rows]
    assert tables
    assert {tuple(rows[0]) for rows in tables} == {given.table.head}
    assert [row for rows in tables for row in rows[1:]] == [[cell.text for cell in row] for row in given.table.rows]
    assert all(b'firstRow="1"' in slide.xml for slide in deck.slides)
    has_dash = any(cell.text == "–" for row in given.table.rows for cell in row)
    assert ("streepje" in deck.slides[0].text) is has_dash
    check_words(deck, given)
    check_room(deck)


def test_a_map_is_a_picture_with_its_table(make: Make) -> None:
    given = make(MAP)
    deck = made(given, picture=png())
    (slide,) = deck.slides
    assert [shape.kind for shape in slide.shapes if shape.alt == given.summary] == ["pic", "graphicFrame"]
    assert [row for shape in slide.shapes for row in shape.rows[1:]] == [[cell.text for cell in row] for row in given.table.rows]
    check_words(deck, given)
    check_room(deck)
    alone = made(given)
    assert [shape.kind for shape in alone.slides[0].shapes if shape.alt] == ["graphicFrame"]


def test_an_empty_choice_says_so_without_a_chart(make: Make) -> None:
    given = make("engagementsverklaringen", first_year=1950, last_year=1951)
    assert given.is_empty
    deck = made(given)
    (slide,) = deck.slides
    assert "Voor deze keuze zijn er geen cijfers." in slide.text
    assert not [shape for shape in slide.shapes if shape.kind == "graphicFrame"]
    check_words(deck, given)


@pytest.mark.parametrize("view", ["engagementsverklaringen", "energiescans", "deelwagen-km-per-wagen", "projecten-energie"])
def test_example_data_is_hatched_and_says_so(make: Make, view: str) -> None:
    real = make(view)
    sentence = "Voorbeelddata: door Peil gemaakt om te tonen wat hier komt; dit zijn geen gepubliceerde cijfers."
    charts = tuple(replace(chart, is_example=True) for chart in real.charts)
    deck = made(replace(real, is_example=True, marks=(sentence, *real.marks), charts=charts))
    assert sentence in deck.slides[0].text
    for slide in deck.slides:
        assert "Voorbeelddata" in [shape.text for shape in slide.shapes]
        for chart in slide.charts:
            assert b"sysDot" in chart.xml if view.startswith("deelwagen") else b"pattFill" in chart.xml
    assert "Voorbeelddata" not in [shape.text for slide in made(real).slides for shape in slide.shapes]


def test_hostile_words_stay_words(make: Make) -> None:
    real = make("engagementsverklaringen")
    (chart,) = real.charts
    series = replace(chart.series[0], name=HOSTILE, labels=(HOSTILE, *chart.series[0].labels[1:]))
    odd = replace(chart, categories=(HOSTILE, *chart.categories[1:]), series=(series,), title=HOSTILE)
    given = replace(
        real, title=HOSTILE, subtitle=HOSTILE, summary=HOSTILE, marks=("@" + "lang " * 1000,), source_line=HOSTILE, charts=(odd,)
    )
    deck = made(given)
    (found,) = deck.slides[0].charts
    assert found.series[0].categories[0].startswith("=1+1 @x <b>&\"'")
    assert found.series[0].values[0] == chart.series[0].values[0]
    assert deck.slides[0].title.startswith("=1+1 @x <b>&\"'")
    assert "lang " * 900 in deck.slides[0].notes
    assert "volledige tekst staat in de notities" in deck.slides[0].text
    check_room(deck)


def test_a_very_long_cell_goes_on_over_slides(make: Make) -> None:
    real = make("projecten-energie")
    words = " ".join(f"woord{i}" for i in range(900))
    row = tuple(GridCell(text=text) for text in ("=naam", words, "\x07-1", "+x", "\u202eom", ""))
    given = replace(real, table=Grid(caption="x", head=real.table.head, rows=(row, *real.table.rows)))
    deck = made(given)
    rows = [row for slide in deck.slides for shape in slide.shapes for row in shape.rows]
    assert " ".join(row[1] for row in rows[1:] if row[1].startswith("woord") or row[0] == "(vervolg)").split() == words.split()
    assert (rows[1][0], rows[1][2], rows[1][4]) == ("=naam", "-1", "om")
    check_room(deck)


def test_the_same_view_gives_the_same_bytes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    given = make("energiescans")
    first = view_presentation(given, style=HouseStyle(), pictures={})
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert view_presentation(given, style=HouseStyle(), pictures={}) == first


def test_properties_are_dutch_and_of_the_day_of_the_snapshot(make: Make) -> None:
    given = make("energiescans")
    core = made(given).files["docProps/core.xml"].decode()
    assert f"<dc:title>{given.title}</dc:title>" in core
    assert "<dc:language>nl-BE</dc:language>" in core
    assert core.count("Peil, Rivierenland in cijfers") == 2
    assert given.day is not None
    assert core.count(f"{given.day.isoformat()}T00:00:00Z") == 2


def test_twenty_views_take_less_than_four_seconds(make: Make) -> None:
    given = [make(view) for view in (*CHARTED, *LISTED, *CHARTED)][:20]
    begun = time.monotonic()
    for each in given:
        view_presentation(each, style=HouseStyle(), pictures={})
    assert time.monotonic() - begun < 6
