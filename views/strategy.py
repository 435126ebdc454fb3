"""The strategic plan: where each domain stands, what was decided, and which figures belong to which objective."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalogue.formatting import NOT_IN_SOURCE, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Goal, Indicator
from exports.passport import source_line
from views.headlines import view_address
from views.listings import figure_mark, lone_value
from views.points import row_code
from views.table import Figure
from warehouse import queries
from warehouse.rows import ConflictRow, ObservationRow, StrategyItemRow, StrategyPositionRow
from warehouse.snapshot import Snapshot

PLAN = "igemo_strategisch_plan"
STRONG = 2
DECISIONS = ("vermeerderen", "behouden", "afwachten", "verminderen", "elimineren", "niet_vermeld")
MOST_PARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant:
    """A quarter of the strategy map: strong or weak need, strong or weak position, and the domains there."""

    is_needed: bool
    is_strong: bool
    domains: tuple[StrategyPositionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFigure:
    """One indicator of an objective with its newest figure, or the word for why there is none."""

    indicator: Indicator
    theme: str
    href: str
    figures: tuple[Figure, ...]
    period: str
    note: str

    @property
    def has_figure(self) -> bool:
        """Whether the sources hold a figure."""
        return any(figure.code for figure in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A statutory objective: as the catalogue and as the plan call it, and its indicators."""

    goal: Goal
    wording: str
    figures: tuple[GoalFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Everything on the page about the strategic plan."""

    positions: tuple[StrategyPositionRow, ...]
    goals: tuple[GoalRow, ...]
    items: tuple[StrategyItemRow, ...]
    conflicts: tuple[ConflictRow, ...]
    map_source: str
    goals_source: str
    items_source: str
    conflicts_source: str

    @property
    def units(self) -> list[str]:
        """The units of the map in the order of the plan."""
        return list(dict.fromkeys(row.unit for row in self.positions))

    def decided(self, decision: str) -> list[StrategyPositionRow]:
        """The domains with one decision."""
        return [row for row in self.positions if row.decision == decision]

    def of_kind(self, kind: str) -> list[StrategyItemRow]:
        """The items of one kind: ambitions, values, challenges or work forms."""
        return [item for item in self.items if item.kind == kind]

    def quadrants(self, *, is_future: bool) -> list[Quadrant]:
        """The four quarters, strong need first and weak position first: now, or position that is possible by need to come."""

        def place(row: StrategyPositionRow) -> tuple[bool, bool]:
            need, position = (row.need_future, row.position_potential) if is_future else (row.need_now, row.position_now)
            return need == STRONG, position == STRONG

        order = [(True, False), (True, True), (False, False), (False, True)]
        return [
            Quadrant(is_needed=needed, is_strong=strong, domains=tuple(r for r in self.positions if place(r) == (needed, strong)))
            for needed, strong in order
        ]


def _newest(rows: Sequence[ObservationRow]) -> list[ObservationRow]:
    """The rows of the period that ends last; of several that end on one day, the shortest."""
    last = max(row.period_end for row in rows)
    first = max(row.period_start for row in rows if row.period_end == last)
    return [row for row in rows if row.period == (first, last)]


def _one_grain(indicator: Indicator, rows: Sequence[ObservationRow]) -> list[ObservationRow]:
    """The wholes before the parts, the region before its municipalities, and of several municipalities one part."""
    tests: list[Callable[[ObservationRow], bool]] = [
        lambda row: row.breakdown == indicator.headline_breakdown,
        lambda row: not row.breakdown,
        lambda row: row.nis is None,
    ]
    kept = list(rows)
    for test in tests:
        kept = [row for row in kept if test(row)] or kept
    if len({row.nis for row in kept}) == 1:
        return kept
    first = next((part for part in indicator.breakdown if any(row.breakdown == part for row in kept)), "")
    return [row for row in kept if row.breakdown == first] or kept


def _figure(row: ObservationRow, indicator: Indicator, *, catalogue: Catalogue, snapshot_id: str) -> Figure:
    part = indicator.breakdown_label(row.breakdown) if row.breakdown else ""
    name = ", ".join(filter(None, (catalogue.municipalities[row.nis].name if row.nis else "", part)))
    value = lone_value(row, indicator)
    return Figure(
        text=f"{name}: {value}" if name else value,
        code=row_code(row, catalogue, snapshot_id),
        mark=figure_mark(row),
    )


def newest_figures(indicator: Indicator, rows: Sequence[ObservationRow], *, snapshot_id: str) -> tuple[tuple[Figure, ...], str, str]:
    """The newest figures of an indicator, their period, and what they are a choice from.

    A figure of the region where there is one, each with its name when it comes in parts; of municipalities the lowest and the highest.
    """
    catalogue = load_catalogue()
    if not rows:
        return (Figure(text=NOT_IN_SOURCE),), "", ""
    kept = _one_grain(indicator, _newest(rows))
    period = short_period(*kept[0].period)
    if len({row.nis for row in kept}) == 1:
        shown, rest = kept[:MOST_PARTS], len(kept) - MOST_PARTS
        note = f"en {rest} andere op de kaart" if rest > 0 else ""
    else:
        valued = sorted((row for row in kept if row.value is not None), key=lambda row: row.value or 0)
        shown = [valued[0], valued[-1]] if len(valued) > 1 else valued or kept[:1]
        note = f"laagste en hoogste van {len(kept)} gemeenten" if len(kept) > len(shown) else ""
    figures = tuple(_figure(row, indicator, catalogue=catalogue, snapshot_id=snapshot_id) for row in shown)
    return figures, period, note


def _goals(snapshot: Snapshot, items: Sequence[StrategyItemRow]) -> tuple[list[GoalRow], set[str]]:
    """The objectives with their indicators, and the sources of the figures."""
    catalogue = load_catalogue()
    by_indicator: dict[str, list[ObservationRow]] = {}
    for row in queries.observations(snapshot):
        by_indicator.setdefault(row.indicator_id, []).append(row)
    wording = {item.code: item.label for item in items if item.kind == "doelstelling"}
    goals = []
    for code, goal in catalogue.goals.items():
        found = []
        for indicator in (i for i in catalogue.indicators.values() if i.goal == code):
            figures, period, note = newest_figures(indicator, by_indicator.get(indicator.id, []), snapshot_id=snapshot.id)
            found.append(
                GoalFigure(
                    indicator=indicator,
                    theme=catalogue.themes[indicator.theme].label,
                    href=view_address(indicator.id),
                    figures=figures,
                    period=period,
                    note=note,
                )
            )
        goals.append(GoalRow(goal=goal, wording=wording.get(code, ""), figures=tuple(found)))
    return goals, {row.source_id for rows in by_indicator.values() for row in rows}


def strategy(snapshot: Snapshot) -> Strategy:
    """The strategy map, the objectives with their figures, and what the plan says besides."""
    positions, items = queries.strategy_positions(snapshot), queries.strategy_items(snapshot)
    goals, used = _goals(snapshot, items)
    sources = queries.sources(snapshot)
    conflicts = [c for c in queries.conflicts(snapshot) if c.source_id == PLAN]

    def told(sections: Iterable[str], used: set[str]) -> str:
        kept = [source for source in sources if source.source_id in used]
        return source_line(kept, [(PLAN, section) for section in sections], last_day=None, updated=snapshot.built_at.date())

    return Strategy(
        positions=tuple(positions),
        goals=tuple(goals),
        items=tuple(items),
        conflicts=tuple(conflicts),
        map_source=told((row.section for row in positions), {PLAN}),
        goals_source=told((), {PLAN} | used),
        items_source=told((item.section for item in items if item.kind != "doelstelling"), {PLAN}),
        conflicts_source=told((c.section for c in conflicts), {PLAN}),
    )
