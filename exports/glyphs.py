"""Which signs our fonts can draw: a PDF that anyone may read must not hold a sign without a shape."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

from charts.theme import text_width

FONTS = Path(__file__).resolve().parent / "fonts"
WITHOUT_SHAPE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")
UNKNOWN = "\N{BLACK SQUARE}"
BREAK = "\N{ZERO WIDTH SPACE}"
SEGMENTS = 4


def _table(content: bytes, tag: bytes) -> int:
    """Where a table of a font begins."""
    count = struct.unpack_from(">H", content, 4)[0]
    for i in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", content, 12 + 16 * i)
        if name == tag:
            return int(offset)
    raise ValueError(tag)


def _signs(content: bytes) -> frozenset[int]:
    """The code points of a font, from the segments of its character map (format 4, which every font of ours has)."""
    start = _table(content, b"cmap")
    count = struct.unpack_from(">H", content, start + 2)[0]
    offsets = (start + struct.unpack_from(">HHI", content, start + 4 + 8 * i)[2] for i in range(count))
    at = next(offset for offset in offsets if struct.unpack_from(">H", content, offset)[0] == SEGMENTS)
    segments = struct.unpack_from(">H", content, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", content, at + 14)
    starts = struct.unpack_from(f">{segments}H", content, at + 16 + 2 * segments)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, last + 1))
    return frozenset(found - {0xFFFF})


@cache
def signs() -> frozenset[str]:
    """Every sign that all our fonts can draw."""
    fonts = [_signs(path.read_bytes()) for path in sorted(FONTS.glob("*.otf"))]
    return frozenset(map(chr, frozenset.intersection(*fonts)))


def drawable(text: str) -> str:
    """The text with a square for each sign that no font of ours can draw."""
    known = signs()
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in known or c in WITHOUT_SHAPE else UNKNOWN for c in composed)


def breakable(text: str, *, width: float, size: float) -> str:
    """The text with room to break inside words that are longer than a line.

    Args:
        width: of the line, in points.
        size: of the type, in points.
    """

    def chopped(piece: str) -> str:
        most = max(1, int(len(piece) * width / text_width(piece, size)))
        return BREAK.join(piece[i : i + most] for i in range(0, len(piece), most))

    def parted(word: str) -> str:
        return word if text_width(word, size) <= width else BREAK.join(map(chopped, re.split(r"(?<=[/@_:.])", word)))

    return "".join(map(parted, re.split(r"(?<=[ -])", text)))
