"""A rendered view as the contents of a file: the picture with its words, the rows with their meaning."""

from dataclasses import replace
from typing import Any

from catalogue.aggregation import UNIT_LABELS
from catalogue.codes import Code, figure_code
from catalogue.formatting import EXAMPLE, format_number
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from charts.frame import FrameText, framed
from charts.theme import layout
from exports.exhibit import Records
from exports.spreadsheet import observation_records, project_records, records_csv
from views.examples import NO_FIGURES
from views.filters import Filters, query_string
from views.points import row_code
from views.render import Rendered
from views.shapes import MAP_ADDRESS, shapes
from warehouse import queries
from warehouse.rows import ConflictRow
from warehouse.snapshot import installed_warehouse

MOST_CONFLICTS = 2
MOST_REVISIONS = 3
MOST_CAVEATS = 2


def filter_words(filters: Filters, catalogue: Catalogue) -> str:
    """The chosen filters in Dutch; nothing when there are none."""
    places = ", ".join(catalogue.municipalities[nis].name for nis in filters.municipalities)
    years = f"{filters.first_year or 'begin'} tot {filters.last_year or 'nu'}" if filters.has_years else ""
    unit = UNIT_LABELS[filters.unit].lower() if filters.unit != "absoluut" else ""
    told = [f"gemeenten: {places}" if places else "", f"jaren: {years}" if years else "", f"eenheid: {unit}" if unit else ""]
    return "; ".join(filter(None, told))


def view_code(rendered: Rendered, filters: Filters) -> str:
    """The citeable code of what a view shows, or for a list its address with the snapshot."""
    catalogue = load_catalogue()
    if rendered.view.is_list or not rendered.rows:
        pinned = replace(filters, snapshot=rendered.snapshot_id)
        return f"{rendered.view.page}{query_string(pinned, catalogue)}#{rendered.view.anchor}"
    code = Code(
        indicator_id=rendered.view.indicators[0],
        breakdown="",
        nis=filters.municipalities[0] if len(filters.municipalities) == 1 else None,
        period_start=min(row.period_start for row in rendered.rows),
        period_end=max(row.period_end for row in rendered.rows),
        snapshot=rendered.snapshot_id,
    )
    return f"{figure_code(code, catalogue)}{f' ({EXAMPLE.lower()})' if rendered.view.is_example else ''}"


def conflict_words(conflict: ConflictRow) -> str:
    """The figures that contradict each other, each with where it stands."""
    return f"{conflict.title}: " + " / ".join(f"{f.printed} ({f.stands_at})" for f in conflict.figures)


def notes(rendered: Rendered, filters: Filters) -> list[tuple[str, str]]:
    """What must travel with the figures, label and text."""
    conflicts = [conflict_words(c) for c in rendered.disputes]
    told = [
        ("Let op", NO_FIGURES if rendered.view.is_example else ""),
        ("Titel", rendered.title),
        ("Maat", rendered.subtitle),
        ("Filters", filter_words(filters, load_catalogue())),
        ("Definitie", rendered.definition),
        ("Kanttekeningen", " ".join(c.text for c in rendered.caveats)),
        ("Tegenspraak in de bron", "; ".join(conflicts)),
        ("Melding", " ".join(rendered.notices)),
        ("Zonder cijfer", rendered.absences),
        ("Status", unsettled(rendered)),
        ("Herzien", "; ".join(rendered.revisions)),
        ("Bron", rendered.source_line),
        ("Stand", rendered.snapshot_id),
    ]
    return [(label, text) for label, text in told if text]


def records_of(rendered: Rendered, filters: Filters) -> Records:
    """Every figure behind a view, or for a list of agreements every agreement."""
    catalogue = load_catalogue()
    if rendered.view.form == "projects":
        snapshot = installed_warehouse().by_id(rendered.snapshot_id)
        projects = queries.projects(snapshot, themes=[rendered.view.theme], municipalities=filters.municipalities)
        return project_records(projects, catalogue=catalogue)
    return observation_records(rendered.rows, catalogue=catalogue, code=lambda row: row_code(row, catalogue, rendered.snapshot_id))


def csv_file(rendered: Rendered, filters: Filters, *, for_excel: bool) -> bytes:
    """The rows of a view as CSV."""
    first_line = f"{NO_FIGURES} {rendered.source_line}" if rendered.view.is_example else ""
    return records_csv(records_of(rendered, filters), notes=notes(rendered, filters), for_excel=for_excel, first_line=first_line)


def with_shapes(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with the municipalities' shapes inside, for a renderer that cannot fetch them."""
    traces = [trace | {"geojson": shapes()} if trace.get("geojson") == MAP_ADDRESS else trace for trace in figure["data"]]
    return figure | {"data": traces}


def unsettled(rendered: Rendered) -> str:
    """How many of the figures are not settled, in words; nothing when all are, or when they are examples."""
    valued = [row for row in rendered.rows if row.value is not None and not row.is_demo]
    told = [(word, sum(row.status == word for row in valued)) for word in ("geschat", "voorlopig")]
    words = " en ".join(f"{number} {word}" for word, number in told if number)
    return f"Status: van de {format_number(len(valued), 0)} cijfers {words}." if words else ""


def marks(rendered: Rendered) -> tuple[str, ...]:
    """What must stand with a picture, the gravest first: it is an example, notices, what is absent, contradicted or revised, caveats."""
    disputed = [conflict_words(c) for c in rendered.disputes[:MOST_CONFLICTS]]
    return (
        *((NO_FIGURES,) if rendered.view.is_example else ()),
        *rendered.notices,
        *filter(None, (rendered.absences, unsettled(rendered))),
        *([f"Tegenspraak in de bron: {'; '.join(disputed)}"] if disputed else []),
        *(f"{words}." for words in rendered.revisions[:MOST_REVISIONS]),
        *(c.text for c in rendered.caveats[:MOST_CAVEATS]),
    )


def full_subtitle(rendered: Rendered, filters: Filters) -> str:
    """Measure, area and period, with the filters that were chosen."""
    words = filter_words(filters, load_catalogue())
    return rendered.subtitle + (f" ({words})" if words else "")


def png_figure(rendered: Rendered, filters: Filters) -> tuple[dict[str, Any], int, int]:
    """The picture of a view: figure with message, source, status and code burnt in, its width and height in pixels."""
    figure = rendered.figure or {"data": [], "layout": layout(height=40) | {"xaxis": {"visible": False}, "yaxis": {"visible": False}}}
    told = (*marks(rendered), rendered.source_line, view_code(rendered, filters))
    text = FrameText(title=rendered.title, subtitle=full_subtitle(rendered, filters), notes=told)
    return framed(with_shapes(figure), text)
