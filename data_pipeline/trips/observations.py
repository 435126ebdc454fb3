"""The figures of the accepted trip files, as a build takes them in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery
from data_pipeline.model import Observation
from data_pipeline.trips.facts import AcceptedTrips, TripFact, trip_facts


def _trip_observation(fact: TripFact, contract: Contract, order: int) -> Observation:
    return Observation(
        indicator_id=fact.indicator_id,
        nis=fact.nis,
        period_start=fact.period_start,
        period_end=fact.period_end,
        breakdown=fact.breakdown,
        value=fact.value,
        value_text="" if fact.value is None else "geteld uit ritten",
        reading="exact",
        lower=None,
        upper=None,
        status="verborgen" if fact.value is None else "definitief",
        flags=("onvolledig",) if fact.is_partial else (),
        source_id=contract.id,
        source_ref=contract.title,
        section="",
        table_id=contract.id,
        row_order=order,
    )


def trip_observations(
    trips_dir: Path,
    deliveries: Sequence[Delivery],
    contracts: Mapping[str, Contract],
    catalogue: Catalogue,
    *,
    months: frozenset[date] | None = None,
) -> list[Observation]:
    """The figures of the accepted trip files, of these months only or of all."""
    accepted = [d for d in deliveries if d.state == "accepted" and d.source in contracts and contracts[d.source].is_trips]
    if not accepted:
        return []
    ranked = [AcceptedTrips(source_id=d.source, sha256=d.sha256, order=order) for order, d in enumerate(accepted)]
    contract = contracts[accepted[-1].source]
    facts = trip_facts(trips_dir, ranked, municipalities=catalogue.municipalities, only=months)
    rows = [_trip_observation(fact, contract, order) for order, fact in enumerate(facts)]
    periods = {(row.period_start, row.period_end) for row in rows}
    outside = [
        _trip_observation(_absent(nis, start, end), contract, order)
        for order, (nis, (start, end)) in enumerate((nis, m) for nis in contract.not_participating for m in sorted(periods))
    ]
    return rows + [replace(row, status="niet_deelnemend", value_text="") for row in outside]


def _absent(nis: str, start: date, end: date) -> TripFact:
    return TripFact(
        indicator_id="deelfiets_ritten_gemeente", nis=nis, period_start=start, period_end=end, breakdown="", value=None, trips=0
    )
