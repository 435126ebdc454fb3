"""What the sources say about each service, behind a fold: every row with its state, period and section."""

from collections.abc import Mapping, Sequence

from dash import html

from catalogue.model import Municipality
from components.attributes import Children, aria
from components.service_matrix import record_id
from components.status import conflict_lines
from views.listings import KIND_WORD, project_period
from views.services import ServiceRow, place_of_record
from views.table import DASH
from warehouse.rows import ProjectRow

HEAD = ("Gemeente", "Wat", "Soort", "Periode", "Toestand en feiten", "Vindplaats")
REGION = "Zonder gemeente"


def _facts(record: ProjectRow) -> str:
    partner = f"met {record.partner}" if record.partner else ""
    return "; ".join(filter(None, (record.state, partner, record.printed_amount, record.detail)))


def _group(row: ServiceRow, place: Municipality | None, short_names: Mapping[str, str]) -> list[html.Tbody]:
    """The rows of one municipality, or those that name none."""
    records = [record for record in row.records if record.nis == (place.nis if place else None)]
    if not records:
        return []
    body = []
    for index, record in enumerate(records):
        where = place_of_record(record, short_names)
        told = (record.name, KIND_WORD[record.kind], project_period(record), _facts(record), where)
        lead = [html.Th(place.name if place else REGION, scope="rowgroup", rowSpan=len(records))] if index == 0 else []
        body.append(html.Tr([*lead, *[html.Td(text or DASH) for text in told]]))
    return [html.Tbody(body, id=record_id(row.service.id, place.slug if place else "regio"))]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def service_records(row: ServiceRow, *, municipalities: Sequence[Municipality], short_names: Mapping[str, str]) -> html.Details:
    """One service: its description and every row of it.

    Args:
        municipalities: in the order of the table.
        short_names: the short name of each source by its id.
    """
    told = [
        _count(len(row.cells), "gemeente", "gemeenten") if row.cells else "",
        _count(len(row.records), "regel", "regels"),
        _count(len(row.conflicts), "tegenspraak", "tegenspraken") if row.conflicts else "",
    ]
    groups = [body for place in (*municipalities, None) for body in _group(row, place, short_names)]
    caption = f"Wat de bronnen zeggen over {row.service.label}"
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(text, scope="col") for text in HEAD])),
            *groups,
        ],
        className="tabel",
    )
    conflicts: Children = (
        [
            html.Div(
                [html.P("Tegenspraak in hetzelfde deel van de bron"), html.Ul([html.Li(conflict_lines(c)) for c in row.conflicts])],
                className="tegenspraak",
            )
        ]
        if row.conflicts
        else []
    )
    return html.Details(
        [
            html.Summary([html.Span(row.service.label, className="naam"), html.Span(", ".join(filter(None, told)), className="uitleg")]),
            html.Div(
                [
                    html.P(row.service.description),
                    html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label=caption)),
                    *conflicts,
                ],
                id=record_id(row.service.id),
                className="regels",
            ),
        ],
        className="dienst",
    )
