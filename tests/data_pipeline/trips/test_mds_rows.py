"""Trips as the Mobility Data Specification has them: 2.x, and 1.x with its own names and its route."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from data_pipeline.intake.report import RefusedError
from tests.data_pipeline.trips.made import (
    LIER,
    MDS_SOURCE,
    MECHELEN,
    csv_text,
    facts,
    kept,
    mds,
    mds_contract,
    take_in,
    trip,
)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def two(trip_id: str = "3c9604d6-b5ee-11e8-96f8-529269fb1459", **changes: Any) -> dict[str, Any]:
    """A trip of MDS 2.0: provider, device, places as GPS objects."""
    return {
        "provider_id": "c20e08cf-8488-46a6-a66c-5d8fb827f7e0",
        "device_id": "63f13c48-34ff-49d2-aca7-cf6a5b6171c3",
        "trip_id": trip_id,
        "trip_attributes": {"hold_for_minutes": 2},
        "start_time": at("2024-09-03T07:58:00+02:00"),
        "end_time": at("2024-09-03T08:18:00+02:00"),
        "start_location": {"lat": MECHELEN[0], "lng": MECHELEN[1]},
        "end_location": {"lat": LIER[0], "lng": LIER[1]},
        "duration": 1200,
        "distance": 4200,
    } | changes


def feature(place: tuple[float, float], moment: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"timestamp": moment},
        "geometry": {"type": "Point", "coordinates": [place[1], place[0], 12.5]},
    }


def one(**changes: Any) -> dict[str, Any]:
    """A trip of MDS 1.2: trip_duration, trip_distance and a route of which the ends are the first and the last point."""
    told = two()
    start, end = told["start_time"], told["end_time"]
    route = {
        "type": "FeatureCollection",
        "features": [
            feature(MECHELEN, start),
            feature((51.08, 4.5), start + 1000),
            feature((51.2194, 4.4025), end - 1),
            feature(LIER, end),
        ],
    }
    named = {"provider_name": "Voorbeeld", "vehicle_id": "7", "vehicle_type": "bicycle", "propulsion_types": ["human"], "accuracy": 5}
    kept_keys = ("provider_id", "device_id", "trip_id", "start_time", "end_time")
    return {key: told[key] for key in kept_keys} | named | {"trip_duration": 1200, "trip_distance": 4200, "route": route} | changes


EXPECTED = [(date(2024, 9, 1), "12025", "12021", 4200, 1200, True)]


@pytest.mark.parametrize("content", [mds([two()]), mds([two()], in_data=True), mds([one()], in_data=True), "\ufeff" + mds([two()])])
def test_each_version_gives_the_same_trip(tmp_path: Path, content: str) -> None:
    report = take_in(tmp_path, content, contract=mds_contract())
    assert (report.rows_in, report.loaded, report.flagged) == (1, 1, 0)
    assert kept(tmp_path) == EXPECTED
    assert [m.code for m in report.messages] == ["F16"]


def test_rows_are_numbered_as_the_trips_in_the_list(tmp_path: Path) -> None:
    content = mds([two("a"), two("b", distance=850_000), two("c", start_location=None), {}, two("d", end_time=None, duration=None)])
    report = take_in(tmp_path, content, contract=mds_contract())
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (5, 1, 3, 1)
    assert sorted((m.row, m.code) for m in report.messages if m.level == "error") == [(2, "E01"), (3, "vertrekplaats"), (5, "F10")]
    assert "850 km is onwaarschijnlijk; is dit in meter?" in next(m.text for m in report.messages if m.code == "E01")


@pytest.mark.parametrize("key", ["user_id", "rider_id", "customer", "driver_id"])
@pytest.mark.parametrize("nested", [False, True])
def test_i05_a_key_of_a_rider_at_any_depth_refuses_the_file(tmp_path: Path, key: str, nested: bool) -> None:
    odd = two("b", **({"trip_attributes": {key: "u1"}} if nested else {key: "u1"}))
    with pytest.raises(RefusedError) as caught:
        take_in(tmp_path, mds([two("a"), odd]), contract=mds_contract())
    assert (caught.value.message.code, caught.value.wipe) == ("I05", True)
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (mds([two(), two("b")])[:-40], "A04"),
        ("niets", "A04"),
        ("", "A04"),
        ("{}", "C02"),
        ('{"data": {"stations": []}}', "C02"),
        (mds([]), "A02"),
        ("[" * 100_000, "C02"),
        ('{"a":' * 100_000, "C02"),
        (mds([two()]).replace("4200", "9" * 10_000), "A04"),
    ],
)
def test_what_is_no_whole_list_of_trips_is_refused(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        take_in(tmp_path, content, contract=mds_contract())
    assert caught.value.message.code == code
    assert [path.name for path in (tmp_path / "trips").iterdir()] == [".lock"]


@pytest.mark.parametrize("odd", [5, "tekst", None, [1, [2]], {"trip_id": {"a": 1}}, {"route": {"features": []}}])
def test_an_item_that_is_no_trip_is_a_row_that_is_not_loaded(tmp_path: Path, odd: Any) -> None:
    report = take_in(tmp_path, mds([two("a"), odd, two("b")]), contract=mds_contract())
    assert (report.rows_in, report.loaded) == (3, 2)


def test_a_route_of_one_point_is_no_way_from_here_to_there(tmp_path: Path) -> None:
    route = {"type": "FeatureCollection", "features": [feature(MECHELEN, 0)]}
    report = take_in(tmp_path, mds([one(route=route)]), contract=mds_contract())
    assert (report.loaded, report.quarantined) == (0, 1)


def test_values_that_break_csv_are_no_columns(tmp_path: Path) -> None:
    report = take_in(tmp_path, mds([two('a","b\n,c'), two("d;=1+1"), two(" ")]), contract=mds_contract())
    assert (report.rows_in, report.loaded, report.quarantined) == (3, 2, 1)


def test_the_same_trip_as_mds_and_as_csv_counts_once(tmp_path: Path) -> None:
    as_mds, as_csv = mds([two("rit-1"), two("rit-2")]), csv_text([trip("rit-1")])
    take_in(tmp_path, as_mds, contract=mds_contract())
    take_in(tmp_path, as_csv, sha256="f" * 64)
    keys = kept(tmp_path, "trip_key")
    assert (len(keys), len(set(keys))) == (3, 2)
    assert facts(tmp_path, as_mds, source=MDS_SOURCE)[0].trips == 2


def test_a_long_route_is_read_with_its_ends_only(tmp_path: Path) -> None:
    features = [feature(MECHELEN, 0), *[feature((51.0, 4.0), 1)] * 20_000, feature(LIER, 2)]
    take_in(
        tmp_path, json.dumps({"data": {"trips": [one(route={"type": "FeatureCollection", "features": features})]}}), contract=mds_contract()
    )
    assert kept(tmp_path) == EXPECTED


def test_the_time_of_the_specification_is_utc(tmp_path: Path) -> None:
    moment = int(datetime(2024, 12, 31, 23, 30, tzinfo=UTC).timestamp() * 1000)
    take_in(tmp_path, mds([two(start_time=moment, end_time=moment + 60_000)]), contract=mds_contract())
    assert kept(tmp_path)[0][0] == date(2025, 1, 1)
