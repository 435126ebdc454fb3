"""What the accepted deliveries say together, ready for a build: the newest wins, what it revised stays known."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery, all_deliveries, by_source, known_facts
from data_pipeline.intake.facts import Fact, contributions_of, fact_line
from data_pipeline.model import Observation, Project, Reading, Revision, SourceDelivery, SourceFile
from data_pipeline.privacy import HIDDEN, Contribution, cell_of, protect, rules_of, shown_by
from data_pipeline.relations import Cell, Shown
from data_pipeline.trips.facts import AcceptedTrips
from data_pipeline.trips.observations import trip_observations
from data_pipeline.trips.workplace import TripKeyError, trip_files

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
class Known:
    """What deliveries told up to a moment, and who stands behind the figures."""

    observations: Sequence[Observation]
    contributions: Mapping[Cell, Contribution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Everything that deliveries bring into a build.

    Attributes:
        sources: those of which something was ever taken in.
        now: what is known now, not yet protected.
        former: what was known of sensitive figures after each earlier step, the oldest first.
        held: the deliveries that wait for a confirmation.
    """

    sources: frozenset[str]
    now: Known
    former: Sequence[Known]
    readings: Sequence[tuple[SourceDelivery, Reading]]
    revisions: Sequence[Revision]
    quarantined: Sequence[Quarantined]
    held: Sequence[str]


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
    """What a source brings; no checksum of a sensitive file: whoever tries every count below the floor would find the right one."""
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
        files=tuple(SourceFile(name=d.file, sha256="" if _is_sensitive(contract) else d.sha256, is_original=False) for d in accepted),
    )
    return source, Reading(observations=rows, projects=_projects(accepted))


def _retold_months(trips_dir: Path, deliveries: Sequence[Delivery]) -> frozenset[date]:
    """The months of trips that changed after they were told: more than one file speaks of them, or one that was taken back."""
    files = ((d, trip_files(trips_dir, AcceptedTrips(source_id=d.source, sha256=d.sha256, order=0).delivery)) for d in deliveries)
    months = Counter(path.parent.name for d, paths in files for path in paths for _ in range(2 if d.withdrawn_at else 1))
    return frozenset(date.fromisoformat(f"{month}-01") for month, times in months.items() if times > 1)


def _steps(deliveries: Sequence[Delivery]) -> Iterator[list[Delivery]]:
    """The deliveries that counted after each time that one began to count or was taken back; one that never was confirmed never did."""
    begun = [(d.counted_at, number) for number, d in enumerate(deliveries) if d.counted_at]
    ended = [(d.withdrawn_at, number) for number, d in enumerate(deliveries) if d.counted_at and d.withdrawn_at]
    counted: set[int] = set()
    for _, number in sorted(begun + ended):
        counted ^= {number}
        yield [replace(deliveries[each], state="accepted") for each in sorted(counted)]


def _former_states(trips_dir: Path, deliveries: Sequence[Delivery], contracts: Mapping[str, Contract], catalogue: Catalogue) -> list[Known]:
    """What was known of sensitive figures after each delivery, confirmation and withdrawal but the last.

    Of trips only the months that changed since. Trips hashed with two keys never made a snapshot, so they make no former state either.
    """
    of_these = [d for d in deliveries if d.state != "held" and not d.is_demo and _is_sensitive(contracts[d.source])]
    months = _retold_months(trips_dir, of_these)
    states = []
    for counted in list(_steps(of_these))[:-1]:
        facts = [fact for source in by_source(counted).values() for fact in known_facts(source)[0].values()]
        try:
            trips = trip_observations(trips_dir, counted, contracts, catalogue, months=months) if months else []
        except TripKeyError:
            continue
        states.append(Known(observations=[*(fact.observation for fact in facts), *trips], contributions=contributions_of(facts)))
    return states


def _is_sensitive(contract: Contract) -> bool:
    return bool(contract.privacy.floors or contract.privacy.magnitudes)


