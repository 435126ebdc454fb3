"""A steward with a desk of his own for each test."""

from pathlib import Path

import pytest

from data_pipeline.build import build
from tests.data_pipeline.desk import Steward, new_steward
from tests.data_pipeline.given import ACCOUNTS, FIELDS, SIGNATORIES, given, real
from warehouse.snapshot import Snapshot, Warehouse


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    """Somebody who delivers files into an empty data folder."""
    return new_steward(tmp_path)


@pytest.fixture(scope="session")
def shipped_again(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What is published when the files behind the shipped figures are delivered on top of them."""
    steward = new_steward(tmp_path_factory.mktemp("bovenop"))
    assert [given(steward, real(name)).outcome for name in (FIELDS, ACCOUNTS, SIGNATORIES)] == ["accepted"] * 3
    return Warehouse(steward.settings.warehouse_dir).by_id(build(steward.settings).snapshot)
