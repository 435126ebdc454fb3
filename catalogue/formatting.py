"""How a figure, a period or a date reads in Dutch: the one formatter of screen, table and export."""

import math
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "nl_BE"
NO_BREAK = "\N{NO-BREAK SPACE}"
READING_PREFIX = {"ongeveer": "ongeveer ", "exact": "", "afgelezen": ""}
STATUS_WORD = {
    "verborgen": "niet getoond (privacy)",
    "onbekend": "onbekend",
    "niet_geleverd": "niet geleverd",
    "niet_deelnemend": "neemt niet deel",
    "niet_van_toepassing": "niet van toepassing",
}
NOT_IN_SOURCE = "niet in de bron"
EXAMPLE = "Voorbeelddata"
MOST_EXACT = 100_000
LEAST_WHOLE_EURO = 1_000
MONTHS_PER_YEAR = 12
MILLION = 1_000_000


@lru_cache(maxsize=16_384)
def format_number(value: float, decimals: int) -> str:
    """A number as a Fleming writes it: `13.741.900`, `836,5`; never `-0`."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(value, format=pattern, locale=LOCALE)
    return text.removeprefix("-") if not any(c in "123456789" for c in text) else text


def format_value(value: float, unit: str, decimals: int) -> str:
    """A figure with its unit: `€ 15,50`, `61,8%`, `836 km per wagen per maand`."""
    number = format_number(value, decimals)
    if unit == "€":
        return f"€{NO_BREAK}{number}"
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit}"


def format_bare(value: float, unit: str, decimals: int) -> str:
    """A figure for a place where the unit is already told: euro and per cent keep their sign."""
    return format_value(value, unit, decimals) if unit in {"€", "%"} else format_number(value, decimals)


def significant(value: float, digits: int = 3) -> float:
    """The value rounded to a number of significant digits, for cards that are read from afar."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def format_short(value: float, unit: str, decimals: int) -> str:
    """A figure for a card or scorecard, at most three digits that count and no zeros that were not printed: `€ 13,7 mln.`, `€ 3 mln.`."""
    if abs(value) >= MILLION:
        millions = significant(value) / MILLION
        decimals = next(d for d in range(3) if d == 2 or round(millions, d) == round(millions, 2))  # noqa: PLR2004
        shown = f"{format_number(millions, decimals)}{NO_BREAK}mln."
        return f"€{NO_BREAK}{shown}" if unit == "€" else shown
    if unit == "€" and abs(value) >= LEAST_WHOLE_EURO:
        decimals = 0
    if abs(value) >= MOST_EXACT:
        return format_bare(significant(value), unit, 0)
    return format_bare(value, unit, decimals)


def format_difference(value: float, unit: str, decimals: int) -> str:
    """A change with its sign: `+506`, `-9`; between percentages `+2,1 procentpunt`."""
    sign = "+" if value > 0 else ""
    if unit == "%":
        return f"{sign}{format_number(value, max(decimals, 1))} procentpunt"
    return f"{sign}{format_bare(value, unit, decimals)}"


def format_day(day: date) -> str:
    """A day in full: `22 november 2026`."""
    return str(format_date(day, "d MMMM y", locale=LOCALE))


def short_month(day: date) -> str:
    """The month as it stands on an axis: `mrt`."""
    return str(format_date(day, "MMM", locale=LOCALE)).rstrip(".")


def is_whole_months(start: date, end: date) -> bool:
    """Whether a period begins on the first and ends on the last day of a month."""
    return start.day == 1 and (end + timedelta(days=1)).day == 1


def format_period(start: date, end: date) -> str:
    """A period as people say it: `2024`, `2018–2024`, `december 2024`, `31 december 2024`, `september 2019–juni 2020`."""
    if start == end:
        return format_day(start)
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if not is_whole_months(start, end):
        return f"{format_day(start)}–{format_day(end)}"
    first, last = (str(format_date(day, "MMMM y", locale=LOCALE)) for day in (start, end))
    return last if first == last else f"{first}–{last}"


def short_period(start: date, end: date) -> str:
    """A period for a card or an axis: `dec 2024`, `eind 2024`, `2018–2024`."""
    if start == end and (end.month, end.day) == (12, 31):
        return f"eind {end.year}"
    if start == end and (end.month, end.day) == (1, 1):
        return f"begin {end.year}"
    if is_whole_months(start, end) and (start.year, start.month) == (end.year, end.month):
        return f"{short_month(start)} {start.year}"
    return format_period(start, end)


def office_format(unit: str, decimals: int) -> str:
    """How a spreadsheet shows such a number: thousands and decimals as its own language writes them, euro and per cent with their sign."""
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    if unit == "€":
        return f'"€"\N{NO-BREAK SPACE}{number}'
    return f'{number}"%"' if unit == "%" else number
