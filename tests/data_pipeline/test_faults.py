"""REL-02 and REL-06: a write that fails or a full disk leaves the old state as it was; a second build leaves the first alone."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data_pipeline.logbook import last_move
from tests.conftest import PROJECT, run_pipeline
from tests.data_pipeline.breaking import NEEDS_PROC, STEPS, broken, broken_command
from tests.snapshots import OLD, assert_tidy, assert_whole, with_old_state

FAULTS = {
    "open etl.lock": "EACCES",
    "lock etl.lock": "EIO",
    "write etl.lock": "ENOSPC",
    "open log.jsonl": "EACCES",
    "write log.jsonl": "ENOSPC",
    "fsync log.jsonl": "EIO",
    "connect building-ID.duckdb": "EACCES",
    "open building-TABLE.json": "ENOSPC",
    "write building-TABLE.json": "EIO",
    "unlink building-TABLE.json": "EACCES",
    "open building-ID.duckdb": "EIO",
    "fsync building-ID.duckdb": "EIO",
    "open building-ID.json.tmp": "EACCES",
    "write building-ID.json.tmp": "short",
    "fsync building-ID.json.tmp": "ENOSPC",
    "replace building-ID.json": "EACCES",
    "verify building-ID.duckdb": "EIO",
    "replace snap-ID.json": "EIO",
    "replace snap-ID.duckdb": "EACCES",
    "fsync warehouse": "EIO",
    "open log.jsonl 2": "EACCES",
    "write log.jsonl 2": "ENOSPC",
    "fsync log.jsonl 2": "EIO",
    "open log.jsonl 3": "EIO",
    "write log.jsonl 3": "ENOSPC",
    "fsync log.jsonl 3": "EIO",
    "open CURRENT.tmp": "ENOSPC",
    "write CURRENT.tmp": "short",
    "fsync CURRENT.tmp": "EIO",
    "replace CURRENT": "EACCES",
}
SMALL_DISK_MB = 12
WAIT_SECONDS = 20


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder in which an older snapshot is published, so that a build has work to do."""
    return with_old_state(data_dir, tmp_path / "data")


def _assert_failed(folder: Path, done: subprocess.CompletedProcess[str]) -> None:
    """Exit 1, one Dutch sentence, and the folder as it was."""
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Niets gepubliceerd, de vorige stand blijft. ")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert assert_whole(folder) == OLD
    assert_tidy(folder)


