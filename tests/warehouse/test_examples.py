"""An installation without examples refuses a snapshot that holds one."""

from pathlib import Path

import pytest

from warehouse.snapshot import NoSnapshotError, NothingReadableError, Warehouse


def test_a_snapshot_with_examples_is_refused_where_none_may_be_shown(example_dir: Path) -> None:
    folder = example_dir / "warehouse"
    assert Warehouse(folder).current().holds_examples
    without = Warehouse(folder, shows_examples=False)
    with pytest.raises(NothingReadableError, match="zonder voorbeelddata"):
        without.current()
    with pytest.raises(NoSnapshotError, match="voorbeelddata die hier niet getoond mag worden"):
        without.by_id(Warehouse(folder).current().id)


def test_a_snapshot_without_examples_is_shown_everywhere(data_dir: Path) -> None:
    assert not Warehouse(data_dir / "warehouse", shows_examples=False).current().holds_examples
