"""Times of a zone in UTC and back, the clock changes included (REL-21, F14)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.trips.clock import zone_clock

BRUSSELS = ZoneInfo("Europe/Brussels")
CLOCK = zone_clock("Europe/Brussels")
moments = st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 12, 31))
zones = st.sampled_from(["Europe/Brussels", "UTC", "Pacific/Kiritimati", "America/New_York", "Australia/Lord_Howe"])


def seconds(text: str) -> np.ndarray:
    return np.array([int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())], dtype=np.int64)


@pytest.mark.parametrize(
    ("local", "utc", "is_double", "is_missing"),
    [
        ("2024-03-31 01:59:59", "2024-03-31 00:59:59", False, False),
        ("2024-03-31 02:00:00", None, False, True),
        ("2024-03-31 02:30:00", None, False, True),
        ("2024-03-31 03:00:00", "2024-03-31 01:00:00", False, False),
        ("2024-10-27 01:59:59", "2024-10-26 23:59:59", False, False),
        ("2024-10-27 02:00:00", "2024-10-27 00:00:00", True, False),
        ("2024-10-27 02:30:00", "2024-10-27 00:30:00", True, False),
        ("2024-10-27 02:59:59", "2024-10-27 00:59:59", True, False),
        ("2024-10-27 03:00:00", "2024-10-27 02:00:00", False, False),
        ("2025-01-01 00:30:00", "2024-12-31 23:30:00", False, False),
    ],
)
def test_f14_the_clock_changes_of_2024(local: str, utc: str | None, is_double: bool, is_missing: bool) -> None:
    told = CLOCK.to_utc(seconds(local))
    assert told.is_double.tolist() == [is_double]
    assert told.is_missing.tolist() == [is_missing]
    if utc:
        assert told.utc.tolist() == seconds(utc).tolist()


def test_the_second_passage_is_an_hour_later() -> None:
    told = CLOCK.to_utc(seconds("2024-10-27 02:30:00"))
    assert (told.second - told.utc).tolist() == [3600]


def test_at_the_very_second_of_a_change_the_clock_shows_the_new_time() -> None:
    moments = np.sort(np.concatenate([CLOCK.changes - 1, CLOCK.changes]))
    expected = [int(datetime.fromtimestamp(int(m), tz=BRUSSELS).replace(tzinfo=UTC).timestamp()) for m in moments]
    assert len(moments) > 400
    assert CLOCK.to_local(moments).tolist() == expected


@given(moments, zones)
def test_utc_to_local_is_what_the_time_zone_database_says(moment: datetime, zone: str) -> None:
    utc = moment.replace(microsecond=0, tzinfo=UTC)
    local = utc.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
    told = zone_clock(zone).to_local(np.array([int(utc.timestamp())]))
    assert told.tolist() == [int(local.timestamp())]


@given(moments, zones)
def test_local_to_utc_is_what_the_time_zone_database_says_of_the_first_passage(moment: datetime, zone: str) -> None:
    local = moment.replace(microsecond=0)
    told = zone_clock(zone).to_utc(np.array([int(local.replace(tzinfo=UTC).timestamp())]))
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    exists = first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    assert told.is_missing.tolist() == [not exists]
    if exists:
        assert told.utc.tolist() == [int(first.timestamp())]
        assert told.second.tolist() == [int(second.timestamp())]
        assert told.is_double.tolist() == [first.utcoffset() != second.utcoffset()]


@given(st.integers(min_value=1991, max_value=2098))
def test_each_year_has_its_two_changes_at_one_in_the_night_utc(year: int) -> None:
    start, end = (int(datetime(y, 1, 1, tzinfo=UTC).timestamp()) for y in (year, year + 1))
    changes = [datetime.fromtimestamp(int(c), tz=UTC) for c in CLOCK.changes if start <= c < end]
    assert [(c.month, c.weekday(), c.hour, c.minute) for c in changes] == [(3, 6, 1, 0), (10, 6, 1, 0)] or year < 1996
    assert all(c + timedelta(days=7) > c.replace(day=28) for c in changes)
