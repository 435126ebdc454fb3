"""Every example on the page of open data works as it stands there, its address replaced."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages import open_data
from tests.pages.reading import of_kind, words
from tests.server_process import Server
from views.open_data_guide import ADDRESS, ADDRESSES, EXAMPLES, POWER_QUERY
from warehouse import queries
from warehouse.snapshot import Snapshot

SCANS = "energiescans"
LIER = "12021"
CURL = [example for example in EXAMPLES if example.language == "curl"]
PYTHON = [example for example in EXAMPLES if example.language == "Python"]
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt install curl")


def run(command: list[str], folder: Path) -> str:
    """What a command prints; it must end well and complain of nothing."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def here(text: str, server: Server) -> str:
    """An example for the server of the suite: only the address differs."""
    assert text.count(ADDRESS) == 1
    return text.replace(ADDRESS, server.url)


def test_the_page_shows_exactly_these(snapshot: Snapshot) -> None:
    shown = [words(block) for block in of_kind(open_data.page({"stand": snapshot.id}).content, "Pre")]
    assert len(CURL) >= 2
    assert len(PYTHON) >= 2
    assert list(EXAMPLES) == CURL + PYTHON
    assert {example.text for example in EXAMPLES} | {POWER_QUERY} <= set(shown)
    assert len(shown) == len(EXAMPLES) + 2


@needs_curl
def test_curl_gives_the_figures(server: Server, snapshot: Snapshot, tmp_path: Path) -> None:
    told = json.loads(run(["bash", "-c", here(CURL[0].text, server)], tmp_path))
    assert told["snapshot"] == snapshot.id
    rows = [
        row.value
        for row in queries.observations(snapshot, indicators=[SCANS])
        if row.nis in {None, LIER, "12009"} and row.period_start.year >= 2020 and row.period_end.year <= 2024
    ]
    assert [item["value"] for item in told["items"]] == rows != []


@needs_curl
def test_curl_writes_the_file(server: Server, snapshot: Snapshot, tmp_path: Path) -> None:
    assert run(["bash", "-c", here(CURL[1].text, server)], tmp_path) == ""
    (written,) = tmp_path.iterdir()
    rows = list(csv.DictReader(io.StringIO(written.read_text(encoding="utf-8"))))
    assert [float(row["value"]) for row in rows] == [row.value for row in queries.observations(snapshot, indicators=[SCANS])]


def test_python_reads_json(server: Server, snapshot: Snapshot, tmp_path: Path) -> None:
    told = run([sys.executable, "-c", here(PYTHON[0].text, server)], tmp_path).splitlines()
    rows = [row for row in queries.observations(snapshot, indicators=[SCANS]) if row.nis in {None, LIER} and row.period_start.year >= 2020]
    assert told[0] == f"stand {snapshot.id} rijen {len(rows)}"
    assert told[1:] == [f"{'Lier' if row.nis else 'regio'} {row.period_end.isoformat()} {row.value}" for row in rows] != []


def test_python_reads_csv(server: Server, snapshot: Snapshot, tmp_path: Path) -> None:
    told = run([sys.executable, "-c", here(PYTHON[1].text, server)], tmp_path).splitlines()
    rows = [row for row in queries.observations(snapshot, indicators=[SCANS]) if row.period_start.year == row.period_end.year == 2024]
    assert [float(line.split()[-1]) for line in told] == [row.value for row in rows] != []
    assert [line.split()[0] for line in told if line.startswith("1")] == [row.nis for row in rows if row.nis]


def test_the_query_for_power_bi_asks_what_exists(server: Server, snapshot: Snapshot) -> None:
    assert POWER_QUERY.count(ADDRESS) == 1
    for opening, closing in ("()", "[]", "{}"):
        assert POWER_QUERY.count(opening) == POWER_QUERY.count(closing)
    (path,) = re.findall(r'RelativePath = "([^"]+)"', POWER_QUERY)
    (record,) = re.findall(r"Query = \[([^\]]+)\]", POWER_QUERY)
    query = "&".join(f"{name}={value}" for name, value in re.findall(r'(\w+) = "([^"]+)"', record))
    rows = list(csv.DictReader(io.StringIO(server.ask(f"/{path}?{query}").text, newline="")))
    expected = [row.value for row in queries.observations(snapshot, indicators=[SCANS]) if row.period_end.year <= 2024]
    assert [float(row["value"]) for row in rows] == expected != []
    steps = re.findall(r"^    (\w+) = ", POWER_QUERY, re.M)
    assert POWER_QUERY.endswith(f"in\n    {steps[-1]}")
    for before, after in zip(steps, POWER_QUERY.split("\n    ")[1:], strict=False):
        assert before
        assert after
    named = set(re.findall(r'{"(\w+)"', POWER_QUERY)) | set(re.findall(r'"(nis|gemeente|value)"', POWER_QUERY)) | {"is_demo"}
    assert named <= set(rows[0])
    assert 'each [is_demo] = "nee"' in POWER_QUERY
    assert {row["is_demo"] for row in rows} == {"nee"}


def test_every_address_on_the_page_answers(server: Server) -> None:
    assert len(ADDRESSES) > 8
    for address, meaning in ADDRESSES:
        assert meaning.endswith(".")
        assert server.ask(address).status == 200, address
