"""A warehouse built from the real sources, once for the whole suite."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from tests.altered_snapshot import add_absences, add_examples, add_revisions, altered_copy
from tests.server_process import Server, serving
from warehouse.snapshot import Snapshot, Warehouse, installed_warehouse

PROJECT = Path(__file__).resolve().parents[1]

settings.register_profile("peil", deadline=None, derandomize=True)
settings.load_profile("peil")


def run_pipeline(
    data_dir: Path,
    *arguments: str,
    project: Path = PROJECT,
    environment: Mapping[str, str] | None = None,
    **changes: Any,
) -> subprocess.CompletedProcess[str]:
    """The pipeline's own command in a process of its own.

    Args:
        project: the tree whose pipeline runs: this one, or a copy that a test broke.
        environment: variables that differ from those of the suite.
    """
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-m", "data_pipeline", *arguments],
        cwd=project,
        env=os.environ | {"PEIL_DATA_DIR": str(data_dir)} | dict(environment or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **changes,
    )
    return done


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a published snapshot of the real sources; the whole suite reads it."""
    folder = tmp_path_factory.mktemp("peil")
    done = run_pipeline(folder, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["published"] is True
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEIL_DATA_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def snapshot(data_dir: Path) -> Snapshot:
    """The published snapshot, as the app opens it."""
    return Warehouse(data_dir / "warehouse").current()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of the project."""
    return load_catalogue()


@pytest.fixture(scope="session")
def server(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server for all tests that ask one; nothing that they ask may make it write a trace."""
    with serving(data_dir, tmp_path_factory.mktemp("server")) as running:
        yield running
    assert "Traceback" not in running.log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example_dir(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose snapshot holds example data beside the same figures."""
    return altered_copy(data_dir, tmp_path_factory.mktemp("voorbeeld") / "peil", snapshot="e" * 12, alter=[add_examples])


@pytest.fixture(scope="session")
def example_snapshot(example_dir: Path) -> Snapshot:
    """The published snapshot with example data added."""
    return Warehouse(example_dir / "warehouse").current()


@pytest.fixture(scope="session")
def worded_snapshot(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The published snapshot with words instead of values in every form of chart, and with revised figures."""
    folder = tmp_path_factory.mktemp("woorden") / "peil"
    altered_copy(data_dir, folder, snapshot="f" * 12, alter=[add_absences, add_revisions])
    return Warehouse(folder / "warehouse").current()


@pytest.fixture
def installed_examples(example_dir: Path) -> Iterator[None]:
    """Pages and codes are those of the snapshot with example data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEIL_DATA_DIR", str(example_dir))
        patch.setenv("PEIL_DEMO", "1")
        installed_warehouse.cache_clear()
        yield
    installed_warehouse.cache_clear()


@pytest.fixture(scope="session")
def example_server(example_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with example data."""
    with serving(example_dir, tmp_path_factory.mktemp("voorbeeldserver"), changes={"PEIL_DEMO": "1"}) as running:
        yield running
    assert "Traceback" not in running.log.read_text(encoding="utf-8")
