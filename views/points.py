"""From rows of the warehouse to points of a chart, in the unit that the reader chose."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from catalogue.aggregation import (
    Amount,
    Hidden,
    Unit,
    amount_of,
    can_carry,
    index_of,
    per_km2,
    per_thousand,
    share_pct,
    total_over_area,
    unit_text,
)
from catalogue.codes import Code, figure_code
from catalogue.formatting import READING_PREFIX, format_number
from catalogue.model import Catalogue, Indicator, Target
from charts.points import ChartData, Point, TargetLine
from warehouse.rows import ObservationRow

Population = Mapping[tuple[str, int], float]
RATE_DECIMALS = 1
SAME_SPAN_DAYS = 3
Dated = TypeVar("Dated", ObservationRow, Point)
BREAKS = ("breuk", "onvolledig")
TARGET_WORD = {"doel": "doel", "plan": "gepland", "referentie": "referentie", "maximum": "maximum"}


def in_shortest_periods(items: Sequence[Dated]) -> list[Dated]:
    """Those of a series that cover its shortest periods: years without the total of all years, months of any length."""
    shortest = min(((end - start).days for start, end in (item.period for item in items)), default=0)
    return [item for item in items if (item.period[1] - item.period[0]).days <= shortest + SAME_SPAN_DAYS]


def row_code(row: ObservationRow, catalogue: Catalogue, snapshot_id: str) -> str:
    """The citeable code of a row."""
    code = Code(
        indicator_id=row.indicator_id,
        breakdown=row.breakdown,
        nis=row.nis,
        period_start=row.period_start,
        period_end=row.period_end,
        snapshot=snapshot_id,
    )
    return figure_code(code, catalogue)


def population_by_year(rows: Sequence[ObservationRow]) -> dict[tuple[str, int], float]:
    """Inhabitants by municipality and year, from the rows of the population indicator."""
    return {(row.nis, row.period_end.year): row.value for row in rows if row.nis and row.value is not None}


def qualifier(row: ObservationRow) -> str:
    """What the document says before the figure: `ruim`, `bijna`, or `ongeveer` where it only rounds."""
    words = row.value_text.split(" ", 1)[0].lower()
    if row.reading == "ongeveer" and words in {"ruim", "bijna", "meer", "minstens", "hoogstens", "minder"}:
        return {"meer": "meer dan ", "minder": "minder dan "}.get(words, f"{words} ")
    return READING_PREFIX[row.reading]


class _Converter:
    """Turns the values of one indicator into a unit."""

    def __init__(self, rows: Sequence[ObservationRow], *, unit: Unit, catalogue: Catalogue, population: Population) -> None:
        self._unit = unit
        self._catalogue = catalogue
        self._population = population
        self._placed: dict[tuple[object, ...], list[Amount]] = {}
        self._bases: dict[tuple[str | None, str], float] = {}
        for row in rows:
            amount = amount_of(row.value, row.status)
            if row.nis and amount is not None:
                self._placed.setdefault((row.breakdown, row.period), []).append(amount)
            if row.value is not None:
                self._bases.setdefault((row.nis, row.breakdown), row.value)

    def value(self, row: ObservationRow) -> Amount | None:
        """The row's value in the unit, hidden where it or what it is held against is, or None where it cannot be told."""
        amount = amount_of(row.value, row.status)
        if amount is None or self._unit == "absoluut":
            return amount
        if self._unit == "index":
            return index_of(amount, self._bases.get((row.nis, row.breakdown)))
        if row.nis is None:
            return None
        if self._unit == "inwoner":
            return per_thousand(amount, self._population.get((row.nis, row.period_end.year)))
        if self._unit == "km2":
            return per_km2(amount, self._catalogue.municipalities[row.nis].area_km2)
        indicator = self._catalogue.indicators[row.indicator_id]
        return share_pct(amount, total_over_area(indicator, self._placed[row.breakdown, row.period]))


def _target_line(target: Target | None, unit: Unit, shown: str, decimals: int) -> TargetLine | None:
    if target is None or unit != "absoluut":
        return None
    amount = format_number(target.value, decimals)
    about = READING_PREFIX[target.reading]
    return TargetLine(value=target.value, label=f"{TARGET_WORD[target.kind]}: {about}{amount} {shown}".strip())


def chart_data(
    indicator: Indicator,
    rows: Sequence[ObservationRow],
    *,
    unit: Unit,
    chosen: Sequence[str],
    catalogue: Catalogue,
    population: Population,
    snapshot_id: str,
) -> ChartData:
    """The points of one indicator.

    Args:
        rows: of all municipalities, so that shares know their whole; sorted by time; figures or example data, which has no target.
        unit: as the reader chose it; what the indicator cannot carry falls back to absolute.
        chosen: NIS codes to keep; none keeps all.
    """
    carried = unit if can_carry(indicator, unit) else "absoluut"
    ordered = sorted(rows, key=lambda r: (r.period_end, r.row_order))
    converter = _Converter(ordered, unit=carried, catalogue=catalogue, population=population)
    points = []
    for row in rows:
        amount = converter.value(row)
        value = None if isinstance(amount, Hidden) else amount
        is_kept = row.nis is None or not chosen or row.nis in chosen
        is_lost = amount is None and (row.value is not None or row.nis is None) and carried not in {"absoluut", "index"}
        if is_kept and not is_lost:
            points.append(
                Point(
                    place=catalogue.municipalities[row.nis].name if row.nis else "",
                    nis=row.nis or "",
                    part=indicator.breakdown_label(row.breakdown) if row.breakdown else "",
                    period_start=row.period_start,
                    period_end=row.period_end,
                    value=value,
                    status=amount.value if isinstance(amount, Hidden) else row.status,
                    code=row_code(row, catalogue, snapshot_id),
                    is_conflicting=row.is_conflicting,
                    break_word=next((flag for flag in row.flags if flag in BREAKS), ""),
                    stands_at=row.source_ref,
                    qualifier=qualifier(row) if carried == "absoluut" else "",
                    is_revised=row.is_revised,
                )
            )
    shown_unit = unit_text(indicator, carried)
    is_example = any(row.is_demo for row in rows)
    return ChartData(
        label=indicator.label,
        unit=shown_unit,
        decimals=indicator.decimals if carried == "absoluut" else RATE_DECIMALS,
        points=points,
        parts=tuple(indicator.breakdown_label(key) for key in indicator.breakdown),
        target=_target_line(
            None if is_example else indicator.target,
            carried,
            shown_unit,
            indicator.decimals if indicator.target and indicator.target.value % 1 else 0,
        ),
        area=indicator.area_label,
        is_example=is_example,
    )
