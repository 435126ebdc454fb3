"""The passport of a figure: everything that one must know to quote it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.formatting import EXAMPLE, STATUS_WORD, format_day, format_period, format_value
from catalogue.model import Catalogue, Indicator
from exports.revision import revision_words
from warehouse.rows import ConflictRow, ObservationRow, RevisionRow, SourceRow

READING_WORD = {"exact": "exact gedrukt", "ongeveer": "ongeveer, zo gedrukt", "afgelezen": "afgelezen uit een grafiek"}
FLAG_WORD = {
    "onvolledig": "onvolledig",
    "breuk": "breuk in de reeks",
    "herzien": "herzien",
    "gecorrigeerd": "gecorrigeerd",
    "conflict": "tegengesproken door een ander cijfer",
    "herrekend": "opgeteld uit vroegere gemeenten",
    "onwaarschijnlijk": "onwaarschijnlijk, na te kijken",
    "btw_onbekend": "onbekend of dit bedrag incl. btw is",
}
NO_FIGURE = f"{EXAMPLE}, door Peil gemaakt om te tonen wat hier komt: geen gepubliceerd cijfer. Haal het niet aan."
EXAMPLE_SOURCE = f"{EXAMPLE.lower()}, gemaakt door Peil"
STATUS_LABEL = {"definitief": "definitief", "voorlopig": "voorlopig", "geschat": "geschat"} | STATUS_WORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """The lines of a passport, label and text, in the order in which people ask."""

    code: str
    title: str
    lines: tuple[tuple[str, str], ...]
    is_example: bool = False


def section_order(section: str) -> list[int]:
    """Sections in the order of the document: 3.4.9 before 3.4.15."""
    return [int(part) if part.isdigit() else 0 for part in section.split(".")]


def source_line(sources: Sequence[SourceRow], places: Iterable[tuple[str, str]], *, last_day: date | None, updated: date) -> str:
    """The line under every chart: who published it, where it stands, until when it reaches, when it was updated.

    Args:
        places: source id and section of what is shown; documents name theirs.
    """
    parts = []
    found = set(places)
    for source in sources:
        sections = sorted((section for source_id, section in found if section and source_id == source.source_id), key=section_order)
        told = ", ".join(sections) if source.kind == "document" else ""
        parts.append(", ".join(filter(None, (source.publisher, source.title, told))))
    until = (
        f" Gegevens tot en met {format_day(last_day)}, bijgewerkt op {format_day(updated)}."
        if last_day
        else f" Bijgewerkt op {format_day(updated)}."
    )
    return f"Bron: {'; '.join(parts)}; verwerking IGEMO.{until}" if parts else f"Bron: nog niets ontvangen.{until}"


def _bounds(row: ObservationRow, indicator: Indicator) -> str:
    shown = [format_value(bound, indicator.unit, indicator.decimals) for bound in (row.lower, row.upper) if bound is not None]
    if row.lower is not None and row.upper is None:
        return f"minstens {shown[0]}"
    if row.upper is not None and row.lower is None:
        return f"hoogstens {shown[0]}"
    return " tot ".join(shown)


def status_words(row: ObservationRow) -> str:
    """Whether there is a value and how sure it is; an example is neither sure nor unsure."""
    return EXAMPLE.lower() if row.is_demo and row.value is not None else STATUS_LABEL[row.status]


def passport(
    row: ObservationRow,
    *,
    code: str,
    catalogue: Catalogue,
    source: SourceRow,
    conflicts: Sequence[ConflictRow],
    snapshot_id: str,
    updated: date,
    revisions: Sequence[RevisionRow] = (),
) -> Passport:
    """The passport of one row.

    Args:
        conflicts: those of the row's indicator; only those that touch this figure's place are told.
        updated: the day on which the snapshot was built.
        revisions: those of this figure, the newest first.
    """
    indicator = catalogue.indicators[row.indicator_id]
    place = catalogue.municipalities[row.nis].name if row.nis else indicator.area_label
    shown = (
        format_value(row.value, indicator.unit_for(row.value), indicator.decimals) if row.value is not None else STATUS_LABEL[row.status]
    )
    disagreements = [c for c in conflicts if c.nis == row.nis and not row.is_demo]
    told = [
        ("Let op", NO_FIGURE if row.is_demo else ""),
        ("Waarde", shown),
        ("Zoals gedrukt", "" if row.is_demo else row.value_text),
        ("Marge", _bounds(row, indicator)),
        ("Eenheid", indicator.unit),
        ("Periode", format_period(row.period_start, row.period_end)),
        ("Gebied", place),
        ("Uitsplitsing", indicator.breakdown_label(row.breakdown) if row.breakdown else ""),
        ("Definitie", indicator.definition),
        ("Berekening", "door Peil bedacht" if row.is_demo else indicator.computation or "overgenomen zoals gepubliceerd"),
        ("Bron", EXAMPLE_SOURCE if row.is_demo else f"{source.publisher}, {source.title}"),
        ("Wacht op", (indicator.awaits or source.title) if row.is_demo else ""),
        ("Vindplaats", f"voorbeeldbestand, {row.source_ref}" if row.is_demo else row.source_ref),
        ("Lezing", "" if row.is_demo else READING_WORD[row.reading]),
        ("Status", ", ".join([status_words(row), *(FLAG_WORD[flag] for flag in row.flags)])),
        ("Herzien", ". ".join(revision_words(revision, catalogue, is_placed=False) for revision in revisions)),
        ("Kanttekeningen", "" if row.is_demo else " ".join(catalogue.caveats[key].text for key in indicator.caveats)),
        (
            "Tegenspraak",
            " ".join(f"{c.title}: " + "; ".join(f"{f.printed} ({f.stands_at})" for f in c.figures) + "." for c in disagreements),
        ),
        ("Licentie", "" if row.is_demo else source.licence),
        ("Stand", f"{snapshot_id}, opgebouwd op {format_day(updated)}"),
        ("Code", code),
    ]
    part = f", {indicator.breakdown_label(row.breakdown)}" if row.breakdown else ""
    lead = f"{EXAMPLE}: " if row.is_demo else ""
    lines = tuple((label, text) for label, text in told if text)
    return Passport(code=code, title=f"{lead}{indicator.label}{part}", lines=lines, is_example=row.is_demo)
