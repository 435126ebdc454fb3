"""PRI-04, PRI-15: whoever reads everything that is shown, also in the snapshot before, cannot narrow a hidden figure down too far."""

import math
from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline.privacy import PrivacyRule, cell_of, protect, shown_by
from data_pipeline.relations import Links, Shown
from tests.data_pipeline.attacker import (
    COSTS,
    COUNT,
    HOURS,
    INCOME,
    PARTS,
    PLACES,
    REST,
    YEAR,
    Equation,
    Key,
    catalogue_that_adds_up,
    intervals,
    narrowed,
    narrowed_amounts,
    over_time,
    rows_of,
    rule,
    shown_of,
    sums,
    with_totals,
)

CATALOGUE = catalogue_that_adds_up()
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 11, 15, 25, 40])
FLOORS = st.sampled_from([4, 5, 10])
SHAPES = [(3, 1, 0), (12, 1, 0), (12, 1, 0), (5, 2, 0), (12, 2, 0), (4, 1, 2), (12, 1, 2), (4, 2, 2), (3, 2, 3), (12, 2, 2)]
"""Municipalities, quarters and parts; nought parts means that there is only the whole."""


@st.composite
def tables(draw: st.DrawFn, shapes: list[tuple[int, int, int]] | None = None) -> dict[Key, float]:
    """A table of small counts with all its totals."""
    places, quarters, parts = draw(st.sampled_from(shapes or SHAPES))
    names = PARTS[:parts] or ("",)
    keys = [Key(*key) for key in product(PLACES[:places], map(str, range(1, quarters + 1)), names)]
    return with_totals({key: float(draw(COUNTS)) for key in keys})


def _shown(table: Mapping[Key, float], floor: int, earlier: Mapping[Key, float | None] | None = None) -> dict[Key, float | None]:
    """What is shown of a table, as the pipeline protects it beside what was shown before."""
    before = {cell_of(row): row.value for row in rows_of(earlier or {})}
    done = protect(rows_of(table), rules=rule(floor), catalogue=CATALOGUE, earlier=[before])
    assert earlier or not done.exposed
    return shown_of(table, done.rows)


@given(tables(), FLOORS)
@settings(max_examples=100)
def test_no_hidden_count_can_be_narrowed_below_its_floor(table: dict[Key, float], floor: int) -> None:
    shown = _shown(table, floor)
    assert narrowed(intervals(shown, sums(table)), floor) == {}
    for key, value in table.items():
        assert shown[key] in {value, None}
        assert (shown[key] is None) >= (0 < value < floor)
        assert (shown[key] == 0) is (value == 0)


SMALL = {Key(place, "1", ""): value for place, value in zip(PLACES, (3, 7, 9, 20, 0), strict=False)}


def test_the_attacker_recovers_what_primary_suppression_alone_hides() -> None:
    table = with_totals(SMALL)
    shown = {key: None if 0 < value < 5 else value for key, value in table.items()}
    assert intervals(shown, sums(table)) == {Key(PLACES[0], "1", ""): (3, 3)}
    assert narrowed(intervals(_shown(table, 5), sums(table)), 5) == {}


def test_the_attacker_recovers_small_counts_that_share_a_small_total() -> None:
    table = with_totals({Key(place, "1", ""): value for place, value in zip(PLACES, (1, 1, 20, 0), strict=False)})
    shown = {key: None if 0 < value < 5 else value for key, value in table.items()}
    assert set(intervals(shown, sums(table)).values()) == {(1, 1)}
    assert narrowed(intervals(_shown(table, 5), sums(table)), 5) == {}


def test_the_attacker_recovers_across_two_totals_what_each_total_alone_leaves_open() -> None:
    parts = {
        Key(place, quarter, ""): value for (place, quarter), value in zip(product(PLACES[:3], "12"), (2, 9, 8, 12, 30, 7), strict=True)
    }
    table = with_totals(parts)
    pair_in_each_total = {Key(PLACES[0], "1", ""), Key(PLACES[1], "1", ""), Key(PLACES[0], "2", ""), Key(PLACES[2], "2", "")}
    shown = {key: None if key in pair_in_each_total else value for key, value in table.items()}
    assert intervals(shown, sums(table))[Key(PLACES[0], "1", "")] == (2, 2)
    assert narrowed(intervals(_shown(table, 5), sums(table)), 5) == {}


def _restated(table: Mapping[Key, float], changes: Mapping[Key, float]) -> dict[Key, float]:
    lowest = {
        key: value for key, value in table.items() if key.place and key.quarter != YEAR and (key.part or not any(k.part for k in table))
    }
    return with_totals({**lowest, **changes})


