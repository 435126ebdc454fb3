"""A duration as people and spreadsheets write it, in seconds: `36:30`, `36u30`, or a fraction of a day."""

import re
from decimal import Decimal

from data_pipeline.intake.cells import Remark, shown
from data_pipeline.intake.notation import MINUS_SIGNS

SECONDS_PER_HOUR, SECONDS_PER_MINUTE, SECONDS_PER_DAY, HOURS_PER_DAY = 3_600, 60, 86_400, 24
_CLOCK = re.compile(
    rf"(?P<sign>[{MINUS_SIGNS}])?(?:(?P<days>[0-9]{{1,4}}) days?, )?(?P<hours>[0-9]{{1,7}}):(?P<minutes>[0-9]{{2}})"
    r"(?::(?P<seconds>[0-9]{2})(?:[.,][0-9]{1,6})?)?(?:\s?(?:u|uur|uren|h)\.?)?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"(?P<sign>[{MINUS_SIGNS}])?(?P<days>)(?P<hours>[0-9]{{1,7}})\s?(?:u|uur|uren|h)\.?\s?(?:en\s)?"
    r"(?P<minutes>[0-9]{2}|[0-9](?=\s?m))\s?(?:m|min\.?|minuut|minuten|')?(?P<seconds>)",
    re.IGNORECASE,
)
_SERIAL = re.compile(rf"(?P<sign>[{MINUS_SIGNS}])?(?P<days>[0-9]{{1,7}}(?:[.,][0-9]{{1,20}})?(?:[eE]-[0-9]{{1,2}})?)")
_ELAPSED_FORMAT = re.compile(r"\[(?:h+|u+|m+|s+)\]", re.IGNORECASE)
_CLOCK_FORMAT = re.compile(r"[hu]+:mm|mm:ss", re.IGNORECASE)


def _fault(text: str, why: str) -> Remark:
    return Remark(code="uren", level="error", text=f"Rij {{rij}}: '{shown(text)}' in kolom '{{kolom}}' {why}")


def read_duration(cell: str, *, number_format: str) -> Decimal | Remark | None:
    """The seconds a cell stands for, an error, or None when it is written as no duration at all.

    Args:
        cell: without spaces around it.
        number_format: of the cell in the workbook: `[h]:mm` tells that a plain number is a fraction of a day.
    """
    if found := _CLOCK.fullmatch(cell) or _WORDS.fullmatch(cell):
        minutes, seconds = int(found["minutes"]), int(found["seconds"] or 0)
        if minutes >= SECONDS_PER_MINUTE or seconds >= SECONDS_PER_MINUTE:
            return _fault(cell, "is geen geldige tijdsduur: minuten en seconden gaan tot 59.")
        hours = int(found["days"] or 0) * HOURS_PER_DAY + int(found["hours"])
        total = Decimal(hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds)
        return -total if found["sign"] else total
    is_elapsed = bool(_ELAPSED_FORMAT.search(number_format))
    serial = _SERIAL.fullmatch(cell) if is_elapsed or _CLOCK_FORMAT.search(number_format) else None
    if serial is None:
        return None
    days = Decimal(serial["days"].replace(",", "."))
    if not is_elapsed and days >= 1:
        return _fault(cell, "is meer dan een dag, maar de cel toont een uur van de dag. Geef de cel in Excel de opmaak [u]:mm.")
    total = (days * SECONDS_PER_DAY).to_integral_value()
    return -total if serial["sign"] else total
