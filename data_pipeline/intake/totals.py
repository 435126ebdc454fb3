"""Holds the rows of a sheet against the totals that stand in it and against what its titles and notes claim."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.formatting import format_number
from data_pipeline.contract import Column, Contract
from data_pipeline.intake.file_period import YEAR
from data_pipeline.intake.numbers import Number, NumberRule, parse_number
from data_pipeline.intake.report import Message
from data_pipeline.intake.row import Row

TOLERANCE = 0.005
CLAIM = r"(?<![\d.,])(\d[\d.\s\u00a0]{0,30}(?:,\d{1,10})?)\s{0,5}"
LONGEST_CLAIM = 2000
CONTRADICTION = "H04"


def of_totals(contract: Contract) -> Contract:
    """The contract by which a row of totals is read: what bounds one row does not bound their sum."""
    columns = {name: replace(c, minimum=None, maximum=None, codes={}) for name, c in contract.columns.items()}
    return replace(contract, columns=columns)


def _is_within(row: Row, total: Row, contract: Contract) -> bool:
    """Whether a row is part of what a total adds up: all rows, or those of the period and the category that stand in its own row."""
    year = YEAR.search(total.printed.get(contract.named("municipality"), ""))
    if year and row.period.start and row.period.start.year != int(year.group()):
        return False
    if total.period.start and not (row.period.start and total.period.start <= row.period.start <= (total.period.end or row.period.start)):
        return False
    parts = [c.name for c in contract.columns.values() if c.kind == "category" and total.printed.get(c.name)]
    return all(row.texts.get(name) == total.texts.get(name) for name in parts)


def _is_unsure(row: Row, column: str) -> bool:
    """Whether a row waits in quarantine with a number that nobody can add up."""
    return not row.is_loaded and (row.value(column) is None or any(m.code == CONTRADICTION for m in row.messages))


def _told(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 2)


def _of_total(rows: Sequence[Row], total: Row, column: Column) -> Message | None:
    """What is said of one number in a row of totals; the code C13 makes the file wait."""
    number, title = total.numbers.get(column.name, Number()), total.titles.get(column.name, column.label)
    stated = number.value
    if stated is None and not any(remark.level == "error" for remark in number.remarks):
        return None
    if stated is None:
        code, text = "controletotaal", f"Rij {total.number}: het totaal van '{title}' kan niet gelezen worden en is niet nagerekend."
    elif any(_is_unsure(row, column.name) for row in rows):
        code, text = "controletotaal", f"Rij {total.number}: het totaal van '{title}' is niet nagerekend, omdat rijen in quarantaine staan."
    else:
        summed = math.fsum(row.value(column.name) or 0.0 for row in rows)
        if abs(stated - summed) <= max(TOLERANCE * max(1, len(rows)), abs(summed) * 1e-9):
            return None
        code = "C13"
        text = f"Het totaal in het bestand ({_told(stated)}) verschilt van de som der rijen ({_told(summed)})."
        text += " Vraag bevestiging aan de leverancier."
    return Message(code=code, level="warning", text=text, sheet=total.sheet, row=total.number, column=title)


def _claims(rows: Sequence[Row], preamble: Sequence[str], column: Column, contract: Contract, *, sheet: str) -> Iterator[Message]:
    """The numbers that titles and notes name for a column and that its rows do not add up to."""
    summed = math.fsum(row.value(column.name) or 0.0 for row in rows)
    unit = "(?:€|eur\\b|euro\\b)" if column.unit == "€" else rf"(?:{re.escape(column.unit)}|{re.escape(column.label)})\b"
    for text in preamble:
        for match in re.finditer(CLAIM + unit, text[:LONGEST_CLAIM], re.IGNORECASE):
            printed = match.group(1).strip()
            claimed = parse_number(printed, NumberRule(locale="nl-BE", unit="")).value
            if claimed is None or YEAR.fullmatch(printed) or abs(claimed - summed) <= TOLERANCE:
                continue
            title = rows[0].titles.get(column.name, column.label)
            if contract.claims_code == "H10":
                told = "De bron vermeldt twee verschillende cijfers; definitie te bevestigen door IGEMO."
            else:
                told = (
                    f"De bron noemt {_told(claimed)} {column.unit}, maar de opsomming per gemeente geeft {_told(summed)}. "
                    "Te bevestigen door IGEMO."
                )
            yield Message(code=contract.claims_code, level="warning", text=told, sheet=sheet, column=title)


def review_totals(
    rows: Sequence[Row], totals: Sequence[Row], preamble: Sequence[str], contract: Contract, *, sheet: str
) -> tuple[list[Message], list[Message]]:
    """What makes the file wait because its own totals differ, and what its text claims that its rows do not say."""
    counted = [row for row in rows if not row.left_out]
    held: list[Message] = []
    said: list[Message] = []
    for column in contract.columns.values():
        is_added_up = column.is_numeric and not column.non_additive and column.unit != "%"
        if not is_added_up or not any(column.name in row.numbers for row in counted):
            continue
        for total in totals:
            message = _of_total([row for row in counted if _is_within(row, total, contract)], total, column)
            if message:
                (held if message.code == "C13" else said).append(message)
        said += _claims(counted, preamble, column, contract, sheet=sheet)
    return held, said
