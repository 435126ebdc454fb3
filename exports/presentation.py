"""Views as a PowerPoint that a board can edit: one view on a slide, a pack with cover, contents and appendix, or a briefing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide

from exports.contents import AUTHOR, HAS_EXAMPLES, cover_lines, signs
from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack
from exports.slide_briefing import add_briefing
from exports.slide_figure import add_exhibit
from exports.slide_master import STAND_IDX
from exports.slide_page import AIR, Words, badge, finish_page, start_page
from exports.slide_shapes import text_box
from exports.slide_style import Style, open_style, prepare_notes, saved
from exports.slide_table import CONTINUED, SlideTable, TableCell, add_table, pieces_of
from exports.slide_text import Paragraph, Run, clean, fill, plain, shortened, text_width, wrapped

COVER_SIZE = 20.0
COVER_SIZES = (40.0, 32.0, 26.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A line of the contents."""

    mark: str
    title: str
    slide: Slide


def view_presentation(exhibit: Exhibit, *, style: HouseStyle, pictures: Mapping[str, bytes]) -> bytes:
    """One view as a PowerPoint; its charts can be edited.

    Args:
        pictures: PNG by `Exhibit.view`, for views without charts of their own, as a map.

    Raises TemplateError where the organisation's template cannot be used.
    """
    opened = open_style(style)
    prepare_notes(opened)
    add_exhibit(opened, exhibit, picture=pictures.get(exhibit.view))
    return saved(opened, title=exhibit.title, subject=exhibit.subtitle, day=exhibit.day)


def pack_presentation(pack: Pack, *, pictures: Mapping[str, bytes]) -> bytes:
    """A pack as a PowerPoint: cover, contents, one message a slide, and an appendix of exactly the figures used.

    Args:
        pictures: PNG by `Exhibit.view`, for views without charts of their own, as a map.

    Raises TemplateError where the organisation's template cannot be used.
    """
    style = open_style(pack.style)
    prepare_notes(style)
    _cover(style, pack)
    entries = []
    for (_, name), exhibit in zip(signs(pack.exhibits), pack.exhibits, strict=True):
        slides = add_exhibit(style, exhibit, picture=pictures.get(exhibit.view), name=name)
        entries.append(_Entry(mark=name, title=exhibit.title, slide=slides[0]))
    entries += _appendix(style, pack)
    _contents(style, entries)
    return saved(style, title=pack.title, subject=pack.scope, day=pack.day)


def briefing_presentation(briefing: Briefing, *, style: HouseStyle) -> bytes:
    """A briefing as a PowerPoint: its sentences, its own figures through time, and what changed, is missing or must be discussed.

    Raises TemplateError where the organisation's template cannot be used.
    """
    opened = open_style(style)
    prepare_notes(opened)
    add_briefing(opened, briefing)
    return saved(opened, title=f"{briefing.title}: {briefing.subtitle}", subject=briefing.subtitle, day=briefing.day)


def _cover(style: Style, pack: Pack) -> None:
    slide = style.deck.slides.add_slide(style.cover)
    title: Any = slide.shapes.title
    title.element.nvSpPr.cNvPr.set("name", "Titel")
    words = clean(pack.title)
    width, height = title.width / 12700, title.height / 12700
    size = next((s for s in COVER_SIZES if len(wrapped(words, width=width, size=s, is_bold=True)) * s * 1.2 <= height), COVER_SIZES[-1])
    words = shortened(words, lines=max(int(height / (size * 1.2)), 1), width=width, size=size, is_bold=True)
    needs_size = size != COVER_SIZES[0] or (not style.is_house and text_width(words, 44, is_bold=True) > width * 2)
    fill(title.element.txBody, plain([words], size=size if needs_size else 0), slide.part)
    *told, made = cover_lines(pack)
    stand = [AUTHOR, made]
    others = [s for s in slide.placeholders if s.element is not title.element]
    scope: Any = next((s for s in others if s.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE), others[0] if others else None)
    last: Any = next((s for s in others if style.is_house and s.placeholder_format.idx == STAND_IDX), None)
    for shape in others:
        if shape not in (scope, last):
            shape.element.getparent().remove(shape.element)
    if scope is None:
        below = (title.top + title.height) / 12700 + AIR
        text_box(
            slide,
            (title.left / 12700, below, width, 120),
            plain([*told, *stand], size=COVER_SIZE, colour=style.palette.ink),
            name="Ondertitel",
        )
    else:
        scope.element.nvSpPr.cNvPr.set("name", "Ondertitel")
        across, lines = scope.width / 12700, max(int(scope.height / 12700 / (COVER_SIZE * 1.25)), 2)
        size = 0 if style.is_house else COVER_SIZE if lines > len(told) else 16
        limit = max(lines - len(told) + 1, 1)
        shown = [shortened(clean(text), lines=limit, width=across, size=size or COVER_SIZE) for text in told]
        fill(scope.element.txBody, plain([*shown, *([] if last is not None else stand)], size=size), slide.part)
    if last is not None:
        last.element.nvSpPr.cNvPr.set("name", "Stand")
        fill(last.element.txBody, plain(stand), slide.part)
    if pack.has_examples:
        badge(slide, left=title.left / 12700, top=44 if style.is_house else max(title.top / 12700 - 30, 6), text=HAS_EXAMPLES)


