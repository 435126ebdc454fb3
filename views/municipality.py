"""Everything about one municipality, set against the region and, when asked, against a second one."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.aggregation import total_over_area
from catalogue.formatting import STATUS_WORD, format_bare, format_number, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Indicator, Municipality
from views.headlines import view_address
from views.points import in_shortest_periods, qualifier, row_code
from views.scorecard import newest_longest
from views.table import Figure
from warehouse import queries
from warehouse.rows import ObservationRow, ProjectRow
from warehouse.snapshot import Snapshot

MOST_PARTS = 6
TREND_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of a municipality beside the region."""

    label: str
    unit: str
    period: str
    own: tuple[Figure, ...]
    other: tuple[Figure, ...]
    region: str
    rank: str
    share_of_highest: float
    trend: tuple[float, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a municipality's page shows."""

    lines: dict[str, list[Line]]
    services: tuple[ProjectRow, ...]
    projects: tuple[ProjectRow, ...]
    series: tuple[str, ...]


def _figures(rows: Sequence[ObservationRow], indicator: Indicator, catalogue: Catalogue, snapshot_id: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            text=f"{qualifier(row)}{format_bare(row.value, indicator.unit, indicator.decimals)}"
            if row.value is not None
            else STATUS_WORD[row.status],
            code=row_code(row, catalogue, snapshot_id),
            mark=row.source_ref if row.is_conflicting else "",
        )
        for row in rows
    )


def _region_words(indicator: Indicator, shown: Sequence[ObservationRow]) -> str:
    """The region in the same period: a sum where the catalogue allows one, else the range."""
    values = [row.value for row in shown if row.value is not None]
    count = f"{len({row.nis for row in shown if row.value is not None})} gemeenten"
    if indicator.over_area == "sum":
        return f"{format_bare(total_over_area(indicator, values), indicator.unit, indicator.decimals)} in {count}"
    lowest, highest = (format_bare(v, indicator.unit, indicator.decimals) for v in (min(values), max(values)))
    return f"{lowest} tot {highest} in {count}"


def _rank(own: float, values: Sequence[float]) -> str:
    """The place among the municipalities with a figure; equal figures share one."""
    return f"{1 + sum(value > own for value in values)} van {len(values)}"


def _line(indicator: Indicator, part: str, rows: Sequence[ObservationRow], *, nis: str, other: str | None, snapshot_id: str) -> Line | None:
    catalogue = load_catalogue()
    placed = [row for row in rows if row.nis and row.breakdown == part]
    own_rows = [row for row in placed if row.nis == nis]
    if not own_rows:
        return None
    period = newest_longest(own_rows)[0].period
    shown = [row for row in placed if row.period == period]
    own = [row for row in own_rows if row.period == period]
    values = [row.value for row in shown if row.value is not None]
    value = own[0].value
    history = tuple(row.value for row in in_shortest_periods(own_rows) if row.value is not None)
    name = f"{indicator.label}, {indicator.breakdown_label(part)}" if part else indicator.label
    return Line(
        label=name,
        unit="" if indicator.unit in {"€", "%"} or indicator.unit in indicator.label.lower() else indicator.unit,
        period=short_period(*period),
        own=_figures(own, indicator, catalogue, snapshot_id),
        other=_figures([row for row in shown if row.nis == other], indicator, catalogue, snapshot_id) if other else (),
        region=_region_words(indicator, shown) if values else "",
        rank=_rank(value, values) if value is not None and len(values) > 1 else "",
        share_of_highest=value / max(values) if value is not None and values and max(values) > 0 else 0,
        trend=history if len(history) >= TREND_LEAST else (),
        href=view_address(indicator.id),
    )


def _parts(indicator: Indicator, rows: Sequence[ObservationRow]) -> list[str]:
    """The parts to list: the whole where there is one, else the parts when they are few."""
    found = {row.breakdown for row in rows if row.nis}
    if "" in found:
        return [""]
    return [key for key in indicator.breakdown if key in found][: MOST_PARTS + 1]


def facts_of(municipality: Municipality, snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    """What a municipality is: label, text and, where there is one, the code of the figure."""
    catalogue = load_catalogue()
    rows = [r for r in queries.observations(snapshot, indicators=["bevolking"], municipalities=[municipality.nis]) if r.nis]
    facts = [
        ("Oppervlakte", f"{format_number(municipality.area_km2, 1)} km²", ""),
        ("Vervoerregio", municipality.vervoerregio, ""),
        ("IGEMO", "vennoot" if municipality.igemo_member else "geen vennoot", ""),
    ]
    if rows:
        newest = rows[-1]
        estimated = " (geschat)" if newest.status == "geschat" else ""
        inhabitants = f"{format_number(newest.value or 0, 0)}{estimated}, {short_period(*newest.period)}"
        facts.insert(0, ("Inwoners", inhabitants, row_code(newest, catalogue, snapshot.id)))
    return tuple(facts)


def profile(municipality: Municipality, other: Municipality | None, snapshot: Snapshot) -> Profile:
    """The figures, services and projects of one municipality.

    Args:
        other: a second municipality to set beside it.
    """
    catalogue = load_catalogue()
    lines: dict[str, list[Line]] = {}
    series = []
    for theme in catalogue.themes.values():
        for indicator in catalogue.indicators_of(theme.slug):
            if indicator.geography != "gemeente":
                continue
            rows = queries.observations(snapshot, indicators=[indicator.id])
            parts = _parts(indicator, rows)
            if len(parts) > MOST_PARTS:
                continue
            found = [
                _line(indicator, part, rows, nis=municipality.nis, other=other.nis if other else None, snapshot_id=snapshot.id)
                for part in parts
            ]
            kept = [line for line in found if line is not None]
            lines.setdefault(theme.slug, []).extend(kept)
            if kept and indicator.form == "small_multiples":
                series.append(indicator.id)
    own = queries.projects(snapshot, municipalities=[municipality.nis])
    return Profile(
        lines={theme: found for theme, found in lines.items() if found},
        services=tuple(p for p in own if p.service),
        projects=tuple(p for p in own if not p.service),
        series=tuple(series),
    )
