"""PRI-05: whatever is computed from a hidden figure is hidden too: rates, shares, sums, ranges, places, changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.aggregation import (
    HIDDEN,
    UNIT_LABELS,
    Amount,
    Unit,
    amount_of,
    index_of,
    per_km2,
    per_thousand,
    place_among,
    range_of,
    share_pct,
    total_over_area,
)
from catalogue.formatting import STATUS_WORD
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from charts.points import ChartData, Point
from tests.altered_snapshot import altered_copy
from views.drawing import for_drawing, summed_over_places
from views.headlines import region_series
from views.municipality import profile
from views.points import chart_data, population_by_year
from views.scorecard import scorecard
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot, Warehouse

SCANS, LIER, MECHELEN = "energiescans", "12021", "12025"
WORD = STATUS_WORD[HIDDEN.value]
AMOUNTS = st.one_of(st.just(HIDDEN), st.floats(0, 1e6))
EXPRESSIONS: dict[str, Callable[[Sequence[Amount]], object]] = {
    "sum": lambda amounts: total_over_area(load_catalogue().indicators[SCANS], amounts),
    "range": range_of,
    "place": lambda amounts: place_among(3.0, amounts),
    "per thousand": lambda amounts: per_thousand(amounts[0], amounts[1]),
    "per km2": lambda amounts: per_km2(amounts[0], 49.84),
    "share": lambda amounts: share_pct(amounts[0], amounts[1]),
    "index": lambda amounts: index_of(amounts[0], amounts[1]),
    "share of a sum": lambda amounts: share_pct(amounts[0], total_over_area(load_catalogue().indicators[SCANS], amounts)),
}
USED = {"per km2": 1, "per thousand": 2, "share": 2, "index": 2}


@pytest.mark.parametrize("name", EXPRESSIONS)
@given(st.lists(AMOUNTS, min_size=2, max_size=12))
def test_an_expression_is_hidden_exactly_when_one_of_its_figures_is(name: str, amounts: list[Amount]) -> None:
    used = amounts[: USED.get(name, len(amounts))]
    assert (EXPRESSIONS[name](amounts) is HIDDEN) is (HIDDEN in used)


def test_what_nobody_knows_is_not_hidden() -> None:
    assert [amount_of(None, "onbekend"), amount_of(None, "verborgen"), amount_of(3.0, "definitief")] == [None, HIDDEN, 3.0]


@pytest.fixture(scope="module")
def rows(snapshot: Snapshot) -> list[ObservationRow]:
    """The energy scans, as published."""
    return queries.observations(snapshot, indicators=[SCANS])


@pytest.fixture(scope="module")
def population(snapshot: Snapshot) -> dict[tuple[str, int], float]:
    """The inhabitants."""
    return population_by_year(queries.observations(snapshot, indicators=["bevolking"]))


def _hidden(row: ObservationRow) -> ObservationRow:
    return replace(row, value=None, value_text="", status="verborgen")


def _data(rows: Sequence[ObservationRow], unit: Unit, population: dict[tuple[str, int], float]) -> ChartData:
    catalogue = load_catalogue()
    indicator = catalogue.indicators[SCANS]
    return chart_data(indicator, rows, unit=unit, chosen=(), catalogue=catalogue, population=population, snapshot_id="0" * 12)


@pytest.mark.parametrize("unit", UNIT_LABELS)
def test_in_every_unit_the_hidden_stay_hidden_and_a_share_hides_with_its_whole(
    rows: list[ObservationRow], population: dict[tuple[str, int], float], unit: Unit
) -> None:
    plain = {point.code: point for point in _data(rows, unit, population).points}
    places = [i for i, row in enumerate(rows) if row.nis and row.period_end.year == row.period_start.year > 2018]
    assert len(places) > 10
    for at in places:
        changed = [_hidden(row) if i == at else row for i, row in enumerate(rows)]
        for point in _data(changed, unit, population).points:
            is_own = (point.nis, point.period) == (rows[at].nis, rows[at].period)
            is_share_of_it = unit == "aandeel" and point.period == rows[at].period
            if is_own or is_share_of_it:
                assert (point.value, point.status, point.word) == (None, "verborgen", WORD)
            else:
                assert point == plain[point.code]


def test_a_sum_over_municipalities_in_a_picture_is_hidden_with_one_of_them(rows: list[ObservationRow], catalogue: Catalogue) -> None:
    points = [p for p in _data(rows, "absoluut", {}).points if p.place and p.period_label == "2024"]
    assert [p.value for p in summed_over_places(catalogue.indicators[SCANS], points)] == [130]
    one_hidden = [replace(points[0], value=None, status="verborgen"), *points[1:]]
    (summed,) = summed_over_places(catalogue.indicators[SCANS], one_hidden)
    assert (summed.value, summed.status, summed.word) == (None, "verborgen", WORD)


def test_a_picture_of_sums_tells_which_one_is_hidden(rows: list[ObservationRow], catalogue: Catalogue) -> None:
    wide = replace(catalogue.indicators[SCANS], form="comparison", breakdown=("a", "b", "c", "d"))
    plain = _data(rows, "absoluut", {})
    two = [p for p in plain.points if p.place and p.period_label == "2024"][:2]
    parts: list[Point] = [replace(p, part=part) for p in two for part in wide.breakdown]
    parts[0] = replace(parts[0], value=None, status="verborgen")
    drawn = for_drawing(wide, replace(plain, points=parts))
    assert {p.part: p.value is None for p in drawn.points} == {"a": True, "b": False, "c": False, "d": False}
    assert [p.word for p in drawn.absent()] == [WORD]


def test_a_headline_sums_no_year_with_a_hidden_municipality(rows: list[ObservationRow], catalogue: Catalogue) -> None:
    indicator = catalogue.indicators[SCANS]
    placed = [row for row in rows if row.nis]
    years = [step.label for step in region_series(indicator, placed, breakdown="", snapshot_id="0" * 12)]
    changed = [_hidden(row) if row.nis == LIER and row.period_end.year == 2024 else row for row in placed]
    assert "2024" in years
    assert [step.label for step in region_series(indicator, changed, breakdown="", snapshot_id="0" * 12)] == [
        y for y in years if y != "2024"
    ]


@pytest.fixture(scope="module")
def with_hidden(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The published snapshot in which the figures of Lier for the newest years are hidden."""

    def hide(connection: duckdb.DuckDBPyConnection) -> None:
        which = f"nis = '{LIER}' and period_end >= date '2024-01-01'"
        connection.execute(f"update observation set value = null, value_text = '', status = 'verborgen' where {which}")

    folder = altered_copy(data_dir, tmp_path_factory.mktemp("verborgen") / "peil", snapshot="d" * 12, alter=[hide])
    return Warehouse(folder / "warehouse").current()


