"""Words on a slide: what may stand in them, how much room they take, and as paragraphs in Dutch."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.slide import Slide

from exports.contents import LANGUAGE

LEAST_SIZE = 12.0
LINE = 1.2
ELLIPSIS = "…"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_OWN_COLOUR = "{A12FA001-AC4F-418D-AE19-62706E023703}"
_OWN_SPACE = 'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"'
_WORDS = re.compile(r"[^ -]*-+|[^ -]+|(?<= )(?= )")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_PLAIN_WIDTHS = {
    0.28: " !,./:;I[\\]ft'|\xa0·ï", 0.23: "ijl’‘", 0.34: "()-`r{}", 0.4: '*"', 0.5: "Jcksvxyz^", 0.59: "+<=>~FTZ", 0.67: "&ABEKPSVXY",
    0.73: "CDHNRUw", 0.78: "GOQ", 0.84: "Mm", 0.95: "W%", 1.02: f"@…{chr(0x2014)}",
}  # fmt: skip
_BOLD_WIDTHS = {
    0.28: " ,./I\\ijl\xa0·’ï‘|'", 0.34: "!()-:;[]`ft", 0.4: "*r{}", 0.5: 'z"', 0.59: "+<=>^~", 0.62: "?FLTZbdghnopquë", 0.67: "EPSVXY",
    0.73: "&ABCDHKNRU", 0.78: "GOQw", 0.84: "M", 0.9: "%m", 0.95: "W", 1.0: f"@…{chr(0x2014)}",
}  # fmt: skip
_WIDTHS, _WIDTHS_BOLD = ({char: width for width, chars in table.items() for char in chars} for table in (_PLAIN_WIDTHS, _BOLD_WIDTHS))
_LATIN_WIDTH, _OTHER_WIDTH, _LAST_LATIN = 0.56, 1.0, "\u052f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one look.

    Attributes:
        size: in points; nought leaves it to the layout.
        colour: `#rrggbb`, a theme colour as `tx1`, or one with how dense it is as `tx1@20`; empty leaves it to the layout.
        link: an address, or a slide of the same presentation.
    """

    text: str
    size: float = 0
    is_bold: bool = False
    colour: str = ""
    link: "str | Slide" = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs on a line of their own; the space above in points, the alignment as Office names it."""

    runs: tuple[Run, ...]
    above: float = 0
    align: str = ""


def _spaced(text: str) -> str:
    return _BREAKS.sub(" ", _FORBIDDEN.sub("", text))


def clean(text: str) -> str:
    """The text on one line, without what a slide cannot hold or what turns the reading direction around."""
    return _spaced(text).strip()


def attribute(text: str) -> str:
    """The cleaned text as it stands within double quotes in XML."""
    return escape(clean(text), {'"': "&quot;"})


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """About how many points a text takes in Arial, rather too many than too few."""
    widths = _WIDTHS_BOLD if is_bold else _WIDTHS
    total = sum(widths.get(char, _LATIN_WIDTH if char <= _LAST_LATIN or char == "€" else _OTHER_WIDTH) for char in text)
    return total * size


def _pieces(word: str, *, width: float, size: float, is_bold: bool) -> list[str]:
    """A word that is wider than its line, in parts that fit."""
    pieces, current, used = [], "", 0.0
    for char in word:
        step = text_width(char, size, is_bold=is_bold)
        if current and used + step > width:
            pieces.append(current)
            current, used = "", 0.0
        current += char
        used += step
    return [*pieces, current]


def wrapped(text: str, *, width: float, size: float, is_bold: bool = False) -> list[str]:
    """The lines on which a text falls; a width and size in points."""
    width = max(width, size)
    lines, current, used = [], "", 0.0
    space = text_width(" ", size, is_bold=is_bold)
    for found in _WORDS.finditer(text):
        word, gap = found.group(), " " if text[max(found.start() - 1, 0)] == " " else ""
        needed, between = text_width(word, size, is_bold=is_bold), space if gap else 0.0
        if current and used + between + needed <= width:
            current, used = f"{current}{gap}{word}", used + between + needed
            continue
        if current:
            lines.append(current)
        *full, current = _pieces(word, width=width, size=size, is_bold=is_bold) if needed > width else [word]
        lines += full
        used = text_width(current, size, is_bold=is_bold)
    return [*lines, current]


def joined(lines: Iterable[str]) -> str:
    """Lines as one text again."""
    return "".join(f"{line}{'' if line.endswith('-') else ' '}" for line in lines).strip()


def shortened(text: str, *, lines: int, width: float, size: float, is_bold: bool = False) -> str:
    """The text as far as it fits on so many lines, with a sign where it goes on."""
    found = wrapped(text, width=width, size=size, is_bold=is_bold)
    if len(found) <= lines:
        return text
    kept = joined(found[:lines])
    return f"{kept[: max(len(kept) - 2, 1)].rstrip(' ,;:')}{ELLIPSIS}"


def colour_xml(colour: str) -> str:
    """A colour as Office writes it."""
    if colour.startswith("#"):
        return f'<a:srgbClr val="{colour[1:].upper()}"/>'
    name, _, density = colour.partition("@")
    alpha = f'<a:alpha val="{density}000"/>' if density else ""
    return f'<a:schemeClr val="{name}">{alpha}</a:schemeClr>'


def fill_xml(colour: str) -> str:
    """A plain fill."""
    return f"<a:solidFill>{colour_xml(colour)}</a:solidFill>"


def line_xml(colour: str, width: float, *, dash: str = "") -> str:
    """A line of so many points, or none without a colour."""
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    pattern = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}" cap="rnd">{fill_xml(colour)}{pattern}<a:round/></a:ln>'


def look_xml(tag: str, *, size: float = 0, is_bold: bool = False, colour: str = "", link: str = "") -> str:
    """The look of a run in our language, as element `tag`."""
    sized = f' sz="{round(size * 100)}"' if size else ""
    bold = ' b="1"' if is_bold else ' b="0"' if tag == "a:defRPr" else ""
    inside = (fill_xml(colour) if colour else "") + link
    return f'<{tag} lang="{LANGUAGE}"{sized}{bold}>{inside}</{tag}>'


def _link_xml(run: Run, part: XmlPart) -> str:
    """Where a run leads; one with a colour of its own keeps it."""
    if isinstance(run.link, Slide):
        target, action = part.relate_to(run.link.part, RELATIONSHIP_TYPE.SLIDE), ' action="ppaction://hlinksldjump"'
    elif run.link.startswith(("http://", "https://")):
        target, action = part.relate_to(clean(run.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True), ""
    else:
        return ""
    own = f'<a:extLst><a:ext uri="{_OWN_COLOUR}"><ahyp:hlinkClr {_OWN_SPACE} val="tx"/></a:ext></a:extLst>' if run.colour else ""
    return f'<a:hlinkClick r:id="{target}"{action}>{own}</a:hlinkClick>'


def paragraph_xml(paragraph: Paragraph, part: XmlPart) -> str:
    """A paragraph; links are related to the part that it stands in."""
    align = f' algn="{paragraph.align}"' if paragraph.align else ""
    above = f'<a:spcBef><a:spcPts val="{round(paragraph.above * 100)}"/></a:spcBef>' if paragraph.above else ""
    runs = "".join(
        f"<a:r>{look_xml('a:rPr', size=run.size, is_bold=run.is_bold, colour=run.colour, link=_link_xml(run, part))}"
        f"<a:t>{escape(_spaced(run.text))}</a:t></a:r>"
        for run in paragraph.runs
    )
    size = paragraph.runs[0].size if paragraph.runs else 0
    end = "" if runs else look_xml("a:endParaRPr", size=size)
    return f"<a:p><a:pPr{align}>{above}</a:pPr>{runs}{end}</a:p>"


def fill(body: object, paragraphs: Sequence[Paragraph], part: XmlPart) -> None:
    """Puts paragraphs into the text body (`p:txBody`) of a shape in place of what stands there."""
    element = body
    for old in element.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):  # type: ignore[attr-defined]
        element.remove(old)  # type: ignore[attr-defined]
    whole = "".join(paragraph_xml(paragraph, part) for paragraph in paragraphs)
    for new in list(parse_xml(f"<a:txBody {NAMESPACES}><a:bodyPr/>{whole}</a:txBody>"))[1:]:
        element.append(new)  # type: ignore[attr-defined]


def plain(texts: Iterable[str], *, size: float = 0, colour: str = "", is_bold: bool = False, above: float = 0) -> list[Paragraph]:
    """A paragraph of one run for each text."""
    return [Paragraph(runs=(Run(text=text, size=size, colour=colour, is_bold=is_bold),), above=above) for text in texts]
