"""Puts a snapshot in place: written aside, verified by another process, then the pointer swapped in one step."""

import fcntl
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data_pipeline.logbook import last_built, last_move, record
from data_pipeline.sources import sha256_of
from data_pipeline.verify import fault_of, has_its_checksum

POINTER = "CURRENT"
LOCK = "etl.lock"
SNAPSHOT_ID = re.compile("[0-9a-f]{12}")
LITTER = ("building-*", "*.tmp")

log = logging.getLogger(__name__)


class BuildRunningError(Exception):
    """Another build holds the warehouse; nothing was done."""


def holder(warehouse_dir: Path) -> tuple[int, datetime] | None:
    """The process that took the lock last and since when; None when the lock does not say."""
    try:
        told = json.loads((warehouse_dir / LOCK).read_bytes())
        return int(told["pid"]), datetime.fromisoformat(told["since"]).astimezone(UTC)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _running(warehouse_dir: Path) -> str:
    """What runs now, in Dutch."""
    told = holder(warehouse_dir)
    who = f" (proces {told[0]}, sinds {told[1].astimezone():%d/%m/%Y %H:%M:%S})" if told else ""
    return f"Er loopt al een opbouw{who}; wacht tot die klaar is."


@contextmanager
def exclusive(warehouse_dir: Path) -> Iterator[None]:
    """Holds the warehouse for one build, and clears up what an earlier or this one left half done.

    The lock goes with its process, so that one of a dead process is no obstacle.
    Raises BuildRunningError at once when another build holds it.
    """
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    with (warehouse_dir / LOCK).open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunningError(_running(warehouse_dir)) from error
        lock.truncate(0)
        lock.write(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}) + "\n")
        lock.flush()
        try:
            _tidy(warehouse_dir)
            yield
        finally:
            _tidy(warehouse_dir)


def _tidy(warehouse_dir: Path) -> None:
    """Removes what was written aside and never got its name: only the holder of the lock writes, so it is nobody's.

    Where pointer and log differ, somebody edited CURRENT or a process stopped between the two: the log then notes what it finds.
    """
    orphans = [path for path in warehouse_dir.glob("snap-*.json") if not path.with_suffix(".duckdb").exists()]
    for path in [*(path for pattern in LITTER for path in warehouse_dir.glob(pattern)), *orphans]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    current = published(warehouse_dir)
    if current and current != last_move(warehouse_dir).get("snapshot"):
        record(warehouse_dir, "found", snapshot=current)


def snapshot_path(warehouse_dir: Path, snapshot: str) -> Path:
    """The file of a snapshot."""
    return warehouse_dir / f"snap-{snapshot}.duckdb"


def published(warehouse_dir: Path) -> str | None:
    """The id that CURRENT names, or None when nothing was published or it names nothing that can be a snapshot."""
    pointer = warehouse_dir / POINTER
    named = pointer.read_bytes().decode("ascii", "replace").strip() if pointer.is_file() else ""
    return named if SNAPSHOT_ID.fullmatch(named) else None


def is_intact(warehouse_dir: Path, snapshot: str) -> bool:
    """Whether a snapshot's file is there with the checksum that was written beside it."""
    return has_its_checksum(snapshot_path(warehouse_dir, snapshot))


def is_settled(warehouse_dir: Path, snapshot: str) -> bool:
    """Whether a build of this snapshot has nothing to do: it is published, or an earlier one was put back since.

    Going back holds until an input changes, also back to one of which the snapshot is there already; a restart must not bring back
    what somebody withdrew.
    """
    current = published(warehouse_dir)
    if current is None or not all(is_intact(warehouse_dir, each) for each in {current, snapshot}):
        return False
    move = last_move(warehouse_dir)
    went_back = (move.get("event"), move.get("snapshot")) == ("rolled_back", current)
    return current == snapshot or (went_back and snapshot == last_built(warehouse_dir))


def _write_whole(path: Path, text: str) -> None:
    """Writes a small file so that it is either the old or the new one, also after a power cut."""
    aside, content = path.with_name(path.name + ".tmp"), text.encode()
    with aside.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    if aside.stat().st_size != len(content):
        raise OSError(f"{path.name} is niet volledig geschreven")
    aside.replace(path)


def _sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def point_at(warehouse_dir: Path, snapshot: str, *, event: str = "published") -> None:
    """Publishes a snapshot that is in place: readers follow from their next request on.

    The log is written first, so that a line that cannot be written leaves all as it was.
    """
    record(warehouse_dir, event, snapshot=snapshot, instead_of=published(warehouse_dir) or "")
    _write_whole(warehouse_dir / POINTER, snapshot + "\n")
    try:
        _sync_folder(warehouse_dir)
    except OSError as error:
        log.warning("Stand %s is gepubliceerd, maar de schijf bevestigt het niet (%s). Kijk de schijf na.", snapshot, error)


def publish(warehouse_dir: Path, *, built: Path, about: dict[str, Any]) -> None:
    """Verifies a built file, gives it its name with what it is beside it, and points CURRENT at it.

    Args:
        built: the file as written aside, in the warehouse folder.
        about: id, built_at, rows per table, inputs and code version, as snap-<id>.json keeps them.
    """
    snapshot = about["id"]
    if not is_intact(warehouse_dir, snapshot):
        _put_in_place(warehouse_dir, built=built, about=about)
    point_at(warehouse_dir, snapshot)


def _put_in_place(warehouse_dir: Path, *, built: Path, about: dict[str, Any]) -> None:
    """Gives a built file its name, its sidecar first: a snapshot that is there is whole and verified."""
    if built.with_name(built.name + ".wal").exists():
        raise OSError(f"{built.name} is niet afgesloten")
    with built.open("rb+") as handle:
        os.fsync(handle.fileno())
    beside, path = built.with_suffix(".json"), snapshot_path(warehouse_dir, about["id"])
    _write_whole(beside, json.dumps(about | {"sha256": sha256_of(built)}, ensure_ascii=False, indent=1))
    fault = fault_of(built)
    if fault:
        raise OSError(f"de nieuwe stand is niet goed geschreven: {fault}")
    beside.replace(path.with_suffix(".json"))
    built.replace(path)
    _sync_folder(warehouse_dir)
    record(warehouse_dir, "built", snapshot=about["id"])
