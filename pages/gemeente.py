"""One municipality: its figures beside the region, its services and projects; a second one beside it with `?met=`."""

from collections.abc import Sequence

from dash import dcc, html

from catalogue.loader import load_catalogue
from catalogue.model import Municipality
from components.attributes import Children, aria, data
from components.chart_card import chart_card
from components.municipality_examples import municipality_examples
from components.table import figure_button, figures_table
from components.theme_content import notice_lines
from components.trend import trend
from pages import Page, Query
from views.filters import Filters
from views.listings import projects_table
from views.municipality import Line, Profile, example_lines, facts_of, profile
from views.registry import all_views
from views.render import render
from views.snapshots import snapshot_for
from warehouse.rows import ProjectRow
from warehouse.snapshot import Snapshot


def _compare_menu(municipality: Municipality, other: Municipality | None) -> html.Details:
    others = [m for m in load_catalogue().municipalities.values() if m.nis != municipality.nis]
    links = [html.Li(dcc.Link(m.name, href=f"/gemeente/{municipality.slug}?met={m.slug}")) for m in others]
    stop = [html.Li(dcc.Link("Niet vergelijken", href=f"/gemeente/{municipality.slug}"))] if other else []
    return html.Details(
        [html.Summary(["Naast: ", html.Strong(other.name if other else "geen andere gemeente")]), html.Ul([*stop, *links])],
        className="menu filter",
    )


def _briefings(municipality: Municipality, snapshot: Snapshot) -> list[html.Details]:
    """The files of the briefing, with the figures on screen."""
    links = [
        html.Li(html.A(label, href=f"/gemeente/{municipality.slug}/briefing.{kind}?stand={snapshot.id}", download=""))
        for label, kind in (("PDF", "pdf"), ("Word", "docx"), ("PowerPoint", "pptx"))
    ]
    return [html.Details([html.Summary("Briefing downloaden"), html.Ul(links)], className="menu filter")]


def _facts(municipality: Municipality, snapshot: Snapshot, *, is_named: bool) -> html.Dl:
    cells: Children = [html.Div([html.Dt("Gemeente"), html.Dd(municipality.name)])] if is_named else []
    for label, text, code in facts_of(municipality, snapshot):
        shown = html.Button(text, type="button", className="cijfer", **data(code=code)) if code else text
        cells.append(html.Div([html.Dt(label), html.Dd(shown)]))
    return html.Dl(cells, className="feiten")


def _own_cell(line: Line) -> html.Td:
    width = f"{max(2, round(100 * line.share_of_highest))}%"
    full = [html.Span(style={"width": width}, className="vol hoogst")] if line.has_value else []
    bar = html.Span(full, className="balk", **aria(hidden="true"))
    return html.Td([*[figure_button(figure) for figure in line.own], bar], className="getal")


def _row(line: Line, *, has_other: bool) -> html.Tr:
    name = html.Th([dcc.Link(line.label, href=line.href), html.Span(f" {line.unit}" if line.unit else "", className="uitleg")], scope="row")
    other = [html.Td([figure_button(f) for f in line.other] or "–", className="getal")] if has_other else []
    history = trend(line.trend, label=f"Verloop van {line.label}")
    cells = [_own_cell(line), *other, html.Td(line.region), html.Td(line.rank or "–"), html.Td(line.period)]
    return html.Tr([name, *cells, html.Td("" if history is None else history)])


def _figures(found: Profile, municipality: Municipality, other: Municipality | None) -> html.Section:
    heads = ["Cijfer", municipality.name, *([other.name] if other else []), "Regio", "Plaats", "Periode", "Verloop"]
    numeric = {1, 2} if other else {1}
    head = html.Tr([html.Th(text, scope="col", className="getal" if i in numeric else "") for i, text in enumerate(heads)])
    groups = []
    for slug, lines in found.lines.items():
        theme = load_catalogue().themes[slug]
        title = html.Tr(html.Th(dcc.Link(theme.label, href=theme.path), colSpan=len(heads), scope="rowgroup", className="groep"))
        groups.append(html.Tbody([title, *[_row(line, has_other=other is not None) for line in lines]]))
    name = f"Cijfers van {municipality.name} per thema"
    table = html.Table([html.Caption(name, className="visually-hidden"), html.Thead(head), *groups], className="tabel gemeentetabel")
    frame = html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label=name))
    return html.Section([html.H2("Alle cijfers per thema"), frame], className="kaart breed")


def _projects(title: str, projects: Sequence[ProjectRow], empty: str) -> html.Section:
    catalogue = load_catalogue()
    table, _ = projects_table(projects, catalogue=catalogue, caption=title)
    body = figures_table(table, is_named=False) if table.rows else html.P(empty, className="kaartmelding")
    return html.Section([html.H2(title), body], className="kaart breed")


def _charts(found: Profile, filters: Filters, snapshot: Snapshot, *, own: str) -> html.Div:
    cards = [chart_card(render(all_views()[view], filters, snapshot, highlight=[own]), filters) for view in found.series]
    return html.Div(cards, className="raster")


def page(slug: str, query: Query) -> Page | None:
    """The page of a municipality; None when there is no such one."""
    catalogue = load_catalogue()
    municipality = catalogue.municipality_by_slug(slug)
    if municipality is None:
        return None
    wanted = query.get("met", "")
    other = catalogue.municipality_by_slug(wanted)
    notices = (
        [f"'{wanted[:40]}' is geen gemeente van Rivierenland; er staat geen tweede gemeente naast."] if wanted and other is None else []
    )
    filters = Filters(municipalities=tuple(m.nis for m in (municipality, other) if m), snapshot=query.get("stand", ""))
    snapshot = snapshot_for(filters)
    found = profile(municipality, other, snapshot)
    content = html.Div(
        [
            html.H1(f"{municipality.name} en {other.name}" if other else municipality.name),
            html.P(
                "Alle gepubliceerde cijfers van deze gemeente naast de regio. Een streepje betekent: niet in de bron.", className="intro"
            ),
            html.Div([_compare_menu(municipality, other), *_briefings(municipality, snapshot)], className="filters"),
            *notice_lines(notices),
            *[_facts(m, snapshot, is_named=other is not None) for m in (municipality, other) if m],
            _charts(found, filters, snapshot, own=municipality.name),
            _figures(found, municipality, other),
            _projects("Gebruikte diensten en deelnames", found.services, "De bronnen noemen voor deze gemeente geen diensten."),
            _projects("Projecten en plannen", found.projects, "De bronnen noemen voor deze gemeente geen projecten."),
            *municipality_examples(example_lines(municipality, other, snapshot), municipality, other),
        ]
    )
    return Page(title=municipality.name, content=content)