def _differs(before: Mapping[Key, float], after: Mapping[Key, float]) -> set[Key]:
    return {key for key, value in before.items() if after.get(key, value) != value}


RESTATED = {Key(PLACES[3], "1", ""): 2.0}


def test_the_attacker_recovers_a_restated_figure_from_two_snapshots_that_are_each_safe() -> None:
    before = with_totals({Key(place, "1", ""): value for place, value in zip(PLACES, (3, 6, 30, 9, 25), strict=False)})
    after = _restated(before, RESTATED)
    first = _shown(before, 5)
    careless = _shown(after, 5)
    shown, equations = over_time(first, careless, _differs(before, after))
    assert narrowed(intervals(careless, sums(after)), 5) == {}
    assert narrowed(intervals(shown, equations), 5) != {}
    shown, equations = over_time(first, _shown(after, 5, first), _differs(before, after))
    assert narrowed(intervals(shown, equations), 5) == {}


def test_a_figure_that_was_shown_before_protects_nobody_today() -> None:
    before = with_totals({Key(place, "1", ""): value for place, value in zip(PLACES, (6, 7, 9, 20), strict=False)})
    after = _restated(before, {Key(PLACES[0], "1", ""): 3.0})
    first = _shown(before, 5)
    assert None not in first.values()
    careless, careful = _shown(after, 5), _shown(after, 5, first)
    assert careless[Key(PLACES[1], "1", "")] is None
    assert careful == {**after, Key(PLACES[0], "1", ""): None, Key("", "1", ""): None}


def test_a_total_that_can_be_worked_out_anyway_protects_nobody_and_is_shown() -> None:
    empty = {Key(place, quarter, part): 0.0 for place in PLACES[:4] for quarter in "12" for part in PARTS[:2]}
    counts = {Key(PLACES[0], "2", PARTS[0]): 4.0, Key(PLACES[2], "2", PARTS[0]): 1.0, Key(PLACES[3], "1", PARTS[1]): 4.0}
    before = with_totals({**empty, **counts})
    after = _restated(before, {Key(PLACES[3], "1", PARTS[1]): 0.0})
    second = _shown(after, 4, _shown(before, 4))
    assert second[Key("", YEAR, "")] == 5
    assert {key for key, value in second.items() if value is None} == {key for key, value in after.items() if key.place and value}


@given(
    tables([(4, 1, 0), (5, 2, 0), (12, 1, 0), (4, 2, 2), (3, 2, 2)]),
    st.sampled_from([4, 5]),
    st.lists(st.tuples(st.integers(0, 47), COUNTS), max_size=3),
    st.booleans(),
)
@settings(max_examples=60)
def test_restating_reveals_no_hidden_count_old_or_new(
    table: dict[Key, float], floor: int, changes: list[tuple[int, float]], is_one_late: bool
) -> None:
    lowest = [key for key in table if key.place and key.quarter != YEAR and (key.part or not any(k.part for k in table))]
    after = _restated(table, {lowest[at % len(lowest)]: float(value) for at, value in changes})
    before = with_totals({key: table[key] for key in lowest if not (is_one_late and key.place == PLACES[1])})
    first = _shown(before, floor)
    second = _shown(after, floor, first)
    told = narrowed(intervals(*over_time(first, second, _differs(before, after))), floor)
    assert not told or told.keys() <= _told_anyway(first, after, _differs(before, after), floor)


def _told_anyway(first: Mapping[Key, float | None], after: Mapping[Key, float], changed: set[Key], floor: int) -> set[Key]:
    """What can be narrowed down when all is hidden that was not shown before: only noughts and figures that did not change are left."""
    least = {key: value if value == 0 or (first.get(key) == value and key not in changed) else None for key, value in after.items()}
    return set(narrowed(intervals(*over_time(first, least, changed)), floor))


@given(tables([(4, 1, 0), (5, 2, 0), (4, 2, 2)]), st.sampled_from([4, 5]), st.lists(st.tuples(st.integers(0, 47), COUNTS), max_size=2))
@settings(max_examples=40)
def test_a_third_state_tells_no_more_than_the_second(table: dict[Key, float], floor: int, changes: list[tuple[int, float]]) -> None:
    """A next build of the same figures, as every delivery of another month brings, does not end what protects the first state."""
    lowest = [key for key in table if key.place and (key.part or not any(k.part for k in table)) and key.quarter != YEAR]
    before = with_totals({key: table[key] for key in lowest})
    after = _restated(before, {lowest[i % len(lowest)]: value for i, value in changes})
    told: list[Shown] = []
    states = []
    for state in (before, after, after):
        done = protect(rows_of(state), rules=rule(floor), catalogue=CATALOGUE, earlier=told)
        told.append(shown_by(done.rows))
        states.append(shown_of(state, done.rows))
    assert {key for key, value in states[2].items() if value is not None} <= {key for key, value in states[1].items() if value is not None}


