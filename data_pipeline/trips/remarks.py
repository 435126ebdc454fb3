"""What is said of the rows: a few examples of each remark in full, the rest counted; never an id, a place or a time of day."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import numpy as np

from catalogue.formatting import format_number
from data_pipeline.intake.report import Message, QuarantinedRow
from data_pipeline.trips.judgement import LARGEST_NUMBER, Flag, Judged, Verdict

EXAMPLES = 20
MOST_QUARANTINED = 1000
MINUTE_S = 60
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
UNREADABLE = (Verdict.START_UNREADABLE, Verdict.END_UNREADABLE)
REMARKS: dict[Verdict | Flag, tuple[str, str]] = {
    Verdict.CONTRADICTED: ("H04", "Rij {first} en {second}: twee verschillende waarden voor {about}."),
    Verdict.NO_ID: ("ritnummer", "Rij {row}: het ritnummer ontbreekt, zodat een dubbele of verbeterde rit niet te herkennen is."),
    Verdict.START_UNREADABLE: ("F10", "Rij {row}: het begintijdstip ontbreekt of is niet leesbaar."),
    Verdict.END_UNREADABLE: ("F10", "Rij {row}: het eindtijdstip ontbreekt of is niet leesbaar."),
    Verdict.MISSING_HOUR: (
        "zomertijd",
        "Rij {row}: het tijdstip valt in het uur dat niet bestaat omdat de zomertijd ingaat. Is de tijd in UTC geschreven?",
    ),
    Verdict.BEFORE_START: ("F13", "Rij {row}: {day} ligt voor de start van deze meting ({start})."),
    Verdict.IN_FUTURE: ("toekomst", "Rij {row}: de rit begint of eindigt na het moment van aanleveren."),
    Verdict.ENDS_BEFORE_START: ("eindtijd", "Rij {row}: de rit eindigt voor ze begint."),
    Verdict.START_PLACE_MISSING: ("vertrekplaats", "Rij {row}: de vertrekplaats ontbreekt, zodat de rit bij geen gemeente te tellen is."),
    Verdict.SWAPPED: ("coördinaten", "Rij {row}: de breedte- en de lengtegraad lijken verwisseld."),
    Verdict.PLACE_UNREADABLE: ("coördinaten", "Rij {row}: een coördinaat is geen getal of geen graad op aarde."),
    Verdict.DISTANCE_UNREADABLE: ("D31", "Rij {row}: ongeldige numerieke waarde voor '{title}'."),
    Verdict.DISTANCE_HUGE: ("D32", "Rij {row}: getal te groot."),
    Verdict.DISTANCE_NEGATIVE: ("D22", "Rij {row}: negatieve waarde {distance} voor '{title}' is niet mogelijk."),
    Verdict.TOO_FAR: ("E01", "Rij {row}: {km} km is onwaarschijnlijk; is dit in meter?"),
    Flag.DOUBLE_HOUR: ("F14", "Tijdstip valt in het dubbele uur van {short_day}; eerste doorgang verondersteld."),
    Flag.ODD_DURATION: ("F19", "Rij {row}: ritduur {duration} is onwaarschijnlijk; uitgesloten uit gemiddelden."),
    Flag.END_PLACE_MISSING: ("aankomstplaats", "Rij {row}: de aankomstplaats ontbreekt; de rit telt mee met een onbekende aankomst."),
    Flag.OTHER_DURATION: (
        "ritduur",
        "Rij {row}: de opgegeven ritduur wijkt meer dan een minuut af van begin en einde; begin en einde zijn gebruikt.",
    ),
}
DATE = re.compile(r"(\d{1,4})[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)")
YEAR_DIGITS = 4


def dutch_duration(seconds: int) -> str:
    """A duration in the units that matter: `45 s`, `12 min`, `50 u 12 min`."""
    if seconds < MINUTE_S:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // MINUTE_S, 60)
    return f"{hours} u {minutes} min" if hours else f"{minutes} min"


def _number(value: float) -> str:
    is_sayable = np.isfinite(value) and abs(value) < LARGEST_NUMBER
    return format_number(value, 0 if value == round(value) else 1) if is_sayable else ""


def _date(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _day(seconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _impossible_date(text: str) -> str:
    """The date with which a text begins when there is no such day, else nothing."""
    found = DATE.match(text)
    if not found:
        return ""
    first, month, last = (int(part) for part in re.split(r"[-/.]", found.group()))
    year, day = (first, last) if len(found.group(1)) == YEAR_DIGITS else (last, first)
    try:
        date(year, month, day)
    except ValueError:
        return found.group()
    return ""


@dataclass(slots=True, kw_only=True)
class Remarks:
    """The remarks on the rows of one file.

    Attributes:
        first_row: the number that a reader gives to the first row.
        start: the first day of the measurement.
        title: how the file calls the distance.
        metres: what one unit of distance is.
        places: the names of the municipalities in the order of the codes of the shapes.
    """

    first_row: int
    start: date | None
    title: str
    metres: float
    places: Sequence[str]
    counts: Counter[Verdict | Flag] = field(default_factory=Counter)
    examples: list[tuple[Verdict | Flag, Message]] = field(default_factory=list)
    kept: list[QuarantinedRow] = field(default_factory=list)

    def _about(self, block: Judged, position: int, day: date | None) -> str:
        start = int(block.start[position])
        place = self.places[start] if start >= 0 else "een rit"
        return f"{place} {MONTHS[day.month - 1]} {day.year}" if day else place

    def _text(self, kind: Verdict | Flag, block: Judged, position: int) -> str:
        day = _day(int(block.times.home_start[position]))
        metres = float(block.distance_m[position])
        first, second = sorted((int(block.row[position]), int(block.other[position])))
        return REMARKS[kind][1].format(
            row=self.first_row + int(block.row[position]),
            first=self.first_row + first,
            second=self.first_row + second,
            about=self._about(block, position, day),
            day=_date(day),
            short_day=f"{day.day}/{day.month}" if day else "",
            start=_date(self.start),
            title=self.title,
            distance=_number(metres / self.metres),
            km=_number(metres / 1000),
            duration=dutch_duration(int(block.times.duration_s[position])),
        )

    def _hear(self, kind: Verdict | Flag, block: Judged, positions: Sequence[int]) -> None:
        """Takes the rows of a block of which one thing is to be said: as many in full as there is room for."""
        is_reason = isinstance(kind, Verdict)
        shown = max(0, EXAMPLES - self.counts[kind])
        kept = MOST_QUARANTINED - len(self.kept) if is_reason else 0
        for number, position in enumerate(positions[: max(shown, kept)]):
            row, text = self.first_row + int(block.row[position]), self._text(kind, block, position)
            if number < shown:
                message = Message(code=REMARKS[kind][0], level="error" if is_reason else "warning", text=text, row=row)
                self.examples.append((kind, message))
            if number < kept:
                self.kept.append(QuarantinedRow(sheet="", row=row, cells=(), reasons=(text,)))
        self.counts[kind] += len(positions)

    def hear(self, block: Judged) -> None:
        """Takes what there is to say of a block of rows."""
        for verdict in Verdict:
            at = np.flatnonzero(block.verdict == verdict.value)
            if verdict.is_reason:
                self._hear(verdict, block, at.tolist())
            else:
                self.counts[verdict] += len(at)
        for flag in Flag:
            self._hear(flag, block, np.flatnonzero(block.flags & flag.value).tolist())

    def unreadable_rows(self) -> list[int]:
        """The positions of the rows of which a time could not be read and something is said."""
        return [message.row - self.first_row for kind, message in self.examples if kind in UNREADABLE and message.row is not None]

    def name_dates(self, texts: Mapping[int, tuple[str, str]]) -> None:
        """Puts the date as it was written in the remarks on times that do not exist, where it is a date and nothing more.

        Args:
            texts: by position of the row what stands for its start and its end.
        """
        told = dict[int, str]()
        for kind, message in self.examples:
            if kind in UNREADABLE and message.row is not None:
                written = _impossible_date(texts[message.row - self.first_row][UNREADABLE.index(kind)])
                told |= {message.row: f"Rij {message.row}: datum '{written}' bestaat niet."} if written else {}
        self.examples = [
            (kind, replace(message, text=told[message.row]) if message.row in told and kind in UNREADABLE else message)
            for kind, message in self.examples
        ]
        self.kept = [replace(kept, reasons=(told[kept.row],)) if kept.row in told else kept for kept in self.kept]

    @property
    def quarantined(self) -> int:
        """How many rows are not loaded for a reason."""
        return sum(count for kind, count in self.counts.items() if isinstance(kind, Verdict) and kind.is_reason)

    def messages(self) -> list[Message]:
        """The remarks, per kind its examples and how many more there are."""
        told = list[Message]()
        for kind, (code, _) in REMARKS.items():
            shown = [message for of, message in self.examples if of is kind]
            told += shown
            rest = self.counts[kind] - len(shown)
            if rest:
                told.append(Message(code=code, level=shown[0].level, text=f"Nog {_number(rest)} rijen met dezelfde melding."))
        return told
