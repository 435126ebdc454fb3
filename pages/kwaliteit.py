"""The quality of the figures: what contradicts itself, what is missing, and what the words mean."""

from dash import html

from catalogue.loader import load_catalogue
from components.quality import PARTS, quality_parts
from components.reference import counts, jump_list
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import read_filters
from views.quality import headline_counts
from views.snapshots import snapshot_for


def page(query: Query) -> Page:
    """Counts first, then contradictions, gaps, recomputations, words, corrections and the snapshot."""
    filters, notices = read_filters(query, load_catalogue())
    snapshot = snapshot_for(filters)
    lead = "Wat Peil van de gepubliceerde cijfers weet: wat elkaar tegenspreekt, wat ontbreekt en hoe zeker een cijfer is."
    content = html.Div(
        [
            html.H1("Kwaliteit"),
            html.P(lead, className="intro"),
            *notice_lines(notices),
            counts([(count.label, count.number, count.note) for count in headline_counts(snapshot)]),
            jump_list([(place, title, "") for place, title in PARTS], label="Op deze pagina"),
            *quality_parts(snapshot),
        ],
        className="naslag",
    )
    return Page(title="Kwaliteit", content=content)
