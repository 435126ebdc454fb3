"""Issue 6.1: every reader takes a file that was not made by us where there is one, and its figures were counted by hand."""

import csv
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catalogue.model import Catalogue
from data_pipeline.build import build
from data_pipeline.contracts import CONTRACTS_DIR, read_contracts
from data_pipeline.intake.report import FileReport
from data_pipeline.model import Observation, Project
from data_pipeline.readers import jrc_convenant
from settings import PROJECT_DIR
from tests.data_pipeline.desk import Steward, new_steward
from tests.data_pipeline.supplied import OTHERS, abb_crosstab, nbb_csv, nbb_json
from warehouse.snapshot import Snapshot, Warehouse

REAL = Path(__file__).with_name("real")
SOURCES = PROJECT_DIR / "data" / "sources"
GIVEN = PROJECT_DIR.parent / "shared" / "data"
BERN = "gbfs_2.3_station_information_publibike_bern.json"
REPORTS = "mds_reports_example_2019-09.csv"
SIGNATORIES = "com_df1_signatories_2024_rivierenland.csv"
FIELDS, ACCOUNTS = (f"abb_bbc_investeringen_{kind}_rivierenland_2020-2025.csv" for kind in ("beleidsveld", "rek"))
LISTS = ("donkey_gbfs_systems_2026-02.csv", "gbfs_systems_belgium_2026-07.csv")
DUFFEL, LIER, MECHELEN, NIJLEN, PUURS_SINT_AMANDS = "12009", "12021", "12025", "12026", "12041"


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    return new_steward(tmp_path)


def _real(name: str) -> Path:
    return next(iter(SOURCES.rglob(name)), REAL / name)


