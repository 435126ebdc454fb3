"""Citeable codes: the address of one figure in one snapshot, `RIV:energiescans/lier/2024@0123456789ab`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from catalogue.formatting import is_whole_months
from catalogue.model import Catalogue

REGION = "regio"
_CODE = re.compile(r"RIV:([a-z0-9_]+)(?::([a-z0-9_]+))?/([a-z-]+)/(\d{4}(?:-\d{2}){0,2})(?:\.\.(\d{4}(?:-\d{2}){0,2}))?@([0-9a-f]{12})")


class UnknownCodeError(ValueError):
    """A text that is no code of Peil; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The parts of a citeable code."""

    indicator_id: str
    breakdown: str
    nis: str | None
    period_start: date
    period_end: date
    snapshot: str


def period_code(start: date, end: date) -> str:
    """A period as it stands in a code: `2024`, `2024-12`, `2024-12-31`, `2018..2024`."""
    if start == end:
        return end.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}..{end.year}"
    first, last = (f"{day.year}-{day.month:02}" for day in (start, end))
    if not is_whole_months(start, end):
        return f"{start.isoformat()}..{end.isoformat()}"
    return first if first == last else f"{first}..{last}"


def figure_code(code: Code, catalogue: Catalogue) -> str:
    """The text of a code."""
    part = f":{code.breakdown}" if code.breakdown else ""
    place = catalogue.municipalities[code.nis].slug if code.nis else REGION
    return f"RIV:{code.indicator_id}{part}/{place}/{period_code(code.period_start, code.period_end)}@{code.snapshot}"


def _day(text: str, *, is_end: bool) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or (12 if is_end else 1)
    try:
        return date(year, month, day or (monthrange(year, month)[1] if is_end else 1))
    except ValueError as error:
        raise UnknownCodeError(f"'{text}' is geen bestaande dag of maand.") from error


def read_code(text: str, catalogue: Catalogue) -> Code:
    """The parts of a code.

    Raises UnknownCodeError when the text is no code or names an indicator or place that does not exist.
    """
    match = _CODE.fullmatch(text)
    if not match:
        raise UnknownCodeError(f"'{text[:80]}' is geen code van Peil, zoals RIV:energiescans/lier/2024@0123456789ab.")
    indicator_id, breakdown, place, first, last, snapshot = match.groups()
    municipality = catalogue.municipality_by_slug(place)
    if indicator_id not in catalogue.indicators:
        raise UnknownCodeError(f"Indicator '{indicator_id}' bestaat niet.")
    if municipality is None and place != REGION:
        raise UnknownCodeError(f"'{place}' is geen gemeente van Rivierenland.")
    return Code(
        indicator_id=indicator_id,
        breakdown=breakdown or "",
        nis=municipality.nis if municipality else None,
        period_start=_day(first, is_end=False),
        period_end=_day(last or first, is_end=True),
        snapshot=snapshot,
    )
