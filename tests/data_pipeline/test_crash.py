"""REL-01: a build that is killed leaves the old or the new snapshot, whole, and the next build heals without a hand."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from data_pipeline.logbook import last_move
from data_pipeline.publish import exclusive, is_intact, publish, published
from data_pipeline.verify import unreadable
from tests.conftest import PROJECT, run_pipeline
from tests.data_pipeline.breaking import NEEDS_PROC, STEPS, broken
from tests.snapshots import OLD, assert_tidy, assert_whole, current_of, with_old_state

BLOCKS = 20
LONGEST_SECONDS = 1.2
LATE_STEPS = ("replace CURRENT", "fsync warehouse 2")
NOTHING_NEW = ("mkdir", "open", "write log", "write etl", "write building-ID")


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder in which an older snapshot is published, so that a build has work to do."""
    return with_old_state(data_dir, tmp_path / "data")


def _assert_heals(folder: Path) -> None:
    """The next build needs no hand: it ends well, tidies up, and pointer, log and snapshot agree."""
    done = run_pipeline(folder, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert assert_whole(folder) == json.loads(done.stdout)["snapshot"] == last_move(folder / "warehouse")["snapshot"]
    assert_tidy(folder)


@NEEDS_PROC
def test_the_steps_of_a_build_are_those_of_the_protocol(folder: Path) -> None:
    done = broken(folder, "list")
    assert done.returncode == 0
    told = [line for line in done.stderr.splitlines() if "building-TABLE.json " not in line]
    assert told == list(STEPS)


@NEEDS_PROC
@pytest.mark.parametrize("step", [step for step in STEPS if not step.startswith(NOTHING_NEW)])
def test_a_kill_right_after_a_step_leaves_one_whole_snapshot(folder: Path, step: str) -> None:
    done = broken(folder, "kill", step)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (assert_whole(folder) == OLD) == (step not in LATE_STEPS)
    _assert_heals(folder)


def _killed_build(folder: Path, after_seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "data_pipeline", "build"],
        cwd=PROJECT,
        env=os.environ | {"PEIL_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after_seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)


def _begin_again(folder: Path) -> None:
    """The old state published and the new one gone, so that the next build has all its work to do."""
    for path in (folder / "warehouse").glob("snap-*"):
        if OLD not in path.name:
            path.unlink()
    (folder / "warehouse" / "CURRENT").write_text(f"{OLD}\n", encoding="utf-8")


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.long)])
def test_a_kill_at_any_moment_leaves_one_whole_snapshot(folder: Path, kills: int) -> None:
    moments = random.Random(2024)
    seen = []
    for _ in range(kills):
        _begin_again(folder)
        _killed_build(folder, moments.uniform(0.05, LONGEST_SECONDS))
        seen.append(assert_whole(folder))
    assert OLD in seen, "no build was killed before it had published: the moments are too late"
    _begin_again(folder)
    _assert_heals(folder)


@pytest.mark.parametrize("pointer", [b"", b"ffffffffffff", b"\xff\xfe\xfd"])
def test_a_spoiled_pointer_heals_at_the_next_build(folder: Path, pointer: bytes) -> None:
    (folder / "warehouse" / "CURRENT").write_bytes(pointer)
    _assert_heals(folder)


@pytest.mark.parametrize("pointer", [b"", b"geen stand", b"\0\0\0", b"0123456789AB", b"0123456789ab0", b"../0123456789", b"\xe9" * 12])
def test_a_spoiled_pointer_names_nothing(tmp_path: Path, pointer: bytes) -> None:
    (tmp_path / "CURRENT").write_bytes(pointer)
    assert published(tmp_path) is None


def test_a_damaged_published_snapshot_is_built_again(folder: Path) -> None:
    assert run_pipeline(folder, "build").returncode == 0
    damaged = folder / "warehouse" / f"snap-{current_of(folder)}.duckdb"
    damaged.write_bytes(damaged.read_bytes()[:5000])
    _assert_heals(folder)


