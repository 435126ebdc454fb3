"""Holds a delivery against what was known: what is revised, what shrinks, what is older, what moves too much."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from catalogue.formatting import format_day, format_number, format_period
from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.intake.facts import Fact, fact_line
from data_pipeline.intake.report import Message
from data_pipeline.intake.row import Row

Key = tuple[str, str | None, date, date, str]
Span = tuple[date, date]
HUNDRED = 100


def content_hash(facts: Iterable[Fact], projects: Iterable[object] = ()) -> str:
    """A checksum of what the rows say, whatever the file, the sheet and the row they stand in."""
    bare = (replace(f, observation=replace(f.observation, source_ref="", section="", row_order=0)) for f in facts)
    lines = sorted([*(fact_line(fact) for fact in bare), *(repr(project) for project in projects)])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def is_revised(old: Fact, new: Fact) -> bool:
    """Whether a newer delivery says something else."""
    before, after = old.observation, new.observation
    return (before.value, before.status) != (after.value, after.status)


def is_silence(old: Fact, new: Fact) -> bool:
    """Whether a newer delivery leaves a known figure empty: that takes nothing back."""
    return old.observation.value is not None and new.observation.value is None and new.observation.status == "niet_geleverd"


def _shown(fact: Fact, catalogue: Catalogue) -> str:
    row = fact.observation
    if row.value is None:
        return row.status.replace("_", " ")
    decimals = catalogue.indicators[row.indicator_id].decimals
    return format_number(row.value, decimals if not float(row.value).is_integer() else 0)


def _newest_day(facts: Iterable[Fact]) -> date | None:
    return max((f.observation.period_end for f in facts), default=None)


def revisions(
    known: Mapping[Key, Fact], facts: Sequence[Fact], catalogue: Catalogue, *, today: date, hidden: frozenset[str]
) -> list[Message]:
    """One message per figure that the delivery changes.

    Args:
        hidden: indicators whose values may not be repeated in a message.
    """
    told = []
    for fact in facts:
        row = fact.observation
        old = known.get(row.key)
        if old is None or is_silence(old, fact) or not is_revised(old, fact):
            continue
        indicator = catalogue.indicators[row.indicator_id]
        place = catalogue.municipalities[row.nis].name if row.nis else "regio"
        about = f"{indicator.short_label}, {place}, {format_period(row.period_start, row.period_end)}"
        change = "" if row.indicator_id in hidden else f": {_shown(old, catalogue)} -> {_shown(fact, catalogue)}"
        text = f"Herzien op {format_day(today)}{change} ({about}; fout in vorige levering)."
        told.append(Message(code="H05", level="warning", text=text, sheet=row.section))
    return told


def _places_by_span(facts: Iterable[Fact]) -> dict[Span, set[str | None]]:
    """Per period the places that figures are about."""
    found: dict[Span, set[str | None]] = defaultdict(set)
    for fact in facts:
        found[fact.observation.period_start, fact.observation.period_end].add(fact.observation.nis)
    return found


def _coverage(known: Mapping[Key, Fact], facts: Sequence[Fact], in_doubt: Sequence[Row]) -> tuple[bool, float, float]:
    """Whether a delivery speaks again of what is known, and the mean number of places in its new periods beside that of the known ones."""
    before, after = _places_by_span(known.values()), _places_by_span(facts)
    is_again = any(after[span] & before[span] for span in after.keys() & before.keys())
    new = [places for span, places in after.items() if span not in before]
    doubted = len({row.place.nis or row.number for row in in_doubt})
    typical = sum(map(len, before.values())) / len(before)
    return is_again, (sum(map(len, new)) / len(new) + doubted if new else typical), typical


def _lost(known: Mapping[Key, Fact], facts: Sequence[Fact], in_doubt: Sequence[Row]) -> int:
    """How many known figures of the delivery's own periods it does not give, what waits in quarantine left out.

    A delivery about other places in a known period takes nothing away: it adds.
    """
    given = {f.observation.key: f for f in facts}
    places: dict[tuple[str, date, date], set[str | None]] = defaultdict(set)
    for f in facts:
        places[f.observation.indicator_id, f.observation.period_start, f.observation.period_end].add(f.observation.nis)
    again = {(key[0], key[2], key[3]) for key in known if key[1] in places.get((key[0], key[2], key[3]), set())}
    doubted = {(row.place.nis, row.period.start, row.period.end) for row in in_doubt}
    lost = [
        key
        for key, old in known.items()
        if (key[0], key[2], key[3]) in again and key[1:4] not in doubted and (key not in given or is_silence(old, given[key]))
    ]
    unknown = sum(row.place.nis is None or row.period.start is None for row in in_doubt)
    return len(lost) if len({key[1:4] for key in lost}) > unknown else 0


def reasons_to_wait(
    known: Mapping[Key, Fact],
    facts: Sequence[Fact],
    contract: Contract,
    catalogue: Catalogue,
    *,
    rows: int,
    previous_rows: int,
    in_doubt: Sequence[Row],
) -> list[Message]:
    """Why somebody must confirm the delivery before it counts.

    Args:
        known: what accepted deliveries of this source say.
        rows: the rows of the delivery.
        previous_rows: those of the last accepted delivery.
        in_doubt: its rows in quarantine; what they are about is not lost but asked again.
    """
    if not known or not facts:
        return []
    told = []
    newest, current = _newest_day(facts), _newest_day(known.values())
    if newest and current and newest < current:
        text = f"Deze levering is ouder dan de huidige gegevens (peildatum {format_day(newest)} < {format_day(current)})."
        told.append(Message(code="H07", level="warning", text=text))
    is_again, places, typical = _coverage(known, facts, in_doubt)
    least = 1 - contract.hold.shrink_pct / HUNDRED
    is_thinner = places < least * typical
    if not told and rows < least * previous_rows and (is_again or is_thinner):
        told.append(
            Message(code="H08", level="warning", text=f"De levering bevat {rows} rijen tegenover {previous_rows} vorige keer. Bevestig.")
        )
    elif not told and is_thinner:
        text = (
            f"De levering dekt {format_number(places, 0)} gemeenten per periode, tegenover {format_number(typical, 0)} voordien. Bevestig."
        )
        told.append(Message(code="dekking", level="warning", text=text))
    lost = _lost(known, facts, in_doubt)
    if lost and not told:
        about = "1 cijfer dat voor deze perioden al bekend was" if lost == 1 else f"{lost} cijfers die voor deze perioden al bekend waren"
        text = f"De levering mist {about}; wat bekend was, blijft staan. Bevestig."
        told.append(Message(code="dekking", level="warning", text=text))
    moved: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for fact in facts:
        row, old = fact.observation, known.get(fact.observation.key)
        if (
            old
            and old.observation.value is not None
            and row.value is not None
            and catalogue.indicators[row.indicator_id].over_area == "sum"
        ):
            moved[row.indicator_id][0] += old.observation.value
            moved[row.indicator_id][1] += row.value
    for indicator_id, (before, after) in moved.items():
        if before and abs(after - before) > abs(before) * contract.hold.total_change_pct / HUNDRED:
            label = catalogue.indicators[indicator_id].label
            text = f"Het totaal van '{label}' verandert van {format_number(before, 0)} naar {format_number(after, 0)}. Bevestig."
            told.append(Message(code="totaal", level="warning", text=text))
    return told
