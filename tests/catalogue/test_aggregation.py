"""What may be added up, divided or indexed: only what the catalogue allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.aggregation import UNIT_LABELS, NotAdditiveError, can_carry, index_of, per_thousand, share_pct, total_over_area, unit_text
from catalogue.model import Catalogue


def test_what_has_no_total_over_municipalities_is_never_added_up(catalogue: Catalogue) -> None:
    without_total = [i for i in catalogue.indicators.values() if i.over_area != "sum"]
    assert len(without_total) > 50
    for indicator in without_total:
        with pytest.raises(NotAdditiveError, match=f"{indicator.id} mag niet over gemeenten opgeteld worden"):
            total_over_area(indicator, [1, 2])


def test_what_may_be_added_up_is(catalogue: Catalogue) -> None:
    assert total_over_area(catalogue.indicators["energiescans"], [84, 46]) == 130


def test_only_what_adds_up_over_municipalities_can_be_a_rate_or_a_share(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        allowed = indicator.geography == "gemeente" and indicator.over_area == "sum"
        assert {unit: can_carry(indicator, unit) for unit in UNIT_LABELS if unit != "index"} == {
            "absoluut": True,
            "inwoner": allowed,
            "km2": allowed,
            "aandeel": allowed,
        }
    assert not can_carry(catalogue.indicators["deelwagen_km_per_wagen"], "inwoner")
    assert not can_carry(catalogue.indicators["supra_aandeel_met_werken"], "aandeel")


def test_an_index_needs_a_series_that_is_no_percentage(catalogue: Catalogue) -> None:
    assert can_carry(catalogue.indicators["stekr_adviezen"], "index")
    assert not can_carry(catalogue.indicators["thermoscans"], "index")
    assert not [i.id for i in catalogue.indicators.values() if i.unit == "%" and can_carry(i, "index")]


def test_the_words_behind_a_figure(catalogue: Catalogue) -> None:
    scans = catalogue.indicators["energiescans"]
    assert [unit_text(scans, unit) for unit in UNIT_LABELS] == ["scans", "scans per 1.000 inwoners", "scans per km²", "index", "%"]


def test_a_rate_without_population_is_absent_and_not_nought() -> None:
    assert per_thousand(84, None) is None
    assert per_thousand(84, 0) is None
    assert share_pct(84, 0) is None
    assert index_of(84, None) is None
    assert index_of(84, 0) is None


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=12))
def test_shares_add_up_to_a_hundred(values: list[int]) -> None:
    shares = [share_pct(value, sum(values)) for value in values]
    if sum(values):
        assert sum(share for share in shares if isinstance(share, float)) == pytest.approx(100)
    else:
        assert set(shares) == {None}
