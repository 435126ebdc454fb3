"""Recomputes every printed total, share and difference; what disagrees becomes a conflict with all its figures."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.formatting import format_bare
from catalogue.model import Catalogue
from data_pipeline.model import Conflict, ConflictFigure, DeliveryError, Observation, Reconciliation
from data_pipeline.municipalities import MunicipalityNames
from data_pipeline.parsing import parse_period, printed_precision

Selector = Mapping[str, str]
ARITHMETIC: dict[str, tuple[str, Callable[[Sequence[float]], float]]] = {
    "total": ("de som van de delen", math.fsum),
    "difference": ("het verschil", lambda v: v[0] - math.fsum(v[1:])),
    "share": ("het aandeel", lambda v: 100 * v[0] / v[1] if v[1] else math.nan),
    "ratio": ("de deling", lambda v: v[0] / v[1] if v[1] else math.nan),
    "equal": ("het andere cijfer", lambda v: v[0]),
}
EXACT_KINDS = {"total", "difference", "equal"}


class _Matcher:
    """Finds the observations that a selector of a check names."""

    def __init__(self, observations: Iterable[Observation], names: MunicipalityNames) -> None:
        self._names = names
        self._by_indicator: dict[str, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.value is not None:
                self._by_indicator[observation.indicator_id].append(observation)

    def _fits(self, row: Observation, selector: Selector, bound: Mapping[str, object]) -> bool:
        nis, breakdown, period = (
            bound.get(name) if selector.get(name) == "each" else selector.get(name, default)
            for name, default in (("gemeente", ""), ("breakdown", ""), ("period", "*"))
        )
        fits_nis = row.nis is not None if nis == "*" else row.nis == (self._names.nis(str(nis)) if nis else None)
        fits_breakdown = bool(row.breakdown) if breakdown == "*" else row.breakdown == breakdown
        span = parse_period(period) if isinstance(period, str) and period != "*" else period
        fits_period = span in ("*", (row.period_start, row.period_end))
        return fits_nis and fits_breakdown and fits_period and selector.get("table", row.table_id) == row.table_id

    def find(self, selector: Selector, bound: Mapping[str, object]) -> list[Observation]:
        """The rows that fit, `each` standing for the value in bound."""
        return [row for row in self._by_indicator[selector["indicator"]] if self._fits(row, selector, bound)]

    def bindings(self, whole: Selector) -> list[dict[str, object]]:
        """One binding per case of a check that is done for `each` municipality, part or period."""
        each = [name for name in ("gemeente", "breakdown", "period") if whole.get(name) == "each"]
        cases = {
            tuple({"gemeente": row.nis, "breakdown": row.breakdown, "period": (row.period_start, row.period_end)}[n] for n in each)
            for row in self._by_indicator[whole["indicator"]]
        }
        full = sorted((case for case in cases if all(case)), key=str)
        return [dict(zip(each, case, strict=True)) for case in full] if each else [{}]


def _compare(kind: str, whole: Observation, computed: float) -> bool:
    """Whether the printed figure is the computed one, as far as its printed digits tell."""
    if whole.value is None:
        return False
    tolerance = 1e-6 if kind in EXACT_KINDS else printed_precision(whole.value_text) / 2 + 1e-9
    return abs(computed - whole.value) <= tolerance


def _run_check(
    kind: str, check: Mapping[str, Any], matcher: _Matcher, *, catalogue: Catalogue, source_id: str
) -> tuple[list[Conflict], list[Reconciliation]]:
    conflicts, reconciliations = [], []
    for bound in matcher.bindings(check["whole"]):
        wholes = matcher.find(check["whole"], bound)
        parts = [matcher.find(selector, bound) for selector in check["parts"]]
        if not bound and (not wholes or not all(parts)):
            raise DeliveryError(f"controle {check['id']}: de cijfers die ze vergelijkt bestaan niet.")
        if not wholes or not all(parts):
            continue
        whole = wholes[0]
        what, compute = ARITHMETIC[kind]
        computed = compute([math.fsum(row.value or 0.0 for row in rows) for rows in parts])
        indicator = catalogue.indicators[whole.indicator_id]
        place = catalogue.municipalities[whole.nis].name if whole.nis else ""
        part = indicator.breakdown_label(whole.breakdown) if bound.get("breakdown") else ""
        title = ", ".join(filter(None, (check["title"], place, part)))
        case = "/".join(
            filter(
                None, (check["id"], whole.nis, str(bound.get("breakdown") or ""), str(whole.period_end.year) if "period" in bound else "")
            )
        )
        is_consistent = _compare(kind, whole, computed)
        reconciliations.append(Reconciliation(check_id=case, kind=kind, section=check["section"], title=title, is_consistent=is_consistent))
        if not is_consistent:
            decimals = indicator.decimals if kind in EXACT_KINDS else max(indicator.decimals, 1)
            shown = format_bare(computed, indicator.unit, decimals)
            sums = check["section"] + (", som van de delen" if kind == "total" else f", {what} herrekend")
            conflicts.append(
                Conflict(
                    conflict_id=case,
                    kind="rekenkundig",
                    theme=indicator.theme,
                    indicator_id=indicator.id,
                    nis=whole.nis,
                    section=check["section"],
                    title=title,
                    explanation=check.get("explanation", f"Het gedrukte cijfer is niet {what}."),
                    source_id=source_id,
                    figures=(
                        ConflictFigure(printed=whole.value_text, stands_at=whole.source_ref, value=whole.value),
                        ConflictFigure(printed=shown, stands_at=sums, value=computed),
                    ),
                )
            )
    if not reconciliations:
        raise DeliveryError(f"controle {check['id']}: de cijfers die ze vergelijkt bestaan niet.")
    return conflicts, reconciliations


def _contradiction(entry: Mapping[str, Any], source_id: str) -> Conflict:
    return Conflict(
        conflict_id=entry["id"],
        kind=entry["kind"],
        theme=entry["theme"],
        indicator_id=entry["indicator"],
        section=entry["section"],
        title=entry["title"],
        explanation=entry["explanation"],
        source_id=source_id,
        figures=tuple(ConflictFigure(printed=str(f["printed"]), stands_at=f["where"]) for f in entry["figures"]),
    )


def read_checks(
    paths: Sequence[Path], observations: Sequence[Observation], *, catalogue: Catalogue, source_id: str
) -> tuple[list[Conflict], list[Reconciliation]]:
    """What the check files of a source find in its observations.

    Args:
        paths: TOML files with [[total]], [[share]], [[difference]], [[ratio]], [[equal]] and [[contradiction]].
        observations: all rows of the source.

    Returns the conflicts (recomputed and declared) and the outcome of every recomputation.
    Raises DeliveryError when a check names figures that are not there.
    """
    matcher = _Matcher(observations, MunicipalityNames(catalogue.municipalities.values()))
    conflicts: list[Conflict] = []
    reconciliations: list[Reconciliation] = []
    for path in paths:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in ARITHMETIC:
            for check in declared.get(kind, []):
                found, outcomes = _run_check(kind, check, matcher, catalogue=catalogue, source_id=source_id)
                conflicts += found
                reconciliations += outcomes
        conflicts += [_contradiction(entry, source_id) for entry in declared.get("contradiction", [])]
    return conflicts, reconciliations
