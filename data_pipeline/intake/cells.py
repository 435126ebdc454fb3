"""The text of one delivered cell, cleaned without guessing, and what is to be said of it."""

import re
import unicodedata
from dataclasses import dataclass

from data_pipeline.intake.report import Level

LONGEST_SHOWN = 60
_PLACE = re.compile("{(rij|cel|kolom|gemeente|bestand)}")
_HIDDEN = (
    "\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}\N{WORD JOINER}-\N{NOMINAL DIGIT SHAPES}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{INTERLINEAR ANNOTATION ANCHOR}-\N{INTERLINEAR ANNOTATION TERMINATOR}"
)
_HIDDEN_MARKS = re.compile(f"[{_HIDDEN}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BROKEN_WORD = re.compile(r"(?<=\w)(?:-|\N{HYPHEN}|\N{NON-BREAKING HYPHEN})\n(?=\w)")
_LATIN_NAME = re.compile(
    "[\x20-\x7e\t\n\r\N{NO-BREAK SPACE}-\N{NOT SIGN}\N{REGISTERED SIGN}-\N{LATIN SMALL LETTER Z WITH CARON}\N{FIGURE SPACE}\N{THIN SPACE}"
    "\N{HYPHEN}-\N{HORIZONTAL BAR}\N{LEFT SINGLE QUOTATION MARK}-\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
    "\N{NARROW NO-BREAK SPACE}\N{EURO SIGN}]*"
)
_LOOK_ALIKE = re.compile("[\N{LATIN SMALL LETTER DOTLESS I}\N{LATIN SMALL LETTER KRA}\N{LATIN SMALL LETTER N PRECEDED BY APOSTROPHE}]")
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_FOLLOWING = "".join(re.escape(chr(b) if b in _UNDEFINED else bytes([b]).decode("cp1252")) for b in range(0x80, 0xC0))
_TWICE_ENCODED = re.compile(f"Â[\xa0-\xbf]|Ã[{_FOLLOWING}]|Å[’“¡¸½¾]|â[{_FOLLOWING}]{{2}}|\ufffd")
_PURE_NUMBER = re.compile(r"[-+]\s?(?:€\s?)?[0-9](?:[0-9.,\s]*[0-9])?\s?(?:€|%|eur|euro)?", re.IGNORECASE)
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said of a cell; the caller knows the place.

    Attributes:
        code: the id in the list of bad inputs where one applies, else a short word.
        level: error sends the row to quarantine, warning flags it, info tells what was normalised.
        text: Dutch; `{rij}`, `{cel}`, `{kolom}`, `{gemeente}` and `{bestand}` are for the caller, see `at`.
    """

    code: str
    level: Level
    text: str

    def at(self, **places: str) -> str:
        """The text with the places filled in, each named as in the text: `at(rij="4", kolom="km")`."""
        return _PLACE.sub(lambda place: places.get(place.group(1), place.group()), self.text)


def info(code: str, text: str) -> Remark:
    """What is told of a cell that was understood."""
    return Remark(code=code, level="info", text=f"(info) {text}")


def shown(text: str) -> str:
    """A delivered text for use inside a Dutch sentence: one line, not too long, no braces that look like a place."""
    line = " ".join(_HIDDEN_MARKS.sub("", text).split()).replace("{", "(").replace("}", ")")
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def clean_text(text: str) -> tuple[str, tuple[Remark, ...]]:
    """A text in NFC on one line with plain single spaces, and what was changed or is wrong with it.

    UTF-8 that was read as Windows-1252 somewhere, or a lost byte, is an error and is not repaired (B05).
    """
    remarks = []
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        remarks.append(Remark(code="B07", level="info", text="(info) Tekens genormaliseerd."))
    if _TWICE_ENCODED.search(composed):
        words = f"Rij {{rij}}: tekst '{shown(text)}' is verkeerd gecodeerd. Lever het bestand opnieuw aan als CSV UTF-8."
        remarks.append(Remark(code="B05", level="error", text=words))
    lines = "\n".join(filter(None, (line.strip() for line in composed.splitlines())))
    if "\n" in lines:
        remarks.append(Remark(code="B10", level="info", text="(info) Regelafbreking in cel verwijderd."))
    joined = _BROKEN_WORD.sub("-", lines)
    if joined != lines or "\N{SOFT HYPHEN}" in joined:
        remarks.append(Remark(code="G08", level="info", text="(info) Afbreekstreepje verwijderd."))
    visible = _HIDDEN_MARKS.sub("", joined.replace("\N{SOFT HYPHEN}", ""))
    if visible != joined.replace("\N{SOFT HYPHEN}", ""):
        remarks.append(Remark(code="tekens", level="info", text="(info) Onzichtbare tekens verwijderd."))
    return " ".join(unicodedata.normalize("NFC", visible).split()), tuple(remarks)


def has_unusual_characters(text: str) -> bool:
    """Whether a name holds what no Belgian name has: other scripts, look-alikes, marks that hide or reverse text.

    To be asked of the text as delivered: clean_text takes hidden marks away.
    """
    composed = unicodedata.normalize("NFC", text)
    return _LATIN_NAME.fullmatch(composed) is None or _LOOK_ALIKE.search(composed) is not None


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would run the text as a formula; a pure number or a lone dash is none."""
    inside = text.strip(" ")
    if inside[:1] not in _FORMULA_STARTS:
        return False
    return inside.strip() != "-" and _PURE_NUMBER.fullmatch(inside) is None


def formula_remark(text: str) -> Remark | None:
    """The warning for a text that looks like a formula (J01, and J02 for other marks than `=`), else None."""
    if not looks_like_formula(text):
        return None
    mark = text.strip(" ")[0]
    told = {"\t": "TAB", "\r": "CR", "\n": "CR"}.get(mark, mark)
    words = f"Cel {{cel}} begint met '{told}'; bij export geneutraliseerd."
    return Remark(code="J01" if mark == "=" else "J02", level="warning", text=words)
