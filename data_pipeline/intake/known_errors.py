"""Repairs in a delivery the cells that are known to be wrong at their publisher, in the open: as in the shipped source."""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.formatting import format_number
from data_pipeline.contract import Contract
from data_pipeline.corrections import Correction, read_corrections
from data_pipeline.intake.row import Row

REPAIRED = "correctie"
FLAG = "gecorrigeerd"


def _repaired(row: Row, correction: Correction, column: str) -> Row:
    number = row.numbers[column]
    was, is_now = (format_number(float(text), 0) for text in (correction.expect, correction.value))
    told = f"(info) Bekende fout verbeterd van {was} naar {is_now}. {correction.reason}"
    numbers = {**row.numbers, column: replace(number, value=float(correction.value))}
    return replace(row, numbers=numbers).told(REPAIRED, "info", told, column).flagged(FLAG, column)


def with_known_errors_repaired(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """The rows with the known errors of their publisher repaired; a cell that was put right since is left alone."""
    names = {column.label: column.name for column in contract.columns.values()}
    fitting = [c for c in read_corrections() if contract.repairs and c.source == contract.repairs and {*c.where, c.column} <= set(names)]
    if not fitting:
        return list(rows)
    keys = sorted({tuple(sorted(c.where)) for c in fitting})
    wanted = {(key, tuple(c.where[label] for label in key)): c for c in fitting for key in [tuple(sorted(c.where))]}
    new = []
    for row in rows:
        found = (wanted.get((key, tuple(row.printed.get(names[label], "") for label in key))) for key in keys)
        correction = next(filter(None, found), None)
        column = names[correction.column] if correction else ""
        is_still_wrong = correction is not None and row.value(column) == float(correction.expect)
        new.append(_repaired(row, correction, column) if correction and is_still_wrong else row)
    return new