@pytest.mark.parametrize("sidecar", [None, b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"sha256": 5, "rows": {"a": 1}}', b'{"sha256": "x"}'])
def test_a_snapshot_without_a_sound_sidecar_is_not_whole(folder: Path, sidecar: bytes | None) -> None:
    assert is_intact(folder / "warehouse", OLD)
    beside = folder / "warehouse" / f"snap-{OLD}.json"
    beside.unlink()
    if sidecar is not None:
        beside.write_bytes(sidecar)
    assert not is_intact(folder / "warehouse", OLD)


def test_a_snapshot_that_is_there_whole_is_never_written_again(folder: Path) -> None:
    assert run_pipeline(folder, "build").returncode == 0
    path = folder / "warehouse" / f"snap-{current_of(folder)}.duckdb"
    before = path.stat()
    (folder / "warehouse" / "CURRENT").write_text(f"{OLD}\n", encoding="utf-8")
    _assert_heals(folder)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_is_not_closed_is_not_published(folder: Path) -> None:
    built = folder / "warehouse" / "building-ffffffffffff.duckdb"
    told = json.loads((folder / "warehouse" / f"snap-{OLD}.json").read_text(encoding="utf-8")) | {"id": "ffffffffffff"}
    with pytest.raises(OSError, match="is niet afgesloten"), exclusive(folder / "warehouse"):
        shutil.copyfile(folder / "warehouse" / f"snap-{OLD}.duckdb", built)
        built.with_name(built.name + ".wal").write_bytes(b"wat nog niet in het bestand staat")
        publish(folder / "warehouse", built=built, about=told)
    assert assert_whole(folder) == OLD
    assert_tidy(folder)


def test_a_file_that_misses_a_row_is_not_published(folder: Path) -> None:
    built = folder / "warehouse" / "building-ffffffffffff.duckdb"
    told = json.loads((folder / "warehouse" / f"snap-{OLD}.json").read_text(encoding="utf-8")) | {"id": "ffffffffffff"}
    told["rows"]["observation"] += 1
    with (
        pytest.raises(OSError, match="tabel observation van building-ffffffffffff"),
        exclusive(folder / "warehouse"),
    ):
        shutil.copyfile(folder / "warehouse" / f"snap-{OLD}.duckdb", built)
        publish(folder / "warehouse", built=built, about=told)
    assert assert_whole(folder) == OLD
    assert_tidy(folder)


def test_reading_whole_finds_damage_that_counting_does_not(folder: Path) -> None:
    path = folder / "warehouse" / f"snap-{OLD}.duckdb"
    sound, overlooked = path.read_bytes(), 0
    for place in range(BLOCKS):
        damaged, spoiled = bytearray(sound), path.with_name(f"building-{place}.duckdb")
        damaged[(2 * place + 1) * len(sound) // (2 * BLOCKS)] ^= 0x10
        spoiled.write_bytes(damaged)
        shutil.copyfile(path.with_suffix(".json"), spoiled.with_suffix(".json"))
        overlooked += _counts_well(spoiled) and unreadable(spoiled) is not None
    assert unreadable(path) is None
    assert overlooked >= BLOCKS // 4


def _counts_well(path: Path) -> bool:
    """Whether every table tells how many values each of its columns has; DuckDB knows most of that without reading them."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                connection.execute(f"select count(columns(*)) from {table}").fetchall()
    except duckdb.Error:
        return False
    return True


def test_what_was_left_half_done_is_cleared_up(folder: Path) -> None:
    warehouse = folder / "warehouse"
    (warehouse / "building-ffffffffffff.duckdb.tmp").mkdir()
    (warehouse / "building-ffffffffffff.duckdb.tmp" / "deel").write_bytes(b"half")
    for name in ("building-ffffffffffff.duckdb", "building-ffffffffffff.duckdb.wal", "CURRENT.tmp", "snap-ffffffffffff.json"):
        (warehouse / name).write_bytes(b"half")
    _assert_heals(folder)
