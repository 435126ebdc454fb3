"""What a contract says of trips: which column is what, in which unit and in which time zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data_pipeline.contract import Contract
from data_pipeline.trips.persons import person_column

FIELDS = ("trip_id", "started_at", "ended_at", "start_lat", "start_lng", "end_lat", "end_lng", "distance", "duration")
REQUIRED = ("started_at", "start_lat", "start_lng", "end_lat", "end_lng")
METRES = {"m": 1.0, "km": 1000.0}
SECONDS = {"s": 1.0, "ms": 0.001, "min": 60.0}
KEYS = frozenset("id_issuer time_zone time_formats distance_unit duration_unit max_distance_km columns dropped".split())
DECIMAL_MARK = {"nl-BE": ",", "en": ".", "none": "."}


class TripContractError(Exception):
    """The table [trips] of a contract does not hold together."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripContract:
    """How to read the trips of one source.

    Attributes:
        id_issuer: who hands out the trip ids: deliveries with one issuer correct each other.
        is_mds: whether the file is JSON as the Mobility Data Specification has it.
        time_zone: the zone of a time without one; empty where no such time is accepted.
        time_formats: of a text that holds a time, as strptime writes them; of none for milliseconds since 1970.
        metres: what one unit of distance is.
        seconds: what one unit of duration is.
        columns: by field the titles under which its column is known, the best first.
        dropped: columns that are known and not read.
        start: the first day on which there can be a trip.
    """

    id_issuer: str
    is_mds: bool
    time_zone: str
    time_formats: tuple[str, ...]
    metres: float
    seconds: float
    max_distance_km: float
    columns: Mapping[str, tuple[str, ...]]
    dropped: tuple[str, ...]
    delimiter: str
    decimal: str
    start: date | None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _texts(table: Mapping[str, object], key: str, faults: list[str]) -> tuple[str, ...]:
    told = table.get(key, [])
    if isinstance(told, list) and all(isinstance(item, str) and item for item in told):
        return tuple(told)
    faults.append(f"[trips] {key}: geef een lijst van teksten")
    return ()


def _columns(table: Mapping[str, object], faults: list[str]) -> dict[str, tuple[str, ...]]:
    told = table.get("columns", {})
    if not isinstance(told, dict):
        faults.append("[trips] columns: geef per veld een lijst van kolomtitels")
        return {}
    faults += [f"[trips.columns] onbekend veld '{name}'; kies uit {', '.join(FIELDS)}" for name in told if name not in FIELDS]
    columns = {name: _texts(told, name, faults) for name in FIELDS if name in told}
    faults += [f"[trips.columns] '{name}' ontbreekt" for name in REQUIRED if not columns.get(name)]
    if not columns.get("ended_at") and not columns.get("duration"):
        faults.append("[trips.columns] noem 'ended_at' of 'duration'")
    titles = [title for names in columns.values() for title in names]
    faults += [f"[trips.columns] '{title}' staat bij twee velden" for title in sorted({t for t in titles if titles.count(t) > 1})]
    return columns


def _unit(table: Mapping[str, object], key: str, units: Mapping[str, float], faults: list[str]) -> float:
    told = table.get(key)
    if isinstance(told, str) and told in units:
        return units[told]
    faults.append(f"[trips] {key}: kies uit {', '.join(units)}")
    return 1.0


def trip_contract(contract: Contract) -> TripContract:
    """What the table [trips] of a contract says.

    Raises TripContractError with every fault found.
    """
    table, faults = contract.trips, list[str]()
    faults += [f"[trips] onbekende sleutel '{name}'" for name in sorted(set(table) - KEYS)]
    is_mds = "json" in contract.layout.formats
    columns = {} if is_mds else _columns(table, faults)
    dropped, formats = _texts(table, "dropped", faults), _texts(table, "time_formats", faults)
    issuer, zone, most = table.get("id_issuer", ""), table.get("time_zone", ""), table.get("max_distance_km")
    if not isinstance(issuer, str) or not issuer:
        faults.append("[trips] id_issuer: zeg wie de ritnummers uitgeeft")
    if not isinstance(zone, str) or (zone and not _is_zone(zone)):
        faults.append(f"[trips] time_zone: '{zone}' is geen tijdzone")
    if not isinstance(most, int | float) or isinstance(most, bool) or most <= 0:
        faults.append("[trips] max_distance_km: geef het grootste aantal kilometers van een rit")
        most = 1
    if not is_mds and not formats:
        faults.append("[trips] time_formats: geef de schrijfwijzen van een tijdstip")
    person = person_column([*dropped, *(title for titles in columns.values() for title in titles)])
    if person:
        faults.append(f"[trips]: kolom '{person.name}' vertelt wie reed; zo'n bestand wordt geweigerd")
    metres = _unit(table, "distance_unit", METRES, faults) if not is_mds else 1.0
    seconds = _unit(table, "duration_unit", SECONDS, faults) if not is_mds else 1.0
    if faults:
        raise TripContractError(faults)
    return TripContract(
        id_issuer=str(issuer),
        is_mds=is_mds,
        time_zone=str(zone),
        time_formats=formats,
        metres=metres,
        seconds=seconds,
        max_distance_km=float(most),
        columns=columns,
        dropped=dropped,
        delimiter=contract.layout.delimiter,
        decimal="." if is_mds else DECIMAL_MARK[contract.number_locale],
        start=contract.start,
    )
