"""Delivers files in processes of their own and tells what each took: seconds of a processor, and the largest memory.

Seconds of a processor are those on a clock when nothing else runs; on a clock a busy machine would tell of its neighbours.

Started once: every line on standard input is a file, every line of the answer its report. The process has read all it needs before it
divides itself, so that what is measured is the file.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.conftest import PROJECT
from tests.data_pipeline.intake.bench import new_bench

KILOBYTE = 1024


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A report, and what it took of the process and of its limited child together; memory in bytes."""

    report: Mapping[str, Any]
    seconds: float
    child_seconds: float
    own_memory: int
    child_memory: int


class Measurer:
    """The process that measures."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def deliver(self, path: Path, *, data_dir: Path, source: str = "") -> Measured:
        """What came of a file and what it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([os.fsencode(path).decode("latin-1"), str(data_dir), source]) + "\n")
        self._process.stdin.flush()
        return Measured(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=10)


def _largest() -> int:
    """The largest memory that this process had, since it divided itself."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * KILOBYTE


def _measure(path: Path, data_dir: Path, source: str) -> dict[str, Any]:
    from data_pipeline.deliver import deliver

    bench = new_bench(data_dir)
    before, start = _largest(), time.process_time()
    (report,) = deliver([path], replace(bench.desk, source=source))
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "report": report.as_json(),
        "seconds": time.process_time() - start + child.ru_utime + child.ru_stime,
        "child_seconds": child.ru_utime + child.ru_stime,
        "own_memory": _largest() - before,
        "child_memory": child.ru_maxrss * KILOBYTE,
    }


def main() -> None:
    """Answers until nobody asks any more."""
    for line in sys.stdin:
        name, data_dir, source = json.loads(line)
        process = os.fork()
        if process == 0:
            try:
                told = _measure(Path(os.fsdecode(name.encode("latin-1"))), Path(data_dir), source)
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()
            finally:
                os._exit(0)
        os.waitpid(process, 0)


if __name__ == "__main__":
    main()
