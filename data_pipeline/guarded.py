"""The figures of a table as an attacker meets them, and which of them bear on one another."""

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from data_pipeline.relations import Cell, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """One figure as the attacker meets it.

    Attributes:
        value: the true figure; None when the supplier hid it from us too.
        least: what everybody knows that it is at least.
        values: of a count, how many whole numbers must remain possible while it is hidden.
        reach: of a magnitude, how far below and above the true figure must remain possible while it is hidden.
        unit: figures of one unit are hidden together.
        is_known: the attacker has it from elsewhere, so hiding it does not help.
    """

    value: float | None
    least: float = 0.0
    values: int = 0
    reach: float = 0.0
    unit: Hashable = None
    is_known: bool = False


Table = Mapping[Cell, Guarded]


def residual(relation: Relation, table: Table) -> float:
    """How far the true figures are from fulfilling a relation; figures that nobody knows take up what they can."""
    total = relation.constant
    room_up = room_down = 0.0
    for cell, times in relation.terms:
        value, least = table[cell].value, table[cell].least
        if value is not None:
            total += times * value
            continue
        total += times * (0.0 if math.isinf(least) else least)
        room_up = math.inf if times > 0 or math.isinf(least) else room_up
        room_down = math.inf if times < 0 or math.isinf(least) else room_down
    return max(0.0, -total - room_up, total - room_down)


def components(table: Table, relations: Sequence[Relation]) -> list[list[Cell]]:
    """Cells that hang together, by relation or because they are hidden together."""
    home: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        while home.setdefault(node, node) != node:
            home[node] = node = home[home[node]]
        return node

    for cell, guarded in table.items():
        home[root(cell)] = root(("unit", guarded.unit))
    for relation in relations:
        first = relation.terms[0][0]
        for cell in (*(cell for cell, _ in relation.terms), *filter(None, [relation.through])):
            home[root(cell)] = root(first)
    found: dict[Hashable, list[Cell]] = defaultdict(list)
    for cell in sorted(table):
        found[root(cell)].append(cell)
    return list(found.values())
