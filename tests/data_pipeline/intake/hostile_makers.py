"""Makes files that are meant to exhaust, deceive or run something."""

import io
import json
import struct
import zipfile
import zlib

from tests.data_pipeline.intake.archives import CONTENT_TYPES, MAIN, SHEET, changed, swap, with_strings
from tests.data_pipeline.intake.fixture import workbook

TITLES = ("gemeente", "maand", "km")
GOOD = workbook({"deelwagens": [TITLES, ("Lier", "2024-03", 12)]})
STYLES = "xl/styles.xml"
HEAD = b"".join(
    b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % (letter, title.encode())
    for letter, title in zip((b"A", b"B", b"C"), TITLES, strict=True)
)
MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(rows: bytes, *, before: bytes = b"") -> bytes:
    """A workbook with one sheet of these rows below the titles."""
    return changed(
        GOOD,
        parts={SHEET: before + b'<worksheet xmlns="%s"><sheetData><row r="1">%s</row>%s</sheetData></worksheet>' % (MAIN, HEAD, rows)},
    )


def row(number: int, cells: bytes = b"") -> bytes:
    told = b"".join(
        b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (letter, number, text)
        for letter, text in ((b"A", b"Lier"), (b"B", b"2024-03"))
    )
    return b'<row r="%d">%s<c r="C%d"><v>12</v></c>%s</row>' % (number, told, number, cells)


def heavy() -> bytes:
    """A workbook as large as one may be."""
    return sheet(b"".join(row(n, b'<c r="D%d"><v>%d.5</v></c>' % (n, n)) for n in range(2, 60_000)))


