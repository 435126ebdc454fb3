"""Rows as CSV: for programs, and for a Belgian Excel; each with what the figures mean."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from catalogue.model import Catalogue
from exports.passport import status_words
from warehouse.rows import ObservationRow, ProjectRow

COLUMNS = (
    "indicator label nis gemeente period_start period_end breakdown value value_text unit status reading "
    "flags source source_ref is_demo code"
).split()
PROJECT_COLUMNS = "kind service name nis gemeente partner started ended state amount_eur printed_amount detail source section".split()
RISKY = ("=", "+", "-", "@", "\t", "\r")
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


def observations_csv(
    rows: Sequence[ObservationRow],
    *,
    catalogue: Catalogue,
    code: Callable[[ObservationRow], str],
    notes: Sequence[tuple[str, str]],
    for_excel: bool,
    first_line: str = "",
) -> bytes:
    """One line per figure: UTF-8, ISO dates; for Excel with `;`, decimal comma, the status in words and notes below.

    Args:
        code: gives the citeable code of a row.
        notes: label and text of what must travel with the figures.
        first_line: what must be read before the figures; for Excel only, a program finds the heads first.
    """
    lines = []
    for row in rows:
        indicator = catalogue.indicators[row.indicator_id]
        status = status_words(row) if for_excel else row.status
        lines.append(
            [
                row.indicator_id, neutral(indicator.label), row.nis or "", catalogue.municipalities[row.nis].name if row.nis else "",
                row.period_start.isoformat(), row.period_end.isoformat(), row.breakdown, _number(row.value, decimal_comma=for_excel),
                neutral(row.value_text), indicator.unit, status, row.reading, " ".join(row.flags), row.source_id,
                neutral(row.source_ref), "ja" if row.is_demo else "nee", code(row),
            ]
        )  # fmt: skip
    return _write(COLUMNS, lines, notes=notes, for_excel=for_excel, first_line=first_line)


def projects_csv(rows: Sequence[ProjectRow], *, catalogue: Catalogue, notes: Sequence[tuple[str, str]], for_excel: bool) -> bytes:
    """One line per contract, plan, membership or commitment."""
    lines = [
        [
            row.kind, row.service, neutral(row.name), row.nis or "", catalogue.municipalities[row.nis].name if row.nis else "",
            neutral(row.partner), row.started, row.ended, neutral(row.state), _number(row.amount_eur, decimal_comma=for_excel),
            neutral(row.printed_amount), neutral(row.detail), row.source_id, neutral(row.section),
        ]
        for row in rows
    ]  # fmt: skip
    return _write(PROJECT_COLUMNS, lines, notes=notes, for_excel=for_excel)
