"""An organisation's own PowerPoint template: opened, emptied of its slides, and read for its layouts and free space."""

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from exports.house_style import HouseStyleError

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SAME_AS_MAIN = tuple(MAIN.replace("presentation.main", kind) for kind in ("template.main", "slideshow.main"))
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FOOT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
NOT_WANTED = ("/printerSettings", "/commentAuthors", "/authors", "/customXml", "/tags")
EMU = 12700
MARGIN = 28.0
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


class TemplateError(HouseStyleError):
    """An organisation's template cannot be used; the message is Dutch and says what helps."""


def _readable(path: Path) -> io.BytesIO:
    """The file, a template or slide show told to be a presentation."""
    with zipfile.ZipFile(path) as given:
        types = given.read(CONTENT_TYPES).decode("utf-8")
        if not any(kind in types for kind in SAME_AS_MAIN):
            return io.BytesIO(path.read_bytes())
        for kind in SAME_AS_MAIN:
            types = types.replace(kind, MAIN)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
            for name in given.namelist():
                changed.writestr(name, types if name == CONTENT_TYPES else given.read(name))
    out.seek(0)
    return out


def _empty(deck: Deck) -> None:
    """Takes out the slides with all that hangs on them, and what names or lists them."""
    root = deck.element
    listed = root.find(f"{_P}sldIdLst")
    if listed is not None:
        for slide in list(listed):
            deck.part.rels.pop(slide.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"))
            listed.remove(slide)
    for shows in root.findall(f"{_P}custShowLst"):
        root.remove(shows)
    for sections in list(root.iter(f"{_P14}sectionLst")):
        sections.getparent().getparent().remove(sections.getparent())
    for key, related in list(deck.part.rels.items()):
        if related.reltype.endswith(NOT_WANTED):
            deck.part.rels.pop(key)
    for tags in list(root.iter(f"{_P}custDataLst")):
        tags.getparent().remove(tags)


def opened(path: Path) -> Deck:
    """The organisation's template without its slides.

    Raises TemplateError where the file is missing or no PowerPoint.
    """
    try:
        deck = Presentation(_readable(path))
        _empty(deck)
        has_layouts = any(titles_of(layout) for layout in deck.slide_layouts)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, XMLSyntaxError, PythonPptxError) as error:
        raise TemplateError(
            f"Het sjabloon '{path.name}' kan niet als PowerPoint geopend worden. Geef een bestand .pptx of .potx dat in PowerPoint opent."
        ) from error
    if not has_layouts:
        raise TemplateError(f"Het sjabloon '{path.name}' heeft geen indeling met een titel. Voeg die in PowerPoint toe.")
    return deck


def placeholders_of(layout: SlideLayout) -> list[Any]:
    """The placeholders of a layout."""
    found: Any = layout.placeholders
    return list(found)


def titles_of(layout: SlideLayout) -> list[Any]:
    """The placeholders for a title in a layout."""
    return [shape for shape in placeholders_of(layout) if shape.placeholder_format.type in TITLES]


def _others(layout: SlideLayout) -> list[Any]:
    return [shape for shape in placeholders_of(layout) if shape.placeholder_format.type not in (*TITLES, *FOOT)]


def cover_layout(deck: Deck) -> SlideLayout:
    """The layout of a title slide: named so, else with a centred title, else with a title and little more."""
    layouts = [layout for layout in deck.slide_layouts if titles_of(layout)]

    def order(layout: SlideLayout) -> tuple[bool, bool, int]:
        is_centred = titles_of(layout)[0].placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE
        return layout.element.get("type") != "title", not is_centred, abs(len(_others(layout)) - 1)

    return min(layouts, key=order)


def plain_layout(deck: Deck) -> SlideLayout:
    """The layout with a title and room below it."""
    layouts = [layout for layout in deck.slide_layouts if titles_of(layout)]

    def order(layout: SlideLayout) -> tuple[bool, bool, int]:
        kind = layout.element.get("type")
        return kind != "titleOnly", kind in ("title", "secHead"), len(_others(layout))

    return min(layouts, key=order)


def _box(shape: Any) -> tuple[float, float, float, float] | None:
    sides = (shape.left, shape.top, shape.width, shape.height)
    return None if any(side is None for side in sides) else (sides[0] / EMU, sides[1] / EMU, sides[2] / EMU, sides[3] / EMU)


def title_box(deck: Deck, layout: SlideLayout) -> tuple[float, float, float, float]:
    """Where the title of a layout stands, in points: left, top, width, height."""
    masters = [shape for shape in deck.slide_master.placeholders if shape.placeholder_format.type in TITLES]
    found = next((box for shape in [*titles_of(layout), *masters] if (box := _box(shape))), None)
    return found or (MARGIN, MARGIN, (deck.slide_width or 0) / EMU - 2 * MARGIN, 60.0)


def free_box(deck: Deck, layout: SlideLayout) -> tuple[float, float, float, float]:
    """The room below the title that the template leaves to content, in points: left, top, right, bottom."""
    across, down = (deck.slide_width or 0) / EMU, (deck.slide_height or 0) / EMU
    left, top, width, height = title_box(deck, layout)
    bodies = [shape for shape in deck.slide_master.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.BODY]
    body = next((box for shape in bodies if (box := _box(shape))), None)
    is_above = top + height < down / 2 and width > across / 2
    first = top + height if is_above else MARGIN
    if body and body[2] > across / 2:
        left, width = body[0], body[2]
        first = max(first, body[1] - MARGIN) if is_above else body[1]
    feet = [
        box for shape in placeholders_of(layout) if shape.placeholder_format.type in FOOT and (box := _box(shape)) and box[1] > down / 2
    ]
    last = min([down - MARGIN / 2, *(box[1] for box in feet)])
    if body and not feet:
        last = min(last, body[1] + body[3])
    return left, first + 4, left + width, last - 2


def title_size(deck: Deck, layout: SlideLayout) -> float:
    """How large the template sets a title, in points."""
    names = f".//{_P}titleStyle//{{http://schemas.openxmlformats.org/drawingml/2006/main}}lvl1pPr"
    first = [element for shape in titles_of(layout) for element in shape.element.iter() if element.tag.endswith("}lvl1pPr")]
    for level in [*first, *deck.slide_master.element.findall(names)]:
        for look in level:
            if look.tag.endswith("}defRPr") and look.get("sz"):
                return int(look.get("sz")) / 100
    return 32.0
