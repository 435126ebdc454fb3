"""One slide with what stands around its content: title and subtitle above, marks, source, code and number below."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Pt

from catalogue.formatting import EXAMPLE
from exports.slide_master import MARKS_IDX, NUMBER_ACROSS, SUBTITLE_IDX, Box, placeholder_xml
from exports.slide_shapes import next_id, text_box
from exports.slide_style import Style
from exports.slide_template import placeholders_of
from exports.slide_text import LEAST_SIZE, LINE, NAMESPACES, Paragraph, Run, clean, colour_xml, fill, plain, shortened, text_width, wrapped

SUBTITLE_SIZE = 14.0
MARK_LINES, MOST_MARK_LINES = 3, 7
TITLE_SIZES = (28.0, 24.0, 20.0)
ATTENTION, ATTENTION_WASH = "#8a5000", "#fdf1e0"
IN_NOTES = "De volledige tekst staat in de notities."
AIR = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands around the content of a slide.

    Attributes:
        code: the code as it is shown, with the number of the figure in a pack.
        address: what the code leads to.
    """

    title: str
    subtitle: str = ""
    marks: tuple[str, ...] = ()
    source: str = ""
    code: str = ""
    address: str = ""
    is_example: bool = False
    most_mark_lines: int = MOST_MARK_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A slide on which content can come, with the room for it in points."""

    slide: Slide
    left: float
    top: float
    width: float
    height: float
    words: Words
    marks: tuple[str, ...]
    marks_height: float
    foot_height: float


def _holder(slide: Slide, idx: int) -> Any | None:
    return next((shape for shape in slide.placeholders if shape.placeholder_format.idx == idx), None)


def place(shape: Any, box: Box) -> None:
    """Gives a placeholder its own position and size in points."""
    shape.left, shape.top, shape.width, shape.height = (Pt(side) for side in box)


def _title_look(style: Style, title: str) -> tuple[str, float, int]:
    """The title as far as it fits, its size and how many lines it takes."""
    _, _, width, height = style.title
    most = 2 if style.is_house else max(int(height / (style.title_size * LINE)), 1)
    for size in (style.title_size, *(each for each in TITLE_SIZES if each < style.title_size)):
        fitting = most if style.is_house else max(int(height / (size * LINE)), 1)
        lines = len(wrapped(title, width=width - (0 if style.is_house else 15), size=size, is_bold=True))
        if lines <= fitting:
            return title, size, lines
    return shortened(title, lines=most, width=width - 15, size=TITLE_SIZES[-1], is_bold=True), TITLE_SIZES[-1], most


def set_title(style: Style, slide: Slide, title: str) -> float:
    """Puts the title in its placeholder and tells how much further down everything comes, in points."""
    shown, size, lines = _title_look(style, clean(title))
    shape: Any = slide.shapes.title
    shape.element.nvSpPr.cNvPr.set("name", "Titel")
    fill(shape.element.txBody, plain([shown], size=0 if style.is_house and size == style.title_size else size), slide.part)
    if not style.is_house or lines == 1:
        return 0.0
    further = (lines - 1) * size * LINE
    left, top, width, height = style.title
    place(shape, (left, top, width, height + further))
    return further


def _badge(slide: Slide, *, right: float, top: float, text: str = EXAMPLE) -> float:
    """A small word that stands out, and how wide it is."""
    width = text_width(text, LEAST_SIZE, is_bold=True) + 20
    look = (
        f'<a:solidFill>{colour_xml(ATTENTION_WASH)}</a:solidFill><a:ln w="9525"><a:solidFill>{colour_xml(ATTENTION)}</a:solidFill></a:ln>'
    )
    run = Run(text=text, size=LEAST_SIZE, is_bold=True, colour=ATTENTION)
    text_box(slide, (right - width, top, width, 21), [Paragraph(runs=(run,), align="ctr")], name=text, anchor="ctr", look=look)
    return width


def badge(slide: Slide, *, left: float, top: float, text: str) -> None:
    """The same small word from its left side, in points."""
    _badge(slide, right=left + text_width(text, LEAST_SIZE, is_bold=True) + 20, top=top, text=text)


def _subtitle(style: Style, slide: Slide, words: Words, top: float) -> float:
    """Subtitle and badge; how high they are."""
    beside = _badge(slide, right=style.right, top=top) + 12 if words.is_example else 0.0
    holder = _holder(slide, SUBTITLE_IDX) if style.is_house else None
    text = clean(words.subtitle)
    if not text:
        if holder is not None:
            holder.element.getparent().remove(holder.element)
        return 28.0 if beside else 0.0
    width = style.across - beside
    shown = shortened(text, lines=2, width=width, size=SUBTITLE_SIZE)
    height = len(wrapped(shown, width=width, size=SUBTITLE_SIZE)) * SUBTITLE_SIZE * LINE + 3
    paragraphs = plain([shown], size=0 if holder is not None else SUBTITLE_SIZE, colour="" if holder is not None else style.palette.second)
    if holder is None:
        text_box(slide, (style.left, top, width, height), paragraphs, name="Ondertitel")
    else:
        holder.element.nvSpPr.cNvPr.set("name", "Ondertitel")
        place(holder, (style.left, top, width, height))
        fill(holder.element.txBody, paragraphs, slide.part)
    return height + 10


def _marks(style: Style, words: Words) -> tuple[tuple[str, ...], float]:
    """The marks as far as they fit, and their height."""
    left, kept, is_cut = words.most_mark_lines, [], False
    texts = [clean(mark) for mark in words.marks if clean(mark)]
    for text in texts:
        if left <= 0:
            is_cut = True
            break
        shown = shortened(text, lines=min(MARK_LINES, left), width=style.across, size=LEAST_SIZE)
        is_cut |= shown != text
        left -= len(wrapped(shown, width=style.across, size=LEAST_SIZE))
        kept.append(shown)
    if is_cut:
        kept.append(IN_NOTES)
    lines = sum(len(wrapped(text, width=style.across, size=LEAST_SIZE)) for text in kept)
    return tuple(kept), lines * LEAST_SIZE * LINE + 2 * max(len(kept) - 1, 0) + (4 if kept else 0)


def _foot(style: Style, words: Words) -> tuple[str, float]:
    """The source line as far as it fits, and the height of the lines below the content where they stand in the room."""
    width = style.across - (NUMBER_ACROSS if style.is_house else 0)
    source = shortened(clean(words.source), lines=2 if style.is_house else 3, width=width, size=LEAST_SIZE)
    lines = (len(wrapped(source, width=width, size=LEAST_SIZE)) if source else 0) + bool(words.code)
    return source, 0.0 if style.is_house else lines * LEAST_SIZE * LINE + (AIR if lines else 0)


def start_page(style: Style, words: Words) -> Page:
    """A new slide with its title, subtitle and badge; what stands below comes with `finish_page`."""
    slide = style.deck.slides.add_slide(style.plain)
    further = set_title(style, slide, words.title)
    kept = (SUBTITLE_IDX, MARKS_IDX) if style.is_house else ()
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx not in kept and shape.element is not slide.shapes.title.element:
            shape.element.getparent().remove(shape.element)
    top = style.top + further
    top += _subtitle(style, slide, words, top)
    marks, marks_height = _marks(style, words)
    _, foot_height = _foot(style, words)
    bottom = style.bottom - foot_height - marks_height - (AIR if marks else 0)
    return Page(
        slide=slide, left=style.left, top=top, width=style.across, height=bottom - top, words=words, marks=marks, marks_height=marks_height,
        foot_height=foot_height,
    )  # fmt: skip


def _number(style: Style, slide: Slide) -> None:
    """The number of the slide, where its layout has a place for it."""
    layout = style.plain if style.is_house or slide.slide_layout.name == style.plain.name else slide.slide_layout
    holder = next((s for s in placeholders_of(layout) if s.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER), None)
    if holder is not None:
        kind = f'type="sldNum" sz="quarter" idx="{holder.placeholder_format.idx}"'
        xml = placeholder_xml(next_id(slide), "Dianummer", kind, None)
        if not style.is_house:
            xml = xml.replace(xml[xml.index("<a:bodyPr") : xml.index("</a:bodyPr>") + 11], "<a:bodyPr/>")
        slide.shapes._spTree.append(parse_xml(xml.replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1)))


def finish_page(style: Style, page: Page) -> None:
    """Puts marks, source, code and number on a slide, after its content in reading order."""
    slide, words, tree = page.slide, page.words, page.slide.shapes._spTree
    holder = _holder(slide, MARKS_IDX) if style.is_house else None
    top = style.bottom - page.foot_height - page.marks_height
    box = (style.left, top, style.across, page.marks_height)
    if holder is not None:
        tree.remove(holder.element)
    if page.marks and holder is not None:
        holder.element.nvSpPr.cNvPr.set("name", "Kanttekeningen")
        place(holder, box)
        fill(holder.element.txBody, plain(page.marks), slide.part)
        tree.append(holder.element)
    elif page.marks:
        text_box(slide, box, plain(page.marks, size=LEAST_SIZE, colour=style.palette.ink, above=2), name="Kanttekeningen", anchor="b")
    source, _ = _foot(style, words)
    lines = plain([source] if source else [], size=LEAST_SIZE, colour=style.palette.second)
    if words.code:
        run = Run(
            text=clean(words.code),
            size=LEAST_SIZE,
            colour=style.palette.link if words.address else style.palette.second,
            link=words.address,
        )
        lines.append(Paragraph(runs=(run,)))
    if lines and style.is_house:
        idx = next(s.placeholder_format.idx for s in placeholders_of(style.plain) if s.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        xml = placeholder_xml(next_id(slide), "Bron en code", f'type="ftr" sz="quarter" idx="{idx}"', None, anchor="b")
        element: Any = parse_xml(xml.replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1))
        tree.append(element)
        fill(element.txBody, lines, slide.part)
    elif lines:
        text_box(
            slide,
            (style.left, style.foot - page.foot_height + AIR, style.across, page.foot_height - AIR),
            lines,
            name="Bron en code",
            anchor="b",
        )
    _number(style, slide)
