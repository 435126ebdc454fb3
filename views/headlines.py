"""The headline figures: newest value, what it is compared with, and how it came there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.aggregation import HIDDEN, Hidden, amount_of, total_over_area
from catalogue.formatting import MONTHS_PER_YEAR, format_difference, format_number, format_short, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Indicator
from views.points import in_shortest_periods, qualifier, row_code
from views.registry import all_views
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

Period = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure of a series for the whole region: published, or summed where the catalogue allows it."""

    period: Period
    value: float
    qualifier: str
    text: str
    code: str
    municipalities: int
    is_rounded: bool

    @property
    def label(self) -> str:
        """The period in few words."""
        return short_period(*self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure that leads the overview."""

    label: str
    qualifier: str
    value: str
    unit: str
    period: str
    code: str
    comparison: str
    tone: str
    trend: tuple[float, ...]
    href: str


def view_address(indicator_id: str) -> str:
    """Where the card of an indicator stands."""
    return next(view.address for view in all_views().values() if indicator_id in view.indicators and view.theme)


def _summed(indicator: Indicator, rows: Sequence[ObservationRow], period: Period) -> Step | None:
    placed = [(r.nis, amount) for r in rows if r.nis and r.period == period and (amount := amount_of(r.value, r.status)) is not None]
    if not placed or indicator.over_area != "sum":
        return None
    total = total_over_area(indicator, [amount for _, amount in placed])
    if isinstance(total, Hidden):
        return None
    return Step(
        period=period,
        value=total,
        qualifier="",
        text=format_short(total, indicator.unit, indicator.decimals),
        code="",
        municipalities=len({nis for nis, _ in placed}),
        is_rounded=False,
    )


def _published(indicator: Indicator, row: ObservationRow, catalogue: Catalogue, snapshot_id: str) -> Step:
    return Step(
        period=row.period,
        value=row.value or 0,
        qualifier=qualifier(row),
        text=format_short(row.value or 0, indicator.unit, indicator.decimals),
        code=row_code(row, catalogue, snapshot_id),
        municipalities=0,
        is_rounded=row.reading == "ongeveer",
    )


def region_series(indicator: Indicator, rows: Sequence[ObservationRow], *, breakdown: str, snapshot_id: str) -> list[Step]:
    """The figures for the region, oldest first, in the shortest periods that there are.

    An exact published figure goes before our own sum, a sum before a figure that the source only rounds;
    a period with contradicting figures is left out, and so is one without a published figure of which a municipality is hidden.
    """
    catalogue = load_catalogue()
    told = [r for r in rows if r.breakdown == breakdown and (r.value is not None or r.status == HIDDEN.value)]
    kept = [r for r in told if r.value is not None]
    steps = []
    for period in sorted({row.period for row in in_shortest_periods(kept)}):
        own = [r for r in kept if r.nis is None and r.period == period]
        summed = _summed(indicator, told, period)
        exact = [r for r in own if r.reading != "ongeveer"]
        if len(own) > 1:
            continue
        if exact or (own and summed is None):
            steps.append(_published(indicator, (exact or own)[0], catalogue, snapshot_id))
        elif summed is not None:
            steps.append(summed)
    return steps


def _tone(indicator: Indicator, change: float) -> str:
    if indicator.good_is == "neither" or change == 0:
        return "neutral"
    return "good" if (change > 0) == (indicator.good_is == "up") else "bad"


def change_text(indicator: Indicator, before: Step, now: Step) -> str:
    """The change in absolute and relative terms: `▼ 9 (-6,5%) t.o.v. 2023`; two rounded figures are only set side by side."""
    if before.is_rounded or now.is_rounded:
        return f"{before.qualifier}{before.text} in {before.label}"
    change = now.value - before.value
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    relative = (
        f" ({'+' if change > 0 else ''}{format_number(100 * change / abs(before.value), 1)}%)"
        if before.value and indicator.unit != "%"
        else ""
    )
    return f"{arrow} {format_difference(change, indicator.unit, indicator.decimals)}{relative} t.o.v. {before.label}"


def _comparison(indicator: Indicator, steps: Sequence[Step]) -> tuple[str, str]:
    """What the newest figure is compared with, and whether that is good."""
    now = steps[-1]
    if len(steps) > 1:
        is_within_year = (now.period[1] - steps[0].period[0]).days < 31 * (MONTHS_PER_YEAR + 1)
        before = steps[0] if is_within_year else steps[-2]
        is_told = not (before.is_rounded or now.is_rounded)
        return change_text(indicator, before, now), _tone(indicator, now.value - before.value) if is_told else "neutral"
    if indicator.target is not None:
        word = {"maximum": "van hoogstens", "doel": "doel", "plan": "gepland", "referentie": "referentie"}[indicator.target.kind]
        return f"{word} {format_number(indicator.target.value, 0)}", "neutral"
    total = len(load_catalogue().municipalities)
    return (f"som van {now.municipalities} van {total} gemeenten" if now.municipalities else "geen vergelijking in de bron"), "neutral"


def headlines(snapshot: Snapshot) -> list[Headline]:
    """The headline figures in their order; an indicator without a figure is left out."""
    found = []
    chosen = sorted((i for i in load_catalogue().indicators.values() if i.headline is not None), key=lambda i: i.headline or 0)
    for indicator in chosen:
        rows = queries.observations(snapshot, indicators=[indicator.id])
        steps = region_series(indicator, rows, breakdown=indicator.headline_breakdown, snapshot_id=snapshot.id)
        if not steps:
            continue
        comparison, tone = _comparison(indicator, steps)
        part = indicator.breakdown_label(indicator.headline_breakdown) if indicator.headline_breakdown else ""
        found.append(
            Headline(
                label=", ".join(filter(None, (indicator.short_label, part))),
                qualifier=steps[-1].qualifier.strip(),
                value=steps[-1].text,
                unit="" if indicator.unit in {"€", "%"} else indicator.unit,
                period=steps[-1].label,
                code=steps[-1].code,
                comparison=comparison,
                tone=tone,
                trend=tuple(step.value for step in steps) if len(steps) > 2 and not steps[-1].is_rounded else (),  # noqa: PLR2004
                href=view_address(indicator.id),
            )
        )
    return found
