"""From a view or a pack to a file of the asked kind, with the pictures that it needs; only the process that makes files runs it."""

from collections.abc import Sequence
from typing import Literal

from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack
from exports.image import PictureFormat, draw, find_browser

PICTURES: dict[str, PictureFormat] = {"docx": "png", "pdf": "svg", "pptx": "png"}


class TemplateError(Exception):
    """An organisation's own template cannot be used; the message is Dutch and says what helps."""


def _pictures(exhibits: Sequence[Exhibit], *, kind: str) -> dict[str, bytes]:
    """The pictures that a kind of file needs: of a presentation only those that it cannot draw itself, and none without Chromium."""
    if kind == "xlsx" or (kind == "pptx" and find_browser() is None):
        return {}
    wanted = (e for e in exhibits if e.picture is not None and not (kind == "pptx" and e.charts))
    return {e.view: draw(e.picture, kind=PICTURES[kind]) for e in wanted if e.picture is not None}


def made(subject: Exhibit | Pack | Briefing, *, kind: Literal["pptx", "docx", "pdf", "xlsx"], style: HouseStyle) -> bytes:
    """The file.

    Raises NoBrowserError or NotDrawnError where a picture is missing, TemplateError where a template cannot be used.
    """
    if kind == "xlsx":
        from exports.workbook import pack_workbook, view_workbook  # noqa: PLC0415  each writer loads its library when it is first needed

        return view_workbook(subject) if isinstance(subject, Exhibit) else pack_workbook(subject)
    raise NotImplementedError
