"""PRI-02, PRI-03, PRI-06, PRI-08: what is hidden, what stays, and what is left of a hidden figure: nothing."""

import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.model import Observation
from data_pipeline.privacy import Contribution, PrivacyRule, cell_of, protect, rules_of, shown_by
from data_pipeline.readers import READERS
from data_pipeline.relations import Links, Ratio, Term, read_links
from data_pipeline.sources import newest_deliveries
from settings import PROJECT_DIR
from tests.conftest import PROJECT
from tests.data_pipeline.attacker import (
    COUNT,
    HOURS,
    INCOME,
    PLACES,
    Key,
    catalogue_that_adds_up,
    protects,
    rows_of,
    rule,
    shown_of,
    with_totals,
)
from tests.data_pipeline.made import LIER, MECHELEN, scans

CATALOGUE = catalogue_that_adds_up()
AVERAGE = "wijk_werken_uren_per_werker"
REPORT = "igemo_evaluatierapport"


def count(value: float | None, nis: str | None = LIER, **changes: Any) -> Observation:
    """A count of wijk-werkers as a supplier delivers it."""
    return scans(value, **({"indicator_id": COUNT, "nis": nis, "source_id": "wijk_werken"} | changes))


def hours(value: float | None, nis: str | None = LIER, **changes: Any) -> Observation:
    """Hours of wijk-werkers as a supplier delivers them."""
    return count(value, nis, **({"indicator_id": HOURS} | changes))


def region(*values: float, indicator: str = COUNT) -> list[Observation]:
    """One figure per municipality and their total."""
    return rows_of(with_totals({Key(place, "1", ""): value for place, value in zip(PLACES, values, strict=False)}), indicator)


def shown(rows: list[Observation], *, rules: dict[str, PrivacyRule] | None = None, **known: Any) -> list[float | None]:
    """What is shown of the rows."""
    return [row.value for row in protect(rows, rules=rules or rule(5), catalogue=CATALOGUE, **known).rows]


# PRI-02


@pytest.mark.parametrize(("indicator", "floor"), [(COUNT, 4), ("wijk_werken_opstarters", 4), ("welzijn_dakloosheid_telling", 10)])
@pytest.mark.parametrize("value", range(13))
def test_a_count_is_shown_from_its_floor_up_and_nought_always(catalogue: Catalogue, indicator: str, floor: int, value: int) -> None:
    rules = rules_of(load_contracts().values(), catalogue)
    assert rules[indicator].floor == floor
    done = protect([count(value, indicator_id=indicator)], rules=rules, catalogue=catalogue)
    assert [row.value for row in done.rows] == [None if 0 < value < floor else value]


def test_nought_is_hidden_where_the_rule_says_so() -> None:
    rules = {COUNT: PrivacyRule(floor=10, hides_zero=True)}
    assert shown([count(0), count(9, MECHELEN), count(10, None)], rules=rules) == [None, None, 10]


def test_an_indicator_without_a_rule_is_never_hidden() -> None:
    assert shown([count(1), scans(1, nis=LIER)]) == [None, 1]


def test_every_floor_of_a_contract_counts_and_the_catalogue_can_only_raise_it(catalogue: Catalogue) -> None:
    contracts = load_contracts().values()
    floors = {name: floor for contract in contracts for name, floor in contract.privacy.floors.items()}
    rules = rules_of(contracts, catalogue)
    assert len(floors) > 4
    assert all(rules[name].floor >= floor for name, floor in floors.items())
    assert all(rules[i.id].floor >= i.privacy_floor for i in catalogue.indicators.values() if i.privacy_floor)
    assert rules[HOURS] == PrivacyRule(counted_by=COUNT, min_contributors=4)


# PRI-03


@pytest.mark.parametrize(
    ("behind", "is_shown"),
    [
        (Contribution(persons=2), False),
        (Contribution(persons=3), True),
        (Contribution(persons=3, top_share_pct=90), False),
        (Contribution(persons=3, top_share_pct=85), True),
        (Contribution(persons=0), False),
        (Contribution(persons=None), False),
    ],
)
def test_an_amount_is_hidden_with_few_persons_or_one_large_one_behind_it(behind: Contribution, is_shown: bool) -> None:
    row = hours(540.5)
    rules = {HOURS: PrivacyRule(min_contributors=3, max_top_share_pct=85)}
    assert shown([row], rules=rules, contributions={cell_of(row): behind}) == [540.5 if is_shown else None]


def test_an_amount_of_which_nobody_knows_the_persons_is_hidden() -> None:
    assert shown([hours(540)], rules={HOURS: PrivacyRule(min_contributors=3)}) == [None]


def test_no_hours_of_nobody_may_be_shown() -> None:
    rules = {HOURS: PrivacyRule(counted_by=COUNT, min_contributors=3)}
    assert shown([count(0), hours(0)], rules=rules) == [0, 0]


