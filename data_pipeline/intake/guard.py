"""Looks at the outside of a delivered file: name, size, kind and first bytes; nothing is unpacked here."""

import re
import stat
import time
import unicodedata
from pathlib import Path

from data_pipeline.intake.report import Message, RefusedError

ALLOWED = (".xlsx", ".csv", ".json")
TEXT = (".csv", ".json")
WORKBOOK_MB = 50
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"PAR1", b"\x1f\x8b", b"\xfd7zXZ", b"%PDF", b"\x7fELF", b"Rar!", b"7z\xbc\xaf",
    b"SQLite format 3", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf",
)  # fmt: skip
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SETTLED_SECONDS = 2.0
MOMENT_SECONDS = 0.25
HEAD_BYTES = 65536
MEGABYTE = 1024 * 1024
LONGEST_NAME = 200


Signature = tuple[int, int, int, int]


class StillGrowingError(Exception):
    """A file that is being written at this moment."""


def refused(code: str, text: str, *, sheet: str = "", row: int | None = None, column: str = "", wipe: bool = False) -> RefusedError:
    """The error that refuses a whole file for one reason, and where in the file that reason stands."""
    return RefusedError(Message(code=code, level="error", text=text, sheet=sheet, row=row, column=column), wipe=wipe)


def check_name(name: str) -> None:
    """Refuses a name with a path, a control character or a direction mark in it."""
    is_odd = any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    if not name or is_odd or name in {".", ".."} or re.search(r'[/\\:*?"<>|]', name) or len(name) > LONGEST_NAME:
        raise refused("A17", "De bestandsnaam is ongeldig.")


def signature(path: Path) -> Signature:
    """What changes when a file is written or replaced."""
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def check_unchanged(path: Path, before: Signature) -> None:
    """Raises StillGrowingError when a file was written, replaced or removed since it was first looked at."""
    try:
        is_same = signature(path) == before
    except OSError:
        is_same = False
    if not is_same:
        raise StillGrowingError


def _holds(path: Path, wanted: bytes) -> bool:
    """Whether bytes stand in a file of any size."""
    tail = b""
    with path.open("rb") as handle:
        while block := handle.read(MEGABYTE):
            if wanted in tail + block:
                return True
            tail = block[-len(wanted) :]
    return False


def _check_magic(name: str, suffix: str, head: bytes, path: Path) -> None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    is_page = text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")) or b"<html" in text
    if is_page:
        raise refused("A07", f"'{name}' is geen echt Excel-bestand maar een webpagina. Exporteer als .xlsx of .csv.")
    if head.startswith(OLE_MAGIC):
        if _holds(path, ENCRYPTED):
            raise refused("A11", f"'{name}' is beveiligd met een wachtwoord. Verwijder de beveiliging en lever opnieuw aan.")
        raise refused("A19", f"'{name}' is een Excel-bestand in het oude formaat. Bewaar het als .xlsx en lever opnieuw aan.")
    is_zip = head.startswith(ZIP_MAGIC)
    if suffix == ".xlsx" and not is_zip:
        raise refused("A08", f"De inhoud van '{name}' is geen Excel. Hernoem naar .csv of exporteer als .xlsx.")
    if suffix != ".xlsx" and is_zip:
        raise refused("A08", f"De inhoud van '{name}' is een Excel- of zipbestand. Hernoem naar .xlsx of exporteer als .csv.")
    if head.startswith(FOREIGN):
        raise refused("A19", f"De inhoud van '{name}' is geen gegevensbestand. Toegelaten: .xlsx, .csv.")


def check_size(path: Path, *, name: str, max_mb: int) -> None:
    """Refuses a file that is larger than its contract allows."""
    if path.stat().st_size > max_mb * MEGABYTE:
        raise refused("A14", f"'{name}' is groter dan de toegelaten {max_mb} MB.")


def check_outside(path: Path, *, name: str, max_mb: int) -> Signature:
    """Refuses a file that need not be opened: by its name, its size, its extension or its first bytes.

    Args:
        name: the name under which it was delivered.
        max_mb: the largest size that any contract allows a text file.

    Returns what the file looked like, to see afterwards that it was not written meanwhile.
    Raises RefusedError with the reason and StillGrowingError when the file is being written.
    """
    suffix = Path(name).suffix.lower()
    try:
        is_plain = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        raise refused("bestand", f"'{name}' bestaat niet of kan niet gelezen worden.") from error
    if not is_plain:
        raise refused("bestand", f"'{name}' is geen gewoon bestand.")
    before = signature(path)
    _, size, changed_ns, _ = before
    if time.time() - changed_ns / 1e9 < SETTLED_SECONDS:
        time.sleep(MOMENT_SECONDS)
    check_unchanged(path, before)
    if size == 0:
        raise refused("A01", f"Het bestand '{name}' is leeg (0 bytes). Lever het opnieuw aan.")
    try:
        with path.open("rb") as handle:
            head = handle.read(HEAD_BYTES)
    except OSError as error:
        raise refused("bestand", f"'{name}' kan niet gelezen worden. Kijk of Peil het bestand mag openen.") from error
    if suffix in {".xlsm", ".xltm", ".xlam"}:
        raise refused("A10", f"'{name}' bevat macro's en wordt om veiligheidsredenen geweigerd.")
    if suffix not in {*ALLOWED, ".xls"}:
        raise refused("A19", f"Bestandstype '{suffix}' wordt niet aanvaard. Toegelaten: .xlsx, .csv.")
    check_size(path, name=name, max_mb=max_mb if suffix in TEXT else WORKBOOK_MB)
    _check_magic(name, suffix, head, path)
    if suffix == ".xls":
        raise refused("A19", "Bestandstype '.xls' wordt niet aanvaard. Toegelaten: .xlsx, .csv.")
    return before
