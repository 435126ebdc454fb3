"""The same figure in two places: equal ones become one row, unequal ones all stay and say so."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.agreement import bring_together, says_the_same
from data_pipeline.model import Observation
from tests.data_pipeline.made import LIER, MECHELEN, scans

TABLE: dict[str, Any] = {"source_ref": "3.4.16, tabel", "table_id": "3.4.16-energiescans", "row_order": 1}


def test_equal_figures_become_one_row_that_names_both_places(catalogue: Catalogue) -> None:
    kept, conflicts = bring_together([scans(84), scans(84, **TABLE)], catalogue)
    assert conflicts == []
    assert [(row.value, row.source_ref, row.flags) for row in kept] == [(84, "3.4.16, tekst; 3.4.16, tabel", ())]


def test_of_a_published_and_a_delivered_figure_that_agree_the_published_source_stands_first(catalogue: Catalogue) -> None:
    delivered = scans(84, source_id="energieleningen", source_ref="leningen.csv, rij 2", row_order=0)
    kept, _ = bring_together([scans(84, **TABLE), delivered], catalogue)
    assert [(row.source_id, row.source_ref) for row in kept] == [(scans(84).source_id, "3.4.16, tabel; leningen.csv, rij 2")]


def test_a_rounded_figure_agrees_with_the_exact_one_within_half_its_last_digit(catalogue: Catalogue) -> None:
    about = scans(4_700_000, "4,7 miljoen", reading="ongeveer")
    for exact in (4_650_000, 4_705_647, 4_750_000):
        kept, conflicts = bring_together([about, scans(exact, **TABLE)], catalogue)
        assert conflicts == []
        assert [(row.value, row.reading) for row in kept] == [(exact, "exact")]


def test_a_rounded_figure_that_cannot_be_the_exact_one_is_a_conflict(catalogue: Catalogue) -> None:
    about = scans(4_700_000, "4,7 miljoen", reading="ongeveer")
    for exact in (4_649_999, 4_750_001):
        kept, conflicts = bring_together([about, scans(exact, **TABLE)], catalogue)
        assert len(conflicts) == 1
        assert {row.value for row in kept} == {4_700_000, exact}


def test_an_exact_figure_has_no_margin(catalogue: Catalogue) -> None:
    kept, conflicts = bring_together([scans(84), scans(85, **TABLE)], catalogue)
    assert [(row.value, row.flags) for row in kept] == [(84, ("conflict",)), (85, ("conflict",))]
    assert len(conflicts) == 1
    assert [(f.printed, f.stands_at, f.value) for f in conflicts[0].figures] == [("84", "3.4.16, tekst", 84), ("85", "3.4.16, tabel", 85)]
    assert (conflicts[0].title, conflicts[0].theme) == (f"{catalogue.indicators['energiescans'].label}, 2024", "energie")


def test_the_flags_that_a_figure_had_stay(catalogue: Catalogue) -> None:
    kept, _ = bring_together([scans(84, flags=("onvolledig",)), scans(85, **TABLE)], catalogue)
    assert [row.flags for row in kept] == [("onvolledig", "conflict"), ("conflict",)]


def test_figures_of_another_place_year_or_part_do_not_contradict(catalogue: Catalogue) -> None:
    rows = [
        scans(84),
        scans(85, nis=LIER),
        scans(86, nis=MECHELEN),
        scans(87, breakdown="deel"),
        scans(88, period_start=date(2018, 1, 1)),
        scans(89, indicator_id="thermoscans"),
    ]
    kept, conflicts = bring_together(rows, catalogue)
    assert kept == rows
    assert conflicts == []


def test_a_figure_wins_from_the_remark_that_there_is_none(catalogue: Catalogue) -> None:
    kept, conflicts = bring_together([scans(None), scans(84, **TABLE)], catalogue)
    assert conflicts == []
    assert [row.value for row in kept] == [84]


def test_an_absence_stays_an_absence(catalogue: Catalogue) -> None:
    kept, conflicts = bring_together([scans(None), scans(None, **TABLE)], catalogue)
    assert conflicts == []
    assert [(row.value, row.status) for row in kept] == [(None, "onbekend")]


def test_two_disagreements_over_spans_that_end_on_one_day_stay_two(catalogue: Catalogue) -> None:
    rows = [scans(1), scans(2, **TABLE)]
    spans = [replace(row, period_start=date(2018, 1, 1)) for row in rows]
    _, conflicts = bring_together([*rows, *spans], catalogue)
    assert len({c.conflict_id for c in conflicts}) == 2


_PRINTED = st.sampled_from(
    [
        scans(4_700_000, "4,7 miljoen", reading="ongeveer"),
        scans(4_705_647, "4.705.647"),
        scans(4_800_000, "4,8 miljoen", reading="ongeveer"),
        scans(4_750_000, "4,75 miljoen", reading="ongeveer"),
        scans(84),
        scans(85),
        scans(0),
        scans(None),
        scans(None, status="niet_geleverd"),
    ]
)


@given(st.lists(st.tuples(_PRINTED, st.sampled_from([None, LIER]), st.sampled_from(["", "deel"]), st.integers(0, 9)), max_size=12))
def test_no_value_and_no_place_is_ever_lost(drawn: list[tuple[Observation, str | None, str, int]]) -> None:
    rows = [
        replace(row, nis=nis, breakdown=part, source_ref=f"3.4.{place}", row_order=order)
        for order, (row, nis, part, place) in enumerate(drawn)
    ]
    kept, conflicts = bring_together(rows, load_catalogue())
    for row in rows:
        alike = [other for other in kept if other.key == row.key]
        assert alike
        if row.value is not None:
            home = [other for other in alike if other.value is not None and says_the_same(row, other)]
            assert any(row.source_ref in other.source_ref.split("; ") for other in home)
    for key in {row.key for row in kept}:
        figures = [row for row in kept if row.key == key and row.value is not None]
        told = [
            c for c in conflicts if (c.indicator_id, c.nis) == key[:2] and {f.value for f in c.figures} == {row.value for row in figures}
        ]
        assert all(("conflict" in row.flags) is (len(figures) > 1) for row in figures)
        assert len(figures) < 2 or told
