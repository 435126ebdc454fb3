"""The overview: headline figures, the scorecard and what to discuss."""

from dash import dcc, html

from catalogue.loader import load_catalogue
from components.chart_card import downloads
from components.kpi_card import kpi_card
from components.scorecard import scorecard_table
from components.status import Tone, mark
from pages import Page, Query
from views.discuss import Item, to_discuss
from views.filters import read_filters
from views.headlines import headlines
from views.overview import overview_intro
from views.registry import SCORECARD, all_views
from views.render import render
from views.scorecard import scorecard
from views.snapshots import snapshot_for

TONES: dict[str, Tone] = {"Tegenspraak": "attention", "Verandering": "change", "Ontbreekt": "quiet"}
COUNT_WORDS = {2: "Twee", 3: "Drie", 4: "Vier", 5: "Vijf", 6: "Zes", 7: "Zeven", 8: "Acht"}


def _item(item: Item) -> html.Li:
    return html.Li([mark(item.kind, TONES[item.kind]), dcc.Link(item.title, href=item.href), html.P(item.text)])


def page(query: Query) -> Page:
    """The first page: what a mayor reads in ten seconds."""
    catalogue = load_catalogue()
    filters, _ = read_filters(query, catalogue)
    snapshot = snapshot_for(filters)
    columns, _ = scorecard(snapshot)
    board = render(all_views()[SCORECARD], filters, snapshot)
    content = html.Div(
        [
            html.H1("Rivierenland in cijfers"),
            html.P(overview_intro(snapshot), className="intro"),
            html.Div([kpi_card(headline) for headline in headlines(snapshot)], className="kerncijfers"),
            html.Div(
                [
                    html.Section(
                        [
                            html.H2(f"{COUNT_WORDS.get(len(columns), len(columns))} kernindicatoren per gemeente"),
                            html.P(
                                "Absolute aantallen; donkerblauw is de hoogste waarde, een streepje betekent: niet in de bron.",
                                className="onderkop",
                            ),
                            scorecard_table(columns),
                            html.P(board.source_line, className="bron"),
                            html.Div(downloads(board, filters), className="acties"),
                        ],
                        className="kaart",
                    ),
                    html.Section(
                        [
                            html.H2("Te bespreken"),
                            html.P("Door regels gevonden, met de bron erbij", className="onderkop"),
                            html.Ul([_item(item) for item in to_discuss(snapshot)], className="bespreken"),
                        ],
                        className="kaart",
                    ),
                ],
                className="tweedeling",
            ),
        ]
    )
    return Page(title="Overzicht", content=content)