def _rows(name: str) -> list[dict[str, str]]:
    with _real(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _deliver(steward: Steward, name: str, content: bytes) -> FileReport:
    return steward.gives(name, content)


def _give(steward: Steward, path: Path) -> FileReport:
    return _deliver(steward, path.name, path.read_bytes())


def _facts(steward: Steward, source: str) -> list[Observation]:
    return steward.facts(source)


def _said(report: FileReport, level: str) -> list[str]:
    return [message.text for message in report.messages if message.level == level]


@pytest.mark.parametrize("name", [BERN, REPORTS, SIGNATORIES, FIELDS, ACCOUNTS, *LISTS])
def test_the_copies_are_the_files_that_were_given(name: str) -> None:
    if not (GIVEN / name).is_file():
        pytest.skip("de opgegeven bestanden liggen niet naast dit project")
    assert _real(name).read_bytes() == (GIVEN / name).read_bytes()


# GBFS


def test_a_real_gbfs_feed_is_read_and_all_of_bern_lies_outside(steward: Steward) -> None:
    told = json.loads((REAL / BERN).read_text(encoding="utf-8"))
    stations = told["data"]["stations"]
    assert len(stations) == 30
    assert max(station["lat"] for station in stations) < 47.7
    report = _give(steward, REAL / BERN)
    assert (report.source, report.outcome) == ("deelfietsen_stations", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (30, 30, 0, 0)
    (fact,) = _facts(steward, report.source)
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
    report = _deliver(steward, "station_information.json", _gbfs_3(stations))
    assert (report.source, report.outcome) == ("deelfietsen_stations", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined) == (5, 4, 1)
    found = {(row.nis, row.breakdown, str(row.period_start)): row.value for row in _facts(steward, report.source)}
    assert found == {(MECHELEN, "", "2026-04-01"): 2.0, (DUFFEL, "", "2026-04-01"): 1.0, (None, "buiten", "2026-04-01"): 1.0}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_feeds_is_no_delivery_and_is_told_so(name: str, steward: Steward) -> None:
    report = _give(steward, REAL / name)
    (told,) = _said(report, "error")
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
    report = _give(mine, REAL / REPORTS)
    assert (report.source, report.outcome) == ("deelfietsen_mds_maand", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (12, 3, 0, 9)
    facts = _facts(mine, report.source)
    assert {row.nis: row.value for row in facts} == {MECHELEN: 530.0, DUFFEL: 256.0, LIER: 103.0}
    assert {(str(row.period_start), str(row.period_end), row.status) for row in facts} == {("2019-09-01", "2019-09-30", "definitief")}


def test_an_area_that_the_contract_does_not_know_is_never_guessed(steward: Steward) -> None:
    report = _give(steward, REAL / REPORTS)
    assert report.outcome == "refused"
    for area in AREAS:
        assert any(area in text and "Voeg de code met haar gemeente toe" in text for text in _said(report, "error"))


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
    report = _deliver(mine, "reports_2025-05.csv", _mds(*rows))
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (9, 6, 1, 2)
    found = {row.nis: (row.value, row.status, row.flags) for row in _facts(mine, "deelfietsen_mds_maand")}
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
    report = _give(steward, _real(SIGNATORIES))
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
    steward: Steward, catalogue: Catalogue, published: Snapshot
) -> None:
    _give(steward, _real(SIGNATORIES))

    def words(projects: Sequence[Project]) -> list[Project]:
        return [replace(p, source_id="", section="", table_id="", row_order=0) for p in projects]

    shipped = jrc_convenant.read(_real(SIGNATORIES).parent, catalogue).projects
    assert words(steward.projects("convenant_ondertekenaars")) == words(shipped)
    rows = published.rows("select source_id, count(*) as n from project where service = 'burgemeestersconvenant' group by all")
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
    report = _deliver(steward, "myc_actions_2025.csv", text.encode())
    assert (report.source, report.outcome, report.rows_in, report.loaded, report.ignored) == ("secap_acties", "accepted", 5, 4, 1)
    found = {(row.nis, row.breakdown): row.value for row in _facts(steward, "secap_acties")}
    assert found == {
        (DUFFEL, "afgewerkt"): 1.0, (DUFFEL, "lopend"): 1.0, (DUFFEL, "niet_gestart"): 1.0, (PUURS_SINT_AMANDS, "lopend"): 1.0,
    }  # fmt: skip


# BBC: plans of the municipalities


@cache
def _known_errors() -> dict[tuple[str, str, str], tuple[str, str]]:
    told = tomllib.loads((PROJECT_DIR / "data" / "corrections.toml").read_text(encoding="utf-8"))["correction"]
    return {(c["where"]["NIS_code"], c["where"]["Boekjaar"], c["where"]["Beleidsveld"]): (c["expect"], c["value"]) for c in told}


def _sums(name: str, amount: Callable[[dict[str, str]], float]) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in _rows(name):
        assert row["Rapportjaar"] == "2020"
        sums[row["NIS_code"], row["Boekjaar"]] += amount(row)
    return sums


def _mended(row: dict[str, str]) -> float:
    expected, right = _known_errors().get((row["NIS_code"], row["Boekjaar"], row["Beleidsveld"]), ("", ""))
    assert expected in {"", row["Totaal"]}
    return float(right or row["Totaal"])


def _totals(steward: Steward, source: str, indicator: str) -> dict[tuple[str | None, str], float | None]:
    rows = (row for row in _facts(steward, source) if row.indicator_id == indicator and not row.breakdown)
    return {(row.nis, f"{row.period_start:%Y}"): row.value for row in rows}


def test_the_real_plans_per_policy_field_add_up_as_an_independent_sum_does(steward: Steward) -> None:
    report = _give(steward, _real(FIELDS))
    assert (report.source, report.outcome) == ("bbc_beleidsveld", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (1333, 1333, 0, 0)
    found = _totals(steward, report.source, "geplande_investeringen")
    assert found == {key: pytest.approx(value) for key, value in _sums(FIELDS, _mended).items()}
    assert len(found) == 12 * 6
    assert found[NIJLEN, "2020"] == 1587 + 1959862 + 1761 + 822568 + 10625 + 27200 + 1975778 + 462405
    assert found[DUFFEL, "2021"] == 4_267_086
    fields = [row for row in _facts(steward, report.source) if row.indicator_id == "geplande_investeringen_beleidsveld"]
    assert len(fields) == 1333
    assert sum("gecorrigeerd" in row.flags for row in fields) == len(_known_errors()) == 43


def test_the_real_plans_per_account_add_up_as_an_independent_sum_does(steward: Steward) -> None:
    report = _give(steward, _real(ACCOUNTS))
    assert (report.source, report.outcome) == ("bbc_rekening", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (1318, 1318, 0, 0)
    found = _totals(steward, report.source, "geplande_investeringen_rekening")
    assert found == {key: pytest.approx(value) for key, value in _sums(ACCOUNTS, lambda row: float(row["Totaal"])).items()}
    assert (found[NIJLEN, "2020"], found[MECHELEN, "2024"]) == (6_049_375, 39_488_950)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What is published when the files behind the shipped figures are delivered on top of them."""
    steward = new_steward(tmp_path_factory.mktemp("bovenop"))
    assert [_give(steward, _real(name)).outcome for name in (FIELDS, ACCOUNTS, SIGNATORIES)] == ["accepted"] * 3
    return Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)


PLANS = """
    select indicator_id, nis, period_start, breakdown, value, list_sort(flags) as flags
    from observation where indicator_id like 'geplande%' order by all
"""


def test_delivered_on_top_of_the_shipped_plans_nothing_contradicts_and_nothing_changes(published: Snapshot, data_dir: Path) -> None:
    shipped = Warehouse(data_dir / "warehouse").current()
    assert published.rows("select * from conflict order by all") == shipped.rows("select * from conflict order by all")
    assert published.rows(PLANS) == shipped.rows(PLANS)
    refs = published.rows("select count(*) as n from observation where indicator_id like 'geplande%' and source_ref like '%; %'")
    assert refs[0]["n"] == len(shipped.rows(PLANS))


def test_a_known_error_that_the_publisher_put_right_is_left_alone(steward: Steward) -> None:
    raw = _real(FIELDS).read_text(encoding="utf-8")
    (line,) = (row for row in raw.splitlines() if row.startswith("12002,2020,2023") and "0210 Openbaar vervoer" in row)
    right = line.replace(",3330.0,", ",333.0,")
    report = _deliver(steward, "plannen.csv", raw.replace(line, right).encode())
    assert report.outcome == "accepted"
    found = {(row.nis, row.period_start.year, row.breakdown): row for row in _facts(steward, "bbc_beleidsveld")}
    row = found["12002", 2023, "0210"]
    assert (row.value, row.flags) == (333.0, ())
    assert sum("gecorrigeerd" in r.flags for r in found.values() if r.indicator_id == "geplande_investeringen_beleidsveld") == 42


def test_the_cross_tab_of_abb_gives_the_figures_of_the_tidy_file(steward: Steward) -> None:
    rows = [row | {"Totaal": str(_mended(row))} for row in _rows(FIELDS)]
    report = _deliver(steward, "MJP BV 2020 MVA.csv", abb_crosstab(rows))
    assert (report.source, report.outcome) == ("bbc_kruistabel", "accepted"), report.messages
    assert (report.loaded, report.quarantined) == (12, 0)
    assert report.ignored == 5 + len(OTHERS)
    _give(steward, _real(FIELDS))

    def told(source: str) -> dict[tuple[object, ...], float | None]:
        return {row.key: row.value for row in _facts(steward, source)}

    assert told("bbc_kruistabel") == {key: pytest.approx(value) for key, value in told("bbc_beleidsveld").items()}


def test_a_cross_tab_that_stops_half_way_is_refused(steward: Steward) -> None:
    whole = abb_crosstab(_rows(FIELDS)).decode("utf-8-sig").splitlines()
    cut = "\r\n".join([*whole[:-1], whole[-1][:300]])
    report = _deliver(steward, "MJP BV 2020 MVA.csv", cut.encode())
    assert (report.outcome, report.messages[0].code) == ("refused", "A04")
    assert f"stopt midden in rij {len(whole)}" in report.messages[0].text


def test_a_cross_tab_with_an_amount_for_a_policy_field_that_nobody_knows_is_refused(steward: Steward) -> None:
    row = {
        "NIS_code": DUFFEL,
        "Boekjaar": "2024",
        "BV_domein": "9 Zorg en opvang",
        "BV_subdomein": "x",
        "Beleidsveld": "0998 Ruimtevaart",
        "Per_inwoner": "1",
    }
    unknown, nought = (_deliver(steward, f"{value}.csv", abb_crosstab([row | {"Totaal": value}])) for value in ("5.0", "0.0"))
    assert unknown.outcome == "refused"
    assert "'0998' staat niet bij geplande_investeringen_beleidsveld in de catalogus" in unknown.messages[0].text
    assert nought.outcome == "accepted"


# The accounts of IGEMO

RUBRICS = {
    "20/58": 25200000.25, "21/28": 3000000.0, "29/58": 22200000.25, "3": 18300000.0, "10/15": 5800000.0, "17/49": 18000000.0,
    "70": 9000000.0, "70/76A": 11900000.0, "60/66A": 11850000.0, "62": 4705647.0, "9087": 61.4, "9901": 50000.0, "9904": 23500.5,
}  # fmt: skip
BOOKED = {
    ("financien_balanstotaal", ""): 25200000.25,
    ("financien_balanstotaal", "vaste_activa"): 3000000.0,
    ("financien_balanstotaal", "vlottende_activa"): 22200000.25,
    ("financien_voorraad", ""): 18300000.0,
    ("financien_eigen_vermogen", ""): 5800000.0,
    ("financien_schulden", ""): 18000000.0,
    ("financien_opbrengsten", ""): 11900000.0,
    ("financien_kosten", ""): 11850000.0,
    ("financien_personeelskosten", ""): 4705647.0,
    ("financien_resultaat", ""): 23500.5,
}


def _booked(rows: list[Observation]) -> dict[tuple[str, str], float | None]:
    assert {row.nis for row in rows} == {None}
    return {(row.indicator_id, row.breakdown): row.value for row in rows}


def test_the_csv_of_the_balance_office_says_itself_which_year_it_is_about(steward: Steward) -> None:
    report = _deliver(steward, "2025-00184871.csv", nbb_csv(RUBRICS, year=2024))
    assert (report.source, report.outcome, report.quarantined) == ("jaarrekening", "accepted", 0), report.messages
    assert report.loaded == 10
    assert report.rows_in == 20 + 2 * len(RUBRICS)
    facts = _facts(steward, "jaarrekening")
    assert _booked(facts) == BOOKED
    assert {row.period_end.year for row in facts} == {2024}
    stocks = {row.indicator_id for row in facts if row.period_start == row.period_end}
    assert stocks == {f"financien_{name}" for name in ("balanstotaal", "voorraad", "eigen_vermogen", "schulden")}


def test_a_csv_with_titles_and_without_the_filing_takes_its_year_from_its_name(steward: Steward) -> None:
    text = '"rubric","value"\n' + "".join(f'"{code}","{value:.2f}"\n' for code, value in RUBRICS.items())
    report = _deliver(steward, "jaarrekening IGEMO 2023.csv", text.encode())
    assert (report.source, report.outcome) == ("jaarrekening", "accepted"), report.messages
    assert {row.period_end.year for row in _facts(steward, "jaarrekening")} == {2023}


def test_the_json_of_the_balance_office_gives_this_year_and_not_the_one_before(steward: Steward) -> None:
    report = _deliver(steward, "jaarrekening_2024_2025-00539072.json", nbb_json(RUBRICS))
    assert (report.source, report.outcome) == ("jaarrekening_json", "accepted"), report.messages
    assert (report.rows_in, report.loaded, report.quarantined) == (2 * len(RUBRICS), 10, 0)
    facts = _facts(steward, "jaarrekening_json")
    assert _booked(facts) == {**BOOKED, ("financien_resultaat", ""): 23500.5} | {
        key: pytest.approx(value, abs=0.06) for key, value in BOOKED.items()
    }
    assert {row.period_end.year for row in facts} == {2024}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025-00539072.json", "noemt geen jaar"),
        ("jaarrekening.json", "noemt geen jaar"),
        ("jaarrekening 2024, neergelegd 2025.json", "noemt meer dan één jaar (2024, 2025)"),
    ],
)
def test_a_filing_number_or_two_years_in_a_name_are_no_year(name: str, told: str, steward: Steward) -> None:
    report = _deliver(steward, name, nbb_json(RUBRICS))
    (text,) = _said(report, "error")
    assert report.outcome == "refused"
    assert text == f"De naam '{name}' {told}. Geef het bestand een naam met alleen het jaar van de cijfers, zoals jaarrekening_json_2024."


# Provincies in Cijfers

SWING = (
    "Geolevel;Geoitem;Period;v9900_ttbev\r\n"
    "gemeente;11001;2024;14567\r\n"
    "gemeente;12009;2024;17750\r\n"
    "gemeente;12021;2024;-99999\r\n"
    "gemeente;12025;2024;-99997\r\n"
    "gemeente;12026;2024;-99998\r\n"
    "gemeente;12040;2024;-99996\r\n"
    "gemeente;12041;2024;0\r\n"
    "gemeente2024;12009;2023;17650,00\r\n"
    "gemeente2018;12030;2018;16704\r\n"
    "statsec;12025A001;2024;512\r\n"
    "provincie;10000;2024;1900000\r\n"
    "gemeente;99991;2024;12\r\n"
)


def test_a_flat_file_of_provincies_in_cijfers_keeps_its_five_kinds_of_nothing_apart(steward: Steward) -> None:
    report = _deliver(steward, "pinc_export.csv", SWING.encode())
    assert (report.source, report.outcome) == ("provincies_in_cijfers", "accepted"), report.messages
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (12, 7, 0, 5)
    found = {(row.nis, row.period_start.year): (row.value, row.status) for row in _facts(steward, "provincies_in_cijfers")}
    assert found == {
        (DUFFEL, 2024): (17750.0, "definitief"),
        (LIER, 2024): (None, "onbekend"),
        (MECHELEN, 2024): (None, "verborgen"),
        (NIJLEN, 2024): (None, "niet_van_toepassing"),
        ("12040", 2024): (None, "niet_geleverd"),
        (PUURS_SINT_AMANDS, 2024): (0.0, "definitief"),
        (DUFFEL, 2023): (17650.0, "definitief"),
    }
    assert {str(row.period_end) for row in _facts(steward, "provincies_in_cijfers")} == {"2024-01-01", "2023-01-01"}
