"""From the text of a delivered cell to a number, by the contract of its column: total functions that never guess."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from catalogue.formatting import STATUS_WORD, format_number
from data_pipeline.contract import Meaning, NumberLocale
from data_pipeline.intake.affixes import Around, read_around
from data_pipeline.intake.cells import Remark, shown
from data_pipeline.intake.complaints import complaint
from data_pipeline.intake.durations import SECONDS_PER_HOUR, read_duration
from data_pipeline.intake.notation import CORE, not_a_number, read_digits, too_large
from data_pipeline.intake.units import MONEY, OTHER_MONEY, SHARE, THOUSAND, TIME, contract_unit, conversion, scale_remark
from data_pipeline.intake.words import DASH_WORD, DASHES, told_word, without_reason, without_state

LONGEST = 200
TOO_LARGE = 1e16
ESTIMATED = "Benaderend cijfer in de bron; weergegeven als schatting."
HARMLESS = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{SOFT HYPHEN}" \
           "\N{LEFT-TO-RIGHT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT OVERRIDE}\N{WORD JOINER}\N{LEFT-TO-RIGHT ISOLATE}" \
           "\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}"  # fmt: skip
_EDGES = re.compile(rf"\A[\s{HARMLESS}]+|[\s{HARMLESS}]+\Z")
_PYTHON_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """What the contract says of a column with numbers.

    Attributes:
        locale: none when the contract states no notation: what can be read in two ways is then an error D04.
        unit: the unit the values are kept in: `km`, `u`, `€`, `%`, or nothing for a count.
        minimum, maximum: bounds of what is possible, in that unit; None for no bound.
        is_money: negative amounts in brackets or with a minus behind, and `12,-`, are then understood.
        dash_means: what a lone dash stands for; with nothing stated it is an error.
        codes: special codes to a status: `{"-1": "verborgen"}`.
    """

    locale: NumberLocale
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    is_money: bool = False
    is_whole: bool = False
    dash_means: Meaning = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What a cell says: a value, or a status that tells why there is none, or an error.

    Attributes:
        value: in the unit of the contract.
        status: nothing for a plain value; geschat for an approximation; else why there is no value.
    """

    value: float | None = None
    reading: Literal["exact", "ongeveer"] = "exact"
    status: str = ""
    remarks: tuple[Remark, ...] = ()


def _refused(*remarks: Remark) -> Number:
    return Number(remarks=remarks)


def _unit_fault(text: str, units: list[str], rule: NumberRule) -> Remark:
    if any(unit.casefold() in OTHER_MONEY for unit in units):
        words = f"Rij {{rij}}: '{shown(text)}' staat in een andere munt dan de euro. Lever het bedrag in euro aan."
        return Remark(code="munt", level="error", text=words)
    typed_wrong = complaint(text, rule.locale)
    if typed_wrong != not_a_number(text, rule.locale):
        return typed_wrong
    wanted = f"een getal in {rule.unit}" if rule.unit else "een aantal"
    words = f"Rij {{rij}}: '{shown(text)}' klopt niet met kolom '{{kolom}}': verwacht wordt {wanted}, zonder andere eenheid."
    return Remark(code="eenheid", level="error", text=words)


def _range_fault(value: float, printed: str, rule: NumberRule, *, is_converted: bool) -> Remark | None:
    low, high = rule.minimum, rule.maximum
    is_low, is_high = low is not None and value < low, high is not None and value > high
    if not is_low and not is_high:
        return None
    if rule.unit == "%" and (low, high) == (0, 100):
        return Remark(code="D17", level="error", text=f"Rij {{rij}}: percentage {printed} ligt buiten 0-100.")
    if is_low and low == 0:
        return Remark(code="D22", level="error", text=f"Rij {{rij}}: negatieve waarde {printed} voor '{{kolom}}' is niet mogelijk.")
    if is_high and rule.unit.startswith("km") and not is_converted:
        plain = re.sub(r"\s*km\.?$", "", printed, flags=re.IGNORECASE)
        return Remark(code="E01", level="error", text=f"Rij {{rij}}: {plain} km is onwaarschijnlijk; is dit in meter?")
    bound = f"onder het minimum van {_told(low)}" if is_low else f"boven het maximum van {_told(high)}"
    return Remark(code="bereik", level="error", text=f"Rij {{rij}}: {printed} in kolom '{{kolom}}' ligt {bound}.")


def _told(value: float | None) -> str:
    return "" if value is None else format_number(value, 0 if value == int(value) else 2)


def accept(value: Decimal, printed: str, rule: NumberRule, *, is_converted: bool = False) -> Number:
    """A value in the unit of the contract, held against its codes, its range and what can be stored."""
    number = float(value) + 0.0
    if abs(number) >= TOO_LARGE:
        return _refused(too_large())
    for code, status in rule.codes.items():
        if re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", code) and Decimal(code) == value:
            return Number(status=status)
    if rule.is_whole and number != round(number):
        words = f"Rij {{rij}}: '{printed}' in kolom '{{kolom}}' moet een geheel getal zijn."
        return _refused(Remark(code="geheel", level="error", text=words))
    fault = _range_fault(number, printed, rule, is_converted=is_converted)
    return _refused(fault) if fault else Number(value=number)


