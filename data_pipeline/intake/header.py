"""Finds the row with column titles and which column of the contract each title is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from data_pipeline.contract import Contract
from data_pipeline.intake.affixes import read_around
from data_pipeline.intake.cells import shown
from data_pipeline.intake.document import Document, Line, Sheet
from data_pipeline.intake.file_period import YEAR
from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message, RefusedError
from data_pipeline.intake.units import COUNT, OTHER_MONEY, THOUSAND, conversion, find_unit, is_unit, scale_remark

SEARCHED_ROWS = 20
LEAST_TITLES = 2
MOST_NAMED = 12
LONGEST_TITLE = 200
OWN_SHEETS = ("uitleg", "voorbeeld")
UNUSED_UNITS = OTHER_MONEY | {"mijl", "mijlen", "miles", "dag", "dagen"}
WITHIN = re.compile(r"^.*\bin\s+", re.IGNORECASE)
THOUSANDS = re.compile(
    r"(?:\b(?:in|x)|[*×])\s*(?:1[.\s]?000(?!\.?\d)|duizend)|(?<![^\W\d])k\s?(?:€|euro?(?!\w))|duizend euro", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The titles of one sheet.

    Attributes:
        line: the row number of the titles.
        also: the numbers of the rows beside it that belong to the titles: a second row of them, their units.
        positions: per column of the contract where it stands.
        titles: every title by position, as delivered.
        factors: per column by what its numbers are multiplied to be in the contract's unit.
    """

    line: int
    positions: Mapping[str, int]
    also: frozenset[int]
    titles: Mapping[int, str]
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    messages: Sequence[Message] = ()

    def title(self, column: str) -> str:
        """The title under which a column was delivered."""
        return self.titles.get(self.positions.get(column, -1), column)

    @property
    def unknown(self) -> dict[int, str]:
        """The titles that are no column of the contract, by position."""
        known = set(self.positions.values())
        return {position: title for position, title in self.titles.items() if position not in known}


def title_key(text: str) -> str:
    """A title without what does not tell titles apart: case, accents, marks and the unit in brackets."""
    text = text.strip()[:LONGEST_TITLE]
    bare = re.sub(r"\([^()]*\)\s*$", "", text)
    decomposed = unicodedata.normalize("NFKD", bare or text).casefold()
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9%€]+", " ", kept).strip()


def names_of(contract: Contract) -> dict[str, str]:
    """Every title that is understood, by key, with the column that it is."""
    return {title_key(title): c.name for c in contract.columns.values() for title in c.titles}


