"""Digits with their points, commas and spaces, read by the notation of the contract and by nothing else."""

import re
from dataclasses import dataclass
from decimal import Decimal

from data_pipeline.contract import NumberLocale
from data_pipeline.intake.cells import Remark, shown

FIXED_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
MINUS_SIGNS = "-\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
LARGEST_EXPONENT = 30
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_FRACTION = "|".join(VULGAR)
CORE = re.compile(
    rf"(?:[.,]?[0-9](?:[0-9.,'’ {FIXED_SPACES}]*[0-9])?(?:[eE][{MINUS_SIGNS}+]?[0-9]{{1,9}}(?![0-9]))?(?:\s?(?:{_FRACTION}))?|{_FRACTION})"
)


def _notation(group: str, decimal: str) -> re.Pattern[str]:
    whole = rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:(?P<group>{group})[0-9]{{3}})(?:(?P=group)[0-9]{{3}})*)"
    return re.compile(rf"(?P<whole>{whole})(?:{decimal}(?P<part>[0-9]+))?|{decimal}(?P<only>[0-9]+)")


_BELGIAN, _ENGLISH = _notation(r"[. '’]", ","), _notation(r"[, '’]", r"\.")
_EXPECTED = {"nl-BE": "1.234,56", "en": "1,234.56", "none": "1234"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """What digits stand for: a value, or an error among the remarks."""

    value: Decimal | None = None
    is_rounded: bool = False
    remarks: tuple[Remark, ...] = ()


def not_a_number(text: str, locale: NumberLocale) -> Remark:
    """The remark for what cannot be read as a number at all."""
    words = f"Rij {{rij}}: '{shown(text)}' in kolom '{{kolom}}' is geen geldig getal. Verwacht: {_EXPECTED[locale]}."
    return Remark(code="getal", level="error", text=words)


def too_large() -> Remark:
    """The remark for a number that does not fit (D32)."""
    return Remark(code="D32", level="error", text="Rij {rij}: getal te groot.")


def _value(found: re.Match[str]) -> Decimal:
    if found["only"]:
        return Decimal(f"0.{found['only']}")
    return Decimal(re.sub("[^0-9]", "", found["whole"]) + (f".{found['part']}" if found["part"] else ""))


def _other_notation(text: str, found: re.Match[str], locale: NumberLocale) -> Remark:
    mark, grouping = ("punt", "komma") if locale == "nl-BE" else ("komma", "punt")
    use = f"{mark} als decimaalteken" if found["part"] or found["only"] else f"{grouping} als duizendtalteken"
    return Remark(code="D02", level="error", text=f"Rij {{rij}}: getal '{shown(text)}' gebruikt {use}. Verwacht: {_EXPECTED[locale]}.")


def _read_plain(digits: str, *, locale: NumberLocale, text: str) -> Digits:
    """Digits without exponent or fraction sign."""
    belgian, english = _BELGIAN.fullmatch(digits), _ENGLISH.fullmatch(digits)
    if locale == "none" and belgian and english and _value(belgian) != _value(english):
        words = "De getalnotatie van kolom '{kolom}' is dubbelzinnig. Leg het decimaalteken vast in het datacontract."
        return Digits(remarks=(Remark(code="D04", level="error", text=words),))
    own, other = (english, belgian) if locale == "en" else (belgian, english)
    found = own or (other if locale == "none" else None)
    if found:
        return Digits(value=_value(found))
    return Digits(remarks=(_other_notation(text, other, locale) if other else not_a_number(text, locale),))


def _rounded(value: Decimal, exponent: str, printed: str, locale: NumberLocale) -> Digits:
    power = int("".join("-" if c in MINUS_SIGNS else c for c in exponent))
    size = value.adjusted() + power if value else 0
    if abs(size) > LARGEST_EXPONENT:
        return Digits(remarks=(too_large() if size > 0 else not_a_number(printed, locale),))
    words = f"Cel {{cel}}: Excel heeft het getal afgerond ({printed}). Vraag de exacte waarde."
    number = value.scaleb(power) if value else value
    return Digits(value=number, is_rounded=True, remarks=(Remark(code="D26", level="warning", text=words),))


def read_digits(core: str, *, locale: NumberLocale, text: str) -> Digits:
    """The value of the digits of a cell.

    Args:
        core: what CORE finds: digits with their marks, `1,23E+05`, `7½`.
        locale: which mark is the decimal one.
        text: the whole cell, for the messages.
    """
    plain = core.translate({ord(space): " " for space in FIXED_SPACES})
    fraction = VULGAR.get(plain[-1], Decimal(0))
    plain = plain[:-1].rstrip() if fraction else plain
    if not plain:
        return Digits(value=fraction)
    digits, mark, exponent = plain.replace("E", "e").partition("e")
    read = _read_plain(digits, locale=locale, text=text)
    if read.value is None:
        return read
    if fraction:
        is_whole = read.value == read.value.to_integral_value() and not mark and "," not in digits
        return Digits(value=read.value + fraction) if is_whole else Digits(remarks=(not_a_number(text, locale),))
    if mark:
        return _rounded(read.value, exponent, shown(core), locale)
    apart = any(space in core for space in FIXED_SPACES)
    return Digits(value=read.value, remarks=(Remark(code="D05", level="info", text="(info) Vaste spatie verwijderd."),) if apart else ())
