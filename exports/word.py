"""The pieces of a Word document that python-docx does not know: fields, links, captions, wide pages and tables that repeat their head."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shape import InlineShape
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from catalogue.formatting import EXAMPLE
from exports.columns import Part
from exports.contents import AUTHOR, LANGUAGE, clean, is_address
from exports.exhibit import Grid
from exports.word_style import ATTENTION, CELL_STYLE, TABLE_STYLE

TWIPS = 20
LONG_ROW = 400
FEW_ROWS = 14
EPOCH = (1980, 1, 1, 0, 0, 0)


def say(document: Document, text: str, style: str) -> Paragraph:
    """A paragraph at the end of the document."""
    return document.add_paragraph(clean(text), style=style)


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A field that shows a result until Word works it out again."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("result", result), ("end", "")):
        run = paragraph.add_run(text if kind == "result" else "")._r
        if kind == "":
            run.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {text} </w:instrText>'))
        elif kind != "result":
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def add_caption(document: Document, label: str, number: int, title: str, *, is_first: bool = True) -> Paragraph:
    """`Figuur 1. <title>`, counted by Word itself so that it goes on counting in another document.

    Args:
        is_first: whether this counts on; else the same number stands once more.
    """
    paragraph = say(document, f"{label} ", "Caption")
    add_field(paragraph, f"SEQ {label} \\* ARABIC" if is_first else f"SEQ {label} \\c \\* ARABIC", str(number))
    paragraph.add_run(clean(f". {title}"))
    return paragraph


def name_picture(shape: InlineShape, *, name: str, told: str) -> None:
    """Gives a picture its name and its alternative text, in both places where Word keeps them."""
    for named in shape._inline.xpath(".//wp:docPr | .//pic:cNvPr"):
        named.set("name", name)
        named.set("descr", clean(told))


def _link_run(text: str, style: str) -> etree._Element:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(parse_xml(f'<w:rStyle {nsdecls("w")} w:val="{style}"/>'))
    run.append(properties)
    shown = OxmlElement("w:t")
    shown.set(qn("xml:space"), "preserve")
    shown.text = clean(text)
    run.append(shown)
    return run


def add_link(document: Document, paragraph: Paragraph, text: str, address: str) -> None:
    """A link to a page; what is no page becomes plain text."""
    if not is_address(address):
        paragraph.add_run(clean(f"{text}: {address}"))
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True))
    link.append(_link_run(text, document.styles["Hyperlink"].style_id))
    paragraph._p.append(link)


def mark_place(paragraph: Paragraph, number: int) -> str:
    """A bookmark around a heading, for the table of contents; its name."""
    name = f"_Toc{number:08d}"
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    return name


def add_contents(entries: Sequence[tuple[int, str, str]], before: Paragraph) -> None:
    """A table of contents that reads at once: level, text and bookmark of each heading, each a link, before a paragraph."""
    for place, (level, text, name) in enumerate(entries):
        paragraph = before.insert_paragraph_before(style=f"toc {level}")
        if place == 0:
            for kind in ("begin", "", "separate"):
                inner = (
                    f'<w:fldChar w:fldCharType="{kind}"/>'
                    if kind
                    else '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\n \\h \\z \\u </w:instrText>'
                )
                paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), name)
        link.set(qn("w:history"), "1")
        plain = OxmlElement("w:r")
        plain.text = clean(text)
        link.append(plain)
        paragraph._p.append(link)
        if place == len(entries) - 1:
            paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))


def lay(section: Section, *, is_lying: bool) -> None:
    """Puts the pages of a section upright or on their side; header, footer and margins stay."""
    long, short = max(section.page_width or 0, section.page_height or 0), min(section.page_width or 0, section.page_height or 0)
    section.orientation = WD_ORIENT.LANDSCAPE if is_lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Length(long), Length(short)) if is_lying else (Length(short), Length(long))


def turn_page(document: Document, *, is_lying: bool) -> None:
    """A new section on a new page, upright or on its side."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    lay(section, is_lying=is_lying)
    section.different_first_page_header_footer = False
    body: etree._Element = document.element.body
    ending = body[-2]
    format_ = Paragraph(ending, document).paragraph_format  # type: ignore[arg-type]
    format_.space_before = format_.space_after = Pt(0)
    format_.line_spacing = Pt(1)


def _cell(text: str, width: float, *, is_right: bool, size: float, style: str, keeps: bool, span: int = 1, colour: str = "") -> str:
    """A cell as XML, its text escaped."""
    aligned = '<w:jc w:val="right"/>' if is_right else ""
    kept = "<w:keepNext/>" if keeps else ""
    tint = f'<w:color w:val="{colour[1:]}"/>' if colour else ""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    type_ = f'<w:rPr>{tint}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{int(width * TWIPS)}" w:type="dxa"/>{spans}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{aligned}</w:pPr>'
        f'<w:r>{type_}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r></w:p></w:tc>'
    )


def _row(cells: str, *, is_head: bool = False, may_break: bool = False) -> str:
    told = ("" if may_break else "<w:cantSplit/>") + ("<w:tblHeader/>" if is_head else "")
    return f"<w:tr><w:trPr>{told}</w:trPr>{cells}</w:tr>"


def add_table(document: Document, grid: Grid, part: Part, *, size: float, is_example: bool = False) -> None:
    """A table whose head stands on every page, numbers to the right; example data say so in the head."""
    style, look = document.styles[CELL_STYLE].style_id, document.styles[TABLE_STYLE].style_id
    numbers = {i for i in part.columns if any(row[i].is_number for row in grid.rows)}
    keeps = len(grid.rows) <= FEW_ROWS and all(len(cell.text) < LONG_ROW for row in grid.rows for cell in row)
    rows = []
    if is_example:
        rows.append(
            _row(
                _cell(
                    EXAMPLE, sum(part.widths), is_right=False, size=size, style=style, keeps=True, span=len(part.columns), colour=ATTENTION
                ),
                is_head=True,
            )
        )
    columns = list(zip(part.columns, part.widths, strict=True))
    head = (_cell(grid.head[i], w, is_right=i in numbers, size=size, style=style, keeps=True) for i, w in columns)
    rows.append(_row("".join(head), is_head=True))
    for place, row in enumerate(grid.rows):
        kept = keeps and place < len(grid.rows) - 1
        cells = (_cell(row[i].text, w, is_right=row[i].is_number, size=size, style=style, keeps=kept) for i, w in columns)
        rows.append(_row("".join(cells), may_break=any(len(row[i].text) > LONG_ROW for i, _ in columns)))
    widths = "".join(f'<w:gridCol w:w="{int(w * TWIPS)}"/>' for w in part.widths)
    caption = quoteattr(clean(grid.caption))
    whole = sum(int(w * TWIPS) for w in part.widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{look}"/><w:tblW w:w="{whole}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>{widths}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def describe(document: Document, *, title: str, day: date | None) -> None:
    """Title, author and language of the file; the day of its figures, or none at all."""
    core = document.core_properties
    root: etree._Element = core._element
    for child in list(root):
        root.remove(child)
    core.title, core.author, core.last_modified_by, core.language = clean(title)[:255], AUTHOR, AUTHOR, LANGUAGE
    core.revision = 1
    if day is not None:
        core.created = core.modified = datetime(day.year, day.month, day.day)


def as_bytes(document: Document) -> bytes:
    """The file; the same document gives the same bytes."""
    out, fixed = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return fixed.getvalue()
