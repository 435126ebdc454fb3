"""Who uses which service: the matrix of services and municipalities, with every row behind it."""

from collections.abc import Sequence

from dash import dcc, html

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from components.attributes import Children
from components.filters import page_actions
from components.service_matrix import SIGN, WORD, legend, service_matrix
from components.service_records import service_records
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import Filters, query_string, read_filters
from views.services import MOST_LEADERS, ServiceOverview, leading, ranking_sentence, service_overview, service_themes, standing_counts
from views.snapshots import snapshot_for

PATH = "/dienstverlening"
INTRO = "Aan welke diensten en samenwerkingen de twaalf gemeenten deelnemen, zoals de bronnen het zeggen. Elke regel staat onder de matrix."
SHOWN_AFTER_LEADERS = 4


def _menu(label: str, chosen: str, links: Sequence[tuple[str, str]]) -> html.Details:
    items = [html.Li(dcc.Link(text, href=href)) for text, href in links]
    return html.Details([html.Summary([f"{label}: ", html.Strong(chosen)]), html.Ul(items)], className="menu filter")


def _filter_row(filters: Filters, theme: str) -> html.Div:
    """Municipality and theme as menus of links, so that every choice is an address."""
    catalogue = load_catalogue()
    kept = [("thema", theme)] if theme else []

    def place(nis: tuple[str, ...]) -> str:
        return PATH + query_string(Filters(municipalities=nis, snapshot=filters.snapshot), catalogue, extra=kept)

    def about(slug: str) -> str:
        chosen = Filters(municipalities=filters.municipalities, snapshot=filters.snapshot)
        return PATH + query_string(chosen, catalogue, extra=[("thema", slug)] if slug else [])

    places = [("Geen gemeente uitlichten", place(()))]
    places += [(m.name, place((m.nis,))) for m in sorted(catalogue.municipalities.values(), key=lambda m: m.name)]
    themes = [("Alle thema's", about("")), *[(t.label, about(t.slug)) for t in service_themes()]]
    names = ", ".join(catalogue.municipalities[nis].name for nis in filters.municipalities)
    return html.Div(
        [
            _menu("Gemeente uitlichten", names or "geen", places),
            _menu("Thema", catalogue.themes[theme].label if theme else "alle", themes),
            page_actions(),
        ],
        className="filters",
    )


def _key_figure(label: str, value: str, unit: str, comparison: str) -> html.Div:
    return html.Div(
        [
            html.H2(label),
            html.P([html.Strong(value, className="groot"), html.Span(f" {unit}", className="eenheid")]),
            html.P(html.Span(comparison, className="vergelijking neutral")),
        ],
        className="kerncijfer",
    )


def _key_figures(overview: ServiceOverview) -> html.Div:
    counts = standing_counts(overview)
    placed, apart, basic = len(overview.rows), len(overview.apart), len(overview.basic)
    most, leaders, others = leading(overview)
    names = " en ".join(m.name for m in leaders) if len(leaders) <= MOST_LEADERS else f"{len(leaders)} gemeenten elk"
    after = ", ".join(f"{m.name} {n}" for m, n in others[:SHOWN_AFTER_LEADERS])
    return html.Div(
        [
            _key_figure(
                "Diensten en samenwerkingen", str(placed + apart + basic), "in de catalogus", f"{basic} ervan voor elk lid van IGEMO"
            ),
            _key_figure(
                "Met gemeenten bij naam", str(placed), f"van {placed + apart} andere diensten", f"{apart} zonder gemeente bij naam"
            ),
            _key_figure(
                "Lopende deelnames",
                str(counts["running"]),
                f"van {format_number(counts.total(), 0)} vermeldingen",
                f"{counts['ended']} beëindigd, {counts['named']} enkel vermeld",
            ),
            _key_figure("Meeste lopende deelnames", str(most), names, f"daarna {after}" if after else ""),
        ],
        className="kerncijfers vier",
    )


def _chosen_lines(overview: ServiceOverview, filters: Filters) -> list[html.P]:
    lines = []
    for municipality in (m for m in overview.municipalities if m.nis in filters.municipalities):
        told = ", ".join(f"{overview.count(municipality.nis, standing)} {WORD[standing]}" for standing in SIGN)
        lines.append(html.P([html.Strong(municipality.name), f": {told}, van {len(overview.rows)} diensten."], className="kaartmelding"))
    return lines


