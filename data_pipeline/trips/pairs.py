"""From where to where: which pairs of municipalities are shown and which go together under `overige` (PRI-08).

A pair is shown from five trips up; the others of the same start and month are one `overige`. When that would be smaller than five
itself, the smallest pair that is shown joins it, so that nobody can take the shown pairs from the municipality's own total and find
a small one. When there is no shown pair left to join, all trips of the municipality are fewer than five: then they are hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_SHOWN = 5
OTHER_WORD = "overige"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """The trips from one municipality to one other in one month; a hidden count has no value.

    Attributes:
        end: where to: a code, `buiten`, `onbekend` or `overige`.
    """

    end: str
    value: int | None
    trips: int


def shown_pairs(trips_by_end: Mapping[str, int]) -> list[PairCount]:
    """What is shown of the trips that start in one municipality in one month, in the order of the ends; every trip counts once."""
    by_size = sorted(((trips, end) for end, trips in trips_by_end.items() if trips), reverse=True)
    other = sum(trips for trips, _ in by_size if trips < FEWEST_SHOWN)
    shown = [(trips, end) for trips, end in by_size if trips >= FEWEST_SHOWN]
    if 0 < other < FEWEST_SHOWN and shown:
        other += shown.pop()[0]
    told = [PairCount(end=end, value=trips, trips=trips) for trips, end in sorted(shown, key=lambda pair: pair[1])]
    if other:
        told.append(PairCount(end=OTHER_WORD, value=other if other >= FEWEST_SHOWN else None, trips=other))
    return told
