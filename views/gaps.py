"""What is not there: indicators that await a delivery, and municipalities without a figure."""

from dataclasses import dataclass

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from catalogue.model import Indicator, Municipality
from views.sources import counted
from views.table import DASH, Cell, Table
from warehouse import queries
from warehouse.snapshot import Snapshot

UNKNOWN_DELIVERY = "Nog geen levering bekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedDelivery:
    """A delivery that would fill indicators which have no figures now, and whether example data shows what it will bring."""

    name: str
    fills: tuple[Indicator, ...]
    has_examples: bool


def awaited_deliveries(snapshot: Snapshot) -> list[AwaitedDelivery]:
    """Indicators without figures, by the delivery that would fill them; the one that fills most comes first."""
    present, examples = queries.indicator_figures(snapshot), queries.indicator_figures(snapshot, is_example=True)
    fills: dict[str, list[Indicator]] = {}
    for indicator in load_catalogue().indicators.values():
        if indicator.id not in present:
            fills.setdefault(indicator.awaits or UNKNOWN_DELIVERY, []).append(indicator)
    found = [
        AwaitedDelivery(name=name, fills=tuple(indicators), has_examples=any(i.id in examples for i in indicators))
        for name, indicators in fills.items()
    ]
    return sorted(found, key=lambda delivery: (-len(delivery.fills), delivery.name))


def report_sources(snapshot: Snapshot) -> list[str]:
    """The sources whose tables are registered: the published reports."""
    return sorted({row.source_id for row in queries.report_tables(snapshot)})


def report_names(snapshot: Snapshot) -> str:
    """The titles of the published reports, for in a sentence."""
    sources = load_catalogue().sources
    return " en ".join(f"het {sources[key].title[:1].lower()}{sources[key].title[1:]}" for key in report_sources(snapshot))


def coverage_table(snapshot: Snapshot) -> Table:
    """How many figures the reports give per theme, for each municipality and for the region."""
    catalogue = load_catalogue()
    found = {(row.theme, row.nis): row.figures for row in queries.coverage(snapshot, sources=report_sources(snapshot))}
    places: list[str | None] = [*catalogue.municipalities, None]

    def cell(theme: str, nis: str | None) -> Cell:
        figures = found.get((theme, nis))
        return Cell(text=format_number(figures, 0) if figures else DASH, is_number=True)

    rows = [(Cell(text=theme.label), *(cell(theme.slug, nis) for nis in places)) for theme in catalogue.themes.values()]
    head = ("Thema", *(m.name for m in catalogue.municipalities.values()), "Regio of ruimer")
    caption = f"Aantal cijfers uit {report_names(snapshot)}, per thema en gemeente"
    return Table(caption=caption, head=head, rows=tuple(rows))


def _absent(municipality: Municipality, snapshot: Snapshot) -> str:
    """Why a municipality is empty in the table of coverage and what there is of it elsewhere."""
    name, themes = municipality.name, load_catalogue().themes
    projects = queries.projects(snapshot, municipalities=[municipality.nis])
    tables = {row.table_id for row in queries.report_tables(snapshot)} & {project.table_id for project in projects}
    elsewhere = [row for row in queries.coverage(snapshot) if row.nis == municipality.nis]
    told = [
        f"{name} ligt in referentieregio Rivierenland {'en is' if municipality.igemo_member else 'maar is geen'} lid van IGEMO.",
        f"In {report_names(snapshot)} staat geen enkel cijfer per gemeente voor {name};",
        f"de gemeente staat er wel met naam in {counted(len(tables), one='tabel', many='tabellen')}."
        if tables
        else "de gemeente komt in geen enkele tabel ervan voor.",
    ]
    if elsewhere:
        amount = counted(sum(row.figures for row in elsewhere), one="cijfer", many="cijfers")
        told.append(f"Uit open data zijn er {amount} ({', '.join(themes[row.theme].label for row in elsewhere)}).")
    if projects:
        told.append(f"Bij projecten en afspraken komt {name} {counted(len(projects), one='keer', many='keer')} voor.")
    return " ".join(told)


def absent_municipalities(snapshot: Snapshot) -> list[tuple[Municipality, str]]:
    """The municipalities of which the reports give no figure at all, with a sentence about each."""
    covered = {row.nis for row in queries.coverage(snapshot, sources=report_sources(snapshot))}
    return [(m, _absent(m, snapshot)) for m in load_catalogue().municipalities.values() if m.nis not in covered]
