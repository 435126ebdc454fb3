"""Printed numbers and periods: what is read, what is refused, and that nothing breaks the reader."""

import math
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.formatting import format_number
from data_pipeline.parsing import parse_optional_number, parse_period, printed_numbers, printed_precision, says

NO_BREAK, NARROW, THIN, MINUS = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("3 599 228,72EUR", [3_599_228.72]),
        ("ruim 2.500", [2_500.0]),
        ("5,8 miljoen euro", [5_800_000.0]),
        ("+/- 1,8 miljoen", [1_800_000.0]),
        ("61,8 %", [61.8]),
        ("-40%", [-40.0]),
        ("zes", [6.0]),
        ("19.523.546,00 EUR", [19_523_546.0]),
        ("13741900 €", [13_741_900.0]),
        ("2.1 ha", [2.1]),
        ("3,5 mln", [3_500_000.0]),
        ("500 KEUR", [500_000.0]),
        ("€ 28.525", [28_525.0]),
        ("renteloos", [0.0]),
        ("2019-2024", [2019.0, -2024.0]),
        (f"13{NO_BREAK}741{NO_BREAK}900{NO_BREAK}€", [13_741_900.0]),
        (f"13{NARROW}741{NARROW}900", [13_741_900.0]),
        (f"2{THIN}500", [2_500.0]),
        (f"{MINUS}12,5", [-12.5]),
        ("-", []),
        ("", []),
        ("niet meegedeeld", []),
    ],
)
def test_printed_numbers(printed: str, numbers: list[float]) -> None:
    assert printed_numbers(printed) == pytest.approx(numbers)


def test_a_fraction_is_also_read_as_a_percentage() -> None:
    assert printed_numbers("1/4 van de besturen") == pytest.approx([1, 4, 25])
    assert printed_numbers("1/0") == [1, 0]


@given(st.text())
@example("1/" + "9" * 5000)
@example("9" * 5000 + "/1")
@example("1," + "9" * 5000)
@example("\N{ARABIC-INDIC DIGIT THREE}/\N{ARABIC-INDIC DIGIT ZERO}")
@example("1 miljoen miljard")
def test_any_text_gives_numbers_and_a_precision(text: str) -> None:
    assert all(isinstance(number, float) for number in printed_numbers(text))
    assert printed_precision(text) >= 0
    assert says(text, 1.5) in {True, False}


@given(st.text(alphabet="0123456789.,/-+% \N{NO-BREAK SPACE}\N{MINUS SIGN}\N{EN DASH}miljoenmlnkeur"))
def test_text_that_looks_like_numbers_never_breaks_the_reader(text: str) -> None:
    assert all(isinstance(number, float) for number in printed_numbers(text))
    assert printed_precision(text) >= 0


@given(number=st.floats(min_value=-1e12, max_value=1e12), decimals=st.integers(min_value=0, max_value=4))
def test_what_we_print_in_dutch_we_read_back(number: float, decimals: int) -> None:
    rounded = round(number, decimals)
    assert printed_numbers(format_number(rounded, decimals)) == pytest.approx([rounded], rel=1e-12, abs=10**-decimals / 2)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_whole_numbers_survive_exactly_with_any_thousands_mark(number: int) -> None:
    printed = format_number(number, 0)
    for mark in (".", " ", NO_BREAK, NARROW, THIN):
        assert printed_numbers(printed.replace(".", mark)) == [number]


@pytest.mark.parametrize(
    ("printed", "precision"),
    [
        ("61,8 %", 0.1),
        ("4,7 miljoen", 100_000),
        ("3 599 228,72EUR", 0.01),
        ("ruim 2.500", 1),
        ("2.1 ha", 0.1),
        ("500 KEUR", 1_000),
        ("zes", 1),
    ],
)
def test_printed_precision_is_one_unit_of_the_last_digit(printed: str, precision: float) -> None:
    assert printed_precision(printed) == pytest.approx(precision)


def test_says_finds_a_slip_in_transcription() -> None:
    assert says("3 599 228,72EUR", 3_599_228.72)
    assert not says("3 599 228,72EUR", 3_599_228.27)
    assert not says("-", 0)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12-31", date(2024, 12, 31), date(2024, 12, 31)),
        ("2018..2024", date(2018, 1, 1), date(2024, 12, 31)),
        ("2019-09..2020-06", date(2019, 9, 1), date(2020, 6, 30)),
        ("2024-02-29..2024", date(2024, 2, 29), date(2024, 12, 31)),
    ],
)
def test_periods(text: str, start: date, end: date) -> None:
    assert parse_period(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "geen jaar, maand of dag"),
        ("24", "geen jaar, maand of dag"),
        ("2024-1", "geen jaar, maand of dag"),
        ("2018-2024", "geen jaar, maand of dag"),
        ("\N{ARABIC-INDIC DIGIT TWO}" * 4, "geen jaar, maand of dag"),
        ("2018..", "geen jaar, maand of dag"),
        ("1899", "ligt niet tussen 1900 en 2100"),
        ("2024-13", "de maand in '2024-13' bestaat niet"),
        ("2024-00", "de maand in '2024-00' bestaat niet"),
        ("2023-02-29", "de dag in '2023-02-29' bestaat niet"),
        ("2024-01-00", "de dag in '2024-01-00' bestaat niet"),
        ("2024..2018", "eindigt voor het begint"),
    ],
)
def test_a_period_that_does_not_exist_is_refused_in_dutch(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace(".", r"\.")):
        parse_period(text)


@given(st.integers(min_value=1900, max_value=2100), st.integers(min_value=1, max_value=12))
def test_a_month_covers_all_its_days(year: int, month: int) -> None:
    start, end = parse_period(f"{year}-{month:02}")
    assert (end - start).days + 1 == monthrange(year, month)[1]
    assert parse_period(f"{start}..{end}") == (start, end)


def test_an_empty_number_is_absent_and_not_nought() -> None:
    assert parse_optional_number("") is None
    assert parse_optional_number(" ") is None
    assert parse_optional_number("0") == 0


@pytest.mark.parametrize("text", ["abc", "1,5", "nan", "inf", "1.2.3"])
def test_what_is_no_number_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is geen getal"):
        parse_optional_number(text)


def test_the_format_of_money_keeps_every_cent() -> None:
    assert math.isclose(printed_numbers(format_number(13_741_900.05, 2))[0], 13_741_900.05)
