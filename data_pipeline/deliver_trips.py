"""Takes in a file of single trips: it is reduced, judged by its totals, and never kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from catalogue.formatting import format_day
from data_pipeline import deliveries
from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery
from data_pipeline.desk import Arrival, Desk
from data_pipeline.intake.bounds import check_bounds
from data_pipeline.intake.guard import StillGrowingError
from data_pipeline.intake.report import FileReport, Message, Outcome
from data_pipeline.intake.table import grouped
from data_pipeline.trips.contract import trip_contract
from data_pipeline.trips.reduction import TripReport, reduce_trips
from data_pipeline.trips.shapes import shipped_shapes
from data_pipeline.trips.workplace import forget_trips, trip_key


def take_in_trips(arrival: Arrival, contract: Contract, desk: Desk) -> FileReport:
    """Reduces a file of single trips; the file itself is not kept.

    Raises RefusedError when it cannot be taken in and StillGrowingError when it was written meanwhile.
    """
    check_bounds(arrival.path, name=arrival.name)
    found = reduce_trips(
        arrival.path,
        trip_contract(contract),
        name=arrival.name,
        sha256=arrival.sha256,
        source_id=contract.id,
        trips_dir=desk.trips_dir,
        key=trip_key(desk.settings.trip_key_file),
        shapes=shipped_shapes(),
        municipalities=desk.catalogue.municipalities,
        received=arrival.now,
        dry_run=desk.is_dry_run,
    )
    try:
        arrival.must_be_unchanged()
    except StillGrowingError:
        forget_trips(desk.trips_dir, source_id=contract.id, sha256=arrival.sha256)
        raise
    earlier = [d for d in desk.in_a_row(contract.id) if d.state == "accepted"]
    waiting = _reasons_to_wait(found, earlier, contract)
    outcome: Outcome = "held" if waiting else "accepted" if found.loaded else "refused"
    report = FileReport(
        file=arrival.name,
        sha256=arrival.sha256,
        source=contract.id,
        outcome=outcome,
        rows_in=found.rows_in,
        loaded=found.loaded,
        flagged=found.flagged,
        quarantined=found.quarantined,
        ignored=found.ignored,
        messages=grouped([*waiting, *found.messages]),
    )
    if desk.is_dry_run or outcome == "refused":
        return report
    delivery = deliveries.store(
        desk.folder,
        original=None,
        report=report,
        contract=contract,
        content=arrival.sha256,
        facts=[],
        projects=[],
        quarantine=found.quarantined_rows,
        now=arrival.now,
        is_demo=desk.is_demo,
        last_day=_month_end(max(found.months)),
    )
    desk.wipe(arrival.path)
    return replace(report, delivery=delivery)


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _reasons_to_wait(found: TripReport, earlier: Sequence[Delivery], contract: Contract) -> list[Message]:
    """Why a file of trips must be confirmed: it is older than what is known, or holds far fewer trips per month."""
    if not earlier or not found.months:
        return []
    newest, last = max(date.fromisoformat(d.last_period_end) for d in earlier), _month_end(max(found.months))
    if last < newest:
        text = f"Deze levering is ouder dan de huidige gegevens (peildatum {format_day(last)} < {format_day(newest)})."
        return [Message(code="H07", level="warning", text=text)]
    previous = int(earlier[-1].report["loaded"])
    if found.loaded < previous * (1 - contract.hold.shrink_pct / 100):
        return [
            Message(code="H08", level="warning", text=f"De levering bevat {found.loaded} rijen tegenover {previous} vorige keer. Bevestig.")
        ]
    return []
