"""Workbooks that were tampered with: parts added, changed, renamed or lied about."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

END_RECORD, LISTED = b"PK\x05\x06", b"PK\x01\x02"
SHEET, STRINGS, CONTENT_TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def changed(data: bytes, *, parts: Mapping[str, bytes] | None = None, edit: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """A workbook with parts added or replaced, and parts edited.

    Args:
        parts: the new bytes by part; a name may occur that is in the archive already, then it replaces that part.
        edit: what becomes of the bytes of a part.
    """
    parts, edit = dict(parts or {}), dict(edit or {})
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        assert edit.keys() <= set(old.namelist()), old.namelist()
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, edit.get(info.filename, bytes)(old.read(info)))
        for name, content in parts.items():
            new.writestr(name, content)
    return kept.getvalue()


def with_strings(data: bytes, strings: bytes) -> bytes:
    """A workbook with a table of shared strings, as Excel itself writes one."""
    told = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), STRINGS_TYPE)
    return changed(data, parts={STRINGS: strings}, edit={CONTENT_TYPES: swap(b"</Types>", told)})


def with_size(data: bytes, part: str, size: int) -> bytes:
    """An archive of which list and part both say that a part unpacks to another size than it does."""
    told = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(part)
        struct.pack_into("<I", told, info.header_offset + 22, size)
        position = archive.start_dir
    while told[position : position + 4] == LISTED:
        lengths = struct.unpack_from("<HHH", told, position + 28)
        if bytes(told[position + 46 : position + 46 + lengths[0]]).decode() == part:
            struct.pack_into("<I", told, position + 24, size)
        position += 46 + sum(lengths)
    return bytes(told)


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """An edit that replaces a piece that must be there."""

    def edited(data: bytes) -> bytes:
        assert old in data, data[:2000]
        return data.replace(old, new)

    return edited
