"""Makes of a delivered text file one that DuckDB reads row for row: UTF-8, one kind of line end, no blank lines."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message

BLOCK = 1 << 20
LONGEST_HEAD = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A text file as DuckDB may read it.

    Attributes:
        lines: how many lines it holds.
        messages: what was found and changed on the way.
    """

    path: Path
    lines: int
    messages: tuple[Message, ...]


@dataclass(slots=True)
class _Look:
    """What one pass over the bytes told."""

    is_utf8: bool = True
    has_nul: bool = False
    has_blank_lines: bool = False
    is_mixed: bool = False
    lines: int = 0
    ends_open: bool = False


def _info(code: str, text: str) -> Message:
    return Message(code=code, level="info", text=f"(info) {text}")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            yield block


def _look(path: Path) -> _Look:
    """One pass over a file: nothing is kept but counts, whatever its size."""
    look, decoder = _Look(), codecs.getincrementaldecoder("utf-8")()
    feeds = returns = pairs = 0
    tail = b"\n"
    for block in _blocks(path):
        joined = tail + block
        feeds += block.count(b"\n")
        returns += block.count(b"\r")
        pairs += joined.count(b"\r\n") - (tail[-2:] == b"\r\n")
        look.has_nul |= b"\x00" in block
        look.has_blank_lines |= any(pair in joined for pair in (b"\n\n", b"\n\r\n", b"\r\r"))
        tail = joined[-2:]
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            look.is_utf8 = False
            decoder.reset()
    look.ends_open = not tail.endswith((b"\n", b"\r"))
    look.is_mixed = returns != pairs or pairs not in {0, feeds}
    look.lines = max(feeds, returns) + look.ends_open
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        look.is_utf8 = False
    return look


def _rewrite(path: Path, target: Path, *, encoding: str, delimiter: str, columns: int) -> int:
    """Copies a text as UTF-8 with one line end; a blank line becomes an empty row, so that rows keep their numbers.

    Returns the number of lines.
    """
    lines = 0
    with path.open(encoding=encoding, newline=None) as source, target.open("w", encoding="utf-8", newline="\n") as copy:
        for line in source:
            lines += 1
            copy.write(line if line.strip() else delimiter * (columns - 1) + "\n")
    return lines


def head_of(path: Path, *, encoding: str, delimiter: str) -> list[str]:
    """The titles of the columns: the first row of the file."""
    with path.open(encoding=encoding, newline="") as handle:
        start = handle.read(LONGEST_HEAD)
    return next(csv.reader(start.splitlines(keepends=True), delimiter=delimiter), [])


def _encoding(path: Path, look: _Look, unknown: Exception) -> str:
    with path.open("rb") as handle:
        mark = handle.read(3)
    if mark.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if look.has_nul:
        raise unknown
    return ("utf-8-sig" if mark == codecs.BOM_UTF8 else "utf-8") if look.is_utf8 else "cp1252"


REMARKS = {
    "utf-8-sig": _info("B01", "UTF-8 BOM verwijderd."),
    "cp1252": _info("B02", "Bestand gelezen als Windows-1252."),
    "utf-16": _info("B03", "Bestand gelezen als UTF-16."),
}


def text_file(path: Path, *, name: str, delimiter: str, work: Path) -> TextFile:
    """The file itself where DuckDB can read it as it is, else a copy in the working folder.

    Raises RefusedError when the encoding is unknown or there is no row below the titles.
    """
    unknown = refused("B04", f"De tekencodering van '{name}' is niet herkenbaar. Exporteer als 'CSV UTF-8'.")
    look = _look(path)
    encoding = _encoding(path, look, unknown)
    remarks = (REMARKS[encoding],) if encoding in REMARKS else ()
    lines, readable = look.lines, path
    try:
        columns = len(head_of(path, encoding=encoding, delimiter=delimiter))
        if encoding in {"cp1252", "utf-16"} or look.has_blank_lines or look.is_mixed:
            readable = work / "delivered.csv"
            lines = _rewrite(path, readable, encoding=encoding, delimiter=delimiter, columns=columns)
    except (UnicodeDecodeError, csv.Error) as error:
        raise unknown from error
    if lines <= 1:
        raise refused("A02", f"Het bestand '{name}' bevat kolomtitels maar geen gegevensrijen.")
    return TextFile(path=readable, lines=lines, messages=remarks)
