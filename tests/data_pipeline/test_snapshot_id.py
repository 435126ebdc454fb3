"""The id of a snapshot follows from everything that decides a figure, and from nothing else."""

import shutil
from pathlib import Path

import pytest

from data_pipeline.publish import is_intact
from data_pipeline.snapshot_id import input_checksums, input_files, snapshot_id
from settings import PROJECT_DIR

SOURCES = PROJECT_DIR / "data" / "sources"


def test_everything_that_decides_a_figure_counts() -> None:
    names = set(input_files(SOURCES))
    shipped = {f"sources/{path.relative_to(SOURCES).as_posix()}" for path in SOURCES.rglob("*") if path.is_file()}
    assert len(shipped) > 50
    assert shipped <= names
    assert {"corrections.toml", "catalogue/indicators/energie.toml", "catalogue/municipalities.toml"} <= names
    assert {"data_pipeline/parsing.py", "data_pipeline/schema.sql", "data_pipeline/readers/abb_bbc.py"} <= names


def test_nothing_of_the_machine_counts() -> None:
    assert not [name for name in input_files(SOURCES) if name.startswith("/") or "__pycache__" in name or ".venv" in name]


def test_a_changed_source_changes_the_id_and_an_equal_copy_does_not(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(SOURCES, copy)
    here = snapshot_id(input_checksums(SOURCES))
    assert snapshot_id(input_checksums(copy)) == here
    path = next(copy.rglob("energie.csv"))
    path.write_bytes(path.read_bytes() + b"\n")
    assert snapshot_id(input_checksums(copy)) != here


def test_the_id_is_twelve_hexadecimal_digits_and_knows_names() -> None:
    first = snapshot_id({"a": "1", "b": "2"})
    assert len(first) == 12
    assert int(first, 16) >= 0
    assert snapshot_id({"b": "2", "a": "1"}) == first
    assert snapshot_id({"a": "2", "b": "1"}) != first


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "no sidecar"])
def test_a_damaged_snapshot_is_noticed(data_dir: Path, tmp_path: Path, damage: str) -> None:
    for path in (data_dir / "warehouse").iterdir():
        shutil.copyfile(path, tmp_path / path.name)
    snapshot = (tmp_path / "CURRENT").read_text(encoding="utf-8").strip()
    assert is_intact(tmp_path, snapshot)
    path = tmp_path / f"snap-{snapshot}.duckdb"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-4096])
    elif damage == "flipped":
        path.write_bytes(content)
    elif damage == "gone":
        path.unlink()
    else:
        (tmp_path / f"snap-{snapshot}.json").unlink()
    assert not is_intact(tmp_path, snapshot)
