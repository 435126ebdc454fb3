"""Runs the pipeline with one step that goes wrong: `python -m tests.data_pipeline.broken_build FAULT STEP COMMAND…`.

A step is one call that changes the warehouse folder, named after what it does: `replace CURRENT`, `fsync building-ID.duckdb`; the second
time it is `fsync warehouse 2`. FAULT is `list` (names every step on stderr), `kill` or `stop` (right after the step), `short` (half of
what is written gets there) or the name of an error such as ENOSPC, with which the step then fails.
"""

import builtins
import errno
import fcntl
import io
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from data_pipeline.__main__ import main

FAULT, STEP, COMMAND = sys.argv[1], sys.argv[2], sys.argv[3:]
WAREHOUSE_DIR = Path(os.environ["PEIL_DATA_DIR"]) / "warehouse"
seen: Counter[str] = Counter()


def named(path: object) -> str:
    """A file of the warehouse by its name without what differs from build to build; nothing for a file elsewhere."""
    place = Path(f"/proc/self/fd/{path}").readlink() if isinstance(path, int) else Path(str(path)).absolute()
    if not place.is_relative_to(WAREHOUSE_DIR):
        return ""
    return re.sub(r"building-[a-z_]+\.json", "building-TABLE.json", re.sub("[0-9a-f]{12}", "ID", place.name))


def at(verb: str, path: object, action: Callable[[], Any]) -> Any:
    """Does one step, or lets it go wrong when it is the one."""
    name = named(path)
    if not name:
        return action()
    step = f"{verb} {name}"
    seen[step] += 1
    step = step if seen[step] == 1 else f"{step} {seen[step]}"
    if FAULT == "list":
        sys.stderr.write(f"{step}\n")
    if step != STEP or FAULT == "short":
        return action()
    if FAULT in {"kill", "stop"}:
        result = action()
        os.kill(os.getpid(), signal.SIGKILL if FAULT == "kill" else signal.SIGSTOP)
        return result
    code = getattr(errno, FAULT)
    raise OSError(code, os.strerror(code), name)


class Written:
    """A file that was opened to write; each write is a step."""

    def __init__(self, path: object, file: Any) -> None:
        self._path, self._file = path, file

    def __getattr__(self, name: str) -> Any:
        """All that is no write is the file's own."""
        return getattr(self._file, name)

    def __enter__(self) -> "Written":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: Any) -> int:
        """Writes, or only half of it."""
        is_cut = FAULT == "short" and f"write {named(self._path)}" == STEP
        return int(at("write", self._path, lambda: self._file.write(data[: len(data) // 2] if is_cut else data)))

    def writelines(self, lines: Any) -> None:
        """Writes lines as one step."""
        self.write("".join(lines))


def patched(verb: str, function: Callable[..., Any], which: int = 0) -> Callable[..., Any]:
    """A function of the system whose call is a step; the argument at `which` is its file."""
    return lambda *args, **kwargs: at(verb, args[which], lambda: function(*args, **kwargs))


def opened(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
    """Opens a file; one of the warehouse that is opened to write notes its writes."""
    if not set(mode) & set("wa+x") or isinstance(path, int) or not named(path):
        return plain_open(path, mode, *args, **kwargs)
    return Written(path, at("open", path, lambda: plain_open(path, mode, *args, **kwargs)))


def connected(path: str = ":memory:", *args: Any, **kwargs: Any) -> Any:
    """Opens a database; making a new one is a step."""
    is_new = path != ":memory:" and not kwargs.get("read_only")
    return at("connect", path, lambda: plain_connect(path, *args, **kwargs)) if is_new else plain_connect(path, *args, **kwargs)


def run(command: list[str], **kwargs: Any) -> Any:
    """Starts another process; the one that verifies is a step."""
    return at("verify", command[-1], lambda: plain_run(command, **kwargs))


plain_open, plain_connect, plain_run, plain_flock = io.open, duckdb.connect, subprocess.run, fcntl.flock

if __name__ == "__main__":
    changes: dict[tuple[Any, str], Any] = {
        (os, "replace"): patched("replace", os.replace, 1),
        (os, "fsync"): patched("fsync", os.fsync),
        (os, "unlink"): patched("unlink", os.unlink),
        (os, "mkdir"): patched("mkdir", os.mkdir),
        (fcntl, "flock"): lambda file, how: at("lock", file.fileno(), lambda: plain_flock(file, how)),
        (io, "open"): opened,
        (builtins, "open"): opened,
        (duckdb, "connect"): connected,
        (subprocess, "run"): run,
    }
    for (module, name), change in changes.items():
        setattr(module, name, change)
    sys.exit(main(COMMAND))
