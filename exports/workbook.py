"""One view, or several for a meeting, as a workbook: the figures as numbers, the charts as the program's own."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from catalogue.formatting import EXAMPLE
from charts.theme import SECOND_INK
from exports.contents import signs
from exports.exhibit import Exhibit, HouseStyle, Pack, Records
from exports.passport import NO_FIGURE
from exports.spreadsheet import PROJECT_COLUMNS
from exports.workbook_cells import LONGEST_SHEET, ROW_PX, Book, one_line
from exports.workbook_charts import FULL_PX, page_breaks, rows_of, write_charts
from exports.workbook_numbers import number_widths
from exports.workbook_tables import (
    HEAD_ROW,
    MOST_FIT_PX,
    PRINT_PERCENT,
    Placed,
    row_height,
    set_widths,
    table_object,
    write_grid,
    write_records,
)

LABEL_WIDTH, TEXT_WIDTH, SPARE_WIDTH = 34, 110, 12
ANNEX_WIDTHS = (24, 40, 100)
LONGEST_PIECE = 1_500
LINE_CHARACTERS = 140
FIRST_CHART_ROW = 3
MOST_BESIDE_PX = 860
BESIDE_PX = 720
MOST_PX = 1_280
LANDSCAPE_SHARE = 0.66
PAGE_WIDTH_PX, PAGE_HEIGHT_PX = 1_020, 640
COLUMN_PX = 64
CHART_NUMBERS = "Getallen van de grafiek"
ABOUT_VIEW = "Dit bestand bevat de cijfers van één figuur uit Peil, Rivierenland in cijfers, met hun bron."
ABOUT_PACK = "Dit bestand bevat de figuren van één dossier uit Peil, Rivierenland in cijfers, met hun cijfers en bronnen."
HOLDS_EXAMPLES = "Bevat voorbeelddata"
ABOUT_EXAMPLES = f"{HOLDS_EXAMPLES}: die figuren zijn gearceerd en dragen het woord {EXAMPLE}; het zijn geen gepubliceerde cijfers."
Line = tuple[str, str]


def _warning(exhibit: Exhibit) -> str:
    """The sentence that must stand with example data."""
    if not exhibit.is_example:
        return ""
    return next((mark for mark in exhibit.marks if EXAMPLE.casefold() in mark.casefold()), NO_FIGURE)


def _pieces(text: str) -> list[str]:
    """A long text in pieces that a row can show: no row of a workbook is higher than some thirty lines."""
    if len(text) <= LONGEST_PIECE:
        return [text]
    return textwrap.wrap(text, LONGEST_PIECE, break_on_hyphens=False, replace_whitespace=False)


def _label_rows(book: Book, sheet: Any, lines: Iterable[Line], row: int) -> int:
    for label, text in lines:
        for i, piece in enumerate(_pieces(text)):
            book.text(sheet, row, 0, "" if i else label, bold=True, text_wrap=True)
            book.text(sheet, row, 1, piece, text_wrap=True)
            sheet.set_row(row, row_height([label, piece], [LABEL_WIDTH, TEXT_WIDTH]))
            row += 1
    return row


def _front(book: Book, sheet: Any, sentence: str, lines: Iterable[Line], *, address: str) -> int:
    """Writes what a file is in A1 and what must travel with it below; gives the next free row."""
    set_widths(sheet, [LABEL_WIDTH, TEXT_WIDTH, SPARE_WIDTH])
    book.text(sheet, 0, 0, one_line(sentence), bold=True, font_size=11)
    row = _label_rows(book, sheet, lines, 2)
    book.text(sheet, row, 0, "Adres", bold=True)
    book.address(sheet, row, 1, address)
    return row + 2


def _contents(book: Book, sheet: Any, sheets: Iterable[Line], row: int) -> int:
    book.text(sheet, row, 0, "Bladen", bold=True, bottom=2)
    book.text(sheet, row, 1, "Wat erop staat", bold=True, bottom=2)
    for i, (name, about) in enumerate(sheets, row + 1):
        book.link(sheet, i, 0, name, name)
        book.text(sheet, i, 1, about, text_wrap=True)
        row = i
    return row + 2


def _lines(book: Book, sheet: Any, texts: Iterable[str], row: int, **look: object) -> int:
    """Writes texts below one another, each over as many rows as it takes; gives the next free row."""
    for text in texts:
        for line in textwrap.wrap(one_line(text), LINE_CHARACTERS, break_on_hyphens=False):
            book.text(sheet, row, 0, line, **look)
            row += 1
    return row


def _why_no_chart(exhibit: Exhibit) -> str:
    if exhibit.is_empty:
        return "Er is geen blad Grafiek: er zijn geen cijfers voor deze keuze."
    if exhibit.picture:
        return "Er is geen blad Grafiek: een rekenblad kan deze kaart niet zelf tekenen. De figuur staat op het adres hierboven."
    return "Er is geen blad Grafiek: dit is een lijst, zonder grafiek."


def _chart_sheet(book: Book, exhibit: Exhibit) -> None:
    sheet = book.sheet("Grafiek", source=exhibit.source_line, code=exhibit.code)
    warning = _warning(exhibit)
    book.heading(sheet, [exhibit.title, exhibit.subtitle], warning=warning)
    row = _lines(book, sheet, [mark for mark in exhibit.marks if mark != warning], FIRST_CHART_ROW if warning else FIRST_CHART_ROW - 1)
    charts_row = row + 1
    width = min(MOST_PX, max(FULL_PX, set_widths(sheet, number_widths(exhibit.charts))))
    below = charts_row + rows_of(exhibit.charts, width=width)
    row = _lines(book, sheet, [exhibit.source_line, exhibit.code], below, font_color=SECOND_INK)
    book.text(sheet, row + 1, 0, CHART_NUMBERS, bold=True)
    name = f"Grafiek_{exhibit.view}"
    write_charts(book, sheet, exhibit, row=charts_row, column=0, numbers_row=row + 2, name=name, width=width)
    sheet.set_h_pagebreaks([row + 1])
    if row * ROW_PX > LANDSCAPE_SHARE * width:
        sheet.set_portrait()


def _observations_about(records: Records) -> str:
    if records.columns == tuple(PROJECT_COLUMNS):
        return "Elke afspraak, elk project op een eigen rij, met vindplaats."
    return "Elk cijfer op een eigen rij, met periode, status, bron en code."


def view_workbook(exhibit: Exhibit) -> bytes:
    """A view as a workbook: what it is, its chart, its table, and every figure with its source.

    The same exhibit gives the same bytes.
    """
    book = Book(title=exhibit.title, subject=exhibit.subtitle, code=exhibit.code, style=HouseStyle())
    origin = {"source": exhibit.source_line, "code": exhibit.code}
    front = book.sheet("Uitleg", **origin)
    warning = _warning(exhibit)
    lines = [note for note in exhibit.notes if note[1]] + [("Code", exhibit.code)]
    row = _front(book, front, " ".join(filter(None, (warning, ABOUT_VIEW))), lines, address=exhibit.address)
    about_records = _observations_about(exhibit.records)
    sheets = [("Grafiek", "De grafiek, door het rekenprogramma zelf getekend, met haar getallen.")] if exhibit.charts else []
    sheets += [("Tabel", "De tabel zoals op het scherm, met getallen waar mee te rekenen is."), ("Gegevens", about_records)]
    row = _contents(book, front, sheets, row)
    if not exhibit.charts:
        book.text(front, row - 1, 1, _why_no_chart(exhibit), text_wrap=True)
    if exhibit.charts:
        _chart_sheet(book, exhibit)
    table = book.sheet("Tabel", **origin)
    book.heading(table, [exhibit.table.caption or exhibit.title, exhibit.source_line], warning=warning)
    write_grid(book, table, exhibit.table, name=f"Tabel_{exhibit.view}")
    records = book.sheet("Gegevens", **origin)
    book.heading(records, [f"Gegevens: {exhibit.title}", about_records], warning=warning)
    write_records(book, records, exhibit.records, name=f"Gegevens_{exhibit.view}", about=about_records)
    return book.content()


def _short_name(exhibit: Exhibit, sign: str) -> str:
    """`F1 Deelwagens via het …`: what it measures where that is one thing, else its title, cut between words."""
    whole = exhibit.terms[0][0] if len(exhibit.terms) == 1 else exhibit.title
    return textwrap.shorten(f"{sign} {EXAMPLE + ' ' if exhibit.is_example else ''}{whole}", LONGEST_SHEET, placeholder="…")


def _print_area(sheet: Any, exhibit: Exhibit, placed: Placed, *, row: int, last_row: int, is_beside: bool) -> None:
    """Keeps the numbers of the chart off paper, for table and chart tell them, and no chart is cut by the end of a page."""
    count, width = len(exhibit.table.head), BESIDE_PX if is_beside else FULL_PX
    whole = placed.width + (width if is_beside else 0)
    page_px = PAGE_HEIGHT_PX * (100 / PRINT_PERCENT if whole > MOST_FIT_PX else max(1.0, whole / PAGE_WIDTH_PX))
    sheet.print_area(0, 0, last_row, count + (width // COLUMN_PX + 2 if is_beside else 2))
    breaks = page_breaks(exhibit.charts, row=row, width=width, page_px=page_px, above_px=row * ROW_PX if is_beside else 0)
    sheet.set_h_pagebreaks(breaks if is_beside else [row, *breaks])


def _figure_sheet(book: Book, exhibit: Exhibit, sign: str) -> str:
    """Writes one figure of a pack on a sheet of its own and gives the name of the sheet."""
    sheet = book.sheet(_short_name(exhibit, sign), source=exhibit.source_line, code=exhibit.code)
    warning = _warning(exhibit)
    book.heading(sheet, [f"{sign}. {exhibit.title}", exhibit.subtitle], warning=warning)
    placed = write_grid(book, sheet, exhibit.table, name=f"Tabel_{sign}_{exhibit.view}", is_alone=not exhibit.charts)
    book.link(sheet, HEAD_ROW - 1, 0, "Uitleg", "Naar de inhoud")
    count = len(exhibit.table.head)
    is_beside = placed.width <= MOST_BESIDE_PX
    width = BESIDE_PX if is_beside else FULL_PX
    row, column = (HEAD_ROW + 1, count + 1) if is_beside else (placed.last_row + 2, 0)
    below = placed.last_row + 2
    if exhibit.charts:
        below = max(below, row + rows_of(exhibit.charts, width=width))
        if not is_beside:
            book.link(sheet, HEAD_ROW - 1, 1, sheet.get_name(), "Naar de grafiek", cell=f"A{row + 1}")
    below = _lines(book, sheet, [mark for mark in exhibit.marks if mark != warning], below)
    below = _lines(book, sheet, [exhibit.source_line, exhibit.code], below, font_color=SECOND_INK)
    book.address(sheet, below, 0, exhibit.address)
    if exhibit.charts:
        _print_area(sheet, exhibit, placed, row=row, last_row=below, is_beside=is_beside)
        book.text(sheet, below + 2, 0, CHART_NUMBERS, bold=True)
        name = f"Grafiek_{sign}_{exhibit.view}"
        write_charts(book, sheet, exhibit, row=row, column=column, numbers_row=below + 3, name=name, width=width)
    return str(sheet.get_name())


def _gathered(exhibits: Sequence[Exhibit]) -> dict[str, Records]:
    """The records of all figures together, agreements apart, each row with the figure that it belongs to."""
    found: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for (sign, _), exhibit in zip(signs(exhibits), exhibits, strict=True):
        rows = found.setdefault(exhibit.records.columns, [])
        rows += [(sign, *row) for row in exhibit.records.rows]
    told: dict[str, Records] = {}
    for columns, rows in found.items():
        name = "Afspraken" if columns == tuple(PROJECT_COLUMNS) else "Gegevens"
        while name in told:
            name += " vervolg"
        if rows or name == "Gegevens":
            told[name] = Records(columns=("Figuur", *columns), rows=tuple(rows))
    return dict(sorted(told.items(), key=lambda item: item[0].startswith("Afspraken")))


def _annex(book: Book, pack: Pack, warning: str) -> None:
    sheet = book.sheet("Bijlage", source=pack.title, code=pack.snapshot)
    book.heading(sheet, [f"Bijlage: {pack.title}", "Definities, bronnen, tegenspraak en kanttekeningen."], warning=warning)
    lines = [
        *(("Definitie", *term) for term in pack.terms),
        *(("Bron", "", source) for source in pack.sources),
        *(("Tegenspraak in de bron", "", conflict) for conflict in pack.conflicts),
        *(("Kanttekening", *caveat) for caveat in pack.caveats),
    ]
    told = [(kind, label, piece) for kind, label, text in lines for piece in _pieces(text)]
    last = HEAD_ROW + max(1, len(told))
    table_object(book, sheet, ("Soort", "Naam", "Tekst"), row=HEAD_ROW, last_row=last, name="Bijlage", right=[False] * 3, about="Bijlage")
    for row, texts in enumerate(told, HEAD_ROW + 1):
        for column, text in enumerate(texts):
            book.text(sheet, row, column, text, text_wrap=True)
        sheet.set_row(row, row_height(texts, ANNEX_WIDTHS))
    set_widths(sheet, ANNEX_WIDTHS)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)


def pack_workbook(pack: Pack) -> bytes:
    """Several views as one workbook: the contents, a sheet for each figure, all records together, and the annex.

    The same pack gives the same bytes.
    """
    book = Book(title=pack.title, subject=pack.scope, code=pack.snapshot, style=pack.style)
    warning = ABOUT_EXAMPLES if pack.has_examples else ""
    front = book.sheet("Uitleg", source=pack.title, code=pack.snapshot)
    named = zip(signs(pack.exhibits), pack.exhibits, strict=True)
    names = [(_figure_sheet(book, exhibit, sign), exhibit.title) for (sign, _), exhibit in named]
    for name, records in _gathered(pack.exhibits).items():
        about = _observations_about(Records(columns=records.columns[1:], rows=()))
        sheet = book.sheet(name, source=pack.title, code=pack.snapshot)
        book.heading(sheet, [f"{name}: {pack.title}", about], warning=warning)
        write_records(book, sheet, records, name=f"{name}_alle", about=about)
        names.append((sheet.get_name(), about))
    _annex(book, pack, warning)
    names.append(("Bijlage", "Definities, bronnen, tegenspraak in de bron en kanttekeningen."))
    lines = [
        ("Let op", warning), ("Titel", pack.title), ("Bereik", pack.scope), ("Vergadering", pack.meeting),
        ("Stand", f"{pack.snapshot}, gemaakt op {pack.made}"),
    ]  # fmt: skip
    sentence = f"{HOLDS_EXAMPLES}. {ABOUT_PACK}" if pack.has_examples else ABOUT_PACK
    row = _front(book, front, sentence, [line for line in lines if line[1]], address=pack.address)
    _contents(book, front, names, row)
    return book.content()