def _read_word(cell: str, rule: NumberRule) -> Number | None:
    """What a cell says that holds a word for why there is no number, with or without a reason in brackets behind it."""
    bare = without_reason(cell)
    status = told_word(cell, rule.codes)
    reason = told_word(bare, rule.codes) if bare and not status else ""
    if status == "nul" or reason == "nul":
        return Number(value=0.0, remarks=(Remark(code="nul", level="info", text=f"(info) '{shown(cell)}' gelezen als 0."),))
    if reason:
        words = f"(info) '{shown(cell)}' gelezen als '{STATUS_WORD[reason]}'."
        return Number(status=reason, remarks=(Remark(code="woord", level="info", text=words),))
    return Number(status=status) if status else None


def _read_with_state(cell: str, rule: NumberRule) -> Number | None:
    """A number of which the cell itself says that it is estimated or provisional; None when it says no such thing."""
    told = without_state(cell)
    if told is None:
        return None
    number = _parse(told[0], rule)
    if number.value is None:
        return number
    if told[1] == "geschat":
        remark = Remark(code="D13", level="warning", text=ESTIMATED)
        return replace(number, status="geschat", reading="ongeveer", remarks=(*number.remarks, remark))
    remark = Remark(code="voorlopig", level="warning", text=f"'{shown(cell)}' gelezen als voorlopig cijfer.")
    return replace(number, status=number.status or "voorlopig", remarks=(*number.remarks, remark))


def _read_dash(rule: NumberRule) -> Number:
    if not rule.dash_means:
        words = "Rij {rij}: het datacontract zegt niet waar '-' in kolom '{kolom}' voor staat. Vul een getal, 0 of 'n.v.t.' in."
        return _refused(Remark(code="D19", level="error", text=words))
    words = f"'-' gelezen als '{DASH_WORD[rule.dash_means]}' volgens het datacontract."
    remark = Remark(code="D19", level="warning", text=words)
    return Number(value=0.0, remarks=(remark,)) if rule.dash_means == "nul" else Number(status=rule.dash_means, remarks=(remark,))


def _sign_remarks(around: Around, cell: str, *, is_money: bool) -> tuple[Remark, ...]:
    """What is to be said of brackets and of a minus behind: only amounts are written so."""
    if not around.opened and not around.is_minus_behind:
        return ()
    code, name = ("D23", "Haakjes") if around.opened else ("min_achteraan", "Minteken achteraan")
    if is_money:
        return (Remark(code=code, level="info", text=f"(info) {name} gelezen als negatief bedrag."),)
    words = f"Rij {{rij}}: '{shown(cell)}' in kolom '{{kolom}}': haakjes of een minteken achteraan mogen alleen bij bedragen."
    return (Remark(code=code, level="error", text=words),)


def _approximation_remark(around: Around) -> Remark:
    if not around.is_word:
        return Remark(code="D13", level="warning", text=ESTIMATED)
    words = f"Benaderend cijfer ('{around.approximation}'); niet gebruikt in berekeningen."
    return Remark(code="D14", level="warning", text=words)


def _conversion_remark(total: Decimal, value: Decimal, cell: str, rule: NumberRule) -> Remark:
    if contract_unit(rule.unit, is_money=rule.is_money).kind == MONEY and total >= THOUSAND:
        return scale_remark(total)
    words = f"(info) Rij {{rij}}: '{shown(cell)}' omgezet naar {_told(float(value))} {rule.unit}".rstrip()
    return Remark(code="eenheid", level="info", text=f"{words}.")


def _factor(around: Around, rule: NumberRule) -> Decimal | None:
    """By what the digits are to be multiplied; None when a unit contradicts the column or another one."""
    factors = {conversion(unit, rule.unit, is_money=rule.is_money) for unit in around.units} or {Decimal(1)}
    factor = factors.pop()
    return None if factors or factor is None else factor * around.scale


def _may_be_thousands(digits: str, value: Decimal, rule: NumberRule, *, is_money: bool) -> bool:
    """Whether three decimals were perhaps meant as thousands: `1,234` in a Belgian file; of amounts in any file."""
    if rule.is_whole or value >= THOUSAND or not re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits):
        return False
    return is_money or rule.locale == "nl-BE"


