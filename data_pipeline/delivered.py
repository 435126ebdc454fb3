"""What the accepted deliveries say together, ready for a build: the newest wins, what it revised stays known."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery, all_deliveries, by_source, known_facts
from data_pipeline.intake.facts import Fact, fact_line
from data_pipeline.model import Observation, Project, Reading, Revision, SourceDelivery, SourceFile
from data_pipeline.privacy import Contribution, PrivacyRule, cell_of, protect, rules_of
from data_pipeline.relations import Cell
from data_pipeline.trips.facts import AcceptedTrips, TripFact, trip_facts

HERZIEN = "herzien"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """How many rows of a delivery were not loaded for one kind of reason."""

    source_id: str
    delivered: date
    code: str
    rows: int
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Everything that deliveries bring into a build.

    Attributes:
        observations: what is known now, not yet protected.
        contributions: who stands behind a figure.
        former: what was known after each earlier delivery of sensitive figures, the oldest first.
        held: the deliveries that wait for a confirmation.
    """

    observations: Sequence[Observation]
    contributions: Mapping[Cell, Contribution]
    former: Sequence[Sequence[Observation]]
    readings: Sequence[tuple[SourceDelivery, Reading]]
    revisions: Sequence[Revision]
    quarantined: Sequence[Quarantined]
    held: Sequence[str]


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


def _trips(trips_dir: Path, deliveries: Sequence[Delivery], contracts: Mapping[str, Contract], catalogue: Catalogue) -> list[Observation]:
    """The figures of the accepted trip files."""
    accepted = [d for d in deliveries if d.state == "accepted" and d.source in contracts and contracts[d.source].is_trips]
    if not accepted:
        return []
    ranked = [AcceptedTrips(source_id=d.source, sha256=d.sha256, order=order) for order, d in enumerate(accepted)]
    contract = contracts[accepted[-1].source]
    facts = trip_facts(trips_dir, ranked, municipalities=catalogue.municipalities)
    rows = [_trip_observation(fact, contract, order) for order, fact in enumerate(facts)]
    months = {(row.period_start, row.period_end) for row in rows}
    outside = [
        _trip_observation(_absent(nis, start, end), contract, order)
        for order, (nis, (start, end)) in enumerate((nis, m) for nis in contract.not_participating for m in sorted(months))
    ]
    return rows + [replace(row, status="niet_deelnemend", value_text="") for row in outside]


def _absent(nis: str, start: date, end: date) -> TripFact:
    return TripFact(
        indicator_id="deelfiets_ritten_gemeente", nis=nis, period_start=start, period_end=end, breakdown="", value=None, trips=0
    )


def _projects(accepted: Sequence[Delivery]) -> list[Project]:
    """What deliveries give that is no number; of the same thing at the same place the newest delivery is right."""
    newest = {(p.kind, p.service, p.name, p.nis): p for delivery in accepted for p in delivery.projects}
    return list(newest.values())


def without_repeats(
    delivered: Sequence[tuple[SourceDelivery, Reading]], published: Sequence[tuple[SourceDelivery, Reading]]
) -> list[tuple[SourceDelivery, Reading]]:
    """The delivered readings without the projects that a shipped source tells already, in the same words."""
    told = {_words(project) for _, reading in published for project in reading.projects}
    return [(s, replace(r, projects=[p for p in r.projects if _words(p) not in told])) for s, r in delivered]


def _words(project: Project) -> Project:
    """A project without where it stands."""
    return replace(project, source_id="", section="", table_id="", row_order=0)


def _reading(
    contract: Contract, deliveries: Sequence[Delivery], rows: Sequence[Observation], catalogue: Catalogue
) -> tuple[SourceDelivery, Reading]:
    about = catalogue.sources[contract.id]
    accepted = [d for d in deliveries if d.state == "accepted"]
    source = SourceDelivery(
        source_id=contract.id,
        title=about.title,
        publisher=about.publisher,
        year="",
        date_published="",
        delivered=date.fromisoformat(accepted[-1].delivered_at[:10]),
        licence=contract.legal_basis,
        note="",
        kind="levering",
        files=tuple(SourceFile(name=d.file, sha256=d.sha256, is_original=False) for d in accepted),
    )
    return source, Reading(observations=rows, projects=_projects(accepted))


def _former_states(deliveries: Sequence[Delivery], sensitive: frozenset[str]) -> list[list[Observation]]:
    """What was known of sensitive figures after each delivery but the last; one taken back later was known until then."""
    of_these = [d for d in deliveries if d.state != "held" and not d.is_demo and d.source in sensitive]
    states = []
    for count in range(1, len(of_these)):
        known, _ = known_facts([replace(d, state="accepted") for d in of_these[:count]])
        states.append([fact.observation for fact in known.values()])
    return states


