"""Figures as pictures: the only module that talks to the export Chromium. It runs in the process of exports/service.py alone."""

import logging
import shutil
from pathlib import Path
from typing import Literal

from exports.exhibit import Picture

ASSETS = Path(__file__).resolve().parents[1] / "assets"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
NO_BROWSER = "Er is geen Chromium of Chrome om dit bestand te tekenen. Installeer die met: apt-get install chromium fonts-inter"
log = logging.getLogger("peil.image")

PictureFormat = Literal["png", "svg"]


class NoBrowserError(Exception):
    """There is no Chromium; the message is Dutch and says what helps."""


class NotDrawnError(Exception):
    """Chromium did not draw a figure; it must be started anew."""


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, or None when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or next((path for path in MAC_BROWSERS if Path(path).exists()), None)


def draw(picture: Picture, *, kind: PictureFormat, scale: int = 2) -> bytes:
    """The figure as PNG or SVG.

    Args:
        scale: pixels of a PNG per CSS pixel.

    Raises NoBrowserError without Chromium and NotDrawnError when drawing fails.
    """
    import kaleido  # noqa: PLC0415  an export library, loaded only by the process that draws
    from kaleido import errors  # noqa: PLC0415

    path = find_browser()
    if path is None:
        raise NoBrowserError(NO_BROWSER)
    page = kaleido.PageGenerator(plotly=(ASSETS / "01-plotly.js").as_uri(), mathjax=False, others=[(ASSETS / "00-geo.js").as_uri()])
    options = {"format": kind, "width": picture.width, "height": picture.height, "scale": scale if kind == "png" else 1}
    try:
        kaleido.start_sync_server(n=1, page_generator=page, path=path, silence_warnings=True)
        drawn: bytes = kaleido.calc_fig_sync(dict(picture.figure), opts=options)
    except (RuntimeError, OSError, ValueError, errors.KaleidoError, errors.BrowserClosedError, errors.BrowserFailedError) as error:
        raise NotDrawnError(str(error)) from error
    return drawn
