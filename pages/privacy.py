"""The statement on privacy: what Peil holds, what it does not, and what it keeps of its visitors."""

from dash import dcc, html

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from components.attributes import Children
from components.table import figures_table
from components.theme_content import notice_lines
from pages import Page, Query
from views.definitions import definition_address
from views.filters import read_filters
from views.snapshots import snapshot_for
from views.sources import counted
from views.statements import PrivacyCounts, contract_table, privacy_counts
from views.table import Table


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
        html.P("Voor wat staf en leveranciers aanleveren, geldt bovendien de ondergrens van hun levering: zie de tabel hieronder."),
        html.P(f"Onder de ondergrens staat 'niet getoond (privacy)'. In deze stand is dat bij {hidden} zo."),
    ]


def _deliveries(agreed: Table) -> Children:
    return [
        html.P(
            "Staf en leveranciers leveren bestanden volgens een datacontract. Een bestand met namen, adressen, rijksregisternummers of "
            "andere gegevens van personen wordt geweigerd en gewist; alleen de controlesom en de reden blijven. Van ritten blijft per rit "
            "alleen maand, gemeente van vertrek en aankomst, afstand en duur; ze staan niet in de stand die u bekijkt."
        ),
        figures_table(agreed),
        html.P(
            "Wat met een klein aantal te berekenen valt, wordt mee verborgen: ook een ander cijfer van dezelfde tabel kan daarom "
            "'niet getoond (privacy)' zijn. Geweigerde rijen worden 90 dagen bewaard, cijfers per gemeente onbeperkt."
        ),
        html.P(
            "Vragen, of uw gegevens inzien: de functionaris voor gegevensbescherming van IGEMO (nog te bevestigen). "
            "De drempels en termijnen hierboven zijn voorstellen tot die functionaris ze bevestigt."
        ),
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
    snapshot = snapshot_for(filters)
    found = privacy_counts(snapshot)
    content = html.Div(
        [
            html.H1("Privacy"),
            html.P("Peil toont gepubliceerde cijfers en volgt niet wie ze bekijkt.", className="intro"),
            *notice_lines(notices),
            html.Section([html.H2("Wat erin zit"), *_inside(found)], className="kaart breed"),
            html.Section([html.H2("Kleine aantallen"), *_small_counts(found)], className="kaart breed"),
            html.Section([html.H2("Leveringen"), *_deliveries(contract_table(snapshot))], className="kaart breed"),
            html.Section([html.H2("Wie Peil bekijkt"), html.Ul([html.Li(line) for line in VISITORS])], className="kaart breed"),
        ],
        className="naslag verklaring",
    )
    return Page(title="Privacy", content=content)
