"""The pipeline's own commands, started as limited child processes: the only way in which the app touches a delivery or a snapshot."""

import json
import logging
import os
import resource
import secrets
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from settings import PROJECT_DIR

log = logging.getLogger("peil.web")

MOST_MEMORY_BYTES = 4 * 1024**3
QUICK_SECONDS = 30
LONG_SECONDS = 120
FAILED = "Er ging iets mis in Peil zelf. Probeer het opnieuw."


class PipelineError(Exception):
    """The command crashed, took too long or answered nonsense; the message is Dutch and has a reference to the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a command ended: its exit code, what it answered and what it told meanwhile."""

    exit: int
    out: str
    told: str

    @property
    def json(self) -> dict[str, Any]:
        """The answer as the JSON object that the contract promises; raises PipelineError when it is not."""
        try:
            read = json.loads(self.out)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise failure(f"exit {self.exit}, no JSON object: {self.out[:200]!r}\n{self.told}")
        return read


def failure(trace: str, *, sentence: str = FAILED) -> PipelineError:
    """The error for a reader; what happened goes to the log under the same reference."""
    reference = secrets.token_hex(4)
    log.error("referentie %s: %s", reference, trace)
    return PipelineError(f"{sentence} Meld de referentie {reference} als het blijft.")


def command() -> list[str]:
    """How the pipeline is started."""
    return [sys.executable, "-m", "data_pipeline"]


def _limit(process_id: int, *, seconds: int) -> None:
    """Bounds time and memory of a child; where the system cannot do that from outside, the waiting still ends in time."""
    if sys.platform == "linux":
        resource.prlimit(process_id, resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))
        resource.prlimit(process_id, resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
        resource.prlimit(process_id, resource.RLIMIT_CORE, (0, 0))


def run(*arguments: str, seconds: int = QUICK_SECONDS) -> Answer:
    """Runs one command to its end.

    Raises PipelineError when it takes longer than `seconds` or is ended by a signal.
    """
    with subprocess.Popen(  # noqa: S603 (a list of arguments, no shell)
        [*command(), *arguments],
        cwd=PROJECT_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        _limit(process.pid, seconds=seconds)
        try:
            out, told = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise failure(f"{arguments[0]} > {seconds} s", sentence=f"Dit duurde langer dan {seconds} seconden en is gestopt.") from None
    if process.returncode < 0 or "Traceback (most recent call last)" in told:
        raise failure(f"{arguments[0]} exit {process.returncode}\n{told}")
    return Answer(exit=process.returncode, out=out, told=told)
