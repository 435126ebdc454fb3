"""From one row to a place, a period and values: every remark carries its place in the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from data_pipeline.contract import Contract
from data_pipeline.intake.cells import Remark, shown
from data_pipeline.intake.document import DATE, NO_VALUE, NUMBER, Line, column_letter
from data_pipeline.intake.file_period import YEAR
from data_pipeline.intake.header import Header
from data_pipeline.intake.notes import Notes, says_vat, without_provisional
from data_pipeline.intake.numbers import Number, as_shown
from data_pipeline.intake.periods import Period, parse_period
from data_pipeline.intake.places import Place, Places
from data_pipeline.intake.report import Message
from data_pipeline.intake.row import WHOLE_ROW, Row
from data_pipeline.intake.times import BELGIUM, parse_timestamp
from data_pipeline.intake.values import OTHER, CellReader
from data_pipeline.trips.shapes import shipped_shapes

ELSEWHERE = "G14"

MERGED = Remark(
    code="samengevoegd",
    level="error",
    text="Rij {rij}: het getal in kolom '{kolom}' staat in een cel over verschillende rijen. Splits de cel en geef elke rij haar getal.",
)
BROKEN_LINE = Remark(code="B10", level="info", text="(info) Regelafbreking in cel verwijderd.")
RUNNING = "lopend"
PROVISIONAL_ROW = Remark(code="voorlopig", level="warning", text="Rij {rij}: de cijfers van deze rij zijn voorlopig.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell without the mark of a note, the mark, and what is said of it."""

    text: str = ""
    kind: str = ""
    printed: str = ""
    mark: str = ""
    remarks: tuple[Remark, ...] = ()


def _as_printed(cell: _Cell) -> str:
    """The text of a cell as the spreadsheet program shows it: a number with a decimal comma."""
    text = cell.printed.strip()
    return as_shown(text) if cell.kind == NUMBER else text


