"""The style of a presentation: its layouts, colours and room, and how it becomes a file that is the same each time."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from charts.theme import INK, RULE, SECOND_INK, WATER, WATER_LIGHT
from exports.contents import AUTHOR, LANGUAGE
from exports.exhibit import HouseStyle
from exports.house_style import COLOUR
from exports.slide_master import ACROSS as HOUSE_ACROSS
from exports.slide_master import FOOT_BOTTOM, FOOT_RULE, LEFT, TITLE_HEIGHT, TITLE_SIZE, TITLE_TOP, house_deck, theme_xml
from exports.slide_template import TemplateError, cover_layout, free_box, opened, plain_layout, title_box, title_size
from exports.slide_text import clean

LIGHT_SHARE = 0.575
LARGEST_TITLE = 32.0
EARLIEST = (1980, 1, 1, 0, 0, 0)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_DUTCH = {
    "Header Placeholder": "Koptekst", "Date Placeholder": "Datum", "Slide Image Placeholder": "Dia", "Notes Placeholder": "Notities",
    "Footer Placeholder": "Voettekst", "Slide Number Placeholder": "Dianummer",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one presentation, each as `slide_text` reads it.

    Attributes:
        ink, second, rule: of text, of lesser text, of thin lines.
        accent, light: of what matters and of the rest.
        link: of what leads elsewhere; empty where the theme says it.
    """

    ink: str
    second: str
    rule: str
    accent: str
    light: str
    link: str

    def of(self, colour: str) -> str:
        """A colour of the charts as this presentation shows it."""
        same = {INK: self.ink, SECOND_INK: self.second, RULE: self.rule, WATER: self.accent, WATER_LIGHT: self.light}
        return same.get(colour, colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A presentation to fill, and where things stand on its slides; all in points.

    Attributes:
        title: left, top, width and height of the title.
        left, right, top, bottom: the room below the title, the lines of the source left out.
        foot: where those lines end.
        is_house: whether the layouts are our own, with places for subtitle, marks and source.
    """

    deck: Deck
    cover: SlideLayout
    plain: SlideLayout
    palette: Palette
    title: tuple[float, float, float, float]
    title_size: float
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    is_house: bool

    @property
    def across(self) -> float:
        """The width of the room."""
        return self.right - self.left


def _lighter(colour: str) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * LIGHT_SHARE):02x}" for part in parts)


def open_style(style: HouseStyle) -> Style:
    """An empty presentation in the house's own style, or in an organisation's template.

    Raises TemplateError where that template or the colour cannot be used.
    """
    accent = style.accent
    if not COLOUR.fullmatch(accent):
        raise TemplateError(f"De huiskleur '{accent}' is geen kleur. Schrijf ze als #0a6a94.")
    light = WATER_LIGHT if accent.lower() == WATER else _lighter(accent)
    if style.presentation is None:
        deck = house_deck(accent)
        cover, plain, _ = deck.slide_layouts
        return Style(
            deck=deck, cover=cover, plain=plain, is_house=True,
            palette=Palette(ink="tx1", second="tx2", rule=RULE, accent=accent, light=light, link=""),
            title=(LEFT, TITLE_TOP, HOUSE_ACROSS, TITLE_HEIGHT), title_size=TITLE_SIZE, left=LEFT, right=LEFT + HOUSE_ACROSS,
            top=TITLE_TOP + TITLE_HEIGHT + 2, bottom=FOOT_RULE - 8, foot=FOOT_BOTTOM,
        )  # fmt: skip
    deck = opened(style.presentation)
    plain = plain_layout(deck)
    left, top, right, bottom = free_box(deck, plain)
    return Style(
        deck=deck, cover=cover_layout(deck), plain=plain, is_house=False,
        palette=Palette(ink="tx1", second="tx1", rule="tx1@20", accent=accent, light=light, link="tx1"),
        title=title_box(deck, plain), title_size=min(title_size(deck, plain), LARGEST_TITLE),
        left=left, right=right, top=top, bottom=bottom, foot=bottom,
    )  # fmt: skip


def prepare_notes(style: Style) -> None:
    """The master of the notes in our language, without what we leave empty."""
    has_own = any(related.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for related in style.deck.part.rels.values())
    if has_own:
        return
    master = style.deck.notes_master
    for shape in list[Any](master.placeholders):
        kind = shape.element.nvSpPr.nvPr.find(f"{_P}ph").get("type")
        if kind in ("hdr", "dt", "ftr"):
            shape.element.getparent().remove(shape.element)
        elif kind == "body":
            texts = list(shape.element.iter(f"{_A}p"))
            for paragraph in texts[1:]:
                paragraph.getparent().remove(paragraph)
            for text in texts[0].iter(f"{_A}t"):
                text.text = "Notities"
    theme: Any = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._element = parse_xml(theme_xml(style.palette.accent))


def _roots(deck: Deck) -> Iterator[Any]:
    """Everything with text in it that we made or that new text takes its language from."""
    yield deck.element
    for slide in deck.slides:
        yield slide.element
        if slide.has_notes_slide:
            yield slide.notes_slide.element
    for master in deck.slide_masters:
        yield master.element
        for layout in master.slide_layouts:
            yield layout.element
    if any(related.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for related in deck.part.rels.values()):
        yield deck.notes_master.element


def _speak_dutch(deck: Deck) -> None:
    looks = {f"{_A}{name}" for name in ("rPr", "defRPr", "endParaRPr")}
    for root in _roots(deck):
        for element in root.iter(f"{_A}r", *looks, f"{_P}cNvPr"):
            if element.tag in looks:
                element.set("lang", LANGUAGE)
                element.attrib.pop("smtClean", None)
            elif element.tag == f"{_A}r":
                element.get_or_add_rPr().set("lang", LANGUAGE)
            else:
                words = element.get("name", "").rsplit(" ", 1)[0]
                element.set("name", _DUTCH.get(words, element.get("name", "")))


def _number(deck: Deck) -> None:
    """The number of each slide where it shows it, as it stands in the end."""
    for number, slide in enumerate(deck.slides, start=1):
        for shown in slide.element.iter(f"{_A}fld"):
            for text in shown.iter(f"{_A}t"):
                text.text = str(number)


def _describe(deck: Deck, *, title: str, subject: str, day: date | None) -> None:
    told = deck.core_properties
    told.title, told.subject, told.author, told.last_modified_by = clean(title)[:255], clean(subject)[:255], AUTHOR, AUTHOR
    told.language, told.comments, told.keywords, told.category, told.revision = LANGUAGE, "", "", "", 1
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(*EARLIEST, tzinfo=UTC)
    told.created = told.modified = moment.replace(tzinfo=None)
    for key, related in list(deck.part.package._rels.items()):
        if related.reltype.endswith(("/thumbnail", "/extended-properties")):
            deck.part.package._rels.pop(key)


def still(packed: bytes, *, moment: tuple[int, int, int, int, int, int] = EARLIEST) -> bytes:
    """The same archive with one fixed moment on every file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith((".xlsx", ".png", ".jpeg", ".jpg")) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            kept.writestr(entry, given.read(name))
    return out.getvalue()


def saved(style: Style, *, title: str, subject: str, day: date | None) -> bytes:
    """The presentation as a file, in Dutch throughout; the same input gives the same bytes.

    Args:
        day: that of the snapshot, for the properties of the file.
    """
    _number(style.deck)
    _speak_dutch(style.deck)
    _describe(style.deck, title=title, subject=subject, day=day)
    out = io.BytesIO()
    style.deck.save(out)
    return still(out.getvalue(), moment=(day.year, day.month, day.day, 0, 0, 0) if day else EARLIEST)
