"""Hours in delivered cells: a clock notation, words, decimals or a spreadsheet's fraction of a day."""

import pytest

from data_pipeline.intake.numbers import NumberRule, parse_hours

HOURS = NumberRule(locale="nl-BE", unit="u", minimum=0)
HOUR_CASES = [("36:30:00", ""), ("36:30", ""), ("1.520833", "[h]:mm"), ("1,520833", "[h]:mm:ss")]


@pytest.mark.parametrize(("text", "number_format"), HOUR_CASES)
def test_e05_a_duration_becomes_hours(text: str, number_format: str) -> None:
    number = parse_hours(text, rule=HOURS, number_format=number_format)
    assert number.value == 36.5
    assert [(r.code, r.level, r.text) for r in number.remarks] == [("E05", "info", "(info) Tijdsduur omgezet naar uren.")]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("36u30", 36.5), ("36 u 30", 36.5), ("36h30", 36.5), ("36 uur 30 min", 36.5), ("36 uur en 5 minuten", 36 + 5 / 60),
        ("36,5", 36.5), ("36,5 u", 36.5), ("36 uur", 36), ("7½ uur", 7.5),
        ("90 min", 1.5), ("1 day, 12:30:00", 36.5), ("1.234,5", 1234.5),
        ("1234:30", 1234.5), ("0:00", 0), ("36:30:15.000", 36 + 30 / 60 + 15 / 3600),
    ],
)  # fmt: skip
def test_hours_in_every_notation(text: str, hours: float) -> None:
    assert parse_hours(text, rule=HOURS).value == pytest.approx(hours)


@pytest.mark.parametrize(
    ("text", "number_format", "code"),
    [
        ("36:75", "", "uren"), ("36:30:99", "", "uren"), ("-1:30", "", "D22"), ("36u5", "", "getal"), ("36.5", "", "D02"),
        ("1.52", "h:mm", "uren"), ("12:30 PM", "", "getal"), ("36:3", "", "getal"), ("850 km", "", "eenheid"),
    ],
)  # fmt: skip
def test_no_hours_are_guessed(text: str, number_format: str, code: str) -> None:
    number = parse_hours(text, rule=HOURS, number_format=number_format)
    assert number.value is None
    assert ("error", code) in [(remark.level, remark.code) for remark in number.remarks]


def test_a_clock_time_below_a_day_is_a_duration_and_a_plain_number_is_not() -> None:
    assert parse_hours("0.25", rule=HOURS, number_format="h:mm").value == 6
    assert parse_hours("1,5", rule=HOURS, number_format="0,00").value == 1.5
    assert parse_hours("2:30", rule=NumberRule(locale="nl-BE", unit="min")).value == 150
