"""The examples: in the suppliers' own formats, through the real readers, near what was published, and never where a real figure is."""

import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.model import Catalogue
from data_pipeline.build import build, next_snapshot
from data_pipeline.contracts import load_contracts
from data_pipeline.delivered import read_delivered
from data_pipeline.deliveries import Delivery, all_deliveries, known_facts
from data_pipeline.demo.examples import write_examples
from data_pipeline.model import Observation
from settings import Settings
from tests.conftest import run_pipeline
from tests.snapshots import current_of
from warehouse.snapshot import Snapshot, Warehouse

MDS_FIELDS = "provider_id device_id trip_id start_time end_time start_location end_location duration distance".split()
NOTE = "Bron: boekhouding wijk-werken, stand bij het afsluiten van het jaar"
LIER, NIJLEN, MECHELEN = "12021", "12026", "12025"
FORMATS = {"deelfietsen_mds_ritten": 19, "deelwagens_reservaties": 5, "wijk_werken": 1, "jaarrekening_json": 7, "secap_acties": 2}
# Overgetypt uit figuur 3.8.4 van het evaluatierapport: kilometer per deelwagen en per maand in 2024.
FIGURE_384 = {
    "gemeente": [95, 205, 153, 87, 135, 187, 66, 78, 144, 200, 93, 86],
    "andere": [330, 336, 260, 311, 417, 583, 506, 490, 411, 693, 685, 836],
}


@dataclass(frozen=True)
class Demo:
    """A data folder in which the examples were built."""

    folder: Path
    told: dict[str, Any]

    @property
    def deliveries(self) -> list[Delivery]:
        return all_deliveries(self.folder / "demo" / "deliveries")

    @property
    def files(self) -> list[Path]:
        return sorted((self.folder / "demo" / "files").iterdir())

    def snapshot(self) -> Snapshot:
        return Warehouse(self.folder / "warehouse").by_id(self.told["snapshot"])


def _built(folder: Path) -> Demo:
    done = run_pipeline(folder, "build", "--json", environment={"PEIL_DEMO": "1"})
    assert done.returncode == 0, done.stderr
    return Demo(folder=folder, told=json.loads(done.stdout))


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> list[Demo]:
    """Two data folders on one machine, each with its own examples and its own secret key."""
    with ThreadPoolExecutor(2) as workers:
        return list(workers.map(_built, [tmp_path_factory.mktemp(name) for name in ("een", "twee")]))


@pytest.fixture(scope="module")
def demo(demos: list[Demo]) -> Demo:
    return demos[0]


@pytest.fixture(scope="module")
def examples(demo: Demo, catalogue: Catalogue) -> list[Observation]:
    """Every figure that the example deliveries give, also where a published one wins."""
    settings = Settings(data_dir=demo.folder, host="127.0.0.1", port=8050, workers=1)
    found = read_delivered(settings.demo_deliveries_dir, settings.demo_trips_dir, load_contracts(), catalogue, is_demo=True)
    return list(found.now.observations)


def _of(rows: list[Observation], indicator: str) -> Iterator[Observation]:
    return (row for row in rows if row.indicator_id == indicator)


def _total(rows: list[Observation], indicator: str) -> dict[int, float]:
    by_year: dict[int, float] = defaultdict(float)
    for row in _of(rows, indicator):
        by_year[row.period_start.year] += row.value or 0.0
    return dict(by_year)


def test_every_example_passes_through_the_real_readers_without_a_row_refused(demo: Demo) -> None:
    found: dict[str, int] = defaultdict(int)
    for delivery in demo.deliveries:
        report = delivery.report
        assert (delivery.state, report["outcome"], report["quarantined"], delivery.is_demo) == ("accepted", "accepted", 0, True)
        assert report["rows_in"] == report["loaded"] + report["ignored"]
        found[delivery.source] += 1
    assert found == FORMATS
    assert not (demo.folder / "deliveries").exists() or all_deliveries(demo.folder / "deliveries") == []


def test_the_files_are_in_the_suppliers_own_formats(demo: Demo) -> None:
    by_kind = {re.sub(r"_\d{4}(-\d\d(\d\d)?)?$", "", path.stem): path for path in demo.files}
    trips = json.loads(by_kind["voorbeeld_mds_trips"].read_text(encoding="utf-8"))["data"]["trips"]
    assert set(trips[0]) == set(MDS_FIELDS)
    with by_kind["voorbeeld_deelwagens_reservaties"].open(encoding="utf-8-sig", newline="") as handle:
        cars = list(csv.DictReader(handle, delimiter=";"))
    assert all(re.fullmatch(r"\d+,\d", row["Km"]) and re.fullmatch(r"\d+:\d\d", row["Uren"]) for row in cars)
    book = load_workbook(by_kind["voorbeeld_wijk_werken"])
    assert book.sheetnames == [str(year) for year in range(2019, 2026)]
    sheet = book["2023"]
    assert sheet.merged_cells.ranges
    assert [cell.value for cell in sheet[4]][:2] == ["Lokaal bestuur", "Gewerkte uren"]
    assert [sheet.cell(row=row, column=1).value for row in (17, 19)] == ["Totaal", NOTE]
    accounts = json.loads(by_kind["voorbeeld_jaarrekening"].read_text(encoding="utf-8"))
    assert {rubric["Period"] for rubric in accounts["Rubrics"]} == {"N", "NM1"}
    assert all("voorbeeld" in path.name for path in demo.files)


