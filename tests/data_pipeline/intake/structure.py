"""What a case of a file is that somebody made, and what must come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.data_pipeline.intake.fixture import Content, Expected

LIER, PUTTE, DUFFEL = "12021", "12029", "12009"
TITLES = ("gemeente", "maand", "km")
HEAD = "gemeente;maand;km"
LIER_ROW, PUTTE_ROW = "Lier;2024-03;12", "Putte;2024-03;13"
STAFF = ("gemeente", "uren", "actieve wijk-werkers")


def km(value: float | None, nis: str = LIER, *, month: str = "2024-03", part: str = "", status: str = "definitief") -> Expected:
    """Kilometres of shared cars in a month."""
    return Expected(indicator="deelwagen_km", nis=nis, period=month, value=value, breakdown=part, status=status)


def hours(value: float, nis: str = LIER, *, year: str = "2024") -> Expected:
    """Hours of wijk-werken in a year."""
    return Expected(indicator="wijk_werken_uren", nis=nis, period=year, value=value)


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A file and what must come of it.

    Attributes:
        counts: rows loaded, quarantined and ignored.
        says: a message that must be there: its code and its words.
        silent: that nothing at all is said.
    """

    why: str
    content: Content = field(repr=False)
    name: str = "deelwagens.csv"
    source: str = ""
    outcome: str = "accepted"
    counts: tuple[int, int, int] = (1, 0, 0)
    expected: Sequence[Expected] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
