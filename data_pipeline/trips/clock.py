"""Between the time of a zone and UTC, for many times at once and the same on every machine.

DuckDB reads a local time in the double hour as the second passage and one in the missing hour as an hour later, without a
word; here the first passage is taken, as the list of bad inputs (F14) asks, and both are reported.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
FIRST_YEAR, LAST_YEAR = 1990, 2100
HOME = "Europe/Brussels"


@dataclass(frozen=True, slots=True, kw_only=True)
class FromLocal:
    """Local times read as UTC.

    Attributes:
        utc: seconds since 1970.
        is_double: a local time that occurs twice; the first passage was taken.
        is_missing: a local time that does not occur; its UTC means nothing.
        second: the same times with the second passage where there is one.
    """

    utc: Seconds
    is_double: Flags
    is_missing: Flags
    second: Seconds


@dataclass(frozen=True, slots=True)
class ZoneClock:
    """The clock changes of one zone: when, in UTC seconds, and the offset from UTC before the first and after each."""

    changes: Seconds
    offsets: Seconds

    def to_local(self, utc: Seconds) -> Seconds:
        """What the clock on the wall shows, as seconds since 1970 on that wall."""
        return utc + self.offsets[np.searchsorted(self.changes, utc, side="right")]

    def to_utc(self, local: Seconds) -> FromLocal:
        """When it was that the clock on the wall showed this."""
        before, after = self.offsets[:-1], self.offsets[1:]
        settled = self.changes + np.maximum(before, after)
        index = np.searchsorted(settled, local, side="right")
        unsettled = np.append(self.changes + np.minimum(before, after), np.iinfo(np.int64).max)
        goes_back = np.append(after < before, False)
        is_odd = local >= unsettled[index]
        is_double = is_odd & goes_back[index]
        later = self.offsets[np.minimum(index + 1, len(self.offsets) - 1)]
        utc = local - self.offsets[index]
        return FromLocal(
            utc=utc, is_double=is_double, is_missing=is_odd & ~goes_back[index], second=np.where(is_double, local - later, utc)
        )


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())


@cache
def zone_clock(name: str) -> ZoneClock:
    """The clock of a zone, its changes found day by day and then to the second."""
    zone = ZoneInfo(name)
    day, second = timedelta(days=1), timedelta(seconds=1)
    moment = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    changes, offsets = list[int](), [_offset(zone, moment)]
    while moment.year < LAST_YEAR:
        following = moment + day
        if _offset(zone, following) != offsets[-1]:
            low, high = moment, following
            while high - low > second:
                middle = low + timedelta(seconds=(high - low) // second // 2)
                low, high = (middle, high) if _offset(zone, middle) == offsets[-1] else (low, middle)
            changes.append(int(high.timestamp()))
            offsets.append(_offset(zone, following))
        moment = following
    return ZoneClock(np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64))
