"""REL-10: the same inputs give the same id and the same figures, whatever the time zone, language, hash seed or order of files."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from warehouse.snapshot import Warehouse

REVERSED = """
import os, runpy, sys

plain_listdir, plain_scandir = os.listdir, os.scandir

class Backwards:
    def __init__(self, path):
        with plain_scandir(path) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    def __iter__(self): return self._entries
    def __next__(self): return next(self._entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

os.listdir = lambda path=".": sorted(plain_listdir(path), reverse=True)
os.scandir = lambda path=".": Backwards(path)
sys.argv = ["data_pipeline", *sys.argv[1:]]
runpy.run_module("data_pipeline", run_name="__main__")
"""
PLAIN = ("-m", "data_pipeline")
BACKWARDS = ("-c", REVERSED)
NO_UTF8 = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
ELSEWHERE = {
    "UTC": (PLAIN, {"TZ": "UTC", "PYTHONHASHSEED": "0"}),
    "Brussel, nl_BE": (PLAIN, {"TZ": "Europe/Brussels", "LC_ALL": "nl_BE.UTF-8", "PYTHONHASHSEED": "1"}),
    "Kiritimati, C": (PLAIN, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"} | NO_UTF8),
    "Turks": (PLAIN, {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"}),
    "andersom": (BACKWARDS, {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4"}),
}


def _figures(folder: Path) -> tuple[str, str, int]:
    """The published id, a hash over every row of every table in the order in which it lies, and the number of rows."""
    snapshot, told, count = Warehouse(folder / "warehouse").current(), hashlib.sha256(), 0
    for table in sorted(row["table_name"] for row in snapshot.rows("select table_name from duckdb_tables()")):
        columns = "* exclude (built_at)" if table == "build" else "*"
        rows = snapshot.rows(f"select {columns} from {table} order by rowid")
        told.update(repr((table, rows)).encode())
        count += len(rows)
    return snapshot.id, told.hexdigest(), count


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_same_inputs_give_the_same_id_and_figures(data_dir: Path, tmp_path: Path, where: str) -> None:
    command, environment = ELSEWHERE[where]
    done = subprocess.run(
        [sys.executable, *command, "build", "--json"],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        | {"PEIL_DATA_DIR": str(tmp_path)}
        | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found = _figures(tmp_path)
    assert found == _figures(data_dir)
    assert json.loads(done.stdout)["snapshot"] == found[0]
    assert found[2] > 5_000


def test_files_are_really_met_in_another_order() -> None:
    """Else the build that is told `andersom` would prove nothing."""
    met = "from pathlib import Path\nhere = Path('catalogue/indicators')\nprint(*(p.name for p in here.glob('*.toml')), *os.listdir(here))"
    probe = REVERSED.replace('runpy.run_module("data_pipeline", run_name="__main__")', met)
    done = subprocess.run([sys.executable, "-c", probe], cwd=PROJECT, capture_output=True, text=True, check=True)
    names = sorted((path.name for path in (PROJECT / "catalogue" / "indicators").iterdir()), reverse=True)
    assert len(names) > 10
    assert done.stdout.split() == [*(name for name in names if name.endswith(".toml")), *names]
