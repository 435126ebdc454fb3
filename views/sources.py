"""Every source with what came in, what was taken from it and where Peil uses it."""

from dataclasses import dataclass

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from catalogue.model import Source
from views.listings import readable_date
from views.table import Cell, Table
from warehouse import queries
from warehouse.rows import DeliveryRow, ReportTableRow, SourceRow, SourceUseRow
from warehouse.snapshot import Snapshot

PICTURE = "afbeelding zonder cijfers"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """One source: how the catalogue describes it, how it was delivered, what Peil holds of it and what example data stands in for it."""

    about: Source
    delivered: SourceRow
    files: tuple[DeliveryRow, ...]
    register: tuple[ReportTableRow, ...]
    figures: int
    projects: int
    examples: int
    used_on: tuple[tuple[str, str], ...]

    @property
    def is_example(self) -> bool:
        """Whether all that there is of it is example data: then it is no source yet."""
        return bool(self.examples) and not self.figures and not self.projects

    @property
    def published(self) -> str:
        """When it was published, or that the source does not tell."""
        return readable_date(self.delivered.date_published) or "niet vermeld in de bron"


def counted(number: int, *, one: str, many: str) -> str:
    """A number with its noun: `1 cijfer`, `1.280 cijfers`; nothing gives `geen cijfers`."""
    if number == 0:
        return f"geen {many}"
    return f"{format_number(number, 0)} {one if number == 1 else many}"


def taken(figures: int, projects: int) -> str:
    """What was taken from a table or source, in words."""
    told = [
        counted(figures, one="cijfer", many="cijfers") if figures else "",
        counted(projects, one="project of afspraak", many="projecten en afspraken") if projects else "",
    ]
    return ", ".join(filter(None, told))


def anchor(key: str) -> str:
    """The place on a page where something of the catalogue is described."""
    return key.replace("_", "-")


def source_address(source_id: str) -> str:
    """Where a source is described."""
    return f"/bronnen#{anchor(source_id)}"


def _used_on(source_id: str, use: list[SourceUseRow], strategic: set[str]) -> tuple[tuple[str, str], ...]:
    themes = load_catalogue().themes.values()
    used = {row.theme for row in use}
    pages = [(theme.label, theme.path) for theme in themes if theme.slug in used]
    return (*pages, ("Strategie", "/strategie")) if source_id in strategic else tuple(pages)


def source_sheets(snapshot: Snapshot) -> list[SourceSheet]:
    """All sources that something came in from, in the order of the catalogue."""
    delivered = {row.source_id: row for row in queries.sources(snapshot)}
    files, register, use = queries.deliveries(snapshot), queries.report_tables(snapshot), queries.source_use(snapshot)
    strategic = {row.source_id for row in queries.strategy_items(snapshot)}
    strategic |= {row.source_id for row in queries.strategy_positions(snapshot)}
    examples = queries.source_examples(snapshot)
    sheets = []
    for about in (source for source in load_catalogue().sources.values() if source.id in delivered):
        used = [row for row in use if row.source_id == about.id]
        sheets.append(
            SourceSheet(
                about=about,
                delivered=delivered[about.id],
                files=tuple(row for row in files if row.source_id == about.id),
                register=tuple(row for row in register if row.source_id == about.id),
                figures=sum(row.figures for row in used),
                projects=sum(row.projects for row in used),
                examples=examples.get(about.id, 0),
                used_on=_used_on(about.id, used, strategic),
            )
        )
    return sheets


def awaited_sources(snapshot: Snapshot) -> list[Source]:
    """The sources of the catalogue that nothing came in from yet, example data or not."""
    delivered = {row.source_id for row in queries.sources(snapshot)}
    return [source for source in load_catalogue().sources.values() if source.id not in delivered]


def register_table(sheet: SourceSheet) -> Table:
    """The tables and figures of a document with what was taken from each."""
    rows = [
        (
            Cell(text=row.section),
            Cell(text=row.title.removesuffix(f" ({PICTURE})")),
            Cell(text=taken(row.observations, row.projects) or PICTURE),
        )
        for row in sorted(sheet.register, key=lambda row: [int(part) for part in row.section.split(".")])
    ]
    caption = f"Register van tabellen en figuren, {sheet.about.title}"
    return Table(caption=caption, head=("Deel", "Tabel of figuur", "Overgenomen"), rows=tuple(rows))
