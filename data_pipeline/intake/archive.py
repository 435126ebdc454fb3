"""Examines the archive that a workbook is before anything in it is understood: its list, its sizes, its XML."""

import re
import zipfile
import zlib
from pathlib import Path

from data_pipeline.intake.guard import MEGABYTE, refused
from data_pipeline.intake.report import RefusedError

MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 200, 100 * MEGABYTE, 100
MOST_CELLS = 250_000
SMALL_MEMBER, LARGEST_SMALL_PART = MEGABYTE, 5 * MEGABYTE
SHEET_PART, STRINGS_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE), "xl/sharedstrings.xml"
PARSED_WHOLE = re.compile(r"(.*\.rels|\[content_types\]\.xml|xl/(workbook|styles)\.xml|docprops/.*)", re.IGNORECASE)
WIDE_XML = (
    b"\xff\xfe<\x00",
    b"\xfe\xff\x00<",
    b"<\x00?\x00",
    b"\x00<\x00?",
    b"<\x00\x00\x00",
    b"\x00\x00\x00<",
    b"\xff\xfe\x00\x00",
    b"\x00\x00\xfe\xff",
)
ENCODING, PLAIN_ENCODINGS = (
    re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']+)"),
    {b"utf-8", b"us-ascii", b"ascii"},
)
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def invalid(name: str) -> RefusedError:
    """The error for an archive of which something contradicts itself."""
    return refused("A13", f"'{name}' is technisch ongeldig en wordt geweigerd. Open het in Excel en bewaar het opnieuw.")


def _lies(name: str) -> RefusedError:
    return refused("A13", f"'{name}' is technisch ongeldig (grootte klopt niet) en wordt geweigerd.")


def _swells(name: str) -> RefusedError:
    return refused("A12", f"'{name}' wordt uitgepakt veel groter dan toegelaten en wordt geweigerd.")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """A member's bytes, read with a hard limit whatever its header says."""
    try:
        with archive.open(info) as handle:
            data = handle.read(MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _lies(name) from error
    if len(data) != info.file_size:
        raise _lies(name)
    return data


def _check_list(members: list[zipfile.ZipInfo], name: str) -> None:
    paths = [info.filename for info in members]
    lowered = [p.lower() for p in paths]
    if len(members) > MOST_MEMBERS or len(set(lowered)) != len(lowered):
        raise refused("A12", f"'{name}' bevat te veel of dubbele onderdelen en wordt geweigerd.")
    if any(p.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", p) or ":" in p or "\\" in p for p in paths):
        raise refused("A16", f"'{name}' bevat een ongeldig intern pad en wordt geweigerd.")
    if any("vbaproject" in p or p.startswith(("xl/macrosheets", "xl/activex", "xl/embeddings")) for p in lowered):
        raise refused("A10", f"'{name}' bevat macro's en wordt om veiligheidsredenen geweigerd.")
    if any(info.flag_bits & 1 for info in members):
        raise refused("A11", f"'{name}' is beveiligd met een wachtwoord. Verwijder de beveiliging en lever opnieuw aan.")
    is_bomb = any(i.file_size > SMALL_MEMBER and i.file_size > MOST_RATIO * max(1, i.compress_size) for i in members)
    if sum(info.file_size for info in members) > MOST_UNPACKED or is_bomb:
        raise _swells(name)
    if any(i.file_size > LARGEST_SMALL_PART and PARSED_WHOLE.fullmatch(i.filename) for i in members):
        raise _swells(name)
    if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in members):
        raise invalid(name)
    if "xl/workbook.xml" not in lowered:
        raise refused("A08", f"De inhoud van '{name}' is geen Excel. Hernoem naar .csv of exporteer als .xlsx.")


def _check_part(path: str, data: bytes, name: str) -> None:
    """Refuses what no workbook needs: entities, another encoding than Excel writes, macros behind an innocent name."""
    encoding = ENCODING.match(data)
    is_odd = data.startswith(WIDE_XML) or (encoding and encoding.group(1).lower() not in PLAIN_ENCODINGS)
    if is_odd or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refused("A15", f"'{name}' bevat verboden XML-onderdelen en wordt geweigerd.")
    if path == "[content_types].xml" and b"macroEnabled" in data:
        raise refused("A10", f"'{name}' bevat macro's en wordt om veiligheidsredenen geweigerd.")
    if path == "xl/workbook.xml" and STRICT in data:
        raise refused(
            "strikt", f"'{name}' is bewaard als 'Strict Open XML'. Bewaar het als gewone Excel-werkmap (.xlsx) en lever opnieuw aan."
        )


def check_archive(path: Path, *, name: str) -> None:
    """Examines a workbook's archive.

    Raises RefusedError when it is none, hides something, lies about its sizes or grows beyond the limits.
    """
    cells = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_list(members, name)
            for info in members:
                data, part = _member(archive, info, name), info.filename.lower()
                _check_part(part, data, name)
                if SHEET_PART.fullmatch(part):
                    cells += data.count(b"<c ") + data.count(b":c ")
                strings = data.count(b"<si>") + data.count(b":si>") if part == STRINGS_PART else 0
                if max(cells, strings) > MOST_CELLS:
                    raise refused("cellen", f"'{name}' telt te veel cellen. Splits het bestand per jaar.")
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _lies(name) from error