def matched_titles(line: Line, names: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Position, title and column of the titles in a row that the contract knows."""
    found = ((position, " ".join(cell.split()), names.get(title_key(cell))) for position, cell in enumerate(line.cells) if cell.strip())
    return [(position, title, column) for position, title, column in found if column]


def _beside(line: Line, lines: Sequence[Line]) -> tuple[Line | None, list[Line]]:
    """The row above the titles and those below them, empty ones left out."""
    filled = [each for each in lines if not each.is_empty]
    place = next(n for n, each in enumerate(filled) if each is line)
    return (filled[place - 1] if place else None), filled[place + 1 : place + 3]


def _says_unit(text: str) -> bool:
    """Whether a text only says what one of the figures is: `km`, `in duizend euro`."""
    around = read_around("", WITHIN.sub("", text), unit="", is_money=False)
    return around is not None and (bool(around.units) or around.scale != 1) and all(find_unit(unit) for unit in around.units)


def whole_head(line: Line, lines: Sequence[Line], names: Mapping[str, str]) -> tuple[Line, frozenset[int]]:
    """The titles as one row, with those of the row above or below them and the units below, and the numbers of these rows."""
    cells, also = list(line.cells), set[int]()
    columns = {column for _, _, column in matched_titles(line, names)}
    above, below = _beside(line, lines)
    second = [other for other in below[:1] if len(matched_titles(other, names)) == sum(bool(cell.strip()) for cell in other.cells)]
    for other in ([above] if above else []) + second:
        free = {p for p, cell in enumerate(cells) if not cell.strip() or (other is not above and title_key(cell) not in names)}
        if other is not above:
            free |= set(range(len(cells), len(other.cells)))
        extra = [(p, title, column) for p, title, column in matched_titles(other, names) if column not in columns and p in free]
        if not extra or other.kinds:
            continue
        cells += [""] * (len(other.cells) - len(cells))
        for position, title, column in extra:
            cells[position] = title
            columns.add(column)
        also.add(other.number)
    for other in [each for each in below if each.number not in also][:1]:
        units = {p: cell.strip().strip("()[]") for p, cell in enumerate(other.cells) if cell.strip()}
        is_below = all(p < len(cells) and cells[p].strip() for p in units)
        if not other.kinds and is_below and all(is_unit(unit) or _says_unit(unit) for unit in units.values()):
            cells = [f"{cell} ({units[p]})" if _says_unit(units.get(p, "")) else cell for p, cell in enumerate(cells)]
            also.add(other.number)
    return replace(line, cells=cells), frozenset(also)


def best_line(lines: Sequence[Line], contract: Contract, *, searched: int = SEARCHED_ROWS) -> tuple[Line | None, int]:
    """The row of the first ones that holds most of the contract's titles, and how many."""
    names = names_of(contract)
    scored = [(len({column for _, _, column in matched_titles(line, names)}), -n, line) for n, line in enumerate(lines[:searched])]
    count, _, line = max(scored, key=lambda s: s[:2], default=(0, 0, None))
    return (line, count) if line is not None and count >= min(LEAST_TITLES, len(contract.columns)) else (None, count)


def check_late_titles(lines: Sequence[Line], contract: Contract, *, file: str, sheet: str = "") -> None:
    """Refuses a file of which the titles stand below the rows in which they are searched, and says so."""
    line, _ = best_line(lines[SEARCHED_ROWS : SEARCHED_ROWS * 10], contract, searched=SEARCHED_ROWS * 9)
    if line is not None:
        told = f"De kolomtitels van '{file}' staan pas op rij {line.number}. Zet ze in de eerste {SEARCHED_ROWS} rijen."
        raise refused("kop", told, sheet=sheet, row=line.number)


def _unit_factor(title: str, unit: str, preamble: str) -> Decimal | None:
    """By what to multiply to come to the unit of the contract; None when the title names one that cannot become it."""
    if unit == "€" and THOUSANDS.search(f"{title} {preamble}"):
        return THOUSAND
    around = read_around("", _in_brackets(title), unit=unit, is_money=unit == "€")
    if around is None:
        return Decimal(1)
    factor = around.scale
    for word in around.units:
        if word.casefold() in UNUSED_UNITS:
            return None
        told = find_unit(word)
        if told is None or told.kind == COUNT:
            return Decimal(1)
        into = conversion(word, unit, is_money=False)
        if into is None:
            return None
        factor *= into
    return factor


def _in_brackets(title: str) -> str:
    """What a title says behind it of its unit: `Afstand (in meter)`."""
    told = re.search(r"\(([^)]*)\)\s*$", title)
    return WITHIN.sub("", told.group(1).strip()) if told else ""


def _factors(contract: Contract, found: Mapping[str, tuple[int, str]], preamble: str) -> tuple[dict[str, Decimal], list[Message]]:
    factors, messages = {}, []
    for name, (_, title) in found.items():
        column = contract.columns[name]
        if not column.is_numeric:
            continue
        factor = _unit_factor(title, column.unit, preamble)
        if factor is None:
            told = f"Kolom '{title}' staat in {_in_brackets(title)}, maar het contract verwacht {column.unit}. Zet de waarden om."
            raise refused("eenheid", told, column=title)
        if factor == 1:
            continue
        factors[name] = factor
        told = scale_remark(factor).text if column.unit == "€" else f"(info) Kolom '{title}' omgezet naar {column.unit}."
        messages.append(Message(code="E02", level="info", text=told, column=title))
    return factors, messages


def _missing(contract: Contract, found: Mapping[str, object], sheet: Sheet) -> list[str]:
    """The labels of what the contract needs and the titles do not give."""
    missing = [c.label for c in contract.columns.values() if c.required and c.name not in found]
    kinds = {contract.columns[name].kind for name in found}
    place, code = contract.named("municipality"), contract.named("nis")
    if (place or code) and not kinds & {"municipality", "nis"}:
        missing.insert(0, contract.columns[place or code].label)
    period = contract.named("period")
    is_dated = contract.layout.file_period or (contract.layout.sheet == "jaar" and YEAR.search(sheet.name))
    if period and period not in found and not is_dated and contract.columns[period].label not in missing:
        missing.append(contract.columns[period].label)
    return missing


def _order_message(positions: Mapping[str, int], contract: Contract, line: Line) -> Iterator[Message]:
    delivered = sorted(positions, key=lambda name: positions[name])
    agreed = [name for name in contract.columns if name in positions]
    if delivered != agreed:
        yield Message(code="C08", level="info", text="(info) Kolomvolgorde wijkt af; op naam gelezen.", row=line.number)


def _absent(label: str, present: Sequence[str], *, file: str, sheet: str, row: int | None) -> RefusedError:
    told = f"Kolom '{label}' ontbreekt in '{file}'. Gevonden kolommen: {', '.join(present[:MOST_NAMED])}."
    return refused("C02", told, sheet=sheet, row=row)


def find_header(sheet: Sheet, contract: Contract, *, file: str) -> Header:
    """The row of titles of a sheet and what each title is.

    Raises RefusedError when a column that the contract needs is missing or a title stands twice.
    """
    line, _ = best_line(sheet.lines, contract)
    if line is None:
        check_late_titles(sheet.lines, contract, file=file, sheet=sheet.name)
        first = next((line for line in sheet.lines if not line.is_empty), None)
        present = [shown(cell) for cell in (first.cells if first else []) if cell.strip()]
        needed = next(c.label for c in contract.columns.values() if c.required or c.kind == "municipality")
        raise _absent(needed, present, file=file, sheet=sheet.name, row=first.number if first else None)
    line, also = whole_head(line, sheet.lines, names_of(contract))
    matched = matched_titles(line, names_of(contract))
    titles = {position: " ".join(cell.split())[:LONGEST_TITLE] for position, cell in enumerate(line.cells) if cell.strip()}
    for title, times in Counter(title_key(t) for t in titles.values()).items():
        if times > 1 and title in names_of(contract):
            double = next(t for t in titles.values() if title_key(t) == title)
            raise refused("C07", f"Kolom '{double}' komt {times} keer voor.", sheet=sheet.name, row=line.number, column=double)
    found: dict[str, tuple[int, str]] = {}
    for position, title, column in matched:
        if column in found:
            told = f"Kolom '{contract.columns[column].label}' komt 2 keer voor: als '{found[column][1]}' en als '{title}'."
            raise refused("C07", told, sheet=sheet.name, row=line.number, column=title)
        found[column] = (position, title)
    missing = _missing(contract, found, sheet)
    if missing:
        raise _absent(missing[0], list(titles.values()), file=file, sheet=sheet.name, row=line.number)
    preamble = " ".join(cell for above in sheet.lines if above.number < line.number for cell in above.cells)
    factors, messages = _factors(contract, found, preamble)
    if line.number > 1:
        messages.append(Message(code="C10", level="info", text=f"(info) Kop gevonden op rij {line.number}.", row=line.number))
    for name, (_, title) in found.items():
        if title_key(title) not in {title_key(name), title_key(contract.columns[name].label)}:
            told = f"(info) Kolom '{title}' gelezen als '{contract.columns[name].label}'."
            messages.append(Message(code="C01", level="info", text=told, row=line.number, column=title))
    positions = {name: position for name, (position, _) in found.items()}
    messages += _order_message(positions, contract, line)
    return Header(line=line.number, also=also, positions=positions, titles=titles, factors=factors, messages=messages)


def sheets_to_read(document: Document, contract: Contract) -> tuple[list[Sheet], list[Message]]:
    """The sheets that the contract speaks of, and what is said of those left out.

    Raises RefusedError when the contract's sheet is not there.
    """
    wanted = contract.layout.sheet
    visible = [sheet for sheet in document.sheets if not sheet.is_hidden and sheet.name.casefold() not in OWN_SHEETS]
    hidden = [sheet for sheet in document.sheets if sheet.is_hidden and any(not line.is_empty for line in sheet.lines)]
    messages = [Message(code="C19", level="warning", text=f"Verborgen werkblad '{s.name}' genegeerd.", sheet=s.name) for s in hidden]
    if len(document.sheets) == 1 and not document.sheets[0].name:
        return list(document.sheets), messages
    named = ", ".join(sheet.name for sheet in visible)
    if wanted == "jaar":
        chosen = [s for s in visible if YEAR.search(s.name) or best_line(s.lines, contract)[1] >= LEAST_TITLES]
        chosen = [s for s in chosen if best_line(s.lines, contract)[0] is not None] or chosen
    elif wanted:
        chosen = [s for s in visible if s.name.strip().casefold() == wanted.casefold()]
    else:
        chosen = [s for s in visible if best_line(s.lines, contract)[0] is not None] or visible[:1]
    if not chosen:
        asked = "een jaartal, zoals '2025'" if wanted == "jaar" else wanted
        raise refused("C20", f"Werkblad '{asked}' niet gevonden. Aanwezig: {named}.")
    left = [s for s in visible if s not in chosen and any(not line.is_empty for line in s.lines) and s.name.casefold() not in OWN_SHEETS]
    messages += [Message(code="blad", level="warning", text=f"Werkblad '{s.name}' is niet ingelezen.", sheet=s.name) for s in left]
    return chosen, messages
