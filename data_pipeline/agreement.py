"""One figure published in several places: equal ones become one row, unequal ones a conflict in which all stay."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from catalogue.codes import period_code
from catalogue.formatting import format_period
from catalogue.model import Catalogue
from data_pipeline.model import Conflict, ConflictFigure, Observation
from data_pipeline.parsing import printed_precision


def _margin(row: Observation) -> float:
    """How far the exact figure may lie from a printed one: half a digit of what was rounded, else nothing."""
    return printed_precision(row.value_text) / 2 if row.reading == "ongeveer" else 0.0


def says_the_same(first: Observation, second: Observation) -> bool:
    """Whether two statements agree as far as their printed digits tell: `4,7 miljoen` and `4.705.647` do."""
    if first.value is None or second.value is None:
        return first.status == second.status
    return abs(first.value - second.value) <= max(_margin(first), _margin(second)) + 1e-9


def _merged(rows: Sequence[Observation]) -> Observation:
    """One row for statements that agree: the most precise one, with every place where it stands.

    Of equally precise ones that of the first source: published documents are read before deliveries.
    """
    places = list(dict.fromkeys(row.source_ref for row in rows))
    best = min(rows, key=lambda row: (row.reading == "ongeveer", _margin(row), row.source_id != rows[0].source_id, row.row_order))
    return replace(best, source_ref="; ".join(places))


def _conflict(rows: Sequence[Observation], catalogue: Catalogue) -> Conflict:
    first = rows[0]
    indicator = catalogue.indicators[first.indicator_id]
    place = catalogue.municipalities[first.nis].name if first.nis else ""
    part = indicator.breakdown_label(first.breakdown) if first.breakdown else ""
    period = period_code(first.period_start, first.period_end)
    return Conflict(
        conflict_id="/".join(filter(None, (first.indicator_id, first.nis, first.breakdown, period))),
        kind="verschillend",
        theme=indicator.theme,
        indicator_id=first.indicator_id,
        nis=first.nis,
        section=first.section,
        title=", ".join(filter(None, (indicator.label, place, part, format_period(first.period_start, first.period_end)))),
        explanation="De bron noemt voor hetzelfde cijfer verschillende waarden.",
        source_id=first.source_id,
        figures=tuple(ConflictFigure(printed=row.value_text, stands_at=row.source_ref, value=row.value) for row in rows),
    )


def _agreeing_groups(rows: Sequence[Observation]) -> list[list[Observation]]:
    groups: list[list[Observation]] = []
    for row in rows:
        home = next((group for group in groups if all(says_the_same(row, other) for other in group)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return groups


def bring_together(observations: Iterable[Observation], catalogue: Catalogue) -> tuple[list[Observation], list[Conflict]]:
    """The observations with repeats merged and disagreements flagged, and a conflict per disagreement."""
    by_key: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for row in observations:
        by_key[row.key].append(row)
    kept: list[Observation] = []
    conflicts: list[Conflict] = []
    for rows in by_key.values():
        distinct = [_merged(group) for group in _agreeing_groups(rows)]
        with_value = [row for row in distinct if row.value is not None]
        if len(with_value) > 1:
            conflicts.append(_conflict(with_value, catalogue))
            with_value = [replace(row, flags=(*row.flags, "conflict")) for row in with_value]
        kept += with_value or distinct
    return kept, conflicts
