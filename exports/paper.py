"""A view or a pack on paper: a tagged PDF that reads aloud, with its own type; the picture drawn from SVG.

What it says comes as data into `paper.typ`; nothing that a person wrote is ever read as markup there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import typst

from catalogue.formatting import EXAMPLE
from charts.theme import GREY, INK, RULE, SECOND_INK
from exports import contents
from exports.columns import UPRIGHT_PT, Fit, fit
from exports.contents import Numbered, clean, is_address
from exports.exhibit import Briefing, Exhibit, Grid, HouseStyle, Pack
from exports.glyphs import BREAK, FONTS, breakable, drawable

SOURCE = Path(__file__).with_suffix(".typ")
ATTENTION = "#9a5b00"
WASH = "#f4f7f9"
TALLEST_PT = 480.0
BRIEFING_PICTURE = 0.92
CELL_AIR_PT = 8
LONG_CELL = 400
TITLE_PT, HEAD_PT, TEXT_PT, SOURCE_PT = 30.0, 17.0, 10.5, 8.5
Data = dict[str, Any]


class PaperError(Exception):
    """The PDF could not be made; the message is Dutch."""


def _said(text: str, size: float = TEXT_PT, width: float = UPRIGHT_PT) -> str:
    """A text as our fonts can draw it, its longest words made to fit a line of this type size and width in points."""
    return breakable(drawable(clean(text)), width=width, size=size)


def _table(grid: Grid, caption: str) -> Data:
    fitted: Fit = fit(grid)
    count = len(fitted.parts)
    numbers = {i for i in range(len(grid.head)) if any(row[i].is_number for row in grid.rows)}
    parts = []
    for place, part in enumerate(fitted.parts, start=1):
        columns = list(zip(part.columns, part.widths, strict=True))
        told = f"{caption} (deel {place} van {count})" if count > 1 else caption
        parts.append(
            {
                "caption": _said(told, 9),
                "widths": part.widths,
                "head": [[_said(grid.head[i], fitted.size, width - CELL_AIR_PT), i in numbers] for i, width in columns],
                "rows": [
                    [
                        [_said(row[i].text, fitted.size, width - CELL_AIR_PT), row[i].is_number, len(row[i].text) > LONG_CELL]
                        for i, width in columns
                    ]
                    for row in grid.rows
                ],
            }
        )
    return {"parts": parts, "size": fitted.size, "is_lying": fitted.is_lying}


def _drawing(svg: bytes) -> str:
    """The drawing as text, its words as our fonts can draw them; what is markup in it stays."""
    return drawable(svg.decode("utf-8"))


def _picture(view: Numbered, svg: bytes) -> Data | None:
    picture = view.exhibit.picture
    if picture is None:
        return None
    scale = min(UPRIGHT_PT / picture.width, TALLEST_PT / picture.height)
    return {
        "svg": _drawing(svg),
        "alt": clean(view.exhibit.summary).strip() or clean(view.exhibit.title).strip() or contents.AUTHOR,
        "width": picture.width * scale,
        "height": picture.height * scale,
        "caption": _said(f"Figuur {view.figure}. {view.exhibit.title}", 9),
    }


def _notes(entries: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[_said(label), _said(text)] for label, text in entries]


def _view(view: Numbered, pictures: Mapping[str, bytes], *, notes: Sequence[tuple[str, str]]) -> Data:
    exhibit = view.exhibit
    return {
        "title": _said(exhibit.title, HEAD_PT).strip(f" {BREAK}") or contents.AUTHOR,
        "subtitle": _said(exhibit.subtitle),
        "empty": _said(exhibit.summary) if exhibit.is_empty else "",
        "is_example": exhibit.is_example,
        "picture": _picture(view, pictures[exhibit.view]) if view.figure else None,
        "marks": [_said(mark, width=UPRIGHT_PT - 16) for mark in exhibit.marks],
        "source": _said(exhibit.source_line, SOURCE_PT),
        "code": _said(view.code_line, SOURCE_PT),
        "address": exhibit.address if is_address(exhibit.address) else "",
        "dash": contents.DASH_WORDS if view.has_dash else "",
        "table": None if exhibit.is_empty else _table(exhibit.table, f"Tabel {view.table}. {exhibit.table.caption}"),
        "notes": _notes(notes),
    }


def _frame(title: str, style: HouseStyle, day: date | None) -> Data:
    """What every document has."""
    return {
        "title": clean(title).strip() or contents.AUTHOR,
        "author": contents.AUTHOR,
        "day": [day.year, day.month, day.day] if day else None,
        "look": {
            "ink": INK,
            "second": SECOND_INK,
            "rule": RULE,
            "wash": WASH,
            "grey": GREY,
            "attention": ATTENTION,
            "accent": contents.accent_colour(style.accent),
            "shown": contents.text_colour(style.accent),
        },
        "example": EXAMPLE,
        "link": contents.LINK,
        "notes": contents.NOTES,
    }


def _compiled(data: Data) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    try:
        found = typst.compile(
            str(SOURCE),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        raise PaperError("De PDF kan nu niet gemaakt worden.") from error
    if not isinstance(found, bytes):
        raise PaperError("De PDF kan nu niet gemaakt worden.")
    return found


def view_pdf(exhibit: Exhibit, *, style: HouseStyle, pictures: Mapping[str, bytes], day: date | None = None) -> bytes:
    """One view as a tagged PDF (PDF/UA-1).

    Args:
        pictures: SVG by view; a view without one shows its table alone.
        day: on which the snapshot was built; without it the file bears no day.

    Raises PaperError when the picture is no SVG.
    """
    (view,) = contents.numbered([exhibit], pictures)
    data = _frame(exhibit.title, style, day)
    return _compiled(data | {"has_cover": False, "views": [_view(view, pictures, notes=contents.further_notes(exhibit))]})


def pack_pdf(pack: Pack, *, pictures: Mapping[str, bytes], day: date | None = None) -> bytes:
    """A pack as a tagged PDF (PDF/UA-1): cover, contents with pages, a view a page, and an appendix.

    Args:
        pictures: SVG by view.
        day: on which the snapshot was built; without it the file bears no day.

    Raises PaperError when a picture is no SVG.
    """
    views = contents.numbered(pack.exhibits, pictures)
    sections = [
        {
            "title": section.title,
            "entries": _notes(section.entries),
            "address": section.address if is_address(section.address) else "",
            "shown": _said(section.address),
        }
        for section in contents.appendix(pack, views)
    ]
    return _compiled(
        _frame(pack.title, pack.style, day)
        | {
            "has_cover": True,
            "shown_title": _said(pack.title, TITLE_PT),
            "cover": [_said(line) for line in contents.cover_lines(pack)],
            "has_examples": contents.HAS_EXAMPLES if pack.has_examples else "",
            "examples_sentence": contents.EXAMPLES_SENTENCE,
            "contents": contents.CONTENTS,
            "views": [_view(view, pictures, notes=()) for view in views],
            "appendix_title": contents.APPENDIX,
            "appendix": sections,
        }
    )


def briefing_pdf(told: Briefing, *, style: HouseStyle, picture: bytes | None) -> bytes:
    """A briefing as one tagged page: sentences with their code, the figures through time, three short lists.

    Args:
        picture: SVG of its panels; without it the sentences stand alone.

    Raises PaperError when the picture is no SVG.
    """
    shown = None
    if picture is not None and told.picture is not None:
        scale = UPRIGHT_PT * BRIEFING_PICTURE / told.picture.width
        size = {"width": told.picture.width * scale, "height": told.picture.height * scale}
        shown = {"svg": _drawing(picture), "alt": clean(told.summary) or contents.AUTHOR, **size}
    return _compiled(
        _frame(f"{told.title}: briefing", style, told.day)
        | {
            "has_cover": False,
            "views": [],
            "briefing": {
                "title": _said(told.title, HEAD_PT),
                "subtitle": _said(f"{told.subtitle}. Cijfers van {told.made}, stand {told.snapshot}."),
                "sentences": [[_said(s.text), _said(contents.sentence_foot(s), SOURCE_PT)] for s in told.sentences],
                "picture": shown,
                "lists": [[heading, [_said(line) for line in lines]] for heading, lines in contents.briefing_lists(told)],
                "source": _said(told.sources, SOURCE_PT),
                "address": told.address if is_address(told.address) else "",
            },
        }
    )
