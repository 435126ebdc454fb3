"""The memory that taking in trips needs does not grow with the file: the tool that times ten million, on fewer."""

import re
import subprocess
import sys

import pytest

from settings import PROJECT_DIR

MOST_MB = 1000


def peaks(trips: int) -> dict[str, int]:
    run = subprocess.run(
        [sys.executable, "tools/bench_trips.py", str(trips)], check=True, capture_output=True, text=True, cwd=PROJECT_DIR, timeout=900
    )
    return {name.strip(): int(peak) for name, peak in re.findall(r"^(\D+?) +[\d.]+ s +[\d.]+ s cpu +(\d+) MB", run.stdout, re.MULTILINE)}


@pytest.mark.long
def test_two_million_trips_need_little_more_memory_than_one_million() -> None:
    small, large = peaks(1_000_000), peaks(2_000_000)
    assert set(large) == {"kale zoekopdracht", "inname", "cijfers"}
    assert large["inname"] < MOST_MB
    assert large["inname"] < 1.5 * small["inname"]
