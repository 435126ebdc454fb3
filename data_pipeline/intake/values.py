"""From one cell to a number or a text by the contract of its column."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from data_pipeline.contract import Column, Contract, NumberLocale
from data_pipeline.intake.cells import Remark, clean_text, formula_remark, shown
from data_pipeline.intake.document import DATE, DURATION, FAULT, NO_VALUE, NUMBER, PERCENT
from data_pipeline.intake.numbers import Number, NumberRule, accept, as_shown, parse_hours, parse_number, parse_typed_number
from data_pipeline.intake.periods import Period, parse_period
from data_pipeline.intake.words import DASHES, told_word
from data_pipeline.readers.abb_bbc import broad_key, detail_key

STAYS_OUT = re.compile(
    r"neemt niet deel|niet[- ]deelnemend|geen deelname|geen deelwagens|buiten (de )?concessie|doet niet mee", re.IGNORECASE
)
EXCEL_FAULT = re.compile(r"#(N/A|N/B|DIV/0!|DEEL/0!|REF!|VERW!|VALUE!|WAARDE!|NAME\?|NAAM\?|NUM!|GETAL!|NULL!|LEEG!)")
SAFE_LINK = re.compile(r"(https://|/|\./|[\w-]+(/|\.\w+$))[^\s<>\"']*", re.IGNORECASE)
TRANSFORMS = {"broad_key": broad_key, "detail_key": detail_key}
OTHER = "\N{NULL}andere"
TYPED_AS_TEXT = Remark(code="D29", level="info", text="(info) Tekstgetal omgezet.")
PLAIN_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)?")


def _date_remark(column: Column, text: str) -> tuple[Remark, ...]:
    """What is said of a date in a column with numbers or hours."""
    if column.kind == "hours":
        told = "Rij {rij}: kolom '{kolom}' toont een uur van de dag. Geef de cel in Excel de opmaak [u]:mm, ook boven de 24 uur."
        return _error("uren", told)
    why = "Vul het getal opnieuw in: een spreadsheet maakt van 3,5 soms 3 mei."
    return _error("getal", f"Rij {{rij}}: '{shown(text)}' in kolom '{{kolom}}' is een datum. {why}")


def _unread(text: str, kind: str) -> tuple[Remark, ...]:
    """What is wrong with a cell in which Excel itself left no value."""
    if kind == FAULT or EXCEL_FAULT.fullmatch(text.strip()):
        return _error("C22", f"Cel {{cel}} bevat de foutwaarde '{shown(text)}'.")
    if kind == NO_VALUE:
        return _error("formule", "Cel {cel} bevat een formule zonder bewaarde uitkomst. Open het bestand in Excel en bewaar het opnieuw.")
    return ()


def _error(code: str, text: str) -> tuple[Remark, ...]:
    return (Remark(code=code, level="error", text=text),)


class CellReader:
    """Reads the cells of one sheet.

    Args:
        factors: per column by what its numbers are multiplied to be in the contract's unit.
        is_workbook: whether the cells know what they are, so that a number kept as text is one on purpose or by mistake.
    """

    def __init__(self, contract: Contract, *, factors: Mapping[str, Decimal], date_1904: bool, is_workbook: bool) -> None:
        self._factors, self._date_1904, self._is_workbook = factors, date_1904, is_workbook
        self._is_iso = contract.date_locale == "iso"
        self._rules = {c.name: self._rule(c, contract.number_locale) for c in contract.columns.values() if c.is_numeric}

    def _rule(self, column: Column, locale: NumberLocale) -> NumberRule:
        return NumberRule(
            locale=locale,
            unit=column.unit,
            minimum=column.minimum,
            maximum=column.maximum,
            is_money=column.is_money,
            is_whole=column.is_whole,
            dash_means=column.dash_means,
            codes=column.codes,
        )

    def number(self, column: Column, text: str, kind: str) -> Number:
        """The number in a cell.

        Args:
            kind: what the workbook says that the cell is.
        """
        if unread := _unread(text, kind):
            return Number(remarks=unread)
        if STAYS_OUT.search(text) and not text.strip()[:1].isdigit():
            return Number(status="niet_deelnemend")
        if kind == DATE:
            return Number(remarks=_date_remark(column, text))
        rule = self._rules[column.name]
        if column.name in self._factors:
            return self._converted(column, text, kind, self._factors[column.name])
        return self._read(column, text, kind, rule)

    def _read(self, column: Column, text: str, kind: str, rule: NumberRule) -> Number:
        if kind == PERCENT and column.unit != "%":
            kind, text = "", f"{as_shown(text, times=100)} %"
        if kind in {NUMBER, PERCENT}:
            return parse_typed_number(text, rule=rule, number_format="0%" if kind == PERCENT else "")
        if column.kind == "hours":
            number = parse_hours(text, rule=rule, number_format="[h]:mm" if kind == DURATION else "")
        else:
            number = parse_number(text, rule)
        is_plain = bool(PLAIN_NUMBER.fullmatch(text.strip())) and number.value is not None and not number.remarks
        return replace(number, remarks=(TYPED_AS_TEXT,)) if self._is_workbook and is_plain else number

    def _converted(self, column: Column, text: str, kind: str, factor: Decimal) -> Number:
        """A number in the unit that the title names, brought to the unit of the contract and only then held against its bounds."""
        rule = self._rules[column.name]
        number = self._read(column, text, kind, replace(rule, unit="", minimum=None, maximum=None, is_whole=False))
        if number.value is None:
            return number
        if any(remark.code in {"E02", "E05", "eenheid"} for remark in number.remarks):
            told = f"Rij {{rij}}: '{shown(text)}' noemt een andere eenheid dan de titel van kolom '{{kolom}}'. Kies één eenheid."
            return Number(remarks=_error("eenheid", told))
        value = accept(Decimal(repr(number.value)) * factor, shown(text), replace(rule, codes={}), is_converted=True)
        if value.value is None:
            return value
        return replace(number, value=value.value)

    def text(self, column: Column, text: str, kind: str) -> tuple[str, tuple[Remark, ...]]:
        """The text in a cell; for a category the key of the catalogue, OTHER for a row that is not asked for."""
        if unread := _unread(text, kind):
            return "", () if column.kind == "ignored" and not column.required else unread
        cleaned, remarks = clean_text(text)
        if column.kind == "link":
            return (
                (cleaned, remarks)
                if not cleaned or SAFE_LINK.fullmatch(cleaned)
                else ("", _error("J04", "Rij {rij}: ongeldige link in bronkolom."))
            )
        if column.kind == "category":
            return self._category(column, cleaned, remarks)
        if cleaned in {"-", "–"}:
            return "", remarks
        formula = formula_remark(text) if column.kind != "ignored" else None
        return cleaned, (*remarks, formula) if formula else remarks

    def _category(self, column: Column, cleaned: str, remarks: tuple[Remark, ...]) -> tuple[str, tuple[Remark, ...]]:
        if column.transform:
            return TRANSFORMS[column.transform](cleaned), remarks
        key = column.values.get(cleaned.casefold())
        if key is not None or not cleaned:
            return key or "", remarks
        if column.others == "ignored":
            return OTHER, remarks
        told = f"Rij {{rij}}: '{shown(cleaned)}' is geen bekende waarde voor '{column.label}'. Kies uit: {', '.join(column.values)}."
        return "", (*remarks, *_error("categorie", told))

    def days(self, text: str, kind: str) -> tuple[Period, tuple[Remark, ...]]:
        """First and last day of a date or a span in a cell; of a dash or a word for an unknown one neither."""
        if unread := _unread(text, kind):
            return Period(), unread
        if DASHES.fullmatch(text.strip()) or told_word(text):
            return Period(), ()
        plain = text.partition("T")[0] if kind == DATE else text
        period = parse_period(plain, is_excel_serial_allowed=kind in {NUMBER, ""}, date_1904=self._date_1904, is_iso=self._is_iso)
        return period, period.remarks