def test_what_is_about_the_same_persons_is_hidden_together() -> None:
    rules = rule(4) | {name: PrivacyRule(counted_by=COUNT, min_contributors=3) for name in (HOURS, INCOME)}
    rows = [count(3), hours(540), count(900, indicator_id=INCOME), count(12, MECHELEN), hours(2000, MECHELEN)]
    assert shown(rows, rules=rules) == [None, None, None, 12, 2000]


# What is left of a hidden figure


def test_nothing_of_a_hidden_figure_is_left_in_its_row() -> None:
    row = count(3, printed="3", lower=3, upper=3, reading="ongeveer", source_ref="blad 2024, rij 7: '3'", flags=("onvolledig",))
    (left,) = protect([row], rules=rule(5), catalogue=CATALOGUE).rows
    assert left == replace(row, value=None, value_text="", lower=None, upper=None, reading="exact", status="verborgen", source_ref="")


def _total_in_report(*values: float) -> list[Observation]:
    return [replace(row, source_id=REPORT) if row.nis is None else row for row in region(*values)]


def test_what_is_published_elsewhere_stays_and_is_known_to_everybody() -> None:
    rows = [count(3, source_id=REPORT), *region(3, 7, 9)]
    done = protect(rows, rules=rule(5), catalogue=CATALOGUE, public_sources={REPORT})
    assert done.rows[0] == rows[0]
    assert shown(_total_in_report(3, 7, 9), public_sources={REPORT}) == [19, None, None, 9]
    assert shown([count(7, source_id=REPORT), count(3)], public_sources={REPORT}) == [7, None]


def test_a_document_that_gives_everything_away_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    rows = _total_in_report(3, 0, 0)
    done = protect(rows, rules=rule(5), catalogue=CATALOGUE, public_sources={REPORT})
    assert [row.value for row in done.rows] == [3, None, 0, 0]
    assert done.exposed == {cell_of(rows[1])}
    assert [record.message.split(":")[0] for record in caplog.records] == [COUNT]
    assert "3" not in caplog.text.split(":", 1)[1]


def test_example_data_and_figures_protect_each_other_in_nothing() -> None:
    figures = region(3, 7, 9)
    examples = [replace(row, is_demo=True) for row in region(30, 70, 90)]
    assert shown([*figures, *examples]) == [19, None, None, 9, 190, 30, 70, 90]


def test_what_a_supplier_hid_is_not_given_away_by_a_total() -> None:
    whole, first, second, third = region(3, 7, 9)
    unknown = replace(first, value=None, value_text="", status="verborgen")
    assert shown([whole, unknown, second, third]) == [19, None, None, 9]


def test_a_total_over_time_is_protected_like_one_over_municipalities() -> None:
    table = with_totals({Key(LIER, "1", ""): 3.0, Key(LIER, "2", ""): 20.0, Key(LIER, "3", ""): 6.0})
    lier = {key: value for key, value in table.items() if key.place}
    assert dict(zip(lier, shown(rows_of(lier)), strict=True)) == {
        Key(LIER, "1", ""): None, Key(LIER, "2", ""): 20, Key(LIER, "3", ""): None, Key(LIER, "jaar", ""): 29,
    }  # fmt: skip


def test_a_stock_at_the_end_of_the_year_is_that_of_its_last_month(catalogue: Catalogue) -> None:
    december = count(3, period_start=date(2024, 12, 1), period_end=date(2024, 12, 31))
    october = count(20, period_start=date(2024, 10, 1), period_end=date(2024, 10, 31))
    year = count(12, period_start=date(2024, 1, 1), period_end=date(2024, 12, 31))
    assert catalogue.indicators[COUNT].over_time == "last"
    done = protect([october, december, year], rules={COUNT: PrivacyRule(floor=4)}, catalogue=catalogue)
    assert [row.value for row in done.rows] == [20, None, 12]
    same = protect([october, december, replace(year, value=3)], rules={COUNT: PrivacyRule(floor=4)}, catalogue=catalogue)
    assert [row.value for row in same.rows] == [20, None, None]


def test_an_average_gives_away_what_it_was_divided_by() -> None:
    links = Links(ratios=(Ratio(ratio=AVERAGE, of=HOURS, over=COUNT, times=12),))
    rows = [count(3), hours(540), count(15, indicator_id=AVERAGE)]
    assert shown(rows, rules=rule(4), links=Links()) == [None, 540, 15]
    assert shown(rows, rules=rule(4), links=links) == [None, 540, None]


