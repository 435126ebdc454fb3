"""What each row tells when the contract and the other rows are held beside it: what cannot be, what is remarkable, what is missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from catalogue.formatting import format_number
from data_pipeline.contract import Contract
from data_pipeline.intake.guard import refused
from data_pipeline.intake.numbers import Number
from data_pipeline.intake.report import Level
from data_pipeline.intake.row import Row

MONTHS_IN_YEAR = 12
IMPLAUSIBLE: Mapping[str, tuple[Level, str]] = {
    "E07": ("warning", "{gemeente}: gemiddeld {gemiddelde} uur per wijk-werker overschrijdt het maximum van {maximum} uur."),
    "E01": ("error", "Rij {rij}: {waarde} km is onwaarschijnlijk; is dit in meter?"),
}


def check_notation(rows: Sequence[Row]) -> None:
    """Refuses the whole file when a number can be read in two ways: then no number of it can be trusted.

    Raises RefusedError with code D04.
    """
    found = next((m for row in rows for m in row.messages if m.code == "D04"), None)
    if found:
        raise refused("D04", found.text)


def _about(row: Row, contract: Contract) -> str:
    return row.printed.get(contract.named("municipality")) or row.place.nis or ""


def _named(row: Row, contract: Contract) -> str:
    """The column that names the municipality of a row."""
    return next((name for name in (contract.named("municipality"), contract.named("nis")) if name in row.titles), "")


def _same_place_and_time(rows: Sequence[Row]) -> list[list[int]]:
    """The positions of the loaded rows about one municipality and one period."""
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.is_loaded and row.place.nis and not row.left_out:
            together[row.place.nis, row.period.start, row.period.end].append(index)
    return list(together.values())


def with_bodies_apart(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """An authority beside the municipality is never added to it or to another one: where both are delivered, its rows wait."""
    new = list(rows)
    text = "Rij {n}: {body} staat naast {other}; ze worden niet samengeteld. Lever één van beide."
    for together in _same_place_and_time(rows):
        bodies = {rows[index].place.body for index in together}
        for index in together if len(bodies) > 1 else ():
            body = rows[index].place.body
            other = "de gemeente zelf" if "" in bodies else " en ".join(sorted(bodies - {body}))
            if body:
                new[index] = rows[index].told(
                    "G10", "error", text.format(n=rows[index].number, body=body, other=other), _named(rows[index], contract)
                )
    return new


def with_former_together(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """Municipalities of before a merger: all of them make up the new one, some of them only part, none beside the new one itself."""
    new = list(rows)
    for together in _same_place_and_time(rows):
        former = {rows[index].place.former for index in together}
        if former == {""}:
            continue
        missing = set(next(rows[index].place.parts for index in together if rows[index].place.former)) - former
        for index in together:
            row = rows[index]
            if "" in former and row.place.former:
                told = (
                    f"Rij {row.number}: {row.place.former} staat naast de gemeente zelf; ze worden niet samengeteld. Lever één van beide."
                )
                new[index] = row.told("G11", "error", told, _named(row, contract))
            elif "" not in former and missing:
                told = f"Rij {row.number}: {row.place.former} is geleverd zonder {' en '.join(sorted(missing))}; het cijfer is onvolledig."
                new[index] = row.told("G11", "warning", told, _named(row, contract)).flagged("herrekend").flagged("onvolledig")
            elif row.place.former:
                new[index] = row.flagged("herrekend")
    return new


def with_averages_apart(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """An average may not be added up: two of them for one figure wait, both."""
    new = list(rows)
    for measure in contract.measures:
        if measure.aggregate != "single" or not contract.columns[measure.column].non_additive:
            continue
        for together in _same_place_and_time(rows):
            by_part: dict[str, list[int]] = defaultdict(list)
            for index in together:
                if rows[index].value(measure.column) is not None:
                    by_part[rows[index].texts.get(measure.breakdown, "")].append(index)
            for index in (i for part in by_part.values() if len(part) > 1 for i in part):
                row = rows[index]
                told = f"Rij {row.number}: er staan meer gemiddelden voor {_about(row, contract)} in deze periode. Lever er één aan."
                new[index] = row.told("E04", "error", told, measure.column)
    return new


def without_fractions(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """A value below one in a column of percentages whose middle lies above one is a fraction."""
    new = list(rows)
    for column in contract.columns.values():
        known = [value for row in rows if (value := row.value(column.name)) is not None]
        if column.unit != "%" or len(known) < 2 or not 1 <= median(known) <= 100:  # noqa: PLR2004 - a column of percentages
            continue
        for index, row in enumerate(new):
            printed = row.printed.get(column.name, "")
            if 0 < (row.value(column.name) or 0) < 1 and "%" not in printed:
                new[index] = row.told("D16", "error", f"Rij {row.number}: {printed} lijkt een fractie in een percentkolom.", column.name)
    return new


def _months(row: Row) -> int:
    if row.period.start is None or row.period.end is None:
        return MONTHS_IN_YEAR
    return (row.period.end.year - row.period.start.year) * MONTHS_IN_YEAR + row.period.end.month - row.period.start.month + 1


def remarkable(row: Row, contract: Contract) -> Row:
    """A row with a ratio that is not plausible is flagged, or waits when it cannot be."""
    for rule in contract.plausible:
        value, per = row.value(rule.column), row.value(rule.per)
        if value is None or not per or not row.is_loaded:
            continue
        mean = value / per / _months(row)
        if mean <= rule.maximum:
            continue
        level, words = IMPLAUSIBLE[rule.code]
        text = words.format(
            rij=row.number,
            gemeente=_about(row, contract),
            gemiddelde=format_number(mean, 0 if mean.is_integer() else 1),
            maximum=format_number(rule.maximum, 0),
            waarde=row.printed[rule.column],
        )
        row = row.told(rule.code, level, text, rule.column).flagged("onwaarschijnlijk", rule.column)
    return row


def private(row: Row, contract: Contract) -> Row:
    """Amounts and hours of persons need the number of persons, else nobody can tell whether they may be shown."""
    privacy = contract.privacy
    persons = row.numbers.get(privacy.persons)
    is_known = persons is not None and (persons.value is not None or persons.status == "niet_deelnemend")
    needed = [m.column for m in contract.measures if m.indicator in privacy.magnitudes]
    if not privacy.persons or is_known or not row.is_loaded or all(row.value(name) is None for name in needed):
        return row
    text = f"Rij {row.number}: aantal personen ontbreekt; nodig voor de privacycontrole."
    return row.told("I04", "error", text, privacy.persons)


def outside(row: Row, contract: Contract) -> Row:
    """A nought for a municipality that takes no part is no nought; another figure for it is remarkable."""
    if row.place.nis not in contract.not_participating or not row.is_loaded:
        return row
    place = _about(row, contract)
    for name in row.numbers:
        if row.value(name) == 0:
            row = replace(row, numbers={**row.numbers, name: Number(status="niet_deelnemend")})
            row = row.told("G22", "info", f"(info) 0 voor {place} gelezen als 'neemt niet deel' volgens het datacontract.", name)
        elif row.value(name) is not None:
            row = row.told(
                "G22", "warning", f"{place} neemt volgens het datacontract niet deel, maar krijgt hier een cijfer. Controleer.", name
            )
    return row


def with_parts_named(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """A row that does not say which part it is, among rows that do, is neither a part nor the total."""
    new = list(rows)
    for name in sorted({measure.breakdown for measure in contract.measures if measure.breakdown}):
        if contract.columns[name].required or not any(row.texts.get(name) for row in rows if row.is_loaded):
            continue
        for index, row in enumerate(new):
            if row.is_loaded and not row.left_out and name in row.printed and not row.printed[name]:
                told = f"Rij {row.number}: '{row.titles.get(name, name)}' is leeg, terwijl andere rijen het invullen. Vul het ook hier in."
                new[index] = row.told("leeg", "error", told, name)
    return new


def complete(row: Row, contract: Contract) -> Row:
    """A row without a text that it needs cannot be told from another one."""
    for column in contract.columns.values():
        is_text = column.kind in {"category", "text", "ignored", "date"}
        if is_text and column.required and row.is_loaded and not row.left_out and not row.printed.get(column.name, "?").strip():
            row = row.told(
                "leeg", "error", f"Rij {row.number}: '{row.titles.get(column.name, column.name)}' is leeg. Vul het in.", column.name
            )
    return row


def silent(row: Row, contract: Contract) -> Row:
    """A needed cell without anything in it: not delivered, never nought."""
    if not row.is_loaded or row.left_out or row.place.nis in contract.not_participating:
        return row
    for column in contract.columns.values():
        if column.required and column.is_numeric and column.name not in row.numbers:
            text = f"Rij {row.number}: '{row.titles.get(column.name, column.label)}' is leeg; gelezen als 'niet geleverd', niet als nul."
            row = row.told("leeg", "warning", text, column.name)
    return row
