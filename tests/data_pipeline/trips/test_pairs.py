"""From where to where: no pair under five, no trip lost, nothing to work out (PRI-08)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.trips.pairs import FEWEST_SHOWN, OTHER_WORD, shown_pairs

ends = st.dictionaries(st.sampled_from([f"120{n:02d}" for n in range(12)] + ["buiten", "onbekend"]), st.integers(0, 30))


def told(trips_by_end: dict[str, int]) -> dict[str, int | None]:
    return {pair.end: pair.value for pair in shown_pairs(trips_by_end)}


@pytest.mark.parametrize(
    ("trips_by_end", "expected"),
    [
        ({"12021": 5, "12025": 9}, {"12021": 5, "12025": 9}),
        ({"12021": 4, "12025": 9, "12009": 8}, {"12025": 9, "overige": 12}),
        ({"12021": 4, "12025": 9, "12009": 1}, {"12025": 9, "overige": 5}),
        ({"12021": 1, "12025": 9}, {"overige": 10}),
        ({"12021": 3, "12025": 1}, {"overige": None}),
        ({"12021": 4, "12025": 4}, {"overige": 8}),
        ({"12021": 0}, {}),
        ({}, {}),
    ],
)
def test_pri_08_rare_pairs_go_together(trips_by_end: dict[str, int], expected: dict[str, int | None]) -> None:
    assert told(trips_by_end) == expected


@given(ends)
def test_pri_08_every_trip_counts_once(trips_by_end: dict[str, int]) -> None:
    assert sum(pair.trips for pair in shown_pairs(trips_by_end)) == sum(trips_by_end.values())


@given(ends)
def test_pri_08_nothing_below_five_is_shown_and_nothing_is_hidden_without_need(trips_by_end: dict[str, int]) -> None:
    total = sum(trips_by_end.values())
    for pair in shown_pairs(trips_by_end):
        assert pair.value is None or pair.value >= FEWEST_SHOWN
        assert (pair.value is None) == (total < FEWEST_SHOWN)


@given(ends)
def test_pri_04_who_knows_the_total_and_the_shown_pairs_still_cannot_find_a_small_one(trips_by_end: dict[str, int]) -> None:
    """What is left when the shown pairs are taken from the total is nought or five and more, and is more than one pair."""
    total = sum(trips_by_end.values())
    shown = {pair.end: pair.value for pair in shown_pairs(trips_by_end) if pair.end != OTHER_WORD}
    left = total - sum(value or 0 for value in shown.values())
    behind = [end for end, trips in trips_by_end.items() if trips and end not in shown]
    assert left == 0 or left >= FEWEST_SHOWN or total < FEWEST_SHOWN
    assert left == 0 or len(behind) > 1 or total < FEWEST_SHOWN


@given(ends)
def test_the_order_in_which_ends_are_met_does_not_matter(trips_by_end: dict[str, int]) -> None:
    assert shown_pairs(trips_by_end) == shown_pairs(dict(reversed(trips_by_end.items())))