def _matrix(overview: ServiceOverview, filters: Filters) -> list[html.Section]:
    if not overview.rows:
        return []
    return [
        html.Section(
            [
                html.H2(ranking_sentence(overview)),
                html.P(
                    "Per dienst en gemeente, stand eind 2024. Kies een dienst of een vak voor de regels erachter.",
                    className="onderkop",
                ),
                legend(),
                *_chosen_lines(overview, filters),
                service_matrix(overview, chosen=filters.municipalities),
                html.P(overview.matrix_source, className="bron"),
            ],
            className="kaart",
        )
    ]


def _records(overview: ServiceOverview) -> list[html.Section]:
    if not overview.rows:
        return []
    short_names = {source.id: source.short for source in load_catalogue().sources.values()}
    folds: Children = []
    for theme, rows in overview.groups:
        folds += [
            html.H3(theme.label),
            *[service_records(row, municipalities=overview.municipalities, short_names=short_names) for row in rows],
        ]
    return [
        html.Section(
            [
                html.H2("Wat de bronnen per dienst zeggen"),
                html.P("Elke regel met toestand, periode en vindplaats; klap een dienst open.", className="onderkop"),
                html.Div(folds, className="dienstenlijst"),
                html.P(overview.matrix_source, className="bron"),
            ],
            className="kaart breed",
        )
    ]


def _basic(overview: ServiceOverview) -> list[html.Section]:
    if not overview.basic:
        return []
    outside = [m.name for m in overview.municipalities if not m.igemo_member]
    members = len(overview.municipalities) - len(outside)
    items = [html.Li([html.Strong(service.label), html.Br(), service.description]) for service in overview.basic]
    return [
        html.Section(
            [
                html.H2(
                    f"{len(items)} diensten mag elke gemeente gebruiken die lid is van IGEMO"
                    if len(items) > 1
                    else "Eén dienst mag elke gemeente gebruiken die lid is van IGEMO"
                ),
                html.P(
                    f"Basisdienstverlening: {members} van de {len(overview.municipalities)} gemeenten zijn lid, {', '.join(outside)} niet."
                    " Wie welke dienst ook gebruikt, staat niet in de bron.",
                    className="onderkop",
                ),
                html.Ul(items, className="basisdienst"),
                html.P(overview.basic_source, className="bron"),
            ],
            className="kaart breed",
        )
    ]


def _apart(overview: ServiceOverview) -> list[html.Section]:
    if not overview.apart:
        return []
    catalogue = load_catalogue()
    short_names = {source.id: source.short for source in catalogue.sources.values()}
    folds = [service_records(row, municipalities=overview.municipalities, short_names=short_names) for row in overview.apart]
    themes = dict.fromkeys(row.service.theme for row in overview.apart)
    links: Children = []
    for slug in themes:
        links += [", "] if links else []
        links.append(dcc.Link(catalogue.themes[slug].label, href=catalogue.themes[slug].path))
    return [
        html.Section(
            [
                html.H2(f"{len(folds)} diensten zonder gemeente bij naam" if len(folds) > 1 else "Eén dienst zonder gemeente bij naam"),
                html.P(
                    ["Geen contract, deelname of project noemt hier een gemeente. Cijfers per gemeente kunnen er wel zijn: ", *links, "."],
                    className="onderkop",
                ),
                html.Div(folds, className="dienstenlijst"),
                html.P(overview.apart_source, className="bron"),
            ],
            className="kaart breed",
        )
    ]


def _theme(query: Query, notices: list[str]) -> str:
    asked = query.get("thema", "")
    if not asked or asked in {theme.slug for theme in service_themes()}:
        return asked
    notices.append(f"'{asked[:40]}' is geen thema met diensten; alle thema's worden getoond.")
    return ""


def page(query: Query) -> Page:
    """The services, and which municipality takes part in which."""
    filters, notices = read_filters(query, load_catalogue())
    theme = _theme(query, notices)
    overview = service_overview(snapshot_for(filters), theme=theme)
    content = html.Div(
        [
            html.H1("Dienstverlening"),
            html.P(INTRO, className="intro"),
            _filter_row(filters, theme),
            html.Div(notice_lines(notices), role="status"),
            *([_key_figures(overview)] if overview.rows else []),
            *_matrix(overview, filters),
            *_records(overview),
            *_basic(overview),
            *_apart(overview),
        ]
    )
    return Page(title="Dienstverlening", content=content)
