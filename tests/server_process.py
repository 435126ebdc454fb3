"""A real server of the suite: started as `make run` does, asked over HTTP, ended by its own handle."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
START_SECONDS = 30
STOP_SECONDS = 15
TRACE_SIGNS = ("Traceback", 'File "', 'File \\"', "site-packages", "werkzeug", "dash.exceptions", "duckdb")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: status, headers and body, for a refusal as well."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def trace(self) -> list[str]:
        """What in the body gives away the code behind it; an error must have none."""
        return [sign for sign in TRACE_SIGNS if sign.encode() in self.body]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to the test."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follows nothing."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """One request; a refusal is an answer too."""
        request = urllib.request.Request(self.url + path, data=body, headers=dict(headers or {}), method=method)
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(request, timeout=90) as response:
                assert isinstance(response, HTTPResponse)
                return Answer(status=response.status, headers=response.headers, body=response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(status=error.code, headers=error.headers, body=error.read())

    def call_back(self, body: object, *, query: str = "") -> Answer:
        """One callback request, its body as JSON unless it is bytes already."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask(f"/_dash-update-component{query}", method="POST", body=raw, headers={"Content-Type": "application/json"})

    def is_listening(self) -> bool:
        """Whether the port answers."""
        host, port = self.url.removeprefix("http://").split(":")
        with socket.socket() as probe:
            return probe.connect_ex((host, int(port))) == 0


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_environment(data_dir: Path, port: int, changes: Mapping[str, str]) -> dict[str, str]:
    """The environment of a server: that of the suite, without its own settings of Peil."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PEIL_")}
    return inherited | {"PEIL_DATA_DIR": str(data_dir), "PEIL_PORT": str(port), "PEIL_WORKERS": "2"} | dict(changes)


def end(process: subprocess.Popen[bytes]) -> int:
    """Ends a server as Ctrl-C does and returns its exit code; only one that does not listen is killed."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode


@contextmanager
def serving(data_dir: Path, folder: Path, *, changes: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server that listens, with figures in `data_dir` and its log in `folder`.

    Args:
        changes: environment variables that differ.
    """
    port = free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "serve.py"],
            cwd=PROJECT,
            env=server_environment(data_dir, port, changes or {}),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(url=f"http://127.0.0.1:{port}", process=process, log=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.is_listening():
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "the server does not listen"
            time.sleep(0.05)
        yield server
    finally:
        end(process)


def refused_start(data_dir: Path, *, port: int | str, changes: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The outcome of a start that must fail."""
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "serve.py"],
        cwd=PROJECT,
        env=server_environment(data_dir, 0, {"PEIL_PORT": str(port)} | dict(changes or {})),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )
    return done


def descendants(pid: int) -> set[int]:
    """The processes below a process, as /proc tells them."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found: set[int] = set()
    layer = {pid}
    while layer:
        layer = {child for child, parent in parents.items() if parent in layer} - found
        found |= layer
    return found
