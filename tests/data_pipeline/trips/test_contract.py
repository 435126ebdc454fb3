"""The table [trips] of a contract: all faults at once (REL-28)."""

from dataclasses import replace

import pytest

from data_pipeline.contracts import load_contracts
from data_pipeline.trips.contract import FIELDS, TripContractError, trip_contract
from tests.data_pipeline.trips.made import CSV_SOURCE, MDS_SOURCE

SHIPPED = load_contracts()[CSV_SOURCE]
TABLE = dict(SHIPPED.trips)


def faults(**changes: object) -> tuple[str, ...]:
    with pytest.raises(TripContractError) as caught:
        trip_contract(replace(SHIPPED, trips=TABLE | changes))
    return caught.value.faults


def test_the_shipped_contracts_hold_together() -> None:
    assert set(trip_contract(SHIPPED).columns) == set(FIELDS)
    assert trip_contract(load_contracts()[MDS_SOURCE]).is_mds


def test_the_two_shipped_contracts_know_one_another_s_trips() -> None:
    assert trip_contract(SHIPPED).id_issuer == trip_contract(load_contracts()[MDS_SOURCE]).id_issuer


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id_issuer": ""}, "id_issuer"),
        ({"time_zone": "Europa/Brussel"}, "Europa/Brussel"),
        ({"time_formats": []}, "time_formats"),
        ({"time_formats": "%Y"}, "time_formats"),
        ({"distance_unit": "mijl"}, "distance_unit"),
        ({"duration_unit": None}, "duration_unit"),
        ({"max_distance_km": 0}, "max_distance_km"),
        ({"max_distance_km": True}, "max_distance_km"),
        ({"colums": {}}, "onbekende sleutel 'colums'"),
        ({"columns": {"started_at": ["a"]}}, "'start_lat' ontbreekt"),
        ({"columns": []}, "columns"),
        ({"columns": TABLE["columns"] | {"einde": ["e"]}}, "onbekend veld 'einde'"),  # type: ignore[operator]
        ({"columns": TABLE["columns"] | {"trip_id": ["distance"]}}, "'distance' staat bij twee velden"),  # type: ignore[operator]
        ({"dropped": ["user_id"]}, "'user_id' vertelt wie reed"),
    ],
)
def test_each_fault_is_named(changes: dict[str, object], told: str) -> None:
    assert any(told in fault for fault in faults(**changes))


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(id_issuer="", time_zone="x", distance_unit="x", dropped=["email"])) == 4
