"""The parts of the page of quality: contradictions, gaps, words, corrections."""

from dash import dcc, html

from catalogue.formatting import EXAMPLE
from catalogue.loader import load_catalogue
from components.attributes import Children
from components.contradiction import contradiction
from components.reference import jump_list, link_list
from components.status import mark
from components.table import figures_table
from views.gaps import absent_municipalities, awaited_deliveries, coverage_table, report_names
from views.headlines import view_address
from views.markings import corrected_figures, marking_tables, regional_indicators
from views.quality import conflicts_by_theme, example_count, kind_table, recomputation_table, snapshot_words
from views.sources import counted
from warehouse.snapshot import Snapshot

PARTS = (
    ("tegenspraken", "Tegenspraken in de bronnen"),
    ("leemten", "Wat ontbreekt"),
    ("herrekening", "Wat werd nagerekend"),
    ("woorden", "Wat de woorden bij een cijfer betekenen"),
    ("correcties", "Wat werd hersteld"),
    ("stand", "Deze stand"),
)


def _part(place: str, body: Children) -> html.Section:
    return html.Section([html.H2(dict(PARTS)[place]), *body], className="kaart breed", id=place)


def _contradictions(snapshot: Snapshot) -> html.Section:
    by_theme = conflicts_by_theme(snapshot)
    places = [(f"tegenspraken-{theme.slug}", theme.label, str(len(conflicts))) for theme, conflicts in by_theme]
    groups = [
        html.Section(
            [
                html.H3(f"{theme.label}: {counted(len(conflicts), one='tegenspraak', many='tegenspraken')}"),
                html.Div([contradiction(conflict) for conflict in conflicts], className="tweekolom"),
            ],
            id=f"tegenspraken-{theme.slug}",
        )
        for theme, conflicts in by_theme
    ]
    lead = "Peil kiest nooit tussen twee gepubliceerde cijfers: alle staan er, met de plaats in de bron. Wat rekenkundig is staat vooraan."
    return _part(
        "tegenspraken",
        [
            html.P(lead, className="onderkop"),
            html.Div(figures_table(kind_table(snapshot), is_named=False), className="smal"),
            jump_list(places, label="Tegenspraken per thema"),
            *groups,
        ],
    )


def _gaps(snapshot: Snapshot) -> html.Section:
    themes = load_catalogue().themes
    deliveries = [
        html.Li(
            [
                html.Strong(f"{delivery.name[:1].upper()}{delivery.name[1:]}"),
                *([mark(EXAMPLE, "example")] if delivery.has_examples else []),
                html.Br(),
                *link_list([(i.label, view_address(i.id).split("#", 1)[0]) for i in delivery.fills]),
                html.Span(f" ({', '.join(dict.fromkeys(themes[i.theme].label for i in delivery.fills))})", className="uitleg"),
            ]
        )
        for delivery in awaited_deliveries(snapshot)
    ]
    absent = [
        html.P([sentence, " ", dcc.Link(f"Alles over {municipality.name}", href=f"/gemeente/{municipality.slug}")])
        for municipality, sentence in absent_municipalities(snapshot)
    ]
    return _part(
        "leemten",
        [
            html.P("Wat niet in een bron staat blijft leeg; het is nooit nul.", className="onderkop"),
            html.H3("Indicatoren zonder cijfers, en welke levering ze vult"),
            html.Ul(deliveries, className="ontbreekt"),
            html.H3(f"Cijfers per gemeente in {report_names(snapshot)}"),
            *absent,
            html.Div(figures_table(coverage_table(snapshot)), className="dekking"),
            html.P(
                "Een streepje betekent dat het rapport voor dat thema en die gemeente geen cijfer geeft: de gemeente neemt niet deel, "
                "of het rapport splitst niet uit per gemeente.",
                className="bron",
            ),
        ],
    )


def _words(snapshot: Snapshot) -> html.Section:
    regional, total = regional_indicators(), len(load_catalogue().indicators)
    return _part(
        "woorden",
        [
            html.P("Elk cijfer draagt een status en een lezing, en soms een of meer vlaggen.", className="onderkop"),
            *[html.Div(figures_table(table), className="smal") for table in marking_tables(snapshot)],
            html.P(
                f"'Alleen regionaal beschikbaar' is geen status: het volgt uit de bron. Bij {regional} van de {total} indicatoren geeft de "
                "bron geen cijfer per gemeente; een keuze van gemeenten verandert die cijfers niet."
            ),
        ],
    )


def _corrections(snapshot: Snapshot) -> html.Section:
    repaired = corrected_figures(snapshot)
    amount = counted(sum(figures for _, figures in repaired), one="cijfer draagt", many="cijfers dragen")
    return _part(
        "correcties",
        [
            html.P(
                f"{amount[:1].upper()}{amount[1:]} de vlag gecorrigeerd. De levering zelf blijft zoals ze ontvangen is: "
                "elke herstelling staat apart opgeschreven met de plaats, de geleverde en de herstelde waarde en de reden. "
                "Verbetert de uitgever zijn bestand, dan weigert de opbouw de herstelling tot ze is weggehaald. "
                "Een som waarin een herstelde waarde zit, draagt de vlag ook."
            ),
            html.Ul([html.Li(f"{label}: {figures}") for label, figures in repaired]),
        ],
    )


def _snapshot(snapshot: Snapshot) -> html.Section:
    told = (
        f", opgebouwd op {snapshot_words(snapshot)}. Een stand wijzigt nooit: wie een cijfer met zijn code aanhaalt, vindt later "
        "dezelfde waarde terug."
    )
    return _part("stand", [html.P(["Stand ", html.Code(snapshot.id), told]), *_examples(snapshot)])


def _examples(snapshot: Snapshot) -> list[html.P]:
    """How much example data stands apart from the figures; nothing where there is none."""
    amount = example_count(snapshot)
    if not amount:
        return []
    told = counted(amount, one="voorbeeldcijfer", many="voorbeeldcijfers")
    return [html.P([mark(EXAMPLE, "example"), f" Deze stand bevat ook {told}; ze tellen op deze pagina nergens mee."])]


def quality_parts(snapshot: Snapshot) -> list[html.Section]:
    """All parts, in the order of PARTS."""
    return [
        _contradictions(snapshot),
        _gaps(snapshot),
        _part("herrekening", [html.Div(figures_table(recomputation_table(snapshot), is_named=False), className="smal")]),
        _words(snapshot),
        _corrections(snapshot),
        _snapshot(snapshot),
    ]