def test_the_24_published_averages_per_car_come_out_exactly(examples: list[Observation]) -> None:
    found = {(r.breakdown, r.period_start.month): r.value for r in _of(examples, "deelwagen_km_per_wagen") if r.period_start.year == 2024}
    assert found == {(kind, month): float(value) for kind, values in FIGURE_384.items() for month, value in enumerate(values, 1)}


def test_rentals_are_near_what_was_published(examples: list[Observation]) -> None:
    rentals = {f"{row.period_start:%Y-%m}": row.value for row in _of(examples, "deelfiets_ontleningen")}
    assert rentals["2024-09"] == 2534
    assert [rentals[month] for month in ("2024-11", "2024-12")] == [pytest.approx(2000, abs=25)] * 2
    assert (min(rentals), max(rentals), len(rentals)) == ("2024-06", "2025-12", 19)
    by_place: dict[str, float] = defaultdict(float)
    for row in _of(examples, "deelfiets_ritten_gemeente"):
        by_place[f"{row.period_start:%Y-%m}"] += row.value or 0.0 if row.nis else 0.0
    assert by_place == rentals


def test_hours_a_month_per_wijk_werker_are_15_in_2023_and_fewer_hours_are_worked_every_year(
    examples: list[Observation], demo: Demo
) -> None:
    hours, workers = _total(examples, "wijk_werken_uren"), _total(examples, "wijk_werken_actieve_werkers")
    assert hours[2023] / workers[2023] / 12 == pytest.approx(15.0, abs=0.001)
    assert sorted(hours) == list(range(2019, 2026))
    assert [hours[year] for year in sorted(hours)] == sorted(hours.values(), reverse=True)
    assert len(set(hours.values())) == len(hours)


def test_figures_of_wijk_werken_hang_together(examples: list[Observation]) -> None:
    cells = {(r.indicator_id.removeprefix("wijk_werken_"), r.nis, r.period_start.year): r.value or 0.0 for r in examples}
    places = {nis for name, nis, _ in cells if name == "uren"}
    for nis in places:
        for year in range(2019, 2026):
            workers, started, left, income, costs, saldo = (
                cells[name, nis, year] for name in ("actieve_werkers", "opstarters", "uitstroom", "inkomsten", "werkingskosten", "saldo")
            )
            assert saldo == pytest.approx(income - costs, abs=0.011)
            assert started > 0 and left > 0 and workers > 0
            assert year == 2019 or workers == cells["actieve_werkers", nis, year - 1] + started - left
            assert 8 < cells["uren", nis, year] / workers / 12 < 20


def test_only_nijlen_is_hidden_for_small_numbers(demo: Demo) -> None:
    rows = demo.snapshot().rows("select distinct nis from observation where is_demo and status = 'verborgen'")
    assert [row["nis"] for row in rows] == [NIJLEN]


def test_nothing_for_those_outside_the_concession(examples: list[Observation], demo: Demo) -> None:
    bikes = [row for row in examples if row.indicator_id.startswith("deelfiets")]
    outside = [row for row in bikes if row.nis in {LIER, NIJLEN}]
    assert {(row.indicator_id, row.value, row.status) for row in outside} == {("deelfiets_ritten_gemeente", None, "niet_deelnemend")}
    assert len(outside) == 2 * 19
    assert not any(row.breakdown in {"lier", "nijlen"} for row in bikes)
    cars = {row.nis for row in examples if row.indicator_id.startswith("deelwagen") and row.value is not None}
    assert NIJLEN not in cars and MECHELEN in cars
    for path in demo.files:
        if "deelwagens" in path.name:
            assert "Nijlen" not in path.read_text(encoding="utf-8-sig")


def test_cars_are_used_as_people_use_them(examples: list[Observation]) -> None:
    totals = {name: sum(_total(examples, f"deelwagen_{name}").values()) for name in ("km", "ritten", "uren")}
    assert 30 < totals["km"] / totals["ritten"] < 90
    assert 3 < totals["uren"] / totals["ritten"] < 10
    averages = {(r.breakdown, r.period_start): r.value or 0.0 for r in _of(examples, "deelwagen_km_per_wagen")}
    for kind in FIGURE_384:
        series = [value for (part, _), value in sorted(averages.items()) if part == kind]
        assert len(series) == 60
        assert max(series[:12]) < min(series[-12:])


