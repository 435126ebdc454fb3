"""What is expected when, what came in and what is still to be published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery
from data_pipeline.publish import published

NEXT_END = {"maandelijks": 1, "per kwartaal": 3, "jaarlijks": 12}
REPORTED = ("rows_in", "loaded", "flagged", "quarantined", "ignored", "messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One source: what came in last and when the next delivery is due."""

    source: str
    title: str
    owner: str
    frequency: str
    last_delivery: str | None
    last_period_end: date | None
    next_expected: date | None
    is_overdue: bool
    has_template: bool


def _month_end(day: date, months: int) -> date:
    """The last day of the month that lies a number of months after a day."""
    count = day.year * 12 + day.month - 1 + months + 1
    return date(count // 12, count % 12 + 1, 1) - timedelta(days=1)


def _expected(contract: Contract, deliveries: Sequence[Delivery], today: date) -> Expected:
    accepted = [d for d in deliveries if d.source == contract.id and d.state == "accepted"]
    ends = [date.fromisoformat(d.last_period_end) for d in accepted if d.last_period_end]
    last_end = max(ends, default=None)
    months = NEXT_END.get(contract.frequency)
    due = _month_end(last_end, months) + timedelta(days=contract.due_days) if last_end and months else None
    return Expected(
        source=contract.id,
        title=contract.title,
        owner=contract.owner,
        frequency=contract.frequency,
        last_delivery=accepted[-1].delivered_at[:19] if accepted else None,
        last_period_end=last_end,
        next_expected=due,
        is_overdue=bool(due and due < today),
        has_template="xlsx" in contract.layout.formats,
    )


def expected_deliveries(contracts: Mapping[str, Contract], deliveries: Sequence[Delivery], *, today: date) -> list[Expected]:
    """Per source what came in last, when the next delivery is due and whether that day has passed."""
    return [_expected(contract, deliveries, today) for contract in contracts.values()]


def told(delivery: Delivery, contracts: Mapping[str, Contract]) -> dict[str, Any]:
    """A delivery as `status --json` lists it."""
    report = delivery.report
    contract = contracts.get(delivery.source)
    return {
        "delivery": delivery.id,
        "source": delivery.source,
        "title": contract.title if contract else delivery.source,
        "file": delivery.file,
        "delivered_at": delivery.delivered_at[:19],
        "state": delivery.state,
        "reason": delivery.reason,
        **{name: report[name] for name in REPORTED},
        "has_quarantine": (delivery.folder / "quarantine.ndjson").is_file(),
    }


def is_unpublished(warehouse_dir: Path, next_snapshot: str) -> bool:
    """Whether a build would publish something else than what is published now."""
    return published(warehouse_dir) != next_snapshot
