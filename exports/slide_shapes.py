"""Shapes that python-pptx has no words for, on a slide: frames for charts and tables, and boxes with words."""

from typing import Any

from pptx.oxml import parse_xml
from pptx.slide import Slide

from exports.slide_master import Box, frame_xml
from exports.slide_text import NAMESPACES, Paragraph, attribute, fill

NO_LOOK = "<a:noFill/>"


def next_id(slide: Slide) -> int:
    """A number that no shape of the slide has yet."""
    return 1 + max(int(str(element.get("id"))) for element in slide.shapes._spTree.iter("{*}cNvPr"))


def add_frame(slide: Slide, content: str, box: Box, *, uri: str, name: str, summary: str, title: str = "") -> None:
    """Puts a chart or a table on a slide, with its picture in words.

    Args:
        content: the XML of what is in the frame.
        box: left, top, width and height in points.
        uri: what kind of content that is.
    """
    told = f'id="{next_id(slide)}" name="{attribute(name)}" descr="{attribute(summary)}"'
    titled = f' title="{attribute(title)}"' if attribute(title) else ""
    place = frame_xml(box).replace("a:xfrm", "p:xfrm")
    frame = (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr {told}{titled}/>"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place}'
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
    )
    slide.shapes._spTree.append(parse_xml(frame))


def text_box(slide: Slide, box: Box, paragraphs: list[Paragraph], *, name: str, anchor: str = "t", look: str = NO_LOOK) -> None:
    """Puts a box with words on a slide.

    Args:
        box: left, top, width and height in points.
        look: its fill and line.
    """
    is_plain = look == NO_LOOK
    inset = 'lIns="0" tIns="0" rIns="0" bIns="0"' if is_plain else 'lIns="72000" tIns="18000" rIns="72000" bIns="18000"'
    shape = "rect" if is_plain else "roundRect"
    element: Any = parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{next_id(slide)}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{frame_xml(box)}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>{look}</p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" {inset} anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p/></p:txBody></p:sp>'
    )
    slide.shapes._spTree.append(element)
    fill(element.txBody, paragraphs, slide.part)
