"""What an attacker can work out of the shown figures, and which figures must go with the hidden ones until that is too little."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from data_pipeline.guarded import Table, components, residual
from data_pipeline.relations import Cell, Relation

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

TOLERANCE = 1e-6


class _Component:
    """The figures of one component, of which some are hidden."""

    def __init__(self, cells: Sequence[Cell], table: Table, relations: Sequence[Relation], hidden: Iterable[Cell]) -> None:
        import numpy as np  # noqa: PLC0415  only when something is hidden

        self.cells = cells
        self.guarded = [table[cell] for cell in cells]
        place = {cell: i for i, cell in enumerate(cells)}
        self.must = frozenset(place[cell] for cell in hidden)
        self.hidden = set(self.must)
        self.useless: set[int] = set()
        self.matrix = np.zeros((len(relations), len(cells)))
        for row, relation in enumerate(relations):
            for cell, times in relation.terms:
                self.matrix[row, place[cell]] += times
        self.constant = np.array([relation.constant for relation in relations])
        self.slack = np.array([residual(relation, table) for relation in relations])
        self.through = [place[relation.through] if relation.through else None for relation in relations]
        self.truth: Vector = np.array([math.nan if g.value is None else g.value for g in self.guarded], dtype=float)
        self.points: list[Vector] = [] if np.isnan(self.truth).any() else [self.truth]
        self.units: dict[Hashable, list[int]] = defaultdict(list)
        for i, guarded in enumerate(self.guarded):
            self.units[guarded.unit].append(i)

    def free(self) -> list[int]:
        """The figures that the attacker does not have."""
        return sorted(i for i in self.hidden if not self.guarded[i].is_known)

    def active(self) -> list[int]:
        """The relations that the attacker knows and that tell him anything."""
        free = self.free()
        known = [row for row, through in enumerate(self.through) if through is None or through not in self.hidden]
        return [row for row in known if self.matrix[row, free].any()]

    def _around(self, i: int) -> tuple[list[int], list[int]]:
        """The relations that bear on a figure and the hidden figures in them: shown figures stop what one tells of the other."""
        free, left = set(self.free()), self.active()
        rows: list[int] = []
        found, new = {i}, {i}
        while new:
            touched = [row for row in left if self.matrix[row, sorted(new)].any()]
            left = [row for row in left if row not in touched]
            rows += touched
            new = {j for j in free - found if self.matrix[touched, j].any()}
            found |= new
        return sorted(rows), sorted(found)

    def _extremes(self, i: int) -> None:
        """Adds the least and the greatest that a figure can be, as far as the shown figures tell."""
        import numpy as np  # noqa: PLC0415
        from scipy.optimize import linprog  # noqa: PLC0415

        rows, free = self._around(i)
        fixed = [j for j in range(len(self.cells)) if j not in set(free)]
        left = self.matrix[np.ix_(rows, free)]
        right = -(self.constant[rows] + self.matrix[np.ix_(rows, fixed)] @ np.nan_to_num(self.truth[fixed]))
        slack = self.slack[rows]
        loose = slack > TOLERANCE
        bounds = [(None if math.isinf(g.least) else g.least, None) for g in (self.guarded[j] for j in free)]
        for sign in (1.0, -1.0):
            aim = np.zeros(len(free))
            aim[free.index(i)] = sign
            found = linprog(
                aim,
                A_ub=np.concatenate([left[loose], -left[loose]]),
                b_ub=np.concatenate([right[loose] + slack[loose], slack[loose] - right[loose]]),
                A_eq=left[~loose],
                b_eq=right[~loose],
                bounds=bounds,
                method="highs",
            )
            point = self.truth.copy()
            if found.status == 0:
                point[free] = found.x
            elif found.status == 3:  # noqa: PLR2004  unbounded
                point[i] = -sign * math.inf
            else:
                continue
            self.points.append(point)

    def _is_wide(self, i: int) -> bool:
        """Whether the points found so far leave enough room around a figure."""
        seen = [float(point[i]) for point in self.points if not math.isnan(point[i])]
        return bool(seen) and self._is_enough(i, min(seen), max(seen))

    def _is_enough(self, i: int, low: float, high: float) -> bool:
        """Whether a range leaves enough room around a figure."""
        guarded = self.guarded[i]
        if guarded.values:
            return math.isinf(high - low) or math.floor(high + TOLERANCE) - math.ceil(low - TOLERANCE) + 1 >= guarded.values
        return guarded.value is None or (
            low <= guarded.value - guarded.reach + TOLERANCE and high >= guarded.value + guarded.reach - TOLERANCE
        )

    def _most_by_one_relation(self) -> dict[int, float]:
        """The greatest that a figure can be by one relation alone: a total less the least of all the other hidden parts."""
        free = self.free()
        most: dict[int, float] = {}
        least = [self.guarded[j].least for j in free]
        fixed = [j for j in range(len(self.cells)) if j not in set(free)]
        for row in self.active():
            rest = self.constant[row] + self.matrix[row, fixed] @ self.truth[fixed]
            times = self.matrix[row, free]
            for sign in (1.0, -1.0):
                room = self.slack[row] - sign * rest - sum(abs(t) * low for t, low in zip(times, least, strict=True) if t)
                if (sign * times >= 0).all() and math.isfinite(room):
                    for i, t, low in zip(free, times, least, strict=True):
                        if t:
                            most[i] = min(most.get(i, math.inf), low + room / abs(t))
        return most

    def exposed(self, *, given_up: Iterable[int] = ()) -> int | None:
        """The first hidden figure that the attacker can narrow down too far; first by plain subtraction, then by linear programming."""
        asked = [i for i in self.free() if i not in set(given_up) and (self.guarded[i].values or self.guarded[i].reach)]
        most = self._most_by_one_relation()
        for i in asked:
            if i in most and not self._is_enough(i, self.guarded[i].least, most[i]):
                return i
        for i in asked:
            if not self._is_wide(i):
                self._extremes(i)
                if not self._is_wide(i):
                    return i
        return None

    def _can_go(self, i: int) -> bool:
        """Whether hiding a figure (with its unit) tells the attacker less; a nought or a known figure he fills in himself."""
        unit = [self.guarded[j] for j in self.units[self.guarded[i].unit]]
        return (
            i not in self.hidden | self.useless
            and not self.guarded[i].is_known
            and bool(self.guarded[i].value)
            and all(g.value is None or g.value >= g.least for g in unit)
        )

    def _loss(self, i: int) -> tuple[int, int, float, Cell]:
        """What hiding a figure costs: relations in which it would be the only hidden one, then figures, then what they count."""
        unit = self.units[self.guarded[i].unit]
        free = self.free()
        alone = sum(bool(self.matrix[row, unit].any()) and not self.matrix[row, free].any() for row in range(len(self.matrix)))
        return alone, len(unit), sum(abs(self.guarded[j].value or 0.0) for j in unit), self.cells[i]

    def _best_to_hide(self, i: int) -> int | None:
        """The figure whose loss is smallest in the tightest relation around an exposed figure; None when nothing is left."""
        free = self.free()
        rows = sorted(self.active(), key=lambda row: (not self.matrix[row, i], int((self.matrix[row, free] != 0).sum()), row))
        for row in rows:
            around = [j for j in range(len(self.cells)) if self.matrix[row, j] or j == self.through[row]]
            able = [j for j in around if self._can_go(j)]
            if able:
                return min(able, key=self._loss)
        return None

    def _hide(self, i: int) -> None:
        self.hidden |= set(self.units[self.guarded[i].unit])

    def _show(self, i: int) -> None:
        """Shows a unit that was hidden to protect others."""
        unit = set(self.units[self.guarded[i].unit]) - self.must
        self.hidden = self.hidden - unit
        self.points = [p for p in self.points if all(map(math.isfinite, p)) and all(p[j] == self.truth[j] for j in unit)]

    def _could_be_shown(self, i: int, given_up: set[int]) -> bool:
        """Shows a unit again that was hidden to protect others, with those that only protected it.

        Tells whether that exposes none that must be hidden; if it does, all stay hidden.
        """
        hidden, points = self.hidden, self.points
        self._show(i)
        while (other := self.exposed(given_up=given_up)) is not None:
            if other in self.must:
                self.hidden, self.points = hidden, points
                return False
            self._show(other)
        return True

    def _bears_on(self, i: int, others: set[int]) -> bool:
        unit = self.units[self.guarded[i].unit]
        return any(self.matrix[row, unit].any() and self.matrix[row, list(others)].any() for row in range(len(self.matrix)))

    def close(self) -> set[int]:
        """Hides further figures until none is exposed, then shows those again that turn out not to be needed.

        A figure that was hidden for others and can be worked out all the same protects nobody: it is shown again.
        Returns what stays exposed because nothing is left to hide.
        """
        given_up: set[int] = set()
        added: list[int] = []
        while (i := self.exposed(given_up=given_up)) is not None:
            own = next((each for each in added if self.guarded[each].unit == self.guarded[i].unit), None)
            best = self._best_to_hide(i)
            if own is not None and (self._could_be_shown(own, given_up) or best is None):
                self._show(own)
                self.useless.add(own)
                added = [each for each in added if each in self.hidden]
            elif best is not None:
                self._hide(best)
                added.append(best)
            else:
                given_up.add(i)
        for each in sorted(added, key=self._loss, reverse=True):
            if each in self.hidden and not self._bears_on(each, given_up):
                self._could_be_shown(each, given_up)
        return given_up


def hide_enough(table: Table, relations: Sequence[Relation], hidden: Iterable[Cell]) -> tuple[set[Cell], set[Cell]]:
    """Which figures must be hidden so that none of the hidden ones can be worked out too closely.

    Args:
        table: every figure that a relation names.
        hidden: those that are hidden already.

    Returns all hidden figures, and those that stay exposed because all that is left is known from elsewhere.
    """
    must = set(hidden)
    all_hidden, exposed = set(must), set()
    home: dict[Cell, int] = {}
    together = components(table, relations)
    for number, cells in enumerate(together):
        home |= dict.fromkeys(cells, number)
    by_component: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        by_component[home[relation.terms[0][0]]].append(relation)
    for number, cells in enumerate(together):
        own = must.intersection(cells)
        if own and by_component[number]:
            component = _Component(cells, table, by_component[number], own)
            stuck = component.close()
            all_hidden |= {cells[i] for i in component.hidden}
            exposed |= {cells[i] for i in stuck}
    return all_hidden, exposed
