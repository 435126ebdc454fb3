"""The look of a Word document: an organisation's template, its colour, and what becomes of what it lacks."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from exports.document import pack_document, view_document
from exports.exhibit import Exhibit, HouseStyle
from exports.house_style import HouseStyleError
from tests.exports.opened_word import Opened, W, text_of
from tests.exports.paper_exhibits import example, pack_of, photo, photos, real_exhibits
from warehouse.snapshot import Snapshot

DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def real(snapshot: Snapshot) -> dict[str, Exhibit]:
    """One real view of each form."""
    return real_exhibits(snapshot)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """The template of an organisation: Dutch style ids, its own header and colours, a body with a secret, no Caption."""
    document = docx.Document()
    styles = document.styles.element
    for found in list(styles):
        if found.get(f"{W}styleId") in {"Heading1", "Caption", "Subtitle"}:
            styles.remove(found)
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
            '<w:rPr><w:color w:val="AA00AA"/><w:lang w:val="en-US"/></w:rPr></w:style>'
        )
    )
    document.sections[0].header.paragraphs[0].text = "Gemeente Lier"
    document.sections[0].left_margin = docx.shared.Cm(4)
    document.add_paragraph("Geheime inhoud")
    document.add_picture(io.BytesIO(photo(7, 7)))
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "sjabloon.dotx"
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))
    return path


def test_an_organisation_s_template_keeps_its_look_and_loses_its_body(template: Path, real: dict[str, Exhibit]) -> None:
    style = HouseStyle(document=template)
    pack = pack_of(real["energiescans"], example(), style=style)
    opened = Opened(pack_document(pack, pictures=photos(real), day=DAY))
    assert "Geheime inhoud" not in opened.said()
    assert not [name for name in opened.files if name.startswith("word/media/") and len(opened.files[name]) < 200]
    assert b"template.main+xml" not in opened.files["[Content_Types].xml"]
    assert any("Gemeente Lier" in content.decode(errors="replace") for name, content in opened.files.items() if "header" in name)
    heading = next(
        p for p in opened.body.findall(f"{W}p") if text_of(p) == real["energiescans"].title and opened.style_of(p) == "heading 1"
    )
    used = heading.find(f"{W}pPr/{W}pStyle")
    assert used is not None
    assert used.get(f"{W}val") == "Kop1"
    assert b"AA00AA" in opened.files["word/styles.xml"]
    assert b'"en-US"' not in re.sub(rb"<w:latentStyles.*?</w:latentStyles>", b"", opened.files["word/styles.xml"])
    assert {"caption", "Subtitle", "Peil tabel"} <= set(opened.styles.values())
    assert not [name for name, content in opened.files.items() if "footer" in name and b"PAGE" in content]
    assert all(width <= room for width, room in opened.widths())
    assert len(list(opened.widths())) > 2


@pytest.mark.parametrize("content", [b"", b"geen zip", photo(2, 2)])
def test_a_template_that_cannot_be_read_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "kapot.dotx"
    path.write_bytes(content)
    with pytest.raises(HouseStyleError, match=r"kapot\.dotx"):
        view_document(example(), style=HouseStyle(document=path), pictures={})
    with pytest.raises(HouseStyleError, match=r"weg\.dotx"):
        view_document(example(), style=HouseStyle(document=tmp_path / "weg.dotx"), pictures={})


@pytest.mark.parametrize(("accent", "shown"), [("#ffee00", "16242f"), ("geen", "16242f"), ("#7a0c3f", "7a0c3f")])
def test_the_colour_of_an_organisation_is_only_for_words_where_one_can_read_it(accent: str, shown: str) -> None:
    styles = Opened(view_document(example(3), style=HouseStyle(accent=accent), pictures={})).files["word/styles.xml"].decode()
    link = re.search(r'w:name w:val="Hyperlink".*?w:color w:val="(\w+)"', styles, re.S)
    assert link
    assert link.group(1) == shown
