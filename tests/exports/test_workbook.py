"""A view as a workbook: what a reader finds in it is what the view said, figure by figure."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from exports.exhibit import Exhibit, GridCell
from exports.spreadsheet import in_words, neutral
from exports.workbook import view_workbook
from exports.workbook_cells import number_format
from exports.workbook_tables import COLUMN_WORDS
from tests.exports.opened_workbook import descriptions, drawn_charts, opened, parts, referred, table_rows, texts
from tests.exports.workbook_cases import CASES, EXAMPLE_SENTENCE, WITHOUT_CHART, case, real_exhibit
from warehouse.snapshot import Snapshot

pytestmark = pytest.mark.filterwarnings("error")
HEADS = 5


def _table_name(made: Exhibit, kind: str) -> str:
    return f"{kind}_{made.view.replace('-', '_')}"


@pytest.mark.parametrize("form", CASES)
def test_the_sheets_are_there_and_the_first_cell_says_what_the_file_is(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    book = opened(view_workbook(made))
    chart = [] if form in WITHOUT_CHART else ["Grafiek"]
    assert book.sheetnames == ["Uitleg", *chart, "Tabel", "Gegevens"]
    first = book["Uitleg"]["A1"].value
    assert "Dit bestand bevat de cijfers van één figuur uit Peil" in first
    assert first.startswith(EXAMPLE_SENTENCE) == made.is_example
    assert book["Tabel"]["A1"].value == made.table.caption
    assert book["Gegevens"]["A1"].value == f"Gegevens: {made.title}"


@pytest.mark.parametrize("form", CASES)
def test_the_explanation_holds_every_note_the_code_and_a_link(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    sheet = opened(view_workbook(made))["Uitleg"]
    told = {(row[0].value, row[1].value) for row in sheet.iter_rows(max_col=2)}
    assert made.notes
    assert {(label, neutral(text)) for label, text in made.notes} <= told
    assert ("Code", made.code) in told
    (link,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == made.address]
    assert (link.hyperlink.target + "#" + link.hyperlink.location) == made.address
    inside = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink and not cell.hyperlink.target]
    assert len(inside) == (2 if form in WITHOUT_CHART else 3)
    assert any("Er is geen blad Grafiek" in text for text in texts(sheet)) == (form in WITHOUT_CHART)


@pytest.mark.parametrize("form", CASES)
def test_the_table_holds_each_number_as_a_number_that_reads_as_on_screen(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    sheet = opened(view_workbook(made))["Tabel"]
    assert list(sheet.tables) == [_table_name(made, "Tabel")]
    heads, *rows = table_rows(sheet, _table_name(made, "Tabel"))
    assert heads == list(made.table.head)
    if made.is_empty:
        assert rows == [["Geen cijfers voor deze keuze."]]
        return
    assert len(rows) == len(made.table.rows) > 0
    for i, row in enumerate(made.table.rows):
        for j, cell in enumerate(row):
            found = sheet.cell(HEADS + 1 + i, j + 1)
            if cell.value is None:
                assert (found.value, found.data_type) == (neutral(cell.text), "s")
            else:
                assert (found.value, found.data_type) == (cell.value, "n")
                assert found.number_format == number_format(cell)
            assert (found.alignment.horizontal == "right") == cell.is_number
    assert form in {"projects"} or any(cell.value is not None for row in made.table.rows for cell in row)


def test_words_around_a_number_stay_with_it() -> None:
    def shown(text: str, value: float, plain: str = "#,##0") -> str:
        return number_format(GridCell(text=text, value=value, number_format=plain, is_number=True))

    euro = '"€"\N{NO-BREAK SPACE}#,##0'
    assert shown("836", 836.0) == "#,##0"
    assert shown("ongeveer 1.200 km", 1200.0) == '"ongeveer "#,##0" km"'
    assert shown("5,8%", 5.8, '#,##0.0"%"') == '#,##0.0"%"'
    assert shown("15 (5 van 9)", 5.0) == '"15 ("#,##0" van 9)"'
    assert shown("€\N{NO-BREAK SPACE}-100", -100.0, euro) == '"€\N{NO-BREAK SPACE}"#,##0;"€\N{NO-BREAK SPACE}"-#,##0'
    assert shown('3 "wagens"', 3.0) == "#,##0\" 'wagens'\""
    assert shown("€\N{NO-BREAK SPACE}13,7 mln.", 13_741_900.0, euro) == euro


@pytest.mark.parametrize("form", CASES)
def test_every_record_is_there_with_numbers_and_days_as_such(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    sheet = opened(view_workbook(made))["Gegevens"]
    heads, *rows = table_rows(sheet, _table_name(made, "Gegevens"))
    assert heads == [COLUMN_WORDS[column] for column in made.records.columns]
    if made.is_empty:
        assert rows[0][0] == "Geen cijfers voor deze keuze."
        return
    told = in_words(made.records)
    assert len(rows) == len(told.rows) > 0
    for row, expected in zip(rows, told.rows, strict=True):
        for found, value in zip(row, expected, strict=True):
            if isinstance(value, date):
                assert found == datetime(value.year, value.month, value.day)
            else:
                assert found == (neutral(value) if isinstance(value, str) and value else value or None if value == "" else value)
    formats = {c.number_format for r in sheet.iter_rows(min_row=HEADS + 1) for c in r if c.is_date}
    assert formats == (set() if form == "projects" else {"d/mm/yyyy"})
    assert sheet.tables[_table_name(made, "Gegevens")].autoFilter is not None


@pytest.mark.parametrize("form", [form for form in CASES if form not in WITHOUT_CHART])
def test_the_charts_draw_the_numbers_of_the_view(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    content = view_workbook(made)
    book, charts = opened(content), drawn_charts(content)
    assert len(charts) == len(made.charts) > 0
    for chart, drawn in zip(made.charts, charts, strict=True):
        assert (drawn.kind, drawn.blanks, drawn.language) == (chart.kind, "gap", "nl-BE")
        assert drawn.title == (f"Voorbeelddata: {chart.title}" if made.is_example else chart.title or made.title)
        assert drawn.is_reversed == (chart.kind == "bar")
        assert drawn.scale[0] == 0.0
        assert len(drawn.series) == len(chart.series) > 0
        for series, found in zip(chart.series, drawn.series, strict=True):
            assert referred(book, found.values) == list(series.values)
            name = found.name if chart.title else referred(book, found.name)[0]
            assert name == series.name
            if not series.is_target:
                colours = [found.colours.get(i, found.colour) for i in range(len(series.values))]
                assert colours == list(series.colours)
                assert found.is_hatched == (made.is_example and chart.kind != "line")
    assert any(v is not None for c in made.charts for s in c.series for v in s.values)
    if len(charts) > 1 and form != "funnel":
        assert len({drawn.scale for drawn in charts}) == 1


@pytest.mark.parametrize("form", [form for form in CASES if form not in WITHOUT_CHART])
def test_each_chart_is_told_in_words(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    told = descriptions(view_workbook(made))
    assert len(told) == len(made.charts) > 0
    for chart, words in zip(made.charts, told, strict=True):
        if chart.title:
            assert chart.title in words
            assert made.subtitle in words
            assert all(label in words for series in chart.series for label in series.labels)
        else:
            assert words == made.summary


def test_the_unit_stands_at_the_axis_and_the_name_at_the_end_of_the_line(snapshot: Snapshot) -> None:
    (drawn,) = drawn_charts(view_workbook(real_exhibit("evolution", snapshot)))
    assert "km per wagen per maand" in drawn.axis_names
    assert [s.custom_labels[11] for s in drawn.series] == ["andere gebruikers: 836", "gemeentelijke gebruikers: 86"]


def test_what_is_missing_stays_a_gap_and_an_empty_panel_says_why(snapshot: Snapshot) -> None:
    made = real_exhibit("small_multiples", snapshot)
    first, second, *others = made.charts
    gap = replace(first.series[0], values=(None, *first.series[0].values[1:]), labels=("", *first.series[0].labels[1:]))
    changed = replace(made, charts=(replace(first, series=(gap,)), replace(second, series=(), word="neemt niet deel"), *others))
    content = view_workbook(changed)
    book, charts = opened(content), drawn_charts(content)
    assert referred(book, charts[0].series[0].values) == list(gap.values)
    assert referred(book, charts[0].series[0].values)[0] is None
    assert charts[1].title == f"{second.title}: neemt niet deel"
    assert set(referred(book, charts[1].series[0].values)) == {None}


@pytest.mark.parametrize("form", CASES)
def test_the_sheets_are_accessible_and_ready_to_print(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    book = opened(view_workbook(made))
    names = [name for sheet in book for name in sheet.tables]
    assert len({name.casefold() for name in names}) == len(names) > 1
    for sheet in book:
        assert isinstance(sheet["A1"].value, str)
        assert not sheet.merged_cells.ranges
        assert int(sheet.page_setup.paperSize) == (8 if sheet.title == "Gegevens" else 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        foot = f"{sheet.oddFooter.left.text} {sheet.oddFooter.right.text}"
        assert made.source_line[:60] in foot
        assert made.code in foot
        assert "blz." in foot
        if made.is_example:
            assert any(EXAMPLE_SENTENCE in text for text in texts(sheet))
    for sheet in (book["Tabel"], book["Gegevens"]):
        assert sheet.freeze_panes in {"A6", "B6"}
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.page_setup.orientation == "landscape"
        _assert_columns_fit(sheet)


def _assert_columns_fit(sheet: Any) -> None:
    """No number may show as `####`: each column is wider than its numbers."""
    for column in sheet.iter_cols(min_row=HEADS + 1):
        width = sheet.column_dimensions[column[0].column_letter].width
        assert all(len(f"{cell.value:,.0f}") < width for cell in column if cell.data_type == "n" and cell.value is not None)


@pytest.mark.parametrize("form", CASES)
def test_what_the_file_says_of_itself_is_dutch(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    content = view_workbook(made)
    properties = opened(content).properties
    assert (properties.title, properties.creator, properties.language) == (made.title, "Peil, Rivierenland in cijfers", "nl-BE")
    assert properties.subject == made.subtitle
    inside = parts(content, r"(xl/charts|docProps)/.*\.xml")
    assert len(inside) >= 3
    assert [name for name, xml in inside.items() if "en-US" in xml or ">Worksheets<" in xml or ">Named Ranges<" in xml] == []


@pytest.mark.parametrize("form", CASES)
def test_the_same_view_gives_the_same_bytes(form: str, snapshot: Snapshot) -> None:
    made = case(form, snapshot)
    assert view_workbook(made) == view_workbook(made)


def test_a_status_is_a_word_and_an_example_is_one(snapshot: Snapshot) -> None:
    made = real_exhibit("comparison", snapshot)
    status, demo, value = (made.records.columns.index(name) for name in ("status", "is_demo", "value"))
    first, second, *others = (list(row) for row in made.records.rows)
    first[demo] = "ja"
    second[status], second[value] = "niet_deelnemend", None
    rows = tuple(tuple(row) for row in (first, second, *others))
    changed = replace(made, records=replace(made.records, rows=rows))
    _, *told = table_rows(opened(view_workbook(changed))["Gegevens"], _table_name(made, "Gegevens"))
    assert [row[status] for row in told[:3]] == ["voorbeelddata", "neemt niet deel", "definitief"]
    assert told[1][value] is None


def test_decimals_are_kept_in_the_chart_the_table_and_the_records(snapshot: Snapshot) -> None:
    made = real_exhibit("comparison", snapshot)
    (chart,) = made.charts
    (series,) = chart.series
    exact = tuple(n + 0.123456789 for n in range(len(series.values)))
    changed = replace(made, charts=(replace(chart, decimals=1, series=(replace(series, values=exact),)),))
    content = view_workbook(changed)
    assert tuple(referred(opened(content), drawn_charts(content)[0].series[0].values)) == exact
    row = (GridCell(text="a"), GridCell(text="b"), GridCell(text="0,1", value=0.123456789, number_format="#,##0.0", is_number=True))
    value = made.records.columns.index("value")
    records = replace(made.records, rows=tuple((*r[:value], 0.123456789, *r[value + 1 :]) for r in made.records.rows))
    book = opened(view_workbook(replace(made, table=replace(made.table, rows=(row,)), records=records)))
    assert table_rows(book["Tabel"], _table_name(made, "Tabel"))[1][2] == 0.123456789
    assert {r[value] for r in table_rows(book["Gegevens"], _table_name(made, "Gegevens"))[1:]} == {0.123456789}
