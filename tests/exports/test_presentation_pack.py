"""A pack as a PowerPoint: cover, contents, figures and an appendix of exactly what was used; and an organisation's template."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from exports.contents import signs
from exports.exhibit import Exhibit, HouseStyle, Pack
from exports.presentation import pack_presentation, view_presentation
from exports.slide_template import TemplateError
from tests.exports.slides_as_read import Deck, languages, read
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse.snapshot import Snapshot

VIEWS = ("deelwagen_km_per_wagen", "engagementsverklaringen", "energiescans", "projecten_energie", "supra_trajecten", "kernindicatoren")
OLD = "Oude dia van de organisatie"


@pytest.fixture(scope="module")
def exhibits(snapshot: Snapshot) -> tuple[Exhibit, ...]:
    """Views of several forms."""
    views = all_views()
    by_anchor = {view.anchor: view for view in views.values()}
    return tuple(exhibit(by_anchor[key.replace("_", "-")], Filters(), snapshot, base="http://127.0.0.1:8050") for key in VIEWS)


@pytest.fixture(scope="module")
def pack(exhibits: tuple[Exhibit, ...], snapshot: Snapshot) -> Pack:
    """A pack of them all."""
    return Pack(
        title="Cijfers voor de mandaatgroep", scope="alle gemeenten, 2018–2024", meeting="10 december 2026", made="30 november 2026",
        exhibits=exhibits, day=snapshot.built_at.date(), snapshot=snapshot.id,
        address="http://127.0.0.1:8050/rapport?x=1",
    )  # fmt: skip


@pytest.fixture(scope="module")
def deck(pack: Pack) -> Deck:
    """The pack in our own style, read back."""
    return read(pack_presentation(pack, pictures={}))


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An organisation's template, 4:3, with slides, a chart and notes of its own, as .potx."""
    given = Presentation()
    for _ in range(3):
        slide = given.slides.add_slide(given.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = OLD
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = [OLD]
        data.add_series(OLD, (1,))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(0), Pt(0), Pt(99), Pt(99), data)
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = OLD
    out = io.BytesIO()
    given.save(out)
    path = tmp_path / "huisstijl.potx"
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(path, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, source.read(name).replace(b"presentation.main+xml", b"template.main+xml"))
    return path


def test_the_cover_says_what_this_is(deck: Deck, pack: Pack) -> None:
    cover = deck.slides[0]
    assert cover.title == pack.title
    for told in (pack.scope, f"Vergadering van {pack.meeting}", "Peil, Rivierenland in cijfers", pack.made, pack.snapshot):
        assert told in cover.text
    assert "Bevat voorbeelddata" not in cover.text
    one = replace(pack.exhibits[1], is_example=True)
    assert "Bevat voorbeelddata" in read(pack_presentation(replace(pack, exhibits=(one,)), pictures={})).slides[0].text


def test_the_contents_give_the_number_of_each_slide(deck: Deck, pack: Pack) -> None:
    rows = [row for slide in deck.slides[1:3] if slide.title.startswith("Inhoud") for shape in slide.shapes for row in shape.rows[1:]]
    assert [row[1] for row in rows if row[0].split(" ")[0] in {"Figuur", "Tabel", "Leeg"}] == [e.title for e in pack.exhibits]
    assert len(rows) > len(pack.exhibits) + 3
    for _, title, number in rows:
        slide = deck.slides[int(number) - 1]
        assert slide.title == title
        assert [shape.text for shape in slide.shapes if shape.kind == "sldNum"] == [number]


def test_each_figure_has_its_number_beside_its_code(deck: Deck, pack: Pack) -> None:
    names = [name for _, name in signs(pack.exhibits)]
    assert len(set(names)) == len(names)
    assert {name.split(" ")[0] for name in names} >= {"Figuur", "Tabel"}
    for name, given in zip(names, pack.exhibits, strict=True):
        found = [slide for slide in deck.slides if f"{name} · {given.code}" in slide.text]
        assert found[0].title == given.title
        assert given.source_line in found[0].text
        assert {slide.title for slide in found} <= {given.title, f"{given.title} (vervolg)"}


