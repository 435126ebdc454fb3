"""From a trips file of the Mobility Data Specification (JSON) to the nine texts of a trip, streamed: no trip is held whole.

MDS 2.0 has the list `trips` beside `version`, with start_location and end_location; 1.x has it in `data`, with trip_duration,
trip_distance and a route of which the first and the last point are start and end.
https://github.com/openmobilityfoundation/mobility-data-specification (2.0.2, data-types.md, *Trips*; 1.2.0, provider/README.md, *Routes*)
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from data_pipeline.intake.guard import refused
from data_pipeline.trips.contract import FIELDS
from data_pipeline.trips.csv_rows import refuse_person
from data_pipeline.trips.persons import person_column

LISTS = ("trips", "data.trips")
FIELD_BY_KEY = {
    "trip_id": "trip_id",
    "start_time": "started_at",
    "end_time": "ended_at",
    "start_location.lat": "start_lat",
    "start_location.lng": "start_lng",
    "end_location.lat": "end_lat",
    "end_location.lng": "end_lng",
    "distance": "distance",
    "trip_distance": "distance",
    "duration": "duration",
    "trip_duration": "duration",
}
ROUTE_POINT = "route.features.item.geometry.coordinates"
DEEPEST = 20
SCALARS = frozenset(("string", "number", "boolean"))
NOTHING_READ = "'{name}' bevat geen lijst 'trips' zoals MDS 2.0 of 1.x die heeft."


class _Trip:
    """The texts of the trip that is being read: its named fields and the first and last point of its route."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._route: list[tuple[str, ...]] = []
        self._point: list[str] = []

    def hear(self, key: str, event: str, value: object) -> None:
        """Takes one event within the trip; `key` is the path inside it."""
        if event in SCALARS and key in FIELD_BY_KEY:
            self._texts[FIELD_BY_KEY[key]] = str(value)
        elif key == ROUTE_POINT and event == "start_array":
            self._point = []
        elif key == f"{ROUTE_POINT}.item" and event == "number" and len(self._point) < 2:  # noqa: PLR2004 - longitude and latitude
            self._point.append(str(value))
        elif key == ROUTE_POINT and event == "end_array":
            self._route = [*self._route[:1], tuple(self._point)]

    def texts(self) -> dict[str, str]:
        """The nine fields as far as they were given; a location of its own goes before a point of the route."""
        whole = [point for point in self._route if len(point) == 2]  # noqa: PLR2004
        route = {}
        if len(self._route) == 2 and len(whole) == 2:  # noqa: PLR2004 - one point is a place, not a way from here to there
            (start_lng, start_lat), (end_lng, end_lat) = whole
            route = {"start_lng": start_lng, "start_lat": start_lat, "end_lng": end_lng, "end_lat": end_lat}
        return route | self._texts


def _events(handle: BinaryIO, *, name: str) -> Iterator[tuple[str, str, Any]]:
    """What the file holds, event by event, each with its dotted path.

    ijson.parse gives the same but keeps the whole path of every level: 100 kB of opening brackets would fill all memory.
    """
    paths = [""]
    for event, value in ijson.basic_parse(handle):
        if event == "map_key":
            paths[-1] = f"{paths[-2]}.{value}" if paths[-2] else value
            yield paths[-2], event, value
        elif event in {"end_map", "end_array"}:
            paths.pop()
            yield paths[-1], event, value
        else:
            yield paths[-1], event, value
            if event in {"start_map", "start_array"}:
                paths.append(f"{paths[-1]}.item".lstrip(".") if event == "start_array" else paths[-1])
        if len(paths) > DEEPEST:
            raise refused("C02", NOTHING_READ.format(name=name))


def _trips(handle: BinaryIO, *, name: str) -> Iterator[dict[str, str]]:
    """Every trip of the list, as texts by field.

    Raises RefusedError for a key that tells who rode and when there is no list; ijson's errors for broken JSON.
    """
    trip, item, keys_seen = _Trip(), "", set[str]()
    has_list = False
    for prefix, event, value in _events(handle, name=name):
        if event == "start_array" and prefix in LISTS:
            item, has_list = f"{prefix}.item", True
        elif not item or not prefix.startswith(item):
            continue
        elif prefix == item and event == "start_map":
            trip = _Trip()
        elif prefix == item and event == "end_map":
            yield trip.texts()
        elif prefix == item and event in {*SCALARS, "null", "start_array"}:
            yield {}
        elif event == "map_key":
            if value not in keys_seen:
                keys_seen.add(value)
                refuse_person(person_column([value]), name=name)
        else:
            trip.hear(prefix[len(item) + 1 :], event, value)
    if not has_list:
        raise refused("C02", NOTHING_READ.format(name=name))


def write_mds_rows(path: Path, *, name: str, target: Path) -> int:
    """Writes the texts of every trip as CSV in the order of the delivery, one column per field; returns how many.

    Raises RefusedError when the file is no whole JSON with a list of trips or tells who rode.
    """
    rows = 0
    with path.open("rb") as handle, target.open("w", encoding="utf-8", newline="") as copy:
        if handle.read(3) != b"\xef\xbb\xbf":
            handle.seek(0)
        writer = csv.DictWriter(copy, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        try:
            for trip in _trips(handle, name=name):
                rows += 1
                writer.writerow({field: " ".join(text.split()) for field, text in trip.items()})
        except (ijson.JSONError, ValueError) as error:
            told = f"'{name}' is geen volledige JSON: na rit {rows} is het bestand afgebroken of fout geschreven. Lever het opnieuw aan."
            raise refused("A04", told) from error
    if not rows:
        raise refused("A02", f"Het bestand '{name}' bevat geen enkele rit.")
    return rows
