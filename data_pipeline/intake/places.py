"""From what stands in a cell to a municipality: exact after normalisation; what is not sure is refused with a reason."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from catalogue.model import Catalogue
from data_pipeline.intake.cells import Remark, has_unusual_characters, info, shown
from data_pipeline.intake.place_names import IN_BRACKETS, NIS_NUMBER, OF_THE_KIND, POSTCODE, SEVERAL, name_and_code, plain, without_signs

PLACES = Path(__file__).with_name("places.toml")
SHORTEST_NAME, LONGEST_NAME, LONGEST_CELL = 5, 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row is about.

    Attributes:
        nis: the municipality; None for the region, a wider area or a point outside the region.
        area: which of these.
        body: the authority beside the municipality that the row is about, when it is not the municipality itself.
        former: the municipality of before a merger.
        parts: all that merged with it.
        remarks: an error among them means that the row has no place.
    """

    nis: str | None = None
    area: Literal["gemeente", "regio", "ruimer", "buiten"] = "gemeente"
    body: str = ""
    former: str = ""
    parts: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the row has a place."""
        return not any(remark.level == "error" for remark in self.remarks)


@cache
def former_municipalities() -> Mapping[str, tuple[str, date]]:
    """The municipalities that ended by a merger, by plain name: their name and their last day."""
    told: dict[str, Any] = tomllib.loads(PLACES.read_text(encoding="utf-8"))
    return {plain(name): (name, about["until"]) for name, about in told["former"].items()}


def _fault(code: str, text: str) -> Place:
    return Place(remarks=(Remark(code=code, level="error", text="Rij {rij}: " + text),))


def _no_code(code: str) -> Place:
    """What is wrong with a text that should be a NIS code."""
    if has_unusual_characters(code):
        return _fault("J08", "ongewone tekens in de NIS-code.")
    if POSTCODE.fullmatch(code):
        return _fault("G20", f"'{code}' lijkt een postcode; verwacht een NIS-code.")
    return _fault("nis", f"'{shown(code)}' is geen NIS-code; verwacht vijf cijfers, zoals 12021.")


def _body_key(text: str) -> str:
    return text.replace(".", "").casefold().strip()


class Places:
    """All names of places that are known, ready for look-ups."""

    def __init__(self, catalogue: Catalogue) -> None:
        told: dict[str, Any] = tomllib.loads(PLACES.read_text(encoding="utf-8"))
        self._municipalities = catalogue.municipalities
        self._resolved: dict[tuple[str, date | None], Place] = {}
        self._former = {plain(name): (name, about["nis"], about["until"]) for name, about in told["former"].items()}
        self._former_codes = {about["code"]: plain(name) for name, about in told["former"].items()}
        self._districts = {plain(name): nis for nis, names in told["districts"].items() for name in names}
        self._other_names = {plain(name): nis for name, nis in told["other_names"].items()}
        self._wider, self._region, self._outside, self._ambiguous = (
            {plain(name) for name in told[group]["names"]} for group in ("wider", "region", "outside", "ambiguous")
        )
        self._bodies = {_body_key(name): name for name in told["bodies"]["names"]}
        bodies = "|".join(re.escape(name) for name in sorted(told["bodies"]["names"], key=len, reverse=True))
        self._body = re.compile(rf"({bodies}|(?:\w\.){{2,4}})(?:\s+(?:van\s+)?|-)(.+)", re.IGNORECASE)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        spelled = {plain(s): m.nis for m in self._municipalities.values() for s in (m.name, *m.spellings) if not s.isdigit()}
        return self._other_names | spelled

    def _name(self, nis: str) -> str:
        return self._municipalities[nis].name

    def _before(self, name: str, nis: str) -> Place:
        """A municipality of before a merger, with all that merged."""
        return Place(nis=nis, former=name, parts=tuple(sorted(other for other, whole, _ in self._former.values() if whole == nis)))

    def _spelling_remarks(self, text: str, nis: str) -> tuple[Remark, ...]:
        """What is said of a spelling that is known but is not the name."""
        name = self._name(nis)
        if "-\n" in text or re.search(r"\w- \w", text):
            return (info("G08", "Afbreekstreepje verwijderd."),)
        if plain(text) == plain(name) or len(text.strip()) < SHORTEST_NAME:
            return ()
        return (info("G04", f"Naam '{shown(text)}' gelezen als {name}."),)

    def _unknown(self, text: str) -> Place:
        near = get_close_matches(without_signs(text), self._by_name, n=1, cutoff=0.8) if len(text) <= LONGEST_NAME else []
        hint = f" Bedoelt u '{self._name(self._by_name[near[0]])}'?" if near else ""
        return _fault("G05", f"gemeente '{shown(text)}' onbekend.{hint}")

    def _several(self, text: str) -> Place:
        """What a text says that is no name itself but may be made of names."""
        parts = [plain(part) for part in SEVERAL.split(text)]
        named = {self._by_name.get(part, "") for part in parts}
        if len(parts) > 1 and len(named) == 1 and all(named):
            nis = named.pop()
            return Place(nis=nis, remarks=(info("G04", f"Naam '{shown(text)}' gelezen als {self._name(nis)}."),))
        if sum(part in self._by_name or part in self._districts or part in self._outside for part in parts) > 1:
            return _fault("gemeente", f"'{shown(text)}' noemt meer dan één plaats. Lever per gemeente aan.")
        return self._unknown(text)

    def _with_brackets(self, text: str, name: str, inside: str, end: date | None) -> Place:
        """A name with something behind it in brackets: what kind of place it is, or the same name again."""
        place = self._by_text(name, end)
        is_same = place.nis is not None and self._by_name.get(plain(inside)) == place.nis
        if place.is_known and place.nis and (is_same or inside.strip().casefold() in OF_THE_KIND):
            told = info("G04", f"Naam '{shown(text)}' gelezen als {self._name(place.nis)}.")
            return replace(place, remarks=(*place.remarks, told))
        return _fault("G16", f"'{shown(text)}' is niet eenduidig. Voeg de NIS-code toe.")

    def _by_text(self, text: str, end: date | None) -> Place:
        key = plain(text)
        former = self._former.get(key)
        if former and end and end <= former[2]:
            return self._before(former[0], former[1])
        if key in self._by_name and key not in self._ambiguous:
            nis = self._by_name[key]
            return Place(nis=nis, remarks=self._spelling_remarks(text, nis))
        listed = self._listed(key, text)
        if listed:
            return listed
        brackets = IN_BRACKETS.fullmatch(text.strip())
        return self._with_brackets(text, brackets["name"], brackets["inside"], end) if brackets else self._several(text)

    def _listed(self, key: str, text: str) -> Place | None:
        """A known name that is none of the municipalities; None for any other."""
        told = shown(text)
        if key in self._ambiguous:
            return _fault("G16", f"'{told}' is niet eenduidig. Voeg de NIS-code toe.")
        if key in self._districts:
            return _fault("G13", f"'{told}' is een deelgemeente van {self._name(self._districts[key])}. Lever op gemeenteniveau aan.")
        if key in self._outside:
            return _fault("G14", f"'{told}' hoort niet tot Rivierenland.")
        if key in self._wider:
            words = "Dit cijfer dekt een ruimer gebied dan de 12 gemeenten en is niet vergelijkbaar."
            return Place(area="ruimer", remarks=(Remark(code="C16", level="warning", text=words),))
        return Place(area="regio") if key in self._region else None

    def _split_body(self, text: str) -> tuple[str, str]:
        """The authority beside the municipality that a text names, and the rest of it."""
        brackets, before = IN_BRACKETS.fullmatch(text), self._body.fullmatch(text)
        body, rest = (brackets["inside"], brackets["name"]) if brackets else before.groups() if before else ("", text)
        known = self._bodies.get(_body_key(body), "")
        return (known, rest) if known else ("", text)

    def by_name(self, text: str, *, end: date | None = None) -> Place:
        """The place behind a name.

        Args:
            end: the last day of the row's period: before a merger the former names are places of their own.
        """
        if (text, end) not in self._resolved:
            self._resolved[text, end] = self._by_new_name(text, end)
        return self._resolved[text, end]

    def _by_new_name(self, text: str, end: date | None) -> Place:
        if len(text) > LONGEST_CELL:
            return self._unknown(text)
        if has_unusual_characters(text):
            return _fault("J08", "ongewone tekens in de gemeentenaam.")
        body, rest = self._split_body(text.strip())
        place = self._by_text(rest, end)
        if not body:
            return place
        return replace(place, body=body, remarks=(*place.remarks, info("G10", f"Bestuurstype '{body}' apart bewaard.")))

    def by_code(self, text: str, *, end: date | None = None) -> Place:
        """The place behind a NIS code."""
        code = text.strip()
        match = NIS_NUMBER.fullmatch(code)
        if match is None:
            return _no_code(code)
        nis = "".join(match.groups())
        remarks = (info("G17", "NIS-code genormaliseerd."),) if code != nis else ()
        if nis in self._municipalities:
            return Place(nis=nis, remarks=remarks)
        if nis not in self._former_codes:
            return _fault("G14", f"'{code}' hoort niet tot Rivierenland.")
        name, whole, until = self._former[self._former_codes[nis]]
        if end and end <= until:
            return replace(self._before(name, whole), remarks=remarks)
        return Place(nis=whole, remarks=(*remarks, info("nis", f"NIS-code {nis} ({name}) gelezen als {self._name(whole)}.")))

    def _of_one_cell(self, text: str, end: date | None) -> Place:
        """The place behind a cell that may hold a name, a code or both."""
        cell = text.strip()
        if NIS_NUMBER.fullmatch(cell) or POSTCODE.fullmatch(cell):
            return self.by_code(cell, end=end)
        together = name_and_code(cell)
        if together is None:
            return self.by_name(text, end=end)
        name, code = together
        if POSTCODE.fullmatch(code):
            told = "bevat een postcode, en die kan bij een deelgemeente horen. Lever alleen de naam of de NIS-code."
            return _fault("G20", f"'{shown(cell)}' {told}")
        place = self.resolve(name=name, code=code, end=end)
        return replace(place, remarks=(*place.remarks, info("G17", "NIS-code genormaliseerd."))) if place.is_known else place

    def resolve(self, *, name: str, code: str, end: date | None = None) -> Place:
        """The place of a row that gives a name, a code or both; both must say the same."""
        if not code.strip():
            return self._of_one_cell(name, end) if name.strip() else _fault("gemeente", "de gemeente ontbreekt. Vul ze in.")
        place = self.by_code(code, end=end)
        if not name.strip() or not place.is_known:
            return place
        named = self.by_name(name, end=end)
        if plain(name) in self._ambiguous:
            return place
        if not named.is_known:
            return named
        if named.nis != place.nis:
            a, b = self._name(place.nis or ""), self._name(named.nis) if named.nis else shown(name)
            return _fault("G19", f"NIS-code {place.nis} hoort bij {a}, maar de naam is {b}.")
        former = named if named.former else place
        return replace(former, body=named.body, remarks=(*place.remarks, *named.remarks))
