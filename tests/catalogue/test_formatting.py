"""How figures, periods and days read in Dutch."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formatting import (
    format_bare,
    format_day,
    format_difference,
    format_number,
    format_period,
    format_short,
    format_value,
    short_month,
    short_period,
    significant,
)

NO_BREAK = "\N{NO-BREAK SPACE}"
WRITTEN = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (13_741_900, 0, "13.741.900"),
        (3_599_228.72, 2, "3.599.228,72"),
        (836.5, 1, "836,5"),
        (61.8, 1, "61,8"),
        (1_000, 0, "1.000"),
        (999, 0, "999"),
        (0, 0, "0"),
        (-0.04, 1, "0,0"),
        (-9.5, 1, "-9,5"),
        (-1_234, 0, "-1.234"),
    ],
)
def test_numbers(value: float, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


@given(st.floats(min_value=-1e15, max_value=1e15), st.integers(min_value=0, max_value=4))
def test_every_number_has_points_per_thousand_and_a_comma(value: float, decimals: int) -> None:
    text = format_number(value, decimals)
    assert WRITTEN.fullmatch(text)
    assert len(text.partition(",")[2]) == decimals
    assert not re.fullmatch("-[0.,]+", text)
    assert float(text.replace(".", "").replace(",", ".")) == pytest.approx(value, abs=0.5 * 10**-decimals * (1 + 1e-9), rel=1e-12)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (15.5, "€", 2, f"€{NO_BREAK}15,50"),
        (-100, "€", 0, f"€{NO_BREAK}-100"),
        (61.8, "%", 1, "61,8%"),
        (836, "km per wagen per maand", 0, "836 km per wagen per maand"),
    ],
)
def test_figures_with_their_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert format_value(value, unit, decimals) == text


def test_euro_and_per_cent_keep_their_sign_where_the_unit_is_told() -> None:
    assert format_bare(100, "€", 0) == f"€{NO_BREAK}100"
    assert format_bare(61.8, "%", 1) == "61,8%"
    assert format_bare(836, "km", 0) == "836"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (506, "km", 0, "+506"),
        (-9, "scans", 0, "-9"),
        (0, "scans", 0, "0"),
        (2.1, "%", 1, "+2,1 procentpunt"),
        (-3, "%", 0, "-3,0 procentpunt"),
        (1_500, "€", 0, f"+€{NO_BREAK}1.500"),
    ],
)
def test_a_difference_has_a_sign_and_between_percentages_is_in_points(value: float, unit: str, decimals: int, text: str) -> None:
    assert format_difference(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (13_741_900, "€", 0, f"€{NO_BREAK}13,7{NO_BREAK}mln."),
        (3_000_000, "€", 0, f"€{NO_BREAK}3{NO_BREAK}mln."),
        (154_754_377, "€", 0, f"€{NO_BREAK}155{NO_BREAK}mln."),
        (1_234_567, "inwoners", 0, f"1,23{NO_BREAK}mln."),
        (361_424, "inwoners", 0, "361.000"),
        (99_999, "inwoners", 0, "99.999"),
        (61.8, "%", 1, "61,8%"),
    ],
)
def test_a_figure_on_a_card_is_rounded_for_the_eye(value: float, unit: str, decimals: int, text: str) -> None:
    assert format_short(value, unit, decimals) == text


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_three_digits_that_count_stay_within_half_a_per_cent(value: float) -> None:
    assert significant(value) == pytest.approx(value, rel=0.005)
    assert significant(significant(value)) == significant(value)
    assert significant(0) == 0


def test_the_months_in_short() -> None:
    months = [short_month(date(2024, month, 1)) for month in range(1, 13)]
    assert months == "jan feb mrt apr mei jun jul aug sep okt nov dec".split()


def test_a_day_in_full() -> None:
    assert format_day(date(2026, 11, 22)) == "22 november 2026"


@pytest.mark.parametrize(
    ("start", "end", "full", "short"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024", "2024"),
        (date(2018, 1, 1), date(2024, 12, 31), "2018–2024", "2018–2024"),
        (date(2024, 12, 1), date(2024, 12, 31), "december 2024", "dec 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "februari 2024", "feb 2024"),
        (date(2024, 12, 31), date(2024, 12, 31), "31 december 2024", "eind 2024"),
        (date(2025, 1, 1), date(2025, 1, 1), "1 januari 2025", "begin 2025"),
        (date(2024, 6, 15), date(2024, 6, 15), "15 juni 2024", "15 juni 2024"),
        (date(2024, 3, 5), date(2024, 4, 7), "5 maart 2024–7 april 2024", "5 maart 2024–7 april 2024"),
    ],
)
def test_periods(start: date, end: date, full: str, short: str) -> None:
    assert format_period(start, end) == full
    assert short_period(start, end) == short


def test_a_school_year_is_told_by_its_months() -> None:
    assert format_period(date(2019, 9, 1), date(2020, 6, 30)) == "september 2019–juni 2020"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 30)), st.integers(min_value=0, max_value=4000))
def test_every_period_has_words_that_name_its_last_year(start: date, days: int) -> None:
    end = min(start + timedelta(days=days), date(2100, 12, 30))
    for text in (format_period(start, end), short_period(start, end)):
        assert str(end.year) in text
        assert "\N{EM DASH}" not in text
        assert len(text) < 50
