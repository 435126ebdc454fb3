"""Figures as pictures: one process with one Chromium draws them all, in turn, for every worker."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Literal

ASSETS = Path(__file__).resolve().parents[1] / "assets"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
WAIT_SECONDS = 60
log = logging.getLogger("peil.image")

PictureFormat = Literal["png", "svg"]


class NoPictureError(Exception):
    """A picture could not be made; the message is Dutch and says what helps."""


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, or None when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or next((path for path in MAC_BROWSERS if Path(path).exists()), None)


class PictureService:
    """The drawing process as its parent sees it: started once, asked by any worker, ended with its parent."""

    def __init__(self) -> None:
        self._folder = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _address(self) -> str:
        return str(Path(self._folder) / "teken.sock")

    def start(self) -> None:
        """Starts the process; its Chromium starts with the first picture."""
        self._folder = tempfile.mkdtemp(prefix="peil-")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "exports.image", self._address], stdin=subprocess.PIPE, cwd=ASSETS.parent, start_new_session=True
        )

    def stop(self) -> None:
        """Ends the process and its Chromium."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._process = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def picture(self, figure: dict[str, Any], *, kind: PictureFormat, width: int, height: int, scale: int) -> bytes:
        """The figure as PNG or SVG.

        Args:
            width, height: in CSS pixels.
            scale: pixels of the picture per CSS pixel.

        Raises NoPictureError without Chromium or when drawing fails.
        """
        if find_browser() is None:
            raise NoPictureError("Er is geen Chromium of Chrome om de afbeelding te tekenen. Installeer die met: apt-get install chromium")
        asked = {"figure": figure, "options": {"format": kind, "width": width, "height": height, "scale": scale}}
        try:
            with Client(self._address, "AF_UNIX") as connection:
                connection.send_bytes(json.dumps(asked).encode())
                if not connection.poll(WAIT_SECONDS):
                    raise NoPictureError("Het tekenen van de afbeelding duurt te lang. Probeer het opnieuw.")
                answer = connection.recv_bytes()
        except (OSError, EOFError) as error:
            raise NoPictureError("De afbeelding kan nu niet getekend worden. Probeer het opnieuw.") from error
        if not answer:
            raise NoPictureError("De afbeelding kan nu niet getekend worden. Probeer het opnieuw.")
        return answer


service = PictureService()


def _open_browser() -> None:
    import kaleido  # noqa: PLC0415  an export library, loaded only by the process that draws

    page = kaleido.PageGenerator(plotly=(ASSETS / "01-plotly.js").as_uri(), mathjax=False, others=[(ASSETS / "00-geo.js").as_uri()])
    kaleido.start_sync_server(n=1, page_generator=page, path=find_browser(), silence_warnings=True)


def _answer(connection: Connection) -> None:
    import kaleido  # noqa: PLC0415
    from kaleido import errors  # noqa: PLC0415

    asked = json.loads(connection.recv_bytes())
    try:
        _open_browser()
        connection.send_bytes(kaleido.calc_fig_sync(asked["figure"], opts=asked["options"]))
    except (RuntimeError, OSError, ValueError, errors.KaleidoError, errors.BrowserClosedError, errors.BrowserFailedError) as error:
        log.error("tekenen mislukt", exc_info=error)
        connection.send_bytes(b"")


def _serve(address: str) -> None:
    """Draws one figure after another until the parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with Listener(address, "AF_UNIX") as listener:
        while True:
            with listener.accept() as connection:
                _answer(connection)


def _end_with_parent() -> None:
    """Waits until the parent closes our standard input, then ends Chromium and this process."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    try:
        _serve(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(0)
