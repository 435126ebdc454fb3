"""From the text of a delivered cell to a moment in UTC and in Belgian time: total functions that never guess."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from data_pipeline.intake.cells import Remark, shown
from data_pipeline.parsing import YEARS

BELGIUM = ZoneInfo("Europe/Brussels")
LONGEST = 60
POSIX_YEARS = range(2000, 2101)
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?"
    r"\s?(?P<zone>Z|UTC|GMT|CEST|CET|Europe/Brussels|[+\N{MINUS SIGN}-][0-9]{2}(?::?[0-9]{2})?)?"
)
_ISO = re.compile(rf"(?P<year>[0-9]{{4}})[-/](?P<month>[0-9]{{1,2}})[-/](?P<day>[0-9]{{1,2}})(?:\s*T|\s+){_CLOCK}", re.IGNORECASE)
_BELGIAN = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}}|[0-9]{{2}}),?\s+(?:om\s+)?{_CLOCK}",
    re.IGNORECASE,
)
_POSIX = re.compile(r"(?P<seconds>[0-9]{9,10})(?P<milliseconds>[0-9]{3})?(?:\.0+)?")
_OFFSET = re.compile(r"([+\N{MINUS SIGN}-])([0-9]{2}):?([0-9]{2})?")
_NAMED: dict[str, tzinfo] = {
    "Z": UTC,
    "UTC": UTC,
    "GMT": UTC,
    "CET": timezone(timedelta(hours=1)),
    "CEST": timezone(timedelta(hours=2)),
    "EUROPE/BRUSSELS": BELGIUM,
}
_TO_BELGIAN_TIME = Remark(code="F16", level="info", text="(info) Tijd omgezet naar Belgische tijd.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment, both datetimes aware; both None is an error."""

    utc: datetime | None = None
    local: datetime | None = None
    remarks: tuple[Remark, ...] = ()


def _fault(code: str, words: str) -> Moment:
    return Moment(remarks=(Remark(code=code, level="error", text=f"Rij {{rij}}: {words}"),))


def _told_zone(text: str) -> tzinfo | None:
    if text.upper() in _NAMED:
        return _NAMED[text.upper()]
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:  # noqa: PLR2004 -- no clock on earth is further from UTC
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(offset if found[1] == "+" else -offset)


def _local(moment: datetime, *remarks: Remark) -> Moment:
    """A moment with a remark when Belgian clocks showed another time than the text does."""
    local = moment.astimezone(BELGIUM)
    if local.replace(tzinfo=None) != moment.replace(tzinfo=None):
        remarks = (*remarks, _TO_BELGIAN_TIME)
    return Moment(utc=moment.astimezone(UTC), local=local, remarks=remarks)


def _placed(wall: datetime, zone: tzinfo, told: str, *remarks: Remark) -> Moment:
    """A clock time in its zone: the hour that comes twice is flagged (F14), the hour that never comes is refused."""
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        return _fault("F14", f"tijdstip '{told}' bestaat niet: die nacht ging de klok een uur vooruit.")
    if first.utcoffset() != second.utcoffset():
        words = f"Tijdstip valt in het dubbele uur van {wall.day}/{wall.month}; eerste doorgang verondersteld."
        remarks = (*remarks, Remark(code="F14", level="warning", text=words))
    return _local(first, *remarks)


def _posix(found: re.Match[str], told: str) -> Moment:
    seconds = int(found["seconds"])
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, milliseconds=int(found["milliseconds"] or 0))
    if moment.year not in POSIX_YEARS:
        return _fault("tijdstip", f"'{told}' is geen tijdstip tussen 2000 en 2100.")
    return _local(moment)


def _wall(found: re.Match[str], told: str) -> datetime | Moment:
    """The clock time that stands in the text, or the error."""
    if len(found["year"]) != len("2024"):
        return _fault("F11", "gebruik een jaartal van 4 cijfers.")
    if int(found["year"]) not in YEARS:
        return _fault("tijdstip", f"het jaar in '{told}' ligt niet tussen 1900 en 2100.")
    part = (found["part"] or "").ljust(6, "0")[:6]
    try:
        return datetime(
            int(found["year"]), int(found["month"]), int(found["day"]),
            int(found["hour"]), int(found["minute"]), int(found["second"] or 0), int(part),
        )  # fmt: skip
    except ValueError:
        return _fault("F10", f"datum '{told}' bestaat niet.")


def _in_contract_zone(wall: datetime, zone: tzinfo | None, told: str) -> Moment:
    if zone is None:
        return _fault("F17", f"tijdstip '{told}' heeft geen tijdzone en het datacontract legt er geen vast.")
    return _placed(wall, zone, told, Remark(code="F17", level="info", text=f"(info) Tijdzone {zone} toegepast volgens contract."))


def parse_timestamp(text: str, *, zone: tzinfo | None, is_iso: bool = False) -> Moment:
    """The moment a cell stands for.

    Args:
        text: ISO 8601 with or without zone, `1/7/2024 10:00` (day first), or POSIX seconds or milliseconds.
        zone: that of a time that names none itself; None refuses those.
        is_iso: whether the contract writes dates as ISO 8601 only, so that the day never stands first.
    """
    cell, told = " ".join(text.split()) if len(text) <= LONGEST else "", shown(text)
    if posix := _POSIX.fullmatch(cell):
        return _posix(posix, told)
    found = _ISO.fullmatch(cell) or (None if is_iso else _BELGIAN.fullmatch(cell))
    if not found:
        return _fault("tijdstip", f"'{told}' is geen tijdstip. Verwacht: 2024-07-01 10:00.")
    wall = _wall(found, told)
    if isinstance(wall, Moment):
        return wall
    if not found["zone"]:
        return _in_contract_zone(wall, zone, told)
    own = _told_zone(found["zone"])
    return _placed(wall, own, told) if own else _fault("tijdstip", f"de tijdzone in '{told}' bestaat niet.")
