"""What stands before and behind the digits of a cell: a sign, brackets, `ruim`, a unit, `mln`."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from data_pipeline.intake.notation import MINUS_SIGNS
from data_pipeline.intake.units import SCALES, TIMES_THOUSAND, find_unit

_SIGN = rf"[{MINUS_SIGNS}]"
_APPROXIMATE_SIGN = re.compile(r"\+\s?/?\s?[-\N{MINUS SIGN}\N{EN DASH}]|±|~|≈|∼")
_APPROXIMATE_WORD = re.compile(
    r"(?P<word>ruim|bijna|ongeveer|ong\.?|circa|ca\.?|zowat|omstreeks|rond|om en bij|om en nabij|plusminus|nagenoeg)"
    r"(?![^\W\d_])(?:\s+(?:een|de)(?![^\W\d_]))?",
    re.IGNORECASE,
)
_MONEY_SIGN = re.compile(r"k€|M€|€|k\s?eur(?:o)?(?![^\W\d_])|eur(?:o)?(?![^\W\d_])", re.IGNORECASE)
_OTHER_SIGN = re.compile(r"[$£¥]|(?:usd|gbp|chf|bef|us\$)(?![^\W\d_])", re.IGNORECASE)
_PRICE_END = re.compile(rf",\s?(?:{_SIGN}|\N{{EM DASH}}|=){{1,2}}")
_WORD = re.compile(r"[a-zA-ZÀ-ž][a-zA-ZÀ-ž'’/-]*\.?|%")
_PLUS = re.compile(r"\+(?=\s*(?:€\s*)?$)")


@dataclass(slots=True)
class Around:
    """What was understood of the text around the digits."""

    approximation: str = ""
    is_word: bool = False
    minus_signs: int = 0
    opened: int = 0
    closed: int = 0
    is_minus_behind: bool = False
    units: list[str] = field(default_factory=list)
    scale: Decimal = Decimal(1)

    @property
    def is_sound(self) -> bool:
        """Whether signs and brackets do not contradict one another."""
        return self.opened == self.closed <= 1 and self.minus_signs + self.opened <= 1


def _take_before(head: str, around: Around) -> int:
    """How many characters at the front are understood, noted in `around`; 0 when they are not."""
    if found := _APPROXIMATE_SIGN.match(head):
        around.approximation = around.approximation or found.group()
    elif found := _APPROXIMATE_WORD.match(head):
        around.approximation, around.is_word = found["word"].casefold(), True
    elif found := _MONEY_SIGN.match(head) or _OTHER_SIGN.match(head):
        around.units.append(re.sub(r"\s", "", found.group()))
    elif found := re.match(_SIGN, head):
        around.minus_signs += 1
    elif head.startswith("("):
        around.opened += 1
        return 1
    else:
        found = _PLUS.match(head)
    return found.end() if found else 0


def _take_behind(tail: str, around: Around) -> int:
    """As _take_before, for the text behind the digits."""
    if found := TIMES_THOUSAND.match(tail):
        around.scale *= 1_000_000 if found["million"] else 1_000
    elif tail.startswith(")"):
        around.closed += 1
        return 1
    elif found := re.match(_SIGN, tail):
        around.is_minus_behind, around.minus_signs = True, around.minus_signs + 1
    elif found := _MONEY_SIGN.match(tail) or _OTHER_SIGN.match(tail) or _WORD.match(tail):
        scale = SCALES.get(found.group().casefold())
        if scale is None:
            around.units.append(re.sub(r"\s", "", found.group()))
        else:
            around.scale *= scale
    return found.end() if found else 0


def read_around(head: str, tail: str, *, unit: str, is_money: bool) -> Around | None:
    """What the text before and behind the digits says, or None when part of it is not understood.

    Args:
        head: before the digits: `ruim`, `€ -`, `(`.
        tail: behind them: `km`, `mln. euro`, `)`, `,-`.
        unit: of the column, which may hold digits and spaces: `kg CO2 per inwoner`.
        is_money: then `12,-` is a price.
    """
    around = Around()
    while head := head.lstrip():
        taken = _take_before(head, around)
        if not taken:
            return None
        head = head[taken:]
    if is_money and (price := _PRICE_END.match(tail)):
        tail = tail[price.end() :]
    while tail := tail.strip():
        if tail.casefold() == unit.casefold() or find_unit(tail):
            around.units.append(tail)
            break
        taken = _take_behind(tail, around)
        if not taken:
            return None
        tail = tail[taken:]
    return around if around.is_sound else None