def _assert_heals(folder: Path) -> None:
    done = run_pipeline(folder, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert assert_whole(folder) == json.loads(done.stdout)["snapshot"]
    assert_tidy(folder)


@NEEDS_PROC
@pytest.mark.parametrize("step", FAULTS)
def test_a_step_that_fails_leaves_the_old_state(folder: Path, step: str) -> None:
    _assert_failed(folder, broken(folder, FAULTS[step], step))


def test_every_step_before_publishing_is_made_to_fail() -> None:
    """The folder is there already, and what fails after publishing has a test of its own."""
    assert ["mkdir warehouse", *FAULTS, "fsync warehouse 2"] == list(STEPS)


@NEEDS_PROC
def test_the_build_after_a_failure_needs_no_hand(folder: Path) -> None:
    _assert_failed(folder, broken(folder, "EIO", "replace snap-ID.duckdb"))
    _assert_heals(folder)


@NEEDS_PROC
def test_a_failure_after_publishing_is_a_warning_and_no_lie(folder: Path) -> None:
    done = broken(folder, "EIO", "fsync warehouse 2")
    assert done.returncode == 0
    assert "is gepubliceerd, maar de schijf bevestigt het niet" in done.stderr
    assert assert_whole(folder) != OLD


@NEEDS_PROC
def test_what_the_log_said_too_early_is_set_right(folder: Path) -> None:
    _assert_failed(folder, broken(folder, "EIO", "replace CURRENT"))
    assert (last_move(folder / "warehouse")["event"], last_move(folder / "warehouse")["snapshot"]) == ("found", OLD)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB; making one takes root."""
    place = tmp_path / "schijf"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_MB}m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("een kleine schijf maken kan alleen als root: sudo make test")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_old_state_and_an_emptied_one_heals(data_dir: Path, small_disk: Path) -> None:
    folder = with_old_state(data_dir, small_disk / "data")
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    for left in (0, 100_000, 2_000_000, free // 2):
        ballast.write_bytes(b"0" * (free - left))
        _assert_failed(folder, run_pipeline(folder, "build", environment={"PYTHONDONTWRITEBYTECODE": "1"}))
    ballast.unlink()
    _assert_heals(folder)


def _stopped(folder: Path, step: str) -> subprocess.Popen[bytes]:
    """A build that stands still after a step, as one does that has much to do."""
    process = subprocess.Popen(
        broken_command("stop", step, "build"),
        cwd=PROJECT,
        env=os.environ | {"PEIL_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + WAIT_SECONDS
    while Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "T":
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


@NEEDS_PROC
def test_a_second_build_ends_at_once_and_names_the_first_and_a_dead_one_is_no_obstacle(folder: Path) -> None:
    first = _stopped(folder, "fsync building-ID.duckdb")
    try:
        aside = sorted(path.name for path in (folder / "warehouse").iterdir())
        for command in (["build"], ["rollback", OLD]):
            began = time.monotonic()
            second = run_pipeline(folder, *command)
            assert time.monotonic() - began < 5
            assert (second.returncode, second.stdout) == (75, "")
            told = re.fullmatch(
                r"Er loopt al een opbouw \(proces (\d+), sinds (\d\d/\d\d/\d{4} \d\d:\d\d:\d\d)\); wacht tot die klaar is\.\n",
                second.stderr,
            )
            assert told, second.stderr
            assert int(told.group(1)) == first.pid
            assert abs(time.mktime(time.strptime(told.group(2), "%d/%m/%Y %H:%M:%S")) - time.time()) < 60
        assert sorted(path.name for path in (folder / "warehouse").iterdir()) == aside, "the second cleared up after the first"
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=WAIT_SECONDS)
    _assert_heals(folder)


@pytest.fixture(scope="module")
def failing_calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that makes one call of the system fail, also those of DuckDB itself."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("geen C-compiler gevonden; installeer die met: apt-get install gcc libc6-dev")
    library = tmp_path_factory.mktemp("fouten") / "failing_calls.so"
    source = Path(__file__).with_name("failing_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


def _with_a_fault(data_dir: Path, folder: Path, library: Path, fault: str, which: int) -> bool:
    """A build in which one call goes wrong; False when there was no such call, so that all have had their turn."""
    met = folder / "met"
    data = with_old_state(data_dir, folder / "data")
    told = {"FAIL_BELOW": str(data), "FAIL_WITH": fault, "FAIL_AT": str(which), "FAIL_TOLD": str(met), "LD_PRELOAD": str(library)}
    done = run_pipeline(data, "build", environment=told | {"PYTHONDONTWRITEBYTECODE": "1"})
    where = f"{fault} {which}: {met.read_text(encoding='utf-8') if met.exists() else ''} {done.stderr}"
    assert "Traceback" not in done.stderr, where
    published = assert_whole(data)
    if fault == "kill" and met.exists():
        assert done.returncode == -signal.SIGKILL, where
        _assert_heals(data)
    elif done.returncode:
        assert (done.returncode, published) == (1, OLD), where
        assert done.stderr.startswith("Niets gepubliceerd, de vorige stand blijft. "), where
    else:
        assert published != OLD, where
    was_met = met.exists()
    shutil.rmtree(folder)
    return was_met


@pytest.mark.long
@NEEDS_PROC
@pytest.mark.parametrize(("fault", "stride"), [("ENOSPC", 1), ("EIO", 5), ("EACCES", 1), ("short", 5), ("kill", 5)])
def test_every_call_that_writes_may_fail(data_dir: Path, tmp_path: Path, failing_calls: Path, fault: str, stride: int) -> None:
    def try_one(which: int) -> bool:
        return _with_a_fault(data_dir, tmp_path / f"{fault}-{which}", failing_calls, fault, which)

    calls = 0
    with ThreadPoolExecutor(2) as pool:
        while all(pool.map(try_one, range(1 + calls * stride, 1 + (calls + 10) * stride, stride))):
            calls += 10
    assert calls * stride >= 30
