"""What may be done with figures: totals, rates, shares and indices, as far as the catalogue allows."""

from collections.abc import Iterable, Mapping
from typing import Literal

from catalogue.model import Indicator

Unit = Literal["absoluut", "inwoner", "km2", "index", "aandeel"]
UNIT_LABELS: Mapping[Unit, str] = {
    "absoluut": "Absoluut",
    "inwoner": "Per 1.000 inwoners",
    "km2": "Per km²",
    "index": "Index",
    "aandeel": "Aandeel",
}


class NotAdditiveError(ValueError):
    """Somebody tried to add up figures that the catalogue says have no total."""


def total_over_area(indicator: Indicator, values: Iterable[float]) -> float:
    """The sum over municipalities.

    Raises NotAdditiveError unless the catalogue says that these figures may be added up over areas.
    """
    if indicator.over_area != "sum":
        raise NotAdditiveError(f"{indicator.id} mag niet over gemeenten opgeteld worden")
    return sum(values)


def can_carry(indicator: Indicator, unit: Unit) -> bool:
    """Whether a figure of this indicator can be shown in a unit: only what adds up can be a rate or a share."""
    if unit == "absoluut":
        return True
    if unit == "index":
        return indicator.form in {"evolution", "small_multiples"} and indicator.unit != "%"
    return indicator.geography == "gemeente" and indicator.over_area == "sum"


def unit_text(indicator: Indicator, unit: Unit) -> str:
    """What stands behind a figure of this indicator in a unit."""
    if unit == "inwoner":
        return f"{indicator.unit} per 1.000 inwoners"
    if unit == "km2":
        return f"{indicator.unit} per km²"
    return {"index": "index", "aandeel": "%"}.get(unit, indicator.unit)


def per_thousand(value: float, inhabitants: float | None) -> float | None:
    """The figure per 1,000 inhabitants, or None when the population is not known."""
    return 1000 * value / inhabitants if inhabitants else None


def share_pct(value: float, whole: float) -> float | None:
    """The figure as a percentage of a whole, or None when the whole is nothing."""
    return 100 * value / whole if whole else None


def index_of(value: float, base: float | None) -> float | None:
    """The figure with the base as 100, or None when there is no base."""
    return 100 * value / base if base else None
