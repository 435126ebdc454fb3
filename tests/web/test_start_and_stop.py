"""The life of a server: it starts whole or says in one sentence why not, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.server_process import Answer, Server, descendants, free_port, refused_start, serving
from tests.web.callback_bodies import page_body

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="deze proef leest /proc, dat alleen Linux heeft")
STOP_SECONDS = 10


def assert_one_sentence(done: subprocess.CompletedProcess[str], word: str) -> None:
    """A refused start: exit 1 and one Dutch line on stderr."""
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    assert word in lines[0]
    assert lines[0].endswith(".")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "peil.example"])
def test_refuses_another_address_than_this_machine(data_dir: Path, host: str) -> None:
    assert_one_sentence(refused_start(data_dir, port=free_port(), changes={"PEIL_HOST": host}), host)


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "80.5", "９０"])
def test_refuses_a_port_that_is_none(data_dir: Path, port: str) -> None:
    assert_one_sentence(refused_start(data_dir, port=port), "PEIL_PORT")


def test_refuses_a_port_in_use(data_dir: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert_one_sentence(refused_start(data_dir, port=port), f"Poort {port} is niet vrij")


def test_refuses_a_number_of_workers_that_is_none(data_dir: Path) -> None:
    assert_one_sentence(refused_start(data_dir, port=free_port(), changes={"PEIL_WORKERS": "veel"}), "PEIL_WORKERS")


def test_refuses_to_start_without_figures(tmp_path: Path) -> None:
    assert_one_sentence(refused_start(tmp_path, port=free_port()), "make build")


def test_says_where_it_is_and_how_to_stop(server: Server) -> None:
    assert f"Peil staat op {server.url}  (stoppen: Ctrl-C)" in server.log.read_text(encoding="utf-8")


def processes_after_a_picture(server: Server) -> set[int]:
    """Everything below a server that has drawn: workers, drawing process and its browser."""
    assert server.ask("/download/engagementsverklaringen.png?schaal=1").status in {200, 503}
    found = descendants(server.process.pid)
    assert len(found) >= 3
    return found


def living(pids: set[int]) -> set[int]:
    """Those that are still there; one that only waits to be reaped by init is gone."""
    alive = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            alive.add(pid)
    return alive


@NEEDS_PROC
@pytest.mark.parametrize("whole_group", [False, True], ids=["kill -INT", "Ctrl-C"])
def test_interrupt_ends_every_process(data_dir: Path, tmp_path: Path, *, whole_group: bool) -> None:
    with serving(data_dir, tmp_path) as server:
        below = processes_after_a_picture(server)
        began = time.monotonic()
        if whole_group:
            os.killpg(server.process.pid, signal.SIGINT)
        else:
            server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=STOP_SECONDS) == 0
        while living(below) and time.monotonic() - began < STOP_SECONDS:
            time.sleep(0.05)
        assert living(below) == set()
        assert not server.is_listening()
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@NEEDS_PROC
def test_a_worker_that_dies_is_replaced(data_dir: Path, tmp_path: Path) -> None:
    with serving(data_dir, tmp_path) as server:
        assert server.ask("/health").status == 200
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in descendants(server.process.pid)}
        worker = next(pid for pid, command in commands.items() if b"gunicorn" in command)
        os.kill(worker, signal.SIGKILL)
        deadline = time.monotonic() + STOP_SECONDS
        while worker in living(descendants(server.process.pid) | {worker}) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [server.ask("/health").status for _ in range(5)] == [200] * 5


def test_first_thirty_requests_at_once(data_dir: Path, tmp_path: Path) -> None:
    with serving(data_dir, tmp_path) as server, ThreadPoolExecutor(30) as pool:

        def ask(i: int) -> Answer:
            if i % 3 == 0:
                return server.call_back(page_body({"path": "/thema/energie", "search": ""}))
            return server.ask(("/klimaat", "/_dash-layout", "/health", "/download/energiescans.csv")[i % 4])

        answers = list(pool.map(ask, range(30)))
        assert [answer.status for answer in answers] == [200] * 30
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_health_tells_the_snapshot(server: Server, data_dir: Path) -> None:
    answer = server.ask("/health")
    assert (answer.status, answer.json) == (
        200,
        {"status": "ok", "snapshot": (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()},
    )


def test_server_whose_figures_vanish_stays_polite(data_dir: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "data" / "warehouse"
    warehouse.mkdir(parents=True)
    pointer = warehouse / "CURRENT"
    pointer.write_text("0123456789ab", encoding="utf-8")
    with serving(tmp_path / "data", tmp_path) as server:
        for _ in range(2):
            answer = server.ask("/health")
            assert answer.status == 503
            assert answer.json["status"] == "geen cijfers"
            assert "make build" in answer.json["error"]
            page = server.call_back(page_body({"path": "/klimaat", "search": ""}))
            assert page.status == 200
            assert "Geen cijfers" in page.text
            assert server.ask("/download/energiescans.csv").status == 503
            pointer.unlink(missing_ok=True)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_without_chromium_only_pictures_are_refused(data_dir: Path, tmp_path: Path) -> None:
    with serving(data_dir, tmp_path, changes={"PATH": "/nonexistent"}) as server:
        picture = server.ask("/download/engagementsverklaringen.png")
        if sys.platform != "darwin":
            assert picture.status == 503
            assert set(picture.json) == {"error", "reference"}
            assert "apt-get install chromium" in picture.json["error"]
        assert server.ask("/download/engagementsverklaringen.csv").status == 200
        assert server.ask("/health").status == 200
