"""The published snapshot: opened read-only, and refused in Dutch when it is not there."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from warehouse.snapshot import NoSnapshotError, Snapshot, Warehouse


def test_the_current_snapshot_is_the_one_that_was_published(snapshot: Snapshot, data_dir: Path) -> None:
    assert snapshot.id == (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    assert snapshot.rows("select snapshot_id from build") == [{"snapshot_id": snapshot.id}]
    assert timedelta() <= datetime.now(UTC).replace(tzinfo=None) - snapshot.built_at < timedelta(hours=1)


def test_a_snapshot_is_opened_once_per_process(data_dir: Path) -> None:
    warehouse = Warehouse(data_dir / "warehouse")
    assert warehouse.current() is warehouse.current()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from observation",
        "create table mine (a integer)",
        "select * from read_csv('/etc/passwd')",
        "copy observation to '/tmp/peil-leak.csv'",
        "install httpfs",
        "set enable_external_access = true",
        "attach '/tmp/peil-other.duckdb'",
    ],
)
def test_nothing_can_be_written_or_read_beside_the_snapshot(snapshot: Snapshot, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        snapshot.rows(statement)
    assert snapshot.rows("select count(*) as n from observation")[0]["n"] > 4_000


def test_parameters_are_never_part_of_the_statement(snapshot: Snapshot) -> None:
    risky = "x' or 1 = 1 --"
    assert snapshot.rows("select * from observation where indicator_id = $id", {"id": risky}) == []


def test_nothing_published_is_told_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match="Er is nog niets gepubliceerd; bouw de cijfers met make build"):
        Warehouse(tmp_path).current()


def test_a_snapshot_that_is_not_there_is_told_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match="De stand 0123456789ab bestaat niet"):
        Warehouse(tmp_path).by_id("0123456789ab")


@pytest.mark.parametrize("name", ["", "0123456789a", "0123456789AB", "../../etc/pas", "0123456789ab/"])
def test_only_twelve_hexadecimal_digits_name_a_snapshot(data_dir: Path, name: str) -> None:
    with pytest.raises(NoSnapshotError, match="is geen stand"):
        Warehouse(data_dir / "warehouse").by_id(name)


def test_the_running_app_follows_the_pointer(data_dir: Path, tmp_path: Path) -> None:
    published = (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    for name in (published, "0123456789ab"):
        for suffix in (".duckdb", ".json"):
            shutil.copyfile(data_dir / "warehouse" / f"snap-{published}{suffix}", tmp_path / f"snap-{name}{suffix}")
    warehouse = Warehouse(tmp_path)
    (tmp_path / "CURRENT").write_text(published, encoding="utf-8")
    assert warehouse.current().id == published
    (tmp_path / "CURRENT").write_text("0123456789ab\n", encoding="utf-8")
    assert warehouse.current().id == "0123456789ab"


def test_a_snapshot_tells_what_it_was_made_from(snapshot: Snapshot, data_dir: Path) -> None:
    told = (data_dir / "warehouse" / f"snap-{snapshot.id}.json").read_text(encoding="utf-8")
    inputs = json.loads(told)["inputs"]
    assert "corrections.toml" in inputs
    assert all(len(checksum) == 64 for checksum in inputs.values())
