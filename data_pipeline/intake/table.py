"""Reads a document by its contract: every row is loaded, quarantined or ignored, and the whole file is reviewed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_pipeline.contract import Contract
from data_pipeline.intake.cells import formula_remark, shown
from data_pipeline.intake.crosstab import sheet_in_rows
from data_pipeline.intake.document import Document, Line, Sheet, column_letter
from data_pipeline.intake.file_period import file_period
from data_pipeline.intake.guard import refused
from data_pipeline.intake.header import THOUSANDS, Header, best_line, find_header, sheets_to_read
from data_pipeline.intake.known_errors import with_known_errors_repaired
from data_pipeline.intake.person_data import check_no_persons, check_other_sheets
from data_pipeline.intake.places import Places
from data_pipeline.intake.report import Level, Message, QuarantinedRow
from data_pipeline.intake.review import review_rows
from data_pipeline.intake.row import Row
from data_pipeline.intake.row_reader import RowReader
from data_pipeline.intake.rows import Sorted, check_widths, sort_rows
from data_pipeline.intake.totals import of_totals, review_totals

CONTRACT_VERSION = re.compile(r"\bcontract(?:versie)?\s*[:=]?\s*(?:\w+\s+)?v(?:ersie)?\s*(\d+)\b", re.IGNORECASE)
PROVISIONAL = re.compile(r"voorlopig|nog niet definitief|onder voorbehoud", re.IGNORECASE)
AUTHORITIES = re.compile(r"\b(1[0-4])\s+(vennoten|burgemeesters|besturen|lokale besturen|gemeenten)\b", re.IGNORECASE)
MEMBERS = 12
MOST_ALIKE: Mapping[Level, int] = {"info": 3, "warning": 50, "error": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was read from a file.

    Attributes:
        rows: the loaded rows.
        in_doubt: what the rows in quarantine are about, as far as that could be read.
        held: why the file must wait for a confirmation.
    """

    rows: Sequence[Row]
    in_doubt: Sequence[Row]
    quarantined: Sequence[QuarantinedRow]
    messages: Sequence[Message]
    held: Sequence[Message]
    rows_in: int
    loaded: int
    flagged: int
    ignored: int


def _note_messages(sorted_rows: Sequence[Sorted], sheet: Sheet, contract: Contract) -> Iterator[Message]:
    """What titles and notes say that matters, and which notes were left out."""
    for row in sorted_rows:
        text = " ".join(cell.strip() for cell in row.line.cells if cell.strip())
        if row.kind not in {"title", "note"} or not text:
            continue
        version = CONTRACT_VERSION.search(text)
        if version and int(version.group(1)) != contract.version:
            told = f"Onbekende versie van het datacontract: v{version.group(1)}."
            raise refused("H13", told, sheet=sheet.name, row=row.line.number)
        authorities = AUTHORITIES.search(text)
        if authorities and int(authorities.group(1)) != MEMBERS:
            told = f"Let op: de bron spreekt over {authorities.group(1)} besturen."
            yield Message(code="G23", level="warning", text=told, sheet=sheet.name, row=row.line.number)
        if _is_about_all(row) and PROVISIONAL.search(text):
            told = f"(info) {'Voetnoot' if row.kind == 'note' else 'Titel'} '{shown(text)}' verwerkt als status 'voorlopig'."
            yield Message(code="C17", level="warning", text=told, sheet=sheet.name, row=row.line.number)
        elif row.kind == "note" and THOUSANDS.search(text) and any(c.is_money for c in contract.columns.values()):
            told = f"Noot '{shown(text)}' staat onder de tabel: de bedragen zijn niet omgezet. Zet de eenheid in de titel van de kolom."
            yield Message(code="eenheid", level="warning", text=told, sheet=sheet.name, row=row.line.number)
        elif row.kind == "note":
            yield Message(
                code="noot", level="info", text=f"(info) Noot '{shown(text)}' niet ingelezen.", sheet=sheet.name, row=row.line.number
            )


def _is_about_all(row: Sorted) -> bool:
    """Whether a row is a note, or a title that stands alone in its row: what it says holds for more than one column."""
    return row.kind == "note" or (row.kind == "title" and sum(bool(cell.strip()) for cell in row.line.cells) == 1)


