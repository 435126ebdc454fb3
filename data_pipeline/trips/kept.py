"""What is kept of a trip: its month, its municipalities, how far and how long, and a hashed id; nothing else reaches the disk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from data_pipeline.trips.judgement import UNKNOWN_PLACE, Flag, Judged, Verdict
from data_pipeline.trips.shapes import OUTSIDE, MunicipalityShapes
from data_pipeline.trips.workplace import TripKey, exactly

OUTSIDE_WORD, UNKNOWN_WORD = "buiten", "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the loaded trips of one file add up to."""

    by_month: Mapping[date, int]
    outside: int
    flagged: int
    distance_m: int


def write_places(connection: duckdb.DuckDBPyConnection, shapes: MunicipalityShapes) -> None:
    """Makes the table `place`: what is written for each position that a judged trip can have."""
    connection.execute("create temp table place (position smallint, word varchar)")
    words = [*enumerate(shapes.codes), (OUTSIDE, OUTSIDE_WORD), (UNKNOWN_PLACE, UNKNOWN_WORD)]
    connection.executemany("insert into place values (?, ?)", words)


def write_block(connection: duckdb.DuckDBPyConnection, block: Judged, *, texts: Path, target: Path) -> None:
    """Writes the loaded rows of a block, each with its hashed id."""
    is_loaded = block.verdict == Verdict.LOADED.value
    distance_m = block.distance_m[is_loaded]
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "row": block.row[is_loaded],
        "month": block.month[is_loaded],
        "start_place": block.start[is_loaded],
        "end_place": block.end[is_loaded],
        "distance_m": np.rint(np.where(np.isnan(distance_m), -1, distance_m)).astype(np.int64),
        "duration_s": block.times.duration_s[is_loaded],
        "flags": block.flags[is_loaded],
    }
    connection.register("judged", arrays)
    connection.execute(
        """
        copy (
            select trip_key, make_date(1970 + month // 12, month % 12 + 1, 1) as month, s.word as start_nis, e.word as end_nis,
                nullif(distance_m, -1)::integer as distance_m, duration_s::integer as duration_s, flags
            from judged join (
                select file_row_number as row, trip_key from read_parquet($texts, file_row_number = true)
                where file_row_number >= $first and file_row_number <= $last
            ) text using (row)
            join place s on s.position = start_place
            join place e on e.position = end_place
        ) to $target (format parquet)
        """,
        {"texts": exactly(texts), "first": int(block.row[0]), "last": int(block.row[-1]), "target": str(target)},
    )
    connection.unregister("judged")


def totals(connection: duckdb.DuckDBPyConnection, blocks: Sequence[Path]) -> Totals:
    """Adds up the blocks of one file."""
    found = connection.execute(
        """
        select month, count(*), count(*) filter (start_nis = $outside), count(*) filter (flags <> 0), coalesce(sum(distance_m), 0)
        from read_parquet($blocks) group by month order by month
        """,
        {"blocks": [exactly(path) for path in blocks], "outside": OUTSIDE_WORD},
    ).fetchall()
    return Totals(
        by_month={month: trips for month, trips, *_ in found},
        outside=sum(row[2] for row in found),
        flagged=sum(row[3] for row in found),
        distance_m=int(sum(row[4] for row in found)),
    )


def write_months(
    connection: duckdb.DuckDBPyConnection, blocks: Sequence[Path], work: Path, *, months: Mapping[date, int], delivery: str, key: TripKey
) -> dict[date, Path]:
    """Writes one file per month, its rows in the order of their hashed ids: the order of the delivery would tell their times."""
    made = {month: work / f"{month:%Y-%m}.parquet" for month in months}
    for month, target in made.items():
        connection.execute(
            """
            copy (
                select trip_key, month, start_nis, end_nis, distance_m, duration_s, flags & $odd = 0 as is_in_averages,
                    $delivery as delivery, $key_id as key_id
                from read_parquet($blocks) where month = $month order by trip_key
            ) to $target (format parquet, compression zstd)
            """,
            {
                "blocks": [exactly(path) for path in blocks],
                "odd": Flag.ODD_DURATION.value,
                "delivery": delivery,
                "key_id": key.fingerprint,
                "month": month,
                "target": str(target),
            },
        )
    return made
