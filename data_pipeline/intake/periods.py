"""From the text of a delivered cell to a period: total functions that never guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from catalogue.formatting import is_whole_months
from data_pipeline.contract import Grain
from data_pipeline.intake.calendar_text import MONTHS, MONTHS_PER_YEAR, PeriodError, Span, read_point
from data_pipeline.intake.cells import Remark, info, shown
from data_pipeline.intake.times import parse_timestamp

LONGEST = 100
SERIAL_DAYS = range(32_874, 73_416)
DAYS_1904, SECONDS_PER_DAY = 1_462, 86_400
INCOMPLETE = "F20"
MONTHS_OF_GRAIN = {"maand": 1, "kwartaal": 3, "jaar": MONTHS_PER_YEAR}
EXPECTED = {
    "maand": "2024-12 of december 2024",
    "jaar": "2024",
    "kwartaal": "2024-Q2",
    "dag": "31/12/2024",
    "": "2024, 2024-12 of 31/12/2024",
}
_DASHES = re.compile(r"[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
_APOSTROPHES = re.compile(r"[’‘´`ʼ]")
_DAY_FIRST = re.compile(r"[0-9]{1,2}\s?([-/.])\s?[0-9]{1,2}\s?\1\s?[0-9]{2}")
_SERIAL = re.compile(r"(?P<days>[0-9]{5})(?:[.,](?P<part>[0-9]{1,20}))?")
_MONTH_DIGITS = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})")
_WITH_TIME = re.compile(
    r"(?P<day>.*[0-9])[t ](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?P<zone>\s?(?:z|[a-z/]{3,20}|[+-][0-9:]{2,6}))?"
)
_OPEN = re.compile(r"(?:(?:vanaf|sinds)\s(?P<from>.+)|(?P<first>.+?)\s?-\s?(?:…|\.{2,3}|heden|nu))")
_BETWEEN = re.compile(r"\s(?:t\.?e\.?m\.?|tot en met|t/m)\s|\.\.|\s?-\s?")
_PART_OF_YEAR = re.compile(
    r"(?:week|wk)\.? [0-9]{1,2}|[qkts][1-4]|(?:[1-4](?:e|ste|de)|eerste|tweede|derde|vierde) (?:kwartaal|trimester|semester|jaarhelft)"
)
_WEEKDAY = re.compile(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag,?\s+|(?:ma|di|wo|do|vr|za|zo)\.?,?\s+(?=[0-9])")
_UNTIL_MONTH = r"(?:t\.?e\.?m\.?|tot en met|t/m)\s+"
_YEAR_UNTIL = re.compile(
    rf"(?P<year>[0-9]{{4}}),?\s+\(?{_UNTIL_MONTH}(?P<month>[a-z]+\.?)\)?|{_UNTIL_MONTH}(?P<month_first>[a-z]+\.?)\s+(?P<year_behind>[0-9]{{4}})"
)
_BOOK_YEAR = re.compile(r"(?:boekjaar|kalenderjaar|dienstjaar)\s+(?P<year>[0-9]{4})")
_OTHER_YEAR = re.compile(r"(?:schooljaar|werkjaar|seizoen|academiejaar)\b.*")
_TWO_YEARS = re.compile(r"(?P<first>[0-9]{4})\s?[-/]\s?(?P<last>[0-9]{4}|[0-9]{2})")
_TYPED_AS_TEXT = re.compile(r"['’‘][0-9]{1,2}[-/.]|['’‘][0-9]{4}")
_LETTER_FOR_DIGIT = re.compile(r"(?=.*[0-9])(?=.*[oil])[0-9oil/.\- ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day; an end of None with a start is an open end, both None is an error."""

    start: date | None = None
    end: date | None = None
    remarks: tuple[Remark, ...] = ()


def _refused(code: str, words: str) -> Period:
    return Period(remarks=(Remark(code=code, level="error", text=f"Rij {{rij}}: {words}"),))


