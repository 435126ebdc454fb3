"""What is counted of the trips of several deliveries: the newest wins, month by month, whatever the order of files."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from data_pipeline.trips.facts import AcceptedTrips, TripFact, trip_facts
from data_pipeline.trips.workplace import TripKey, TripKeyError, forget_trips
from tests.data_pipeline.trips.made import ANTWERPEN, CATALOGUE, CSV_SOURCE, LIER, MECHELEN, csv_text, facts, take_in, trip

SEPTEMBER = (date(2024, 9, 1), date(2024, 9, 30))
IN_OCTOBER = {"started_at": "2024-10-03 07:58:00", "ended_at": "2024-10-03 08:18:00"}
TO_ANTWERPEN = {"end_lat": ANTWERPEN[0], "end_lng": ANTWERPEN[1]}
FROM_ANTWERPEN = {"start_lat": ANTWERPEN[0], "start_lng": ANTWERPEN[1]}
FROM_LIER = {"start_lat": LIER[0], "start_lng": LIER[1], "end_lat": MECHELEN[0], "end_lng": MECHELEN[1]}


def many(prefix: str, count: int, **changes: Any) -> list[dict[str, str]]:
    return [trip(f"{prefix}{n}", **changes) for n in range(count)]


def delivered(folder: Path, rows: Sequence[dict[str, str]]) -> str:
    content = csv_text(rows)
    take_in(folder, content)
    return content


def values(found: Sequence[TripFact]) -> dict[tuple[str, str | None, str, int], float | None]:
    return {(f.indicator_id, f.nis, f.breakdown, f.period_start.month): f.value for f in found}


def test_the_figures_of_a_month(tmp_path: Path) -> None:
    rows = many("a", 10) + many("b", 6, **FROM_LIER) + many("c", 5, **TO_ANTWERPEN) + many("d", 3, **FROM_ANTWERPEN)
    rows += many("e", 2, end_lat="", end_lng="", ended_at="2024-09-03 07:58:30")
    found = facts(tmp_path, delivered(tmp_path, rows))
    assert values(found) == {
        ("deelfiets_ontleningen", None, "", 9): 23,
        ("deelfiets_km", None, "", 9): pytest.approx(23 * 4.2),
        ("deelfiets_gemiddelde_duur", None, "", 9): 20.0,
        ("deelfiets_ritten_gemeente", None, "", 9): 23,
        ("deelfiets_ritten_gemeente", "12021", "", 9): 6,
        ("deelfiets_ritten_gemeente", "12025", "", 9): 17,
        ("deelfiets_verplaatsingen", "12021", "mechelen", 9): 6,
        ("deelfiets_verplaatsingen", "12025", "lier", 9): 10,
        ("deelfiets_verplaatsingen", "12025", "overige", 9): 7,
    }
    assert {(f.period_start, f.period_end) for f in found} == {SEPTEMBER}
    assert [f.trips for f in found if f.indicator_id == "deelfiets_gemiddelde_duur"] == [21]
    assert not any(f.is_partial for f in found)


def test_a_breakdown_is_a_slug_with_underscores(tmp_path: Path) -> None:
    to_heist = {"end_lat": "51.0745", "end_lng": "4.7195"}
    found = facts(tmp_path, delivered(tmp_path, many("a", 5, **to_heist) + many("b", 5, **TO_ANTWERPEN)))
    assert {f.breakdown for f in found if f.indicator_id == "deelfiets_verplaatsingen"} == {"heist_op_den_berg", "buiten"}


def test_kilometres_of_a_month_with_unmeasured_trips_are_partial_and_none_at_all_is_no_figure(tmp_path: Path) -> None:
    found = facts(tmp_path, delivered(tmp_path, many("a", 9) + many("b", 9, distance="") + many("c", 9, distance="", **IN_OCTOBER)))
    (km,) = (f for f in found if f.indicator_id == "deelfiets_km")
    assert km.value == pytest.approx(37.8)
    assert (km.period_start.month, km.trips, km.is_partial) == (9, 9, True)


def test_pri_08_figures_of_a_few_trips_are_hidden(tmp_path: Path) -> None:
    found = facts(tmp_path, delivered(tmp_path, many("a", 4)))
    assert {f.indicator_id: f.value for f in found if f.indicator_id != "deelfiets_ritten_gemeente"} == {
        "deelfiets_ontleningen": None,
        "deelfiets_km": None,
        "deelfiets_gemiddelde_duur": None,
        "deelfiets_verplaatsingen": None,
    }


def test_the_newest_delivery_of_a_trip_is_right_and_the_older_one_stays(tmp_path: Path) -> None:
    old = delivered(tmp_path, many("a", 9))
    new = delivered(tmp_path, many("a", 6, distance=1000) + many("b", 1))
    assert values(facts(tmp_path, old, new))["deelfiets_km", None, "", 9] == pytest.approx(3 * 4.2 + 6 * 1.0 + 4.2)
    assert values(facts(tmp_path, new, old))["deelfiets_km", None, "", 9] == pytest.approx(9 * 4.2 + 4.2)
    assert values(facts(tmp_path, old))["deelfiets_km", None, "", 9] == pytest.approx(9 * 4.2)


def test_a_correction_without_distance_takes_the_distance_away(tmp_path: Path) -> None:
    old, new = delivered(tmp_path, many("a", 9)), delivered(tmp_path, many("a", 9, distance=""))
    assert "deelfiets_km" not in {f.indicator_id for f in facts(tmp_path, old, new)}


def test_a_correction_may_move_a_trip_over_the_end_of_a_month(tmp_path: Path) -> None:
    old, new = delivered(tmp_path, many("a", 9)), delivered(tmp_path, many("a", 7, **IN_OCTOBER))
    found = values(facts(tmp_path, old, new))
    assert (found["deelfiets_ontleningen", None, "", 9], found["deelfiets_ontleningen", None, "", 10]) == (None, 7)


def test_rel_11_the_order_of_the_list_of_deliveries_does_not_matter(tmp_path: Path) -> None:
    contents = [delivered(tmp_path, many("a", 9, distance=n)) for n in (100, 200, 300)]
    accepted = [AcceptedTrips(source_id=CSV_SOURCE, sha256=sha256(c.encode()).hexdigest(), order=n) for n, c in enumerate(contents)]
    told = [list(trip_facts(tmp_path / "trips", order, municipalities=CATALOGUE.municipalities)) for order in permutations(accepted)]
    assert all(found == told[0] for found in told)
    assert values(told[0])["deelfiets_km", None, "", 9] == pytest.approx(2.7)


def test_a_month_is_counted_in_slices_of_trips_and_adds_up_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = delivered(tmp_path, many("a", 60) + many("b", 40, **FROM_LIER) + many("c", 20, distance="", **TO_ANTWERPEN))
    new = delivered(tmp_path, many("a", 30, distance=100, ended_at="2024-09-03 08:00:30") + many("b", 5, **TO_ANTWERPEN))
    whole = facts(tmp_path, old, new)
    monkeypatch.setattr("data_pipeline.trips.facts.SLICE_TRIPS", 7)
    assert facts(tmp_path, old, new) == whole
    assert values(whole)["deelfiets_ontleningen", None, "", 9] == 120


def test_trips_from_outside_are_in_no_figure(tmp_path: Path) -> None:
    assert facts(tmp_path, delivered(tmp_path, many("a", 9, **FROM_ANTWERPEN))) == []


def test_nothing_accepted_is_no_figure(tmp_path: Path) -> None:
    delivered(tmp_path, many("a", 9))
    assert facts(tmp_path) == []


def test_pri_10_a_month_hashed_with_two_keys_cannot_be_counted(tmp_path: Path) -> None:
    old = delivered(tmp_path, many("a", 9))
    new = csv_text(many("a", 8))
    take_in(tmp_path, new, key=TripKey(b"k" * 32))
    with pytest.raises(TripKeyError, match="2024-09"):
        facts(tmp_path, old, new)
    assert len(facts(tmp_path, new)) > 0


def test_a_delivery_can_be_forgotten(tmp_path: Path) -> None:
    kept, gone = delivered(tmp_path, many("a", 9)), delivered(tmp_path, many("b", 9) + many("c", 9, **IN_OCTOBER))
    assert forget_trips(tmp_path / "trips", source_id=CSV_SOURCE, sha256=sha256(gone.encode()).hexdigest()) == 2
    assert facts(tmp_path, kept, gone) == facts(tmp_path, kept)
