"""Everything about one municipality, set against the region and, when asked, against a second one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue.aggregation import HIDDEN, Amount, Hidden, amount_of, place_among, range_of, total_over_area
from catalogue.formatting import STATUS_WORD, format_bare, format_number, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Indicator, Municipality
from views.examples import awaited, shown_examples
from views.headlines import view_address
from views.points import in_shortest_periods, qualifier, row_code
from views.scorecard import newest_longest
from views.table import REVISED, Figure
from warehouse import queries
from warehouse.rows import ObservationRow, ProjectRow
from warehouse.snapshot import Snapshot

MOST_PARTS = 6
TREND_LEAST = 3
WORD_HIDDEN = STATUS_WORD[HIDDEN.value]


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
    has_value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """One example of a municipality, its theme and the delivery that it stands in for."""

    line: Line
    theme: str
    awaits: str


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
            mark=row.source_ref if row.is_conflicting else REVISED if row.is_revised else "",
        )
        for row in rows
    )


def _region_words(indicator: Indicator, shown: Sequence[ObservationRow]) -> str:
    """The region in the same period: a sum where the catalogue allows one, else the range."""
    count = f"{len({row.nis for row in shown if row.value is not None})} gemeenten"
    if indicator.over_area == "sum":
        total = total_over_area(indicator, _amounts(shown))
        return WORD_HIDDEN if isinstance(total, Hidden) else f"{format_bare(total, indicator.unit, indicator.decimals)} in {count}"
    ends = range_of(_amounts(shown))
    if isinstance(ends, Hidden):
        return WORD_HIDDEN
    lowest, highest = (format_bare(v, indicator.unit, indicator.decimals) for v in ends)
    return f"{lowest} tot {highest} in {count}"


def _amounts(rows: Sequence[ObservationRow]) -> list[Amount]:
    """The figures that there are, hidden ones included."""
    return [amount for row in rows if (amount := amount_of(row.value, row.status)) is not None]


def _rank(own: float, shown: Sequence[ObservationRow]) -> str:
    """The place among the municipalities with a figure; equal figures share one."""
    place = place_among(own, _amounts(shown))
    return WORD_HIDDEN if isinstance(place, Hidden) else f"{place[0]} van {place[1]}"


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
    series = in_shortest_periods(own_rows)
    history = tuple(row.value for row in series if row.value is not None)
    name = f"{indicator.label}, {indicator.breakdown_label(part)}" if part else indicator.label
    return Line(
        label=name,
        unit="" if indicator.unit in {"€", "%"} or indicator.unit in indicator.label.lower() else indicator.unit,
        period=short_period(*period),
        own=_figures(own, indicator, catalogue, snapshot_id),
        other=_figures([row for row in shown if row.nis == other], indicator, catalogue, snapshot_id) if other else (),
        region=_region_words(indicator, shown) if _amounts(shown) else "",
        rank=_rank(value, shown) if value is not None and len(values) > 1 else "",
        share_of_highest=value / max(values) if value is not None and values and max(values) > 0 else 0,
        trend=history if len(history) == len(series) >= TREND_LEAST else (),
        href=view_address(indicator.id),
        has_value=value is not None,
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


def example_lines(municipality: Municipality, other: Municipality | None, snapshot: Snapshot) -> list[ExampleLine]:
    """What the page of a municipality will show: its example data, without a place among the others or a sum.

    Args:
        other: a second municipality to set beside it.
    """
    catalogue = load_catalogue()
    lines: list[ExampleLine] = []
    for view in shown_examples(snapshot):
        indicator = catalogue.indicators[view.indicators[0]]
        rows = queries.observations(snapshot, indicators=view.indicators, is_example=True)
        parts = _parts(indicator, rows)
        for part in parts if len(parts) <= MOST_PARTS else []:
            line = _line(indicator, part, rows, nis=municipality.nis, other=other.nis if other else None, snapshot_id=snapshot.id)
            if line is not None:
                apart = replace(line, region="", rank="", share_of_highest=0, trend=(), href=view.address)
                lines.append(ExampleLine(line=apart, theme=catalogue.themes[view.theme].label, awaits=awaited(indicator, rows)))
    return lines


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
