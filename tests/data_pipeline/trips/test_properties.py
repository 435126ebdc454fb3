"""Whatever is delivered: every row is loaded, quarantined or ignored, and the order of files changes no figure."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_pipeline.intake.report import RefusedError
from data_pipeline.trips.facts import AcceptedTrips, trip_facts
from data_pipeline.trips.reduction import TripReport
from tests.data_pipeline.trips.made import CATALOGUE, COLUMNS, CSV_SOURCE, csv_text, facts, kept, mds, mds_contract, take_in, trip

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)
numbers = st.one_of(
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(["", "0", "-1", "1e400", "1e28", "9.3e18", "-1e300", "4,2", "51.0259", "4.4776", "NaN"]),
)
times = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat(sep=" ", timespec="seconds")),
    st.sampled_from(
        ["", "2024-10-27 02:30:00", "2025-03-30 02:30:00", "2024-12-31T23:30:00Z", "2024-09-03 07:58:00+14:59", "9999-99-99 00:00"]
    ),
)
fields = {
    "ride_id": st.one_of(st.sampled_from(["", "a", "b"]), texts),
    "started_at": st.one_of(times, texts),
    "ended_at": st.one_of(times, texts),
    "start_lat": st.one_of(numbers, texts),
    "start_lng": st.one_of(numbers, texts),
    "end_lat": st.one_of(numbers, texts),
    "end_lng": st.one_of(numbers, texts),
    "distance": st.one_of(numbers, texts),
}
odd_trips = st.builds(lambda changes: trip("x") | changes, st.fixed_dictionaries({}, optional=fields))
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.lists(inner, max_size=2),
)
mds_trips = st.fixed_dictionaries(
    {},
    optional={
        "trip_id": anything,
        "start_time": st.one_of(st.integers(1_717_500_000_000, 1_760_000_000_000), anything),
        "end_time": st.one_of(st.integers(1_717_500_000_000, 1_760_000_000_000), anything),
        "start_location": st.one_of(st.just({"lat": 51.0259, "lng": 4.4776}), anything),
        "end_location": st.one_of(st.just({"lat": 51.1311, "lng": 4.5704}), anything),
        "distance": anything,
    },
)


def check(report: TripReport, folder: Path, rows: int) -> None:
    assert report.rows_in == rows
    assert report.rows_in == report.loaded + report.quarantined + report.ignored
    assert len(kept(folder)) == report.loaded == report.totals["ritten"]
    assert report.flagged <= report.loaded
    assert len(report.quarantined_rows) == min(report.quarantined, 1000)
    assert len({row.row for row in report.quarantined_rows}) == len(report.quarantined_rows)
    assert {row[1] for row in kept(folder)} <= {"12025", "buiten"} | {f"12{n:03d}" for n in range(100)}


@SLOW
@given(st.lists(odd_trips, min_size=1, max_size=12))
def test_rel_14_every_row_of_a_csv_is_accounted_for(rows: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as made:
        report = take_in(Path(made), csv_text(rows))
        check(report, Path(made), len(rows))


@SLOW
@given(st.lists(mds_trips, min_size=1, max_size=8))
def test_rel_14_every_trip_of_an_mds_file_is_accounted_for(trips: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as made:
        report = take_in(Path(made), mds(trips), contract=mds_contract())
        check(report, Path(made), len(trips))


@SLOW
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode), anything.map(json.dumps).map(str.encode)), st.booleans())
def test_any_bytes_at_all_are_taken_in_or_refused(content: bytes, as_json: bool) -> None:
    with TemporaryDirectory() as made:
        head = b"" if as_json else ",".join(COLUMNS).encode() + b"\n"
        try:
            report = take_in(Path(made), head + content, **({"contract": mds_contract()} if as_json else {}))
        except RefusedError:
            assert kept(Path(made)) == []
        else:
            check(report, Path(made), report.rows_in)


few_trips = st.lists(
    st.builds(
        lambda number, day, distance, end: trip(
            f"rit{number}",
            started_at=f"2024-{day // 28 + 9:02d}-{day % 28 + 1:02d} 10:00:00",
            ended_at=f"2024-{day // 28 + 9:02d}-{day % 28 + 1:02d} 10:20:00",
            distance=distance,
            end_lat=end,
        ),
        st.integers(0, 8),
        st.integers(0, 80),
        st.integers(0, 9000),
        st.sampled_from(["51.1311", "51.2194"]),
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda row: row["ride_id"],
)


@settings(max_examples=10, deadline=None)
@given(st.lists(few_trips, min_size=2, max_size=3, unique_by=csv_text), st.randoms(use_true_random=False))
def test_rel_11_the_order_in_which_files_are_taken_in_changes_no_figure(deliveries: list[list[dict[str, str]]], chance: Any) -> None:
    contents = [csv_text(rows) for rows in deliveries]
    shuffled = [csv_text(chance.sample(rows, len(rows))) for rows in deliveries]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        for number, content in enumerate(contents):
            take_in(Path(one), content, sha256=f"{number:064d}"[::-1])
        for number, content in reversed(list(enumerate(shuffled))):
            take_in(Path(other), content, sha256=f"{number:064d}"[::-1])
        told = [facts_of(Path(folder), len(contents)) for folder in (one, other)]
    assert told[0] == told[1]
    assert told[0]


def facts_of(folder: Path, deliveries: int) -> list[Any]:
    accepted = [AcceptedTrips(source_id=CSV_SOURCE, sha256=f"{n:064d}"[::-1], order=n) for n in range(deliveries)]
    return list(trip_facts(folder / "trips", accepted, municipalities=CATALOGUE.municipalities))


def test_a_trip_that_is_moved_by_a_later_delivery_counts_in_one_month_only() -> None:
    with TemporaryDirectory() as made:
        first, second = csv_text([trip("a")]), csv_text([trip("a", started_at="2024-08-31 23:50:00", ended_at="2024-09-01 00:10:00")])
        take_in(Path(made), first)
        take_in(Path(made), second)
        assert {fact.period_start.month for fact in facts(Path(made), first, second)} == {8}
