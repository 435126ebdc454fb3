"""The published snapshot, opened read-only: the app's only connection to DuckDB."""

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
HARDENING = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


class NoSnapshotError(Exception):
    """There is nothing published that can be read; the message is Dutch and says what to do."""


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
        cursor = self._connection.cursor()
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


class Warehouse:
    """Hands out the snapshot that CURRENT names, each opened once per process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Snapshot] = {}
        self._lock = threading.Lock()

    def current(self) -> Snapshot:
        """The published snapshot.

        Raises NoSnapshotError when nothing was published or its file is gone.
        """
        pointer = self._folder / "CURRENT"
        try:
            snapshot_id = pointer.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise NoSnapshotError("Er is nog niets gepubliceerd; bouw de cijfers met make build.") from error
        return self.by_id(snapshot_id)

    def by_id(self, snapshot_id: str) -> Snapshot:
        """A snapshot by its id; NoSnapshotError when there is no such one."""
        if not SNAPSHOT_ID.fullmatch(snapshot_id):
            raise NoSnapshotError(f"'{snapshot_id[:20]}' is geen stand; een stand telt 12 tekens.")
        with self._lock:
            snapshot = self._open.get(snapshot_id)
            if snapshot is None:
                path = self._folder / f"snap-{snapshot_id}.duckdb"
                if not path.is_file():
                    raise NoSnapshotError(f"De stand {snapshot_id} bestaat niet; bouw opnieuw met make build.")
                snapshot = self._open[snapshot_id] = Snapshot(id=snapshot_id, path=path)
            return snapshot


@cache
def installed_warehouse() -> Warehouse:
    """The warehouse of this installation: the folder that the settings name."""
    return Warehouse(load_settings().warehouse_dir)
