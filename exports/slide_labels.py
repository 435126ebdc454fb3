"""How the numbers of a chart read in an office program: formats that stay numbers, and ends of a scale."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.formatting import MILLION, NO_BREAK, format_bare, format_number, format_value, office_format
from charts.native import NativeChart

MOST_DECIMALS = 3
STEPS = (1, 2, 2.5, 5, 10)
INTERVALS = 4
LEAST_IN_MILLIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The ends of an axis and the distance between its lines."""

    low: float
    high: float
    step: float


def in_millions(unit: str, decimals: int) -> str:
    """The office format of millions: `"€" #,##0.0,,"mln."`."""
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = f'"€"{NO_BREAK}' if unit == "€" else ""
    return f'{sign}{number},,"{NO_BREAK}mln."'


def office_label(text: str, value: float, *, unit: str, decimals: int) -> str | None:
    """The office format in which the value reads as this text, or None where no format does."""
    for places in dict.fromkeys((decimals, *range(MOST_DECIMALS))):
        if text == format_bare(value, unit, places):
            return office_format(unit, places)
        if text == format_value(value, unit, places):
            return f'{office_format(unit, places)}"{NO_BREAK}{unit}"'.replace(NO_BREAK + unit, f" {unit}")
    for places in range(MOST_DECIMALS):
        sign = f"€{NO_BREAK}" if unit == "€" else ""
        if text == f"{sign}{format_number(value / MILLION, places)}{NO_BREAK}mln.":
            return in_millions(unit, places)
    return None


def _places(step: float) -> int:
    """How many decimals a step of the scale needs."""
    return next((d for d in range(MOST_DECIMALS) if math.isclose(step, round(step, d))), MOST_DECIMALS)


def is_in_millions(scale: Scale) -> bool:
    """Whether the numbers beside an axis are better told in millions."""
    return scale.high >= LEAST_IN_MILLIONS * MILLION


def axis_format(scale: Scale, unit: str) -> str:
    """The office format of the numbers beside an axis."""
    return in_millions(unit, _places(scale.step / MILLION)) if is_in_millions(scale) else office_format(unit, _places(scale.step))


def in_words(value: float, scale: Scale, unit: str) -> str:
    """A number of the scale as a person reads it."""
    if is_in_millions(scale):
        return f"{'€' + NO_BREAK if unit == '€' else ''}{format_number(value / MILLION, _places(scale.step / MILLION))}{NO_BREAK}mln."
    return format_value(value, unit, _places(scale.step))


def even_scale(charts: Iterable[NativeChart]) -> Scale:
    """One scale with round steps for all these charts; nought is always on it."""
    found = list(charts)
    low, high = min([0.0, *(c.least for c in found)]), max([0.0, *(c.greatest for c in found)])
    rough = (high - low or 1.0) / INTERVALS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in STEPS if s * power >= rough * 0.999)
    if all(c.decimals == 0 for c in found) and step < 1:
        step = 1.0
    return Scale(low=step * math.floor(low / step + 1e-9), high=step * math.ceil(high / step - 1e-9) or step, step=step)
