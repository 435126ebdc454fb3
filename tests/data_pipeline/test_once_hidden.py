"""PRI-02, PRI-03, PRI-06, PRI-15: through real deliveries and builds, no snapshot tells what was hidden before."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from data_pipeline import deliveries
from data_pipeline.build import build
from data_pipeline.trips.workplace import TripKeyError
from tests.data_pipeline.desk import Steward, new_steward
from tests.data_pipeline.trips.made import csv_text, trip
from warehouse.snapshot import Snapshot, Warehouse

DUFFEL, LIER, MECHELEN = "12009", "12021", "12025"
HEAD = "Gemeente;Jaar;Uren;Actieve wijk-werkers\n"
OTHERS = "Mechelen;2024;21000;120\nPutte;2024;5400;30\nDuffel;2024;3600;20\n"
HOURS, COUNT = "wijk_werken_uren", "wijk_werken_actieve_werkers"


def published(steward: Steward, name: str, content: str, *, source: str = "") -> Snapshot:
    """The snapshot after a delivery, confirmed where it had to be."""
    report = steward.gives(name, content.encode(), source=source)
    if report.outcome == "held":
        deliveries.confirm(steward.settings.deliveries_dir, report.delivery)
    assert report.outcome != "refused", report.messages
    return Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)


def yearbook(steward: Steward, name: str, *, hours: int, persons: int) -> Snapshot:
    return published(steward, name, f"{HEAD}Lier;2024;{hours};{persons}\n{OTHERS}")


def values(snapshot: Snapshot, indicator: str, source: str, nis: str = LIER) -> list[float | None]:
    query = "select value from observation where indicator_id = $indicator and source_id = $source and nis = $nis"
    return [row["value"] for row in snapshot.rows(query, {"indicator": indicator, "source": source, "nis": nis})]


def revised(snapshot: Snapshot) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in snapshot.rows("select indicator_id, nis, old_value, new_value from revision")}


def test_a_figure_that_grows_above_its_floor_does_not_tell_what_it_was(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    first = yearbook(steward, "wijkwerken_1.csv", hours=541, persons=3)
    second = yearbook(steward, "wijkwerken_2.csv", hours=1440, persons=8)
    assert values(first, HOURS, "wijk_werken") == values(first, COUNT, "wijk_werken") == [None]
    assert not any(cell in {3.0, 541.0, "3", "541"} for row in second.rows("select * from revision") for cell in row.values())
    assert {row[:2] for row in revised(second)}.isdisjoint({(HOURS, LIER), (COUNT, LIER)})


def test_a_figure_that_was_never_hidden_tells_its_revision(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    yearbook(steward, "wijkwerken_1.csv", hours=1400, persons=8)
    snapshot = yearbook(steward, "wijkwerken_2.csv", hours=1440, persons=8)
    assert revised(snapshot) == {(HOURS, LIER, 1400.0, 1440.0)}


def test_once_hidden_is_not_told_by_a_third_delivery_either(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    yearbook(steward, "wijkwerken_1.csv", hours=1400, persons=8)
    yearbook(steward, "wijkwerken_2.csv", hours=541, persons=3)
    snapshot = yearbook(steward, "wijkwerken_3.csv", hours=1500, persons=9)
    assert not {3.0, 541.0} & {cell for row in revised(snapshot) for cell in row}


def test_each_former_state_is_judged_by_its_own_persons(tmp_path: Path) -> None:
    """Of the first year book 3 persons stand behind the hours, of the second 8: the first hours were never shown."""
    steward = new_steward(tmp_path)
    loans = (
        "Gemeente;Jaar;Kredieten;Bedrag;Grootste lening\nLier;2024;{};{};{}\nMechelen;2024;40;500000;20000\nPutte;2024;30;300000;20000\n"
    )
    published(steward, "leningen_1.csv", loans.format(2, 41000, 21000))
    snapshot = published(steward, "leningen_2.csv", loans.format(12, 141000, 21000))
    assert not {2.0, 41000.0} & {cell for row in revised(snapshot) for cell in row}
    assert values(snapshot, "energielening_bedrag", "energieleningen", MECHELEN) == [500000.0]


@pytest.mark.parametrize(("largest", "is_shown"), [("85000", True), ("90000", False), ("", True)])
def test_an_amount_that_is_mostly_of_one_person_is_hidden(tmp_path: Path, largest: str, is_shown: bool) -> None:
    content = f"Gemeente;Jaar;Kredieten;Bedrag;Grootste lening\nLier;2030;12;100000;{largest}\n".replace("2030", "2024")
    snapshot = published(new_steward(tmp_path), "leningen.csv", content)
    assert values(snapshot, "energielening_bedrag", "energieleningen") == [100000.0 if is_shown else None]


MONTHLY = "provider_id,start_date,duration,special_group_type,geography_id,vehicle_type,trip_count,rider_count\n"


@pytest.mark.parametrize(("trips", "shown"), [("10", 10.0), ("9", None), ("0", None), ("-1", None)])
def test_a_monthly_report_hides_what_its_standard_hides(tmp_path: Path, trips: str, shown: float | None) -> None:
    content = f"{MONTHLY}p,2024-09,P1M,all_riders,nog in te vullen,bicycle,{trips},{trips}\n"
    snapshot = published(new_steward(tmp_path), "reports.csv", content, source="deelfietsen_mds_maand")
    assert values(snapshot, "deelfiets_ritten_gemeente", "deelfietsen_mds_maand", "12009") == [shown]


IN_LIER, IN_DUFFEL = {"start_lat": 51.1311, "start_lng": 4.5704}, {"start_lat": 51.0958, "start_lng": 4.5061}
IN_OCTOBER = {"started_at": "2024-10-03 10:00:00", "ended_at": "2024-10-03 10:20:00"}


def trips(*, lier: range = range(0), duffel: range = range(0), mechelen: range = range(0)) -> str:
    """A file of trips that start there in September."""
    starts: tuple[tuple[range, str, dict[str, float]], ...] = ((lier, "l", IN_LIER), (duffel, "d", IN_DUFFEL), (mechelen, "m", {}))
    return csv_text(trip(f"{name}{n}", **place) for numbers, name, place in starts for n in numbers)


def september(snapshot: Snapshot) -> dict[str, float | None]:
    """The trips of the region (under nothing) and of each municipality, as far as they are shown."""
    query = """
        select coalesce(nis, '') as nis, max(value) as value from observation
        where indicator_id = 'deelfiets_ritten_gemeente' and period_end = '2024-09-30' and status <> 'niet_deelnemend' group by nis
    """
    return {row["nis"]: row["value"] for row in snapshot.rows(query)}


def withdrawn(steward: Steward, number: int) -> Snapshot:
    """The snapshot after a delivery was taken back."""
    deliveries.withdraw(steward.settings.deliveries_dir, deliveries.all_deliveries(steward.settings.deliveries_dir)[number].id, reason="x")
    return Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)


ALL_OTHERS = {"duffel": range(12), "mechelen": range(40)}
FEW = trips(lier=range(3), **ALL_OTHERS)
"""3 trips start in Lier, 12 in Duffel, 40 in Mechelen. Who later sees the 12, or a region of 52, knows the 3."""
HIDDEN_BESIDE = {"": 55.0, DUFFEL: None, LIER: None, MECHELEN: 40.0}
NOTHING_NEW = {"": None, DUFFEL: None, LIER: None, MECHELEN: 40.0}


def test_restated_trips_tell_neither_then_nor_after_the_next_month(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    assert september(published(steward, "ritten_1.csv", FEW)) == HIDDEN_BESIDE
    assert september(published(steward, "ritten_2.csv", trips(lier=range(3, 8)))) == NOTHING_NEW
    october = published(steward, "ritten_3.csv", csv_text(trip(f"o{n}", **IN_OCTOBER) for n in range(60)))
    assert september(october) == NOTHING_NEW


def test_a_hidden_figure_that_is_taken_back_is_not_told_by_those_that_stay(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    published(steward, "ritten_1.csv", FEW)
    assert september(published(steward, "ritten_2.csv", trips(**ALL_OTHERS))) == HIDDEN_BESIDE
    assert september(withdrawn(steward, 0)) == {"": None, DUFFEL: None, MECHELEN: 40.0}


def test_what_comes_instead_of_a_delivery_that_was_taken_back_does_not_tell_it(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    published(steward, "ritten_1.csv", FEW)
    assert september(withdrawn(steward, 0)) == {}
    assert september(published(steward, "ritten_2.csv", trips(lier=range(8), **ALL_OTHERS))) == NOTHING_NEW


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_delivery_that_waited_is_no_former_state_before_it_was_confirmed(tmp_path: Path, is_confirmed: bool) -> None:
    """Had it counted, 5 trips in Lier and 10 in Duffel would have been shown and the 15 of before forgotten."""
    steward = new_steward(tmp_path)
    folder = steward.settings.deliveries_dir
    published(steward, "ritten_1.csv", FEW)
    moved = csv_text([*(trip(f"l{n}", **IN_LIER) for n in (3, 4)), *(trip(f"d{n}") for n in (10, 11))])
    held = steward.gives("ritten_2.csv", moved.encode())
    assert held.outcome == "held"
    if not is_confirmed:
        deliveries.withdraw(folder, held.delivery, reason="fout")
    snapshot = published(steward, "ritten_3.csv", trips(lier=range(3, 8), duffel=range(10, 12)))
    assert september(snapshot) == NOTHING_NEW
    if is_confirmed:
        deliveries.confirm(folder, held.delivery)
        assert september(Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)) == NOTHING_NEW


def test_another_source_does_not_loosen_what_the_total_of_a_source_tells(tmp_path: Path) -> None:
    """With 12 instead of 20 in Duffel the trips no longer add up; those of the operator do, and would tell the 3 in Lier."""
    steward = new_steward(tmp_path)
    published(steward, "ritten.csv", trips(lier=range(3), duffel=range(20), mechelen=range(40)))
    report = f"{MONTHLY}p,2024-09,P1M,all_riders,nog in te vullen,bicycle,12,12\n"
    snapshot = published(steward, "reports.csv", report, source="deelfietsen_mds_maand")
    assert september(snapshot) == {"": 63.0, DUFFEL: None, LIER: None, MECHELEN: 40.0}


def test_trips_with_a_lost_key_that_were_taken_back_do_not_stop_a_build(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    published(steward, "ritten_1.csv", trips(**ALL_OTHERS))
    steward.settings.trip_key_file.unlink()
    steward.gives("ritten_2.csv", trips(mechelen=range(60)).encode())
    with pytest.raises(TripKeyError, match="Trek de oudere leveringen"):
        build(steward.settings)
    assert september(withdrawn(steward, 0)) == {"": 60.0, MECHELEN: 60.0}
    more = published(steward, "ritten_3.csv", trips(mechelen=range(60, 130)))
    assert september(more) == {"": 130.0, MECHELEN: 130.0}


def test_no_checksum_lets_a_reader_try_what_a_small_file_said(tmp_path: Path) -> None:
    content = "Gebied;Teldag;Personen\nRivierenland en Rupelaar;25/10/2025;{}\n"
    snapshot = published(new_steward(tmp_path), "telling.csv", content.format(7), source="dakloosheid")
    guesses = {sha256(content.format(persons).encode()).hexdigest() for persons in range(10)}
    files = {row["sha256"] for row in snapshot.rows("select sha256 from delivery where file_name = 'telling.csv'")}
    assert files
    assert not files & guesses
