"""The trips that were kept, counted per month: what the dashboard may show of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb

from catalogue.model import Municipality
from data_pipeline.trips.pairs import FEWEST_SHOWN, shown_pairs
from data_pipeline.trips.workplace import TripKeyError, exactly, reading_database, trip_files, trips_name, working_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedTrips:
    """A delivery whose trips count; of two that hold the same trip, the one with the higher order is right."""

    source_id: str
    sha256: str
    order: int

    @property
    def delivery(self) -> str:
        """The name under which its trips are kept."""
        return trips_name(self.source_id, self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripFact:
    """One figure of one month.

    Attributes:
        nis: the municipality where the trips start, None for the region.
        value: None when it is hidden because too few trips stand behind it.
        trips: how many trips stand behind it, which is never shown.
        is_partial: some of those trips did not say what is added up.
    """

    indicator_id: str
    nis: str | None
    period_start: date
    period_end: date
    breakdown: str
    value: float | None
    trips: int
    is_partial: bool = False


PAIRS_SQL = """
    with delivered as (
        select t.trip_key, t.month, t.start_nis, t.end_nis, t.distance_m, t.duration_s, t.is_in_averages, a.delivery_order
        from trips t join accepted a on t.delivery = a.delivery
        where t.trip_key >= $first_key and t.trip_key < $last_key
    ),
    newest as (
        select trip_key, arg_max(
            struct_pack(
                month := month, start_nis := start_nis, end_nis := end_nis, distance_m := distance_m, duration_s := duration_s,
                is_in_averages := is_in_averages
            ),
            delivery_order
        ) as trip
        from delivered group by trip_key
    )
    select trip.start_nis, trip.end_nis, count(*) as trips, count(trip.distance_m) as measured_trips,
        coalesce(sum(trip.distance_m), 0) as distance_m,
        sum(case when trip.is_in_averages then 1 else 0 end) as timed_trips,
        sum(case when trip.is_in_averages then trip.duration_s else 0 end) as duration_s
    from newest where trip.month = $month
    group by trip.start_nis, trip.end_nis
    order by trip.start_nis, trip.end_nis
"""
"""One month from the trips of that month and its neighbours: a correction may move a trip over midnight. Portable (scale.md)."""
SLICE_TRIPS = 1_000_000
BEHIND_LAST_KEY = "g"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """The trips from one place to one other in one month, added up."""

    start: str
    end: str
    trips: int
    measured_trips: int
    distance_m: int
    timed_trips: int
    duration_s: int


SUMMED = ("trips", "measured_trips", "distance_m", "timed_trips", "duration_s")


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _check_keys(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Asserts that the trips of one month were hashed with one key: else no correction finds the trip that it corrects."""
    found = connection.execute(
        """
        select delivery from read_parquet($files) group by delivery
        having min(key_id) <> (select min(key_id) from read_parquet($files)) order by delivery
        """,
        {"files": [exactly(path) for path in files]},
    ).fetchall()
    if found:
        listed = ", ".join(delivery for (delivery,) in found)
        raise TripKeyError(
            f"De ritten van {files[0].parent.name} zijn met verschillende sleutels gehasht ({listed}): dubbele ritten zijn dan niet te "
            "herkennen. Trek de oudere leveringen van die maand in of lever ze opnieuw aan."
        )