def _sensitive(contracts: Mapping[str, Contract]) -> frozenset[str]:
    return frozenset(c.id for c in contracts.values() if not c.is_trips and (c.privacy.floors or c.privacy.magnitudes))


def read_delivered(
    deliveries_dir: Path, trips_dir: Path, contracts: Mapping[str, Contract], catalogue: Catalogue, *, is_demo: bool = False
) -> Delivered:
    """What the deliveries in a folder bring into a build."""
    everything = [d for d in all_deliveries(deliveries_dir) if d.source in contracts]
    observations: list[Observation] = []
    contributions: dict[Cell, Contribution] = {}
    revisions: list[Revision] = []
    readings = []
    trips = [replace(row, is_demo=is_demo) for row in _trips(trips_dir, everything, contracts, catalogue)]
    for source, deliveries in by_source(everything).items():
        known, revised = known_facts(deliveries)
        rows = [_marked(fact, key in revised, is_demo) for key, fact in known.items()]
        contributions |= {
            cell_of(row): Contribution(persons=f.persons) for row, f in zip(rows, known.values(), strict=True) if f.persons is not None
        }
        observations += rows
        revisions += revised.values()
        own = [*rows, *(row for row in trips if row.source_id == source)]
        if any(d.state == "accepted" for d in deliveries):
            readings.append(_reading(contracts[source], deliveries, own, catalogue))
    return Delivered(
        observations=observations + trips,
        contributions=contributions,
        former=_former_states(everything, _sensitive(contracts)),
        readings=readings,
        revisions=revisions,
        quarantined=[q for d in everything if d.state == "accepted" for q in _quarantined(d)],
        held=waiting(deliveries_dir),
    )


def _quarantined(delivery: Delivery) -> Iterable[Quarantined]:
    codes = Counter(m["code"] for m in delivery.report["messages"] if m["level"] == "error")
    for code, rows in sorted(codes.items()):
        day = date.fromisoformat(delivery.delivered_at[:10])
        yield Quarantined(source_id=delivery.source, delivered=day, code=code, rows=rows, is_demo=delivery.is_demo)


def _marked(fact: Fact, is_revised: bool, is_demo: bool) -> Observation:
    row = replace(fact.observation, is_demo=is_demo)
    return replace(row, flags=(*row.flags, HERZIEN)) if is_revised else row


def waiting(deliveries_dir: Path) -> list[str]:
    """The deliveries that wait for a confirmation."""
    return [d.id for d in all_deliveries(deliveries_dir) if d.state == "held"]


def digest(deliveries_dir: Path, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """Per source a checksum of all that its deliveries bring into a figure, whatever the order of files that do not overlap."""
    sensitive = _sensitive(contracts)
    told = {}
    for source, deliveries in by_source([d for d in all_deliveries(deliveries_dir) if d.source in contracts]).items():
        known, revised = known_facts(deliveries)
        counted = [d for d in deliveries if d.state == "accepted"]
        lines = sorted(fact_line(fact) for fact in known.values())
        lines += sorted(repr(r) for r in revised.values())
        lines += sorted(repr(p) for p in _projects(counted))
        if contracts[source].is_trips:
            lines += [d.sha256 for d in counted]
        if source in sensitive:
            lines += [f"{d.content} {d.state}" for d in deliveries if d.state != "held"]
        if lines:
            told[f"deliveries/{source}"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return told


def protected(
    rows: Sequence[Observation],
    real: Delivered,
    examples: Delivered | None,
    *,
    contracts: Mapping[str, Contract],
    catalogue: Catalogue,
    public_sources: frozenset[str],
) -> list[Observation]:
    """All rows of a build without what could make a person recognisable, also beside what former snapshots showed."""
    rules: dict[str, PrivacyRule] = rules_of(contracts.values(), catalogue)
    contributions = {**real.contributions, **(examples.contributions if examples else {})}
    public = [row for row in rows if row.source_id in public_sources]
    earlier: dict[Cell, float | None] = {}
    for state in real.former:
        shown = protect(
            [*public, *state], rules=rules, catalogue=catalogue, public_sources=public_sources, contributions=contributions, earlier=earlier
        ).rows
        earlier = {cell_of(row): row.value for row in shown if row.indicator_id in rules}
    done = protect(rows, rules=rules, catalogue=catalogue, public_sources=public_sources, contributions=contributions, earlier=earlier)
    return done.rows
