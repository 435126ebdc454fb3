"""Somebody who delivers files."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.web.delivering import Steward, rest
from web import pipeline, upload

STAND_IN = Path(__file__).with_name("stand_in_pipeline.py")


@pytest.fixture
def steward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steward]:
    """Somebody who delivers to a stand-in for the pipeline."""
    monkeypatch.setenv("PEIL_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(pipeline, "command", lambda: [sys.executable, str(STAND_IN)])
    server = Flask("proef")
    upload.register(server)
    yield Steward(client=server.test_client(), data_dir=tmp_path)
    rest()