def _left_out_messages(sorted_rows: Sequence[Sorted], header: Header, sheet: Sheet) -> Iterator[Message]:
    empty = sum(row.kind == "empty" for row in sorted_rows)
    if empty:
        word = "lege rij" if empty == 1 else "lege rijen"
        yield Message(code="C11", level="info", text=f"(info) {empty} {word} genegeerd.", sheet=sheet.name)
    for row in sorted_rows:
        if row.kind == "subtotal":
            yield Message(code="C14", level="info", text="(info) Subtotaalrij genegeerd.", sheet=sheet.name, row=row.line.number)
        if row.kind == "repeated":
            yield Message(code="kop", level="info", text="(info) Herhaalde kop genegeerd.", sheet=sheet.name, row=row.line.number)
    data = [row.line for row in sorted_rows if row.kind == "data"]
    filled = {position for line in data for position, cell in enumerate(line.cells) if cell.strip()}
    untitled = {position: column_letter(position) for position in sorted(filled - header.titles.keys())}
    for position, title in (header.unknown | untitled).items():
        yield Message(code="C04", level="warning", text=f"Onbekende kolom '{title}' is niet ingelezen.", sheet=sheet.name, column=title)
        for row in sorted_rows:
            text = row.line.cells[position] if position < len(row.line.cells) else ""
            formula = formula_remark(text) if row.kind == "data" and position not in row.line.kinds else None
            if formula:
                told = formula.at(cel=f"{column_letter(position)}{row.line.number}")
                yield Message(code=formula.code, level=formula.level, text=told, sheet=sheet.name, row=row.line.number, column=title)


def _marked_provisional(row: Row, notes: Sequence[str], marks: frozenset[str]) -> Row:
    """The row with its numbers provisional when a note or a title says so of all rows or of its mark."""
    told = [note.strip() for note in notes if PROVISIONAL.search(note)]
    if not any(note.startswith(tuple(row.marks)) or not note.startswith(tuple(marks)) for note in told):
        return row
    provisional = {name: replace(n, status=n.status or "voorlopig") for name, n in row.numbers.items()}
    return replace(row, numbers=provisional)


def _with_titles(sheet: Sheet, contract: Contract) -> Sheet:
    """The sheet of a file without a row of titles, with the titles that the contract gives it."""
    if not contract.layout.titles or best_line(sheet.lines, contract)[0] is not None:
        return sheet
    return replace(sheet, lines=[Line(number=0, cells=contract.layout.titles), *sheet.lines])


class _SheetReading:
    """The rows of one sheet and everything that is said of them."""

    def __init__(self, sheet: Sheet, document: Document, contract: Contract, places: Places, *, file: str, today: date) -> None:
        self.delivered = {line.number: line.cells for line in sheet.lines}
        sheet = sheet_in_rows(_with_titles(sheet, contract), contract, places)
        self.sheet, self.contract = sheet, contract
        self.header = find_header(sheet, contract, file=file)
        if not sheet.name:
            check_widths(sheet.lines, self.header, is_cut_off=document.is_cut_off, delimiter=contract.layout.delimiter)
        self.sorted = sort_rows(sheet.lines, self.header, contract, places)
        check_no_persons(self.sorted, self.header, contract, file=file)
        if not any(row.kind == "data" for row in self.sorted):
            raise refused("A02", f"Het bestand '{file}' bevat kolomtitels maar geen gegevensrijen.", sheet=sheet.name)
        of_file = file_period(sheet.lines, contract, file=file)
        self.preamble = [" ".join(r.line.cells) for r in self.sorted if r.kind in {"title", "note"}]
        reader, adding = (
            RowReader(
                agreed, self.header, places, sheet=sheet.name, today=today, date_1904=document.date_1904,
                file_period=of_file, notes=self.preamble,
            )
            for agreed in (contract, of_totals(contract))
        )  # fmt: skip
        notes = [" ".join(row.line.cells) for row in self.sorted if _is_about_all(row)]
        read = [reader.read(line.line) for line in self.sorted if line.kind == "data"]
        marks = frozenset(mark for row in read for mark in row.marks)
        self.rows = [_marked_provisional(row, notes, marks) for row in read]
        self.total_rows = [adding.read(row.line) for row in self.sorted if row.kind == "total"]
        self.messages = [
            *(replace(m, sheet=sheet.name) for m in self.header.messages),
            *_note_messages(self.sorted, sheet, contract),
            *_left_out_messages(self.sorted, self.header, sheet),
        ]