def _key_edges(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Hashed ids that cut the trips in slices of a million or fewer: a trip and its corrections share a slice.

    An aggregate with a struct cannot go to disk, so memory must not depend on how many trips a month has.
    """
    trips = connection.execute("select count(*) from trips").fetchall()[0][0]
    slices = 1 + trips // SLICE_TRIPS
    return [*(f"{(number << 32) // slices:08x}" for number in range(slices)), BEHIND_LAST_KEY]


def _pairs(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], month: date) -> list[_Pair]:
    """What one month adds up to, per pair of places."""
    connection.from_parquet([exactly(path) for path in files]).create_view("trips", replace=True)
    sums = defaultdict[tuple[str, str], Counter[str]](Counter)
    for first, last in pairwise(_key_edges(connection)):
        for start, end, *numbers in connection.execute(PAIRS_SQL, {"month": month, "first_key": first, "last_key": last}).fetchall():
            sums[start, end].update(dict(zip(SUMMED, numbers, strict=True)))
    return [_Pair(start=start, end=end, **added) for (start, end), added in sorted(sums.items())]


def _unless_few(value: float, trips: int) -> float | None:
    """A figure of the whole region, hidden when it would tell of a few trips."""
    return value if trips >= FEWEST_SHOWN else None


def _facts(pairs: Sequence[_Pair], month: date, slugs: Mapping[str, str]) -> Iterator[TripFact]:
    """The facts of one month; only trips that start in the region count."""
    end = _month_after(month) - timedelta(days=1)
    inside = [pair for pair in pairs if pair.start in slugs]
    trips, measured = sum(pair.trips for pair in inside), sum(pair.measured_trips for pair in inside)
    timed = sum(pair.timed_trips for pair in inside)
    if not trips:
        return

    def fact(
        indicator_id: str, value: float | None, trips: int, *, nis: str | None = None, breakdown: str = "", is_partial: bool = False
    ) -> TripFact:
        return TripFact(
            indicator_id=indicator_id,
            nis=nis,
            period_start=month,
            period_end=end,
            breakdown=breakdown,
            value=value,
            trips=trips,
            is_partial=is_partial,
        )

    yield fact("deelfiets_ontleningen", _unless_few(trips, trips), trips)
    if measured:
        distance_km = sum(pair.distance_m for pair in inside) / 1000
        yield fact("deelfiets_km", _unless_few(distance_km, measured), measured, is_partial=measured < trips)
    if timed:
        yield fact("deelfiets_gemiddelde_duur", _unless_few(sum(pair.duration_s for pair in inside) / timed / 60, timed), timed)
    yield fact("deelfiets_ritten_gemeente", trips, trips)
    by_start = defaultdict[str, dict[str, int]](dict)
    for pair in inside:
        by_start[pair.start][pair.end] = pair.trips
    for nis, by_end in sorted(by_start.items()):
        total = sum(by_end.values())
        yield fact("deelfiets_ritten_gemeente", total, total, nis=nis)
        for shown in shown_pairs(by_end):
            breakdown = slugs.get(shown.end, shown.end).replace("-", "_")
            yield fact("deelfiets_verplaatsingen", shown.value, shown.trips, nis=nis, breakdown=breakdown)


def trip_facts(
    trips_dir: Path,
    accepted: Sequence[AcceptedTrips],
    *,
    municipalities: Mapping[str, Municipality],
    only: Collection[date] | None = None,
) -> Iterator[TripFact]:
    """The facts of the accepted deliveries, month by month, so that memory depends on a month and not on history.

    Args:
        only: the months to count, by their first day; every month otherwise.

    The same whatever the order of `accepted`. Raises TripKeyError when a month was hashed with two keys.
    """
    ranked = sorted(accepted, key=lambda trips: (trips.order, trips.delivery))
    by_month = defaultdict[date, list[Path]](list)
    for trips in ranked:
        for path in trip_files(trips_dir, trips.delivery):
            by_month[date.fromisoformat(f"{path.parent.name}-01")].append(path)
    if not by_month:
        return
    slugs = {nis: municipality.slug for nis, municipality in municipalities.items()}
    with working_folder(trips_dir) as work, reading_database(work) as connection:
        connection.execute("create temp table accepted (delivery varchar, delivery_order integer)")
        connection.executemany("insert into accepted values (?, ?)", [(trips.delivery, rank) for rank, trips in enumerate(ranked)])
        for month in sorted(by_month if only is None else by_month.keys() & only):
            _check_keys(connection, by_month[month])
            near = [path for m in (_month_before(month), month, _month_after(month)) for path in by_month.get(m, [])]
            yield from _facts(_pairs(connection, near, month), month, slugs)
