"""What a mayor reads in two minutes: about five sentences by rule, each with its code, and what is missing or disputed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.aggregation import HIDDEN
from catalogue.formatting import format_day, format_number, format_period, format_value, is_whole_months
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Indicator, Municipality
from exports.exhibit import Sentence
from views.points import BREAKS, in_shortest_periods, qualifier, row_code
from views.scorecard import newest_longest
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

POPULATION = "bevolking"
LEAST_PLACES = 4
LEAST_YEARS = 3
LEAST_CHANGE_PCT = 5.0
LEAST_BASE = 10
LARGE_CHANGE_PCT = 100.0
CAVEAT_WEIGHT = 0.05
MOST_RANKED, MOST_CHANGES = 3, 1
WORDS = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence and how much it tells.

    Attributes:
        weight: from 0, as one of many, to a half, as far from the others as can be.
    """

    sentence: Sentence
    indicator: Indicator
    weight: float

    @property
    def order(self) -> tuple[bool, float]:
        """Key figures first, then what stands out most; each caveat counts against it."""
        is_key = self.indicator.headline is not None or self.indicator.scorecard is not None
        return (not is_key, CAVEAT_WEIGHT * len(self.indicator.caveats) - self.weight)


def in_words(number: int) -> str:
    """A small number as Dutch writes it: `zes`; larger ones in digits."""
    return WORDS[number] if 0 <= number < len(WORDS) else format_number(number, 0)


def spoken(row: ObservationRow, indicator: Indicator) -> str:
    """A figure with its unit and what the document says before it."""
    value = row.value or 0
    return qualifier(row) + format_value(value, indicator.unit_for(value), indicator.decimals).removesuffix(",00")


def caveat_words(indicator: Indicator, catalogue: Catalogue) -> str:
    """The names of the caveats of an indicator, in small letters."""
    labels = (catalogue.caveats[key].label.replace("Eén", "Één") for key in indicator.caveats)
    return ", ".join(label[:1].lower() + label[1:] for label in labels)


def _when(row: ObservationRow) -> str:
    start, end = row.period
    if start == end:
        return f"op {format_day(end)}"
    return f"in {format_period(start, end)}" if is_whole_months(start, end) else f"van {format_day(start)} tot {format_day(end)}"


def _place(rank: int, places: int) -> str:
    count = in_words(places)
    if rank == 1:
        return f"het hoogste van de {count} gemeenten met cijfers"
    if rank == places:
        return f"het laagste van de {count} gemeenten met cijfers"
    return f"plaats {rank} van de {count} gemeenten met cijfers"


def rank_sentence(indicator: Indicator, rows: Sequence[ObservationRow], *, nis: str, snapshot_id: str) -> Told | None:
    """How a municipality stands among those with a figure; None where nothing may be said.

    Nothing is said over a contradiction, a hidden or an incomplete figure, a shared place, or too few municipalities.
    """
    catalogue = load_catalogue()
    placed = [row for row in rows if row.nis and not row.breakdown]
    shown = newest_longest([row for row in placed if row.nis == nis and row.value is not None])
    if len(shown) != 1:
        return None
    period = [row for row in placed if row.period == shown[0].period]
    valued = [row for row in period if row.value is not None]
    is_doubtful = any(row.is_conflicting or set(row.flags) & set(BREAKS) for row in valued)
    if is_doubtful or any(row.status == HIDDEN.value for row in period) or len(valued) < LEAST_PLACES:
        return None
    own = shown[0]
    higher = sum((row.value or 0) > (own.value or 0) for row in valued)
    if sum(row.value == own.value for row in valued) > 1:
        return None
    rank, places = higher + 1, len(valued)
    text = f"{indicator.label}: {spoken(own, indicator)} {_when(own)}, {_place(rank, places)}."
    sentence = Sentence(text=text, code=row_code(own, catalogue, snapshot_id), caveat=caveat_words(indicator, catalogue))
    return Told(sentence=sentence, indicator=indicator, weight=abs(rank - (places + 1) / 2) / places)


