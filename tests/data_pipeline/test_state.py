"""What is expected when: the next day, and whether it has passed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_pipeline.contract import Contract, Frequency
from data_pipeline.contracts import load_contracts
from data_pipeline.deliveries import Delivery, State
from data_pipeline.state import Expected, expected_deliveries

SOURCE = "deelwagens_maand"


def _contracts(frequency: Frequency, due_days: int) -> Mapping[str, Contract]:
    return {SOURCE: replace(load_contracts()[SOURCE], frequency=frequency, due_days=due_days)}


def _delivery(last: str, *, at: str = "2025-02-03T10:00:00.000000", state: State = "accepted", source: str = SOURCE) -> Delivery:
    return Delivery(
        id=f"{source}/2025-02-03-01234567",
        source=source,
        file="levering.csv",
        sha256="0" * 64,
        content="0" * 64,
        delivered_at=at,
        state=state,
        reason="",
        counted_at=at,
        withdrawn_at="",
        is_demo=False,
        last_period_end=last,
        folder=Path("nergens"),
    )


def _expected(frequency: Frequency, due_days: int, *deliveries: Delivery, today: str = "2025-03-01") -> Expected:
    (row,) = expected_deliveries(_contracts(frequency, due_days), deliveries, today=date.fromisoformat(today))
    return row


@pytest.mark.parametrize(
    ("frequency", "due_days", "last", "expected"),
    [
        ("maandelijks", 15, "2025-01-31", "2025-03-15"),
        ("maandelijks", 0, "2024-01-31", "2024-02-29"),
        ("maandelijks", 1, "2023-01-31", "2023-03-01"),
        ("maandelijks", 15, "2024-11-30", "2025-01-15"),
        ("maandelijks", 10, "2024-12-31", "2025-02-10"),
        ("per kwartaal", 0, "2024-12-31", "2025-03-31"),
        ("per kwartaal", 30, "2024-11-30", "2025-03-30"),
        ("jaarlijks", 60, "2024-12-31", "2026-03-01"),
        ("jaarlijks", 60, "2022-12-31", "2024-02-29"),
        ("jaarlijks", 0, "2024-02-29", "2025-02-28"),
        ("jaarlijks", 0, "2025-01-01", "2026-01-31"),
    ],
)
def test_the_next_delivery_is_due_so_many_days_after_the_period_that_follows(
    frequency: Frequency, due_days: int, last: str, expected: str
) -> None:
    assert _expected(frequency, due_days, _delivery(last)).next_expected == date.fromisoformat(expected)


@pytest.mark.parametrize(("today", "is_overdue"), [("2025-03-14", False), ("2025-03-15", False), ("2025-03-16", True)])
def test_a_delivery_is_late_from_the_day_after_it_was_due(today: str, is_overdue: bool) -> None:
    assert _expected("maandelijks", 15, _delivery("2025-01-31"), today=today).is_overdue is is_overdue


def test_of_what_never_came_nothing_is_late() -> None:
    row = _expected("maandelijks", 15, today="2099-01-01")
    assert (row.last_delivery, row.last_period_end, row.next_expected, row.is_overdue) == (None, None, None, False)


@pytest.mark.parametrize("state", ["held", "withdrawn"])
def test_a_delivery_that_waits_or_was_taken_back_does_not_count(state: State) -> None:
    row = _expected("maandelijks", 15, _delivery("2025-01-31"), _delivery("2025-02-28", state=state), today="2025-03-16")
    assert (row.last_period_end, row.is_overdue) == (date(2025, 1, 31), True)
    assert _expected("maandelijks", 15, _delivery("2025-01-31", state=state), today="2099-01-01").next_expected is None


def test_a_correction_of_an_older_month_does_not_put_the_clock_back() -> None:
    correction = _delivery("2024-06-30", at="2025-02-20T09:30:00.123456")
    row = _expected("maandelijks", 15, _delivery("2025-01-31"), correction)
    assert (row.last_period_end, row.next_expected) == (date(2025, 1, 31), date(2025, 3, 15))
    assert row.last_delivery == "2025-02-20T09:30:00"


def test_what_comes_now_and_then_is_never_late() -> None:
    row = _expected("onregelmatig", 90, _delivery("2020-01-31"), today="2099-01-01")
    assert (row.next_expected, row.is_overdue) == (None, False)


def test_what_has_no_period_is_never_late() -> None:
    assert _expected("jaarlijks", 90, _delivery(""), today="2099-01-01").is_overdue is False


def test_another_source_does_not_count() -> None:
    assert _expected("maandelijks", 15, _delivery("2025-01-31", source="wijk_werken")).last_delivery is None


def test_every_contract_has_its_line_in_the_order_of_the_contracts() -> None:
    rows = expected_deliveries(load_contracts(), [], today=date(2025, 1, 1))
    assert [row.source for row in rows] == list(load_contracts())
    assert all(row.title and row.owner and row.frequency for row in rows)
