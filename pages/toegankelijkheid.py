"""The statement on accessibility: what Peil aims at, what was done, what does not work well yet."""

from dash import html

from catalogue.loader import load_catalogue
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.statements import ViewCounts, view_counts


def _done(found: ViewCounts) -> list[tuple[str, str]]:
    return [
        (
            "Elke grafiek ook als tabel",
            f"Peil telt {found.with_table} kaarten met cijfers of projecten, en ze hebben allemaal een tabel: bij {found.charts} grafieken "
            f"opent u die met 'Toon als tabel', {found.lists} kaarten zijn zelf een tabel. Een grafiek heeft ook een samenvatting in "
            "woorden voor wie ze niet ziet. Een tabel heeft een bijschrift en koppen voor rijen en kolommen.",
        ),
        (
            "Met het toetsenbord",
            "Alles werkt met Tab, Enter, spatie en de pijltjes; Escape sluit een menu of een venster. "
            "De eerste Tab op een pagina biedt een link naar de inhoud aan. Wat de focus heeft, krijgt een duidelijke rand.",
        ),
        (
            "Niets alleen bij aanwijzen",
            "Wat u moet weten, staat op het scherm zonder dat u met de muis iets aanwijst. Knoppen meten minstens 24 bij 24 pixels.",
        ),
        (
            "Contrast en kleur",
            "Tekst heeft een contrast van minstens 4,5 op 1. Kleur staat nooit alleen: er staat een woord, een teken of een label bij.",
        ),
        ("Vergroten", "Tekst en tabellen blijven bruikbaar tot 400% en op een scherm van 320 pixels breed."),
        ("Rustig beeld", "Er beweegt niets vanzelf. Wie in zijn systeem minder beweging vraagt, krijgt die."),
        ("Afdrukken", "Bij het afdrukken vallen menu en filters weg; grafieken, tabellen en bronnen blijven staan."),
        ("Taal", "De pagina's zijn in het Nederlands en melden dat ook aan voorleessoftware. Elke pagina heeft een eigen titel."),
    ]


LIMITS = (
    "De kaart van de gemeenten, brede grafieken en lange tabellen schuiven op een telefoon opzij in hun eigen kader.",
    "Een gemeente op de kaart is niet met het toetsenbord te kiezen; dezelfde cijfers staan in de tabel onder de kaart.",
    "Een gedownloade PNG is een afbeelding. Neem het CSV-bestand van dezelfde kaart als u de cijfers wilt laten voorlezen.",
    "Peil werkt niet zonder JavaScript.",
    "De verklaring steunt op eigen controle. Er is geen toetsing door een externe instantie.",
)


def page(query: Query) -> Page:
    """The statement, with the number of tables counted from this snapshot."""
    filters, notices = read_filters(query, load_catalogue())
    found = view_counts(snapshot_for(filters))
    content = html.Div(
        [
            html.H1("Toegankelijkheid"),
            html.P("Peil streeft naar de richtlijnen voor toegankelijkheid WCAG 2.2, niveau AA.", className="intro"),
            *notice_lines(notices),
            html.Section(
                [
                    html.H2("Wat daarvoor gedaan is"),
                    html.Dl([html.Div([html.Dt(title), html.Dd(text)]) for title, text in _done(found)], className="kenmerken"),
                ],
                className="kaart breed",
            ),
            html.Section([html.H2("Wat nog niet goed gaat"), html.Ul([html.Li(limit) for limit in LIMITS])], className="kaart breed"),
            html.Section(
                [
                    html.H2("Werkt iets niet voor u?"),
                    html.P(
                        "Meld het aan IGEMO. Zeg op welke pagina u was, wat u wilde doen en met welk toestel of hulpmiddel. "
                        "Hebt u een cijfer nodig dat u niet kunt lezen, vraag het dan op dezelfde manier."
                    ),
                ],
                className="kaart breed",
            ),
        ],
        className="naslag verklaring",
    )
    return Page(title="Toegankelijkheid", content=content)
