"""Issue 6.1: every reader takes a file that was not made by us where there is one, and its figures were counted by hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.model import Catalogue
from data_pipeline.contracts import CONTRACTS_DIR, read_contracts
from data_pipeline.model import Project
from data_pipeline.readers import jrc_convenant
from tests.data_pipeline.desk import Steward
from tests.data_pipeline.given import (
    ACCOUNTS,
    BERN,
    DUFFEL,
    FIELDS,
    GIVEN,
    LIER,
    LISTS,
    MECHELEN,
    NIJLEN,
    PUURS_SINT_AMANDS,
    REAL,
    REPORTS,
    SIGNATORIES,
    delivered,
    facts_from,
    given,
    real,
    said,
)
from warehouse.snapshot import Snapshot


@pytest.mark.parametrize("name", [BERN, REPORTS, SIGNATORIES, FIELDS, ACCOUNTS, *LISTS])
def test_the_copies_are_the_files_that_were_given(name: str) -> None:
    if not (GIVEN / name).is_file():
        pytest.skip("de opgegeven bestanden liggen niet naast dit project")
    assert real(name).read_bytes() == (GIVEN / name).read_bytes()


# GBFS


def test_a_real_gbfs_feed_is_read_and_all_of_bern_lies_outside(steward: Steward) -> None:
    told = json.loads((REAL / BERN).read_text(encoding="utf-8"))
    stations = told["data"]["stations"]
    assert len(stations) == 30
    assert max(station["lat"] for station in stations) < 47.7
    report = given(steward, REAL / BERN)
    assert (report.source, report.outcome) == ("deelfietsen_stations", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (30, 30, 0, 0)
    (fact,) = facts_from(steward, report.source)
    assert (fact.indicator_id, fact.nis, fact.breakdown, fact.value) == ("deelfiets_stations", None, "buiten", 30.0)
    assert str(fact.period_start) == str(fact.period_end) == "2026-05-10"


def _gbfs_3(stations: list[dict[str, Any]]) -> bytes:
    return json.dumps({"last_updated": "2026-03-31T23:30:00+00:00", "ttl": 60, "version": "3.0", "data": {"stations": stations}}).encode()


def test_gbfs_3_has_names_by_language_and_times_as_text(steward: Steward) -> None:
    name = [{"text": "Grote Markt", "language": "nl"}, {"text": "Grand-Place", "language": "fr"}]
    stations = [
        {"station_id": "1", "name": name, "lat": 51.0281, "lon": 4.4803, "capacity": 12},
        {"station_id": "2", "name": name, "lat": 51.0172, "lon": 4.4830, "is_virtual_station": True},
        {"station_id": "3", "name": name, "lat": 51.0954, "lon": 4.5058},
        {"station_id": "4", "name": name, "lat": 51.2194, "lon": 4.4025},
        {"station_id": "5", "name": name, "lon": 4.4025},
    ]
    report = delivered(steward, "station_information.json", _gbfs_3(stations))
    assert (report.source, report.outcome) == ("deelfietsen_stations", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined) == (5, 4, 1)
    found = {(row.nis, row.breakdown, str(row.period_start)): row.value for row in facts_from(steward, report.source)}
    assert found == {(MECHELEN, "", "2026-04-01"): 2.0, (DUFFEL, "", "2026-04-01"): 1.0, (None, "buiten", "2026-04-01"): 1.0}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_feeds_is_no_delivery_and_is_told_so(name: str, steward: Steward) -> None:
    report = given(steward, REAL / name)
    (told,) = said(report, "error")
    assert report.outcome == "refused"
    assert told.startswith(f"'{name}' past bij geen enkel datacontract. Gevonden kolommen: Country Code, Name,")


# MDS reports

AREAS = {
    "44428624-186b-4fc3-a7fb-124f487464a1": MECHELEN,
    "03db06d0-3998-406a-92c7-25a83fc2784a": DUFFEL,
    "8ad39dc3-005b-4348-9d61-c830c54c161b": LIER,
}


def _mapped(steward: Steward, folder: Path, areas: Mapping[str, str]) -> Steward:
    """A steward whose contract says which municipality each area of the operator is: a line of TOML."""
    shipped = (CONTRACTS_DIR / "deelfietsen_mds_maand.toml").read_text(encoding="utf-8")
    told = ", ".join(f'"{area}" = "{nis}"' for area, nis in areas.items())
    folder.mkdir()
    (folder / "deelfietsen_mds_maand.toml").write_text(shipped.replace('"nog in te vullen" = "12009"', told), encoding="utf-8")
    return replace(steward, desk=replace(steward.desk, contracts=read_contracts(folder, steward.desk.catalogue)))


def test_the_mds_report_of_the_specification_gives_all_riders_of_bicycles(steward: Steward, tmp_path: Path) -> None:
    mine = _mapped(steward, tmp_path / "contracts", AREAS)
    report = given(mine, REAL / REPORTS)
    assert (report.source, report.outcome) == ("deelfietsen_mds_maand", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (12, 3, 0, 9)
    facts = facts_from(mine, report.source)
    assert {row.nis: row.value for row in facts} == {MECHELEN: 530.0, DUFFEL: 256.0, LIER: 103.0}
    assert {(str(row.period_start), str(row.period_end), row.status) for row in facts} == {("2019-09-01", "2019-09-30", "definitief")}


def test_an_area_that_the_contract_does_not_know_is_never_guessed(steward: Steward) -> None:
    report = given(steward, REAL / REPORTS)
    assert report.outcome == "refused"
    for area in AREAS:
        assert any(area in text and "Voeg de code met haar gemeente toe" in text for text in said(report, "error"))


MDS = "provider_id,start_date,duration,special_group_type,geography_id,vehicle_type,trip_count,rider_count\n"


def _mds(*rows: str) -> bytes:
    return (MDS + "".join(f"48415839,{row}\n" for row in rows)).encode()


def test_minus_one_in_an_mds_report_is_hidden_and_never_minus_one_or_nought(steward: Steward, tmp_path: Path) -> None:
    mine = _mapped(steward, tmp_path / "contracts", {"a": MECHELEN, "b": MECHELEN, "c": DUFFEL, "d": LIER})
    rows = (
        "2025-05-01,P1M,all_riders,a,bicycle,1200,300",
        "2025-05-01,P1M,all_riders,b,bicycle,34,12",
        "2025-05-01,P1M,all_riders,a,cargo_bicycle,16,-1",
        "2025-05-01,P1M,all_riders,a,moped,700,90",
        "2025-05-01,P1M,low_income,a,bicycle,75,26",
        "2025-05-01,P1M,all_riders,c,bicycle,-1,-1",
        "2025-05-01,P1M,all_riders,d,bicycle,41,20",
        "2025-05-01,P1M,all_riders,d,cargo_bicycle,-1,-1",
        "2025-05-01,P1D,all_riders,d,bicycle,9,4",
    )
    report = delivered(mine, "reports_2025-05.csv", _mds(*rows))
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (9, 6, 1, 2)
    found = {row.nis: (row.value, row.status, row.flags) for row in facts_from(mine, "deelfietsen_mds_maand")}
    assert found == {MECHELEN: (1250.0, "definitief", ()), DUFFEL: (None, "verborgen", ()), LIER: (41.0, "definitief", ("onvolledig",))}


# MyCovenant

COMMITTED = {
    "BE0018": (MECHELEN, "2020, 2030, 2050", "2012-03-27", "Province of Antwerp"),
    "BE0032": ("12014", "2020, 2030", "2014-02-11", "Province of Antwerp"),
    "BE0042": (LIER, "2030", "2016-09-26", "Province of Antwerp"),
    "BE0548": (PUURS_SINT_AMANDS, "2030", "2019-09-09", "Intercommunale IGEMO"),
    "BE0070": ("12040", "2020, 2030", "2014-12-16", "Intercommunale IGEMO"),
    "BE0086": (NIJLEN, "2020, 2030", "2014-04-01", "Intercommunale Ontwikkelingsmaatschappij voor de Kempen"),
    "BE0101": ("12035", "2020, 2030", "2014-12-01", "Intercommunale IGEMO"),
    "BE0096": ("12007", "2020, 2030", "2014-12-09", "Intercommunale IGEMO"),
    "BE0484": ("12029", "2030", "2020-08-27", "Intercommunale IGEMO"),
    "BE0126": (DUFFEL, "2020, 2030", "2014-12-15", "Intercommunale IGEMO"),
    "BE0122": (PUURS_SINT_AMANDS, "2020", "2014-11-20", "Intercommunale IGEMO"),
    "BE0142": ("12005", "2030", "2016-03-30", "Province of Antwerp"),
    "BE0184": ("12002", "2020, 2030, klimaatadaptatie", "2014-11-18", "Province of Antwerp"),
    "BE0225": (PUURS_SINT_AMANDS, "2020", "2014-11-04", "Province of Antwerp"),
}


def test_the_real_signatories_say_who_committed_to_what(steward: Steward) -> None:
    report = given(steward, real(SIGNATORIES))
    assert (report.source, report.outcome) == ("convenant_ondertekenaars", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (14, 14, 0, 0)
    projects = steward.projects(report.source)
    found = {p.detail.split("; ")[1]: (p.nis, p.detail.removeprefix("engagement ").split("; ")[0], p.started, p.partner) for p in projects}
    assert found == COMMITTED
    ended = {p.name: (p.nis, p.ended, p.state) for p in projects if p.ended}
    assert ended == {
        f"Burgemeestersconvenant, {name}": (PUURS_SINT_AMANDS, "2018-12-31", "beëindigd door fusie") for name in ("Puurs", "Sint-Amands")
    }


def test_the_delivered_signatories_say_what_the_shipped_ones_say_and_are_shown_once(
    steward: Steward, catalogue: Catalogue, shipped_again: Snapshot
) -> None:
    given(steward, real(SIGNATORIES))

    def words(projects: Sequence[Project]) -> list[Project]:
        return [replace(p, source_id="", section="", table_id="", row_order=0) for p in projects]

    shipped = jrc_convenant.read(real(SIGNATORIES).parent, catalogue).projects
    assert words(steward.projects("convenant_ondertekenaars")) == words(shipped)
    rows = shipped_again.rows("select source_id, count(*) as n from project where service = 'burgemeestersconvenant' group by all")
    assert rows == [{"source_id": "jrc_convenant", "n": 14}]


def test_a_mycovenant_export_of_actions_has_dashes_for_what_is_not_known(steward: Steward) -> None:
    text = (
        "organisation_name,action_id,action_title,action_sector,timeframe_start,timeframe_end,action_implementation_status,"
        "emission_measure,co2_target,base_year,target_year\n"
        "Duffel,101,Relighting,Public lighting,2016,2024,Completed,True,40,2011,2030\n"
        "Duffel,102,-,Municipal buildings,-,-,Ongoing,False,-,-,-\n"
        "Duffel,103,Heat network,Local heat/cold production,2022-01-01,2030-12-31,Not started,True,40,2011,2030\n"
        "Puurs-Sint-Amands,7,Fleet,Transport,2020,2030,Ongoing,True,40,2011,2030\n"
        "Duffel,101,Relighting,Public lighting,2016,2024,Completed,True,40,2011,2030\n"
    )
    report = delivered(steward, "myc_actions_2025.csv", text.encode())
    assert (report.source, report.outcome, report.rows_in, report.loaded, report.ignored) == ("secap_acties", "accepted", 5, 4, 1)
    found = {(row.nis, row.breakdown): row.value for row in facts_from(steward, "secap_acties")}
    assert found == {
        (DUFFEL, "afgewerkt"): 1.0, (DUFFEL, "lopend"): 1.0, (DUFFEL, "niet_gestart"): 1.0, (PUURS_SINT_AMANDS, "lopend"): 1.0,
    }  # fmt: skip


# BBC: plans of the municipalities
