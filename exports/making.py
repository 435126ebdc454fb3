"""From a view, a pack or a briefing to a file of the asked kind; only the process that makes files runs it.

Each writer loads its library when it is first needed.
"""

from collections.abc import Sequence
from typing import Literal

from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack, Picture
from exports.image import PictureFormat, draw, find_browser

FileFormat = Literal["pptx", "docx", "pdf", "xlsx"]
PICTURES: dict[str, PictureFormat] = {"docx": "png", "pdf": "svg", "pptx": "png"}
BRIEFING = "briefing"


def _wanted(subject: Exhibit | Pack | Briefing, kind: FileFormat) -> Sequence[tuple[str, Picture | None]]:
    """The pictures that a file may hold: of a presentation only those that it cannot draw itself."""
    if isinstance(subject, Briefing):
        return [] if kind == "pptx" else [(BRIEFING, subject.picture)]
    exhibits = [subject] if isinstance(subject, Exhibit) else subject.exhibits
    return [(exhibit.view, exhibit.picture) for exhibit in exhibits if not (kind == "pptx" and exhibit.charts)]


def _pictures(subject: Exhibit | Pack | Briefing, kind: FileFormat) -> dict[str, bytes]:
    """The pictures of a file; a presentation does without them where there is no Chromium."""
    if kind == "xlsx" or (kind == "pptx" and find_browser() is None):
        return {}
    return {name: draw(picture, kind=PICTURES[kind]) for name, picture in _wanted(subject, kind) if picture is not None}


def made(subject: Exhibit | Pack | Briefing, *, kind: FileFormat, style: HouseStyle) -> bytes:
    """The file.

    Raises NoBrowserError or NotDrawnError where a picture is missing, HouseStyleError where a template cannot be used.
    """
    if kind == "xlsx":
        return _workbook(subject)
    pictures = _pictures(subject, kind)
    if kind == "docx":
        return _document(subject, style, pictures)
    return _pdf(subject, style, pictures) if kind == "pdf" else _presentation(subject, style, pictures)


def _workbook(subject: Exhibit | Pack | Briefing) -> bytes:
    from exports.workbook import pack_workbook, view_workbook  # noqa: PLC0415

    if isinstance(subject, Briefing):
        raise TypeError("a briefing is no workbook")
    return view_workbook(subject) if isinstance(subject, Exhibit) else pack_workbook(subject)


def _document(subject: Exhibit | Pack | Briefing, style: HouseStyle, pictures: dict[str, bytes]) -> bytes:
    from exports.document import briefing_document, pack_document, view_document  # noqa: PLC0415

    if isinstance(subject, Exhibit):
        return view_document(subject, style=style, pictures=pictures, day=subject.day)
    if isinstance(subject, Pack):
        return pack_document(subject, pictures=pictures, day=subject.day)
    return briefing_document(subject, style=style, picture=pictures.get(BRIEFING))


def _pdf(subject: Exhibit | Pack | Briefing, style: HouseStyle, pictures: dict[str, bytes]) -> bytes:
    from exports.paper import briefing_pdf, pack_pdf, view_pdf  # noqa: PLC0415

    if isinstance(subject, Exhibit):
        return view_pdf(subject, style=style, pictures=pictures, day=subject.day)
    if isinstance(subject, Pack):
        return pack_pdf(subject, pictures=pictures, day=subject.day)
    return briefing_pdf(subject, style=style, picture=pictures.get(BRIEFING))


def _presentation(subject: Exhibit | Pack | Briefing, style: HouseStyle, pictures: dict[str, bytes]) -> bytes:
    from exports.presentation import briefing_presentation, pack_presentation, view_presentation  # noqa: PLC0415

    if isinstance(subject, Exhibit):
        return view_presentation(subject, style=style, pictures=pictures)
    return pack_presentation(subject, pictures=pictures) if isinstance(subject, Pack) else briefing_presentation(subject, style=style)
