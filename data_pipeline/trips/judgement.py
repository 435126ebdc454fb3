"""What becomes of each row: loaded, quarantined for one reason or ignored; a whole block of rows at once."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from data_pipeline.trips.contract import TripContract
from data_pipeline.trips.moments import Columns, Moments, Numbers, Seconds, Truths, moments, truths
from data_pipeline.trips.shapes import MunicipalityShapes

SHORTEST_S, LONGEST_S = 60, 48 * 3600
DURATION_SLACK_S = 60
UNKNOWN_PLACE = -2
LARGEST_NUMBER = 1e16
NEAR_LATITUDE, NEAR_LONGITUDE = (49.0, 52.0), (2.0, 7.0)
WIDEST_LATITUDE, WIDEST_LONGITUDE = 90.0, 180.0


class Verdict(Enum):
    """What becomes of a row; everything behind DOUBLE is a reason for quarantine, of which the first that holds is given."""

    LOADED = 0
    BLANK = 1
    DOUBLE = 2
    CONTRADICTED = 3
    NO_ID = 4
    START_UNREADABLE = 5
    END_UNREADABLE = 6
    MISSING_HOUR = 7
    BEFORE_START = 8
    IN_FUTURE = 9
    ENDS_BEFORE_START = 10
    START_PLACE_MISSING = 11
    SWAPPED = 12
    PLACE_UNREADABLE = 13
    DISTANCE_UNREADABLE = 14
    DISTANCE_HUGE = 15
    DISTANCE_NEGATIVE = 16
    TOO_FAR = 17

    @property
    def is_reason(self) -> bool:
        """Whether it keeps a row from being loaded and has to be told."""
        return self.value > Verdict.DOUBLE.value


class Flag(Enum):
    """What is remarkable about a row that is loaded."""

    DOUBLE_HOUR = 1
    ODD_DURATION = 2
    END_PLACE_MISSING = 4
    OTHER_DURATION = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Between which moments there can be trips, in seconds since 1970, UTC."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A block of rows, judged; arrays of one length in the order of the delivery.

    Attributes:
        row: the position in the delivery, from nought.
        start, end: positions in the codes of the shapes, OUTSIDE or UNKNOWN_PLACE.
        distance_m: as the row gives it, NaN without.
        other: the position of the row that a contradicted row differs from.
    """

    row: Seconds
    verdict: npt.NDArray[np.int8]
    flags: npt.NDArray[np.int8]
    times: Moments
    start: npt.NDArray[np.int16]
    end: npt.NDArray[np.int16]
    distance_m: Numbers
    other: Seconds

    @property
    def month(self) -> Seconds:
        """The month of the start on the Belgian calendar, counted from January 1970."""
        return self.times.home_start.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """Where the trips of a block start or end."""

    place: npt.NDArray[np.int16]
    is_missing: Truths
    is_swapped: Truths
    is_unreadable: Truths


def _between(numbers: Numbers, bounds: tuple[float, float]) -> Truths:
    return (numbers > bounds[0]) & (numbers < bounds[1])


def _side(columns: Columns, side: str, shapes: MunicipalityShapes) -> _Side:
    """Start or end; 0,0 is what a device without reception sends, Belgium's degrees the wrong way round are a swap."""
    latitude, longitude = columns[f"{side}_lat"].astype(np.float64), columns[f"{side}_lng"].astype(np.float64)
    is_missing = truths(columns, f"{side}_is_blank") | ((latitude == 0) & (longitude == 0))
    is_swapped = ~is_missing & _between(latitude, NEAR_LONGITUDE) & _between(longitude, NEAR_LATITUDE)
    is_point = (np.abs(latitude) <= WIDEST_LATITUDE) & (np.abs(longitude) <= WIDEST_LONGITUDE) & ~is_missing & ~is_swapped
    place = np.full(len(latitude), UNKNOWN_PLACE, dtype=np.int16)
    place[is_point] = shapes.locate(longitude=longitude[is_point], latitude=latitude[is_point])
    return _Side(place=place, is_missing=is_missing, is_swapped=is_swapped, is_unreadable=~(is_point | is_missing | is_swapped))


def judge(columns: Columns, *, contract: TripContract, shapes: MunicipalityShapes, window: Window, has_ids: bool) -> Judged:
    """Judges a block of rows.

    Args:
        columns: the arrays that the statement of texts.numbers_sql names.
        has_ids: whether the file has trip ids at all, so that a row without one is at fault.
    """
    times = moments(columns, contract)
    start, end = _side(columns, "start", shapes), _side(columns, "end", shapes)
    distance_m = columns["distance"].astype(np.float64) * contract.metres
    has_distance = ~truths(columns, "distance_is_blank")
    reasons: dict[Verdict, Truths] = {
        Verdict.BLANK: truths(columns, "is_blank"),
        Verdict.DOUBLE: truths(columns, "is_double"),
        Verdict.CONTRADICTED: truths(columns, "is_contradicted"),
        Verdict.NO_ID: truths(columns, "id_is_blank") & has_ids,
        Verdict.START_UNREADABLE: ~times.start_is_read,
        Verdict.END_UNREADABLE: ~times.end_is_read,
        Verdict.MISSING_HOUR: times.is_missing_hour,
        Verdict.BEFORE_START: times.start < window.first,
        Verdict.IN_FUTURE: np.maximum(times.start, times.end) > window.last,
        Verdict.ENDS_BEFORE_START: times.end < times.start,
        Verdict.START_PLACE_MISSING: start.is_missing,
        Verdict.SWAPPED: start.is_swapped | end.is_swapped,
        Verdict.PLACE_UNREADABLE: start.is_unreadable | end.is_unreadable,
        Verdict.DISTANCE_UNREADABLE: has_distance & ~np.isfinite(distance_m),
        Verdict.DISTANCE_HUGE: has_distance & (np.abs(distance_m) >= LARGEST_NUMBER),
        Verdict.DISTANCE_NEGATIVE: has_distance & (distance_m < 0),
        Verdict.TOO_FAR: has_distance & (distance_m > contract.max_distance_km * 1000),
    }
    verdict = np.select(list(reasons.values()), [reason.value for reason in reasons], default=Verdict.LOADED.value).astype(np.int8)
    duration = times.duration_s
    flags: dict[Flag, Truths] = {
        Flag.DOUBLE_HOUR: times.is_double_hour,
        Flag.ODD_DURATION: (duration < SHORTEST_S) | (duration > LONGEST_S),
        Flag.END_PLACE_MISSING: end.is_missing,
        Flag.OTHER_DURATION: np.isfinite(times.stated_s) & (np.abs(times.stated_s - duration) > DURATION_SLACK_S),
    }
    raised = sum((np.where(holds, flag.value, 0).astype(np.int8) for flag, holds in flags.items()), np.zeros(len(verdict), dtype=np.int8))
    return Judged(
        row=columns["row"].astype(np.int64),
        verdict=verdict,
        flags=np.where(verdict == Verdict.LOADED.value, raised, 0).astype(np.int8),
        times=times,
        start=start.place,
        end=end.place,
        distance_m=distance_m,
        other=columns["other"].astype(np.int64),
    )
