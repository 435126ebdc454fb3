"""Times the intake of ten million trips beside a bare DuckDB query over the same file; everything is made in a folder in /tmp.

Run: `.venv/bin/python tools/bench_trips.py [TRIPS]`.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.trips.contract import trip_contract
from data_pipeline.trips.facts import AcceptedTrips, trip_facts
from data_pipeline.trips.reduction import reduce_trips
from data_pipeline.trips.shapes import MunicipalityShapes
from data_pipeline.trips.workplace import MEMORY, THREADS, trip_key

TRIPS = 10_000_000
SOURCE = "deelfietsen_ritten"
BORDERS = Path(__file__).resolve().parents[1] / "data" / "sources" / "statbel_grenzen" / "2026-11-24" / "rivierenland.geojson"
MAKE_SQL = """
    copy (
        with made as (select range as n, hash(range) as a, hash(range + 1) as b, hash(range + 2) as c from range($trips))
        select 'rit-' || n || '-' || a as ride_id, 'classic_bike' as rideable_type,
            timestamp '2024-06-05' + interval 1 second * (a % 31104000) as started_at,
            timestamp '2024-06-05' + interval 1 second * (a % 31104000 + 40 + b % 3600) as ended_at,
            'Station ' || b % 500 as start_station_name, b % 500 as start_station_id,
            'Station ' || c % 500 as end_station_name, c % 500 as end_station_id,
            round(50.97 + (b % 100003) / 100003.0 * 0.23, 6) as start_lat, round(4.15 + (c % 100019) / 100019.0 * 0.70, 6) as start_lng,
            case when a % 200 = 0 then null else round(50.97 + (c % 100043) / 100043.0 * 0.23, 6) end as end_lat,
            case when a % 200 = 0 then null else round(4.15 + (b % 100049) / 100049.0 * 0.70, 6) end as end_lng,
            case when a % 500 = 0 then -1 when a % 501 = 0 then 850000 else c % 9000 end as distance_m,
            case when b % 3 = 0 then 'casual' else 'member' end as member_casual
        from made
        union all by name
        select 'dubbel-' || range // 2 as ride_id,
            timestamp '2024-10-27 02:30:00' as started_at, timestamp '2024-10-27 03:10:00' as ended_at,
            51.0259 as start_lat, 4.4776 as start_lng, 51.13 as end_lat, 4.57 as end_lng,
            case when range % 4 = 0 then 7 else 5 end as distance_m
        from range($trips // 1000)
    ) to $target (format csv, header true)
"""
BARE_SQL = """
    select date_trunc('month', try_cast(started_at as timestamp)) as month, count(*), sum(try_cast(distance_m as double))
    from read_csv($path, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', auto_detect = true)
    group by month
"""


def limited() -> duckdb.DuckDBPyConnection:
    """A database with the limits that the intake has."""
    return duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS})


def bare(folder: Path) -> str:
    """The query that anyone would write: trips and metres by month."""
    return f"{len(limited().execute(BARE_SQL, {'path': str(folder / 'ritten.csv')}).fetchall())} maanden"


def take_in(folder: Path) -> str:
    """The intake as `deliver` calls it."""
    report = reduce_trips(
        folder / "ritten.csv",
        trip_contract(load_contracts()[SOURCE]),
        name="ritten.csv",
        sha256="0" * 64,
        source_id=SOURCE,
        trips_dir=folder / "trips",
        key=trip_key(folder / "secret" / "trips.key"),
        shapes=MunicipalityShapes.from_geojson(BORDERS),
        municipalities=load_catalogue().municipalities,
        received=datetime(2026, 1, 1, tzinfo=UTC),
        dry_run=False,
    )
    lost = f"{report.quarantined} in quarantaine, {report.ignored} genegeerd"
    return f"{report.rows_in} rijen: {report.loaded} geladen ({report.flagged} opvallend), {lost}"


def count(folder: Path) -> str:
    """The facts as `build` asks for them."""
    accepted = [AcceptedTrips(source_id=SOURCE, sha256="0" * 64, order=1)]
    return f"{sum(1 for _ in trip_facts(folder / 'trips', accepted, municipalities=load_catalogue().municipalities))} cijfers"


STEPS: dict[str, Callable[[Path], str]] = {"kale zoekopdracht": bare, "inname": take_in, "cijfers": count}


def run_step(name: str, folder: Path) -> None:
    """Runs one step in this process and tells how long it took and how much memory it held at most."""
    start = time.perf_counter()
    told = STEPS[name](folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu, peak_mb = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    sys.stdout.write(f"{time.perf_counter() - start:.1f} {cpu:.1f} {peak_mb:.0f} {told}\n")


def main() -> None:
    """Makes the file, then runs each step in a process of its own."""
    trips = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPS
    with tempfile.TemporaryDirectory(prefix="peil-bench-trips-") as made:
        folder = Path(made)
        limited().execute(MAKE_SQL, {"trips": trips, "target": str(folder / "ritten.csv")})
        sys.stdout.write(f"{trips} ritten, {(folder / 'ritten.csv').stat().st_size / 1e9:.2f} GB CSV\n")
        unit = 0.0
        for name in STEPS:
            asked = subprocess.run([sys.executable, __file__, "--step", name, made], check=True, capture_output=True, text=True)
            seconds, cpu, peak, told = asked.stdout.strip().split(" ", 3)
            unit = unit or float(seconds)
            sys.stdout.write(f"{name:18} {seconds:>7} s  {cpu:>7} s cpu  {peak:>5} MB  {float(seconds) / unit:5.1f} x  {told}\n")


if __name__ == "__main__":
    if "--step" in sys.argv:
        run_step(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
