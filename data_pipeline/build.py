"""The whole pipeline on one screen: sources in, one published snapshot out."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.agreement import bring_together
from data_pipeline.load import Facts, write_snapshot
from data_pipeline.model import DeliveryError, Reading, SourceDelivery
from data_pipeline.publish import exclusive, is_intact, publish, published
from data_pipeline.readers import READERS
from data_pipeline.snapshot_id import input_checksums, snapshot_id
from data_pipeline.sources import newest_deliveries, read_source
from settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did."""

    is_published: bool
    snapshot: str
    rows: dict[str, int]
    conflicts: int


def _read_all(sources_dir: Path, catalogue: Catalogue) -> list[tuple[SourceDelivery, Reading]]:
    readings = []
    for folder in newest_deliveries(sources_dir):
        delivery = read_source(folder)
        read = READERS.get(delivery.source_id)
        readings.append((delivery, read(folder, catalogue) if read else Reading()))
        log.info("gelezen: %s", folder)
    return readings


def check_tables(readings: list[tuple[SourceDelivery, Reading]]) -> None:
    """Asserts that every registered table gave the number of rows that its register states.

    Raises DeliveryError naming the table; nothing is dropped in silence.
    """
    for delivery, reading in readings:
        for table in reading.tables:
            found = (
                sum(row.table_id == table.table_id for row in reading.observations),
                sum(row.table_id == table.table_id for row in reading.projects),
            )
            if found != (table.observations, table.projects):
                raise DeliveryError(
                    f"{delivery.source_id}, tabel {table.table_id}: verwacht {table.observations} cijfers en "
                    f"{table.projects} projecten, gevonden {found[0]} en {found[1]}."
                )


def build(settings: Settings) -> Outcome:
    """Builds a snapshot from everything in data/sources and publishes it, unless its inputs did not change.

    Raises CatalogueError, DeliveryError or OSError when nothing could be published (the old snapshot stays)
    and BuildRunningError when another build is under way.
    """
    warehouse_dir = settings.warehouse_dir
    with exclusive(warehouse_dir):
        for leftover in warehouse_dir.glob("building-*"):
            leftover.unlink()
        checksums = input_checksums(settings.sources_dir)
        snapshot = snapshot_id(checksums)
        if published(warehouse_dir) == snapshot and is_intact(warehouse_dir, snapshot):
            return Outcome(is_published=False, snapshot=snapshot, rows={}, conflicts=0)
        catalogue = load_catalogue()
        readings = _read_all(settings.sources_dir, catalogue)
        check_tables(readings)
        observations, disagreements = bring_together((row for _, r in readings for row in r.observations), catalogue)
        conflicts = [*disagreements, *(c for _, r in readings for c in r.conflicts)]
        built_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        aside = warehouse_dir / f"building-{snapshot}.duckdb"
        rows = write_snapshot(
            aside,
            facts=Facts(observations=observations, conflicts=conflicts, readings=readings),
            catalogue=catalogue,
            snapshot=snapshot,
            built_at=built_at,
        )
        publish(
            warehouse_dir,
            built=aside,
            about={"id": snapshot, "built_at": built_at.isoformat() + "Z", "rows": rows, "inputs": checksums},
        )
        return Outcome(is_published=True, snapshot=snapshot, rows=rows, conflicts=len(conflicts))
