"""A briefing on slides: sentences to read in two minutes, small charts, and three short lists."""

from collections.abc import Sequence
from dataclasses import replace

from exports.contents import briefing_lists, sentence_foot
from exports.exhibit import Briefing
from exports.slide_figure import add_notes, draw_charts
from exports.slide_page import AIR, Page, Words, finish_page, start_page
from exports.slide_shapes import text_box
from exports.slide_style import Style
from exports.slide_table import CONTINUED
from exports.slide_text import LINE, Paragraph, Run, clean, shortened, wrapped

SENTENCE_SIZE, LIST_SIZE, HEADING_SIZE, SMALL_SIZE = 18.0, 16.0, 14.0, 12.0
MOST_LINES = 6
PANELS, LISTS = "eigen cijfers door de tijd", "wat veranderde, wat ontbreekt en wat te bespreken is"
OWN_SCALES = "Elke grafiek heeft haar eigen schaal."
Block = tuple[Run, ...]


def _height(block: Block, width: float) -> float:
    """How high the runs of a block are, each on a line of its own, in points."""
    return sum(len(wrapped(run.text, width=width, size=run.size, is_bold=run.is_bold)) * run.size * LINE + 3 for run in block)


def _fitted(block: Block, width: float) -> Block:
    shown = (replace(run, text=clean(run.text)) for run in block if clean(run.text))
    return tuple(replace(run, text=shortened(run.text, lines=MOST_LINES, width=width, size=run.size)) for run in shown)


def _write(style: Style, words: Words, blocks: Sequence[Block], *, air: float) -> list[Page]:
    """Blocks of words below each other, on as many slides as they take; no block is torn apart."""
    pages: list[Page] = []
    waiting = [block for block in (_fitted(block, style.across) for block in blocks) if block]
    while waiting:
        page = start_page(style, replace(words, title=f"{words.title} {CONTINUED}") if pages else words)
        used, paragraphs = 0.0, list[Paragraph]()
        while waiting and (not paragraphs or used + air + _height(waiting[0], page.width) <= page.height - AIR):
            block = waiting.pop(0)
            used += _height(block, page.width) + (air if paragraphs else 0)
            paragraphs += [
                Paragraph(runs=(run,), above=(air if paragraphs else 0) + 3 if i == 0 else 3) for i, run in enumerate(block)
            ]  # fmt: skip
        text_box(page.slide, (page.left, page.top + AIR, page.width, page.height - AIR), paragraphs, name="Tekst")
        finish_page(style, page)
        pages.append(page)
    return pages


def _sentences(briefing: Briefing, style: Style) -> list[Block]:
    """Each sentence with its caveat and its code."""
    ink, second = style.palette.ink, style.palette.second
    blocks: list[Block] = []
    for sentence in briefing.sentences:
        below = sentence_foot(sentence)
        blocks.append((Run(text=sentence.text, size=SENTENCE_SIZE, colour=ink), Run(text=below, size=SMALL_SIZE, colour=second)))
    return blocks


def _lists(briefing: Briefing, style: Style) -> list[Block]:
    """What changed, what is missing and what to discuss, each line below its heading."""
    ink, second = style.palette.ink, style.palette.second
    blocks: list[Block] = []
    for heading, lines in briefing_lists(briefing):
        head = Run(text=heading, size=HEADING_SIZE, is_bold=True, colour=second)
        told = [Run(text=line, size=LIST_SIZE, colour=ink) for line in lines]
        blocks += [(head, *told[:1]), *((line,) for line in told[1:])] if told else []
    head = Run(text="Bronnen", size=HEADING_SIZE, is_bold=True, colour=second)
    return [*blocks, (head, Run(text=briefing.sources, size=SMALL_SIZE, colour=ink))]


def add_briefing(style: Style, briefing: Briefing) -> None:
    """The slides of a briefing; the first has notes with where it comes from."""
    title, code = briefing.title, f"Stand: {briefing.snapshot}"
    words = Words(title=title, subtitle=briefing.subtitle, source=briefing.sources, code=code, address=briefing.address)
    pages = _write(style, words, _sentences(briefing, style), air=12)
    if briefing.panels:
        page = start_page(style, replace(words, title=f"{title}: {PANELS}", subtitle="", marks=(OWN_SCALES,)))
        draw_charts(style, page, briefing.panels, briefing.summary, among=briefing.panels, has_own_scales=True)
        finish_page(style, page)
        pages.append(page)
    pages += _write(style, replace(words, title=f"{title}: {LISTS}", subtitle=""), _lists(briefing, style), air=8)
    if not pages:
        pages = [start_page(style, words)]
        finish_page(style, pages[0])
    told = [("Bronnen", briefing.sources), ("Link", briefing.address), ("Stand", f"{briefing.snapshot}, opgebouwd op {briefing.made}")]
    add_notes(pages[0].slide, [("Grafieken in woorden", briefing.summary), *told] if briefing.panels else told)