def change_sentence(indicator: Indicator, rows: Sequence[ObservationRow], *, nis: str, snapshot_id: str) -> Told | None:
    """How a figure of a municipality went from its first to its last period; None where nothing may be said."""
    catalogue = load_catalogue()
    own = [row for row in rows if row.nis == nis and not row.breakdown]
    series = in_shortest_periods([row for row in own if row.value is not None])
    if len(series) < LEAST_YEARS or any(row.is_conflicting or set(row.flags) & set(BREAKS) or row.reading == "ongeveer" for row in series):
        return None
    first, last = series[0], series[-1]
    if not first.value or last.value is None or abs(first.value) < LEAST_BASE:
        return None
    change_pct = 100 * (last.value - first.value) / abs(first.value)
    if abs(change_pct) < LEAST_CHANGE_PCT:
        return None
    direction = "gestegen" if change_pct > 0 else "gedaald"
    signed = f"{'+' if change_pct > 0 else ''}{format_number(change_pct, 1)}%"
    told = f"van {spoken(first, indicator)} ({format_period(*first.period)}) naar {spoken(last, indicator)} ({format_period(*last.period)})"
    text = f"{indicator.label}: {direction} {told}, {signed}."
    sentence = Sentence(text=text, code=row_code(last, catalogue, snapshot_id), caveat=caveat_words(indicator, catalogue))
    return Told(sentence=sentence, indicator=indicator, weight=min(abs(change_pct), LARGE_CHANGE_PCT) / LARGE_CHANGE_PCT / 2)


def _population(rows: Sequence[ObservationRow], municipality: Municipality, catalogue: Catalogue, snapshot_id: str) -> Iterator[Sentence]:
    own = [row for row in rows if row.nis == municipality.nis and row.value is not None and not row.breakdown]
    if not own:
        return
    first, last = own[0], own[-1]
    number = format_number(last.value or 0, 0)
    lead = f"{municipality.name} telt {number} inwoners op {format_period(*last.period)}"
    estimated = " (geschat)" if last.status == "geschat" else ""
    grown = ""
    if first is not last and first.value and last.value is not None:
        change = last.value - first.value
        share = format_number(100 * change / first.value, 1)
        sign = "+" if change > 0 else ""
        grown = f", {sign}{format_number(change, 0)} ({sign}{share}%) sinds {format_period(*first.period)}"
    yield Sentence(text=f"{lead}{estimated}{grown}.", code=row_code(last, catalogue, snapshot_id))


def _most_telling(found: Sequence[Told], most: int, *, beside: Sequence[Told] = ()) -> list[Told]:
    """The most telling sentences, one per theme and none about an indicator of which another one speaks."""
    spoken_of = {each.indicator.id for each in beside}
    chosen: dict[str, Told] = {}
    for each in sorted(found, key=lambda told: told.order):
        if each.indicator.id not in spoken_of:
            chosen.setdefault(each.indicator.theme, each)
    return list(chosen.values())[:most]


def by_indicator(snapshot: Snapshot) -> dict[str, list[ObservationRow]]:
    """Every published figure, per indicator that can have one per municipality."""
    catalogue = load_catalogue()
    found: dict[str, list[ObservationRow]] = {}
    for row in queries.observations(snapshot):
        if catalogue.indicators[row.indicator_id].geography == "gemeente":
            found.setdefault(row.indicator_id, []).append(row)
    return found


def _coverage(found: Mapping[str, Sequence[ObservationRow]], municipality: Municipality) -> Sentence:
    """For how many indicators there is a figure of this municipality."""
    placed = [rows for rows in found.values() if any(row.nis and row.value is not None for row in rows)]
    own = sum(any(row.nis == municipality.nis and row.value is not None for row in rows) for rows in placed)
    text = f"De bronnen geven {municipality.name} een cijfer bij {own} van de {len(placed)} indicatoren per gemeente."
    return Sentence(text=text, code="")


def sentences(municipality: Municipality, snapshot: Snapshot) -> list[Sentence]:
    """About five sentences: inhabitants, up to three places among the others, one change, and how much is known at all."""
    catalogue = load_catalogue()
    found = by_indicator(snapshot)
    others = [(catalogue.indicators[key], rows) for key, rows in found.items() if key != POPULATION]
    ranked, changes = (
        [told for indicator, rows in others if (told := rule(indicator, rows, nis=municipality.nis, snapshot_id=snapshot.id))]
        for rule in (rank_sentence, change_sentence)
    )
    top = _most_telling(ranked, MOST_RANKED)
    return [
        *_population(found.get(POPULATION, []), municipality, catalogue, snapshot.id),
        *(told.sentence for told in (*top, *_most_telling(changes, MOST_CHANGES, beside=top))),
        _coverage(found, municipality),
    ]