def read_delivered(
    deliveries_dir: Path, trips_dir: Path, contracts: Mapping[str, Contract], catalogue: Catalogue, *, is_demo: bool = False
) -> Delivered:
    """What the deliveries in a folder bring into a build."""
    everything = [d for d in all_deliveries(deliveries_dir) if d.source in contracts]
    facts: list[Fact] = []
    revisions: list[Revision] = []
    readings = []
    trips = [replace(row, is_demo=is_demo) for row in trip_observations(trips_dir, everything, contracts, catalogue)]
    for source, deliveries in by_source(everything).items():
        known, revised = known_facts(deliveries)
        marked = [_marked(fact, key in revised, is_demo) for key, fact in known.items()]
        facts += marked
        revisions += revised.values()
        own = [*(fact.observation for fact in marked), *(row for row in trips if row.source_id == source)]
        if any(d.state == "accepted" for d in deliveries):
            readings.append(_reading(contracts[source], deliveries, own, catalogue))
    return Delivered(
        sources=frozenset(d.source for d in everything if d.state != "held"),
        now=Known(observations=[*(fact.observation for fact in facts), *trips], contributions=contributions_of(facts)),
        former=_former_states(trips_dir, everything, contracts, catalogue),
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


def _marked(fact: Fact, is_revised: bool, is_demo: bool) -> Fact:
    row = replace(fact.observation, is_demo=is_demo)
    return replace(fact, observation=replace(row, flags=(*row.flags, HERZIEN)) if is_revised else row)


def waiting(deliveries_dir: Path) -> list[str]:
    """The deliveries that wait for a confirmation."""
    return [d.id for d in all_deliveries(deliveries_dir) if d.state == "held"]


def digest(deliveries_dir: Path, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """Per source a checksum of all that its deliveries bring into a figure, whatever the order of files that do not overlap."""
    told = {}
    for source, deliveries in by_source([d for d in all_deliveries(deliveries_dir) if d.source in contracts]).items():
        known, revised = known_facts(deliveries)
        counted = [d for d in deliveries if d.state == "accepted"]
        lines = sorted(fact_line(fact) for fact in known.values())
        lines += sorted(repr(r) for r in revised.values())
        lines += sorted(repr(p) for p in _projects(counted))
        if contracts[source].is_trips:
            lines += [d.sha256 for d in counted]
        if _is_sensitive(contracts[source]):
            lines += ["".join(d.content for d in counted) for counted in _steps([d for d in deliveries if d.state != "held"])]
        if lines:
            told[f"deliveries/{source}"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishable:
    """The rows of a build as they may be published.

    Attributes:
        once_hidden: what this or an earlier snapshot hides, of which no former value may be told either.
    """

    rows: list[Observation]
    once_hidden: frozenset[Cell]


def protected(
    rows: Sequence[Observation],
    real: Delivered,
    examples: Delivered | None,
    *,
    contracts: Mapping[str, Contract],
    catalogue: Catalogue,
    public_sources: frozenset[str],
) -> Publishable:
    """All rows of a build without what could make a person recognisable, also beside what former snapshots showed."""
    sources = real.sources | (examples.sources if examples else frozenset())
    rules = rules_of([contracts[source] for source in sorted(sources)], catalogue)
    public = [row for row in rows if row.source_id in public_sources]
    once_hidden: set[Cell] = set()
    earlier: list[Shown] = []
    told_by_examples = examples.now.contributions if examples else {}
    now = Known(observations=rows, contributions={**real.now.contributions, **told_by_examples})
    former = [replace(state, observations=[*public, *state.observations]) for state in real.former]
    for state in (*former, now):
        told = protect(
            state.observations,
            rules=rules,
            catalogue=catalogue,
            public_sources=public_sources,
            contributions=state.contributions,
            earlier=earlier,
        )
        earlier.append(shown_by(told.rows))
        once_hidden |= {cell_of(row) for row in told.rows if row.status == HIDDEN}
    return Publishable(rows=told.rows, once_hidden=frozenset(once_hidden))
