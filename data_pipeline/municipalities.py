"""From a spelling in a source to a municipality: exact after normalisation, never a fuzzy guess."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from catalogue.model import Municipality


class UnknownMunicipalityError(ValueError):
    """A name that is none of the spellings met so far; the message suggests the nearest one."""


def _normalise(name: str) -> str:
    text = re.sub(r"-\s+", "-", name.strip().lower())
    return re.sub(r"[\s-]+", " ", re.sub(r"^(stad|gemeente|gb)\s+", "", text))


class MunicipalityNames:
    """The spellings of the catalogue, ready for look-ups."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._nis_by_spelling = {_normalise(spelling): m.nis for m in municipalities for spelling in (m.nis, m.name, *m.spellings)}

    def nis(self, name: str) -> str | None:
        """The NIS code behind a spelling; None for an empty one, which stands for the region.

        Raises UnknownMunicipalityError for a name that is not known.
        """
        if not name.strip():
            return None
        nis = self._nis_by_spelling.get(_normalise(name))
        if nis is None:
            near = get_close_matches(_normalise(name), self._nis_by_spelling, n=1)
            hint = f" Bedoelt u '{near[0]}'?" if near else ""
            raise UnknownMunicipalityError(f"'{name}' is geen bekende gemeente.{hint}")
        return nis
