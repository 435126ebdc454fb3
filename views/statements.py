"""What the statements on accessibility and privacy count."""

from dataclasses import dataclass

from catalogue.loader import load_catalogue
from catalogue.model import Indicator
from views.registry import all_views
from views.table import Cell, Table
from warehouse import queries
from warehouse.rows import ContractRow
from warehouse.snapshot import Snapshot

HIDDEN = "verborgen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCounts:
    """How many cards there are: charts that have figures, lists, and cards without figures."""

    charts: int
    lists: int
    empty: int

    @property
    def with_table(self) -> int:
        """Every chart can be opened as a table and every list is one."""
        return self.charts + self.lists


def view_counts(snapshot: Snapshot) -> ViewCounts:
    """How many views carry a table."""
    figures = queries.indicator_figures(snapshot)
    views = all_views().values()
    lists = sum(view.is_list for view in views)
    charts = sum(not view.is_list and view.indicators[0] in figures for view in views)
    return ViewCounts(charts=charts, lists=lists, empty=len(views) - lists - charts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyCounts:
    """What touches people in a snapshot: figures hidden, examples, and the indicators that hide counts below their floor."""

    figures: int
    hidden: int
    examples: int
    guarded: tuple[Indicator, ...]


def privacy_counts(snapshot: Snapshot) -> PrivacyCounts:
    """Hidden figures, example data and the indicators that hide small counts."""
    return PrivacyCounts(
        figures=sum(queries.indicator_figures(snapshot).values()),
        hidden=sum(row.figures for row in queries.markings(snapshot) if row.word == HIDDEN),
        examples=queries.example_figures(snapshot),
        guarded=tuple(indicator for indicator in load_catalogue().indicators.values() if indicator.privacy_floor > 0),
    )


def contract_table(snapshot: Snapshot) -> Table:
    """What is agreed with each source that delivers: from whom, why, on what basis, how long kept and what is hidden."""
    return Table(
        caption="Wie levert, waarom en hoe lang het bestand bewaard wordt",
        head=("Levering", "Doel", "Wie levert", "Rechtsgrond", "Bestand bewaard", "Niet getoond"),
        rows=tuple(
            (
                Cell(text=row.title),
                Cell(text=row.purpose),
                Cell(text=row.owner),
                Cell(text=row.legal_basis),
                Cell(text=_kept(row)),
                Cell(text=_floor(row)),
            )
            for row in queries.contracts(snapshot)
        ),
    )


def _kept(row: ContractRow) -> str:
    if row.is_trips:
        return "niet: bij aanvaarding herleid tot maand en gemeente, daarna gewist"
    return f"{row.retention_months} maanden" if row.keeps_original else "niet: het noemt mensen naast de cijfers; alleen de cijfers blijven"


def _floor(row: ContractRow) -> str:
    told = [
        f"aantallen van {0 if row.hides_zero else 1} tot {row.smallest_shown - 1}" if row.smallest_shown else "",
        f"bedragen en uren van minder dan {row.least_persons} personen" if row.least_persons else "",
    ]
    return "; ".join(filter(None, told)) or "geen ondergrens nodig: geen cijfers over personen"
