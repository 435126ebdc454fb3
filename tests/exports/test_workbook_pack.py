"""A pack as a workbook: a sheet for each figure, every record once per figure, and what a board needs to trust them."""

import re
from dataclasses import replace
from typing import Any

import pytest

from exports.contents import signs
from exports.exhibit import Pack
from exports.spreadsheet import COLUMNS, PROJECT_COLUMNS, neutral
from exports.workbook import pack_workbook
from exports.workbook_tables import COLUMN_WORDS
from tests.exports.opened_workbook import descriptions, drawn_charts, opened, referred, table_rows, texts
from tests.exports.workbook_cases import CASES, EXAMPLE_SENTENCE, as_example, case, pack_of, real_exhibit
from warehouse.snapshot import Snapshot

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def pack(snapshot: Snapshot) -> Pack:
    """A pack with each form of view, the example last."""
    return pack_of(tuple(case(form, snapshot) for form in CASES))


@pytest.fixture(scope="module")
def content(pack: Pack) -> bytes:
    """That pack as a workbook."""
    return pack_workbook(pack)


def test_the_contents_lead_to_each_sheet(pack: Pack, content: bytes) -> None:
    book = opened(content)
    figures = [name for name in book.sheetnames if re.match(r"[FTL]\d+ ", name)]
    assert book.sheetnames == ["Uitleg", *figures, "Gegevens", "Afspraken", "Bijlage"]
    assert len(figures) == len(pack.exhibits) == len(CASES)
    front = book["Uitleg"]
    links = {c.value: c.hyperlink.location for row in front.iter_rows() for c in row if c.hyperlink and not c.hyperlink.target}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    for (sign, _), name, exhibit in zip(signs(pack.exhibits), figures, pack.exhibits, strict=True):
        assert name.startswith(f"{sign} ")
        assert len(name) <= 31
        assert book[name]["A1"].value == f"{sign}. {exhibit.title}"
        assert exhibit.title in set(texts(front))


def test_the_front_says_for_whom_when_and_from_which_figures(pack: Pack, content: bytes) -> None:
    front = opened(content)["Uitleg"]
    told = {(row[0].value, row[1].value) for row in front.iter_rows(max_col=2)}
    assert {
        ("Titel", pack.title), ("Bereik", pack.scope), ("Vergadering", pack.meeting), ("Adres", pack.address),
        ("Stand", f"{pack.snapshot}, gemaakt op {pack.made}"),
    } <= told  # fmt: skip
    assert front["A1"].value.startswith("Bevat voorbeelddata. Dit bestand bevat de figuren van één dossier")


def test_without_examples_nothing_says_that_there_are(snapshot: Snapshot) -> None:
    made = pack_workbook(replace(pack_of((real_exhibit("comparison", snapshot),)), meeting=""))
    book = opened(made)
    assert book.sheetnames == ["Uitleg", "F1 Deelwagens via het…", "Gegevens", "Bijlage"]
    found = [text for sheet in book for text in texts(sheet) if text != "Voorbeelddata"]
    assert len(found) > 50
    assert [text for text in found if "voorbeelddata" in text.casefold()] == []
    assert "Vergadering" not in found


def test_each_figure_has_its_table_its_chart_its_source_and_its_code(pack: Pack, content: bytes) -> None:
    book = opened(content)
    for sheet, exhibit in zip(book.worksheets[1:], pack.exhibits, strict=False):
        told = " ".join(texts(sheet))
        assert exhibit.source_line in told
        assert exhibit.code in told
        assert all(mark in told for mark in exhibit.marks)
        assert sheet["A2"].value == exhibit.subtitle
        (name,) = [table for table in sheet.tables if table.startswith("Tabel_")]
        _, *rows = table_rows(sheet, name)
        expected = [[neutral(c.text) if c.value is None else c.value for c in row] for row in exhibit.table.rows]
        assert rows == (expected or [["Geen cijfers voor deze keuze."]])
        assert sheet.freeze_panes == "B6"
        assert not sheet.merged_cells.ranges
        assert (EXAMPLE_SENTENCE in told) == exhibit.is_example


def test_the_charts_of_all_figures_draw_their_numbers(pack: Pack, content: bytes) -> None:
    book, drawn = opened(content), drawn_charts(content)
    charts = [chart for exhibit in pack.exhibits for chart in exhibit.charts]
    assert len(drawn) == len(charts) == len(descriptions(content)) > 10
    for chart, found in zip(charts, drawn, strict=True):
        assert [referred(book, series.values) for series in found.series] == [list(series.values) for series in chart.series]


def test_no_chart_covers_a_filled_cell(content: bytes) -> None:
    book = opened(content)
    seen = 0
    for sheet in book:
        for chart in sheet._charts:
            start, end = chart.anchor._from, chart.anchor.to
            covered = sheet.iter_rows(min_row=start.row + 1, max_row=end.row + 1, min_col=start.col + 1, max_col=end.col + 1)
            assert [cell.coordinate for row in covered for cell in row if cell.value is not None] == []
            seen += 1
    assert seen > 10


def test_all_records_stand_together_with_their_figure(pack: Pack, content: bytes) -> None:
    book = opened(content)
    for name, columns in (("Gegevens", COLUMNS), ("Afspraken", PROJECT_COLUMNS)):
        heads, *rows = table_rows(book[name], f"{name}_alle")
        assert heads == ["Figuur", *(COLUMN_WORDS[column] for column in columns)]
        expected = [
            (sign, row)
            for (sign, _), e in zip(signs(pack.exhibits), pack.exhibits, strict=True)
            if e.records.columns == tuple(columns)
            for row in e.records.rows
        ]
        assert [row[0] for row in rows] == [figure for figure, _ in expected]
        amount = columns.index("value" if name == "Gegevens" else "amount_eur")
        assert [row[1 + amount] for row in rows] == [row[amount] for _, row in expected]
        assert len(rows) > 5


def test_the_annex_holds_definitions_sources_contradictions_and_caveats(pack: Pack, content: bytes) -> None:
    sheet = opened(content)["Bijlage"]
    heads, *rows = table_rows(sheet, "Bijlage")
    assert heads == ["Soort", "Naam", "Tekst"]
    expected: list[Any] = [
        *(["Definitie", label, text] for label, text in pack.terms),
        *(["Bron", None, text] for text in pack.sources),
        *(["Tegenspraak in de bron", None, text] for text in pack.conflicts),
        *(["Kanttekening", label, text] for label, text in pack.caveats),
    ]
    assert {row[0] for row in expected} == {"Definitie", "Bron", "Tegenspraak in de bron", "Kanttekening"}
    assert [[cell or None for cell in row] for row in rows] == expected
    assert sheet.freeze_panes == "A6"


def test_a_figure_may_come_twice(snapshot: Snapshot) -> None:
    made = real_exhibit("comparison", snapshot)
    book = opened(pack_workbook(pack_of((made, made, as_example(made)))))
    names = [name.casefold() for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names) == 8
    assert len(set(book.sheetnames)) == len(book.sheetnames) == 6


def test_the_same_pack_gives_the_same_bytes(pack: Pack, content: bytes) -> None:
    assert pack_workbook(pack) == content
