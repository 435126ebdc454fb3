"""The words and signs that stand in a cell in place of a number, or beside one."""

import re
from collections.abc import Mapping

from data_pipeline.intake.notation import MINUS_SIGNS

DASHES = re.compile(rf"[{MINUS_SIGNS}\N{{EM DASH}}]{{1,3}}")
DASH_WORD = {"nul": "geen", "onbekend": "onbekend", "niet_van_toepassing": "niet van toepassing"}
_TOLD = {
    "niet_van_toepassing": "n.v.t.|n.v.t|nvt|nvt.|niet van toepassing|niet v. toepassing",
    "onbekend": "n.b.|n.b|nb|nb.|onb.|onbekend|niet bekend|niet gekend|ongekend|niet beschikbaar|geen gegevens|geen data|geen info|"
    "geen informatie|geen cijfers|geen gegevens beschikbaar|?|n.t.b.|ntb|nog te bepalen|niet gemeten|niet geregistreerd",
    "verborgen": "verborgen|vertrouwelijk|niet getoond|niet getoond (privacy)",
    "niet_geleverd": "niet geleverd|nog niet geleverd|volgt|volgt nog|volgt later|nog niet bekend|nog te ontvangen|niet ingevuld",
    "niet_deelnemend": "neemt niet deel|niet deelnemend",
    "nul": "nul|nihil",
}
WORDS = {word: status for status, words in _TOLD.items() for word in words.split("|")}
_EXPLAINED = re.compile(r"(?P<word>[^()]+?)\s*\([^()]*\)")
_STATES = "geschat|geraamd|raming|schatting|voorlopig"
_QUALIFIED = re.compile(
    rf"(?P<cell>.*[0-9].*?)\s*(?:\((?:{_STATES})\)|\b(?:{_STATES}))|(?:{_STATES})\s*:?\s*(?P<behind>.*[0-9].*)", re.IGNORECASE
)


def told_word(cell: str, codes: Mapping[str, str] | None = None) -> str:
    """The status a word of the cell stands for, by the contract's own codes first; nothing when it is no such word."""
    word = " ".join(cell.casefold().split())
    own = {code.casefold(): status for code, status in (codes or {}).items()}
    return own.get(word) or WORDS.get(word, "")


def without_reason(cell: str) -> str:
    """The word before a reason in brackets: `n.v.t. (geen wagen)`; nothing when no brackets stand at the end."""
    found = _EXPLAINED.fullmatch(cell)
    return found["word"] if found else ""


def without_state(cell: str) -> tuple[str, str] | None:
    """The number of a cell and whether it is called geschat or voorlopig: `10 (raming)`; None when nothing is said of it."""
    found = _QUALIFIED.fullmatch(cell)
    if found is None:
        return None
    return found["cell"] or found["behind"], "voorlopig" if "voorlopig" in cell.casefold() else "geschat"
