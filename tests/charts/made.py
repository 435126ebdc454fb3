"""Points made for a test."""

from datetime import date

from charts.points import ChartData, Point


def year(value: float | None, of: int = 2024, *, place: str = "", part: str = "", conflicting: bool = False, nis: str = "") -> Point:
    """The figure of one year."""
    return Point(
        place=place,
        part=part,
        period_start=date(of, 1, 1),
        period_end=date(of, 12, 31),
        value=value,
        status="onbekend" if value is None else "definitief",
        code=f"RIV:{place}{part}{of}",
        is_conflicting=conflicting,
        stands_at="3.4.16, tekst",
        nis=nis,
    )


def chart(*points: Point, unit: str = "scans", decimals: int = 0, label: str = "Uitgevoerde energiescans") -> ChartData:
    """A chart of these points."""
    return ChartData(label=label, unit=unit, decimals=decimals, points=points, parts=tuple(dict.fromkeys(p.part for p in points if p.part)))