def _read_serial(found: re.Match[str], told: str, *, is_allowed: bool, date_1904: bool) -> Period:
    if not is_allowed:
        return _refused("periode", f"'{told}' lijkt een Excel-datumnummer. Schrijf de datum voluit, bijvoorbeeld 31/12/2024.")
    seconds = round(Decimal(f"0.{found['part'] or 0}") * SECONDS_PER_DAY)
    days = int(found["days"]) + seconds // SECONDS_PER_DAY + (DAYS_1904 if date_1904 else 0)
    if days not in SERIAL_DAYS:
        return _refused("periode", f"'{told}' is als Excel-datumnummer geen dag tussen 1990 en 2100.")
    day = date(1899, 12, 30) + timedelta(days=days)
    remarks = (info("F01", "Excel-datumnummer omgezet."),)
    return Period(start=day, end=day, remarks=(*remarks, info("F02", "Mac-datumsysteem toegepast.")) if date_1904 else remarks)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text into a first and a last part, the widest separators first."""
    found = sorted(_BETWEEN.finditer(text), key=lambda cut: -len(cut.group()))
    return ((text[: cut.start()], text[cut.end() :]) for cut in found)


def _incomplete(first: Span, last: Span) -> tuple[Remark, ...]:
    """The warning for a run of months that is part of one year (F20)."""
    months = last.start.month - first.start.month + 1
    if first.kind != "maand" or first.start.year != last.start.year or months == MONTHS_PER_YEAR:
        return ()
    words = f"Onvolledig jaar ({months} van {MONTHS_PER_YEAR} maanden): niet vergelijkbaar met volledige jaren."
    return (Remark(code=INCOMPLETE, level="warning", text=words),)


def _read_span(text: str, told: str) -> Period | None:
    """`januari 2020 - juli 2022`, `2018-2024`, `jan-sep 2025`; None when it is no span."""
    text = text.removeprefix("van ")
    for first, last in _splits(text):
        end = read_point(last, told=told)
        if end is None:
            continue
        start = read_point(first, told=told)
        if start is None and end.kind == "maand" and first.rstrip(".") in MONTHS:
            start = read_point(f"{first} {end.start.year}", told=told)
        if start is None or start.kind != end.kind:
            continue
        if start.start > end.start:
            return _refused("periode", f"'{told}' eindigt voor het begint.")
        return Period(start=start.start, end=end.end, remarks=_incomplete(start, end))
    return None


def _read_open(text: str, told: str) -> Period | None:
    found = _OPEN.fullmatch(text)
    span = read_point(found["from"] or found["first"], told=told) if found else None
    return Period(start=span.start, remarks=(info("F08", "Het einde van de periode is open."),)) if span else None


def _read_year(text: str, told: str) -> Period | None:
    """A year in words: `boekjaar 2024`, `2024 (t.e.m. september)`; one that is no calendar year is an error."""
    if found := _BOOK_YEAR.fullmatch(text):
        span = read_point(found["year"], told=told)
        return (
            Period(start=span.start, end=span.end, remarks=(info("jaar", f"'{told}' gelezen als het jaar {found['year']}."),))
            if span
            else None
        )
    if found := _YEAR_UNTIL.fullmatch(text):
        return _read_span(f"jan-{found['month'] or found['month_first']} {found['year'] or found['year_behind']}", told)
    if _OTHER_YEAR.fullmatch(text):
        return _refused("periode", f"'{told}' is geen kalenderjaar. Lever per kalenderjaar aan.")
    return None


def _is_two_years(text: str, grain: Grain) -> bool:
    """Whether a text names a year and the one after it, as a school writes it: `2024/25`; for a project that is a span."""
    found = _TWO_YEARS.fullmatch(text)
    if not found or (len(found["last"]) == len("2025") and grain == ""):
        return False
    is_next = (int(found["first"]) + 1) % 10 ** len(found["last"]) == int(found["last"])
    return is_next and int(found["last"]) > MONTHS_PER_YEAR


def _read_with_time(cell: str, text: str, told: str) -> Period | None:
    """A day with a clock time: with a zone it is the day on Belgian clocks."""
    found = _WITH_TIME.fullmatch(text)
    if not found:
        return None
    if found["zone"]:
        moment = parse_timestamp(cell, zone=None)
        day = moment.local.date() if moment.local else None
        return Period(start=day, end=day, remarks=moment.remarks)
    span = read_point(found["day"], told=told)
    return Period(start=span.start, end=span.end) if span and span.kind == "dag" else None


def _widened(start: date, end: date, grain: Grain) -> tuple[date, date]:
    """A day stands for its month in a monthly delivery, the first or last day of a year for that year in a yearly one."""
    if start == end and grain == "maand":
        following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return start.replace(day=1), following - timedelta(days=1)
    if start == end and grain == "jaar" and (start.month, start.day) in {(1, 1), (12, 31)}:
        return date(start.year, 1, 1), date(start.year, 12, 31)
    return start, end


def _at_grain(period: Period, grain: Grain, told: str) -> Period:
    """The period when it is what the contract expects, else an error; an incomplete year passes for a year and stays flagged."""
    if period.start is None or grain == "":
        return period
    is_right, remarks = False, period.remarks
    if period.end is not None:
        start, end = _widened(period.start, period.end, grain)
        period = replace(period, start=start, end=end)
        months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month + 1
        expected = MONTHS_OF_GRAIN.get(grain, 0)
        is_right = (
            start == end if grain == "dag" else is_whole_months(start, end) and months == expected and (start.month - 1) % expected == 0
        )
    if is_right:
        return replace(period, remarks=tuple(remark for remark in remarks if remark.code != INCOMPLETE))
    if grain == "jaar" and any(remark.code == INCOMPLETE for remark in remarks):
        return period
    return _refused("periode", f"'{told}' is geen {grain}. Verwacht: {EXPECTED[grain]}.")


def _not_understood(text: str, told: str, grain: Grain) -> Period:
    if _LETTER_FOR_DIGIT.fullmatch(text):
        letter = "O" if "o" in text else "l"
        return _refused("D28", f"'{told}' is geen geldig getal (letter {letter}?).")
    parts = [part.strip(" .") for part in _BETWEEN.split(text)]
    if all(part in MONTHS for part in parts) or _PART_OF_YEAR.fullmatch(text):
        return _refused("periode", f"bij '{told}' ontbreekt het jaar. Verwacht: {EXPECTED[grain]}.")
    return _refused("periode", f"'{told}' is geen periode die herkend wordt. Verwacht: {EXPECTED[grain]}.")


def _read(cell: str, told: str, *, is_excel_serial_allowed: bool, date_1904: bool, grain: Grain, is_iso: bool) -> Period:
    """The period of a cell; raises PeriodError for one that does not exist."""
    if is_iso and _DAY_FIRST.match(cell):
        return _refused("datum", f"bij '{told}' is niet zeker wat de dag en wat de maand is. Verwacht: 2024-12-31.")
    text = _WEEKDAY.sub("", _APOSTROPHES.sub("'", _DASHES.sub("-", cell.casefold())), count=1).replace(", ", " ")
    if _is_two_years(text, grain):
        return _refused("periode", f"'{told}' loopt over twee kalenderjaren. Verwacht: {EXPECTED[grain]}.")
    if span := read_point(text, told=told):
        return Period(start=span.start, end=span.end)
    if found := _SERIAL.fullmatch(text):
        return _read_serial(found, told, is_allowed=is_excel_serial_allowed, date_1904=date_1904)
    if grain == "maand" and (found := _MONTH_DIGITS.fullmatch(text)):
        span = read_point(f"{found['year']}-{found['month']}", told=told)
        return Period(start=span.start, end=span.end) if span else _not_understood(text, told, grain)
    understood = _read_year(text, told) or _read_open(text, told) or _read_with_time(cell, text, told) or _read_span(text, told)
    return understood or _not_understood(text, told, grain)


@lru_cache(maxsize=4096)
def parse_period(text: str, *, is_excel_serial_allowed: bool, date_1904: bool = False, grain: Grain = "", is_iso: bool = False) -> Period:
    """The period a cell stands for.

    Args:
        text: `2024`, `mrt '24`, `2e kwartaal 2024`, `30-4-2021`, `jan-sep 2025`.
        is_excel_serial_allowed: only for a date column of a workbook.
        date_1904: the workbook counts days from 1904.
        grain: what the contract expects; nothing when any period will do.
        is_iso: whether the contract writes dates as ISO 8601 only, so that `3/4/2024` is refused.
    """
    cell, told = " ".join(text.split()) if len(text) <= LONGEST else "", shown(text)
    remarks: tuple[Remark, ...] = ()
    if _TYPED_AS_TEXT.match(cell):
        cell, remarks = cell[1:].strip(), (info("D29", "Tekstgetal omgezet."),)
    if not cell:
        words = f"'{told}' is te lang voor een periode." if text.strip() else "de periode ontbreekt."
        return _refused("periode", f"{words} Verwacht: {EXPECTED[grain]}.")
    try:
        period = _read(cell, told, is_excel_serial_allowed=is_excel_serial_allowed, date_1904=date_1904, grain=grain, is_iso=is_iso)
    except PeriodError as fault:
        return _refused(fault.code, fault.words)
    period = _at_grain(period, grain, told)
    return replace(period, remarks=(*remarks, *period.remarks))
