"""Rows as CSV: for programs, and for a Belgian Excel; each with what the figures mean."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from catalogue.formatting import EXAMPLE
from catalogue.model import Catalogue
from exports.exhibit import Records, Value
from exports.passport import STATUS_LABEL
from warehouse.rows import ObservationRow, ProjectRow

COLUMNS = (
    "indicator label nis gemeente period_start period_end breakdown value value_text unit status reading "
    "flags source source_ref is_demo code"
).split()
PROJECT_COLUMNS = "kind service name nis gemeente partner started ended state amount_eur printed_amount detail source section".split()
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def neutral(text: str) -> str:
    """The text, made harmless where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def _number(value: float | None, *, decimal_comma: bool) -> str:
    if value is None:
        return ""
    plain = repr(round(value, 6)).removesuffix(".0")
    return plain.replace(".", ",") if decimal_comma else plain


def _write(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, notes: Sequence[tuple[str, str]], for_excel: bool, first_line: str = ""
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    if for_excel and first_line:
        writer.writerow([neutral(first_line)])
    writer.writerow(columns)
    writer.writerows(rows)
    if for_excel:
        writer.writerow([])
        writer.writerows([neutral(label), neutral(text)] for label, text in notes)
    return ((BOM if for_excel else "") + out.getvalue()).encode("utf-8")


def observation_records(rows: Sequence[ObservationRow], *, catalogue: Catalogue, code: Callable[[ObservationRow], str]) -> Records:
    """One row per figure with all that is known of it.

    Args:
        code: gives the citeable code of a row.
    """
    return Records(
        columns=tuple(COLUMNS),
        rows=tuple(
            (
                row.indicator_id, catalogue.indicators[row.indicator_id].label, row.nis or "",
                catalogue.municipalities[row.nis].name if row.nis else "", row.period_start, row.period_end, row.breakdown, row.value,
                row.value_text, catalogue.indicators[row.indicator_id].unit, row.status, row.reading, " ".join(row.flags), row.source_id,
                row.source_ref, "ja" if row.is_demo else "nee", code(row),
            )
            for row in rows
        ),
    )  # fmt: skip


def project_records(rows: Sequence[ProjectRow], *, catalogue: Catalogue) -> Records:
    """One row per contract, plan, membership or commitment."""
    return Records(
        columns=tuple(PROJECT_COLUMNS),
        rows=tuple(
            (
                row.kind, row.service, row.name, row.nis or "", catalogue.municipalities[row.nis].name if row.nis else "", row.partner,
                row.started, row.ended, row.state, row.amount_eur, row.printed_amount, row.detail, row.source_id, row.section,
            )
            for row in rows
        ),
    )  # fmt: skip


def in_words(records: Records) -> Records:
    """The same rows with the status as a person reads it; an example is neither sure nor unsure."""
    if "status" not in records.columns:
        return records
    status, demo, value = (records.columns.index(name) for name in ("status", "is_demo", "value"))

    def word(row: tuple[Value, ...]) -> str:
        return EXAMPLE.lower() if row[demo] == "ja" and row[value] is not None else STATUS_LABEL[str(row[status])]

    return Records(columns=records.columns, rows=tuple((*row[:status], word(row), *row[status + 1 :]) for row in records.rows))


def _text(value: Value, *, decimal_comma: bool) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _number(value, decimal_comma=decimal_comma) if isinstance(value, float) or value is None else neutral(value)


def records_csv(records: Records, *, notes: Sequence[tuple[str, str]], for_excel: bool, first_line: str = "") -> bytes:
    """The rows as CSV: UTF-8, ISO dates; for Excel with `;`, decimal comma, the status in words and notes below.

    Args:
        notes: label and text of what must travel with the figures.
        first_line: what must be read before the figures; for Excel only, a program finds the heads first.
    """
    told = in_words(records) if for_excel else records
    lines = [[_text(value, decimal_comma=for_excel) for value in row] for row in told.rows]
    return _write(told.columns, lines, notes=notes, for_excel=for_excel, first_line=first_line)
