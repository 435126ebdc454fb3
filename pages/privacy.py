"""The statement on privacy: what Peil holds, what it does not, and what it keeps of its visitors."""

from dash import dcc, html

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from components.attributes import Children
from components.theme_content import notice_lines
from pages import Page, Query
from views.definitions import definition_address
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.sources import counted
from views.statements import PrivacyCounts, privacy_counts


def _inside(found: PrivacyCounts) -> Children:
    return [
        html.P(
            f"Peil bevat {format_number(found.figures, 0)} cijfers uit gepubliceerde documenten en open data, met de contracten, "
            "plannen en projecten die daarbij horen. "
            "Over inwoners, klanten of deelnemers zitten er alleen tellingen in, geen gegevens over een persoon."
        ),
        html.P(
            "Namen van personen zijn niet overgenomen. "
            "Van de zetels in de bestuursorganen van IGEMO staan alleen het bestuur en de functie erin."
        ),
        html.P(
            "Deze stand bevat geen voorbeelddata."
            if not found.examples
            else f"Deze stand bevat {counted(found.examples, one='voorbeeldcijfer', many='voorbeeldcijfers')}; elk is zo gemerkt."
        ),
    ]


def _small_counts(found: PrivacyCounts) -> Children:
    guarded = [
        html.Li(
            [
                dcc.Link(indicator.label, href=definition_address(indicator.id)),
                f": een aantal onder {indicator.privacy_floor} wordt niet getoond",
            ]
        )
        for indicator in found.guarded
    ]
    hidden = counted(found.hidden, one="cijfer", many="cijfers") if found.hidden else "nog geen enkel cijfer"
    return [
        html.P("Een klein aantal kan iemand herkenbaar maken. Voor deze indicatoren geldt daarom een ondergrens:"),
        html.Ul(guarded),
        html.P(f"Onder de ondergrens staat 'niet getoond (privacy)'. In deze stand is dat bij {hidden} zo."),
    ]


VISITORS = (
    "Peil plaatst geen cookies en bewaart niets in uw browser, behalve de gewone tijdelijke kopie van stijl en lettertypes.",
    "Alles komt van de server van Peil zelf: lettertypes, kaart en programma. Er wordt niets opgehaald bij of verstuurd naar "
    "een andere website: geen grafiek, geen bezoekersteller.",
    "De server houdt geen logboek van bezoeken bij. Alleen een onverwachte fout wordt genoteerd, met een referentie en de technische "
    "oorzaak, zonder het adres van de bezoeker.",
    "Uw keuze van gemeenten en jaren staat in het adres van de pagina en nergens anders. Wie u dat adres stuurt, ziet dezelfde keuze.",
    "In deze versie meldt u zich niet aan: Peil draait op de eigen computer en kent geen gebruikers.",
)


def page(query: Query) -> Page:
    """What is in, what is hidden, and what is kept of visitors."""
    filters, notices = read_filters(query, load_catalogue())
    found = privacy_counts(snapshot_for(filters))
    content = html.Div(
        [
            html.H1("Privacy"),
            html.P("Peil toont gepubliceerde cijfers en volgt niet wie ze bekijkt.", className="intro"),
            *notice_lines(notices),
            html.Section([html.H2("Wat erin zit"), *_inside(found)], className="kaart breed"),
            html.Section([html.H2("Kleine aantallen"), *_small_counts(found)], className="kaart breed"),
            html.Section([html.H2("Wie Peil bekijkt"), html.Ul([html.Li(line) for line in VISITORS])], className="kaart breed"),
        ],
        className="naslag verklaring",
    )
    return Page(title="Privacy", content=content)
