"""The house's own master, layouts and theme for slides: white paper, one ink, one water-blue."""

from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from charts.theme import GREY, INK, RULE, SECOND_INK, WATER_LIGHT
from exports.contents import LANGUAGE
from exports.slide_text import NAMESPACES, fill_xml, look_xml

WIDTH, HEIGHT = 960.0, 540.0
LEFT, ACROSS = 44.0, 872.0
TITLE_TOP, TITLE_HEIGHT, TITLE_SIZE = 34.0, 34.0, 26.0
SUBTITLE_HEIGHT = 20.0
FOOT_RULE, FOOT_BOTTOM = 472.0, 524.0
NUMBER_ACROSS = 60.0
SUBTITLE_IDX, MARKS_IDX, STAND_IDX = 13, 14, 15
WASH, LIGHTEST = "#f4f7f9", "#cfe4ee"
_HALF_SIZES = ((18, 0), (16, 14), (14, 28), (12, 42), (12, 56))
Box = tuple[float, float, float, float]


def theme_xml(accent: str) -> bytes:
    """The theme: our colours, Arial for every script, and no shadow or gradient."""
    colours = {
        "dk1": INK, "lt1": "#FFFFFF", "dk2": SECOND_INK, "lt2": WASH, "accent1": accent, "accent2": WATER_LIGHT, "accent3": GREY,
        "accent4": SECOND_INK, "accent5": LIGHTEST, "accent6": "#9A5B00", "hlink": accent, "folHlink": accent,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>' for name, colour in colours.items())
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{solid}<a:prstDash val="solid"/></a:ln>' for width in (9525, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme {NAMESPACES} name="Peil"><a:themeElements>'
        f'<a:clrScheme name="Peil">{scheme}</a:clrScheme><a:fontScheme name="Peil"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Peil"><a:fillStyleLst>{solid * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst>"
        f"</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def frame_xml(box: Box) -> str:
    """A position and size in points as Office writes it."""
    left, top, width, height = (round(side * 12700) for side in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def placeholder_xml(number: int, name: str, kind: str, box: Box | None, *, text: str = "", anchor: str = "t", style: str = "") -> str:
    """A placeholder with its prompt; without a box it stands where its parent has it.

    Args:
        kind: the attributes of `p:ph`.
        style: the list style within the body.
    """
    place = f'{frame_xml(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    body = f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    run = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{text}</a:t></a:r>'
    if 'type="sldNum"' in kind:
        field = "{6D9B1C3E-5B0A-4F65-9C1D-7A54E1B7C0A1}"
        run = f'<a:fld id="{field}" type="slidenum"><a:rPr lang="{LANGUAGE}"/><a:t>{text or "‹nr.›"}</a:t></a:fld>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr>"
        f"</p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>{body}<a:lstStyle>{style}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _bar(number: int, name: str, box: Box, colour: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame_xml(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill_xml(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _wave(number: int, top: float, height: float, crest: float, colour: str) -> str:
    """Water across the foot of the cover: three swells along the upper edge."""
    wide, high, deep = (round(side * 12700) for side in (WIDTH, height, crest))

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{round(wide * x)}" y="{round(y)}"/>'

    swells = "".join(
        f"<a:cubicBezTo>{point((i + 0.36) / 3, 0)}{point((i + 0.64) / 3, deep)}{point((i + 1) / 3, deep / 2)}</a:cubicBezTo>"
        for i in range(3)
    )
    path = f"<a:moveTo>{point(0, deep / 2)}</a:moveTo>{swells}<a:lnTo>{point(1, high)}</a:lnTo><a:lnTo>{point(0, high)}</a:lnTo><a:close/>"
    shape = f'<a:custGeom><a:avLst/><a:pathLst><a:path w="{wide}" h="{high}">{path}</a:path></a:pathLst></a:custGeom>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Water {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f"{frame_xml((0, top, WIDTH, height))}{shape}{fill_xml(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _level(number: int, size: float, *, colour: str, indent: float = 0, is_bold: bool = False, above: float = 0) -> str:
    look = look_xml("a:defRPr", size=size, is_bold=is_bold, colour=colour).replace(
        "</a:defRPr>", '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
    )
    space = f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="{round(above * 100)}"/></a:spcBef>'
    return f'<a:lvl{number}pPr marL="{round(indent * 12700)}" indent="0" algn="l" rtl="0">{space}<a:buNone/>{look}</a:lvl{number}pPr>'


def _tree(shapes: str, *, name: str = "") -> str:
    named = f' name="{name}"' if name else ""
    paper = f"<p:bg><p:bgPr>{fill_xml('bg1')}<a:effectLst/></p:bgPr></p:bg>"
    return (
        f"<p:cSld {NAMESPACES}{named}>{paper}<p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree></p:cSld>'
    )


def _master_xml() -> tuple[str, str]:
    body_top = TITLE_TOP + TITLE_HEIGHT + SUBTITLE_HEIGHT + 14
    foot = _level(1, 12, colour="tx2")
    shapes = "".join(
        (
            placeholder_xml(2, "Titel", 'type="title"', (LEFT, TITLE_TOP, ACROSS, TITLE_HEIGHT), text="Titel"),
            placeholder_xml(3, "Tekst", 'type="body" idx="1"', (LEFT, body_top, ACROSS, FOOT_RULE - body_top - 8), text="Tekst"),
            placeholder_xml(
                4, "Bron en code", 'type="ftr" sz="quarter" idx="3"',
                (LEFT, FOOT_RULE + 6, ACROSS - NUMBER_ACROSS, FOOT_BOTTOM - FOOT_RULE - 6),
                text="Bron en code", anchor="b", style=foot,
            ),
            placeholder_xml(
                5, "Dianummer", 'type="sldNum" sz="quarter" idx="4"', (LEFT + ACROSS - NUMBER_ACROSS, FOOT_BOTTOM - 18, NUMBER_ACROSS, 18),
                anchor="b", style=foot.replace('algn="l"', 'algn="r"'),
            ),
        )
    )  # fmt: skip
    title = _level(1, TITLE_SIZE, colour="tx1", is_bold=True).replace("+mn-", "+mj-")
    levels = "".join(_level(i + 1, size, colour="tx1", indent=indent, above=4) for i, (size, indent) in enumerate(_HALF_SIZES))
    other = "".join(_level(i + 1, 14, colour="tx1") for i in range(9))
    styles = (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )
    return _tree(shapes), styles


def _layouts(accent: str) -> tuple[tuple[str, str], ...]:
    """Type and content of each layout: cover, a figure, and text."""
    foot = placeholder_xml(8, "Bron en code", 'type="ftr" sz="quarter" idx="10"', None, text="Bron en code", anchor="b") + placeholder_xml(
        9, "Dianummer", 'type="sldNum" sz="quarter" idx="11"', None, anchor="b"
    )
    rules = _bar(6, "Lijn boven", (LEFT, 24, ACROSS, 1.5), "tx1") + _bar(7, "Lijn onder", (LEFT, FOOT_RULE, ACROSS, 0.75), RULE)
    subtitle_top = TITLE_TOP + TITLE_HEIGHT + 2
    large = _level(1, 40, colour="tx1", is_bold=True)
    cover = "".join(
        (
            _wave(6, 446, 94, 34, LIGHTEST),
            _wave(7, 478, 62, 26, accent),
            _bar(8, "Accent", (LEFT, 262, 56, 4), accent),
            placeholder_xml(2, "Titel", 'type="ctrTitle"', (LEFT, 96, 780, 152), text="Titel", anchor="b", style=large),
            placeholder_xml(
                3, "Ondertitel", 'type="subTitle" idx="1"', (LEFT, 282, 780, 84), text="Gebied, periode en vergadering",
                style=_level(1, 20, colour="tx1", above=4),
            ),
            placeholder_xml(
                4, "Stand", f'type="body" sz="quarter" idx="{STAND_IDX}"', (LEFT, 372, 780, 60), text="Stand", anchor="b",
                style=_level(1, 14, colour="tx2", above=2),
            ),
        )
    )  # fmt: skip
    figure = "".join(
        (
            rules,
            placeholder_xml(2, "Titel", 'type="title"', None, text="Boodschap van het cijfer"),
            placeholder_xml(
                3, "Ondertitel", f'type="body" sz="quarter" idx="{SUBTITLE_IDX}"', (LEFT, subtitle_top, ACROSS, SUBTITLE_HEIGHT),
                text="Maat, gebied en periode", style=_level(1, 14, colour="tx2"),
            ),
            placeholder_xml(
                4, "Kanttekeningen", f'type="body" sz="quarter" idx="{MARKS_IDX}"', (LEFT, FOOT_RULE - 38, ACROSS, 32),
                text="Kanttekeningen",
                anchor="b", style=_level(1, 12, colour="tx1", above=2),
            ),
            foot,
        )
    )  # fmt: skip
    text = (
        rules + placeholder_xml(2, "Titel", 'type="title"', None, text="Titel") + placeholder_xml(3, "Tekst", 'idx="1"', None, text="Tekst")
    )
    return (
        ("title", _tree(cover, name="Voorblad")),
        ("titleOnly", _tree(figure, name="Cijfer")),
        ("obj", _tree(text + foot, name="Tekst")),
    )


def _replace(parent: Any, tag: str, xml: str) -> None:
    old = parent.find(f"{{http://schemas.openxmlformats.org/presentationml/2006/main}}{tag}")
    parent.replace(old, parse_xml(xml))


def house_deck(accent: str) -> Deck:
    """An empty presentation in the house's own style, 13.333 by 7.5 inch.

    Args:
        accent: the colour of what matters, as `#0a6a94`.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    del deck.element.sldSz.attrib["type"]
    master = deck.slide_master
    layouts = _layouts(accent)
    for layout in list(deck.slide_layouts)[len(layouts) :]:
        deck.slide_layouts.remove(layout)
    for layout, (kind, tree) in zip(deck.slide_layouts, layouts, strict=True):
        _replace(layout.element, "cSld", tree)
        layout.element.set("type", kind)
        layout.element.set("preserve", "1")
    tree, styles = _master_xml()
    _replace(master.element, "cSld", tree)
    _replace(master.element, "txStyles", styles)
    master.part.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = theme_xml(accent)
    for key, related in list(deck.part.rels.items()):
        if related.reltype.endswith("/printerSettings"):
            deck.part.rels.pop(key)
    return deck
