"""Hides what could make a person recognisable, before anything is written: small figures, and those that would give them away."""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.disclosure import hide_enough
from data_pipeline.guarded import Guarded, Table, components, residual
from data_pipeline.model import Observation
from data_pipeline.relations import Cell, Links, Relation, Shown, read_links, relations_between

log = logging.getLogger(__name__)

HIDDEN = "verborgen"
REACH_PCT = 20.0
SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRule:
    """When a figure of an indicator is not shown.

    Attributes:
        floor: a count from 1 up to this is hidden.
        hides_zero: a nought is hidden like a small count.
        counted_by: the indicator that counts the persons behind a figure that is no count.
        min_contributors: such a figure is hidden when fewer persons stand behind it, or nobody knows how many.
        max_top_share_pct: or when the largest of them makes up more of it than this.
    """

    floor: int = 0
    hides_zero: bool = False
    counted_by: str = ""
    min_contributors: int = 0
    max_top_share_pct: float = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Who stands behind a figure: how many persons, and the share of the largest."""

    persons: float | None
    top_share_pct: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """Observations as they may be published.

    Attributes:
        rows: every observation; a hidden one has no value and no text that tells it.
        small: what was hidden for itself, for the report to the steward only: which of the two must never be published.
        linked: what was hidden because it would give away another figure.
        exposed: what others already published gives away, whatever Peil hides.
    """

    rows: list[Observation]
    small: frozenset[Cell] = field(default_factory=frozenset)
    linked: frozenset[Cell] = field(default_factory=frozenset)
    exposed: frozenset[Cell] = field(default_factory=frozenset)


def rules_of(contracts: Iterable[Contract], catalogue: Catalogue) -> dict[str, PrivacyRule]:
    """The rule of every indicator that has one: its highest floor in the catalogue and the contracts, or its persons in a contract."""
    rules = {i.id: PrivacyRule(floor=i.privacy_floor) for i in catalogue.indicators.values() if i.privacy_floor}
    for contract in contracts:
        told = contract.privacy
        for name, floor in told.floors.items():
            known = rules.get(name, PrivacyRule())
            rules[name] = PrivacyRule(floor=max(floor, known.floor), hides_zero=told.hides_zero or known.hides_zero)
        persons = next((measure.indicator for measure in contract.measures if measure.column == told.persons), "")
        for name in told.magnitudes:
            rules[name] = PrivacyRule(
                counted_by=persons, min_contributors=told.min_persons, max_top_share_pct=told.max_top_share_pct if told.largest else 100.0
            )
    return rules


def cell_of(row: Observation) -> Cell:
    """What a row is about."""
    return Cell(row.indicator_id, row.nis or "", row.period_start, row.period_end, row.breakdown, row.is_demo)


def shown_by(rows: Iterable[Observation]) -> dict[Cell, float | None]:
    """What a published set of rows shows; None where it hides a figure and no source tells it."""
    by_telling = sorted(rows, key=lambda row: row.value is not None)
    return {cell_of(row): row.value for row in by_telling if row.value is not None or row.status == HIDDEN}


def _is_small(value: float, rule: PrivacyRule) -> bool:
    return 0 < value < rule.floor or (value == 0 and rule.hides_zero)


def _has_few_behind_it(value: float, rule: PrivacyRule, behind: Contribution | None) -> bool:
    """Whether too few persons stand behind a figure, one of them makes up most of it, or nobody knows."""
    if not rule.min_contributors:
        return False
    if behind is None or behind.persons is None:
        return True
    if behind.persons == 0:
        return value != 0
    return behind.persons < rule.min_contributors or (behind.top_share_pct or 0.0) > rule.max_top_share_pct


def _table_of(row: Observation) -> tuple[object, ...]:
    """The figures that one source tells of one indicator and period."""
    return row.source_id, row.indicator_id, row.period_start, row.period_end


class _Protection:
    """The figures that have a rule or hang together with one that has, and what is known of them."""

    def __init__(
        self,
        rows: Sequence[Observation],
        *,
        rules: Mapping[str, PrivacyRule],
        catalogue: Catalogue,
        public_sources: Collection[str],
        contributions: Mapping[Cell, Contribution],
        earlier: Sequence[Shown],
        links: Links,
    ) -> None:
        self.rules = rules
        self.by_cell: dict[Cell, list[Observation]] = defaultdict(list)
        told = Counter(_table_of(row) for row in rows if row.value is not None)
        for row in sorted(rows, key=lambda row: -told[_table_of(row)]):
            if row.value is not None or row.status == HIDDEN:
                self.by_cell[cell_of(row)].append(row)
        self.public = {
            cell: row.value
            for cell, found in self.by_cell.items()
            for row in found
            if row.source_id in public_sources and row.value is not None
        }
        self.values: dict[Cell, float | None] = {cell: self._value(cell, found) for cell, found in self.by_cell.items()}
        self.contributions = contributions
        self.earlier = earlier
        signed = {cell.indicator_id for cell, value in self.values.items() if value is not None and value < 0}
        names = {cell.indicator_id for state in (self.values, *earlier) for cell in state}
        self.least = {name: float("-inf") if name in signed else 0.0 for name in names}
        self.relations = relations_between(self.values, catalogue, links)
        then = [pair for state in earlier for pair in self._as_known_then(state, relations_between(state, catalogue, links))]
        self.earlier_relations = list(dict.fromkeys(then))

    def _value(self, cell: Cell, rows: Sequence[Observation]) -> float | None:
        """What the figures beside it hang together with: what was delivered, also where a published document says otherwise.

        Of sources that differ, the one that tells most of the figures beside it: its own totals are about its own parts.
        """
        own = (row.value for row in rows if row.value is not None and row.value != self.public.get(cell))
        return next(own, self.public.get(cell))

    def _as_known_then(self, state: Shown, relations: Iterable[Relation]) -> list[tuple[Relation, Relation | None]]:
        """What an earlier snapshot told, its hidden figures beside the sum of those that it showed; each with the same relation now."""
        now = {relation.terms: relation for relation in self.relations}
        found = []
        for relation in relations:
            hidden = tuple((cell, times) for cell, times in relation.terms if state[cell] is None)
            shown = sum(times * (state[cell] or 0.0) for cell, times in relation.terms)
            is_told = relation.through is None or state[relation.through] is not None
            if hidden and is_told:
                found.append((Relation(terms=hidden, constant=shown), now.get(relation.terms)))
        return found

    def small(self) -> set[Cell]:
        """The figures that are hidden for themselves, with all of the same persons, and those that a supplier hid."""
        found = set()
        for cell, rows in self.by_cell.items():
            rule = self.rules.get(cell.indicator_id, PrivacyRule())
            behind = self._behind(cell, rule)
            own = [row.value for row in rows if row.value is not None and row.value != self.public.get(cell)]
            is_small = any(_is_small(value, rule) or _has_few_behind_it(value, rule, behind) for value in own)
            if is_small or self.values[cell] is None:
                found.add(self._unit(cell))
        return {cell for cell in self.by_cell if self._unit(cell) in found}

    def _behind(self, cell: Cell, rule: PrivacyRule) -> Contribution | None:
        told = self.contributions.get(cell)
        counted = cell._replace(indicator_id=rule.counted_by)
        return told if told or counted not in self.values else Contribution(persons=self.values[counted])

    def _unit(self, cell: Cell) -> Cell:
        """Figures about the same persons share a unit: the hours of two people would tell that there are two."""
        rule = self.rules.get(cell.indicator_id, PrivacyRule())
        return cell._replace(indicator_id=rule.counted_by or cell.indicator_id)

    def _is_known(self, cell: Cell) -> bool:
        """Whether everybody has the figure: a published document tells it, or an earlier snapshot showed the same."""
        value = self.values.get(cell)
        known = (self.public.get(cell), *(state.get(cell) for state in self.earlier))
        return value is not None and any(told is not None and abs(value - told) <= SAME for told in known)

    def guarded(self, small: Collection[Cell]) -> Table:
        """Every figure as the attacker meets it; those of an earlier snapshot that are gone now have no value."""
        table = {}
        gone = (cell for relation, _ in self.earlier_relations for cell, _ in relation.terms)
        for cell in (*self.values, *gone):
            rule = self.rules.get(cell.indicator_id, PrivacyRule())
            value = self.values.get(cell)
            least = 1.0 if rule.floor and not rule.hides_zero else self.least[cell.indicator_id]
            table[cell] = Guarded(
                value=value,
                least=least if value is None else min(least, value),
                values=rule.floor if cell in self.values else 0,
                reach=REACH_PCT / 100 * abs(value) if value is not None and rule.min_contributors and cell in small else 0.0,
                unit=self._unit(cell),
                is_known=self._is_known(cell),
            )
        return table

    def _still_holds(self, then: Relation, now: Relation | None, table: Table) -> bool:
        """Whether the figures that were hidden then can be those of today; not when one is gone, so that its neighbours would tell it.

        Of a relation that never was exact nobody can tell.
        """
        if any(cell not in self.values for cell, _ in then.terms):
            return False
        is_exact = now is None or residual(now, table) <= SAME
        return not is_exact or residual(then, table) <= SAME

    def _frozen(self, restated: Sequence[Relation], table: Table) -> set[Cell]:
        """Where a hidden figure was restated: all that was hidden or has changed since, so that no difference tells the old or the new."""
        touched = {cell for relation in restated for cell, _ in relation.terms}
        together = components(table, [*self.relations, *(then for then, _ in self.earlier_relations)]) if touched else []
        told = {cell for state in self.earlier for cell in state}
        return {cell for cells in together if touched.intersection(cells) for cell in cells if cell in told and not table[cell].is_known}

    def hidden(self, small: Collection[Cell]) -> tuple[set[Cell], set[Cell]]:
        """All figures that are hidden, beside those hidden for themselves, and those that stay exposed."""
        table = self.guarded(small)
        restated = [then for then, now in self.earlier_relations if not self._still_holds(then, now, table)]
        known_then = [then for then, _ in self.earlier_relations if then not in restated]
        frozen = self._frozen(restated, table) & set(self.values)
        return hide_enough(table, [*self.relations, *known_then], frozen.union(small))


def _without_value(row: Observation) -> Observation:
    """The row as it may be published: nothing of its figure is left in any field."""
    return replace(row, value=None, value_text="", lower=None, upper=None, reading="exact", status=HIDDEN, source_ref="")


def protect(
    observations: Sequence[Observation],
    *,
    rules: Mapping[str, PrivacyRule],
    catalogue: Catalogue,
    public_sources: Collection[str] = frozenset(),
    contributions: Mapping[Cell, Contribution] | None = None,
    earlier: Sequence[Shown] = (),
    links: Links | None = None,
) -> Protected:
    """The observations without what could make a person recognisable.

    Args:
        observations: everything that was read, before repeats are merged.
        rules: by indicator; an indicator without a rule is hidden only to protect another one.
        public_sources: documents and open data, whose figures are public already: never hidden, always known to an attacker.
        contributions: who stands behind a figure, where the count itself is no indicator.
        earlier: what each snapshot before this one showed, as `shown_by` tells it.
        links: how indicators hang together; those of relations.toml when nothing is given.

    The same input gives the same output, in the same order.
    """
    links = links or read_links()
    concerned = links.linked({row.indicator_id for row in observations} & set(rules))
    rows = [row for row in observations if row.indicator_id in concerned]
    if not rows:
        return Protected(rows=list(observations))
    protection = _Protection(
        rows,
        rules=rules,
        catalogue=catalogue,
        public_sources=public_sources,
        contributions=contributions or {},
        earlier=[{cell: value for cell, value in state.items() if cell.indicator_id in concerned} for state in earlier],
        links=links,
    )
    small = protection.small()
    hidden, exposed = protection.hidden(small)
    for name in sorted({cell.indicator_id for cell in exposed}):
        log.warning("%s: een klein cijfer is te benaderen uit cijfers die al gepubliceerd zijn; Peil verbergt de rest", name)
    return Protected(
        rows=[_without_value(row) if cell_of(row) in hidden and row.source_id not in public_sources else row for row in observations],
        small=frozenset(small),
        linked=frozenset(hidden - small),
        exposed=frozenset(exposed),
    )
