"""Turns what a document prints into numbers and periods; total functions that never guess."""

import math
import re
from calendar import monthrange
from datetime import date

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
        "zeventien achttien negentien twintig".split()
    )
} | {
    "één": 1,
    "geen": 0,
    "jaarlijks": 1,
    "jaarlijst": 1,
    "maandelijks": 1,
    "wekelijks": 1,
    "eenmaal": 1,
    "tweemaal": 2,
    "verdubbeling": 2,
    "vierenhalf": 4.5,
    "kwart": 25,
    "renteloos": 0,
    "renteloze": 0,
}
SCALES = {"miljard": 1_000_000_000, "miljoen": 1_000_000, "mln": 1_000_000, "keur": 1_000}
YEARS = range(1900, 2101)
_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\\s]+")
_NUMBER = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}]?\s?\d+(?:(?:\.\d{3})+(?!\d)|(?: \d{3})+(?!\d))?(?:,\d+|\.\d{1,2}(?!\d))?")
_FRACTION = re.compile(r"(?<!\d)(\d{1,9})/(\d{1,9})(?!\d)")
_PERIOD = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _scale_behind(text: str, position: int) -> int:
    following = re.match(r"\s?([a-zA-Z]+)", text[position:])
    return SCALES.get(following.group(1).lower(), 1) if following else 1


def _as_number(digits: str) -> float:
    plain = re.sub(r"[ .](?=\d{3}(?!\d))", "", digits).replace(",", ".").replace(" ", "")
    return float(re.sub("[\N{MINUS SIGN}\N{EN DASH}]", "-", plain))


def printed_numbers(printed: str) -> list[float]:
    """Every number that can be read in a printed value.

    Args:
        printed: as it stands in the document: `ruim 2.500`, `3 599 228,72EUR`, `5,8 miljoen euro`, `zes`, `1/3`.

    Returns the numbers scaled by the word behind them, a fraction also as a percentage; an empty list when there is none.
    """
    text = _SPACES.sub(" ", printed.strip()).replace("+/-", "")
    found = [_as_number(m.group()) * _scale_behind(text, m.end()) for m in _NUMBER.finditer(text)]
    found += [100 * int(part) / int(whole) for part, whole in _FRACTION.findall(text) if int(whole)]
    return found + [float(NUMBER_WORDS[word]) for word in re.findall(r"\w+", text.lower()) if word in NUMBER_WORDS]


def says(printed: str, value: float) -> bool:
    """Whether a printed text holds the value, so that a slip in transcription is found."""
    return any(abs(number - value) <= 1e-7 * max(1.0, abs(value)) for number in printed_numbers(printed))


def printed_precision(printed: str) -> float:
    """What one unit of the last printed digit is worth: 0.1 for `61,8%`, 100,000 for `4,7 miljoen`."""
    text = _SPACES.sub(" ", printed.strip())
    match = _NUMBER.search(text)
    if not match:
        return 1.0
    decimals = len(re.split(r",|\.(?=\d{1,2}$)", match.group())[-1]) if re.search(r",|\.\d{1,2}$", match.group()) else 0
    return float(10**-decimals * _scale_behind(text, match.end()))


def _boundary(text: str, *, is_end: bool) -> date:
    match = _PERIOD.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is geen jaar, maand of dag")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year not in YEARS:
        raise ValueError(f"het jaar in '{text}' ligt niet tussen 1900 en 2100")
    if month is None:
        month = 12 if is_end else 1
    if month not in range(1, 13):
        raise ValueError(f"de maand in '{text}' bestaat niet")
    days = monthrange(year, month)[1]
    if day is None:
        day = days if is_end else 1
    if day not in range(1, days + 1):
        raise ValueError(f"de dag in '{text}' bestaat niet")
    return date(year, month, day)


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of `2024`, `2024-12`, `2024-12-31` or a span `2018..2024`.

    Raises ValueError with a Dutch reason for anything else.
    """
    first, separator, last = text.partition("..")
    start, end = _boundary(first, is_end=False), _boundary(last if separator else first, is_end=True)
    if end < start:
        raise ValueError(f"'{text}' eindigt voor het begint")
    return start, end


def parse_optional_number(text: str) -> float | None:
    """A number of a transcription (dot as decimal mark), or None for an empty cell.

    Raises ValueError with a Dutch reason for anything else.
    """
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is geen getal") from error
    if not math.isfinite(number):
        raise ValueError(f"'{text}' is geen getal")
    return number


def parse_count(text: str) -> int:
    """A whole number that is not negative; ValueError with a Dutch reason otherwise."""
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"'{text}' is geen geheel getal")
    return int(text)
