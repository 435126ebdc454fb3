"""Periods in delivered cells: what is read, what is refused and in which words, and that nothing breaks the reader."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.formatting import format_period
from data_pipeline.intake.periods import Period, parse_period

Days = tuple[date, date | None]
SHORT_YEAR = "Rij {rij}: gebruik een jaartal van 4 cijfers."
INCOMPLETE = "Onvolledig jaar ({} van 12 maanden): niet vergelijkbaar met volledige jaren."


def _read(text: str, grain: Any = "") -> Period:
    return parse_period(text, is_excel_serial_allowed=False, grain=grain)


def _days(period: Period) -> tuple[date | None, date | None]:
    return period.start, period.end


def _codes(period: Period) -> list[tuple[str, str]]:
    return [(remark.level, remark.code) for remark in period.remarks]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (" jaar 2024 ", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024.0", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("12/2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("2-2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("mrt '24", date(2024, 3, 1), date(2024, 3, 31)),
        ("mrt ’24", date(2024, 3, 1), date(2024, 3, 31)),
        ("Mrt. 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("Maart-2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("maart\n2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("2024 maart", date(2024, 3, 1), date(2024, 3, 31)),
        ("March 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("dec '2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("2e kwartaal 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("2de kwartaal van 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("Vierde kwartaal 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("Q2 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("T2 2024", date(2024, 4, 1), date(2024, 6, 30)),
        ("K1/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("kwartaal 3 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("Q2 '24", date(2024, 4, 1), date(2024, 6, 30)),
        ("1e semester 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("tweede jaarhelft 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-W01", date(2024, 1, 1), date(2024, 1, 7)),
        ("week 53 2020", date(2020, 12, 28), date(2021, 1, 3)),
        ("30-4-2021", date(2021, 4, 30), date(2021, 4, 30)),
        ("8/03/2021", date(2021, 3, 8), date(2021, 3, 8)),
        ("03/04/2024", date(2024, 4, 3), date(2024, 4, 3)),
        ("3.4.2024", date(2024, 4, 3), date(2024, 4, 3)),
        ("29/02/2024", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-12-31", date(2024, 12, 31), date(2024, 12, 31)),
        ("20241231", date(2024, 12, 31), date(2024, 12, 31)),
        ("1 maart 2024", date(2024, 3, 1), date(2024, 3, 1)),
        ("1-mrt-2024", date(2024, 3, 1), date(2024, 3, 1)),
        ("2024-12-31T00:00:00", date(2024, 12, 31), date(2024, 12, 31)),
        ("31/12/2024 23:30", date(2024, 12, 31), date(2024, 12, 31)),
        ("Januari 2020 – Juli 2022", date(2020, 1, 1), date(2022, 7, 31)),
        ("2018-2024", date(2018, 1, 1), date(2024, 12, 31)),
        ("2018..2024", date(2018, 1, 1), date(2024, 12, 31)),
        ("van 2018 t.e.m. 2024", date(2018, 1, 1), date(2024, 12, 31)),
        ("2019-06 - 2020-05", date(2019, 6, 1), date(2020, 5, 31)),
        ("nov 2024 - feb 2025", date(2024, 11, 1), date(2025, 2, 28)),
        ("1/1/2024 t/m 15/6/2024", date(2024, 1, 1), date(2024, 6, 15)),
        ("jan-dec 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("1989", date(1989, 1, 1), date(1989, 12, 31)),
    ],
)
def test_periods_that_are_read_without_a_remark(text: str, start: date, end: date) -> None:
    assert _read(text) == Period(start=start, end=end)


@pytest.mark.parametrize("text", ["2021-…", "2021 – …", "2021-...", "vanaf 2021", "sinds 2021", "2021-heden", "2021 - nu"])
def test_f08_an_open_end(text: str) -> None:
    period = _read(text)
    assert _days(period) == (date(2021, 1, 1), None)
    assert _codes(period) == [("info", "F08")]


@pytest.mark.parametrize(
    ("text", "start", "end", "months"),
    [
        ("jan-sep 2025", date(2025, 1, 1), date(2025, 9, 30), 9),
        ("Jan. t.e.m. sept. 2025", date(2025, 1, 1), date(2025, 9, 30), 9),
        ("januari 2025 – september 2025", date(2025, 1, 1), date(2025, 9, 30), 9),
        ("jun-dec 2024", date(2024, 6, 1), date(2024, 12, 31), 7),
        ("jan-mrt '25", date(2025, 1, 1), date(2025, 3, 31), 3),
    ],
)
@pytest.mark.parametrize("grain", ["", "jaar"])
def test_f20_an_incomplete_year_is_flagged(text: str, start: date, end: date, months: int, grain: str) -> None:
    period = _read(text, grain)
    assert _days(period) == (start, end)
    assert [(r.code, r.level, r.text) for r in period.remarks] == [("F20", "warning", INCOMPLETE.format(months))]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("31/02/2024", "F10", "Rij {rij}: datum '31/02/2024' bestaat niet."),
        ("29-2-2023", "F10", "Rij {rij}: datum '29-2-2023' bestaat niet."),
        ("03/14/2024", "F10", "Rij {rij}: datum '03/14/2024' bestaat niet."),
        ("0/1/2024", "F10", "Rij {rij}: datum '0/1/2024' bestaat niet."),
        ("13/2024", "F10", "Rij {rij}: datum '13/2024' bestaat niet."),
        ("2024-13", "F10", "Rij {rij}: datum '2024-13' bestaat niet."),
        ("2024-00", "F10", "Rij {rij}: datum '2024-00' bestaat niet."),
        ("Q5 2024", "F10", "Rij {rij}: periode 'Q5 2024' bestaat niet."),
        ("S3 2024", "F10", "Rij {rij}: periode 'S3 2024' bestaat niet."),
        ("2024-W53", "F10", "Rij {rij}: week '2024-W53' bestaat niet."),
        ("1/1/24", "F11", SHORT_YEAR),
        ("24/03/01", "F11", SHORT_YEAR),
        ("1 mrt '24", "F11", SHORT_YEAR),
        ("mrt/24", "F11", SHORT_YEAR),
        ("mrt-24", "F11", SHORT_YEAR),
        ("mrt 24", "F11", SHORT_YEAR),
        ("mrt '98", "F11", SHORT_YEAR),
        ("Q2 24", "F11", SHORT_YEAR),
        ("2O24", "D28", "Rij {rij}: '2O24' is geen geldig getal (letter O?)."),
        ("O1/2024", "D28", "Rij {rij}: 'O1/2024' is geen geldig getal (letter O?)."),
        ("l2/2024", "D28", "Rij {rij}: 'l2/2024' is geen geldig getal (letter l?)."),
    ],
)
def test_periods_that_do_not_exist(text: str, code: str, words: str) -> None:
    period = _read(text)
    assert _days(period) == (None, None)
    assert [(r.code, r.level, r.text) for r in period.remarks] == [(code, "error", words)]


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "1899", "2101", "0000", "maaart 2024", "maart", "eerste semester", "Q1", "totaal", "2018 tot 2024", "2021-", "-2021",
        "2.024",
        "12.2024", "202412", "45292", "٢٠٢٤", "２０２４", "2024-1-1 25:00", "2024 10:00", "dec 2024 - jan 2024", "2024-2018", "eind 2024",
        "2024-Q1 - 2024-12", "x" * 300, "24", "'24", "12024", "mrt", "2024-06-", "…", "2024?", "2018-2024-2025",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_an_error_with_an_example(text: str) -> None:
    period = _read(text)
    assert _days(period) == (None, None)
    assert _codes(period) == [("error", "periode")]
    assert period.remarks[0].text.startswith("Rij {rij}: ")


def test_the_missing_year_is_named() -> None:
    assert "bij 'maart' ontbreekt het jaar" in _read("maart").remarks[0].text
    assert "bij '1e kwartaal' ontbreekt het jaar" in _read("1e kwartaal").remarks[0].text


@pytest.mark.parametrize(
    ("text", "date_1904", "day", "codes"),
    [
        ("45292", False, date(2024, 1, 1), ["F01"]),
        ("45292.0", False, date(2024, 1, 1), ["F01"]),
        ("45292,75", False, date(2024, 1, 1), ["F01"]),
        ("45291.9999999999", False, date(2024, 1, 1), ["F01"]),
        ("43830", True, date(2024, 1, 1), ["F01", "F02"]),
    ],
)
def test_f01_and_f02_day_numbers_of_a_workbook(text: str, date_1904: bool, day: date, codes: list[str]) -> None:
    period = parse_period(text, is_excel_serial_allowed=True, date_1904=date_1904)
    assert _days(period) == (day, day)
    words = {"F01": "(info) Excel-datumnummer omgezet.", "F02": "(info) Mac-datumsysteem toegepast."}
    assert [(r.code, r.level, r.text) for r in period.remarks] == [(code, "info", words[code]) for code in codes]


@pytest.mark.parametrize("text", ["12021", "28999", "99999", "4529", "-45292", "4.5292E4"])
def test_other_numbers_are_no_day_numbers(text: str) -> None:
    assert _codes(parse_period(text, is_excel_serial_allowed=True)) == [("error", "periode")]


def test_a_year_is_never_taken_for_a_day_number() -> None:
    assert _days(parse_period("2024", is_excel_serial_allowed=True)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_moment_with_a_zone_gives_the_day_on_belgian_clocks() -> None:
    period = _read("2024-12-31T23:30Z")
    assert _days(period) == (date(2025, 1, 1), date(2025, 1, 1))
    assert _codes(period) == [("info", "F16")]
    assert _days(_read("2024-12-31 10:00:00+01:00")) == (date(2024, 12, 31), date(2024, 12, 31))


def test_a_date_typed_as_text_loses_its_apostrophe() -> None:
    for text in ("'2024-03", "’2024-03"):
        period = _read(text)
        assert (_days(period), _codes(period)) == ((date(2024, 3, 1), date(2024, 3, 31)), [("info", "D29")])


@pytest.mark.parametrize(
    ("grain", "text", "days"),
    [
        ("maand", "2024-12", (date(2024, 12, 1), date(2024, 12, 31))),
        ("maand", "202412", (date(2024, 12, 1), date(2024, 12, 31))),
        ("maand", "1/02/2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("maand", "31/12/2024", (date(2024, 12, 1), date(2024, 12, 31))),
        ("kwartaal", "Q2 2024", (date(2024, 4, 1), date(2024, 6, 30))),
        ("kwartaal", "apr-jun 2024", (date(2024, 4, 1), date(2024, 6, 30))),
        ("jaar", "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("jaar", "1/1/2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("jaar", "31/12/2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("jaar", "jan-dec 2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("dag", "31/12/2024", (date(2024, 12, 31), date(2024, 12, 31))),
    ],
)
def test_what_the_contract_expects(grain: str, text: str, days: Days) -> None:
    assert _read(text, grain) == Period(start=days[0], end=days[1])


@pytest.mark.parametrize(
    ("grain", "text"),
    [
        ("maand", "2024"), ("maand", "Q2 2024"), ("maand", "jan-sep 2025"), ("maand", "2021-…"), ("maand", "2024-W05"),
        ("kwartaal", "2024-12"), ("kwartaal", "feb-apr 2024"), ("kwartaal", "1/4/2024"), ("kwartaal", "2024"), ("kwartaal", "jan-sep 2025"),
        ("jaar", "2024-12"), ("jaar", "Q2 2024"), ("jaar", "30/6/2024"), ("jaar", "2018-2024"), ("jaar", "jul 2024 - jun 2025"),
        ("jaar", "vanaf 2021"),
        ("dag", "2024"), ("dag", "2024-12"), ("dag", "2024-W05"), ("dag", "1/1/2024 - 2/1/2024"),
    ],
)  # fmt: skip
def test_another_grain_than_the_contract_expects_is_refused(grain: str, text: str) -> None:
    period = _read(text, grain)
    assert _days(period) == (None, None)
    assert f"'{text}' is geen {grain}. Verwacht: " in period.remarks[0].text


CELLS = (
    st.text()
    | st.text(alphabet="0123456789-/.' …–jansepmrtkwQT:Z+é")
    | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,4}([-/. ][0-9]{1,4})?", fullmatch=True)
    | st.from_regex(r"[0-9]{1,4}(-Q|W|M| kwartaal )[0-9]{1,2}|[0-9]{5}([.,][0-9]{1,20})?", fullmatch=True)
)


@settings(max_examples=400)
@given(CELLS, st.booleans(), st.booleans(), st.sampled_from(["", "maand", "jaar", "kwartaal", "dag"]))
@example("9" * 6000, True, True, "")
@example(" " * 100_000 + "2024", True, False, "jaar")
@example("9999-12-31", False, False, "dag")
@example("0001-01-01", False, False, "dag")
@example("2100-12-31T23:59-14:00", False, False, "dag")
@example("-" * 100, False, False, "")
def test_any_text_gives_a_sound_period_or_says_why_not(text: str, is_serial: bool, date_1904: bool, grain: Any) -> None:
    period = parse_period(text, is_excel_serial_allowed=is_serial, date_1904=date_1904, grain=grain)
    is_error = any(remark.level == "error" for remark in period.remarks)
    assert is_error == (period.start is None)
    if period.start is None:
        assert period.end is None
    elif period.end is None:
        assert grain == "" and _codes(period)[-1] == ("info", "F08")
    else:
        assert date(1900, 1, 1) <= period.start <= period.end <= date(2101, 1, 2)
        assert grain != "dag" or period.start == period.end


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 2000))
def test_what_we_write_is_what_we_read(start: date, days: int) -> None:
    end = min(start + timedelta(days=days), date(2100, 12, 31))
    assert _days(_read(format_period(start, end))) == (start, end)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1900, 2100), st.integers(1, 12))
def test_spans_of_months_and_years_as_we_write_them_are_read(year: int, month: int, other_year: int, other_month: int) -> None:
    (first, start), (last, end) = sorted([(year, month), (other_year, other_month)])
    following = date(last + end // 12, end % 12 + 1, 1)
    begin, finish = date(first, start, 1), following - timedelta(days=1)
    assert _days(_read(format_period(begin, finish))) == (begin, finish)
    assert _days(_read(f"{first}-{start:02}..{last}-{end:02}")) == (begin, finish)
