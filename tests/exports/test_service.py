"""The process that makes files: it answers, it survives what kills it, and it leaves nothing behind."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exports.exhibit import Picture
from exports.image import NO_BROWSER, find_browser
from exports.service import DrawJob, ExportService, NoFileError
from tests.server_process import descendants

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="deze proef leest /proc, dat alleen Linux heeft")
NEEDS_BROWSER = pytest.mark.skipif(find_browser() is None, reason="geen Chromium; installeer met: apt-get install chromium")
PICTURE = Picture(figure={"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {}}, width=300, height=200)
JOB = DrawJob(picture=PICTURE, kind="png", scale=1)
PNG = b"\x89PNG"


@pytest.fixture
def service() -> Iterator[ExportService]:
    made = ExportService()
    made.start()
    yield made
    made.stop()


def commands(service: ExportService) -> dict[int, str]:
    """What runs below the service, by process id."""
    assert service._keeper is not None
    found = {}
    for pid in [service._keeper.pid, *descendants(service._keeper.pid)]:
        try:
            found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def of_kind(service: ExportService, word: str) -> list[int]:
    return [pid for pid, command in commands(service).items() if word in command]


def until_gone(pids: list[int]) -> list[int]:
    """Those that still run after a while."""
    for _ in range(100):
        pids = [pid for pid in pids if Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()]
        if not pids:
            break
        time.sleep(0.1)
    return pids


@NEEDS_BROWSER
def test_it_draws_for_several_who_ask_at_once(service: ExportService) -> None:
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: service.make(JOB), range(6)))
    assert {picture[:4] for picture in pictures} == {PNG}
    assert len(set(pictures)) == 1


@NEEDS_BROWSER
def test_a_browser_that_dies_costs_one_file_and_nothing_is_left(service: ExportService) -> None:
    assert service.make(JOB).startswith(PNG)
    before = list(commands(service))
    browsers = of_kind(service, "--headless")
    assert browsers
    for pid in browsers:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(NoFileError, match="Het bestand kan nu niet gemaakt worden"):
        service.make(JOB)
    assert service.make(JOB).startswith(PNG)
    service.stop()
    assert until_gone(before) == []


@NEEDS_BROWSER
def test_a_maker_that_dies_is_started_anew_and_who_waits_gets_the_file(service: ExportService) -> None:
    assert service.make(JOB).startswith(PNG)
    (maker,) = of_kind(service, "exports make")
    os.kill(maker, signal.SIGKILL)
    assert service.make(JOB).startswith(PNG)
    assert of_kind(service, "exports make") != [maker]


@NEEDS_BROWSER
def test_when_the_keeper_dies_all_below_it_end(service: ExportService) -> None:
    assert service.make(JOB).startswith(PNG)
    assert service._keeper is not None
    below = [pid for pid in commands(service) if pid != service._keeper.pid]
    assert len(below) > 2
    os.kill(service._keeper.pid, signal.SIGKILL)
    assert until_gone(below) == []


def test_without_a_browser_the_sentence_says_which_command_helps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = ExportService()
    made.start()
    try:
        with pytest.raises(NoFileError, match=NO_BROWSER):
            made.make(JOB)
    finally:
        made.stop()
