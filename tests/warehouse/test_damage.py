"""REL-07 and REL-05: a damaged pointer or snapshot is noticed when it is opened; the readers get the newest one that is whole."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_pipeline.logbook import record
from data_pipeline.sources import sha256_of
from tests.snapshots import OLD, add_copy, current_of
from warehouse import queries
from warehouse.snapshot import NoSnapshotError, NothingReadableError, Warehouse

MIDDLE = "00000000000b"
FLIPS = 40
TRUNCATIONS = (0, 1, 4_096, 300_000, -4_096, -1)


@pytest.fixture
def warehouse_dir(data_dir: Path, tmp_path: Path) -> Path:
    """The real snapshot published, with an older one beside it."""
    published = current_of(data_dir)
    add_copy(data_dir, tmp_path, OLD)
    for suffix in (".duckdb", ".json"):
        shutil.copyfile(data_dir / "warehouse" / f"snap-{published}{suffix}", tmp_path / "warehouse" / f"snap-{published}{suffix}")
    (tmp_path / "warehouse" / "CURRENT").write_text(f"{published}\n", encoding="utf-8")
    return tmp_path / "warehouse"


def _published(warehouse_dir: Path) -> Path:
    return warehouse_dir / f"snap-{(warehouse_dir / 'CURRENT').read_text(encoding='utf-8').strip()}.duckdb"


def _flip(path: Path, place: int) -> None:
    """Changes one bit, somewhere in the given fortieth of a file."""
    content = bytearray(path.read_bytes())
    content[(2 * place + 1) * len(content) // (2 * FLIPS)] ^= 0x08
    path.write_bytes(content)


def _figures(warehouse: Warehouse) -> int:
    return len(queries.observations(warehouse.current()))


def _assert_falls_back(warehouse: Warehouse, published: str) -> None:
    assert warehouse.current().id == OLD
    assert warehouse.fallback() == (published, warehouse.current())
    assert _figures(warehouse) > 4_000
    with pytest.raises(NoSnapshotError, match=f"De stand {published} is beschadigd"):
        warehouse.by_id(published)


@pytest.mark.parametrize("length", TRUNCATIONS)
def test_a_truncated_snapshot_is_not_shown(warehouse_dir: Path, length: int) -> None:
    path = _published(warehouse_dir)
    path.write_bytes(path.read_bytes()[:length])
    _assert_falls_back(Warehouse(warehouse_dir), path.stem.removeprefix("snap-"))


@pytest.mark.parametrize("place", range(FLIPS))
def test_a_snapshot_with_a_flipped_bit_is_not_shown(warehouse_dir: Path, place: int) -> None:
    path = _published(warehouse_dir)
    _flip(path, place)
    _assert_falls_back(Warehouse(warehouse_dir), path.stem.removeprefix("snap-"))


@pytest.mark.parametrize("told", [None, b"", b"{", b"[]", b"null", b"{}", b'{"sha256": 7}', b'{"sha256": ""}', b"\xff\xfe"])
def test_a_snapshot_without_a_sound_sidecar_is_not_shown(warehouse_dir: Path, told: bytes | None) -> None:
    path = _published(warehouse_dir)
    path.with_suffix(".json").unlink()
    if told is not None:
        path.with_suffix(".json").write_bytes(told)
    _assert_falls_back(Warehouse(warehouse_dir), path.stem.removeprefix("snap-"))


def test_a_file_that_duckdb_cannot_open_is_not_shown_though_its_checksum_fits(warehouse_dir: Path) -> None:
    path = _published(warehouse_dir)
    path.write_bytes(b"geen databank" * 1000)
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    path.with_suffix(".json").write_text(json.dumps(told | {"sha256": sha256_of(path)}), encoding="utf-8")
    _assert_falls_back(Warehouse(warehouse_dir), path.stem.removeprefix("snap-"))


def _gone(pointer: Path) -> None:
    pointer.unlink()


def _folder(pointer: Path) -> None:
    pointer.unlink()
    pointer.mkdir()


def _writes(content: bytes) -> Callable[[Path], Any]:
    return lambda pointer: pointer.write_bytes(content)


SPOILED = {
    "gone": _gone,
    "folder": _folder,
    "empty": _writes(b""),
    "noughts": _writes(b"\0" * 13),
    "no text": _writes(b"\xff\xfe\xfd"),
    "words": _writes(b"geen stand\n"),
    "path": _writes(b"../../../etc/passwd"),
    "too long": _writes(b"0" * 1_000_000),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_spoiled_pointer_leads_to_the_newest_whole_snapshot(warehouse_dir: Path, spoil: Callable[[Path], Any]) -> None:
    published = _published(warehouse_dir).stem.removeprefix("snap-")
    spoil(warehouse_dir / "CURRENT")
    warehouse = Warehouse(warehouse_dir)
    assert warehouse.current().id == published
    assert warehouse.fallback() == ("", warehouse.current())
    _flip(warehouse_dir / f"snap-{published}.duckdb", 20)
    assert warehouse.current().id == OLD


def test_a_pointer_to_a_snapshot_that_is_gone(warehouse_dir: Path) -> None:
    (warehouse_dir / "CURRENT").write_text("ffffffffffff", encoding="utf-8")
    fallback = Warehouse(warehouse_dir).fallback()
    assert fallback
    assert fallback[0] == "ffffffffffff"
    assert fallback[1].id != OLD


def test_nothing_readable_is_told_in_dutch(warehouse_dir: Path) -> None:
    for path in warehouse_dir.glob("snap-*.duckdb"):
        path.write_bytes(b"")
    warehouse = Warehouse(warehouse_dir)
    with pytest.raises(NothingReadableError, match=r"Geen enkele stand is leesbaar; bouw opnieuw met make build\."):
        warehouse.current()
    with pytest.raises(NothingReadableError):
        warehouse.fallback()


def test_a_lost_pointer_does_not_bring_back_what_somebody_withdrew(warehouse_dir: Path) -> None:
    record(warehouse_dir, "published", snapshot=_published(warehouse_dir).stem.removeprefix("snap-"))
    record(warehouse_dir, "rolled_back", snapshot=OLD)
    record(warehouse_dir, "purged", file="inbox/x")
    with (warehouse_dir / "log.jsonl").open("ab") as log:
        log.write(b'{"event": "published"}\n[]\n{"at": "2026')
    (warehouse_dir / "CURRENT").unlink()
    assert Warehouse(warehouse_dir).current().id == OLD
    (warehouse_dir / f"snap-{OLD}.duckdb").write_bytes(b"")
    assert Warehouse(warehouse_dir).current().id != OLD


def test_the_newest_of_several_is_the_one_that_was_built_last(data_dir: Path, warehouse_dir: Path) -> None:
    add_copy(data_dir, warehouse_dir.parent, MIDDLE, built_at="2023-01-01T00:00:00Z")
    _published(warehouse_dir).write_bytes(b"")
    assert Warehouse(warehouse_dir).current().id == MIDDLE
    (warehouse_dir / f"snap-{MIDDLE}.duckdb").unlink()
    assert Warehouse(warehouse_dir).current().id == OLD


def test_a_running_app_goes_on_with_another_one_and_comes_back(warehouse_dir: Path) -> None:
    warehouse, path = Warehouse(warehouse_dir), _published(warehouse_dir)
    published, whole = path.stem.removeprefix("snap-"), path.read_bytes()
    assert warehouse.current().id == published
    _flip(path, 3)
    _assert_falls_back(warehouse, published)
    path.write_bytes(whole)
    assert warehouse.current().id == published
    assert warehouse.fallback() is None
    assert _figures(warehouse) > 4_000


def _one_figure_less(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from observation where rowid = 0")


def test_a_damaged_snapshot_that_was_built_again_under_its_name_is_read_anew(data_dir: Path, warehouse_dir: Path) -> None:
    """DuckDB goes on with the old content of a name that is still open."""
    warehouse, path = Warehouse(warehouse_dir), _published(warehouse_dir)
    held, before = warehouse.current(), _figures(warehouse)
    rebuilt = add_copy(data_dir, warehouse_dir.parent, MIDDLE, alter=_one_figure_less)
    path.write_bytes(b"damaged")
    assert warehouse.current().id != path.stem.removeprefix("snap-")
    rebuilt.with_suffix(".json").replace(path.with_suffix(".json"))
    rebuilt.replace(path)
    assert warehouse.current().id == path.stem.removeprefix("snap-")
    assert _figures(warehouse) == before - 1
    with pytest.raises(NoSnapshotError, match="intussen vervangen"):
        queries.observations(held)


def test_a_snapshot_is_checked_once_and_again_only_when_its_file_changes(warehouse_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    digest = hashlib.file_digest

    def counted(handle: Any, name: Any) -> Any:
        checked.append(handle.name)
        return digest(handle, name)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    warehouse, path = Warehouse(warehouse_dir), _published(warehouse_dir)
    first = warehouse.current()
    for _ in range(20):
        assert warehouse.current() is first
        assert warehouse.fallback() is None
    assert checked == [str(path)]
    os.utime(path)
    assert warehouse.current() is first, "the content is the same, so what is open stays open"
    assert checked == [str(path)] * 2
    path.write_bytes(b"")
    for _ in range(20):
        warehouse.current()
    assert len(checked) == 4, "one look at the damaged one, one at the one that is shown instead"
