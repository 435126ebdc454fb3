"""Observations made for a test: one published figure, with what the test is about changed."""

from dataclasses import replace
from datetime import date
from typing import Any

from data_pipeline.model import Observation

YEAR_2024 = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
LIER, MECHELEN = "12021", "12025"

_SCANS = Observation(
    indicator_id="energiescans",
    nis=None,
    period_start=date(2024, 1, 1),
    period_end=date(2024, 12, 31),
    breakdown="",
    value=84.0,
    value_text="84",
    reading="exact",
    lower=None,
    upper=None,
    status="definitief",
    flags=(),
    source_id="igemo_evaluatierapport",
    source_ref="3.4.16, tekst",
    section="3.4.16",
    table_id="tekst",
    row_order=0,
)


def scans(value: float | None, printed: str | None = None, **changes: Any) -> Observation:
    """A number of energy scans in 2024, as printed."""
    text = printed if printed is not None else "-" if value is None else f"{value:g}"
    status = "definitief" if value is not None else "onbekend"
    return replace(_SCANS, **({"value": value, "value_text": text, "status": status} | changes))
