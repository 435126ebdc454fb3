"""A PDF as its own structure and letters say it, read without the library that wrote it."""

import io
import re
import unicodedata
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

from exports.contents import clean
from exports.glyphs import drawable

PER_SIGN = 4


def nodes(node: Object) -> Iterator[Dictionary]:
    """Every element of the structure, in reading order."""
    if isinstance(node, Array):
        for child in node:
            yield from nodes(child)
    elif isinstance(node, Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from nodes(node["/K"])


def attributes(node: Dictionary) -> dict[str, str]:
    """The attributes of an element, whether it has one set of them or several."""
    found = node.get("/A", Array([]))
    every = list(found) if isinstance(found, Array) else [found]
    return {key: str(value) for each in every for key, value in each.items() if not isinstance(value, (Array, Dictionary))}


def _letters(font: Object) -> dict[str, str]:
    """What each glyph of a font means, from its own map."""
    text = font["/ToUnicode"].read_bytes().decode("latin-1")
    told = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for glyph, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            told[glyph.lower()] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                told[f"{int(first, 16) + i:04x}"] = chr(int(letters, 16) + i)
    return told


def words(pdf: Pdf) -> str:
    """All that is drawn on the pages outside drawings, without spaces."""
    said = []
    for page in pdf.pages:
        fonts = {name: _letters(font) for name, font in page.get("/Resources", Dictionary()).get("/Font", Dictionary()).items()}
        letters: dict[str, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands, operator = list(instruction.operands), instruction.operator
            if str(operator) == "Tf":
                letters = fonts[str(operands[0])]
            elif str(operator) in {"Tj", "TJ"}:
                pieces = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        drawn = bytes(piece).hex()
                        said += [letters.get(drawn[i : i + PER_SIGN], "") for i in range(0, len(drawn), PER_SIGN)]
    return bare("".join(said))


def bare(text: str) -> str:
    """A text without spaces, line ends and signs that are not drawn."""
    composed = unicodedata.normalize("NFC", drawable(clean(text)))
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) != "Cf")


def opened(content: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(content))


def kinds(pdf: Pdf) -> list[str]:
    return [str(node["/S"]) for node in nodes(pdf.Root["/StructTreeRoot"])]


def links(pdf: Pdf) -> list[str]:
    found = [note["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})]
    return list(dict.fromkeys(str(address) for address in found))
