"""Services by municipalities: a sign and a word where the sources name both, a dash where they do not."""

from collections.abc import Collection

from dash import dcc, html

from catalogue.model import Municipality, Theme
from components.attributes import Children, aria
from views.services import Participation, ServiceOverview, ServiceRow, Standing
from views.table import DASH

SIGN: dict[Standing, str] = {"running": "●", "ended": "○", "named": "◇"}
WORD: dict[Standing, str] = {"running": "lopend", "ended": "beëindigd", "named": "enkel vermeld"}
MEANING: dict[Standing, str] = {
    "running": "de bron noemt een deelname, contract of aankoop, zonder einde voor eind 2024",
    "ended": "de bron noemt een einde",
    "named": "de gemeente staat bij een project, plan, dossier of vergadering; een deelname is niet vastgelegd",
}
CAPTION = "Diensten per gemeente"


def record_id(service_id: str, place: str = "") -> str:
    """The id of a service's rows, or of those of one municipality (its slug)."""
    return "-".join(filter(None, ("dienst", service_id.replace("_", "-"), place)))


def legend() -> html.Dl:
    """What the signs and the dash mean."""
    told: Children = []
    for standing, sign in SIGN.items():
        told.append(html.Div([html.Dt([html.Span(sign, className=f"teken {standing}"), WORD[standing]]), html.Dd(MEANING[standing])]))
    dash = "niet in de bronnen; dat betekent niet 'neen', en cijfers per gemeente kunnen er wel zijn"
    told.append(html.Div([html.Dt([html.Span(DASH, className="teken named"), "geen vermelding"]), html.Dd(dash)]))
    return html.Dl(told, className="tekenuitleg")


def _cell(row: ServiceRow, municipality: Municipality, *, is_chosen: bool) -> html.Td:
    """One cell; a pointer may use its link, the keyboard has the same one on the name of the service."""
    class_name = "gekozen" if is_chosen else ""
    found: Participation | None = row.cells.get(municipality.nis)
    if found is None:
        return html.Td(DASH, className=f"leeg {class_name}".strip())
    told: Children = [
        html.Span(SIGN[found.standing], className=f"teken {found.standing}", **aria(hidden="true")),
        html.Span(f"{WORD[found.standing]}: ", className="visually-hidden"),
        found.when,
    ]
    href = f"#{record_id(row.service.id, municipality.slug)}"
    return html.Td(html.A(told, href=href, tabIndex="-1", className="deelname"), className=class_name)


def _service_row(row: ServiceRow, overview: ServiceOverview, chosen: Collection[str]) -> html.Tr:
    name: Children = [html.A(row.service.label, href=f"#{record_id(row.service.id)}")]
    if row.has_doubtful_reach:
        name.append(html.Span("tegenspraak", className="label label-attention"))
    cells = [_cell(row, m, is_chosen=m.nis in chosen) for m in overview.municipalities]
    return html.Tr([html.Th(name, scope="row"), *cells])


def _group(theme: Theme, rows: tuple[ServiceRow, ...], overview: ServiceOverview, chosen: Collection[str]) -> html.Tbody:
    head = html.Th(html.Span(theme.label), scope="rowgroup", colSpan=1 + len(overview.municipalities), className="themakop")
    return html.Tbody([html.Tr(head), *[_service_row(row, overview, chosen) for row in rows]])


def _totals(overview: ServiceOverview, chosen: Collection[str]) -> html.Tbody:
    body = []
    for standing, sign in SIGN.items():
        counts = [
            html.Td(str(overview.count(m.nis, standing)), className="gekozen" if m.nis in chosen else "") for m in overview.municipalities
        ]
        head: Children = [html.Span(sign, className=f"teken {standing}", **aria(hidden="true")), f"Diensten, {WORD[standing]}"]
        body.append(html.Tr([html.Th(head, scope="row"), *counts]))
    return html.Tbody(body, className="totalen")


def service_matrix(overview: ServiceOverview, *, chosen: Collection[str]) -> html.Div:
    """The matrix in a frame that scrolls on a narrow screen, its first column and head in place.

    Args:
        chosen: NIS codes of the municipalities whose columns stand out.
    """
    heads = [
        html.Th(
            [
                dcc.Link(m.name, href=f"/gemeente/{m.slug}"),
                *([html.Span("gekozen", className="visually-hidden")] if m.nis in chosen else []),
            ],
            scope="col",
            className="gekozen" if m.nis in chosen else "",
        )
        for m in overview.municipalities
    ]
    table = html.Table(
        [
            html.Caption(CAPTION, className="visually-hidden"),
            html.Thead(html.Tr([html.Th("Dienst", scope="col"), *heads])),
            _totals(overview, chosen),
            *[_group(theme, rows, overview, chosen) for theme, rows in overview.groups],
        ],
        className="tabel matrix",
    )
    return html.Div(table, className="tabelkader matrixkader", tabIndex="0", role="region", **aria(label=CAPTION))
