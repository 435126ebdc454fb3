"""The one process that makes files: a queue behind a socket, so that no visitor waits for a Chromium of their own.

A keeper starts the maker and starts it anew when it dies; both end with the server that started the keeper.
"""

import logging
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack, Picture
from exports.house_style import HouseStyleError
from exports.image import NoBrowserError, NotDrawnError, PictureFormat, draw
from exports.making import FileFormat, made

PROJECT = Path(__file__).resolve().parents[1]
WAIT_SECONDS = 120
LONGEST_JOB_SECONDS = 100
STARTING_SECONDS = 10
BACKLOG = 64
MOST_TRIES, TRY_SECONDS = 20, 0.2
KINDNESS = 19
BEGUN = b"begonnen"
BUSY = "Er wachten te veel bestanden. Probeer het over een minuut opnieuw."
FAILED = "Het bestand kan nu niet gemaakt worden. Probeer het opnieuw."
log = logging.getLogger("peil.exports")


class NoFileError(Exception):
    """A file could not be made; the message is Dutch and says what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawJob:
    """A picture that is asked for."""

    picture: Picture
    kind: PictureFormat
    scale: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJob:
    """A document that is asked for, of one view or of a pack."""

    subject: Exhibit | Pack | Briefing
    kind: FileFormat
    style: HouseStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    content: bytes = b""
    refusal: str = ""


class ExportService:
    """The maker as the web server sees it: started once, asked by any worker."""

    def __init__(self) -> None:
        self._folder = ""
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def _address(self) -> str:
        return str(Path(self._folder) / "maak.sock")

    def start(self) -> None:
        """Starts the keeper; Chromium starts with the first picture."""
        self._folder = tempfile.mkdtemp(prefix="peil-")
        self._keeper = _child("keep", self._address)

    def stop(self) -> None:
        """Ends the keeper, the maker and its Chromium."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            try:
                self._keeper.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._keeper.kill()
            self._keeper = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def make(self, job: DrawJob | FileJob) -> bytes:
        """The file that a job asks for.

        A maker that dies takes along only the job that it had begun; those behind it in the queue are asked again.
        Raises NoFileError when it cannot be made, with the Dutch reason.
        """
        try:
            with self._begun(job) as connection:
                answer: _Answer = pickle.loads(_received(connection))  # noqa: S301  from our own process, over a socket of this user only
        except (OSError, EOFError) as error:
            log.error("geen bestand gemaakt: %r", error)
            raise NoFileError(FAILED) from error
        if answer.refusal:
            raise NoFileError(answer.refusal)
        return answer.content

    def _begun(self, job: DrawJob | FileJob) -> Connection:
        """A connection over which the maker said that it began with the job."""
        for left in reversed(range(MOST_TRIES)):
            connection = self._connection()
            try:
                connection.send_bytes(pickle.dumps(job))
                _received(connection)
            except (OSError, EOFError) as error:
                connection.close()
                if not left:
                    raise
                log.warning("de maker viel weg voor hij begon, opnieuw gevraagd: %r", error)
                time.sleep(TRY_SECONDS)
            except NoFileError:
                connection.close()
                raise
            else:
                return connection
        raise AssertionError("the last try returns or raises")

    def _connection(self) -> Connection:
        """A place in the queue; where the maker was just started anew it may take a moment."""
        until = time.monotonic() + STARTING_SECONDS
        while True:
            try:
                return Client(self._address, "AF_UNIX")
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def _received(connection: Connection) -> bytes:
    """The next message; NoFileError when it takes too long."""
    if not connection.poll(WAIT_SECONDS):
        raise NoFileError(BUSY)
    return connection.recv_bytes()


service = ExportService()


def _child(role: str, address: str) -> subprocess.Popen[bytes]:
    """A process of this room in a group of its own, that ends when we close its standard input."""
    command = [sys.executable, "-m", "exports", role, address]
    return subprocess.Popen(command, stdin=subprocess.PIPE, cwd=PROJECT, start_new_session=True)


def _when_parent_is_gone(end: Callable[[], None]) -> None:
    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        end()

    threading.Thread(target=wait, daemon=True).start()


def _end_group(process_id: int) -> None:
    """Ends a maker with its Chromium, which is of its group."""
    try:
        os.killpg(process_id, signal.SIGKILL)
    except ProcessLookupError:
        log.debug("groep %s is al weg", process_id)


def keep(address: str) -> None:
    """Starts the maker, and starts it anew whenever it dies, until our parent is gone."""
    maker = _child("make", address)

    def end() -> None:
        _end_group(maker.pid)
        os._exit(0)

    _when_parent_is_gone(end)
    while True:
        maker.wait()
        _end_group(maker.pid)
        maker = _child("make", address)


def _done(job: DrawJob | FileJob) -> _Answer:
    try:
        if isinstance(job, DrawJob):
            return _Answer(content=draw(job.picture, kind=job.kind, scale=job.scale))
        return _Answer(content=made(job.subject, kind=job.kind, style=job.style))
    except (NoBrowserError, HouseStyleError) as error:
        return _Answer(refusal=str(error))


def _step_back() -> None:
    """Leaves room for whoever reads a page: after everybody else, and on one processor of several.

    Chromium raises its own priority where it may, but stays on the processor that it is given.
    """
    os.nice(KINDNESS)
    if sys.platform == "linux" and len(mine := os.sched_getaffinity(0)) > 1:
        os.sched_setaffinity(0, {max(mine)})


def make(address: str) -> None:
    """Makes one file after another, behind whoever reads a page; what goes wrong ends this process, and the keeper starts a fresh one."""
    _when_parent_is_gone(lambda: _end_group(os.getpgid(0)))
    _step_back()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    Path(address).unlink(missing_ok=True)
    with Listener(address, "AF_UNIX", backlog=BACKLOG) as listener:
        while True:
            with listener.accept() as connection:
                job = pickle.loads(connection.recv_bytes())  # noqa: S301  from our own server, over a socket of this user only
                connection.send_bytes(BEGUN)
                signal.alarm(LONGEST_JOB_SECONDS)
                try:
                    answer = _done(job)
                except NotDrawnError:
                    log.exception("tekenen mislukt")
                    connection.send_bytes(pickle.dumps(_Answer(refusal=FAILED)))
                    sys.exit(1)
                signal.alarm(0)
                connection.send_bytes(pickle.dumps(answer))
