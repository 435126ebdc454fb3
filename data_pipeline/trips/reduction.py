"""Takes in one file of single trips: reads it in bounded memory, keeps per trip only what may be kept, reports on every row."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np

from catalogue.formatting import format_number
from catalogue.model import Municipality
from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message, QuarantinedRow
from data_pipeline.model import DeliveryError
from data_pipeline.trips.clock import HOME
from data_pipeline.trips.contract import FIELDS, TripContract
from data_pipeline.trips.csv_rows import CsvHead, read_csv_rows
from data_pipeline.trips.judgement import Flag, Judged, Verdict, Window, judge
from data_pipeline.trips.kept import Totals, totals, write_block, write_months, write_places
from data_pipeline.trips.mds_rows import write_mds_rows
from data_pipeline.trips.remarks import Remarks
from data_pipeline.trips.shapes import MunicipalityShapes
from data_pipeline.trips.text_file import TextFile, text_file
from data_pipeline.trips.texts import DOUBLES_SQL, numbers_sql
from data_pipeline.trips.workplace import TripKey, exactly, place_files, reading_database, trips_name, working_folder

BLOCK_ROWS = 500_000
NO_TRIP_BEFORE = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripReport:
    """What became of the rows of one file; every row is loaded, quarantined or ignored.

    Attributes:
        flagged: how many of the loaded rows have something remarkable.
        quarantined_rows: the first thousand of the quarantined rows, without cells: they hold places and ids.
        months: the first day of each month with trips.
        totals: what a next delivery is compared with: trips by month (`2024-06`), `ritten`, `ritten_buiten` and `km`.
    """

    rows_in: int
    loaded: int
    flagged: int
    quarantined: int
    ignored: int
    quarantined_rows: tuple[QuarantinedRow, ...]
    messages: tuple[Message, ...]
    months: frozenset[date]
    totals: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The texts of a file, in the working folder."""

    texts: Path
    head: CsvHead
    first_row: int
    messages: tuple[Message, ...]


def _read(path: Path, contract: TripContract, key: TripKey, *, name: str, work: Path, connection: duckdb.DuckDBPyConnection) -> _Read:
    """Every row as texts, whatever the format of the file."""
    texts = work / "texts.parquet"
    inner, outer = key.paddings
    issued = {"inner": inner, "outer": outer, "issuer": contract.id_issuer}
    if contract.is_mds:
        listed = work / "delivered.csv"
        rows = write_mds_rows(path, name=name, target=listed)
        as_listed = replace(contract, columns={field: (field,) for field in FIELDS}, delimiter=",")
        text = TextFile(path=listed, lines=rows + 1, messages=())
        head = read_csv_rows(connection, text, as_listed, name=name, issued=issued, target=texts)
        return _Read(texts=texts, head=head, first_row=1, messages=())
    text = text_file(path, name=name, delimiter=contract.delimiter, work=work)
    head = read_csv_rows(connection, text, contract, name=name, issued=issued, target=texts)
    return _Read(texts=texts, head=head, first_row=2, messages=(*text.messages, *head.messages))


def _blocks(
    connection: duckdb.DuckDBPyConnection, read: _Read, contract: TripContract, *, shapes: MunicipalityShapes, window: Window
) -> Iterator[Judged]:
    """The rows, judged block by block."""
    texts = {"texts": exactly(read.texts)}
    rows = connection.execute("select count(*) from read_parquet($texts)", texts).fetchall()[0][0]
    statement = numbers_sql(contract)
    for first in range(0, rows, BLOCK_ROWS):
        columns = connection.execute(statement, {**texts, "first": first, "last": first + BLOCK_ROWS}).fetchnumpy()
        yield judge(columns, contract=contract, shapes=shapes, window=window, has_ids="trip_id" in read.head.positions)


class _Zones:
    """Whether times said their zone; a time that says none needs a contract that does."""

    def __init__(self) -> None:
        self.has_zone = self.lacks_zone = False

    def hear(self, block: Judged, contract: TripContract, first_row: int) -> None:
        is_read = block.times.start_is_read & (block.verdict != Verdict.BLANK.value)
        lacks = block.times.lacks_zone & is_read
        self.has_zone |= bool((block.times.has_zone & is_read).any())
        self.lacks_zone |= bool(lacks.any())
        if self.lacks_zone and not contract.time_zone:
            row = first_row + int(block.row[np.flatnonzero(lacks)[0]])
            raise refused("F17", f"Rij {row}: het tijdstip noemt geen tijdzone. Leg de tijdzone vast in het datacontract.")

    def messages(self, contract: TripContract) -> list[Message]:
        told = {
            "F16": "(info) Tijd omgezet naar Belgische tijd." if self.has_zone else "",
            "F17": f"(info) Tijdzone {contract.time_zone} toegepast volgens contract." if self.lacks_zone else "",
        }
        return [Message(code=code, level="info", text=text) for code, text in told.items() if text]