def test_climate_actions_never_go_back(examples: list[Observation]) -> None:
    done = {(r.nis, r.period_start.year): r.value or 0.0 for r in _of(examples, "secap_acties") if r.breakdown == "afgewerkt"}
    planned: dict[tuple[str | None, int], float] = defaultdict(float)
    for row in _of(examples, "secap_acties"):
        planned[row.nis, row.period_start.year] += row.value or 0.0
    assert len({nis for nis, _ in planned}) == 7
    for nis, _ in planned:
        assert planned[nis, 2024] == planned[nis, 2025]
        assert done.get((nis, 2024), 0.0) <= done[nis, 2025]


def test_accounts_are_near_the_published_figures_of_2024(examples: list[Observation]) -> None:
    accounts = [row for row in examples if row.indicator_id.startswith("financien") and row.period_end.year == 2024]
    found = {(row.indicator_id.removeprefix("financien_"), row.breakdown): row.value or 0.0 for row in accounts}
    assert found["balanstotaal", ""] == pytest.approx(25_200_000)
    assert found["balanstotaal", ""] == found["balanstotaal", "vaste_activa"] + found["balanstotaal", "vlottende_activa"]
    assert found["eigen_vermogen", ""] == pytest.approx(5_800_000)
    assert found["personeelskosten", ""] == pytest.approx(4_705_647)
    assert found["resultaat", ""] == pytest.approx(found["opbrengsten", ""] - found["kosten", ""])


def test_where_there_is_a_published_figure_there_is_no_example(demo: Demo, examples: list[Observation]) -> None:
    rows = demo.snapshot().rows("select indicator_id, nis, period_start, period_end, breakdown, is_demo from observation")
    keys = {flag: {tuple(row.values())[:5] for row in rows if row["is_demo"] is flag} for flag in (True, False)}
    given = {row.key for row in examples}
    assert keys[True] == given - keys[False]
    beaten = given & keys[False]
    assert len([key for key in beaten if key[0] == "deelwagen_km_per_wagen"]) == 24
    assert {f"{key[2]:%Y-%m}" for key in beaten if key[0] == "deelfiets_ontleningen"} == {"2024-09", "2024-11", "2024-12"}


def test_no_example_is_in_a_conflict_a_revision_or_a_repair(demo: Demo, data_dir: Path) -> None:
    snapshot, plain = demo.snapshot(), Warehouse(data_dir / "warehouse").current()
    for table in ("conflict", "revision", "quarantine", "project", "reconciliation"):
        assert snapshot.rows(f"select * from {table} order by all") == plain.rows(f"select * from {table} order by all")
    flags = snapshot.rows("select distinct unnest(flags) as flag from observation where is_demo")
    assert {row["flag"] for row in flags} <= {"onvolledig"}


def test_real_rows_are_the_same_with_and_without_examples(demo: Demo, data_dir: Path) -> None:
    query = "select * from observation where not is_demo order by all"
    assert demo.snapshot().rows(query) == Warehouse(data_dir / "warehouse").current().rows(query)


def test_two_data_folders_give_the_same_files_and_the_same_snapshot(demos: list[Demo]) -> None:
    first, second = demos
    assert [path.name for path in first.files] == [path.name for path in second.files]
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]
    assert first.told["snapshot"] == second.told["snapshot"]
    query = "select * from observation order by all"
    assert first.snapshot().rows(query) == second.snapshot().rows(query)


def test_the_moment_of_writing_stands_nowhere_in_the_workbook(demo: Demo) -> None:
    (path,) = (path for path in demo.files if path.suffix == ".xlsx")
    with zipfile.ZipFile(path) as book:
        assert {entry.date_time for entry in book.infolist()} == {(2026, 1, 15, 12, 0, 0)}
        assert book.read("docProps/core.xml").count(b"2026-01-15T12:00:00Z") == 2


def test_without_examples_the_snapshot_is_another_one_and_holds_none(demo: Demo, data_dir: Path) -> None:
    plain = Warehouse(data_dir / "warehouse").current()
    assert plain.id != demo.told["snapshot"]
    assert plain.rows("select count(*) as n from observation where is_demo") == [{"n": 0}]
    assert demo.told["rows"]["observation"] - 3_000 > plain.rows("select count(*) as n from observation")[0]["n"]


def test_switching_examples_off_gives_the_plain_snapshot_and_keeps_them_for_later(demos: list[Demo], data_dir: Path) -> None:
    settings = Settings(data_dir=demos[1].folder, host="127.0.0.1", port=8050, workers=1)
    assert build(settings).snapshot == current_of(data_dir) == current_of(demos[1].folder)
    assert next_snapshot(replace(settings, has_examples=True)) == demos[1].told["snapshot"]


def test_writing_the_example_files_takes_little_time_and_gives_every_file_once(tmp_path: Path, catalogue: Catalogue) -> None:
    paths = write_examples(tmp_path / "files", catalogue)
    assert len(paths) == len(set(paths)) == sum(FORMATS.values())
    assert {path.suffix for path in paths} == {".json", ".csv", ".xlsx"}


def test_facts_of_examples_are_their_own(demo: Demo) -> None:
    by_source: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in demo.deliveries:
        by_source[delivery.source].append(delivery)
    for deliveries in by_source.values():
        _, revised = known_facts(deliveries)
        assert revised == {}
