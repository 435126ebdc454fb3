"""What the tests of deliveries share."""

from pathlib import Path

import pytest

from tests.data_pipeline.intake.bench import Bench, new_bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An empty data folder in which something was published."""
    return new_bench(tmp_path / "data")
