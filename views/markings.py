"""The words that stand beside a figure (status, reading, flag), what they mean and how often they occur."""

from catalogue.formatting import format_number
from catalogue.loader import load_catalogue
from exports.passport import FLAG_WORD, READING_WORD, STATUS_LABEL
from views.table import Cell, Table
from warehouse import queries
from warehouse.rows import MarkingRow
from warehouse.snapshot import Snapshot

CORRECTED = "gecorrigeerd"
STATUS_MEANING = {
    "definitief": "De bron geeft de waarde zonder voorbehoud.",
    "voorlopig": "De bron noemt de waarde voorlopig; ze kan nog wijzigen.",
    "geschat": "De waarde is geschat of uit andere gepubliceerde cijfers afgeleid; onder- en bovengrens staan bij het cijfer.",
    "verborgen": (
        "De waarde bestaat, maar is te klein om te tonen zonder iemand herkenbaar te maken, of zou zo'n klein cijfer herleidbaar maken."
    ),
    "onbekend": "De bron heeft een plaats voor het cijfer, maar zet er een teken of een woord in plaats van een getal.",
    "niet_geleverd": "Wie het cijfer moest leveren, deed dat niet.",
    "niet_deelnemend": "De gemeente neemt niet deel, of ligt buiten het gebied van de dienst.",
    "niet_van_toepassing": "De bron zegt dat het cijfer hier niet bestaat.",
}
READING_MEANING = {
    "exact": "De waarde staat zo gedrukt.",
    "ongeveer": "De bron geeft de waarde alleen afgerond of bij benadering, zoals 'ruim 2.500'.",
    "afgelezen": "De waarde komt van een label in een grafiek; bij welke maand of reeks ze hoort, volgt uit de volgorde.",
}
FLAG_MEANING = {
    "onvolledig": "Er ontbreken maanden of onderdelen, zodat de waarde niet het geheel dekt.",
    "breuk": "De meetwijze of het gebied veranderde: vergelijk niet met de jaren ervoor.",
    "herzien": "De uitgever publiceerde later een andere waarde; de nieuwste staat hier.",
    CORRECTED: "Een geleverde waarde was aantoonbaar fout en is hersteld, of maakt deel uit van deze som.",
    "conflict": "Een ander gepubliceerd cijfer spreekt dit tegen; beide blijven staan.",
    "herrekend": "Vroegere gemeenten zijn opgeteld tot de huidige, bijvoorbeeld Puurs en Sint-Amands tot en met 2018.",
    "onwaarschijnlijk": "De waarde past niet bij een ander cijfer uit dezelfde levering; ze is geladen en moet nagekeken worden.",
    "btw_onbekend": "Wie het bedrag leverde, zei niet of de btw erin zit.",
}
KINDS = (
    ("status", "Status: is er een waarde, en hoe zeker?", "Status", STATUS_LABEL, STATUS_MEANING),
    ("reading", "Lezing: hoe staat het in de bron?", "Lezing", READING_WORD, READING_MEANING),
    ("flag", "Vlaggen: wat moet u erbij weten?", "Vlag", FLAG_WORD, FLAG_MEANING),
)


def marking_tables(snapshot: Snapshot) -> list[Table]:
    """One table per kind of word; a word that no figure bears counts nought."""
    found = {(row.kind, row.word): row for row in queries.markings(snapshot)}

    def number(kind: str, word: str) -> Cell:
        row: MarkingRow | None = found.get((kind, word))
        return Cell(text=format_number(row.figures, 0) if row else "0", is_number=True)

    return [
        Table(
            caption=caption,
            head=(head, "Betekenis", "Cijfers"),
            rows=tuple((Cell(text=labels[word]), Cell(text=meaning), number(kind, word)) for word, meaning in meanings.items()),
        )
        for kind, caption, head, labels, meanings in KINDS
    ]


def corrected_figures(snapshot: Snapshot) -> list[tuple[str, int]]:
    """Which indicators hold repaired figures, and how many."""
    indicators = load_catalogue().indicators
    return [(indicators[key].label, figures) for key, figures in queries.indicator_figures(snapshot, flag=CORRECTED).items()]


def regional_indicators() -> int:
    """How many indicators have no figure per municipality."""
    return sum(indicator.geography != "gemeente" for indicator in load_catalogue().indicators.values())