def test_the_page_of_another_municipality_shows_no_sum_range_or_place_over_a_hidden_one(
    with_hidden: Snapshot, snapshot: Snapshot, catalogue: Catalogue
) -> None:
    mechelen = catalogue.municipalities[MECHELEN]
    plain = {(t, i): line for t, lines in profile(mechelen, None, snapshot).lines.items() for i, line in enumerate(lines)}
    changed = {(t, i): line for t, lines in profile(mechelen, None, with_hidden).lines.items() for i, line in enumerate(lines)}
    assert plain.keys() == changed.keys()
    differing = [key for key in plain if plain[key].region != changed[key].region]
    assert len(differing) > 4
    for key, line in changed.items():
        assert line.region == (WORD if key in differing else plain[key].region)
        assert line.rank == (WORD if key in differing and plain[key].rank else plain[key].rank)
        assert [figure.text for figure in line.own] == [figure.text for figure in plain[key].own]


def test_no_municipality_leads_a_column_with_a_hidden_one(with_hidden: Snapshot, snapshot: Snapshot) -> None:
    plain, _ = scorecard(snapshot)
    changed, _ = scorecard(with_hidden)
    with_lier = [column for column in changed if LIER in column.scores and column.scores[LIER].is_word]
    assert len(with_lier) > 2
    for column in with_lier:
        assert column.scores[LIER].text == WORD
        assert [nis for nis, score in column.scores.items() if score.is_highest] == []
    assert [nis for column in plain for nis, score in column.scores.items() if score.is_highest]
