"""Where trips are read and kept: a working folder that leaves nothing behind, the secret key, the files per month."""

import fcntl
import logging
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import duckdb

from data_pipeline.deliveries import SHORT

log = logging.getLogger(__name__)

WORK_PREFIX = ".bezig-"
MEMORY, THREADS, SPILL = "512MB", 2, "20GB"
KEY_BYTES, BLOCK_BYTES = 32, 64


class TripKeyError(Exception):
    """The secret key of the trips cannot be used; the message is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class TripKey:
    """The secret with which trip ids are hashed."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """Tells two keys apart without telling the key."""
        return sha256(b"peil" + self.secret).hexdigest()[:8]

    @property
    def paddings(self) -> tuple[bytes, bytes]:
        """The inner and outer block of HMAC (RFC 2104), for SQL to hash with."""
        block = self.secret.ljust(BLOCK_BYTES, b"\0")
        return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


def trip_key(path: Path) -> TripKey:
    """The key in a file, made when the file is not there.

    Raises TripKeyError when the file is not the key as it was made or others may read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(secrets.token_bytes(KEY_BYTES))
            handle.flush()
            os.fsync(handle.fileno())
    except FileExistsError:
        log.debug("de sleutel is er al: %s", path)
    if path.stat().st_mode & 0o077:
        raise TripKeyError(f"{path} mag alleen voor de eigenaar leesbaar zijn. Voer uit: chmod 600 {path}")
    secret = path.read_bytes()
    if len(secret) != KEY_BYTES:
        raise TripKeyError(f"{path} is beschadigd: verwacht {KEY_BYTES} bytes. Zet de reservekopie terug.")
    return TripKey(secret)


def _remove_leftovers(trips_dir: Path) -> None:
    """Removes the working folders of runs that did not end: nobody holds their lock any more."""
    for folder in trips_dir.glob(f"{WORK_PREFIX}*"):
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder)


@contextmanager
def working_folder(trips_dir: Path) -> Iterator[Path]:
    """A private folder beside the trips, gone afterwards whatever happens; those that a killed run left go first."""
    trips_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as held:
        with (trips_dir / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _remove_leftovers(trips_dir)
            folder = Path(tempfile.mkdtemp(prefix=WORK_PREFIX, dir=trips_dir))
            held.callback(shutil.rmtree, folder)
            fcntl.flock(held.enter_context((folder / "lock").open("w")), fcntl.LOCK_EX)
        yield folder


@contextmanager
def reading_database(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, limited in memory, threads and disk, that fetches no extension."""
    config: dict[str, str | int | bool | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "temp_directory": str(work / "spill"),
        "max_temp_directory_size": SPILL,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        yield connection


def exactly(path: Path) -> str:
    """The name under which DuckDB reads this file and no other: a star or a bracket in a name is a pattern to it."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def trips_name(source_id: str, digest: str) -> str:
    """The name under which the trips of one delivery are kept: its source and the first digits of its SHA-256."""
    return f"{source_id}-{digest[:SHORT]}"


def trip_files(trips_dir: Path, delivery: str) -> list[Path]:
    """The files of one delivery, one per month."""
    return sorted(trips_dir.glob(f"[0-9][0-9][0-9][0-9]-[0-9][0-9]/{delivery}.parquet"))


def forget_trips(trips_dir: Path, *, source_id: str, sha256: str) -> int:
    """Removes the trips of one delivery; returns how many files went."""
    files = trip_files(trips_dir, trips_name(source_id, sha256))
    for path in files:
        path.unlink()
    return len(files)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def place_files(trips_dir: Path, delivery: str, made: Mapping[date, Path]) -> None:
    """Puts the finished file of each month in its place; when one cannot be placed, none stays."""
    placed = list[Path]()
    try:
        for month, path in sorted(made.items()):
            folder = trips_dir / f"{month:%Y-%m}"
            folder.mkdir(exist_ok=True, mode=0o700)
            path.chmod(0o600)
            _sync(path)
            placed.append(folder / f"{delivery}.parquet")
            path.replace(placed[-1])
            _sync(folder)
    except OSError:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
