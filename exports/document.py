"""A view or a pack as a Word document: headings, figures, tables and captions that paste cleanly into an organisation's own."""

import io
from collections.abc import Mapping
from datetime import date

from docx.document import Document
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph

from catalogue.formatting import EXAMPLE
from exports import contents
from exports.columns import Fit, fit
from exports.contents import Numbered, clean
from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack
from exports.word import (
    add_caption,
    add_contents,
    add_field,
    add_link,
    add_table,
    as_bytes,
    describe,
    lay,
    mark_place,
    name_picture,
    say,
    turn_page,
)
from exports.word_style import CONTENTS_STYLE, COVER_STYLE, LABEL_STYLE, LIST_STYLE, MARK_STYLE, SOURCE_STYLE, open_document

TALLEST_PICTURE = Cm(17)
COVER_TOP = Pt(150)
CODE_SIZE = Pt(7.5)
BRIEFING_PICTURE = 0.86


class _Writer:
    """A document that is being written, and the headings so far."""

    def __init__(self, style: HouseStyle) -> None:
        self.document: Document = open_document(style)
        self.headings: list[tuple[int, str, str]] = []
        self._is_lying = False

    def width(self, *, is_lying: bool) -> Length:
        """The room between the margins of a page, upright or on its side."""
        last = self.document.sections[-1]
        sides = sorted((last.page_width or Cm(21), last.page_height or Cm(29.7)))
        return Emu(sides[is_lying] - (last.left_margin or 0) - (last.right_margin or 0))

    def turn(self, *, is_lying: bool) -> bool:
        """The page upright or on its side; whether that began a new page."""
        is_other, self._is_lying = is_lying != self._is_lying, is_lying
        if is_other and self.document.paragraphs:
            turn_page(self.document, is_lying=is_lying)
            return True
        if is_other:
            lay(self.document.sections[-1], is_lying=is_lying)
        return False

    def heading(self, text: str, level: int, *, on_new_page: bool = False, is_lying: bool = False) -> Paragraph:
        """A heading that the table of contents knows."""
        has_turned = self.turn(is_lying=is_lying)
        paragraph = say(self.document, text, f"Heading {level}")
        if on_new_page and not has_turned:
            paragraph.paragraph_format.page_break_before = True
        self.headings.append((level, text, mark_place(paragraph, len(self.headings) + 1)))
        return paragraph

    def labelled(self, label: str, text: str) -> Paragraph:
        """A paragraph that begins with what it is about."""
        paragraph = self.document.add_paragraph()
        if label:
            paragraph.add_run(clean(f"{label}. ")).bold = True
        paragraph.add_run(clean(text))
        return paragraph

    def picture(self, view: Numbered, picture: bytes) -> None:
        """The figure as wide as the page, with its alternative text, and its caption below."""
        exhibit = view.exhibit
        if exhibit.is_example:
            say(self.document, EXAMPLE, LABEL_STYLE)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=self.width(is_lying=False))
        if shape.height > TALLEST_PICTURE:
            shape.width, shape.height = Emu(shape.width * TALLEST_PICTURE // shape.height), TALLEST_PICTURE
        name_picture(shape, name=f"Figuur {view.figure}", told=exhibit.summary)
        add_caption(self.document, "Figuur", view.figure, exhibit.title)

    def fitted(self, exhibit: Exhibit) -> Fit:
        """How the table of a view fits between the margins."""
        return fit(exhibit.table, upright=self.width(is_lying=False).pt, lying=self.width(is_lying=True).pt)

    def table(self, view: Numbered) -> None:
        """The table in as many parts as its width asks for, on its side where it must be."""
        grid, fitted = view.exhibit.table, self.fitted(view.exhibit)
        self.turn(is_lying=fitted.is_lying)
        count = len(fitted.parts)
        for place, part in enumerate(fitted.parts, start=1):
            told = f" (deel {place} van {count})" if count > 1 else ""
            caption = add_caption(self.document, "Tabel", view.table, f"{grid.caption}{told}", is_first=place == 1)
            caption.paragraph_format.keep_with_next = True
            caption.paragraph_format.space_before = Pt(14)
            add_table(self.document, grid, part, size=fitted.size, is_example=view.exhibit.is_example)
            after = self.document.add_paragraph().paragraph_format
            after.space_after, after.line_spacing = Pt(0 if place == count else 12), Pt(1)

    def sources(self, view: Numbered) -> None:
        """Where the figures come from, how to quote them, and the page that shows the same."""
        say(self.document, view.exhibit.source_line, SOURCE_STYLE)
        paragraph = say(self.document, f"{view.code_line} · ", SOURCE_STYLE)
        add_link(self.document, paragraph, contents.LINK, view.exhibit.address)

    def marks(self, exhibit: Exhibit) -> None:
        """What must stand with the picture."""
        for mark in exhibit.marks:
            say(self.document, mark, MARK_STYLE)

    def view(self, view: Numbered, picture: bytes | None, *, on_new_page: bool = False) -> None:
        """A view: message, figure, what must be known of it, source, table."""
        exhibit = view.exhibit
        is_lying = not view.figure and not exhibit.is_empty and self.fitted(exhibit).is_lying
        self.heading(exhibit.title, 1, on_new_page=on_new_page, is_lying=is_lying)
        say(self.document, exhibit.subtitle, "Subtitle")
        if exhibit.is_empty and exhibit.summary:
            say(self.document, exhibit.summary, "Normal")
        if view.figure and picture:
            self.picture(view, picture)
        self.marks(exhibit)
        self.sources(view)
        if not exhibit.is_empty:
            if view.has_dash:
                say(self.document, contents.DASH_WORDS, SOURCE_STYLE)
            self.table(view)

    def footer(self, *, has_cover: bool) -> None:
        """Our name and the page number, except on a cover; an organisation's template has its own."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = has_cover
        paragraph = section.footer.paragraphs[0]
        paragraph.style = self.document.styles[SOURCE_STYLE]
        paragraph.add_run(f"{contents.AUTHOR} · Pagina ")
        add_field(paragraph, "PAGE", "1")
        paragraph.add_run(" van ")
        add_field(paragraph, "NUMPAGES", "1")


def view_document(exhibit: Exhibit, *, style: HouseStyle, pictures: Mapping[str, bytes], day: date | None = None) -> bytes:
    """One view as a Word document.

    Args:
        pictures: PNG by view; a view without one shows its table alone.
        day: on which the snapshot was built; without it the file bears no day.

    Raises HouseStyleError when the organisation's template cannot be read.
    """
    writer = _Writer(style)
    if style.document is None:
        writer.footer(has_cover=False)
    (view,) = contents.numbered([exhibit], pictures)
    writer.view(view, pictures.get(exhibit.view))
    notes = contents.further_notes(exhibit)
    if notes:
        writer.heading(contents.NOTES, 2)
        for label, text in notes:
            writer.labelled(label, text)
    describe(writer.document, title=exhibit.title, day=day)
    return as_bytes(writer.document)


def _cover(writer: _Writer, pack: Pack) -> None:
    say(writer.document, contents.AUTHOR, COVER_STYLE).paragraph_format.space_before = COVER_TOP
    say(writer.document, pack.title, "Title")
    scope, *others = contents.cover_lines(pack)
    say(writer.document, scope, "Subtitle")
    for line in others:
        say(writer.document, line, "Normal")
    if pack.has_examples:
        say(writer.document, contents.HAS_EXAMPLES, LABEL_STYLE).paragraph_format.space_before = Pt(18)
        say(writer.document, contents.EXAMPLES_SENTENCE, MARK_STYLE)


def _appendix(writer: _Writer, pack: Pack, views: list[Numbered]) -> None:
    writer.heading(contents.APPENDIX, 1, on_new_page=True)
    for section in contents.appendix(pack, views):
        writer.heading(section.title, 2)
        for label, text in section.entries:
            writer.labelled(label, text)
        if section.address:
            paragraph = writer.document.add_paragraph()
            add_link(writer.document, paragraph, section.address, section.address)


def pack_document(pack: Pack, *, pictures: Mapping[str, bytes], day: date | None = None) -> bytes:
    """A pack as a Word document: cover, contents, a view a page, and an appendix.

    Args:
        pictures: PNG by view.
        day: on which the snapshot was built; without it the file bears no day.

    Raises HouseStyleError when the organisation's template cannot be read.
    """
    writer = _Writer(pack.style)
    if pack.style.document is None:
        writer.footer(has_cover=True)
    _cover(writer, pack)
    say(writer.document, contents.CONTENTS, CONTENTS_STYLE).paragraph_format.page_break_before = True
    after_contents = writer.document.add_paragraph()
    views = contents.numbered(pack.exhibits, pictures)
    for view in views:
        writer.view(view, pictures.get(view.exhibit.view), on_new_page=True)
    _appendix(writer, pack, views)
    add_contents(writer.headings, after_contents)
    describe(writer.document, title=pack.title, day=day)
    return as_bytes(writer.document)


def briefing_document(told: Briefing, *, style: HouseStyle, picture: bytes | None) -> bytes:
    """A briefing as one page of Word: sentences with their code, the figures through time, three short lists.

    Args:
        picture: PNG of its panels; without it the sentences stand alone.

    Raises HouseStyleError when the organisation's template cannot be read.
    """
    writer = _Writer(style)
    if style.document is None:
        writer.footer(has_cover=False)
    writer.heading(told.title, 1)
    say(writer.document, f"{told.subtitle}. Cijfers van {told.made}, stand {told.snapshot}.", "Subtitle")
    for sentence in told.sentences:
        paragraph = writer.document.add_paragraph(clean(sentence.text))
        paragraph.add_run(f" {contents.sentence_foot(sentence)}").font.size = CODE_SIZE
        paragraph.paragraph_format.space_after = Pt(3)
    if picture is not None:
        paragraph = writer.document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Emu(round(writer.width(is_lying=False) * BRIEFING_PICTURE)))
        name_picture(shape, name="Cijfers door de jaren", told=told.summary)
    for heading, lines in contents.briefing_lists(told):
        writer.heading(heading, 2).paragraph_format.space_before = Pt(6)
        for line in lines:
            say(writer.document, f"– {line}", LIST_STYLE)
    paragraph = say(writer.document, f"{told.sources} ", SOURCE_STYLE)
    add_link(writer.document, paragraph, contents.LINK, told.address)
    describe(writer.document, title=f"{told.title}: briefing", day=told.day)
    return as_bytes(writer.document)
