"""A build that is killed leaves the old or the new snapshot, whole, and the next build heals without a hand."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data_pipeline.sources import sha256_of
from tests.conftest import PROJECT, run_pipeline
from warehouse import queries
from warehouse.snapshot import Warehouse

KILLS = 10
LONGEST_SECONDS = 1.2
OLD = "0123456789ab"


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder in which an older snapshot is published, so that every build has work to do."""
    published = Warehouse(data_dir / "warehouse").current()
    warehouse = tmp_path / "data" / "warehouse"
    warehouse.mkdir(parents=True)
    shutil.copy(published.path, warehouse / f"snap-{OLD}.duckdb")
    told = json.loads(published.path.with_suffix(".json").read_text(encoding="utf-8"))
    (warehouse / f"snap-{OLD}.json").write_text(json.dumps(told | {"id": OLD}), encoding="utf-8")
    (warehouse / "CURRENT").write_text(OLD, encoding="utf-8")
    return tmp_path / "data"


def _killed_build(folder: Path, after_seconds: float) -> None:
    environment = os.environ | {"PEIL_DATA_DIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "data_pipeline", "build"], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after_seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)


def _assert_whole(folder: Path) -> str:
    """What is published can be read and has the checksum written beside it."""
    current = (folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    path = folder / "warehouse" / f"snap-{current}.duckdb"
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert told["sha256"] == sha256_of(path)
    assert len(queries.observations(Warehouse(folder / "warehouse").current())) == told["rows"]["observation"]
    return current


def test_a_kill_at_any_moment_leaves_one_whole_snapshot(folder: Path) -> None:
    moments = random.Random(2024)
    seen = set()
    for _ in range(KILLS):
        _killed_build(folder, moments.uniform(0.05, LONGEST_SECONDS))
        seen.add(_assert_whole(folder))
        (folder / "warehouse" / "CURRENT").write_text(OLD, encoding="utf-8")
    assert OLD in seen, "no build was killed before it had published: the moments are too late"
    done = run_pipeline(folder, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert _assert_whole(folder) == json.loads(done.stdout)["snapshot"]
    assert list((folder / "warehouse").glob("building-*")) == []


@pytest.mark.parametrize("pointer", ["", "ffffffffffff", "geen stand", "\0\0\0"])
def test_a_spoiled_pointer_heals_at_the_next_build(folder: Path, pointer: str) -> None:
    (folder / "warehouse" / "CURRENT").write_text(pointer, encoding="utf-8")
    assert run_pipeline(folder, "build").returncode == 0
    assert _assert_whole(folder) != pointer


def test_a_damaged_published_snapshot_is_built_again(folder: Path) -> None:
    assert run_pipeline(folder, "build").returncode == 0
    current = _assert_whole(folder)
    damaged = folder / "warehouse" / f"snap-{current}.duckdb"
    damaged.write_bytes(damaged.read_bytes()[:5000])
    done = run_pipeline(folder, "build", "--json")
    assert json.loads(done.stdout)["published"] is True
    assert _assert_whole(folder) == current
