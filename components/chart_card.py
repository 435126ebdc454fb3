"""One view as a figure on the page: message, picture or table, notes, source and what one can do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import html

from catalogue.formatting import EXAMPLE
from catalogue.loader import load_catalogue
from components import ids
from components.attributes import Children, aria
from components.graph import graph
from components.status import conflict_note, mark
from components.table import figures_table
from views.filters import Filters, query_string
from views.registry import View
from views.render import Rendered

MOST_REVISIONS = 3
DOWNLOADS = (
    ("PowerPoint, grafiek te bewerken", "pptx"),
    ("Word, om te plakken", "docx"),
    ("PDF, om rond te sturen", "pdf"),
    ("Excel, met grafiek en tabel", "xlsx"),
    ("PNG, afbeelding", "png"),
    ("SVG, afbeelding voor drukwerk", "svg"),
    ("CSV, voor Excel", "csv&voor=excel"),
    ("CSV, voor programma's", "csv"),
)
PICTURES = {"png", "svg"}


def download_address(view: str, kind: str, filters: Filters) -> str:
    """The link of one download with the filters that are on screen."""
    extension, _, option = kind.partition("&")
    query = query_string(filters, load_catalogue(), extra=[("voor", "excel")] if option else [])
    return f"/download/{view}.{extension}{query}"


def _as_shown(rendered: Rendered, filters: Filters) -> Filters:
    """The filters with the snapshot on screen: a card's table and files show what the reader sees, whatever was published since."""
    return replace(filters, snapshot=rendered.snapshot_id)


def downloads(rendered: Rendered, filters: Filters) -> html.Details:
    """The menu with the files of a card."""
    links = [
        html.Li(html.A(label, href=download_address(rendered.view.id, kind, _as_shown(rendered, filters)), download=""))
        for label, kind in DOWNLOADS
        if kind not in PICTURES or rendered.figure is not None
    ]
    pack = query_string(filters, load_catalogue(), extra=[("views", rendered.view.id)])
    links.append(html.Li(html.A("In een bundel met andere", href=f"/bundel{pack}"), className="apart"))
    return html.Details([html.Summary("Downloaden"), html.Ul(links)], className="menu")


def _table_toggle(rendered: Rendered, filters: Filters, *, is_open: bool) -> list[html.Details]:
    if rendered.view.is_list or not rendered.has_table:
        return []
    choice = query_string(_as_shown(rendered, filters), load_catalogue())
    toggle, place = (ids.pattern(kind, rendered.view.id, choice) for kind in (ids.TABLE_TOGGLE, ids.TABLE_PLACE))
    table = [figures_table(rendered.table)] if is_open else None
    return [
        html.Details(
            [html.Summary("Toon als tabel", id=toggle, n_clicks=int(is_open)), html.Div(table, id=place, className="tabelplaats")],
            className="uitklap",
            open=is_open,
        )
    ]


def _about(rendered: Rendered) -> list[html.Details]:
    notes = [html.Li([html.Strong(f"{c.label}. "), c.text]) for c in rendered.caveats]
    lead = [html.P(rendered.definition)] if rendered.definition else []
    if not notes and not lead:
        return []
    return [html.Details([html.Summary("Over dit cijfer"), *lead, *([html.Ul(notes)] if notes else [])], className="uitklap")]


def _body(rendered: Rendered, summary_id: str) -> Children:
    if rendered.view.is_list and rendered.has_table:
        return [figures_table(rendered.table, is_named=False)]
    if rendered.figure is None:
        return []
    return [graph(rendered.figure, view=rendered.view.id, described_by=summary_id)]


def _heading(rendered: Rendered, marks: Sequence[html.Span]) -> html.H2 | html.H3:
    """The title of a card; that of example data stands under the heading of its section and begins with the word."""
    place = f"kop-{rendered.view.id}"
    if rendered.view.is_example:
        colon = html.Span(": ", className="visually-hidden")
        return html.H3([mark(EXAMPLE, "example"), colon, rendered.view.title, *marks], id=place)
    return html.H2([rendered.title, *marks], id=place)


def _revisions(told: Sequence[str]) -> list[html.Ul | html.Details]:
    """What was revised: the newest in sight, the rest behind a fold."""
    if not told:
        return []
    rest = told[MOST_REVISIONS:]
    more = html.Details([html.Summary(f"Nog {len(rest)} keer herzien"), html.Ul([html.Li(words) for words in rest])], className="herzien")
    return [html.Ul([html.Li(words) for words in told[:MOST_REVISIONS]], className="herzien"), *([more] if rest else [])]


def chart_card(rendered: Rendered, filters: Filters, *, is_full_width: bool = False, is_table_open: bool = False) -> html.Figure:
    """The card of a view.

    Args:
        filters: those that the view was rendered with; the downloads carry them.
        is_table_open: whether its table was open before and stays so.
    """
    view = rendered.view.id
    marks = [mark("Tegenspraak in de bron", "attention")] if rendered.disputes else []
    if any(row.is_revised for row in rendered.rows):
        marks.append(mark("Herzien", "change"))
    if any("onvolledig" in row.flags for row in rendered.rows):
        marks.append(mark("Onvolledig", "attention"))
    if any(row.status == "geschat" for row in rendered.rows):
        marks.append(mark("Deels geschat", "quiet"))
    summary_id = f"samenvatting-{view}"
    return html.Figure(
        [
            _heading(rendered, marks),
            html.P(rendered.subtitle, className="onderkop"),
            *[html.P(notice, className="kaartmelding") for notice in rendered.notices],
            *_body(rendered, summary_id),
            html.P(rendered.summary, id=summary_id, className="visually-hidden"),
            *([html.P(rendered.absences, className="zonder-cijfer")] if rendered.absences else []),
            *conflict_note(rendered.disputes),
            *_revisions(rendered.revisions),
            html.Figcaption(rendered.source_line, className="bron"),
            html.Div(
                [*_table_toggle(rendered, filters, is_open=is_table_open), downloads(rendered, filters), *_about(rendered)],
                className="acties",
            ),
        ],
        className="kaart breed" if is_full_width else "kaart",
        id=rendered.view.anchor,
        **aria(labelledby=f"kop-{view}"),
    )


def _missing(rendered: Rendered, example: View | None) -> html.Li:
    """One thing without figures; where there is example data it says so and leads there."""
    title: Children = [html.Strong(rendered.view.title), " ", mark("Niet in de bron", "quiet")]
    told: Children = [html.Br(), f"{rendered.definition} Aan te vullen met: {rendered.awaits}."]
    if example:
        name = html.Span(f": {example.title}", className="visually-hidden")
        told += [" Onderaan staat er ", html.A([EXAMPLE.lower(), name], href=f"#{example.anchor}"), " van."]
    return html.Li([*title, *told], id=rendered.view.anchor)


def missing_list(rendered: Sequence[Rendered], examples: Mapping[str, View]) -> list[html.Section]:
    """What the sources only name or picture, and which delivery would fill it.

    Args:
        examples: the views of example data on the same page, by indicator.
    """
    if not rendered:
        return []
    items = [_missing(r, examples.get(r.view.indicators[0])) for r in rendered]
    return [html.Section([html.H2("Wat de bronnen niet in cijfers geven"), html.Ul(items, className="ontbreekt")], className="kaart breed")]
