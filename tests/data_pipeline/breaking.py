"""Builds that are made to go wrong, for the tests of what is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

# What a build does to its data folder, in order; writing the tables is told by the first of them.
STEPS = (
    "mkdir warehouse",
    "open etl.lock",
    "lock etl.lock",
    "write etl.lock",
    "open log.jsonl",
    "write log.jsonl",
    "fsync log.jsonl",
    "connect building-ID.duckdb",
    "open building-TABLE.json",
    "write building-TABLE.json",
    "unlink building-TABLE.json",
    "open building-ID.duckdb",
    "fsync building-ID.duckdb",
    "open building-ID.json.tmp",
    "write building-ID.json.tmp",
    "fsync building-ID.json.tmp",
    "replace building-ID.json",
    "verify building-ID.duckdb",
    "replace snap-ID.json",
    "replace snap-ID.duckdb",
    "fsync warehouse",
    "open log.jsonl 2",
    "write log.jsonl 2",
    "fsync log.jsonl 2",
    "open log.jsonl 3",
    "write log.jsonl 3",
    "fsync log.jsonl 3",
    "open CURRENT.tmp",
    "write CURRENT.tmp",
    "fsync CURRENT.tmp",
    "replace CURRENT",
    "fsync warehouse 2",
)
NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="deze proef leest /proc, dat alleen Linux heeft")


def broken_command(fault: str, step: str, *arguments: str) -> list[str]:
    """The command line of a pipeline command in which one step goes wrong."""
    return [sys.executable, "-m", "tests.data_pipeline.broken_build", fault, step, *arguments]


def broken(folder: Path, fault: str, step: str = "", *arguments: str) -> subprocess.CompletedProcess[str]:
    """A build, or another command, in which one step goes wrong; a killed one has the signal as its exit code."""
    done: subprocess.CompletedProcess[str] = subprocess.run(
        broken_command(fault, step, *(arguments or ("build",))),
        cwd=PROJECT,
        env=os.environ | {"PEIL_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done