@given(tables([(4, 1, 0), (5, 1, 0), (12, 1, 0)]), st.sampled_from([4, 5]))
@settings(max_examples=40)
def test_a_municipality_that_is_taken_back_is_not_told_by_the_others(counts: dict[Key, float], floor: int) -> None:
    table = with_totals({key: max(value, 1.0) for key, value in counts.items() if key.place})
    after = with_totals({key: value for key, value in table.items() if key.place and key.place != PLACES[1]})
    first = _shown(table, floor)
    second = _shown(after, floor, first)
    told = narrowed(intervals(*over_time(first, second, _differs(table, after))), floor)
    assert not told or told.keys() <= _told_anyway(first, after, _differs(table, after), floor)


MONEY = (HOURS, INCOME, COSTS, REST)
OF_PERSONS = PrivacyRule(counted_by=COUNT, min_contributors=4)
RULES = rule(4) | dict.fromkeys(MONEY, OF_PERSONS)


@st.composite
def yearbooks(draw: st.DrawFn) -> dict[str, dict[Key, float]]:
    """A yearbook of few municipalities with regional totals: persons, their hours, and income less costs."""
    persons = {Key(place, "1", ""): float(draw(COUNTS)) for place in PLACES[: draw(st.integers(3, 8))]}
    about = {name: {key: n * draw(st.sampled_from([1, 10, 60, 180, 300])) for key, n in persons.items()} for name in (HOURS, INCOME, COSTS)}
    about[REST] = {key: about[INCOME][key] - about[COSTS][key] for key in persons}
    return {name: with_totals(table) for name, table in {COUNT: persons, **about}.items()}


@given(yearbooks())
@settings(max_examples=40)
def test_no_hidden_amount_can_be_estimated_closely(book: dict[str, dict[Key, float]]) -> None:
    rows = [row for name, table in book.items() for row in rows_of(table, name)]
    done = protect(rows, rules=RULES, catalogue=CATALOGUE)
    assert not done.exposed
    names = [(name, key) for name, table in book.items() for key in table]
    shown = {name: row.value for name, row in zip(names, done.rows, strict=True)}
    equations: list[Equation] = [{(name, key): times for key, times in equation.items()} for name in book for equation in sums(book[name])]
    equations += [{(REST, key): 1, (INCOME, key): -1, (COSTS, key): 1} for key in book[REST]]
    small = {(name, key): book[name][key] for name, key in names if 0 < book[COUNT][key] < 4 and name != COUNT}
    assert {shown[name] for name in small} <= {None}
    signed = {name for name, table in book.items() if min(table.values()) < 0}
    found = intervals(shown, equations, least=lambda name: -math.inf if name[0] in signed else float(name[0] == COUNT), is_whole=False)
    assert narrowed_amounts({name: found[name] for name in small}, small, margin_pct=20) == {}
    counts = {key: value for (name, key), value in shown.items() if name == COUNT}
    assert narrowed(intervals(counts, sums(counts)), 4) == {}


def test_the_attacker_takes_the_shown_pairs_from_the_trips_of_the_municipality() -> None:
    whole, pairs = "deelfiets_ritten_gemeente", "deelfiets_verplaatsingen"
    trips = {"mechelen": 40.0, "lier": 12.0, "duffel": 6.0, "overige": 3.0}
    rows = rows_of({Key(PLACES[0], "1", ""): sum(trips.values())}, whole)
    rows += rows_of({Key(PLACES[0], "1", part): value for part, value in trips.items()}, pairs)
    rules = dict.fromkeys((whole, pairs), PrivacyRule(floor=5))
    equation = {whole: 1.0} | dict.fromkeys(trips, -1.0)

    def shown(links: Links | None) -> dict[str, float | None]:
        done = protect(rows, rules=rules, catalogue=CATALOGUE, links=links)
        return dict(zip((whole, *trips), (row.value for row in done.rows), strict=True))

    assert intervals(shown(Links()), [equation]) == {"overige": (3, 3)}
    assert shown(None) == {whole: 61, "mechelen": 40, "lier": 12, "duffel": None, "overige": None}
    assert narrowed(intervals(shown(None), [equation]), 5) == {}
