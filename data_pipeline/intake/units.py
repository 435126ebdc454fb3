"""Units as people write them in a cell or a heading, and how the one becomes the other."""

import re
from dataclasses import dataclass
from decimal import Decimal

from data_pipeline.intake.cells import Remark

MONEY, LENGTH, TIME, SHARE, ENERGY, MASS, COUNT = "bedrag", "afstand", "tijd", "percentage", "energie", "massa", "aantal"
THOUSAND, MILLION, BILLION = Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000)
NEUTRAL = frozenset({"keer", "maal", "stuk", "stuks", "st."})
COUNTED = NEUTRAL | frozenset(
    "rit ritten fiets fietsen deelfiets deelfietsen wagen wagens deelwagen deelwagens auto auto's persoon personen inwoner inwoners "
    "werker werkers wijk-werker wijk-werkers gezin gezinnen ontlening ontleningen verplaatsing verplaatsingen station stations "
    "actie acties reservatie reservaties".split()
)
SCALES = {
    "duizend": THOUSAND,
    "miljoen": MILLION,
    "mln": MILLION,
    "mln.": MILLION,
    "mio": MILLION,
    "miljard": BILLION,
    "mld": BILLION,
    "mld.": BILLION,
}
OTHER_MONEY = frozenset("$ £ ¥ usd us$ gbp chf jpy sek dkk nok pln bef nlg dollar dollars pond ponden frank franken bef. frs".split())
TIMES_THOUSAND = re.compile(r"[x×*]\s?1[. ]?000(?P<million>[. ]?000)?(?![0-9.,])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is measured and how many base units one of it is."""

    kind: str
    factor: Decimal = Decimal(1)


def _named(kind: str, words: str, factor: Decimal | int = 1) -> dict[str, Unit]:
    return {word: Unit(kind=kind, factor=Decimal(factor)) for word in words.split("|")}


UNITS: dict[str, Unit] = {
    **_named(MONEY, "€|eur|euro|euro's|euros"),
    **_named(MONEY, "k€|keur|k eur|k euro|keuro", THOUSAND),
    **_named(MONEY, "meur", MILLION),
    **_named(LENGTH, "m|m.|meter|meters"),
    **_named(LENGTH, "km|km.|kilometer|kilometers", 1_000),
    **_named(TIME, "s|sec|sec.|seconde|seconden"),
    **_named(TIME, "min|min.|minuut|minuten", 60),
    **_named(TIME, "u|u.|uur|uren|h", 3_600),
    **_named(SHARE, "%|procent|percent|pct|pct."),
    **_named(ENERGY, "kwh"),
    **_named(ENERGY, "mwh", 1_000),
    **_named(ENERGY, "gwh", 1_000_000),
    **_named(MASS, "kg|kg co2"),
    **_named(MASS, "ton|ton co2", 1_000),
    **_named(COUNT, "|".join(sorted(COUNTED))),
}


def find_unit(text: str) -> Unit | None:
    """The unit a word stands for, or None; `M` alone is none: metre or million."""
    if text == "M":
        return None
    if text == "M€":
        return UNITS["meur"]
    return UNITS.get(text.casefold()) if text != "m€" else None


def is_unit(text: str) -> bool:
    """Whether a text below a title only says in what its figures are."""
    return text.casefold() in {"aantal", "#", "n"} or find_unit(text) is not None


def contract_unit(text: str, *, is_money: bool) -> Unit:
    """The unit of a column: nothing is a count (or euro for money), `km per wagen` counts as km, an unknown one is only itself."""
    if not text:
        return UNITS["€"] if is_money else Unit(kind=COUNT)
    return find_unit(text) or find_unit(re.split(r"\s+per\s+|/", text)[0]) or Unit(kind=text.casefold())


def conversion(found: str, wanted: str, *, is_money: bool) -> Decimal | None:
    """By what to multiply a value in the unit of the cell to get the unit of the column; None when they contradict one another."""
    if found.casefold() == wanted.casefold():
        return Decimal(1)
    unit, target = find_unit(found), contract_unit(wanted, is_money=is_money)
    if unit is None or unit.kind != target.kind:
        return None
    if unit.kind == COUNT and wanted and found.casefold() not in NEUTRAL:
        return None
    return unit.factor / target.factor


def scale_remark(scale: Decimal) -> Remark:
    """That amounts were given in thousands or millions (E02)."""
    word = {THOUSAND: "duizend", MILLION: "miljoen"}.get(scale, "miljard")
    return Remark(code="E02", level="info", text=f"(info) Bedragen in {word} euro omgezet.")