def test_a_difference_gives_away_its_terms_as_far_as_a_reader_may_trust_it() -> None:
    terms = (Term(indicator=INCOME, times=1), Term(indicator=COUNT, times=-1), Term(indicator=HOURS, times=-1))
    fitting = [count(3, LIER), hours(20, LIER), count(23, LIER, indicator_id=INCOME)]
    other = [count(30, MECHELEN), hours(50, MECHELEN), count(80, MECHELEN, indicator_id=INCOME)]
    links = Links(linear=(terms,))
    assert shown([*fitting, *other], rules=rule(4), links=links) == [None, None, 23, 30, 50, 80]
    wrong = [*other[:2], replace(other[2], value=200), *[replace(row, nis=PLACES[0], value=(row.value or 0) * 2) for row in other[:2]]]
    third = count(999, PLACES[0], indicator_id=INCOME)
    assert shown([*fitting, *wrong, third], rules=rule(4), links=links)[:3] == [None, 20, 23]


def test_the_declared_relations_name_indicators_of_the_catalogue(catalogue: Catalogue) -> None:
    links = read_links()
    named = links.linked(set()) | {term.indicator for terms in links.linear for term in terms}
    named |= {name for pair in links.wholes for name in pair} | {name for r in links.ratios for name in (r.ratio, r.of, r.over)}
    assert len(named) > 6
    assert named <= set(catalogue.indicators)


# PRI-15


def test_a_hidden_figure_that_is_restated_shows_neither_its_old_nor_its_new_value() -> None:
    before = region(3, 7, 9, 20)
    first = protect(before, rules=rule(5), catalogue=CATALOGUE)
    after = region(8, 7, 9, 20)
    assert shown(after) == [44, 8, 7, 9, 20]
    assert shown(after, earlier=[shown_by(first.rows)]) == [None, None, None, 9, 20]


def test_a_figure_that_one_source_hides_and_another_shows_was_shown() -> None:
    told = scans(12, indicator_id=COUNT, source_id="wijk_werken")
    hidden = replace(told, value=None, status="verborgen", source_id="andere")
    assert shown_by([told, hidden]) == shown_by([hidden, told]) == {cell_of(told): 12}


def test_nothing_changes_when_nothing_was_restated() -> None:
    rows = region(3, 7, 9, 20)
    first = protect(rows, rules=rule(5), catalogue=CATALOGUE)
    assert protect(rows, rules=rule(5), catalogue=CATALOGUE, earlier=[shown_by(first.rows)]).rows == first.rows


# Same input, same output; no more than is needed; in no time

TABLES = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6, 8, 11, 30]), min_size=2, max_size=12)


@given(TABLES, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_rows_changes_nothing(values: list[int], shuffled: random.Random) -> None:
    rows = region(*values)
    mixed = shuffled.sample(rows, len(rows))
    assert dict(zip(map(cell_of, mixed), shown(mixed), strict=True)) == dict(zip(map(cell_of, rows), shown(rows), strict=True))


@given(st.lists(st.sampled_from([0, 1, 2, 6, 11]), min_size=8, max_size=8))
@settings(max_examples=40)
def test_of_what_is_hidden_for_others_nothing_could_be_shown(values: list[int]) -> None:
    cells = product(PLACES[:4], ("1", "2"), ("",))
    table = with_totals({Key(*cell): float(value) for cell, value in zip(cells, values, strict=True)})
    told = shown_of(table, protect(rows_of(table), rules=rule(5), catalogue=CATALOGUE).rows)
    assert [key for key, value in table.items() if told[key] is None and value >= 5 and not protects(key, told, table, 5)] == []


def _published() -> list[Observation]:
    catalogue = load_catalogue()
    found: list[Observation] = []
    for folder in newest_deliveries(PROJECT_DIR / "data" / "sources"):
        read = READERS.get(folder.parent.name)
        found += read(folder, catalogue).observations if read else ()
    return found


def test_the_published_figures_are_left_alone_and_cost_no_time(catalogue: Catalogue) -> None:
    rows = _published()
    assert len(rows) > 4_000
    rules = rules_of(load_contracts().values(), catalogue)
    start = time.perf_counter()
    done = protect(rows, rules=rules, catalogue=catalogue, public_sources={row.source_id for row in rows})
    assert time.perf_counter() - start < 0.3
    assert done.rows == rows


NOTHING_TO_HIDE = f"""
import sys
import data_pipeline.build
from catalogue.loader import load_catalogue
from data_pipeline.privacy import PrivacyRule, protect
from tests.data_pipeline.made import scans
protect([scans(12, indicator_id="{COUNT}")], rules={{"{COUNT}": PrivacyRule(floor=4)}}, catalogue=load_catalogue())
sys.exit("scipy" in sys.modules)
"""


def test_the_solver_is_not_loaded_when_there_is_nothing_to_hide() -> None:
    done = subprocess.run([sys.executable, "-c", NOTHING_TO_HIDE], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
