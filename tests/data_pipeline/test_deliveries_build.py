"""From a delivered file to a published figure and back: one story in one data folder, told step by step."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_pipeline import deliveries
from data_pipeline.build import Outcome, build, next_snapshot
from data_pipeline.history import rollback
from data_pipeline.intake.report import FileReport
from data_pipeline.state import is_unpublished
from tests.conftest import run_pipeline
from tests.data_pipeline.desk import Steward, new_steward
from tests.snapshots import current_of
from warehouse.snapshot import Snapshot, Warehouse

BERLAAR, DUFFEL, PUTTE = "12002", "12009", "12029"
SOURCE = "deelwagens_aanbod"
HEAD = "Gemeente;Datum;Deelwagens\n"


def _supply(berlaar_2025: int) -> bytes:
    """Duffel as published (4), Putte otherwise than published (2), Berlaar on a day that was never published."""
    return f"{HEAD}Duffel;31/12/2024;4\nPutte;31/12/2024;3\nBerlaar;31/12/2025;{berlaar_2025}\n".encode()


@dataclass
class Story:
    """What happened, by step.

    Attributes:
        ids: the snapshot that was published after each step.
        told: what the build said; `bevestigd` once more as the command tells it.
    """

    steward: Steward
    ids: dict[str, str] = field(default_factory=dict)
    told: dict[str, Outcome] = field(default_factory=dict)
    reports: dict[str, FileReport] = field(default_factory=dict)
    as_command: dict[str, Any] = field(default_factory=dict)

    def gives(self, step: str, berlaar_2025: int) -> None:
        self.reports[step] = self.steward.gives(f"aanbod_{step}.csv", _supply(berlaar_2025))

    def builds(self, step: str) -> None:
        self.told[step] = build(self.steward.settings)
        self.ids[step] = current_of(self.steward.settings.data_dir)

    def command(self, *arguments: str) -> str:
        done = run_pipeline(self.steward.settings.data_dir, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def at(self, step: str) -> Snapshot:
        return Warehouse(self.steward.settings.warehouse_dir).by_id(self.ids[step])

    def supply(self, step: str, nis: str, day: str) -> list[dict[str, Any]]:
        """The published numbers of cars in a municipality on a day."""
        query = (
            "select value, source_id, source_ref, flags from observation "
            "where indicator_id = 'deelwagens_aantal' and nis = $nis and period_end = $day and breakdown = '' order by value"
        )
        return self.at(step).rows(query, {"nis": nis, "day": date.fromisoformat(day)})

    def berlaar(self, step: str) -> list[float]:
        return [row["value"] for row in self.supply(step, BERLAAR, "2025-12-31")]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story(steward=new_steward(tmp_path_factory.mktemp("leveringen")))
    settings = told.steward.settings
    told.builds("leeg")
    told.gives("eerste", 3)
    told.builds("eerste")
    told.gives("verbeterd", 5)
    told.builds("verbeterd")
    told.gives("te veel", 80)
    told.builds("wacht")
    told.command("confirm", told.reports["te veel"].delivery)
    told.as_command = json.loads(told.command("build", "--json"))
    told.ids["bevestigd"] = current_of(settings.data_dir)
    told.command("withdraw", told.reports["te veel"].delivery, "--reason", "een nul te veel")
    told.builds("ingetrokken")
    rollback(settings.warehouse_dir, told.ids["eerste"])
    told.builds("terug")
    for step in ("eerste", "verbeterd"):
        deliveries.withdraw(settings.deliveries_dir, told.reports[step].delivery, reason="proef")
    told.builds("alles weg")
    return told


def test_delivering_alone_publishes_nothing(story: Story) -> None:
    assert [story.reports[step].outcome for step in ("eerste", "verbeterd", "te veel")] == ["accepted", "accepted", "held"]
    assert story.berlaar("leeg") == []


def test_what_was_delivered_is_published_by_the_build(story: Story) -> None:
    assert story.told["eerste"].is_published is True
    assert story.told["eerste"].snapshot == story.ids["eerste"] != story.ids["leeg"]
    (row,) = story.supply("eerste", BERLAAR, "2025-12-31")
    assert (row["value"], row["source_id"], row["flags"]) == (3.0, SOURCE, [])
    assert row["source_ref"] == "aanbod_eerste.csv, rij 4"


def test_a_delivered_figure_that_equals_the_published_one_becomes_one_row_that_names_both(story: Story) -> None:
    (before,), (row,) = story.supply("leeg", DUFFEL, "2024-12-31"), story.supply("eerste", DUFFEL, "2024-12-31")
    assert (row["value"], row["flags"]) == (4.0, [])
    assert set(row["source_ref"].split("; ")) == {before["source_ref"], "aanbod_eerste.csv, rij 2"}


def test_a_delivered_figure_that_contradicts_the_published_one_is_a_conflict_with_both(story: Story) -> None:
    rows = story.supply("eerste", PUTTE, "2024-12-31")
    assert [(row["value"], row["flags"]) for row in rows] == [(2.0, ["conflict"]), (3.0, ["conflict"])]
    query = "select value, printed, stands_at from conflict where indicator_id = 'deelwagens_aantal' and nis = $nis order by value"
    found = story.at("eerste").rows(query, {"nis": PUTTE})
    assert [(row["value"], row["printed"]) for row in found] == [(2.0, "2"), (3.0, "3")]
    assert found[1]["stands_at"] == "aanbod_eerste.csv, rij 3"
    conflicts = {step: len(story.at(step).rows("select distinct conflict_id from conflict")) for step in ("leeg", "eerste")}
    assert conflicts["eerste"] == conflicts["leeg"] + 1 == story.told["eerste"].conflicts


def test_build_tells_what_changed(story: Story) -> None:
    assert story.told["leeg"].changed == {}
    assert story.told["eerste"].changed == {"nieuw": 1, "herzien": 1}
    assert story.told["verbeterd"].changed == {"herzien": 1}
    assert story.as_command["changed"] == {"herzien": 1}
    assert story.told["ingetrokken"].changed == {"herzien": 1}
    assert story.told["alles weg"].changed == {"verdwenen": 1, "herzien": 1}


def test_h05_a_corrected_file_replaces_the_figure_and_the_older_snapshot_keeps_the_older_one(story: Story) -> None:
    assert "H05" in {message.code for message in story.reports["verbeterd"].messages}
    assert (story.berlaar("eerste"), story.berlaar("verbeterd")) == ([3.0], [5.0])
    (row,) = story.supply("verbeterd", BERLAAR, "2025-12-31")
    assert row["flags"] == ["herzien"]


def test_h05_what_was_revised_is_told_in_the_snapshot(story: Story) -> None:
    assert story.at("eerste").rows("select * from revision") == []
    (row,) = story.at("verbeterd").rows("select * from revision")
    (delivery,) = (d for d in deliveries.all_deliveries(story.steward.settings.deliveries_dir) if "verbeterd" in d.file)
    assert (row["indicator_id"], row["nis"], row["source_id"]) == ("deelwagens_aantal", BERLAAR, SOURCE)
    assert (row["old_value"], row["new_value"], row["old_text"], row["new_text"]) == (3.0, 5.0, "3", "5")
    assert (str(row["revised_on"]), row["reason"]) == (delivery.delivered_at[:10], "fout in levering")


def test_figures_are_published_also_when_the_changes_cannot_be_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steward = new_steward(tmp_path)
    build(steward.settings)
    steward.gives("aanbod.csv", _supply(3))

    def fail(*_: object, **__: object) -> dict[str, int]:
        raise OSError(5, "de schijf geeft een fout")

    monkeypatch.setattr("data_pipeline.build.change_counts", fail)
    told = build(steward.settings)
    assert (told.is_published, told.changed) == (True, {})
    assert current_of(steward.settings.data_dir) == told.snapshot


def test_a_held_delivery_changes_nothing_and_is_named_by_the_build(story: Story) -> None:
    assert {message.code for message in story.reports["te veel"].messages} >= {"totaal"}
    assert story.told["wacht"].is_published is False
    assert story.told["wacht"].held == [story.reports["te veel"].delivery]
    assert story.ids["wacht"] == story.ids["verbeterd"]
    assert story.told["verbeterd"].held == story.as_command["held"] == []


def test_confirmed_it_is_published(story: Story) -> None:
    assert (story.as_command["published"], story.as_command["snapshot"]) == (True, story.ids["bevestigd"])
    assert story.as_command["rows"]["revision"] == 1
    assert story.berlaar("bevestigd") == [80.0]


def test_withdrawn_the_figure_before_it_stands_again_under_the_id_that_it_had(story: Story) -> None:
    assert story.berlaar("ingetrokken") == [5.0]
    assert story.ids["ingetrokken"] == story.ids["verbeterd"]
    assert story.berlaar("bevestigd") == [80.0], "de stand van toen blijft wat ze was"


def test_going_back_holds_as_long_as_nothing_that_was_delivered_changes(story: Story) -> None:
    assert story.told["terug"].is_published is False
    assert (story.told["terug"].snapshot, story.told["terug"].newest) == (story.ids["eerste"], story.ids["verbeterd"])
    assert story.ids["terug"] == story.ids["eerste"]
    assert story.berlaar("terug") == [3.0]


def test_after_going_back_a_change_to_what_was_published_before_is_published_again(story: Story) -> None:
    assert story.told["alles weg"].is_published is True


def test_with_every_delivery_taken_back_nothing_of_it_is_left(story: Story) -> None:
    assert story.ids["alles weg"] == story.ids["leeg"]
    assert story.berlaar("alles weg") == []


def test_status_knows_whether_something_waits_to_be_published(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    settings = steward.settings
    build(settings)
    assert is_unpublished(settings.warehouse_dir, next_snapshot(settings)) is False
    steward.gives("aanbod.csv", _supply(3))
    assert is_unpublished(settings.warehouse_dir, next_snapshot(settings)) is True
    told = json.loads(run_pipeline(settings.data_dir, "status", "--json").stdout)
    assert (told["unpublished"], [(d["source"], d["state"]) for d in told["deliveries"]]) == (True, [(SOURCE, "accepted")])


MARK = "GEHEIM"
RESERVATIONS = (
    "Reservatie;Gemeente;Begin;Voertuig;Gebruikerstype;Km;Uren;Opmerking\n"
    f"{MARK}-1;Duffel;2025-03-04;{MARK}-wagen-1;andere;42,5;3:30;{MARK} opmerking\n"
    f"{MARK}-2;Duffel;2025-03-05;{MARK}-wagen-2;andere;17,5;1:30;{MARK} opmerking\n"
    f"{MARK}-3;{MARK}stad;2025-03-05;{MARK}-wagen-2;andere;17,5;1:30;{MARK} opmerking\n"
)


def test_of_the_cells_of_a_delivery_only_its_figures_reach_the_snapshot(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    report = steward.gives("reservaties_2025-03.csv", RESERVATIONS.encode())
    assert (report.source, report.outcome, report.loaded, report.quarantined) == ("deelwagens_reservaties", "accepted", 2, 1)
    snapshot = Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)
    rows = snapshot.rows(
        "select indicator_id, nis, breakdown, value, value_text from observation where source_id = 'deelwagens_reservaties' order by all"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("deelwagen_km", DUFFEL, "andere", 60.0, "berekend uit 2 rijen"),
        ("deelwagen_km_per_wagen", None, "andere", 30.0, "berekend uit 2 rijen"),
        ("deelwagen_ritten", DUFFEL, "andere", 2.0, "berekend uit 2 rijen"),
        ("deelwagen_uren", DUFFEL, "andere", 5.0, "berekend uit 2 rijen"),
    ]
    for table in snapshot.rows("select table_name from duckdb_tables()"):
        cells = {str(cell) for row in snapshot.rows(f"select * from {table['table_name']}") for cell in row.values()}
        assert not any(MARK in cell for cell in cells), table
    for path in steward.settings.warehouse_dir.iterdir():
        assert MARK.encode() not in path.read_bytes(), path
    (counted,) = snapshot.rows("select source_id, code, rows from quarantine")
    assert counted == {"source_id": "deelwagens_reservaties", "code": "G05", "rows": 1}


def test_two_files_of_one_source_that_do_not_overlap_give_one_state_whatever_their_order(tmp_path: Path) -> None:
    years = {str(year): f"{HEAD}Lier;31/12/{year};{year - 2020}\n".encode() for year in (2024, 2025)}
    ids = []
    for name, order in (("een", ("2024", "2025")), ("twee", ("2025", "2024"))):
        steward = new_steward(tmp_path / name)
        for year in order:
            report = steward.gives(f"aanbod_{year}.csv", years[year])
            if report.outcome == "held":
                deliveries.confirm(steward.settings.deliveries_dir, report.delivery)
        ids.append(next_snapshot(steward.settings))
    assert ids[0] == ids[1]


def test_a_newer_delivery_of_signatories_replaces_what_the_older_one_said(tmp_path: Path) -> None:
    steward = new_steward(tmp_path)
    head = (
        "organisation_id,organisation_name,coordinator_name,commitment_CoM2020_flag,commitment_CoM2030_flag,commitment_CoM2050_flag,"
        "date_of_adhesion,gcom_id\n"
    )
    for name, flags in (("januari", "True,True,False"), ("juli", "True,True,True")):
        content = f"{head}1,Lier,Province of Antwerp,{flags},2016-09-26,BE0042\n".encode()
        report = steward.gives(f"ondertekenaars_{name}.csv", content, source="convenant_ondertekenaars")
        assert report.outcome == "accepted", report.messages
    snapshot = Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)
    rows = snapshot.rows("select detail from project where source_id = 'convenant_ondertekenaars'")
    assert rows == [{"detail": "engagement 2020, 2030, 2050; BE0042"}]
