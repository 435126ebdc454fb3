"""The definitions: every indicator by theme, with what it counts and what may be done with it."""

from dash import html

from catalogue.loader import load_catalogue
from components.definition_card import definition_card
from components.reference import jump_list
from components.theme_content import notice_lines
from pages import Page, Query
from views.definitions import definitions_by_theme
from views.filters import read_filters
from views.snapshots import snapshot_for


def page(query: Query) -> Page:
    """Every indicator of the catalogue."""
    filters, notices = read_filters(query, load_catalogue())
    by_theme = definitions_by_theme(snapshot_for(filters))
    total = sum(len(definitions) for _, definitions in by_theme)
    sections = [
        html.Section(
            [
                html.H2(theme.label),
                html.P(f"{theme.intro} {len(definitions)} indicatoren.", className="onderkop"),
                html.Div([definition_card(d) for d in definitions], className="tweekolom"),
            ],
            className="kaart breed",
            id=f"thema-{theme.slug}",
        )
        for theme, definitions in by_theme
    ]
    content = html.Div(
        [
            html.H1("Definities"),
            html.P(
                f"{total} indicatoren in {len(by_theme)} thema's: wat elk cijfer telt, hoe het tot stand kwam en wat u ermee mag doen. "
                "Een bepaald cijfer vindt u het snelst met het zoekvak bovenaan.",
                className="intro",
            ),
            *notice_lines(notices),
            jump_list([(f"thema-{theme.slug}", theme.label, str(len(found))) for theme, found in by_theme], label="Naar een thema"),
            *sections,
        ],
        className="naslag",
    )
    return Page(title="Definities", content=content)
