"""Trips made for a test: a delivery in the operator's form, taken in with the shipped contract and shapes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.trips.contract import TripContract, trip_contract
from data_pipeline.trips.facts import AcceptedTrips, TripFact, trip_facts
from data_pipeline.trips.reduction import TripReport, reduce_trips
from data_pipeline.trips.shapes import shipped_shapes
from data_pipeline.trips.workplace import trip_key

CSV_SOURCE, MDS_SOURCE = "deelfietsen_ritten", "deelfietsen_mds_ritten"
RECEIVED = datetime(2026, 1, 15, tzinfo=UTC)
MECHELEN, LIER, ANTWERPEN = (51.0259, 4.4776), (51.1311, 4.5704), (51.2194, 4.4025)
NIS = {"mechelen": "12025", "lier": "12021"}
COLUMNS = ("ride_id", "started_at", "ended_at", "start_lat", "start_lng", "end_lat", "end_lng", "distance", "member_casual")
CATALOGUE = load_catalogue()


def csv_contract(**changes: Any) -> TripContract:
    """The shipped contract for an operator's CSV, with what the test is about changed."""
    return replace(trip_contract(load_contracts()[CSV_SOURCE]), **changes)


def mds_contract() -> TripContract:
    """The shipped contract for MDS trips."""
    return trip_contract(load_contracts()[MDS_SOURCE])


def trip(ride_id: str, /, **changes: Any) -> dict[str, str]:
    """One row: from Mechelen to Lier on a Tuesday morning in September 2024, 20 minutes, 4,2 km."""
    row = {
        "ride_id": ride_id,
        "started_at": "2024-09-03 07:58:00",
        "ended_at": "2024-09-03 08:18:00",
        "start_lat": str(MECHELEN[0]),
        "start_lng": str(MECHELEN[1]),
        "end_lat": str(LIER[0]),
        "end_lng": str(LIER[1]),
        "distance": "4200",
        "member_casual": "member",
    }
    return row | {name: str(value) for name, value in changes.items()}


def csv_text(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> str:
    """The rows as an operator exports them."""
    names, text = list(columns), io.StringIO()
    writer = csv.DictWriter(text, names, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def take_in(folder: Path, content: str | bytes, *, contract: TripContract | None = None, **changes: Any) -> TripReport:
    """Takes in one delivery in a data folder."""
    contract = contract or csv_contract()
    delivered = folder / ("ritten.json" if contract.is_mds else "ritten.csv")
    delivered.write_bytes(content.encode() if isinstance(content, str) else content)
    told: dict[str, Any] = {
        "name": delivered.name,
        "sha256": sha256(delivered.read_bytes()).hexdigest(),
        "source_id": MDS_SOURCE if contract.is_mds else CSV_SOURCE,
        "trips_dir": folder / "trips",
        "key": trip_key(folder / "secret" / "trips.key"),
        "shapes": shipped_shapes(),
        "municipalities": CATALOGUE.municipalities,
        "received": RECEIVED,
        "dry_run": False,
    }
    return reduce_trips(delivered, contract, **(told | changes))


def mds(trips: Iterable[Mapping[str, Any]], *, in_data: bool = False) -> str:
    """An MDS file: 2.x as it stands, 1.x with the list in `data`."""
    listed = {"trips": list(trips)}
    return json.dumps({"version": "1.2.0", "data": listed} if in_data else {"version": "2.0.2", **listed})


def kept(folder: Path, columns: str = "month, start_nis, end_nis, distance_m, duration_s, is_in_averages") -> list[tuple[Any, ...]]:
    """The rows that were kept, in a fixed order."""
    files = [str(path) for path in sorted((folder / "trips").rglob("*.parquet"))]
    if not files:
        return []
    return duckdb.connect().execute(f"select {columns} from read_parquet($files) order by all", {"files": files}).fetchall()


def facts(folder: Path, *deliveries: str, source: str = CSV_SOURCE) -> list[TripFact]:
    """The facts of deliveries, named by their content, the newest last."""
    accepted = [
        AcceptedTrips(source_id=source, sha256=sha256(content.encode()).hexdigest(), order=order)
        for order, content in enumerate(deliveries)
    ]
    return list(trip_facts(folder / "trips", accepted, municipalities=CATALOGUE.municipalities))
