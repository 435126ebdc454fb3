"""A server with the pages of deliveries alone, and somebody who sends it files."""

import io
import json
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SAME_ORIGIN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
WAIT_SECONDS = 30
RUN_ADDRESS = re.compile(r"/aanleveren/[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class Steward:
    """Somebody who delivers, and the data folder behind."""

    client: FlaskClient
    data_dir: Path

    def get(self, path: str) -> TestResponse:
        """Opens an address."""
        return self.client.get(path)

    def post(self, path: str, form: Mapping[str, Any] | None = None, *, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Presses a button."""
        return self.client.post(path, data=dict(form or {}), headers=SAME_ORIGIN if headers is None else dict(headers))

    def send(self, files: Sequence[tuple[str, bytes]], *, source: str = "") -> TestResponse:
        """Sends the form with these files."""
        return self.post("/aanleveren", {"bestand": [(io.BytesIO(content), name) for name, content in files], "bron": source})

    def until_done(self, address: str) -> str:
        """The page of a run once nobody works on it any more."""
        deadline = time.monotonic() + WAIT_SECONDS
        while 'id="voortgang"' in (page := self.get(address).text):
            assert time.monotonic() < deadline, page
            time.sleep(0.05)
        return page

    def report_on(self, *names: str, source: str = "") -> str:
        """The report on files that hold their own name."""
        answer = self.send([(name, name.encode("utf-8", "replace")) for name in names], source=source)
        assert answer.status_code == 303, answer.text
        assert RUN_ADDRESS.fullmatch(answer.headers["Location"])
        return self.until_done(answer.headers["Location"])

    @property
    def calls(self) -> list[list[str]]:
        """What the stand-in was asked, status left out."""
        known = self.data_dir / "stand_in.calls"
        told = [json.loads(line) for line in known.read_text(encoding="utf-8").splitlines()] if known.is_file() else []
        return [call for call in told if call[0] != "status"]

    @property
    def files(self) -> set[str]:
        """The files in the inbox."""
        return {path.name for path in (self.data_dir / "inbox").rglob("*") if path.is_file()}


def rest() -> None:
    """Waits until all work that was begun has ended."""
    for thread in threading.enumerate():
        if thread.name.startswith("run-"):
            thread.join(WAIT_SECONDS)


def main_text(page: str) -> str:
    """What stands in the main part, tags left out."""
    main = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()
