"""Whatever stands in a cell: a finite value or the reason why not; and what we write ourselves is what we read."""

import math
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.formatting import format_number, format_value
from data_pipeline.intake.numbers import NumberRule, parse_hours, parse_number, parse_typed_number

PLAIN = NumberRule(locale="nl-BE")
MONEY = NumberRule(locale="nl-BE", unit="€", is_money=True)
HOURS = NumberRule(locale="nl-BE", unit="u", minimum=0)
RULES = [
    PLAIN,
    MONEY,
    NumberRule(locale="nl-BE", unit="km", minimum=0, maximum=300),
    NumberRule(locale="nl-BE", unit="%", minimum=0, maximum=100),
    HOURS,
    NumberRule(locale="none"),
    NumberRule(locale="en"),
    NumberRule(locale="en", is_whole=True, dash_means="nul", codes={"-1": "verborgen"}),
]
CELLS = (
    st.text()
    | st.text(alphabet="0123456789.,-+ ()€%kmuEOeln'½:/x<~#\u00a0\u2212\u200b\n")
    | st.from_regex(r"[-(€ ]{0,3}[0-9., ]{1,12}( ?(km|m|EUR|mln|u|%)|E\+[0-9]{1,9})?")
)


@settings(max_examples=400)
@given(CELLS, st.sampled_from(RULES), st.sampled_from(["", "[h]:mm", "h:mm", "0%"]))
@example("9" * 6000, PLAIN, "")
@example("1E999999999", PLAIN, "")
@example("0E:0", PLAIN, "")
@example("1e" + "9" * 5000, PLAIN, "")
@example("\ud800", PLAIN, "[h]:mm")
@example("9999999:59", HOURS, "")
@example(" " * 100_000 + "x", PLAIN, "")
@example("1" + " " * 190, MONEY, "0%")
def test_any_text_gives_a_finite_value_or_says_why_not(text: str, rule: NumberRule, number_format: str) -> None:
    for number in (
        parse_number(text, rule),
        parse_hours(text, rule=rule, number_format=number_format),
        parse_typed_number(text, rule=rule, number_format=number_format),
    ):
        errors = [remark for remark in number.remarks if remark.level == "error"]
        if number.value is None:
            assert errors or number.status not in {"", "geschat"}
        else:
            assert math.isfinite(number.value) and abs(number.value) < 1e16
            assert not errors
            assert number.status in {"", "geschat"}
        assert (number.status == "geschat") == (number.reading == "ongeveer")


@given(st.integers(-(10**15), 10**15), st.integers(0, 3))
def test_what_we_write_is_what_we_read(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    assert parse_number(format_number(value, decimals), PLAIN).value == value


@given(st.integers(0, 10**9), st.sampled_from(["€", "%", "km", "u", "ritten", "km per wagen per maand"]))
def test_what_we_write_with_a_unit_is_what_we_read(digits: int, unit: str) -> None:
    value = digits / 100
    assert parse_number(format_value(value, unit, 2), NumberRule(locale="nl-BE", unit=unit)).value == value


@pytest.mark.long
def test_rel_18_a_hundred_thousand_numbers_come_back_as_they_were_written() -> None:
    draw = random.Random(18)
    for _ in range(100_000):
        decimals = draw.randrange(4)
        value = draw.randrange(-(10**12), 10**12) / 10**decimals
        assert parse_number(format_number(value, decimals), PLAIN).value == value
