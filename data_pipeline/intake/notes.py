"""What the titles and notes of a sheet say of its cells: which marks they explain, what is provisional, whether VAT is in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_pipeline.intake.cells import Remark, shown

_MARK = re.compile(r"(?<=\S)\s*(?P<mark>[*°†‡]+|(?P<number>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\d\)))\Z")
LONGEST_CELL = 200
_PROVISIONAL = re.compile(r"\s*(?:\(voorlopige?(?: cijfers?)?\)|\bvoorlopig)\Z", re.IGNORECASE)
_VAT = re.compile(r"\b(?:incl|excl|inclusief|exclusief|zonder|met)\b\.?\s*(?:de\s+)?btw\b|\bbtw\s*(?:incl|excl|inbegrepen)", re.IGNORECASE)


def says_vat(text: str) -> bool:
    """Whether a text tells if amounts are with or without VAT."""
    return _VAT.search(text) is not None


def without_provisional(text: str) -> str:
    """A period without the word that its figures are provisional: `2024 (voorlopig)`."""
    return _PROVISIONAL.sub("", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The lines of a sheet that are no figures."""

    texts: Sequence[str] = ()

    @property
    def say_vat(self) -> bool:
        """Whether one of them tells if the amounts are with or without VAT."""
        return any(says_vat(text) for text in self.texts)

    def _explain(self, mark: str) -> bool:
        return any(text.strip().startswith(mark) for text in self.texts)

    def without_mark(self, cell: str) -> tuple[str, str, tuple[Remark, ...]]:
        """A cell without the mark of a note behind it, the mark, and what is said when no note explains it.

        A number is a mark only when a note begins with it: `12 (3)` may as well be two figures.
        """
        found = _MARK.search(cell.strip()) if len(cell) <= LONGEST_CELL else None
        if not found or (found["number"] and not self._explain(found["mark"])):
            return cell, "", ()
        bare, mark = cell.strip()[: found.start()], found["mark"]
        if self._explain(mark):
            return bare, mark, ()
        words = f"Cel {{cel}}: het teken '{mark}' in '{shown(cell)}' verwijst naar geen noot in het bestand en is weggelaten. Controleer."
        return bare, mark, (Remark(code="noot", level="warning", text=words),)
