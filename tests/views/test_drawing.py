"""Which figures belong in a picture, what its title may say, and where a target may stand."""

import json
from dataclasses import replace
from datetime import date

import pytest

from catalogue.aggregation import NotAdditiveError
from catalogue.model import Catalogue
from charts.points import ChartData, Point
from charts.summary import message
from views.drawing import draw, for_drawing, summed_over_places
from views.filters import Filters
from views.points import chart_data
from views.registry import all_views
from views.render import render
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot


def _rows(indicator_id: str, snapshot: Snapshot) -> list[ObservationRow]:
    return queries.observations(snapshot, indicators=[indicator_id])


def _data(indicator_id: str, rows: list[ObservationRow], catalogue: Catalogue) -> ChartData:
    return chart_data(
        catalogue.indicators[indicator_id], rows, unit="absoluut", chosen=(), catalogue=catalogue, population={}, snapshot_id="0123456789ab"
    )


def _title(indicator_id: str, data: ChartData, catalogue: Catalogue) -> str:
    indicator = catalogue.indicators[indicator_id]
    return message(for_drawing(indicator, data), form=indicator.form, short_label=indicator.short_label)


def test_the_target_of_a_whole_car_never_stands_beside_one_group_of_users(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["deelwagen_km_per_wagen"]
    assert indicator.target
    assert (indicator.target.value, indicator.target.applies_to) == (1200, "totaal")
    data = _data(indicator.id, _rows(indicator.id, snapshot), catalogue)
    assert {point.part for point in data.points} == {"gemeentelijke gebruikers", "andere gebruikers"}
    assert data.target
    assert data.target.label == "referentie: ongeveer 1.200 km per wagen per maand"
    assert for_drawing(indicator, data).target is None
    figure = render(all_views()[indicator.id], Filters(), snapshot).figure
    assert figure
    assert figure["layout"]["shapes"] == []
    assert "1.200" not in json.dumps(figure)


def test_the_target_of_a_whole_car_stands_beside_whole_cars(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["deelwagen_km_per_wagen"]
    wholes = [replace(row, breakdown="") for row in _rows(indicator.id, snapshot) if row.breakdown == "andere"]
    drawn = for_drawing(indicator, _data(indicator.id, wholes, catalogue))
    assert drawn.target
    figure = draw(indicator, drawn, highlight=())
    assert figure
    assert [shape["y0"] for shape in figure["layout"]["shapes"]] == [1200]


def test_no_title_chooses_between_two_figures(snapshot: Snapshot, catalogue: Catalogue) -> None:
    region = [row for row in _rows("energielening_aantal", snapshot) if row.nis is None]
    assert [row.value for row in region] == [468, 439]
    data = _data("energielening_aantal", region, catalogue)
    assert len(for_drawing(catalogue.indicators["energielening_aantal"], data).drawn()) == 2
    assert _title("energielening_aantal", data, catalogue) == catalogue.indicators["energielening_aantal"].label


@pytest.mark.parametrize("flag", ["conflict", "breuk", "onvolledig"])
def test_one_doubtful_figure_takes_the_message_from_every_title(snapshot: Snapshot, catalogue: Catalogue, flag: str) -> None:
    changed = 0
    for indicator in catalogue.indicators.values():
        rows = [row for row in _rows(indicator.id, snapshot) if row.value is not None]
        plain = _title(indicator.id, _data(indicator.id, rows, catalogue), catalogue)
        doubtful = _title(indicator.id, _data(indicator.id, [replace(row, flags=(flag,)) for row in rows], catalogue), catalogue)
        assert doubtful == indicator.label
        changed += plain != indicator.label
    assert changed > 20


def test_both_figures_of_a_contradiction_are_drawn_with_where_they_stand(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["energielening_aantal"]
    region = [row for row in _rows(indicator.id, snapshot) if row.nis is None]
    figure = draw(indicator, for_drawing(indicator, _data(indicator.id, region, catalogue)), highlight=())
    assert figure
    assert [sorted(trace["x"]) for trace in figure["data"]] == [[439, 468]]
    assert all("3.4.15" in name for name in figure["data"][0]["y"])


def test_the_total_of_a_table_is_no_bar_beside_its_municipalities(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["energiescans"]
    drawn = for_drawing(indicator, _data(indicator.id, _rows(indicator.id, snapshot), catalogue))
    assert len({point.place for point in drawn.points}) == 6
    assert "" not in {point.place for point in drawn.points}


def test_the_total_of_all_years_is_no_year(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["energiescans"]
    drawn = for_drawing(indicator, _data(indicator.id, _rows(indicator.id, snapshot), catalogue))
    assert [label for label in dict.fromkeys(point.period_label for point in drawn.points) if "–" in label] == []
    assert len(drawn.periods()) == 7


def test_a_picture_holds_either_wholes_or_parts(snapshot: Snapshot, catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.over_breakdown == "sum":
            drawn = for_drawing(indicator, _data(indicator.id, _rows(indicator.id, snapshot), catalogue))
            assert len({point.part == "" for point in drawn.points}) <= 1, indicator.id


def test_what_has_no_total_is_never_summed_for_a_picture(catalogue: Catalogue) -> None:
    whole = Point(place="Lier", part="", period_start=_day(1), period_end=_day(31), value=50, status="definitief", code="x")
    points = [whole, replace(whole, place="Duffel", value=60)]
    with pytest.raises(NotAdditiveError):
        summed_over_places(catalogue.indicators["supra_aandeel_met_werken"], points)
    assert [point.value for point in summed_over_places(catalogue.indicators["energiescans"], points)] == [110]


def test_one_series_of_many_periods_is_a_line_and_not_its_last_bar(snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["financien_opbrengsten"]
    assert indicator.form == "comparison"
    (row, *_) = _rows(indicator.id, snapshot)
    years = [replace(row, period_start=date(of, 1, 1), period_end=date(of, 12, 31), breakdown="", flags=()) for of in (2021, 2022, 2023)]
    for rows, kind in ((years, "scatter"), (years[:2], "bar")):
        figure = draw(indicator, for_drawing(indicator, _data(indicator.id, rows, catalogue)), highlight=())
        assert figure
        assert {trace["type"] for trace in figure["data"]} == {kind}


def _day(day: int) -> date:
    return date(2024, 12, day)
