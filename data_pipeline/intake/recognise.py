"""Tells by which contract a file was delivered: by its column titles, never by its figures."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from data_pipeline.contract import Contract
from data_pipeline.intake.cells import shown
from data_pipeline.intake.crosstab import in_rows
from data_pipeline.intake.delimited import DELIMITER_WORD, MOST_COLUMNS, unknown_encoding
from data_pipeline.intake.document import Document, Line, Sheet
from data_pipeline.intake.guard import refused
from data_pipeline.intake.header import LEAST_TITLES, OWN_SHEETS, SEARCHED_ROWS, best_line, check_late_titles, title_key
from data_pipeline.intake.person_data import check_titles
from data_pipeline.trips.contract import trip_contract

HEAD_BYTES = 512 * 1024
Score = tuple[int, int, int]


def head_text(path: Path, *, name: str) -> str:
    """The first part of a text file, only to recognise it.

    Raises RefusedError when it cannot be text.
    """
    with path.open("rb") as handle:
        data = handle.read(HEAD_BYTES)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise unknown_encoding(name)
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def first_lines(text: str, delimiter: str, *, most: int = SEARCHED_ROWS) -> list[Line]:
    """The first rows of a text, as far as they can be split."""
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter, skipinitialspace=True)
    lines: list[Line] = []
    try:
        for number, cells in enumerate(reader, 1):
            lines.append(Line(number=number, cells=cells[:MOST_COLUMNS]))
            if number > most:
                break
    except csv.Error:
        return lines
    return lines


def _trip_titles(contract: Contract) -> tuple[set[str], list[set[str]]]:
    told = trip_contract(contract)
    columns = [{title_key(title) for title in titles} for titles in told.columns.values()]
    return {title_key(t) for t in told.dropped}.union(*columns), columns


def _list_name(contract: Contract) -> str:
    """The name of the list that holds the records of a JSON file."""
    return "trips" if contract.is_trips else contract.layout.records.split(".")[-1]


def _known_codes(lines: Sequence[Line], contract: Contract) -> int:
    """In a file without titles: how many rows begin with a code of the contract."""
    column = next((c for c in contract.columns.values() if c.kind == "category"), None)
    known = {*column.values, contract.layout.period_row.casefold()} - {""} if column else set()
    rows = [line for line in lines if len(line.cells) == len(contract.layout.titles)]
    return sum(line.cells[0].strip().casefold() in known for line in rows)


def _score(lines: Sequence[Line], contract: Contract) -> Score:
    """How well rows fit a contract: needed columns that are there less those missing, all that are there, none unknown."""
    if contract.is_trips:
        known, columns = _trip_titles(contract)
        best = max(
            (({title_key(c) for c in line.cells if c.strip()}) for line in lines[:1]), key=lambda keys: len(keys & known), default=set()
        )
        missing = sum(not names & best for names in columns)
        return (-missing, len(best & known), -len(best - known))
    line, count = best_line(in_rows(lines, contract), contract)
    if line is None:
        is_bare = bool(contract.layout.titles) and _known_codes(lines, contract) >= LEAST_TITLES
        return (0, len(contract.layout.titles), 0) if is_bare else (-len(contract.columns), 0, 0)
    keys = {title_key(cell) for cell in line.cells if cell.strip()}
    names = {c.name: {title_key(t) for t in c.titles} for c in contract.columns.values()}
    missing = sum(c.required and not names[c.name] & keys for c in contract.columns.values())
    return (-missing, count, count - len(keys))


def _hinted(contract: Contract, name: str) -> bool:
    words = set(re.split(r"[^a-z0-9]+", title_key(name)))
    return bool(words & set(contract.id.split("_")) - {"per", "maand", "csv"})


def _choose(scores: Mapping[str, Score], contracts: Mapping[str, Contract], *, name: str) -> Contract | None:
    """The contract that fits best, or None when none fits; a tie is broken by the name of the file only."""
    fitting = {key: score for key, score in scores.items() if score[1] >= min(LEAST_TITLES, max(1, len(contracts[key].columns)))}
    if not fitting:
        return None
    hinted = {key for key in fitting if _hinted(contracts[key], name)}
    ranked = sorted(fitting, key=lambda key: (fitting[key][0], key in hinted, fitting[key][1:]), reverse=True)
    first = ranked[0]
    equal = [key for key in ranked if (fitting[key], key in hinted) == (fitting[first], first in hinted)]
    if len(equal) > 1:
        titles = " of ".join(f"'{contracts[key].title}' ({key})" for key in equal)
        raise refused("bron", f"Niet duidelijk bij welke bron '{name}' hoort: {titles}. Kies de bron zelf.")
    return contracts[first]


def check_delimiter(path: Path, contract: Contract, *, name: str) -> None:
    """Refuses a text file whose titles are those of its contract, but split at another character than agreed."""
    text = head_text(path, name=name)
    if best_line(first_lines(text, contract.layout.delimiter), contract)[0] is None:
        _wrong_delimiter(text, [contract])


def _wrong_delimiter(text: str, contracts: Iterable[Contract]) -> None:
    """Refuses a text whose titles fit a contract when it is split at another character than agreed."""
    for contract in contracts:
        for delimiter in DELIMITER_WORD:
            if delimiter == contract.layout.delimiter or contract.is_trips:
                continue
            lines = first_lines(text, delimiter)
            line, _ = best_line(lines, contract)
            if line is None:
                continue
            width = len(line.cells)
            odd = next((other for other in lines if other.number > line.number and other.cells and len(other.cells) != width), None)
            number, found = (odd.number, len(odd.cells)) if odd else (line.number, 1)
            word = DELIMITER_WORD[contract.layout.delimiter]
            raise refused("B08", f"Rij {number} telt {found} kolommen i.p.v. {width}. Gebruik {word} als scheidingsteken.", row=number)


def _unknown(titles: Sequence[str], *, name: str) -> Exception:
    found = f" Gevonden kolommen: {', '.join(shown(title) for title in titles[:12])}." if titles else ""
    return refused("bron", f"'{name}' past bij geen enkel datacontract.{found} Gebruik het sjabloon van de bron of kies de bron zelf.")


def recognise_text(path: Path, contracts: Mapping[str, Contract], *, name: str) -> Contract:
    """The contract of a text or JSON file, by its first part.

    Raises RefusedError when none or several fit, or when its titles speak of persons.
    """
    text = head_text(path, name=name)
    if Path(name).suffix.lower() == ".json":
        fitting = [c for c in contracts.values() if "json" in c.layout.formats and f'"{_list_name(c)}"' in text]
        if len(fitting) == 1:
            return fitting[0]
        raise _unknown([], name=name)
    delimited = {key: c for key, c in contracts.items() if "csv" in c.layout.formats}
    scores = {key: _score(first_lines(text, c.layout.delimiter), c) for key, c in delimited.items()}
    chosen = _choose(scores, delimited, name=name)
    if chosen:
        return chosen
    for contract in (c for c in delimited.values() if not c.is_trips):
        check_late_titles(first_lines(text, contract.layout.delimiter, most=10 * SEARCHED_ROWS), contract, file=name)
    lines = max((first_lines(text, d) for d in DELIMITER_WORD), key=lambda found: max((len(line.cells) for line in found), default=0))
    titles = next(([c.strip() for c in line.cells if c.strip()] for line in lines if not line.is_empty), [])
    check_titles(titles, file=name)
    _wrong_delimiter(text, delimited.values())
    raise _unknown(titles, name=name)


def recognise_workbook(document: Document, contracts: Mapping[str, Contract], *, name: str) -> Contract:
    """The contract of a workbook, by the titles and the names of its sheets.

    Raises RefusedError when none or several fit, or when its titles speak of persons.
    """
    visible: list[Sheet] = [sheet for sheet in document.sheets if not sheet.is_hidden and sheet.name.casefold() not in OWN_SHEETS]
    books = {key: c for key, c in contracts.items() if "xlsx" in c.layout.formats}
    scores = {key: max((_score(s.lines, c) for s in visible), default=(0, 0, 0)) for key, c in books.items()}
    named = {
        key for key, c in books.items() if c.layout.sheet and any(s.name.strip().casefold() == c.layout.sheet.casefold() for s in visible)
    }
    chosen = _choose({k: (s[0], s[1] + (k in named), s[2]) for k, s in scores.items()}, books, name=name)
    if chosen:
        return chosen
    for contract, sheet in ((c, s) for c in books.values() for s in visible):
        check_late_titles(sheet.lines, contract, file=name, sheet=sheet.name)
    first = next((line for sheet in visible for line in sheet.lines if not line.is_empty), None)
    titles = [cell.strip() for cell in first.cells if cell.strip()] if first else []
    check_titles(titles, file=name)
    raise _unknown(titles, name=name)