def zip_made(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def streamed(name: str, size: int, kept: bytes = GOOD) -> bytes:
    """A workbook with one part more that unpacks to a size that nobody has in memory."""
    target = io.BytesIO(kept)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as handle:
        block = bytes(16 * MEGABYTE)
        for _ in range(size // len(block)):
            handle.write(block)
    return target.getvalue()


def ratio_bomb() -> bytes:
    """10 GB of nothing in 10 MB: the compressed data of one block, told again and again."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(bytes(64 * MEGABYTE)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    data = block * 160 + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return listed({"xl/workbook.xml": (data, 160 * 64 * MEGABYTE)})


def listed(parts: dict[str, tuple[bytes, int]], *, shared: bool = False) -> bytes:
    """An archive written byte by byte: compressed data and stated size by name.

    Args:
        shared: every name points at the data of the first, so that they overlap.
    """
    body, listed = bytearray(), bytearray()
    offset = 0
    for order, (name, (data, size)) in enumerate(parts.items()):
        told = name.encode()
        if not shared or order == 0:
            offset = len(body)
            body += struct.pack("<4s5H3I2H", b"PK\x03\x04", 45, 0, 8, 0, 0, 0, len(data), min(size, 0xFFFFFFFE), len(told), 0) + told + data
        listed += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 45, 45, 0, 8, 0, 0, 0, len(data), min(size, 0xFFFFFFFE), len(told), 0, 0, 0, 0, 0, offset
        )
        listed += told
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), len(body), 0)
    return bytes(body + listed + end)


def overlapping() -> bytes:
    """Every part is the same 30 MB, kept once."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeeze.compress(b"a" * 30 * MEGABYTE) + squeeze.flush()
    return listed({f"xl/part{n}.xml": (data, 30 * MEGABYTE) for n in range(150)}, shared=True)


def nested() -> bytes:
    """Zips in zips in zips; nothing in them is a workbook."""
    inside = zip_made({"nul.bin": bytes(50 * MEGABYTE)})
    for depth in range(5):
        inside = zip_made({f"{depth}-{n}.zip": inside for n in range(8)})
    return inside


def entities(count: int) -> bytes:
    """One long entity, named often."""
    told = b'<!DOCTYPE w [<!ENTITY a "%s">]>' % (b"a" * 100_000)
    return sheet(row(2) + b"<row r='3'><c r='A3' t='inlineStr'><is><t>%s</t></is></c></row>" % (b"&a;" * count), before=told)


def laughs() -> bytes:
    """Entities of entities of entities."""
    told = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    text = b"<row r='2'><c r='A2' t='inlineStr'><is><t>&l9;</t></is></c></row>"
    return sheet(text, before=b'<!DOCTYPE w [<!ENTITY l0 "lach">%s]>' % told)


def strings(count: int, text: bytes) -> bytes:
    """A workbook of which every cell names a shared string."""
    strings = b'<sst xmlns="%s">%s</sst>' % (MAIN, b"<si><t>%s</t></si>" % text * count)
    return with_strings(GOOD, strings)


def long_string_everywhere() -> bytes:
    """One string of 30,000 characters in a hundred thousand cells: 3 GB of text."""
    strings = b'<sst xmlns="%s">%s</sst>' % (
        MAIN,
        b"".join(b"<si><t>%s</t></si>" % t.encode() for t in (*TITLES, "Lier", "2024-03", "x" * 30_000)),
    )
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>5</v></c></row>' % (n, n) for n in range(2, 100_002))
    return with_strings(sheet(rows), strings)


def merged_everywhere() -> bytes:
    """Ten thousand merged cells that each span all rows."""
    merged = b"".join(b'<mergeCell ref="A2:A%d"/>' % (20_000 + n) for n in range(10_000))
    rows = b"".join(row(n) for n in range(2, 20_002))
    whole = b'<worksheet xmlns="%s"><sheetData><row r="1">%s</row>%s</sheetData><mergeCells>%s</mergeCells></worksheet>'
    return changed(GOOD, parts={SHEET: whole % (MAIN, HEAD, rows, merged)})


def macro_named_otherwise() -> bytes:
    """A macro workbook renamed to .xlsx, its program under another name."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        types = archive.read(CONTENT_TYPES)
    told = types.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert told != types
    return changed(GOOD, parts={CONTENT_TYPES: told.replace(b"vnd.openxmlformats-officedocument.sheet", b"vnd.ms-excel.sheet")})


def json_made(records: str) -> bytes:
    return ('{"last_updated": 1735689600, "ttl": 0, "version": "2.3", "data": {"stations": ' + records + "}}").encode()


def station(**fields: object) -> str:
    told = {"station_id": "1", "name": "Markt", "lat": 51.13, "lon": 4.57} | fields
    return json.dumps([told])


def deflated(size: int) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(bytes(size)) + squeeze.flush()


def flipped(data: bytes) -> bytes:
    """An archive with one wrong bit in the data of its sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo(SHEET).header_offset + 150
    return data[:place] + bytes([data[place] ^ 16]) + data[place + 1 :]


def encrypted() -> bytes:
    """An archive of which every part is marked as encrypted."""
    told = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = told.find(mark)
        while start >= 0:
            told[start + place] |= 1
            start = told.find(mark, start + 4)
    return bytes(told)


def packed(kind: int) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(kept, "w", kind) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return kept.getvalue()


def without(part: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info))
    return kept.getvalue()


def noise(size: int) -> bytes:
    """Styles that do not shrink much: no two are alike."""
    formats = b"".join(b'<numFmt numFmtId="%d" formatCode="0.%d"/>' % (n, n * 7919) for n in range(200, 200 + size // 40))
    return b'<styleSheet xmlns="%s"><numFmts>%s</numFmts></styleSheet>' % (MAIN, formats)


def many_strings(count: int) -> bytes:
    return b'<sst xmlns="%s">%s</sst>' % (MAIN, b"".join(b"<si><t>%d</t></si>" % (n * 7919) for n in range(count)))


def deep() -> bytes:
    """A sheet of elements within elements, their names unlike enough not to shrink."""
    names = [b"a%d" % (n * 7919 % 10007) for n in range(300_000)]
    return sheet(row(2) + b"".join(b"<%s>" % n for n in names) + b"".join(b"</%s>" % n for n in reversed(names)))


def strict() -> bytes:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return changed(GOOD, edit={part: swap(MAIN, strict) for part in (SHEET, "xl/workbook.xml", STYLES)})


def wide_dimension() -> bytes:
    return changed(GOOD, edit={SHEET: swap(b'ref="A1:C2"', b'ref="A1:XFD1048576"')})
