"""The whole pipeline on one screen: sources in, one published snapshot out."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.agreement import bring_together
from data_pipeline.contract import Contract
from data_pipeline.contracts import load_contracts
from data_pipeline.delivered import Delivered, digest, protected, read_delivered, waiting, without_repeats
from data_pipeline.demo.examples import prepare_examples
from data_pipeline.history import UnknownSnapshotError, change_counts
from data_pipeline.load import Facts, write_snapshot
from data_pipeline.model import DeliveryError, Observation, Reading, Revision, SourceDelivery
from data_pipeline.publish import exclusive, is_settled, publish, published
from data_pipeline.readers import READERS
from data_pipeline.relations import Cell
from data_pipeline.snapshot_id import input_checksums, snapshot_id
from data_pipeline.sources import newest_deliveries, read_source
from settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did.

    Attributes:
        snapshot: what is published now.
        newest: what the inputs of today give; another one than `snapshot` after going back.
    """

    is_published: bool
    snapshot: str
    newest: str
    rows: dict[str, int]
    conflicts: int
    held: Sequence[str] = ()
    changed: Mapping[str, int] = field(default_factory=dict)


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


def _inputs(settings: Settings, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """The checksum of everything that decides a figure, by name."""
    checksums = input_checksums(settings.sources_dir) | digest(settings.deliveries_dir, contracts)
    if not settings.has_examples:
        return checksums
    return checksums | {f"examples/{name}": told for name, told in digest(settings.demo_deliveries_dir, contracts).items()}


def next_snapshot(settings: Settings) -> str:
    """The id of the snapshot that a build would publish now."""
    return snapshot_id(_inputs(settings, load_contracts()))


def _tellable(revisions: Sequence[Revision], once_hidden: Collection[Cell]) -> list[Revision]:
    """The revisions of figures that were never hidden: of another one neither the old nor the new value may be told."""
    cells = ((r, Cell(r.indicator_id, r.nis or "", r.period_start, r.period_end, r.breakdown)) for r in revisions)
    return [revision for revision, cell in cells if cell not in once_hidden]


def _examples(settings: Settings, contracts: Mapping[str, Contract], catalogue: Catalogue, real: Sequence[Observation]) -> Delivered | None:
    """The example deliveries, without the rows for which there is a real figure: a published one wins."""
    if not settings.has_examples:
        return None
    examples = read_delivered(settings.demo_deliveries_dir, settings.demo_trips_dir, contracts, catalogue, is_demo=True)
    known = {row.key for row in real}
    return replace(examples, now=replace(examples.now, observations=[row for row in examples.now.observations if row.key not in known]))


def _example_readings(examples: Delivered | None, delivered: Delivered) -> list[tuple[SourceDelivery, Reading]]:
    """The sources that only examples speak for; they bring no document and no project."""
    real = {source.source_id for source, _ in delivered.readings}
    return [(source, Reading()) for source, _ in (examples.readings if examples else []) if source.source_id not in real]


def _gather(settings: Settings, contracts: Mapping[str, Contract], catalogue: Catalogue) -> tuple[Facts, Sequence[str]]:
    """Everything that the snapshot will hold, protected and brought together, and the deliveries that wait."""
    published_readings = _read_all(settings.sources_dir, catalogue)
    check_tables(published_readings)
    delivered = read_delivered(settings.deliveries_dir, settings.trips_dir, contracts, catalogue)
    real = [*(row for _, r in published_readings for row in r.observations), *delivered.now.observations]
    examples = _examples(settings, contracts, catalogue, real)
    publishable = protected(
        [*real, *(examples.now.observations if examples else [])],
        delivered,
        examples,
        contracts=contracts,
        catalogue=catalogue,
        public_sources=frozenset(source.source_id for source, _ in published_readings),
    )
    shown = publishable.rows
    observations, disagreements = bring_together((row for row in shown if not row.is_demo), catalogue)
    told = without_repeats(delivered.readings, published_readings)
    readings = [*published_readings, *told, *_example_readings(examples, delivered)]
    facts = Facts(
        observations=[*observations, *(row for row in shown if row.is_demo)],
        conflicts=[*disagreements, *(c for _, r in readings for c in r.conflicts)],
        readings=readings,
        contracts=tuple(contracts.values()),
        revisions=_tellable(delivered.revisions, publishable.once_hidden),
        quarantined=[*delivered.quarantined, *(examples.quarantined if examples else [])],
    )
    return facts, delivered.held


def _changed(warehouse_dir: Path, *, old: str | None, new: str) -> dict[str, int]:
    """How many figures changed in each way; nothing when they cannot be compared, for they are published all the same."""
    try:
        return change_counts(warehouse_dir, old=old, new=new)
    except (OSError, duckdb.Error, UnknownSnapshotError) as error:
        log.warning("Stand %s is gepubliceerd, maar de verschillen met %s zijn niet te tellen: %s", new, old, error)
        return {}


def build(settings: Settings) -> Outcome:
    """Builds a snapshot from data/sources and the accepted deliveries and publishes it, unless its inputs did not change.

    Raises CatalogueError, DeliveryError or OSError when nothing could be published (the old snapshot stays)
    and BuildRunningError when another build is under way.
    """
    warehouse_dir = settings.warehouse_dir
    with exclusive(warehouse_dir):
        contracts, catalogue = load_contracts(), load_catalogue()
        if settings.has_examples:
            prepare_examples(settings, catalogue)
        checksums = _inputs(settings, contracts)
        snapshot, before = snapshot_id(checksums), published(warehouse_dir)
        if is_settled(warehouse_dir, snapshot):
            waits = waiting(settings.deliveries_dir)
            return Outcome(is_published=False, snapshot=before or snapshot, newest=snapshot, rows={}, conflicts=0, held=waits)
        facts, held = _gather(settings, contracts, catalogue)
        built_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        aside = warehouse_dir / f"building-{snapshot}.duckdb"
        rows = write_snapshot(aside, facts=facts, catalogue=catalogue, snapshot=snapshot, built_at=built_at)
        about = {"id": snapshot, "built_at": built_at.isoformat() + "Z", "rows": rows, "inputs": checksums}
        publish(warehouse_dir, built=aside, about=about)
        changed = _changed(warehouse_dir, old=before, new=snapshot)
        conflicts = len(facts.conflicts)
        return Outcome(is_published=True, snapshot=snapshot, newest=snapshot, rows=rows, conflicts=conflicts, held=held, changed=changed)
