"""Cards that are tables on screen: the lone figures of a theme, and its projects and agreements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from catalogue.formatting import STATUS_WORD, format_value, office_format, short_month, short_period
from catalogue.model import Catalogue, Indicator
from charts.listing import listing
from views.points import qualifier, row_code
from views.scorecard import Column
from views.table import DASH, REVISED, Cell, Figure, Table
from warehouse.rows import ObservationRow, ProjectRow

KIND_WORD = {
    "contract": "contract",
    "plan": "plan",
    "lidmaatschap": "deelname",
    "engagement": "engagement",
    "project": "project",
    "dossier": "dossier",
    "mandaat": "mandaat",
    "aankoop": "aankoop",
}


def lone_value(row: ObservationRow, indicator: Indicator) -> str:
    """A figure with its unit and the document's own qualifier."""
    if row.value is None:
        return STATUS_WORD.get(row.status, DASH)
    upper = f"–{format_value(row.upper, indicator.unit, indicator.decimals)}" if row.upper is not None and row.upper != row.value else ""
    return f"{qualifier(row)}{format_value(row.value, indicator.unit_for(row.value), indicator.decimals)}{upper}"


def figure_mark(row: ObservationRow) -> str:
    """The word that must stand beside a figure in a list."""
    return "tegenspraak" if row.is_conflicting else REVISED if row.is_revised else ""


def lone_figures_table(
    indicators: Sequence[Indicator], rows: Sequence[ObservationRow], *, catalogue: Catalogue, snapshot_id: str, caption: str
) -> tuple[Table, dict[str, Any]]:
    """One row per figure: what, how much, when, where it stands; and the same as a figure."""
    body, plain = [], []
    for indicator in indicators:
        for row in (r for r in rows if r.indicator_id == indicator.id):
            place = catalogue.municipalities[row.nis].name if row.nis else ""
            part = indicator.breakdown_label(row.breakdown) if row.breakdown else ""
            what = ", ".join(filter(None, (indicator.label, part, place)))
            value, period = lone_value(row, indicator), short_period(row.period_start, row.period_end)
            figure = Figure(
                text=value,
                code=row_code(row, catalogue, snapshot_id),
                mark=figure_mark(row),
                value=row.value,
                number_format=office_format(indicator.unit_for(row.value), indicator.decimals) if row.value is not None else "",
            )
            body.append((Cell(text=what), Cell(figures=(figure,), is_number=True), Cell(text=period), Cell(text=row.source_ref)))
            plain.append((what, value, period, row.source_ref))
    table = Table(caption=caption, head=("Cijfer", "Waarde", "Periode", "Vindplaats"), rows=tuple(body))
    return table, listing(table.head, plain, shares=(0.42, 0.2, 0.14, 0.24))


def readable_date(text: str) -> str:
    """A date of a document as people read it: `2021-09-01` gives `1/9/2021`, `2021-09` gives `sep 2021`."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:  # noqa: PLR2004
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    return f"{short_month(date(parts[0], parts[1], 1))} {parts[0]}" if len(parts) == 2 else text  # noqa: PLR2004


def project_period(project: ProjectRow) -> str:
    """From when until when, as far as the document tells."""
    start, end = readable_date(project.started), readable_date(project.ended)
    if start and end and start != end:
        return f"{start} tot {end}"
    return f"tot {end}" if end and not start else start


def projects_table(projects: Sequence[ProjectRow], *, catalogue: Catalogue, caption: str) -> tuple[Table, dict[str, Any]]:
    """One row per contract, plan or commitment, with all municipalities that share it; and the same as a figure."""
    places: dict[tuple[str, ...], list[str]] = {}
    for project in projects:
        place = catalogue.municipalities[project.nis].name if project.nis else project.partner
        facts = "; ".join(filter(None, (project.state, project.printed_amount, project.detail)))
        key = (project.name, KIND_WORD.get(project.kind, project.kind), project_period(project), facts, project.section)
        places.setdefault(key, []).append(place)
    body = [
        tuple(Cell(text=text or DASH) for text in (name, kind, ", ".join(dict.fromkeys(filter(None, where))), period, facts, section))
        for (name, kind, period, facts, section), where in places.items()
    ]
    head = ("Wat", "Soort", "Gemeente of partner", "Periode", "Toestand en feiten", "Deel")
    table = Table(caption=caption, head=head, rows=tuple(body))
    return table, listing(head, [[cell.text for cell in row] for row in body], shares=(0.25, 0.11, 0.19, 0.13, 0.25, 0.07))


def scorecard_listing(
    columns: Sequence[Column], *, chosen: Sequence[str], catalogue: Catalogue, caption: str
) -> tuple[Table, dict[str, Any]]:
    """One row per municipality, one column per key indicator; and the same as a figure."""
    body = []
    for nis, municipality in catalogue.municipalities.items():
        if chosen and nis not in chosen:
            continue
        scores = [(column, column.scores.get(nis)) for column in columns]
        cells = [
            Cell(figures=(Figure(text=s.exact, code=s.code, value=s.value, number_format=column.number_format),), is_number=True)
            if s
            else Cell(text=DASH, is_number=True)
            for column, s in scores
        ]
        body.append((Cell(text=municipality.name), *cells))
    head = ("Gemeente", *(f"{column.head}, {column.period}" for column in columns))
    share = 0.78 / max(1, len(columns))
    table = Table(caption=caption, head=head, rows=tuple(body))
    return table, listing(head, [[cell.plain for cell in row] for row in body], shares=(0.22, *(share for _ in columns)))
