"""Short questions to the real snapshot."""

from datetime import date

from data_pipeline.parsing import parse_period
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

REPORT = "igemo_evaluatierapport"


def figures(snapshot: Snapshot, indicator: str, *, period: str = "", breakdown: str | None = None) -> list[ObservationRow]:
    """The figures of an indicator, of one period and part where these are named."""
    span: tuple[date, date] | None = parse_period(period) if period else None
    found = queries.observations(snapshot, indicators=[indicator])
    return [row for row in found if (span is None or row.period == span) and (breakdown is None or row.breakdown == breakdown)]


def per_place(rows: list[ObservationRow]) -> dict[str, float | None]:
    """The value of each municipality by NIS code; no municipality may occur twice."""
    placed = [row for row in rows if row.nis]
    found = {row.nis or "": row.value for row in placed}
    assert len(found) == len(placed)
    return found


def of_region(rows: list[ObservationRow]) -> list[float | None]:
    """The values that stand for the whole region."""
    return [row.value for row in rows if row.nis is None]
