"""Reads a snapshot whole, in a process that did not write it: `python -m data_pipeline.verify FILE.duckdb`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from data_pipeline.sources import sha256_of
from settings import PROJECT_DIR


def told_beside(path: Path) -> dict[str, Any] | None:
    """What the sidecar of a snapshot's file says, or None when it is not there or makes no sense."""
    try:
        told = json.loads(path.with_suffix(".json").read_bytes())
        return dict(told) if told["sha256"] and dict(told["rows"]) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def has_its_checksum(path: Path) -> bool:
    """Whether a snapshot's file is there with the checksum that was written beside it."""
    told = told_beside(path)
    return told is not None and path.is_file() and bool(told["sha256"] == sha256_of(path))


def unreadable(path: Path) -> str | None:
    """Why a snapshot's tables cannot be read whole, in Dutch; None when they can.

    Every value of every row is hashed: a mere count is answered from statistics, and damage is only found in data that is read.
    """
    told = told_beside(path)
    if told is None:
        return f"{path.with_suffix('.json').name} ontbreekt of is onleesbaar"
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for table, expected in told["rows"].items():
                found = connection.execute(f'select count(*), bit_xor(hash(whole)) from "{table}" as whole').fetchone()  # noqa: S608
                if not found or found[0] != expected:
                    return f"tabel {table} van {path.name} is niet volledig"
    except duckdb.Error as error:
        return f"{path.name} is niet te lezen ({type(error).__name__})"
    return None


def fault_of(path: Path) -> str | None:
    """What a fresh process finds wrong with a snapshot's file: what this one still holds in memory proves nothing about the disk."""
    command = [sys.executable, "-m", "data_pipeline.verify", str(path)]
    done = subprocess.run(command, cwd=PROJECT_DIR, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    lines = done.stderr.strip().splitlines()
    return (lines[-1] if lines else f"{path.name} kon niet gelezen worden") if done.returncode else None


def main(path: Path) -> int:
    """Says on stderr what is wrong with a snapshot; 0 when nothing is."""
    fault = unreadable(path) if has_its_checksum(path) else f"{path.name} past niet bij zijn controlesom"
    if fault:
        sys.stderr.buffer.write((fault + "\n").encode())
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
