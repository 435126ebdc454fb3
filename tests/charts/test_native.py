"""What an office program draws: the same figures as the picture, none joined that may not be, none lost, none nought that is absent."""

from dataclasses import replace
from datetime import date

from charts.native import NativeChart, native_charts
from charts.points import ChartData, TargetLine
from tests.charts.made import chart, year


def values(chart: NativeChart) -> dict[str, list[float | None]]:
    return {series.name: list(series.values) for series in chart.series}


def lines(data: ChartData) -> NativeChart:
    (found,) = native_charts("lines", data)
    return found


def test_a_missing_year_is_a_gap_and_has_its_place_on_the_axis() -> None:
    found = lines(chart(year(3, 2019), year(5, 2021), year(6, 2022)))
    assert found.categories == ("2019", "2020", "2021", "2022")
    assert values(found) == {"Rivierenland": [3, None, 5, 6]}
    assert found.series[0].has_line


def test_no_line_runs_over_a_break_and_its_figure_stays() -> None:
    broken = replace(year(9, 2021), break_word="breuk")
    found = lines(chart(year(3, 2019), year(5, 2020), broken))
    assert values(found) == {"Rivierenland": [3, 5, None], "Rivierenland (breuk)": [None, None, 9]}
    assert [series.has_line for series in found.series] == [True, False]


def test_figures_that_contradict_each_other_both_stay_and_say_where_they_stand() -> None:
    other = replace(year(24, conflicting=True), stands_at="3.8.4, lijst")
    found = lines(chart(year(20, 2023), year(22, conflicting=True), other))
    assert values(found) == {
        "Rivierenland": [20, None],
        "Rivierenland (3.4.16, tekst)": [None, 22],
        "Rivierenland (3.8.4, lijst)": [None, 24],
    }


def test_irregular_moments_are_not_joined_where_the_picture_does_not_join_them() -> None:
    spans = [replace(year(v), period_start=date(y, 3, 1), period_end=date(y, 5, 15)) for v, y in ((3, 2019), (5, 2022))]
    assert not lines(chart(*spans)).series[0].has_line


def test_a_target_is_a_line_of_its_own() -> None:
    found = lines(replace(chart(year(3, 2019), year(5, 2020)), target=TargetLine(value=10, label="doel: 10 scans")))
    assert [(s.name, s.values, s.is_target) for s in found.series][-1] == ("doel: 10 scans", (10, 10), True)
    assert found.greatest == 10


def test_bars_stand_longest_first_and_name_who_is_absent() -> None:
    absent = replace(year(None, place="Nijlen"), status="niet_deelnemend")
    (found,) = native_charts("bars", chart(year(3, place="Lier"), year(8, place="Putte"), absent))
    assert found.categories == ("Putte", "Lier", "Nijlen (neemt niet deel)")
    assert found.series[0].values == (8, 3, None)
    assert found.series[0].labels == ("8", "3", "")


def test_two_periods_are_two_series_the_newest_first() -> None:
    (found,) = native_charts("bars", chart(year(3, 2023, place="Lier"), year(4, place="Lier"), year(8, place="Putte")))
    assert [(s.name, s.values) for s in found.series] == [("2024", (8, 4)), ("2023", (None, 3))]


def test_panels_share_one_scale_and_hold_contradicting_figures_apart() -> None:
    points = (year(3, 2023, place="Lier"), year(4, place="Lier", conflicting=True), year(6, place="Lier", conflicting=True))
    found = native_charts("panels", chart(*points, year(90, place="Putte"), replace(year(None, place="Nijlen"), status="niet_geleverd")))
    assert [each.title for each in found] == ["Putte", "Lier", "Nijlen"]
    assert {(each.least, each.greatest) for each in found} == {(0, 90)}
    assert [list(s.values) for s in found[1].series] == [[3, 4], [None, 6]]
    assert (found[2].word, found[2].series) == ("niet geleverd", ())


def test_stages_are_a_chart_per_part() -> None:
    points = [
        year(v, place=place, part=part) for v, place, part in ((9, "Lier", "aanvraag"), (4, "Lier", "besluit"), (7, "Putte", "aanvraag"))
    ]
    found = native_charts("stages", chart(*points))
    assert [(each.title, each.categories, each.series[0].values) for each in found] == [
        ("aanvraag", ("Lier", "Putte"), (9, 7)),
        ("besluit", ("Lier", "Putte"), (4, None)),
    ]


def test_progress_has_its_aim_beside_it() -> None:
    data = replace(chart(year(25, place="Lier")), target=TargetLine(value=40, label="doel: 40 scans"))
    (found,) = native_charts("progress", data)
    assert values(found) == {"Uitgevoerde energiescans": [25], "doel: 40 scans": [40]}


def test_a_map_has_no_chart_of_an_office_program() -> None:
    assert native_charts("map", chart(year(3, place="Lier", nis="12021"))) == []