class RowReader:
    """Understands the rows of one sheet by the contract.

    Args:
        today: no period may lie after it.
        file_period: the period of the whole file, when no column gives it.
        notes: the titles and notes of the sheet.
    """

    def __init__(
        self,
        contract: Contract,
        header: Header,
        places: Places,
        *,
        sheet: str,
        today: date,
        date_1904: bool,
        file_period: str,
        notes: Sequence[str] = (),
    ) -> None:
        self._contract, self._header, self._places, self._notes = contract, header, places, Notes(texts=notes)
        self._sheet, self._today, self._date_1904 = sheet, today, date_1904
        year = YEAR.search(sheet) if contract.layout.sheet == "jaar" else None
        self._sheet_period = file_period or (year.group(1) if year else "")
        self._cells = CellReader(contract, factors=header.factors, date_1904=date_1904, is_workbook=bool(sheet))
        self._is_iso = contract.date_locale == "iso"
        self._columns = {kind: contract.named(kind) for kind in ("municipality", "nis", "period", "timestamp", "latitude", "longitude")}
        self._titles = {name: header.title(name) for name in header.positions}
        vat = {c.name for c in contract.columns.values() if c.vat == "onbekend" and not says_vat(header.title(c.name))}
        self._without_vat = vat if not self._notes.say_vat else set()

    def _say(self, remark: Remark, line: Line, *, column: str = "", place: str = "") -> Message:
        position = self._header.positions.get(column, -1)
        cell = f"{column_letter(position)}{line.number}" if position >= 0 else ""
        text = remark.at(rij=str(line.number), cel=cell, kolom=self._header.title(column), gemeente=place)
        title = self._header.title(column) if column else ""
        return Message(code=remark.code, level=remark.level, text=text, sheet=self._sheet, row=line.number, column=title)

    def _cell(self, line: Line, name: str) -> tuple[str, str]:
        """The text of a column's cell and what kind of cell it is."""
        position = self._header.positions.get(name, -1)
        if not 0 <= position < len(line.cells):
            return "", ""
        return line.cells[position], line.kinds.get(position, "")

    def _bare(self, line: Line, name: str) -> _Cell:
        """A column's cell without the mark of a note behind it."""
        text, kind = self._cell(line, name)
        bare, mark, remarks = (text, "", ()) if kind else self._notes.without_mark(text)
        if "\n" in text.strip():
            remarks = (*remarks, BROKEN_LINE)
        return _Cell(text=bare, kind=kind, printed=text, mark=mark, remarks=remarks)

    def _period(self, line: Line) -> tuple[Period, _Cell, str]:
        """The period of a row, the cell that it stands in and the column of that cell."""
        moment = self._columns["timestamp"]
        if moment:
            told = parse_timestamp(self._cell(line, moment)[0], zone=BELGIUM, is_iso=self._is_iso)
            day = told.local.date() if told.local else None
            return self._checked(Period(start=day, end=day, remarks=told.remarks)), _Cell(), moment
        name = self._columns["period"]
        if not name and not self._contract.layout.file_period:
            return Period(), _Cell(), ""
        cell = self._bare(line, name)
        if not cell.text.strip():
            cell = _Cell(text=self._sheet_period)
        if not cell.text:
            told_missing = "Rij {rij}: de periode ontbreekt. Vul ze in, bijvoorbeeld 2024-12."
            return Period(remarks=(Remark(code="periode", level="error", text=told_missing),)), cell, name
        plain_text = re.sub(r"\.0+$", "", cell.text) if cell.kind == NUMBER else cell.text
        text = without_provisional(plain_text)
        plain = text.partition("T")[0] if cell.kind == DATE else text
        is_serial_possible = cell.kind in {NUMBER, ""} and not YEAR.fullmatch(text.strip())
        period = parse_period(
            plain,
            is_excel_serial_allowed=is_serial_possible,
            date_1904=self._date_1904,
            grain=self._contract.grain,
            is_iso=self._is_iso,
        )
        state = () if plain_text == text else (PROVISIONAL_ROW,)
        return self._checked(replace(period, remarks=(*cell.remarks, *period.remarks, *state))), cell, name

    def _checked(self, period: Period) -> Period:
        """The period, unless the measurement had not begun or the period still has to; one that still runs is told."""
        start = self._contract.start
        if period.start is None:
            return period
        if period.end is None and self._contract.measures:
            told = "Rij {rij}: de periode heeft geen einde. Geef een jaar, een maand of een dag."
            return Period(remarks=(*period.remarks, Remark(code="periode", level="error", text=told)))
        if start and (period.end or period.start) < start:
            words = f"{period.start:%Y-%m}" if self._contract.grain == "maand" else f"{period.start:%Y}"
            told = f"Rij {{rij}}: {words} ligt voor de start van deze meting ({start.day}/{start.month}/{start.year})."
            return Period(remarks=(*period.remarks, Remark(code="F13", level="error", text=told)))
        if period.start > self._today and not self._contract.may_lie_ahead:
            told = f"Rij {{rij}}: de periode vanaf {period.start.day}/{period.start.month}/{period.start.year} ligt in de toekomst."
            return Period(remarks=(*period.remarks, Remark(code="toekomst", level="error", text=told)))
        if self._is_running(period):
            told = "Rij {rij}: de periode is nog niet voorbij; het cijfer is voorlopig en niet vergelijkbaar met een volledige periode."
            return replace(period, remarks=(*period.remarks, Remark(code=RUNNING, level="warning", text=told)))
        return period

    def _is_running(self, period: Period) -> bool:
        """Whether a period ends after today, unless its figures are about its first day or are plans."""
        is_about_a_period = any(measure.moment != "first" for measure in self._contract.measures)
        return is_about_a_period and not self._contract.may_lie_ahead and period.end is not None and period.end > self._today

    def _by_point(self, line: Line) -> Place:
        try:
            latitude, longitude = (float(self._cell(line, self._columns[kind])[0]) for kind in ("latitude", "longitude"))
            is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 - degrees
        except ValueError:
            is_on_earth = False
        if not is_on_earth:
            told = "Rij {rij}: de coördinaten ontbreken of zijn geen plaats op aarde."
            return Place(remarks=(Remark(code="coordinaat", level="error", text=told),))
        shapes = shipped_shapes()
        found = int(shapes.locate(longitude=np.array([longitude]), latitude=np.array([latitude]))[0])
        return Place(nis=shapes.codes[found]) if found >= 0 else Place(area="buiten")

    def _place(self, line: Line, end: date | None) -> tuple[Place, _Cell]:
        if self._columns["latitude"]:
            return self._by_point(line), _Cell()
        name_column, code_column = self._columns["municipality"], self._columns["nis"]
        if self._contract.area == "regio" and not name_column and not code_column:
            return Place(area="regio"), _Cell()
        cell = self._bare(line, name_column)
        name, code = cell.text, self._cell(line, code_column)[0]
        mapped = self._contract.columns[name_column].values if name_column else {}
        if mapped:
            nis = mapped.get(name.strip().casefold())
            if nis is None:
                told = f"Rij {{rij}}: gebied '{shown(name)}' staat niet in het datacontract. Voeg de code met haar gemeente toe."
                return Place(remarks=(Remark(code="gebied", level="error", text=told),)), cell
            return self._places.by_code(nis, end=end), cell
        place = self._places.resolve(name=name, code=code, end=end)
        if place.area == "ruimer" and self._contract.area == "gemeente":
            told = "Rij {rij}: dit cijfer dekt een ruimer gebied dan de 12 gemeenten. Lever het per gemeente."
            place = Place(remarks=(Remark(code="C16", level="error", text=told),))
        return replace(place, remarks=(*cell.remarks, *place.remarks)), replace(cell, text=name or code)

    def read(self, line: Line) -> Row:
        """The values of one row."""
        contract = self._contract
        period, period_cell, period_column = self._period(line)
        place, place_cell = self._place(line, period.end)
        name = shown(place_cell.text)
        place_column = next((self._columns[k] for k in ("municipality", "nis") if self._columns[k] in self._header.positions), "")
        messages = [self._say(r, line, column=period_column, place=name) for r in period.remarks]
        messages += [self._say(r, line, column=place_column, place=name) for r in place.remarks]
        numbers: dict[str, Number] = {}
        texts: dict[str, str] = {}
        printed: dict[str, str] = {}
        marks = {period_cell.mark, place_cell.mark}
        for column in contract.columns.values():
            if column.name not in self._header.positions:
                continue
            cell = self._bare(line, column.name)
            printed[column.name] = _as_printed(cell)
            remarks: tuple[Remark, ...] = ()
            if column.is_numeric:
                marks.add(cell.mark)
                remarks = cell.remarks
                if self._header.positions.get(column.name) in line.merged:
                    numbers[column.name] = Number(remarks=(MERGED,))
                    remarks = (*remarks, MERGED)
                elif cell.text.strip() or cell.kind == NO_VALUE:
                    numbers[column.name] = self._cells.number(column, cell.text, cell.kind)
                    remarks = (*remarks, *numbers[column.name].remarks)
            elif column.kind == "date" and (cell.printed.strip() or cell.kind == NO_VALUE):
                days, remarks = self._cells.days(cell.printed, cell.kind)
                texts[column.name] = days.start.isoformat() if days.start else ""
                texts[f"{column.name}_tot"] = days.end.isoformat() if days.end else ""
            elif column.kind in {"category", "text", "link", "ignored"}:
                text = cell.text if column.kind == "category" else cell.printed
                texts[column.name], remarks = self._cells.text(column, text, cell.kind)
            messages += [self._say(r, line, column=column.name, place=name) for r in remarks]
        if any(remark.code in {RUNNING, PROVISIONAL_ROW.code} for remark in period.remarks):
            numbers = {name: replace(n, status=n.status or "voorlopig") for name, n in numbers.items()}
        others = contract.columns[place_column].others if place_column else ""
        is_elsewhere = others == "ignored" and any(r.code == ELSEWHERE for r in place.remarks)
        left_out = "andere" if OTHER in texts.values() or is_elsewhere else ""
        return Row(
            sheet=self._sheet,
            number=line.number,
            place=place,
            period=period,
            numbers=numbers,
            texts=texts,
            printed=printed,
            titles=self._titles,
            flags=self._flags(period, numbers),
            marks=frozenset(filter(None, marks)),
            messages=[] if left_out else messages,
            left_out=left_out,
        )

    def _flags(self, period: Period, numbers: Mapping[str, Number]) -> dict[str, tuple[str, ...]]:
        """What must stand beside the figures of a row because of its period or its title."""
        flags: dict[str, tuple[str, ...]] = {
            name: ("btw_onbekend",) for name in self._without_vat if name in numbers and numbers[name].value is not None
        }
        return flags | ({WHOLE_ROW: ("onvolledig",)} if self._is_running(period) else {})