def _titled(message: Message, readings: Sequence[_SheetReading]) -> Message:
    """A remark on a cell with the title of its column instead of the letter, where the sheet is read."""
    titles = next((r.header.titles for r in readings if r.sheet.name == message.sheet), {})
    title = next((t for position, t in titles.items() if column_letter(position) == message.column), message.column)
    return replace(message, column=title)


def read_table(document: Document, contract: Contract, places: Places, *, file: str, today: date) -> Findings:
    """The rows of a document by the contract, each accounted for.

    Args:
        file: the name under which it was delivered.
        today: no period may lie after it.

    Raises RefusedError when the file as a whole cannot be trusted.
    """
    sheets, messages = sheets_to_read(document, contract)
    check_other_sheets([sheet for sheet in document.sheets if all(sheet is not each for each in sheets)], file=file)
    readings = [_SheetReading(sheet, document, contract, places, file=file, today=today) for sheet in sheets]
    of_file = [_titled(m, readings) for m in document.messages]
    messages = [*of_file, *messages, *(m for r in readings for m in r.messages)]
    rows, said = review_rows(with_known_errors_repaired([row for r in readings for row in r.rows], contract), contract)
    held: list[Message] = []
    for reading in readings:
        of_sheet = [row for row in rows if row.sheet == reading.sheet.name]
        wait, claims = review_totals(of_sheet, reading.total_rows, reading.preamble, contract, sheet=reading.sheet.name)
        held += wait
        said += claims
    lines = {(r.sheet.name, row.line.number) for r in readings for row in r.sorted}
    delivered = {(r.sheet.name, number): cells for r in readings for number, cells in r.delivered.items()}
    by_line: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        by_line.setdefault((row.sheet, row.number), []).append(row)
    repeated = {place for place, members in by_line.items() if all(row.left_out for row in members)}
    others = sum(all(row.left_out == "andere" for row in members) for members in by_line.values())
    if others:
        told = f"(info) {others} {'rij' if others == 1 else 'rijen'} met andere rubrieken, groepen of gebieden niet ingelezen."
        messages.append(Message(code="andere", level="info", text=told))
    bad = {place for place, members in by_line.items() if not all(row.is_loaded for row in members)} - repeated
    quarantined = [
        QuarantinedRow(
            sheet=sheet,
            row=number,
            cells=tuple(delivered[sheet, number]),
            reasons=tuple(dict.fromkeys(m.text for row in by_line[sheet, number] for m in row.messages if m.level == "error")),
        )
        for sheet, number in sorted(bad)
    ]
    warned = {
        (m.sheet, m.row) for m in (*messages, *said, *(m for row in rows if not row.left_out for m in row.messages)) if m.level == "warning"
    }
    flagged = (warned & set(by_line)) - bad - repeated
    return Findings(
        rows=[row for row in rows if (row.sheet, row.number) not in bad and not row.left_out],
        in_doubt=[row for row in rows if (row.sheet, row.number) in bad],
        quarantined=quarantined,
        messages=[*messages, *said, *(m for row in rows if not row.left_out for m in row.messages)],
        held=held,
        rows_in=len(lines),
        loaded=len(by_line) - len(bad) - len(repeated),
        flagged=len(flagged),
        ignored=len(lines) - len(by_line) + len(repeated),
    )


def grouped(messages: Sequence[Message]) -> list[Message]:
    """The messages with repeats of one code beyond a number summed up in one sentence."""
    seen: dict[tuple[str, Level], int] = {}
    kept: list[Message] = []
    for message in messages:
        key = (message.code, message.level)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= MOST_ALIKE[message.level]:
            kept.append(message)
    for (code, level), number in seen.items():
        rest = number - MOST_ALIKE[level]
        if rest > 0:
            word = "gelijkaardige melding" if rest == 1 else "gelijkaardige meldingen"
            kept.append(Message(code=code, level=level, text=f"En nog {rest} {word}."))
    return kept
