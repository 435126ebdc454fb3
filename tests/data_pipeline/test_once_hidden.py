"""PRI-02, PRI-03, PRI-06, PRI-15: through real deliveries and builds, no snapshot tells what was hidden before."""

from pathlib import Path
from typing import Any

import pytest

from data_pipeline import deliveries
from data_pipeline.build import build
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


def test_restated_trips_do_not_tell_the_few_that_were_hidden(tmp_path: Path) -> None:
    """3 trips start in Lier, 12 in Duffel and 40 in Mechelen; who later saw 12 in Duffel would know of the 3, had 15 been told."""
    steward = new_steward(tmp_path)
    lier, duffel = {"start_lat": 51.1311, "start_lng": 4.5704}, {"start_lat": 51.0958, "start_lng": 4.5061}
    others = [*(trip(f"d{n}", **duffel) for n in range(12)), *(trip(f"m{n}") for n in range(40))]
    first = published(steward, "ritten_1.csv", csv_text([*(trip(f"l{n}", **lier) for n in range(3)), *others]))
    second = published(steward, "ritten_2.csv", csv_text(trip(f"l{n}", **lier) for n in range(3, 8)))
    ((was_lier, was_duffel, was_mechelen), now) = (
        [values(s, "deelfiets_ritten_gemeente", "deelfietsen_ritten", nis)[0] for nis in (LIER, DUFFEL, MECHELEN)] for s in (first, second)
    )
    assert (was_lier, [was_duffel, was_mechelen].count(None)) == (None, 1)
    assert now == [None, was_duffel, was_mechelen]
