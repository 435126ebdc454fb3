"""Who may import whom, and what the app does not load before it is asked."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT
from tests.house.code import DOORS, imported


def test_the_import_contracts_are_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)
    kept = [line for line in done.stdout.splitlines() if line.rstrip().endswith(" KEPT")]
    assert done.returncode == 0, done.stdout
    assert len(kept) >= 6
    assert "0 broken" in done.stdout


def test_duckdb_is_opened_in_the_warehouse_and_the_pipeline_only() -> None:
    rooms = {where.split("/")[0] for where, module in imported() if module.split(".")[0] == "duckdb"}
    assert rooms == {"warehouse", "data_pipeline"}


def test_only_the_settings_read_the_environment() -> None:
    found = {where.split(":")[0] for where, module in imported() if module in {"os.environ", "os.getenv", "os.environb"}}
    assert found == set()


def test_nothing_imports_pandas() -> None:
    modules = {module.split(".")[0] for _, module in imported()}
    assert {"dash", "duckdb", "babel"} <= modules
    assert "pandas" not in modules


def test_only_the_front_doors_know_everything() -> None:
    known = {where.split("/")[0].split(":")[0] for where, module in imported() if module.split(".")[0] in {"app", "serve"}}
    assert known <= set(DOORS)


EARLY = ("kaleido", "pandas", "data_pipeline", "plotly.express", "matplotlib")
START = f"""
import sys
import app
assert "warehouse" in sys.modules
early = [name for name in {EARLY} if name in sys.modules]
sys.exit(f"te vroeg geladen: {{early}}" if early else 0)
"""


def test_the_app_starts_without_export_libraries(data_dir: Path) -> None:
    done = subprocess.run([sys.executable, "-c", START], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
