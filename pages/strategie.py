"""The strategic plan: the map with its decisions, and the objectives with the figures that belong to them."""

from dash import html

from catalogue.loader import load_catalogue
from components.goals import goal_list
from components.status import conflict_lines
from components.strategy_map import decisions_table, quadrants, sign_legend, unit_table
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.strategy import Strategy, strategy

INTRO = "De strategiekaart en de statutaire doelstellingen van IGEMO, met de cijfers die erbij horen."
KINDS = (("ambitie", "Ambities"), ("waarde", "Waarden"), ("uitdaging", "Uitdagingen"), ("werkvorm", "Werkvormen"))


def _decisions(found: Strategy) -> html.Section:
    more, total = len(found.decided("vermeerderen")), len(found.positions)
    return html.Section(
        [
            html.H2(f"Voor {more} van de {total} domeinen kiest IGEMO om meer te doen"),
            html.P("Keuze per domein in het strategisch plan, met het woord dat er gedrukt staat", className="onderkop"),
            decisions_table(found),
            html.P(found.map_source, className="bron"),
        ],
        className="kaart",
    )


def _picture(found: Strategy) -> html.Section:
    now, later = found.quadrants(is_future=False), found.quadrants(is_future=True)
    both_now, both_later = (next(len(q.domains) for q in part if q.is_needed and q.is_strong) for part in (now, later))
    return html.Section(
        [
            html.H2(f"Sterk waar de behoefte sterk is: {both_now} domeinen nu, {both_later} mogelijk"),
            html.P("Positie van IGEMO en behoefte van de gemeenten, zoals het plan ze inschat", className="onderkop"),
            sign_legend(),
            quadrants(now, caption="Nu: huidige positie en huidige behoefte"),
            quadrants(later, caption="Later: mogelijke positie en toekomstige behoefte"),
            html.P(found.map_source, className="bron"),
        ],
        className="kaart breed",
    )


def _units(found: Strategy) -> html.Section:
    tables = [unit_table(unit, [row for row in found.positions if row.unit == unit]) for unit in found.units]
    return html.Section(
        [
            html.H2(f"De {len(found.positions)} domeinen per rubriek"),
            html.P("Positie en behoefte, nu en later, en de keuze die het plan eraan verbindt", className="onderkop"),
            *tables,
            html.P(found.map_source, className="bron"),
        ],
        className="kaart breed",
    )


def _goals(found: Strategy) -> html.Section:
    count = sum(len(goal.figures) for goal in found.goals)
    used = sum(1 for goal in found.goals if goal.figures)
    return html.Section(
        [
            html.H2(f"{count} indicatoren wijzen naar {used} van de {len(found.goals)} statutaire doelstellingen"),
            html.P("Klap een doelstelling open voor haar indicatoren met hun nieuwste cijfer", className="onderkop"),
            goal_list(found.goals),
            html.P(found.goals_source, className="bron"),
        ],
        className="kaart breed",
    )


def _items(found: Strategy) -> html.Section:
    lists = [html.Div([html.H3(label), html.Ol([html.Li(item.label) for item in found.of_kind(kind)])]) for kind, label in KINDS]
    return html.Section(
        [
            html.H2("Ambities, waarden, uitdagingen en werkvormen"),
            html.P("Kort weergegeven, in de volgorde van het plan", className="onderkop"),
            html.Div(lists, className="raster planlijsten"),
            html.P(found.items_source, className="bron"),
        ],
        className="kaart breed",
    )


def _conflicts(found: Strategy) -> list[html.Section]:
    if not found.conflicts:
        return []
    count = len(found.conflicts)
    return [
        html.Section(
            [
                html.H2(
                    f"{count} plaatsen waar het plan zichzelf of het rapport tegenspreekt" if count > 1 else "Eén tegenspraak in het plan"
                ),
                html.P("Elk gedrukt cijfer of woord met zijn vindplaats; Peil kiest niet, tenzij het erbij staat", className="onderkop"),
                html.Ul([html.Li(conflict_lines(conflict)) for conflict in found.conflicts], className="tegenspraken"),
                html.P(found.conflicts_source, className="bron"),
            ],
            className="kaart breed",
        )
    ]


def page(query: Query) -> Page:
    """The strategy of IGEMO, from the map to the figures."""
    filters, notices = read_filters(query, load_catalogue())
    found = strategy(snapshot_for(filters))
    content = html.Div(
        [
            html.H1("Strategie"),
            html.P(INTRO, className="intro"),
            html.Div(notice_lines(notices), role="status"),
            _decisions(found),
            _picture(found),
            _units(found),
            _goals(found),
            _items(found),
            *_conflicts(found),
        ]
    )
    return Page(title="Strategie", content=content)
