"""Data folders with more than one snapshot, and what must hold of any of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from data_pipeline.sources import sha256_of
from warehouse.snapshot import Warehouse

OLD = "0123456789ab"
OLD_DAY, OLD_DAY_WORDS = "2020-01-02", "2 januari 2020"
Alter = Callable[[duckdb.DuckDBPyConnection], object]


def current_of(data_dir: Path) -> str:
    """The id in CURRENT."""
    return (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()


def add_copy(data_dir: Path, folder: Path, snapshot: str, *, built_at: str = f"{OLD_DAY}T03:04:05Z", alter: Alter | None = None) -> Path:
    """Adds a copy of the snapshot that `data_dir` publishes to another data folder, with its own id and day; returns its file."""
    warehouse, source = folder / "warehouse", data_dir / "warehouse" / f"snap-{current_of(data_dir)}.duckdb"
    warehouse.mkdir(parents=True, exist_ok=True)
    path = warehouse / f"snap-{snapshot}.duckdb"
    shutil.copyfile(source, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update build set snapshot_id = ?, built_at = ?", [snapshot, built_at.removesuffix("Z")])
        if alter is not None:
            alter(connection)
        connection.execute("checkpoint")
    told = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    told |= {"id": snapshot, "built_at": built_at, "sha256": sha256_of(path)}
    path.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")
    return path


def with_old_state(data_dir: Path, folder: Path) -> Path:
    """A data folder in which an older snapshot is published, so that a build has work to do."""
    add_copy(data_dir, folder, OLD)
    (folder / "warehouse" / "CURRENT").write_text(f"{OLD}\n", encoding="utf-8")
    return folder


def assert_whole(folder: Path) -> str:
    """Every snapshot that is there is complete, and what CURRENT names is what readers get; returns its id."""
    warehouse = folder / "warehouse"
    paths, readers = list(warehouse.glob("snap-*.duckdb")), Warehouse(warehouse)
    assert paths
    for path in paths:
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert told["sha256"] == sha256_of(path)
        snapshot = readers.by_id(path.stem.removeprefix("snap-"))
        tables = [row["table_name"] for row in snapshot.rows("select table_name from duckdb_tables()")]
        assert {name: len(snapshot.rows(f"select * from {name}")) for name in tables} == told["rows"]
    assert readers.fallback() is None
    assert readers.current().id == current_of(folder)
    return current_of(folder)


def assert_tidy(folder: Path) -> None:
    """Nothing half done is left: each file in the warehouse folder is one that belongs there."""
    names = {path.name for path in (folder / "warehouse").iterdir()}
    snapshots = {path.stem for path in (folder / "warehouse").glob("snap-*.duckdb")}
    expected = {"CURRENT", "etl.lock", "log.jsonl", *(f"{stem}{suffix}" for stem in snapshots for suffix in (".duckdb", ".json"))}
    assert names - expected == set()
