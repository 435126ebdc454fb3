"""Snapshots listed, compared and published again, as a steward does it: by command."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from data_pipeline.sources import sha256_of
from tests.conftest import run_pipeline
from warehouse import queries
from warehouse.snapshot import Warehouse

LATER = "00000000000a"
LIER_2024 = "indicator_id = 'energiescans' and nis = '12021' and period_end = '2024-12-31' and period_start = '2024-01-01'"
STEKR_2020 = "indicator_id = 'stekr_adviezen' and period_end = '2020-12-31'"


@pytest.fixture
def two_snapshots(data_dir: Path, tmp_path: Path) -> tuple[Path, str]:
    """A data folder with the real snapshot and a later one in which 84 became 85, a year is gone and a figure came."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir / "warehouse", folder / "warehouse")
    warehouse = folder / "warehouse"
    first = (warehouse / "CURRENT").read_text(encoding="utf-8").strip()
    later = warehouse / f"snap-{LATER}.duckdb"
    shutil.copy(warehouse / f"snap-{first}.duckdb", later)
    with duckdb.connect(str(later)) as connection:
        connection.execute(f"update observation set value = 85 where {LIER_2024}")
        connection.execute(f"delete from observation where {STEKR_2020}")
        columns = "* replace ('2025-01-01'::date as period_start, '2025-12-31'::date as period_end)"
        connection.execute(f"insert into observation select {columns} from observation where {LIER_2024}")
    told = json.loads((warehouse / f"snap-{first}.json").read_text(encoding="utf-8"))
    told |= {"id": LATER, "built_at": "2099-01-01T00:00:00Z", "sha256": sha256_of(later)}
    (warehouse / f"snap-{LATER}.json").write_text(json.dumps(told), encoding="utf-8")
    return folder, first


def _lier_2024(folder: Path) -> list[float | None]:
    rows = queries.observations(Warehouse(folder / "warehouse").current(), indicators=["energiescans"], municipalities=["12021"])
    return [r.value for r in rows if r.nis and r.period_end.year == 2024 and r.period_start.year == 2024]


def test_history_lists_the_oldest_first_and_marks_the_published_one(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    done = run_pipeline(folder, "history")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert [line.split()[0] for line in lines] == [first, LATER]
    assert [line.endswith("gepubliceerd") for line in lines] == [True, False]


def test_diff_tells_new_revised_and_gone_figures(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    done = run_pipeline(folder, "diff", first, LATER)
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["energiescans: 1 herzien", "energiescans: 1 nieuw", "stekr_adviezen: 1 verdwenen"]
    assert run_pipeline(folder, "diff", first, first).stdout.strip() == "Geen enkel cijfer verschilt."


def test_rollback_publishes_another_snapshot_and_the_reader_follows(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    assert _lier_2024(folder) == [84]
    assert run_pipeline(folder, "rollback", LATER).returncode == 0
    assert _lier_2024(folder) == [85]
    assert run_pipeline(folder, "rollback", first).returncode == 0
    assert _lier_2024(folder) == [84]


@pytest.mark.parametrize("asked", ["ffffffffffff", "../../etc/passwd", "x'; drop"])
def test_an_unknown_snapshot_is_refused_in_dutch_and_nothing_changes(two_snapshots: tuple[Path, str], asked: str) -> None:
    folder, first = two_snapshots
    for command in (("rollback", asked), ("diff", first, asked)):
        done = run_pipeline(folder, *command)
        assert done.returncode == 1
        assert "bestaat niet of is beschadigd" in done.stderr
        assert "Traceback" not in done.stderr
    assert (folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip() == first


def test_a_damaged_snapshot_is_never_published(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    damaged = folder / "warehouse" / f"snap-{LATER}.duckdb"
    damaged.write_bytes(damaged.read_bytes()[:-4096])
    assert run_pipeline(folder, "rollback", LATER).returncode == 1
    assert (folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip() == first
