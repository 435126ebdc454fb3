"""What a document holds, in order and in words, before it is Word or PDF: so that both say the same."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.formatting import EXAMPLE, NO_BREAK
from charts.theme import INK
from exports.exhibit import Briefing, Exhibit, Pack, Sentence
from exports.house_style import COLOUR

AUTHOR = "Peil, Rivierenland in cijfers"
LANGUAGE = "nl-BE"
HAS_EXAMPLES = f"Bevat {EXAMPLE.lower()}"
EXAMPLES_SENTENCE = f"Figuren en tabellen met het woord {EXAMPLE} tonen geen gepubliceerde cijfers."
CONTENTS = "Inhoud"
NOTES = "Toelichting"
BRIEFING_LISTS = (("Wat veranderde", "changed"), ("Wat ontbreekt", "missing"), ("Wat te bespreken", "discuss"))
APPENDIX = "Bijlage"
CODES = "Figuren en tabellen met hun code"
LINK = "Bekijk deze cijfers in Peil"
AGAIN = "Open deze pagina in Peil. Dezelfde keuze en dezelfde stand geven dezelfde cijfers."
DASH = "–"
DASH_WORDS = "Een streepje betekent: niet in de bron."
LEAST_CONTRAST = 4.5
NO_SIGNS = frozenset("\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A piece of the appendix: label and text of each entry, the label empty where there is none.

    Attributes:
        address: the page that it leads to.
    """

    title: str
    entries: tuple[tuple[str, str], ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A view with the numbers of its figure and table in the document; 0 for one that it lacks."""

    exhibit: Exhibit
    figure: int
    table: int

    @property
    def names(self) -> str:
        """How it is referred to: `Figuur 3, tabel 2`."""
        told = [f"figuur{NO_BREAK}{self.figure}" if self.figure else "", f"tabel{NO_BREAK}{self.table}" if self.table else ""]
        return ", ".join(filter(None, told)).capitalize()

    @property
    def code_line(self) -> str:
        """The citeable code, beside the numbers."""
        return f"{self.names + ' · ' if self.names else ''}Code: {clean(self.exhibit.code)}"

    @property
    def has_dash(self) -> bool:
        """Whether a dash in the table must be explained: its subtitle does not do so."""
        return "streepje" not in self.exhibit.subtitle and any(cell.text == DASH for row in self.exhibit.table.rows for cell in row)


def clean(text: str) -> str:
    """The text without what a document cannot hold or what would turn its words around; a tab or line end becomes a space."""
    spaced = re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", text)
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cs"} and c not in NO_SIGNS)


def signs(exhibits: Sequence[Exhibit]) -> list[tuple[str, str]]:
    """How each view of a pack is called in every kind of file, in short and in full: `F3` and `Figuur 3`, of a list `T6` and `Tabel 6`.

    The numbers are those of `numbered` when every picture could be drawn; a view without figures keeps its place in the row.
    """
    found = numbered(exhibits, {exhibit.view: b"x" for exhibit in exhibits})
    told = []
    for place, view in enumerate(found, start=1):
        if view.figure:
            told.append((f"F{view.figure}", f"Figuur {view.figure}"))
        elif view.table:
            told.append((f"T{view.table}", f"Tabel {view.table}"))
        else:
            told.append((f"L{place}", f"Leeg {place}"))
    return told


def numbered(exhibits: Sequence[Exhibit], pictures: Mapping[str, bytes]) -> list[Numbered]:
    """The views in order, their figures and tables counted from 1."""
    found, figure, table = [], 0, 0
    for exhibit in exhibits:
        has_picture = exhibit.picture is not None and bool(pictures.get(exhibit.view))
        figure, table = figure + has_picture, table + (not exhibit.is_empty)
        found.append(Numbered(exhibit=exhibit, figure=figure * has_picture, table=table * (not exhibit.is_empty)))
    return found


def further_notes(exhibit: Exhibit) -> list[tuple[str, str]]:
    """What must travel with the figures and does not stand beside them yet."""
    shown = " ".join((exhibit.title, exhibit.subtitle, exhibit.source_line, *exhibit.marks))
    return [(label, text) for label, text in exhibit.notes if text not in shown]


def cover_lines(pack: Pack) -> list[str]:
    """What stands on the cover under the title."""
    meeting = f"Vergadering van {pack.meeting}" if pack.meeting else ""
    return [line for line in (pack.scope, meeting, f"Cijfers van {pack.made}, stand {pack.snapshot}") if line]


def appendix(pack: Pack, views: Sequence[Numbered]) -> list[Section]:
    """What a board needs to trust the figures; a section without entries stays away."""
    codes = tuple((view.names, f"{view.exhibit.title}. Code: {view.exhibit.code}") for view in views if view.names)
    sections = [
        Section(title="Definities", entries=pack.terms),
        Section(title="Bronnen", entries=tuple(("", source) for source in pack.sources)),
        Section(title="Tegenspraak in de bronnen", entries=tuple(("", conflict) for conflict in pack.conflicts)),
        Section(title="Kanttekeningen", entries=pack.caveats),
        Section(title=CODES, entries=codes),
        Section(title="Stand van de cijfers", entries=(("Stand", pack.snapshot), ("Opgebouwd op", pack.made))),
        Section(title="Zo maakt u dit document opnieuw", entries=(("", AGAIN),), address=pack.address),
    ]
    return [section for section in sections if section.entries]


def briefing_lists(told: Briefing) -> list[tuple[str, tuple[str, ...]]]:
    """What changed, what is missing and what to discuss, each under its heading."""
    return [(heading, getattr(told, name)) for heading, name in BRIEFING_LISTS]


def sentence_foot(sentence: Sentence) -> str:
    """What stands behind a sentence in small type: its caveat and its code."""
    caveat = f"Kanttekening: {sentence.caveat}." if sentence.caveat else ""
    return clean(" ".join(filter(None, (caveat, sentence.code))))


def is_address(address: str) -> bool:
    """Whether this may be a link: a page, and nothing that a program would run."""
    return address.startswith(("http://", "https://")) and " " not in address and clean(address) == address


def accent_colour(accent: str) -> str:
    """The colour of an organisation, or our ink where what it gave is no colour."""
    return accent.lower() if COLOUR.fullmatch(accent) else INK


def text_colour(accent: str) -> str:
    """The same colour where one can read it on white, else our ink."""
    colour = accent_colour(accent)
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]  # noqa: PLR2004  as WCAG defines it
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return colour if 1.05 / (luminance + 0.05) >= LEAST_CONTRAST else INK
