"""One year, quarter, month, week or day as people write it; nothing is guessed, a century least of all."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from data_pipeline.parsing import YEARS

Kind = Literal["jaar", "semester", "kwartaal", "maand", "week", "dag"]
LAST_SHORT_YEAR = 2050
MONTHS_PER_YEAR = 12
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan januari january|feb febr februari february|mrt mar maa maart march|apr april|mei may|jun juni june|jul juli july|"
        "aug augustus august|sep sept september|okt oct oktober october|nov november|dec december".split("|"),
        1,
    )
    for name in names.split()
}
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_YEAR, _MONTH = r"(?P<year>'?[0-9]{4}|'?[0-9]{2})", rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_GAP = r"(?:\s?[-/.]\s?|\s)?"
_NTH = rf"(?:(?P<nth>[0-9])(?:e|ste|de|ᵉ)\.?|(?P<word>{'|'.join(ORDINALS)}))\s"


class PeriodError(ValueError):
    """A text that is written as a period but names none; `args` are the code and the Dutch words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last day, and how the text tells them."""

    start: date
    end: date
    kind: Kind


def _year(text: str, told: str) -> int:
    if text.startswith("'") and len(text) == len("'24"):
        year = 2000 + int(text[1:])
        if year <= LAST_SHORT_YEAR:
            return year
    text = text.removeprefix("'")
    if len(text) != len("2024"):
        raise PeriodError("F11", "gebruik een jaartal van 4 cijfers.")
    if int(text) not in YEARS:
        raise PeriodError("periode", f"het jaar in '{told}' ligt niet tussen 1900 en 2100.")
    return int(text)


def _missing(told: str) -> PeriodError:
    return PeriodError("F10", f"datum '{told}' bestaat niet.")


def _months(year: int, first: int, count: int, kind: Kind) -> Span:
    following = date(year + (first + count > MONTHS_PER_YEAR), (first + count - 1) % MONTHS_PER_YEAR + 1, 1)
    return Span(start=date(year, first, 1), end=following - timedelta(days=1), kind=kind)


def _as_year(found: re.Match[str], told: str) -> Span:
    return _months(_year(found["year"], told), 1, MONTHS_PER_YEAR, "jaar")


def _as_part(count: int, kind: Kind) -> Callable[[re.Match[str], str], Span]:
    """Reads the nth part of a year, each so many months long."""

    def read(found: re.Match[str], told: str) -> Span:
        number = ORDINALS.get(found["word"] or "") or int(found["nth"] or 0)
        if not 1 <= number <= MONTHS_PER_YEAR // count:
            raise PeriodError("F10", f"periode '{told}' bestaat niet.")
        return _months(_year(found["year"], told), (number - 1) * count + 1, count, kind)

    return read


def _month_number(text: str, told: str) -> int:
    number = MONTHS.get(text) or (int(text) if text.isdigit() else 0)
    if not 1 <= number <= MONTHS_PER_YEAR:
        raise _missing(told)
    return number


def _as_month(found: re.Match[str], told: str) -> Span:
    return _months(_year(found["year"], told), _month_number(found["month"], told), 1, "maand")


def _as_week(found: re.Match[str], told: str) -> Span:
    try:
        start = date.fromisocalendar(_year(found["year"], told), int(found["nth"]), 1)
    except ValueError as error:
        if isinstance(error, PeriodError):
            raise
        raise PeriodError("F10", f"week '{told}' bestaat niet.") from error
    return Span(start=start, end=start + timedelta(days=6), kind="week")


def _as_day(found: re.Match[str], told: str) -> Span:
    if found["year"].startswith("'"):
        raise PeriodError("F11", "gebruik een jaartal van 4 cijfers.")
    year, month = _year(found["year"], told), _month_number(found["month"], told)
    try:
        day = date(year, month, int(found["day"]))
    except ValueError as error:
        raise _missing(told) from error
    return Span(start=day, end=day, kind="dag")


_AFTER_YEAR, _NUMBERED = r"(?P<year>[0-9]{4})", r"(?P<nth>[0-9])(?P<word>)"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Span]], ...] = (
    (re.compile(r"(?:jaar )?(?P<year>[0-9]{4})(?:[.,]0+)?"), _as_year),
    (re.compile(r"(?P<year>[0-9]{4})\s?[-/]\s?(?P<month>[0-9]{1,2})"), _as_month),
    (re.compile(r"(?P<year>[0-9]{4})m(?P<month>[0-9]{2})"), _as_month),
    (re.compile(r"(?P<month>[0-9]{1,2})\s?[-/]\s?(?P<year>[0-9]{4})"), _as_month),
    (re.compile(rf"{_MONTH}{_GAP}{_YEAR}"), _as_month),
    (re.compile(rf"{_AFTER_YEAR}{_GAP}{_MONTH}"), _as_month),
    (re.compile(rf"(?:kwartaal|trimester|kw|q|k|t)\.?\s?{_NUMBERED}{_GAP}{_YEAR}"), _as_part(3, "kwartaal")),
    (re.compile(rf"{_AFTER_YEAR}{_GAP}(?:kwartaal|kw|q|k|t)\.?\s?{_NUMBERED}"), _as_part(3, "kwartaal")),
    (re.compile(rf"{_NTH}(?:kwartaal|kwart\.|kw\.?|trimester|trim\.)\s(?:van )?{_YEAR}"), _as_part(3, "kwartaal")),
    (re.compile(rf"(?:semester|s|h)\.?\s?{_NUMBERED}{_GAP}{_YEAR}"), _as_part(6, "semester")),
    (re.compile(rf"{_AFTER_YEAR}{_GAP}(?:s|h){_NUMBERED}"), _as_part(6, "semester")),
    (re.compile(rf"{_NTH}(?:semester|sem\.|jaarhelft|halfjaar)\s(?:van )?{_YEAR}"), _as_part(6, "semester")),
    (re.compile(r"(?P<year>[0-9]{4})[-\s]?w(?P<nth>[0-9]{1,2})"), _as_week),
    (re.compile(r"(?:week|wk|w)\.?\s?(?P<nth>[0-9]{1,2})(?:\s?[-/,]\s?|\s)(?:van )?(?P<year>[0-9]{4}|[0-9]{2})"), _as_week),
    (re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"), _as_day),
    (re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"), _as_day),
    (re.compile(rf"(?P<day>[0-9]{{1,2}})\s?(?P<mark>[-/.])\s?(?P<month>[0-9]{{1,2}})\s?(?P=mark)\s?{_YEAR}"), _as_day),
    (re.compile(rf"(?P<day>[0-9]{{1,2}})(?:e|ste)?{_GAP}{_MONTH}{_GAP}{_YEAR}"), _as_day),
)


def read_point(text: str, *, told: str) -> Span | None:
    """The period a text names with its year, or None when it is written in no known way.

    Args:
        text: in lower case, with plain hyphens and single spaces.
        told: the cell, for the messages.

    Raises PeriodError for a date that does not exist, a short year, a year far off.
    """
    for pattern, read in _READERS:
        if found := pattern.fullmatch(text):
            return read(found, told)
    return None
