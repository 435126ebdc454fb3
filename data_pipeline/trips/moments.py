"""When trips started and ended: what was written down, in UTC and on a Belgian clock."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_pipeline.trips.clock import HOME, FromLocal, zone_clock
from data_pipeline.trips.contract import TripContract
from data_pipeline.trips.texts import NO_OFFSET

Columns = Mapping[str, npt.NDArray[np.generic]]
Numbers = npt.NDArray[np.float64]
Seconds = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
LONGEST_STATED_S = 10 * 366 * 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The times of a block of trips.

    Attributes:
        start, end: seconds since 1970, UTC.
        home_start: what a Belgian clock showed at the start, as seconds since 1970 on that clock.
        is_read: whether start and end could be read, the end also by way of the stated duration.
        duration_s: from start to end, whatever the clocks did meanwhile.
        stated_s: the duration that the file gives, NaN without.
        has_zone, lacks_zone: whether a time says its zone, or a time that is used does not.
    """

    start: Seconds
    end: Seconds
    home_start: Seconds
    start_is_read: Truths
    end_is_read: Truths
    is_missing_hour: Truths
    is_double_hour: Truths
    duration_s: Seconds
    stated_s: Numbers
    has_zone: Truths
    lacks_zone: Truths


def truths(columns: Columns, name: str) -> Truths:
    """A column of true and false."""
    return columns[name].astype(np.bool_)


def _in_utc(columns: Columns, field: str, zone: str) -> FromLocal:
    """The UTC of times as written: by their own offset, else by the zone of the contract."""
    written, offset = columns[field].astype(np.int64), columns[f"{field}_offset"].astype(np.int64)
    has_offset = offset != NO_OFFSET
    by_zone = zone_clock(zone or "UTC").to_utc(written)
    return FromLocal(
        utc=np.where(has_offset, written - offset, by_zone.utc),
        is_double=by_zone.is_double & ~has_offset,
        is_missing=by_zone.is_missing & ~has_offset,
        second=np.where(has_offset, written - offset, by_zone.second),
    )


def moments(columns: Columns, contract: TripContract) -> Moments:
    """The times of a block of trips.

    A time in the double hour is its first passage; an end that would lie before its start then is the second one. An end that
    is not given follows from the start and the stated duration.
    """
    start, end = (_in_utc(columns, field, contract.time_zone) for field in ("started_at", "ended_at"))
    stated = columns["duration"].astype(np.float64) * contract.seconds
    stated = np.where(np.abs(stated) < LONGEST_STATED_S, stated, np.nan)
    is_given = ~truths(columns, "ended_at_is_blank")
    follows = ~is_given & np.isfinite(stated)
    given_end = np.where(end.is_double & (end.utc < start.utc), end.second, end.utc)
    end_utc = np.where(follows, start.utc + np.nan_to_num(stated).astype(np.int64), given_end)
    start_says, end_says = (columns[f"{field}_offset"] != NO_OFFSET for field in ("started_at", "ended_at"))
    return Moments(
        start=start.utc,
        end=end_utc,
        home_start=zone_clock(HOME).to_local(start.utc),
        start_is_read=truths(columns, "started_at_is_read"),
        end_is_read=truths(columns, "ended_at_is_read") | follows,
        is_missing_hour=start.is_missing | (end.is_missing & is_given),
        is_double_hour=start.is_double | (end.is_double & is_given),
        duration_s=end_utc - start.utc,
        stated_s=stated,
        has_zone=start_says | (end_says & is_given),
        lacks_zone=~start_says | (~end_says & is_given),
    )
