"""What happened to the snapshots and the deliveries, one line each, in `warehouse/log.jsonl`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LOG = "log.jsonl"
MOVES = ("published", "rolled_back", "found")


def record(warehouse_dir: Path, event: str, **about: str) -> None:
    """Adds one line with the time in UTC; a line that a killed process left half written stays on a line of its own."""
    line = json.dumps({"at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "event": event, **about}) + "\n"
    with (warehouse_dir / LOG).open("ab+") as log:
        if log.tell():
            log.seek(-1, os.SEEK_END)
            line = line if log.read(1) == b"\n" else "\n" + line
        log.write(line.encode())
        log.flush()
        os.fsync(log.fileno())


def _read(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and {"at", "event"} <= told.keys() else None


def events(warehouse_dir: Path) -> list[dict[str, Any]]:
    """All that was recorded, the oldest first; what is no whole line is left out."""
    log = warehouse_dir / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.is_file() else []
    return [told for told in map(_read, lines) if told]


def last_built(warehouse_dir: Path) -> str:
    """The snapshot that was published last without going back to it; nothing when none was."""
    return next((str(told.get("snapshot", "")) for told in reversed(events(warehouse_dir)) if told["event"] in {"published", "found"}), "")


def last_move(warehouse_dir: Path) -> dict[str, Any]:
    """The last time that another snapshot was put before the readers; empty when that never was."""
    return next((told for told in reversed(events(warehouse_dir)) if told["event"] in MOVES), {})