def _parse(cell: str, rule: NumberRule) -> Number:
    """The number in a cell without anything invisible around it, not empty and not a word."""
    found = CORE.search(cell)
    around = read_around(cell[: found.start()], cell[found.end() :], unit=rule.unit, is_money=rule.is_money) if found else None
    if found is None or around is None:
        return _refused(complaint(cell, rule.locale))
    digits = read_digits(found.group(), locale=rule.locale, text=cell)
    if digits.value is None:
        is_odd = digits.remarks[0].code == "getal"
        return _refused(complaint(cell, rule.locale)) if is_odd else _refused(*digits.remarks)
    total = _factor(around, rule)
    if total is None:
        return _refused(_unit_fault(cell, around.units, rule))
    is_money = rule.is_money or contract_unit(rule.unit, is_money=False).kind == MONEY
    remarks = [*digits.remarks, *_sign_remarks(around, cell, is_money=is_money)]
    value = digits.value * total * (-1 if around.minus_signs or around.opened else 1)
    if total != 1:
        remarks.append(_conversion_remark(total, value, cell, rule))
    elif _may_be_thousands(found.group(), digits.value, rule, is_money=is_money):
        words = f"Rij {{rij}}: '{shown(cell)}' gelezen als getal met drie cijfers na de komma. Bedoelt u duizendtallen?"
        remarks.append(Remark(code="duizendtal", level="warning", text=words))
    if around.approximation:
        remarks.append(_approximation_remark(around))
    if any(remark.level == "error" for remark in remarks):
        return _refused(*remarks)
    number = accept(value, shown(cell), rule, is_converted=total != 1)
    if number.value is None or not (around.approximation or digits.is_rounded):
        return replace(number, remarks=(*number.remarks, *remarks))
    return Number(value=number.value, reading="ongeveer", status="geschat", remarks=tuple(remarks))


def parse_number(text: str, rule: NumberRule) -> Number:
    """The number in a cell; an empty one is niet_geleverd."""
    stripped = text.strip()
    cell = _EDGES.sub("", stripped) if len(stripped) <= LONGEST else stripped
    if not cell:
        return Number(status="niet_geleverd")
    if len(cell) > LONGEST:
        return _refused(not_a_number(cell, rule.locale))
    remarks = () if cell == stripped else (Remark(code="tekens", level="info", text="(info) Onzichtbare tekens verwijderd."),)
    number = _read_word(cell, rule)
    if number is not None:
        return replace(number, remarks=(*remarks, *number.remarks))
    if DASHES.fullmatch(cell) or (rule.is_money and DASHES.fullmatch(cell.strip("€ \N{NO-BREAK SPACE}"))):
        return _read_dash(rule)
    if len(cell) > 1 and cell[0] in "'’‘":
        cell = cell[1:].strip()
        remarks = (*remarks, Remark(code="D29", level="info", text="(info) Tekstgetal omgezet."))
    number = _read_with_state(cell, rule) or _parse(cell, rule)
    return replace(number, remarks=(*remarks, *number.remarks)) if remarks else number


def as_shown(text: str, *, times: int = 1) -> str:
    """A number that Python wrote as a spreadsheet program shows it: at most fifteen digits, with a decimal comma."""
    return f"{float(text) * times:.15g}".replace(".", ",") if _PYTHON_NUMBER.fullmatch(text) else text


def parse_typed_number(text: str, *, rule: NumberRule, number_format: str = "") -> Number:
    """The number of a cell that the workbook itself calls a number, written with a dot.

    Args:
        text: as Python writes a number, so the locale of the contract does not apply: `1234.5`; of its digits fifteen count,
            as many as a spreadsheet program keeps.
        rule: of the column; ranges and codes apply.
        number_format: of the cell; with a per cent sign in it the workbook keeps a fraction.
    """
    if not _PYTHON_NUMBER.fullmatch(text):
        return parse_number(text, replace(rule, locale="en"))
    value = float(f"{float(text):.15g}")
    if not math.isfinite(value) or abs(value) >= TOO_LARGE:
        return _refused(too_large())
    exact = Decimal(repr(value))
    is_fraction = "%" in number_format and contract_unit(rule.unit, is_money=False).kind == SHARE
    if not is_fraction:
        return accept(exact, text.removesuffix(".0").replace(".", ","), rule)
    printed = f"{(exact * 100).normalize():f} %".replace(".", ",")
    number = accept(exact * 100, printed, rule)
    remark = Remark(code="procent", level="info", text=f"(info) Procentopmaak van Excel toegepast: {printed}.")
    return replace(number, remarks=(*number.remarks, remark))


def parse_hours(text: str, *, rule: NumberRule, number_format: str = "") -> Number:
    """The hours in a cell, in the unit of the contract; what is written as no duration is read as a number.

    Args:
        text: `36:30`, `36:30:00`, `36u30`, `36 uur 30 min`, `36,5`, or 1.520833 with a cell format that shows a duration.
        rule: of the column.
        number_format: of the cell in the workbook: `[h]:mm` tells that the value is a fraction of a day.
    """
    cell = text.strip()
    seconds = read_duration(cell, number_format=number_format) if len(cell) <= LONGEST else None
    if seconds is None:
        return parse_number(text, rule)
    if isinstance(seconds, Remark):
        return _refused(seconds)
    unit = contract_unit(rule.unit, is_money=False)
    number = accept(seconds / (unit.factor if unit.kind == TIME else SECONDS_PER_HOUR), shown(cell), rule)
    remark = Remark(code="E05", level="info", text="(info) Tijdsduur omgezet naar uren.")
    return replace(number, remarks=(*number.remarks, remark))
