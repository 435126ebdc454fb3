"""Every view as it leaves the building holds every figure that it shows, its words and its source."""

import math
from collections import Counter

import pytest

from catalogue.model import Catalogue
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from views.render import render
from warehouse.snapshot import Snapshot

BASE = "http://127.0.0.1:8050"


CHOICES = {"alles": Filters(), "Lier": Filters(municipalities=("12021",)), "inwoner": Filters(unit="inwoner")}
MOST_BARS, MOST_PERIODS, MOST_LINES = 15, 2, 5


@pytest.mark.parametrize("choice", CHOICES)
def test_the_native_charts_hold_the_drawn_figures_and_no_other(snapshot: Snapshot, choice: str) -> None:
    whole = 0
    for view in all_views().values():
        sent, rendered = exhibit(view, CHOICES[choice], snapshot, base=BASE), render(view, CHOICES[choice], snapshot)
        if not sent.charts or rendered.drawn is None:
            continue
        points = rendered.drawn.drawn()
        drawn = Counter(p.value for p in points if p.value is not None)
        native = Counter(v for chart in sent.charts for s in chart.series if not s.is_target for v in s.values if v is not None)
        assert not native - drawn, view.id
        series, periods = {(p.place, p.part) for p in points}, {p.period for p in points}
        is_cut = sent.charts[0].kind == "bar" and (len(series) > MOST_BARS or len(periods) > MOST_PERIODS)
        if not is_cut and not (sent.charts[0].kind == "line" and len(series) > MOST_LINES):
            assert native == drawn, view.id
            whole += 1
    assert whole > 25


def test_every_exhibit_has_its_words_source_and_code(snapshot: Snapshot, catalogue: Catalogue) -> None:
    for view in all_views().values():
        sent = exhibit(view, Filters(), snapshot, base=BASE)
        assert sent.title
        assert sent.source_line.startswith("Bron: ")
        assert snapshot.id in sent.code
        assert sent.address.startswith(f"{BASE}{view.page}?stand={snapshot.id}#")
        assert [label for label, _ in sent.terms] == [catalogue.indicators[key].label for key in view.indicators]
        assert all(len(row) == len(sent.records.columns) for row in sent.records.rows)
        assert all(len(row) == len(sent.table.head) for row in sent.table.rows)


def test_numbers_of_the_table_are_those_of_the_warehouse(snapshot: Snapshot) -> None:
    sent = exhibit(all_views()["energiescans"], Filters(), snapshot, base=BASE)
    known = {
        row["value"] for row in snapshot.rows("select value from observation where indicator_id = 'energiescans' and value is not null")
    }
    told = [cell.value for row in sent.table.rows for cell in row if cell.value is not None]
    assert len(told) > 30
    assert all(any(math.isclose(value, other) for other in known) for value in told)


def test_a_choice_without_figures_says_so(snapshot: Snapshot) -> None:
    sent = exhibit(all_views()["energiescans"], Filters(first_year=1950, last_year=1950), snapshot, base=BASE)
    assert (sent.is_empty, sent.charts, sent.picture) == (True, (), None)
    assert "Geen cijfers voor deze keuze van gemeenten en jaren." in sent.marks
