"""How good the figures are: counts, contradictions, recomputations."""

from collections import Counter
from dataclasses import dataclass

from catalogue.formatting import format_day, format_number
from catalogue.loader import load_catalogue
from catalogue.model import Theme
from views.table import Cell, Table
from warehouse import queries
from warehouse.rows import ConflictRow
from warehouse.snapshot import Snapshot

KIND_WORDS = {
    "rekenkundig": ("komt niet uit", "een gedrukt totaal, verschil of aandeel komt bij herrekening anders uit"),
    "verschillend": ("twee waarden", "hetzelfde cijfer staat op twee plaatsen met een andere waarde"),
    "bedrag": ("bedrag", "bedragen die bij elkaar horen kloppen niet met elkaar"),
    "aantal": ("aantal", "aantallen die bij elkaar horen kloppen niet met elkaar"),
    "eenheid": ("eenheid", "de eenheid verschilt tussen de plaatsen"),
    "gebied": ("gebied", "het gebied waarover het gaat verschilt of blijft onduidelijk"),
    "periode": ("periode", "de periode waarover het gaat verschilt of blijft onduidelijk"),
    "datum": ("datum", "voor dezelfde gebeurtenis staan verschillende data"),
    "naam": ("naam", "hetzelfde draagt verschillende namen, of een naam staat op de verkeerde plaats"),
}
ARITHMETIC = ("rekenkundig", "verschillend")
CHECK_WORDS = {
    "total": "totalen uit hun delen",
    "share": "aandelen uit deel en geheel",
    "difference": "verschillen",
    "ratio": "verhoudingen",
    "equal": "cijfers die gelijk moeten zijn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number about the whole snapshot: what is counted, how many, and what that means."""

    label: str
    number: str
    note: str


def headline_counts(snapshot: Snapshot) -> list[Count]:
    """Figures, contradictions, recomputations that hold, indicators without figures."""
    indicators = load_catalogue().indicators
    by_status = {row.word: row.figures for row in queries.markings(snapshot) if row.kind == "status"}
    figures = sum(by_status.values())
    without_value = figures - sum(by_status.get(word, 0) for word in ("definitief", "voorlopig", "geschat"))
    conflicts = queries.conflicts(snapshot)
    arithmetic = sum(conflict.kind in ARITHMETIC for conflict in conflicts)
    checks = queries.reconciliations(snapshot)
    holding = sum(check.is_consistent for check in checks)
    empty = len(indicators) - len(queries.indicator_figures(snapshot))
    return [
        Count(
            label="Cijfers",
            number=format_number(figures, 0),
            note=f"elk met zijn bron; bij {without_value} staat een woord in plaats van een waarde",
        ),
        Count(
            label="Tegenspraken",
            number=format_number(len(conflicts), 0),
            note=f"in de gepubliceerde bronnen; {arithmetic} daarvan rekenkundig",
        ),
        Count(
            label="Herrekeningen die uitkomen",
            number=f"{holding} van {len(checks)}",
            note="gedrukte totalen, aandelen en verschillen, door Peil nagerekend",
        ),
        Count(
            label="Indicatoren zonder cijfers", number=f"{empty} van {len(indicators)}", note="de bron noemt ze, maar geeft geen cijfers"
        ),
    ]


def recomputation_table(snapshot: Snapshot) -> Table:
    """What was recomputed and how often it came out."""
    checks = queries.reconciliations(snapshot)
    done = Counter(check.kind for check in checks)
    held = Counter(check.kind for check in checks if check.is_consistent)
    failed = {kind: [check.title for check in checks if check.kind == kind and not check.is_consistent] for kind in done}
    rows = [
        (
            Cell(text=word),
            Cell(text=str(done[kind]), is_number=True),
            Cell(text=str(held[kind]), is_number=True),
            Cell(text="; ".join(failed[kind]) or "alles komt uit"),
        )
        for kind, word in CHECK_WORDS.items()
        if kind in done
    ]
    head = ("Nagerekend", "Aantal", "Komt uit", "Komt niet uit")
    return Table(caption="Wat werd nagerekend", head=head, rows=tuple(rows))


def conflicts_by_theme(snapshot: Snapshot) -> list[tuple[Theme, list[ConflictRow]]]:
    """All contradictions by theme, in the order of the menu; within a theme the arithmetic ones first."""
    order = list(KIND_WORDS)
    conflicts = sorted(queries.conflicts(snapshot), key=lambda conflict: order.index(conflict.kind))
    themes = load_catalogue().themes.values()
    found = [(theme, [conflict for conflict in conflicts if conflict.theme == theme.slug]) for theme in themes]
    return [(theme, of_theme) for theme, of_theme in found if of_theme]


def kind_table(snapshot: Snapshot) -> Table:
    """The kinds of contradiction, what they mean and how many there are."""
    found = Counter(conflict.kind for conflict in queries.conflicts(snapshot))
    rows = [
        (Cell(text=word), Cell(text=meaning), Cell(text=str(found[kind]), is_number=True))
        for kind, (word, meaning) in KIND_WORDS.items()
        if kind in found
    ]
    return Table(caption="Soorten tegenspraak", head=("Soort", "Betekenis", "Aantal"), rows=tuple(rows))


def example_count(snapshot: Snapshot) -> int:
    """How much example data the snapshot holds beside its figures."""
    return queries.example_figures(snapshot)


def snapshot_words(snapshot: Snapshot) -> str:
    """When the snapshot was built."""
    built = snapshot.built_at
    return f"{format_day(built.date())} om {built.hour}.{built.minute:02} uur (UTC)"
