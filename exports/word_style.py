"""How a Word document looks: our own styles, or an organisation's template with ours only where it has none."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from charts.theme import GREY, INK, RULE, SECOND_INK
from exports.contents import LANGUAGE, accent_colour, text_colour
from exports.exhibit import HouseStyle
from exports.house_style import HouseStyleError

FONT = "Arial"
MARGIN = Cm(2.2)
ATTENTION = "#9a5b00"
WASH = "#f4f7f9"
TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
TABLE_STYLE, CELL_STYLE, SOURCE_STYLE, MARK_STYLE, LABEL_STYLE = "Peil tabel", "Peil cel", "Peil bron", "Peil melding", "Peil etiket"
CONTENTS_STYLE, COVER_STYLE, LIST_STYLE = "TOC Heading", "Peil omslag", "Peil lijst"
KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer", "header", "footer"}
BODY_RELATIONS = {RT.IMAGE, RT.HYPERLINK, RT.CHART, RT.COMMENTS, RT.OLE_OBJECT, RT.PACKAGE}


UNUSED = ("/numbering", "/stylesWithEffects", "/customXml")
PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>Peil</Application></Properties>'
)


def _paragraph(name: str, ident: str, look: str, type_: str, *, follows: str = "") -> tuple[str, str]:
    """Name and definition of a paragraph style; `%s` stands for the style on which all are built."""
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    custom = ' w:customStyle="1"' if name.startswith("Peil") else ""
    return name, (
        f'<w:style {nsdecls("w")} w:type="paragraph"{custom} w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="%s"/>{after}'
        f'<w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{look}</w:pPr><w:rPr>{type_}</w:rPr></w:style>'
    )


def _type(size: float, colour: str, *, is_bold: bool = False) -> str:
    bold = "<w:b/><w:bCs/>" if is_bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return f'{bold}<w:i w:val="0"/><w:color w:val="{colour[1:]}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _edge(side: str, eighths: int, colour: str, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour[1:]}"/>'


def _space(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _styles(style: HouseStyle) -> dict[str, str]:
    """Every style that a document of ours uses, by its name in the file."""
    strong, shown = accent_colour(style.accent), text_colour(style.accent)
    rule = f"<w:pBdr>{_edge('top', 12, INK, 6)}</w:pBdr>"
    bar = f'<w:pBdr>{_edge("left", 24, GREY, 8)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{WASH[1:]}"/>'
    table = (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PeilTabel"><w:name w:val="{TABLE_STYLE}"/>'
        f'<w:basedOn w:val="%s"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>{_edge("top", 12, INK, 0)}{_edge("bottom", 4, INK, 0)}'
        f'{_edge("insideH", 4, RULE, 0)}</w:tblBorders><w:tblCellMar><w:top w:w="34" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="34" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>{_edge("bottom", 8, strong, 0)}</w:tcBorders>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )
    link = (
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        f'<w:rPr><w:color w:val="{shown[1:]}"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    keep = "<w:keepNext/><w:keepLines/>"
    return dict(
        [
            _paragraph("Title", "Title", _space(0, 160, 240), _type(30, INK, is_bold=True), follows="Normal"),
            _paragraph("Subtitle", "Subtitle", "<w:keepNext/>" + _space(0, 200), _type(10.5, SECOND_INK)),
            _paragraph(
                "heading 1", "Heading1", keep + rule + _space(240, 80, 252) + '<w:outlineLvl w:val="0"/>', _type(17, INK, is_bold=True),
                follows="Normal",
            ),
            _paragraph(
                "heading 2", "Heading2", keep + _space(280, 100) + '<w:outlineLvl w:val="1"/>', _type(12, shown, is_bold=True),
                follows="Normal",
            ),
            _paragraph("caption", "Caption", "<w:keepLines/>" + _space(80, 120), _type(9, INK, is_bold=True)),
            _paragraph(CONTENTS_STYLE, "TOCHeading", keep + _space(0, 240), _type(17, INK, is_bold=True)),
            _paragraph("toc 1", "TOC1", _space(60, 60), _type(10, INK)),
            _paragraph("toc 2", "TOC2", '<w:spacing w:before="20" w:after="20"/><w:ind w:left="340"/>', _type(9.5, SECOND_INK)),
            _paragraph(SOURCE_STYLE, "PeilBron", _space(0, 60), _type(8.5, SECOND_INK)),
            _paragraph(
                COVER_STYLE, "PeilOmslag", f"<w:pBdr>{_edge('top', 36, strong, 10)}</w:pBdr>" + _space(0, 320),
                _type(10, SECOND_INK, is_bold=True),
            ),
            _paragraph(MARK_STYLE, "PeilMelding", bar + _space(60, 60) + '<w:ind w:left="200" w:right="60"/>', _type(9, INK)),
            _paragraph(LIST_STYLE, "PeilLijst", _space(0, 20) + '<w:ind w:left="200" w:hanging="200"/>', _type(9, INK)),
            _paragraph(LABEL_STYLE, "PeilEtiket", "<w:keepNext/>" + _space(0, 80), _type(9, ATTENTION, is_bold=True)),
            _paragraph(CELL_STYLE, "PeilCel", _space(0, 0, 240), _type(9, INK).replace('<w:b w:val="0"/><w:bCs w:val="0"/>', "")),
        ]
    ) | {TABLE_STYLE: table, "Hyperlink": link}  # fmt: skip


def _default(styles: etree._Element, kind: str, otherwise: str) -> str:
    """The id of the style on which others of its kind are built: Dutch Word calls it `Standaard`."""
    chosen = (s for s in styles.iter(qn("w:style")) if s.get(qn("w:type")) == kind and s.get(qn("w:default")) in {"1", "true", "on"})
    found = next(chosen, None)
    return otherwise if found is None else found.get(qn("w:styleId"), otherwise)


def _add_styles(document: Document, style: HouseStyle) -> None:
    styles: etree._Element = document.styles.element
    base = {"paragraph": _default(styles, "paragraph", "Normal"), "table": _default(styles, "table", "TableNormal")}
    present = {name.get(qn("w:val"), "").lower() for name in styles.iter(qn("w:name"))}
    taken = {each.get(qn("w:styleId")) for each in styles.iter(qn("w:style"))}
    for name, text in _styles(style).items():
        if name.lower() in present:
            continue
        kind = "table" if name == TABLE_STYLE else "paragraph"
        added = parse_xml(text % base[kind] if "%s" in text else text)
        follows = added.find(qn("w:next"))
        if follows is not None:
            follows.set(qn("w:val"), base["paragraph"])
        if added.get(qn("w:styleId")) in taken:
            added.set(qn("w:styleId"), f"{added.get(qn('w:styleId'))}Peil")
        styles.append(added)


def _set_language(document: Document) -> None:
    """nl-BE as the language of every style and of the whole document; nothing asks a question when it opens."""
    styles: etree._Element = document.styles.element
    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)
        found.set(qn("w:eastAsia"), LANGUAGE)
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}/>")
        styles.insert(0, defaults)
    run_default = defaults.find(qn("w:rPrDefault"))
    if run_default is None:
        run_default = parse_xml(f"<w:rPrDefault {nsdecls('w')}><w:rPr/></w:rPrDefault>")
        defaults.insert(0, run_default)
    run = run_default.find(qn("w:rPr"))
    if run is not None and run.find(qn("w:lang")) is None:
        run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>'))
    settings: etree._Element = document.settings.element
    for name in ("w:updateFields", "w:themeFontLang", "w:documentProtection", "w:attachedTemplate"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    theme = parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="{LANGUAGE}"/>')
    before = settings.find(qn("w:clrSchemeMapping"))
    if before is not None:
        before.addprevious(theme)


def _own() -> Document:
    """An empty A4 document with nothing of the library's own look left in it."""
    document = docx.Document()
    styles: etree._Element = document.styles.element
    for found in list(styles.iter(qn("w:style"))):
        name = found.find(qn("w:name"))
        if name is None or name.get(qn("w:val")) not in KEPT:
            styles.remove(found)
        for old in found.findall(qn("w:link")):
            found.remove(old)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Cm(1.1)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    for fonts in list(styles.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)  # type: ignore[union-attr]
    run = normal.element.get_or_add_rPr()
    run.insert(
        0, parse_xml("<w:rFonts {} {}/>".format(nsdecls("w"), " ".join(f'w:{k}="{FONT}"' for k in ("ascii", "hAnsi", "cs", "eastAsia"))))
    )
    normal.font.color.rgb = RGBColor.from_string(INK[1:].upper())
    paragraph = normal.paragraph_format
    paragraph.space_after, paragraph.line_spacing = Pt(6), 1.15
    for relation in [key for key, found in document.part.package.rels.items() if found.reltype == RT.THUMBNAIL]:
        del document.part.package.rels[relation]
    for relation in [key for key, found in document.part.rels.items() if found.reltype.endswith(UNUSED)]:
        del document.part.rels[relation]
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = PROGRAM
    for mode in document.settings.element.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    return document


def _as_document(content: bytes) -> bytes:
    """A template as a document: the same file, but for what it says that it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(TEMPLATE_TYPE, DOCUMENT_TYPE) if name == "[Content_Types].xml" else part)
    return out.getvalue()


def _from_template(path: Path) -> Document:
    """An organisation's template without its body: its styles, header, footer and page stay."""
    try:
        document = docx.Document(io.BytesIO(_as_document(path.read_bytes())))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        message = f"Het Word-sjabloon {path.name} kan niet gelezen worden. Bewaar het in Word opnieuw als .docx of .dotx."
        raise HouseStyleError(message) from error
    body: etree._Element = document.element.body
    if body.find(qn("w:sectPr")) is None:
        document.add_section()
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    left = etree.tostring(body).decode()
    for key in [key for key, found in document.part.rels.items() if found.reltype in BODY_RELATIONS and f'"{key}"' not in left]:
        del document.part.rels[key]
    return document


def open_document(style: HouseStyle) -> Document:
    """An empty document in an organisation's look, or in ours.

    Raises HouseStyleError when its template cannot be read.
    """
    document = _own() if style.document is None else _from_template(style.document)
    _add_styles(document, style)
    _set_language(document)
    return document
