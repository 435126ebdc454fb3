"""The published snapshot, opened read-only: the app's only connection to DuckDB."""

import hashlib
import json
import re
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb

from settings import load_settings

SNAPSHOT_ID = re.compile("[0-9a-f]{12}")
MOVES = ("published", "rolled_back", "found")
HARDENING = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
Signature = tuple[tuple[int, int, int], ...]


class NoSnapshotError(Exception):
    """There is no such snapshot that can be read; the message is Dutch and says what to do."""


class NothingReadableError(NoSnapshotError):
    """There is no snapshot at all that can be read."""


@dataclass(frozen=True)
class Snapshot:
    """One immutable state of the warehouse; every query takes its own cursor."""

    id: str
    path: Path

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(self.path), read_only=True, config=dict(HARDENING))
        except duckdb.Error as error:
            raise NoSnapshotError(f"De stand {self.id} is beschadigd; bouw opnieuw met make build.") from error

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The whole result of one parametrised statement, a dictionary per row."""
        try:
            cursor = self._connection.cursor()
        except duckdb.ConnectionException as error:
            raise NoSnapshotError(f"De stand {self.id} is intussen vervangen; probeer het opnieuw.") from error
        try:
            result = cursor.execute(sql, parameters or {})
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        finally:
            cursor.close()

    @cached_property
    def built_at(self) -> datetime:
        """When the snapshot was built, in UTC."""
        built_at = self.rows("select built_at from build")[0]["built_at"]
        if not isinstance(built_at, datetime):
            raise NoSnapshotError(f"De stand {self.id} noemt geen tijdstip; bouw opnieuw met make build.")
        return built_at

    @cached_property
    def holds_examples(self) -> bool:
        """Whether there is a single row of example data in it."""
        return bool(self.rows("select 1 as found from observation where is_demo limit 1"))

    def close(self) -> None:
        """Lets go of the file, so that a file that was mended under the same name is read anew."""
        self._connection.close()


@dataclass(frozen=True, kw_only=True)
class _Checked:
    """What was found when a snapshot's files looked like this: the snapshot, or nothing because they are damaged."""

    signature: Signature
    sha256: str
    snapshot: Snapshot | None


class Warehouse:
    """Hands out the snapshot that CURRENT names, each checked against its checksum and opened once per process."""

    def __init__(self, folder: Path, *, shows_examples: bool = True) -> None:
        self._folder, self._shows_examples = folder, shows_examples
        self._checked: dict[str, _Checked] = {}
        self._lock = threading.Lock()

    @property
    def published(self) -> str:
        """The id in CURRENT; nothing when it is not there or names nothing that can be a snapshot."""
        try:
            named = (self._folder / "CURRENT").read_bytes().decode("ascii", "replace").strip()
        except OSError:
            return ""
        return named if SNAPSHOT_ID.fullmatch(named) else ""

    def current(self) -> Snapshot:
        """The published snapshot, or where that cannot be read the newest one that can.

        Raises NothingReadableError when there is none.
        """
        named = self.published
        found = self._whole(named) if named else None
        return found or self._newest()

    def fallback(self) -> tuple[str, Snapshot] | None:
        """The published id that cannot be read, nothing where CURRENT tells none, and what is shown instead; None when all is well."""
        named = self.published
        return None if named and self._whole(named) else (named, self._newest())

    def by_id(self, snapshot_id: str) -> Snapshot:
        """A snapshot by its id; NoSnapshotError when there is no such one or it is damaged."""
        if not SNAPSHOT_ID.fullmatch(snapshot_id):
            raise NoSnapshotError(f"'{snapshot_id[:20]}' is geen stand; een stand telt 12 tekens.")
        found = self._whole(snapshot_id)
        if found is None:
            is_there = self._path(snapshot_id).is_file()
            told = "is beschadigd of bevat voorbeelddata die hier niet getoond mag worden" if is_there else "bestaat niet"
            raise NoSnapshotError(f"De stand {snapshot_id} {told}; bouw opnieuw met make build.")
        return found

    def _path(self, snapshot_id: str) -> Path:
        return self._folder / f"snap-{snapshot_id}.duckdb"

    def _whole(self, snapshot_id: str) -> Snapshot | None:
        """The snapshot when its file has the checksum beside it; looked at again only when one of the two files changes."""
        path = self._path(snapshot_id)
        try:
            signature = tuple((s.st_mtime_ns, s.st_size, s.st_ino) for s in (path.stat(), path.with_suffix(".json").stat()))
        except OSError:
            return None
        with self._lock:
            known = self._checked.get(snapshot_id)
            if known is None or known.signature != signature:
                known = self._checked[snapshot_id] = _check(Snapshot(id=snapshot_id, path=path), signature, known)
            return known.snapshot if known.snapshot and self._may_show(known.snapshot) else None

    def _may_show(self, snapshot: Snapshot) -> bool:
        """An installation without examples refuses a snapshot that holds one."""
        return self._shows_examples or not snapshot.holds_examples

    def _newest(self) -> Snapshot:
        """The snapshot that the log calls published last, or else the one that was built last; of those that are whole."""
        found = {path.stem.removeprefix("snap-"): _built_at(path) for path in self._folder.glob("snap-*.duckdb")}
        last = _last_published(self._folder / "log.jsonl")
        for snapshot_id in sorted(filter(SNAPSHOT_ID.fullmatch, found), key=lambda each: (each == last, found[each]), reverse=True):
            snapshot = self._whole(snapshot_id)
            if snapshot is not None:
                return snapshot
        if found:
            without = "" if self._shows_examples else " zonder voorbeelddata"
            raise NothingReadableError(f"Geen enkele stand{without} is leesbaar; bouw opnieuw met make build.")
        raise NothingReadableError("Er is nog niets gepubliceerd; bouw de cijfers met make build.")


def _check(snapshot: Snapshot, signature: Signature, known: _Checked | None) -> _Checked:
    """Compares a file with the checksum beside it and opens it; what is already open stays so when its content did not change."""
    try:
        told = json.loads(snapshot.path.with_suffix(".json").read_bytes())["sha256"]
        with snapshot.path.open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
    except (OSError, ValueError, KeyError, TypeError):
        told, sha256 = None, ""
    if known and known.snapshot and known.sha256 == sha256 == told:
        return _Checked(signature=signature, sha256=sha256, snapshot=known.snapshot)
    if known and known.snapshot:
        known.snapshot.close()
    return _Checked(signature=signature, sha256=sha256, snapshot=snapshot if told == sha256 and _opens(snapshot) else None)


def _opens(snapshot: Snapshot) -> bool:
    """Whether DuckDB can read the file: one of another version may have the right checksum and yet not open."""
    try:
        return bool(snapshot.built_at)
    except (NoSnapshotError, duckdb.Error):
        return False


def _built_at(path: Path) -> str:
    """When the sidecar of a file says that it was built; nothing when that cannot be read."""
    try:
        return str(json.loads(path.with_suffix(".json").read_bytes())["built_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _last_published(log: Path) -> str:
    """The snapshot that the pipeline's log calls published last; nothing when it cannot tell."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    for line in reversed(lines):
        try:
            told = json.loads(line)
            if told["event"] in MOVES:
                return str(told["snapshot"])
        except (ValueError, KeyError, TypeError):
            continue
    return ""


@cache
def installed_warehouse() -> Warehouse:
    """The warehouse of this installation: the folder that the settings name."""
    settings = load_settings()
    return Warehouse(settings.warehouse_dir, shows_examples=settings.has_examples)