def test_the_appendix_is_of_exactly_the_figures_used(deck: Deck, pack: Pack) -> None:
    def rows(title: str) -> list[list[str]]:
        return [
            row
            for slide in deck.slides
            if slide.title.removesuffix(" (vervolg)") == title
            for shape in slide.shapes
            for row in shape.rows[1:]
        ]

    assert [tuple(row[:2]) for row in rows("Definities")] == list(pack.terms) != []
    assert [row[0] for row in rows("Bronnen")] == list(pack.sources) != []
    assert [tuple(row[:2]) for row in rows("Kanttekeningen")] == list(pack.caveats) != []
    assert [row[0] for row in rows("Tegenspraak in de bronnen")] == list(pack.conflicts) != []
    for row in rows("Bronnen"):
        assert row[1] == ", ".join(
            sign for (sign, _), e in zip(signs(pack.exhibits), pack.exhibits, strict=True) if e.source_line == row[0]
        )
    assert pack.snapshot in deck.slides[-1].text
    assert pack.address in deck.slides[-1].text


def test_a_pack_is_dutch_and_the_same_each_time(deck: Deck, pack: Pack) -> None:
    assert languages(deck) == {"nl-BE"}
    assert pack_presentation(pack, pictures={}) == pack_presentation(pack, pictures={})


def test_no_two_shapes_of_a_slide_share_a_number(deck: Deck) -> None:
    for slide in deck.slides:
        found = re.findall(rb'<p:cNvPr id="(\d+)"', slide.xml)
        assert len(found) == len(set(found)) > 1


def test_the_words_on_a_slide_are_at_least_twelve_points(deck: Deck) -> None:
    sizes = {
        int(size)
        for name, content in deck.files.items()
        if "/slide" in name or "/chart" in name
        for size in re.findall(rb' sz="(\d+)"', content)
    }
    assert sizes
    assert min(sizes) >= 1200


def test_an_organisations_template_keeps_its_looks_and_loses_its_slides(template: Path, pack: Pack) -> None:
    styled = replace(pack, style=HouseStyle(accent="#7a2e8c", presentation=template))
    found = read(pack_presentation(styled, pictures={}))
    assert (found.width, found.height) == (720, 540)
    assert not [name for name, content in found.files.items() if OLD.encode() in content]
    assert languages(found) == {"nl-BE"}
    charts = [chart for slide in found.slides for chart in slide.charts]
    assert len(charts) == sum(len([c for c in e.charts if not c.word]) for e in pack.exhibits) > 0
    assert all(b"0A6A94" not in chart.xml for chart in charts)
    assert any(b"7A2E8C" in chart.xml for chart in charts)
    for (_, name), given in zip(signs(pack.exhibits), pack.exhibits, strict=True):
        pages = [slide for slide in found.slides if f"{name} · {given.code}" in slide.text]
        assert pages[0].title == given.title
        assert pages[0].shapes[0].kind == "title"
    for slide in found.slides:
        for shape in slide.shapes:
            assert shape.box is None or (shape.box[2] <= 721 and shape.box[3] <= 541 and min(shape.box) >= 0), shape


def test_a_template_that_does_not_open_is_named_in_dutch(tmp_path: Path, exhibits: tuple[Exhibit, ...]) -> None:
    broken = tmp_path / "stuk.pptx"
    broken.write_bytes(b"geen zip")
    empty = tmp_path / "leeg.pptx"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
    word = tmp_path / "brief.pptx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    for path in (broken, empty, word, tmp_path / "weg.pptx", tmp_path):
        with pytest.raises(TemplateError, match=rf"Het sjabloon '{re.escape(path.name)}' kan niet als PowerPoint geopend worden"):
            view_presentation(exhibits[0], style=HouseStyle(presentation=path), pictures={})