def _moment(day: date) -> int:
    """The midnight with which a day begins on a Belgian clock, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(HOME)).timestamp())


def _trips(count: int) -> str:
    return "1 rit" if count == 1 else f"{format_number(count, 0)} ritten"


def _about_all(counts: Mapping[Verdict | Flag, int], outside: int) -> list[Message]:
    """What is said of rows that need no attention one by one."""
    blank, double = counts[Verdict.BLANK], counts[Verdict.DOUBLE]
    told = {
        "C11": f"{format_number(blank, 0)} {'lege rij' if blank == 1 else 'lege rijen'} genegeerd." if blank else "",
        "dubbel": f"{_trips(double)} genegeerd omdat dezelfde rit er al in staat, met dezelfde gegevens." if double else "",
        "buiten": f"{_trips(outside)} met vertrek buiten Rivierenland, niet geteld in de cijfers van de regio." if outside else "",
    }
    return [Message(code=code, level="info", text=f"(info) {text}") for code, text in told.items() if text]


def _report(remarks: Remarks, sums: Totals, messages: list[Message]) -> TripReport:
    counts = remarks.counts
    ignored = counts[Verdict.BLANK] + counts[Verdict.DOUBLE]
    return TripReport(
        rows_in=counts[Verdict.LOADED] + remarks.quarantined + ignored,
        loaded=counts[Verdict.LOADED],
        flagged=sums.flagged,
        quarantined=remarks.quarantined,
        ignored=ignored,
        quarantined_rows=tuple(sorted(remarks.kept, key=lambda kept: kept.row)),
        messages=(*messages, *_about_all(counts, sums.outside), *remarks.messages()),
        months=frozenset(sums.by_month),
        totals={f"{month:%Y-%m}": trips for month, trips in sums.by_month.items()}
        | {"ritten": counts[Verdict.LOADED], "ritten_buiten": sums.outside, "km": sums.distance_m / 1000},
    )


def _name_unreadable_dates(connection: duckdb.DuckDBPyConnection, read: _Read, remarks: Remarks) -> None:
    rows = remarks.unreadable_rows()
    if not rows:
        return
    found = connection.execute(
        """
        select file_row_number, coalesce(started_at, ''), coalesce(ended_at, '') from read_parquet($texts, file_row_number = true)
        where list_contains($rows, file_row_number)
        """,
        {"texts": exactly(read.texts), "rows": rows},
    ).fetchall()
    remarks.name_dates({row: (started, ended) for row, started, ended in found})


def reduce_trips(
    path: Path,
    contract: TripContract,
    *,
    name: str,
    sha256: str,
    source_id: str,
    trips_dir: Path,
    key: TripKey,
    shapes: MunicipalityShapes,
    municipalities: Mapping[str, Municipality],
    received: datetime,
    dry_run: bool,
) -> TripReport:
    """Takes in a file of single trips and keeps, per month, what may be kept of each.

    Args:
        path: the delivery; it is read and left where it is.
        name: how the file was called when it was delivered.
        sha256: of the file; its first eight digits name what is kept.
        received: when it was delivered, in UTC; a later trip cannot be.
        dry_run: reads and reports, keeps nothing.

    Raises RefusedError when the file as a whole cannot be taken in; nothing stays on disk then, nor when anything else fails.
    """
    delivery = trips_name(source_id, sha256)
    window = Window(first=_moment(max(contract.start or NO_TRIP_BEFORE, NO_TRIP_BEFORE)), last=calendar.timegm(received.utctimetuple()))
    with working_folder(trips_dir) as work, reading_database(work) as connection:
        read = _read(path, contract, key, name=name, work=work, connection=connection)
        connection.execute(DOUBLES_SQL, {"texts": exactly(read.texts)})
        write_places(connection, shapes)
        remarks = Remarks(
            first_row=read.first_row,
            start=contract.start,
            title=read.head.distance_title,
            metres=contract.metres,
            places=[municipalities[nis].name for nis in shapes.codes],
        )
        zones, blocks = _Zones(), list[Path]()
        for block in _blocks(connection, read, contract, shapes=shapes, window=window):
            zones.hear(block, contract, read.first_row)
            remarks.hear(block)
            blocks.append(work / f"block-{len(blocks)}.parquet")
            write_block(connection, block, texts=read.texts, target=blocks[-1])
        _name_unreadable_dates(connection, read, remarks)
        sums = totals(connection, blocks)
        if sum(sums.by_month.values()) != remarks.counts[Verdict.LOADED]:
            raise DeliveryError(f"{name}: bij het lezen gingen ritten verloren. Er is niets bewaard; meld dit aan de beheerder.")
        made = write_months(connection, blocks, work, months=sums.by_month, delivery=delivery, key=key)
        if not dry_run:
            place_files(trips_dir, delivery, made)
        return _report(remarks, sums, [*read.messages, *zones.messages(contract)])
