"""The sources: who publishes them, what came in, what was taken from each and where it is used."""

from dash import html

from catalogue.formatting import EXAMPLE
from catalogue.loader import load_catalogue
from components.reference import jump_list
from components.source_card import awaited_list, source_card
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.sources import anchor, awaited_sources, source_sheets, taken


def page(query: Query) -> Page:
    """Every source of this snapshot."""
    filters, notices = read_filters(query, load_catalogue())
    snapshot = snapshot_for(filters)
    sheets = sorted(source_sheets(snapshot), key=lambda sheet: sheet.is_example)
    real = sum(not sheet.is_example for sheet in sheets)
    places = [
        (anchor(sheet.about.id), sheet.about.title, EXAMPLE.lower() if sheet.is_example else taken(sheet.figures, sheet.projects))
        for sheet in sheets
    ]
    content = html.Div(
        [
            html.H1("Bronnen"),
            html.P(
                f"Peil steunt op {real} bronnen. Een bestand met open data bewaren we zoals het geleverd is; van een document nemen "
                "we alleen de cijfers over, elk met zijn vindplaats. De sha256 is de vingerafdruk van het ontvangen bestand: "
                "wie hetzelfde bestand heeft, kan ze narekenen.",
                className="intro",
            ),
            *notice_lines(notices),
            jump_list(places, label="Naar een bron"),
            *[source_card(sheet) for sheet in sheets],
            *awaited_list(awaited_sources(snapshot)),
        ],
        className="naslag",
    )
    return Page(title="Bronnen", content=content)