def _table_slides(style: Style, *, title: str, table: SlideTable) -> list[Slide]:
    """A table under a title, on as many slides as it takes."""
    slides: list[Slide] = []
    page = start_page(style, Words(title=title))
    top = page.top + (AIR if style.is_house else 0)
    pieces = pieces_of(table, width=page.width, first=page.height - AIR, following=page.height - AIR)
    for piece in pieces:
        if slides:
            page = start_page(style, Words(title=f"{title} {CONTINUED}"))
        add_table(page.slide, piece, left=page.left, top=top, palette=style.palette, name="Tabel", summary=title)
        finish_page(style, page)
        slides.append(page.slide)
    return slides


def _figures_with(touches: Sequence[bool], figures: Sequence[Exhibit]) -> str:
    """The figures and tables that something is about, in short."""
    return ", ".join(sign for (sign, _), is_touched in zip(signs(figures), touches, strict=True) if is_touched)


def _appendix(style: Style, pack: Pack) -> list[_Entry]:
    """Definitions, sources, contradictions and caveats of the figures used, and how to make the pack again."""
    figures = pack.exhibits

    def row(*texts: str) -> tuple[TableCell, ...]:
        return tuple(TableCell(text=text) for text in texts)

    terms = [row(label, text, _figures_with([(label, text) in e.terms for e in figures], figures)) for label, text in pack.terms]
    sources = [row(line, _figures_with([e.source_line == line for e in figures], figures)) for line in pack.sources]
    conflicts = [row(text, _figures_with([text in e.conflicts for e in figures], figures)) for text in pack.conflicts]
    caveats = [row(label, text, _figures_with([(label, text) in e.caveats for e in figures], figures)) for label, text in pack.caveats]
    parts = (
        ("Definities", ("Begrip", "Definitie", "Waar"), terms),
        ("Bronnen", ("Bron", "Waar"), sources),
        ("Tegenspraak in de bronnen", ("Wat elkaar tegenspreekt", "Waar"), conflicts),
        ("Kanttekeningen", ("Kanttekening", "Uitleg", "Waar"), caveats),
    )
    entries = []
    for title, head, rows in parts:
        if rows:
            slides = _table_slides(style, title=title, table=SlideTable(head=head, rows=tuple(rows)))
            entries.append(_Entry(mark="Bijlage", title=title, slide=slides[0]))
    return [*entries, _Entry(mark="Bijlage", title="Stand van de cijfers", slide=_snapshot(style, pack))]


def _snapshot(style: Style, pack: Pack) -> Slide:
    page = start_page(style, Words(title="Stand van de cijfers"))
    ink, second = style.palette.ink, style.palette.second
    lines = [
        ("Stand van de gegevens", f"{pack.snapshot}, opgebouwd op {pack.made}", ""),
        ("Keuze", pack.scope, ""),
        ("Dit pakket opnieuw maken", pack.address, pack.address),
        ("Gemaakt met", AUTHOR, ""),
    ]
    paragraphs = []
    for i, (label, text, link) in enumerate(lines):
        shown = shortened(clean(text), lines=4, width=page.width, size=16)
        paragraphs.append(Paragraph(runs=(Run(text=label, size=14, colour=second),), above=12 if i else 0))
        paragraphs.append(Paragraph(runs=(Run(text=shown, size=16, colour=style.palette.link if link else ink, link=link),), above=2))
    text_box(page.slide, (page.left, page.top + AIR, page.width, page.height - AIR), paragraphs, name="Stand van de cijfers")
    finish_page(style, page)
    return page.slide


def _contents(style: Style, entries: Sequence[_Entry]) -> None:
    """The contents behind the cover; each title leads to its slide."""
    order = style.deck.slides._sldIdLst
    before = list(style.deck.slides)
    numbers = {slide.slide_id: i for i, slide in enumerate(before, start=1)}

    def table(shift: int) -> SlideTable:
        rows = (
            (
                TableCell(text=entry.mark),
                TableCell(text=entry.title, link=entry.slide),
                TableCell(text=str(numbers[entry.slide.slide_id] + shift), is_number=True),
            )
            for entry in entries
        )
        return SlideTable(head=("Deel", "Onderwerp", "Dia"), rows=tuple(rows))

    page_height = style.bottom - style.top - (28 if style.is_house else 0)
    count = len(pieces_of(table(99), width=style.across, first=page_height - AIR, following=page_height - AIR))
    added = _table_slides(style, title="Inhoud", table=table(count))
    listed = list(order)[-len(added) :]
    for place, element in enumerate(listed, start=1):
        order.remove(element)
        order.insert(place, element)
