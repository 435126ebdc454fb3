"""Work that waits for the pipeline: its files and how far it is lie on disk, because every worker of the server must see them."""

import fcntl
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from settings import load_settings
from views.runs import Kind, Run, read_run
from web.steps import Steps, perform

RUN_ID = re.compile(r"[0-9a-f]{16}")
REPORT = "report.json"
LOCK = "lock"
MOST_UNFINISHED = 6
KEEP_UNFINISHED_SECONDS = 24 * 3600
KEEP_REPORT_SECONDS = 90 * 24 * 3600


class CrowdedError(Exception):
    """Too much work waits already; the message is Dutch."""


class UnknownRunError(Exception):
    """There is no run with this id."""


def _write(folder: Path, told: Mapping[str, Any]) -> None:
    """Keeps the state of a run, so that a reader meets the old or the new one and never half of it."""
    aside = folder / f"{REPORT}.new"
    aside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    aside.replace(folder / REPORT)


def _read(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / REPORT).read_text(encoding="utf-8")))


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _try_lock(path: Path) -> int | None:
    """The descriptor of a lock that is now ours, or None when somebody else has it."""
    descriptor = _open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _lock(path: Path) -> int:
    """The descriptor of a lock that is ours once others let it go."""
    descriptor = _open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def _is_attended(folder: Path) -> bool:
    """Whether a worker of the server holds this run; its lock falls when the worker ends, however it ends."""
    descriptor = _try_lock(folder / LOCK)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


@contextmanager
def _turn(inbox: Path) -> Iterator[None]:
    """Waits until no other run asks anything from the pipeline."""
    descriptor = _lock(inbox / LOCK)
    try:
        yield
    finally:
        os.close(descriptor)


def _folders() -> list[Path]:
    inbox = load_settings().inbox_dir
    return [folder for folder in inbox.iterdir() if RUN_ID.fullmatch(folder.name)] if inbox.is_dir() else []


def tidy() -> None:
    """Removes reports that are old, and files whose check was never finished after a day: they may hold what nobody may keep."""
    now = time.time()
    for folder in _folders():
        age = now - folder.stat().st_mtime
        is_done = (folder / REPORT).is_file() and _read(folder)["state"] == "done"
        if age > (KEEP_REPORT_SECONDS if is_done else KEEP_UNFINISHED_SECONDS) and not _is_attended(folder):
            shutil.rmtree(folder)


def new_folder() -> Path:
    """An empty folder for a run.

    Raises CrowdedError when too many runs are not done yet.
    """
    unfinished = [folder for folder in _folders() if _is_attended(folder)]
    if len(unfinished) >= MOST_UNFINISHED:
        raise CrowdedError(f"Er wachten al {len(unfinished)} opdrachten. Probeer het over enkele minuten opnieuw.")
    folder = load_settings().inbox_dir / secrets.token_hex(8)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def _work(folder: Path, descriptor: int) -> None:
    """Does the steps that are not done, one after the other, and keeps each outcome at once."""
    try:
        with _turn(folder.parent):
            told = _read(folder)
            _write(folder, told | {"state": "working"})
            for step in told["steps"]:
                if step["result"] is None:
                    step["result"] = perform(told, step, folder)
                    _write(folder, told | {"state": "working"})
            _write(folder, told | {"state": "done"})
    finally:
        os.close(descriptor)


def _attend(folder: Path, descriptor: int) -> None:
    threading.Thread(target=_work, args=(folder, descriptor), daemon=True, name=f"run-{folder.name}").start()


def begin(folder: Path, *, kind: Kind, steps: Steps, before: str = "", source: str = "") -> str:
    """Starts a run and returns its id; the work goes on when the request is answered."""
    _write(folder, {"kind": kind, "state": "waiting", "before": before, "source": source, "steps": steps})
    _attend(folder, _lock(folder / LOCK))
    return folder.name


def _folder_of(run_id: str) -> Path:
    folder = load_settings().inbox_dir / run_id
    if not RUN_ID.fullmatch(run_id) or not (folder / REPORT).is_file():
        raise UnknownRunError(run_id[:20])
    return folder


def resume(run_id: str) -> None:
    """Goes on with a run that was interrupted.

    Raises UnknownRunError when there is none with this id.
    """
    folder = _folder_of(run_id)
    descriptor = _try_lock(folder / LOCK)
    if descriptor is not None:
        _attend(folder, descriptor)


def find_run(run_id: str) -> Run:
    """A run and how far it is.

    Raises UnknownRunError when there is none with this id.
    """
    folder = _folder_of(run_id)
    is_attended = _is_attended(folder)
    return read_run(run_id, _read(folder), is_attended=is_attended)


def run_that_published(snapshot: str) -> str:
    """The id of the latest run that put this snapshot in place; empty when no run here did."""
    for folder in sorted(_folders(), key=lambda folder: folder.stat().st_mtime, reverse=True):
        steps = _read(folder)["steps"] if (folder / REPORT).is_file() else []
        results = [step["result"] or {} for step in steps]
        if any(result.get("publication", {}).get("snapshot") == snapshot for result in results):
            return folder.name
    return ""
