"""The period of a whole file, when no column gives it: as the file itself says, else as its name does."""

import re
from collections.abc import Sequence

from data_pipeline.contract import Contract
from data_pipeline.intake.document import Line
from data_pipeline.intake.guard import refused

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
FILING = re.compile(r"(?<!\d)(?:19|20)\d\d-\d{8}(?!\d)")


def _told_inside(lines: Sequence[Line], title: str) -> str:
    """What stands behind a title in a row of its own; nothing when there is no such row."""
    found = (line.cells[1].strip() for line in lines if len(line.cells) > 1 and line.cells[0].strip().casefold() == title.casefold())
    return next(found, "") if title else ""


def file_period(lines: Sequence[Line], contract: Contract, *, file: str) -> str:
    """The text of the period of a whole file; nothing when the contract has a column for it.

    The number of a filing begins with the year of filing, which is not the year that it is about.

    Raises RefusedError when neither the file nor its name gives one year.
    """
    inside = _told_inside(lines, contract.layout.period_row)
    if inside or contract.layout.file_period != "filename":
        return inside
    years: list[str] = sorted(set(YEAR.findall(FILING.sub(" ", file))))
    if len(years) == 1:
        return years[0]
    told = f"noemt meer dan één jaar ({', '.join(years)})" if years else "noemt geen jaar"
    advice = f"Geef het bestand een naam met alleen het jaar van de cijfers, zoals {contract.id}_2024."
    raise refused("periode", f"De naam '{file}' {told}. {advice}")
