"""What may be done with figures: totals, rates, shares and indices, as far as the catalogue allows."""

from collections.abc import Iterable, Mapping
from enum import Enum
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


class Hidden(Enum):
    """A figure that exists but is not shown; whatever is computed from it is not shown either, or it could be computed back."""

    HIDDEN = "verborgen"


HIDDEN = Hidden.HIDDEN
Amount = float | Hidden


class NotAdditiveError(ValueError):
    """Somebody tried to add up figures that the catalogue says have no total."""


def amount_of(value: float | None, status: str) -> Amount | None:
    """A figure as it may be computed with: its value, hidden, or None when nobody knows it."""
    return HIDDEN if status == HIDDEN.value else value


def _known(amounts: Iterable[Amount]) -> list[float] | Hidden:
    """The figures to compute with, or hidden as soon as one of them is."""
    found = list(amounts)
    known = [amount for amount in found if not isinstance(amount, Hidden)]
    return known if len(known) == len(found) else HIDDEN


def total_over_area(indicator: Indicator, amounts: Iterable[Amount]) -> Amount:
    """The sum over municipalities.

    Raises NotAdditiveError unless the catalogue says that these figures may be added up over areas.
    """
    if indicator.over_area != "sum":
        raise NotAdditiveError(f"{indicator.id} mag niet over gemeenten opgeteld worden")
    known = _known(amounts)
    return HIDDEN if isinstance(known, Hidden) else sum(known)


def range_of(amounts: Iterable[Amount]) -> tuple[float, float] | Hidden:
    """The lowest and the highest figure."""
    known = _known(amounts)
    return HIDDEN if isinstance(known, Hidden) else (min(known), max(known))


def place_among(own: float, amounts: Iterable[Amount]) -> tuple[int, int] | Hidden:
    """The place of a figure among others, the highest first, and how many there are; equal figures share a place."""
    known = _known(amounts)
    return HIDDEN if isinstance(known, Hidden) else (1 + sum(amount > own for amount in known), len(known))


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


def _ratio(amount: Amount, base: Amount | None, times: float) -> Amount | None:
    if isinstance(amount, Hidden) or isinstance(base, Hidden):
        return HIDDEN
    return times * amount / base if base else None


def per_thousand(amount: Amount, inhabitants: Amount | None) -> Amount | None:
    """The figure per 1,000 inhabitants, or None when the population is not known."""
    return _ratio(amount, inhabitants, 1000)


def per_km2(amount: Amount, area_km2: float) -> Amount | None:
    """The figure per square kilometre."""
    return _ratio(amount, area_km2, 1)


def share_pct(amount: Amount, whole: Amount) -> Amount | None:
    """The figure as a percentage of a whole, or None when the whole is nothing."""
    return _ratio(amount, whole, 100)


def index_of(amount: Amount, base: Amount | None) -> Amount | None:
    """The figure with the base as 100, or None when there is no base."""
    return _ratio(amount, base, 100)
