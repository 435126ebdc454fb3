"""A figure in the unit that the reader chose: computed by hand once, and checked for every indicator."""

from collections import defaultdict

import pytest

from catalogue.aggregation import UNIT_LABELS, Unit, can_carry
from catalogue.model import Catalogue
from charts.points import ChartData
from views.filters import Filters
from views.points import chart_data, population_by_year
from views.registry import all_views
from views.render import Rendered, render
from warehouse import queries
from warehouse.snapshot import Snapshot

LIER, MECHELEN = "12021", "12025"


def _data(indicator_id: str, unit: Unit, snapshot: Snapshot, catalogue: Catalogue, chosen: tuple[str, ...] = ()) -> ChartData:
    return chart_data(
        catalogue.indicators[indicator_id],
        queries.observations(snapshot, indicators=[indicator_id]),
        unit=unit,
        chosen=chosen,
        catalogue=catalogue,
        population=population_by_year(queries.observations(snapshot, indicators=["bevolking"])),
        snapshot_id=snapshot.id,
    )


def _value(data: ChartData, place: str, period: str) -> float | None:
    (found,) = [point.value for point in data.points if (point.place, point.period_label) == (place, period)]
    return found


def _rendered(view: str, filters: Filters, snapshot: Snapshot) -> Rendered:
    return render(all_views()[view], filters, snapshot)


def test_per_thousand_inhabitants_by_hand(snapshot: Snapshot, catalogue: Catalogue) -> None:
    data = _data("energiescans", "inwoner", snapshot, catalogue)
    assert _value(data, "Lier", "2024") == pytest.approx(1000 * 84 / 38_210)
    assert data.unit == "scans per 1.000 inwoners"
    assert data.show(_value(data, "Lier", "2024") or 0) == "2,2"


def test_per_square_kilometre_by_hand(snapshot: Snapshot, catalogue: Catalogue) -> None:
    assert _value(_data("energiescans", "km2", snapshot, catalogue), "Lier", "2024") == pytest.approx(84 / 49.84)


def test_a_share_of_the_municipalities_by_hand(snapshot: Snapshot, catalogue: Catalogue) -> None:
    assert _value(_data("energiescans", "aandeel", snapshot, catalogue), "Lier", "2024") == pytest.approx(100 * 84 / 130)


def test_an_index_by_hand(snapshot: Snapshot, catalogue: Catalogue) -> None:
    data = _data("energiescans", "index", snapshot, catalogue)
    assert _value(data, "Lier", "2018") == 100
    assert _value(data, "Lier", "2024") == pytest.approx(100 * 84 / 18)


def test_choosing_a_municipality_does_not_change_its_share(snapshot: Snapshot, catalogue: Catalogue) -> None:
    data = _data("energiescans", "aandeel", snapshot, catalogue, chosen=(LIER,))
    assert {point.place for point in data.points} == {"Lier"}
    assert _value(data, "Lier", "2024") == pytest.approx(100 * 84 / 130)


def test_shares_of_all_municipalities_add_up_to_a_hundred(snapshot: Snapshot, catalogue: Catalogue) -> None:
    sums: dict[tuple[object, ...], float] = defaultdict(float)
    for indicator in catalogue.indicators.values():
        if can_carry(indicator, "aandeel"):
            for point in _data(indicator.id, "aandeel", snapshot, catalogue).points:
                assert point.place
                if point.value is not None:
                    sums[indicator.id, point.part, point.period] += point.value
    assert len(sums) > 100
    assert {key: total for key, total in sums.items() if total != pytest.approx(100)} == {}


def test_every_series_starts_at_a_hundred_as_an_index(snapshot: Snapshot, catalogue: Catalogue) -> None:
    starts = []
    for indicator in catalogue.indicators.values():
        if can_carry(indicator, "index"):
            series: dict[tuple[str, str], list[float]] = defaultdict(list)
            for point in sorted(_data(indicator.id, "index", snapshot, catalogue).drawn(), key=lambda p: (p.period_end, p.period_start)):
                series[point.place, point.part].append(point.value or 0)
            starts += [values[0] for values in series.values()]
    assert len(starts) > 50
    assert set(starts) == {100}


def test_the_region_has_no_rate_beside_those_of_the_municipalities(snapshot: Snapshot, catalogue: Catalogue) -> None:
    absolute, rate = (_data("energiescans", unit, snapshot, catalogue) for unit in ("absoluut", "inwoner"))
    assert "" in {point.place for point in absolute.points}
    assert "" not in {point.place for point in rate.points}
    assert len([p for p in rate.points if p.place]) == len([p for p in absolute.points if p.place])


def test_a_unit_that_cannot_be_carried_falls_back_with_a_notice(snapshot: Snapshot) -> None:
    plain = _rendered("deelwagen_km_per_wagen", Filters(), snapshot)
    for unit in ("inwoner", "km2", "aandeel"):
        rendered = _rendered("deelwagen_km_per_wagen", Filters(unit=unit), snapshot)
        assert rendered.figure == plain.figure
        assert rendered.notices == (*plain.notices, f"{UNIT_LABELS[unit]} kan hier niet; de cijfers staan absoluut.")


def test_a_unit_that_is_carried_has_no_notice_and_is_named(snapshot: Snapshot) -> None:
    rendered = _rendered("energiescans", Filters(unit="inwoner"), snapshot)
    assert rendered.notices == ()
    assert "scans per 1.000 inwoners" in rendered.subtitle


def test_the_rows_of_a_download_stay_as_published_in_any_unit(snapshot: Snapshot) -> None:
    assert _rendered("energiescans", Filters(unit="inwoner"), snapshot).rows == _rendered("energiescans", Filters(), snapshot).rows


def test_what_holds_for_the_region_only_says_so_when_municipalities_are_chosen(snapshot: Snapshot) -> None:
    plain = _rendered("deelwagen_km_per_wagen", Filters(), snapshot)
    chosen = _rendered("deelwagen_km_per_wagen", Filters(municipalities=(LIER,)), snapshot)
    assert [notice for notice in plain.notices if "Alleen regionaal beschikbaar" in notice] == []
    assert [notice for notice in chosen.notices if notice.startswith("Alleen regionaal beschikbaar")]
    assert chosen.figure == plain.figure
    assert [n for n in _rendered("energiescans", Filters(municipalities=(LIER,)), snapshot).notices if "regionaal" in n] == []


def test_a_choice_without_figures_says_so(snapshot: Snapshot) -> None:
    rendered = _rendered("energiescans", Filters(first_year=1950, last_year=1950), snapshot)
    assert rendered.figure is None
    assert rendered.notices == ("Geen cijfers voor deze keuze van gemeenten en jaren.",)


def test_a_chosen_municipality_leaves_the_others_out(snapshot: Snapshot) -> None:
    rendered = _rendered("energiescans", Filters(municipalities=(LIER, MECHELEN)), snapshot)
    assert {row.nis for row in rendered.rows} <= {LIER, MECHELEN, None}
    assert LIER in {row.nis for row in rendered.rows}
