"""Puts a snapshot in place: written aside, verified, then the pointer swapped in one step."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from data_pipeline.sources import sha256_of

POINTER = "CURRENT"


class BuildRunningError(Exception):
    """Another build holds the warehouse; nothing was done."""


@contextmanager
def exclusive(warehouse_dir: Path) -> Iterator[None]:
    """Holds the warehouse for one build.

    Raises BuildRunningError at once when another build holds it.
    """
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    with (warehouse_dir / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunningError("Er loopt al een opbouw; wacht tot die klaar is.") from error
        yield


def snapshot_path(warehouse_dir: Path, snapshot: str) -> Path:
    """The file of a snapshot."""
    return warehouse_dir / f"snap-{snapshot}.duckdb"


def published(warehouse_dir: Path) -> str | None:
    """The id that CURRENT names, or None when nothing was published."""
    pointer = warehouse_dir / POINTER
    return (pointer.read_text(encoding="utf-8").strip() or None) if pointer.is_file() else None


def is_intact(warehouse_dir: Path, snapshot: str) -> bool:
    """Whether a snapshot's file is there with the checksum that was written beside it."""
    path, told = snapshot_path(warehouse_dir, snapshot), warehouse_dir / f"snap-{snapshot}.json"
    if not path.is_file() or not told.is_file():
        return False
    return bool(json.loads(told.read_text(encoding="utf-8"))["sha256"] == sha256_of(path))


def _write_whole(path: Path, text: str) -> None:
    """Writes a small file so that it is either the old or the new one, also after a power cut."""
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    aside.replace(path)


def point_at(warehouse_dir: Path, snapshot: str) -> None:
    """Publishes a snapshot that is in place: readers follow from their next request on."""
    _write_whole(warehouse_dir / POINTER, snapshot + "\n")


def _verify(path: Path, rows: dict[str, int]) -> None:
    """Reads every table once: damage is only found when data is read."""
    with duckdb.connect(str(path), read_only=True) as connection:
        for table, expected in rows.items():
            found = connection.execute(f"select count(*), count(columns(*)) from {table}").fetchone()  # noqa: S608
            if not found or found[0] != expected:
                raise OSError(f"{path.name}: tabel {table} is niet volledig geschreven.")


def publish(warehouse_dir: Path, *, built: Path, about: dict[str, Any]) -> None:
    """Verifies a built file, gives it its name, writes what it is and points CURRENT at it.

    Args:
        built: the file as written aside, in the warehouse folder.
        about: id, built_at, rows per table, inputs and code version, as snap-<id>.json keeps them.
    """
    _verify(built, about["rows"])
    with built.open("rb+") as handle:
        os.fsync(handle.fileno())
    snapshot = about["id"]
    sidecar = json.dumps(about | {"sha256": sha256_of(built)}, ensure_ascii=False, indent=1)
    built.replace(snapshot_path(warehouse_dir, snapshot))
    _write_whole(warehouse_dir / f"snap-{snapshot}.json", sidecar)
    point_at(warehouse_dir, snapshot)
