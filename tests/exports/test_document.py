"""Word documents, opened as what they are: XML in a zip, read without the library that wrote them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from exports.contents import DASH_WORDS, clean
from exports.document import pack_document, view_document
from exports.exhibit import Exhibit, HouseStyle
from tests.exports.opened_word import Opened, W
from tests.exports.paper_exhibits import EXAMPLE_MARK, FORMS, HOSTILE, example, hostile, pack_of, photo, photos, real_exhibits
from warehouse.snapshot import Snapshot

DAY = date(2026, 11, 30)
PLAIN = HouseStyle()


def as_table(exhibit: Exhibit) -> list[list[str]]:
    return [list(exhibit.table.head), *([cell.text for cell in row] for row in exhibit.table.rows)]


@pytest.fixture(scope="module")
def real(snapshot: Snapshot) -> dict[str, Exhibit]:
    """One real view of each form."""
    found = real_exhibits(snapshot)
    assert {name for name, e in found.items() if e.picture} == set(FORMS[:6])
    assert [name for name, e in found.items() if e.is_empty] == ["deelwagen-km"]
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_view_says_all_that_its_exhibit_says(name: str, real: dict[str, Exhibit]) -> None:
    exhibit = real[name]
    opened = Opened(view_document(exhibit, style=PLAIN, pictures=photos(real), day=DAY))
    assert opened.said("heading 1") == [exhibit.title]
    assert opened.said("Subtitle") == [exhibit.subtitle]
    assert opened.said("Peil melding") == list(exhibit.marks)
    assert exhibit.source_line in opened.said("Peil bron")
    assert [text for text in opened.said("Peil bron") if f"Code: {exhibit.code} · Bekijk deze cijfers in Peil" in text]
    assert opened.links() == [exhibit.address]
    assert opened.tables() == ([] if exhibit.is_empty else [as_table(exhibit)])
    assert [(p["name"], p["descr"]) for p in opened.pictures()] == ([("Figuur 1", exhibit.summary)] if exhibit.picture else [])
    captions = [f"Figuur 1. {exhibit.title}"] * bool(exhibit.picture) + [f"Tabel 1. {exhibit.table.caption}"] * (not exhibit.is_empty)
    assert opened.said("caption") == captions
    fields = ["SEQ Figuur \\* ARABIC"] * bool(exhibit.picture) + ["SEQ Tabel \\* ARABIC"] * (not exhibit.is_empty)
    assert opened.fields() == fields
    said = " ".join(opened.said())
    assert [text for _, text in exhibit.notes if text not in said] == []
    assert (exhibit.summary in said) is exhibit.is_empty
    has_dash = any(cell == "–" for row in as_table(exhibit) for cell in row) and "streepje" not in exhibit.subtitle
    assert (DASH_WORDS in said) is has_dash
    assert all(width <= room for width, room in opened.widths())


def test_numbers_stand_to_the_right_and_the_head_is_repeated(real: dict[str, Exhibit]) -> None:
    exhibit = real["energiescans"]
    opened = Opened(view_document(exhibit, style=PLAIN, pictures={}))
    (table,) = opened.body.findall(f"{W}tbl")
    assert len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) == 1
    right = [[c.find(f"{W}p/{W}pPr/{W}jc") is not None for c in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")[1:]]
    assert right == [[cell.is_number for cell in row] for row in exhibit.table.rows]
    assert sum(map(sum, right)) > 10
    look = table.find(f"{W}tblPr/{W}tblStyle")
    assert look is not None
    assert opened.styles[look.get(f"{W}val")] == "Peil tabel"


def test_a_view_without_its_picture_shows_its_table_alone(real: dict[str, Exhibit]) -> None:
    opened = Opened(view_document(real["energiescans"], style=PLAIN, pictures={}))
    assert opened.pictures() == []
    assert opened.said("caption") == [f"Tabel 1. {real['energiescans'].table.caption}"]


def test_the_file_is_dutch_and_asks_nothing(real: dict[str, Exhibit]) -> None:
    opened = Opened(view_document(real["energiescans"], style=PLAIN, pictures=photos(real), day=DAY))
    core = opened.files["docProps/core.xml"].decode()
    assert f">{real['energiescans'].title}<" in core
    assert ">Peil, Rivierenland in cijfers<" in core
    assert ">nl-BE<" in core
    assert "2026-11-30T00:00:00Z" in core
    settings, styles = opened.files["word/settings.xml"].decode(), opened.files["word/styles.xml"].decode()
    assert "updateFields" not in settings
    assert re.findall(r'themeFontLang w:val="([^"]+)"', settings) == ["nl-BE"]
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"nl-BE"}
    everything = b" ".join(opened.files.values()).lower()
    assert [word for word in (b"python-docx", b"picture 1", b"macintosh", b"dirty") if word in everything] == []
    assert "2013" not in core


def test_without_a_day_the_file_bears_none() -> None:
    core = Opened(view_document(example(), style=PLAIN, pictures={})).files["docProps/core.xml"].decode()
    assert "nl-BE" in core
    assert "created" not in core


def test_a_table_wider_than_any_page_stands_in_parts_with_all_its_cells() -> None:
    exhibit = example()
    opened = Opened(view_document(exhibit, style=PLAIN, pictures={}))
    tables = opened.tables()
    assert len(tables) > 1
    assert all(width <= room for width, room in opened.widths())
    assert len(list(opened.widths())) == len(tables)
    assert [table[0] for table in tables] == [["Voorbeelddata"]] * len(tables)
    joined = [[exhibit.table.head[0]], *([row[0].text] for row in exhibit.table.rows)]
    for table in tables:
        for place, row in enumerate(table[1:]):
            assert row[0] == joined[place][0]
            joined[place] += row[1:]
    assert joined == as_table(exhibit)
    count = len(tables)
    assert opened.said("caption") == [f"Tabel 1. Kilometers (deel {i} van {count})" for i in range(1, count + 1)]
    assert opened.fields() == ["SEQ Tabel \\* ARABIC", *["SEQ Tabel \\c \\* ARABIC"] * (count - 1)]


def test_example_data_say_so_beside_picture_and_in_every_table() -> None:
    opened = Opened(view_document(example(3), style=PLAIN, pictures={"proef": photo(760, 300)}))
    assert opened.said("Peil etiket") == ["Voorbeelddata"]
    assert opened.said("Peil melding")[0] == EXAMPLE_MARK
    (table,) = opened.body.findall(f"{W}tbl")
    assert len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) == 2
    assert opened.tables()[0][0] == ["Voorbeelddata"]


def test_a_pack_holds_cover_contents_views_and_appendix(real: dict[str, Exhibit]) -> None:
    pack = pack_of(*real.values(), example(3))
    opened = Opened(pack_document(pack, pictures=photos(real) | {"proef": photo(760, 300)}, day=DAY))
    said = opened.said()
    assert said[:5] == [
        "Peil, Rivierenland in cijfers", pack.title, pack.scope,
        "Vergadering van 15 december 2026", "Cijfers van 30 november 2026, stand eeee",
    ]  # fmt: skip
    assert said[5] == "Bevat voorbeelddata"
    assert opened.said("heading 1") == [*(e.title for e in pack.exhibits), "Bijlage"]
    assert opened.said("toc 1") == opened.said("heading 1")
    assert opened.said("toc 2") == opened.said("heading 2")
    assert opened.said("heading 2")[:4] == ["Definities", "Bronnen", "Tegenspraak in de bronnen", "Kanttekeningen"]
    marks = {e.get(f"{W}name") for e in opened.body.iter(f"{W}bookmarkStart")}
    anchors = [e.get(f"{W}anchor") for e in opened.body.iter(f"{W}hyperlink") if e.get(f"{W}anchor")]
    assert len(anchors) == len(set(anchors)) == len(marks)
    assert set(anchors) == marks
    assert [f for f in opened.fields() if f.startswith("TOC")] == ['TOC \\o "1-2" \\n \\h \\z \\u']
    kinds = [e.get(f"{W}fldCharType") for e in opened.body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(opened.fields())
    wanted = [*(f"{label}. {text}" for label, text in (*pack.terms, *pack.caveats)), *pack.sources, *pack.conflicts]
    assert [text for text in wanted if text not in said] == []
    assert opened.links()[-1] == pack.address
    codes = [text for text in said if re.match(r"(Figuur|Tabel)\N{NO-BREAK SPACE}\d+", text) and ". Code: " in text]
    assert [text.partition(". ")[2] for text in codes] == [f"{e.title}. Code: {e.code}" for e in pack.exhibits if not e.is_empty]
    assert codes[1].startswith("Figuur\N{NO-BREAK SPACE}2, tabel\N{NO-BREAK SPACE}2. ")
    numbers = [text.partition(".")[0] for text in opened.said("caption")]
    assert [n for n in numbers if n.startswith("Figuur")] == [f"Figuur {i}" for i in range(1, 8)]
    footers = b"".join(content for name, content in opened.files.items() if "footer" in name).decode()
    assert " PAGE " in footers
    assert " NUMPAGES " in footers


def test_a_pack_without_examples_does_not_warn(real: dict[str, Exhibit]) -> None:
    said = Opened(pack_document(pack_of(real["energiescans"]), pictures={})).said()
    assert said
    assert "Bevat voorbeelddata" not in said


def test_the_same_pack_gives_the_same_bytes(real: dict[str, Exhibit], monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pack_of(*real.values())
    first = pack_document(pack, pictures=photos(real), day=DAY)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 2, 3, 4, 5, 0, 2, 0))
    assert pack_document(pack, pictures=photos(real), day=DAY) == first


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_break_a_document(text: str) -> None:
    exhibit = hostile(text)
    opened = Opened(view_document(exhibit, style=PLAIN, pictures={"proef": photo(760, 300)}, day=DAY))
    shown = clean(text)
    assert opened.said("heading 1") == [shown]
    assert opened.said("Peil melding") == [shown]
    assert opened.tables() == [[[shown, "Getal"], [shown, "3"], ["Lier", shown]]]
    assert [p["descr"] for p in opened.pictures()] == [shown]
    assert opened.links() == []
    assert all(width <= room for width, room in opened.widths())
    packed = Opened(pack_document(replace(pack_of(exhibit), title=text, scope=text), pictures={}))
    assert packed.said("Title") == [shown]
    assert packed.said("toc 1")[0] == shown


def test_an_address_that_a_program_would_run_is_no_link() -> None:
    opened = Opened(view_document(replace(example(3), address="javascript:alert(1)"), style=PLAIN, pictures={}))
    assert opened.links() == []
    assert any("javascript:alert(1)" in text for text in opened.said("Peil bron"))
