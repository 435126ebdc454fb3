"""What the page on open data explains: what there is, under which licence, and examples that work as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.formatting import EXAMPLE, format_day, format_period, format_value
from catalogue.loader import load_catalogue
from exports.fields import OBSERVATION_FIELDS
from views.filters import Filters
from views.open_data import MOST_ROWS
from views.points import row_code
from views.registry import all_views
from views.snapshots import snapshot_for
from views.sources import counted, source_sheets
from views.table import Cell, Table
from warehouse import queries
from warehouse.snapshot import Snapshot

ADDRESS = "http://127.0.0.1:8050"
SHOWN = "energiescans"
KIND_WORD = {
    "string": "tekst",
    "number": "getal",
    "integer": "geheel getal",
    "boolean": "waar of onwaar",
    "date": "dag (jjjj-mm-dd)",
    "list": "lijst van woorden",
    "object": "sleutels met tekst",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something to copy and run: what it does, in which language, and the text."""

    title: str
    language: str
    explanation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeShown:
    """The citeable code of a figure of this snapshot and what it says."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Everything on the page that depends on the snapshot or is a table."""

    snapshot_id: str
    built_on: str
    counts: tuple[tuple[str, str, str], ...]
    licences: Table
    code: CodeShown | None
    limits: tuple[str, ...]


def _text_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(caption=caption, head=tuple(head), rows=tuple(tuple(Cell(text=text) for text in row) for row in rows))


ADDRESSES = (
    ("/api/v1/indicators", "Alle indicatoren: naam, eenheid, definitie, en wat u ermee mag optellen."),
    ("/api/v1/views", "Alle weergaven: elke kaart van Peil met haar sleutel, pagina en indicatoren."),
    (f"/api/v1/observations?indicator={SHOWN}", "De cijfers zelf, als JSON, of als CSV met format=csv."),
    ("/api/v1/openapi.json", "De beschrijving van al deze adressen volgens OpenAPI 3.1, voor wie er een programma op bouwt."),
    ("/api/v1/catalog.jsonld", "De catalogus volgens DCAT-AP: een gegevensset per thema, voor een dataportaal."),
    (f"/download/{SHOWN}.csv", "Eén weergave als CSV, voor een programma."),
    (f"/download/{SHOWN}.csv?voor=excel", "Dezelfde rijen voor Excel: puntkomma's, komma als decimaalteken, definitie en bron onderaan."),
    (f"/download/{SHOWN}.csv-metadata.json", "De uitleg bij die CSV volgens CSVW: kolommen, soorten, definitie, bron en licentie."),
    (f"/download/{SHOWN}.png", "Dezelfde weergave als afbeelding, met bron en code erin."),
    (f"/download/{SHOWN}.svg", "Dezelfde afbeelding als tekening, scherp op elke grootte."),
    (f"/download/{SHOWN}.xlsx", "Een werkmap met uitleg, grafiek, tabel en alle rijen."),
    (f"/download/{SHOWN}.pptx", "Een dia met een grafiek die PowerPoint zelf tekent en die u kunt bewerken."),
    (f"/download/{SHOWN}.docx", "Een Word-document met figuur, tabel en bron."),
    (f"/download/{SHOWN}.pdf", "Een toegankelijke PDF (PDF/UA) met figuur, tabel en bron."),
    (f"/bundel.pptx?views={SHOWN},bevolking", "Meer weergaven in één document; ook als docx, pdf, xlsx en zip."),
    ("/gemeente/lier/briefing.pdf", "De briefing van een gemeente op één blad; ook als docx en pptx."),
)

FILTERS = _text_table(
    "Filters in een adres",
    ("Filter", "Betekenis"),
    (
        (f"indicator={SHOWN}", "Een of meer indicatoren, met komma's ertussen. Zonder: alle."),
        ("gemeente=lier,duffel", "Een of meer gemeenten. Zonder: alle. Cijfers van de regio komen altijd mee: daar is 'nis' leeg."),
        ("van=2020&tot=2024", "Jaren, inbegrepen. Een cijfer moet er helemaal binnen vallen."),
        ("jaar=2024", "Eén jaar; gaat voor op van en tot."),
        ("stand=<stand>", "De cijfers zoals ze in een eerdere stand waren. Zonder: de gepubliceerde stand."),
        ("format=csv", "json of csv. Zonder: json."),
    ),
)
FIELDS = _text_table(
    "Velden van een cijfer",
    ("Veld", "Soort", "Betekenis"),
    [(field.name, KIND_WORD[field.kind], field.meaning) for field in OBSERVATION_FIELDS],
)

EXAMPLES = (
    Example(
        title="Cijfers van twee gemeenten",
        language="curl",
        explanation="Geeft een antwoord in JSON met de stand, het aantal rijen en de rijen zelf.",
        text=f'curl -s "{ADDRESS}/api/v1/observations?indicator={SHOWN}&gemeente=lier,duffel&van=2020&tot=2024"',
    ),
    Example(
        title="Een weergave bewaren als CSV",
        language="curl",
        explanation="Schrijft een bestand met een rij per cijfer.",
        text=f'curl -s -o {SHOWN}.csv "{ADDRESS}/download/{SHOWN}.csv"',
    ),
    Example(
        title="Cijfers lezen als JSON",
        language="Python",
        explanation="Werkt met Python alleen. Een rij zonder waarde is geen nul: 'status' zegt waarom ze leeg is.",
        text=f'''import json
from urllib.request import urlopen

adres = "{ADDRESS}"
vraag = "indicator={SHOWN}&gemeente=lier&van=2020"
with urlopen(f"{{adres}}/api/v1/observations?{{vraag}}") as antwoord:
    cijfers = json.load(antwoord)

print("stand", cijfers["snapshot"], "rijen", cijfers["count"])
for rij in cijfers["items"]:
    if not rij["is_demo"]:
        waarde = rij["status"] if rij["value"] is None else rij["value"]
        print(rij["gemeente"] or "regio", rij["period_end"], waarde)''',
    ),
    Example(
        title="Cijfers lezen als CSV",
        language="Python",
        explanation="Hetzelfde uit CSV. Lees de NIS-code als tekst.",
        text=f'''import csv
from io import TextIOWrapper
from urllib.request import urlopen

adres = "{ADDRESS}"
vraag = "indicator={SHOWN}&jaar=2024&format=csv"
with urlopen(f"{{adres}}/api/v1/observations?{{vraag}}") as antwoord:
    rijen = list(csv.DictReader(TextIOWrapper(antwoord, "utf-8", newline="")))

for rij in rijen:
    print(rij["nis"], rij["gemeente"], rij["value"] or rij["status"])''',
    ),
)

POWER_QUERY = f"""let
    Adres = "{ADDRESS}",
    Antwoord = Web.Contents(Adres, [
        RelativePath = "api/v1/observations",
        Query = [indicator = "{SHOWN}", van = "2018", tot = "2024", format = "csv"]
    ]),
    Tabel = Csv.Document(Antwoord, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Koppen = Table.PromoteHeaders(Tabel, [PromoteAllScalars = true]),
    Leeg = Table.ReplaceValue(Koppen, "", null, Replacer.ReplaceValue, {{"nis", "gemeente", "value"}}),
    Soorten = Table.TransformColumnTypes(Leeg, {{
        {{"period_start", type date}}, {{"period_end", type date}}, {{"value", type number}}
    }}, "en-US"),
    Cijfers = Table.SelectRows(Soorten, each [is_demo] = "nee")
in
    Cijfers"""

ABOUT_EXAMPLES = f"Een rij met 'is_demo' is {EXAMPLE.lower()}: door Peil gemaakt, geen gepubliceerd cijfer. Gebruik ze niet als cijfer."
LIMITS = (
    f"Een vraag geeft hoogstens {MOST_ROWS // 1000}.{MOST_ROWS % 1000:03} rijen in één keer; er is geen bladeren. Vraag anders minder.",
    "Een waarde of filter die niet bestaat, geeft antwoord 400 en een zin die zegt wat er mis is; een onbekende stand of weergave 404.",
    "Wat om privacy verborgen is, staat ook hier niet in: de rij heeft dan geen waarde en status 'verborgen'.",
    "Getallen hebben een punt als decimaalteken en dagen staan als jjjj-mm-dd. In CSV zijn getallen afgerond op zes decimalen.",
)


def _code_shown(snapshot: Snapshot) -> CodeShown | None:
    """The code of the last figure about a municipality, of the example's indicator where that has any."""
    catalogue = load_catalogue()
    rows = [row for row in queries.observations(snapshot, indicators=[SHOWN]) or queries.observations(snapshot) if row.nis]
    told = [row for row in rows if row.value is not None]
    if not told:
        return None
    row = max(told, key=lambda each: (each.period_end, each.period_start, each.value or 0))
    indicator, value = catalogue.indicators[row.indicator_id], row.value or 0
    place = catalogue.municipalities[row.nis].name if row.nis else indicator.area_label
    amount = format_value(value, indicator.unit_for(value), indicator.decimals)
    period = format_period(row.period_start, row.period_end)
    return CodeShown(code=row_code(row, catalogue, snapshot.id), words=f"{indicator.label}, {place}, {period}: {amount}")


def open_data_guide(filters: Filters) -> Guide:
    """What the page shows of the snapshot that the filters name."""
    snapshot = snapshot_for(filters)
    catalogue = load_catalogue()
    figures = queries.indicator_figures(snapshot)
    examples = queries.example_figures(snapshot)
    sheets = [sheet for sheet in source_sheets(snapshot) if sheet.figures or sheet.projects]
    about_examples = f"daarnaast {counted(examples, one='rij', many='rijen')} {EXAMPLE.lower()}, zo gemerkt" if examples else ""
    return Guide(
        snapshot_id=snapshot.id,
        built_on=format_day(snapshot.built_at.date()),
        counts=(
            ("Cijfers", counted(sum(figures.values()), one="rij", many="rijen"), about_examples),
            ("Indicatoren met cijfers", str(len(figures)), f"van {len(catalogue.indicators)} die beschreven zijn"),
            ("Weergaven", str(len(all_views())), "elk als tabel en als afbeelding"),
            ("Bronnen", str(len(sheets)), "elk met haar licentie"),
        ),
        licences=_text_table(
            "Licentie per bron",
            ("Bron", "Uitgever", "Licentie"),
            [(sheet.about.title, sheet.delivered.publisher, sheet.delivered.licence or "niet vermeld") for sheet in sheets],
        ),
        code=_code_shown(snapshot),
        limits=(*LIMITS, *([ABOUT_EXAMPLES] if examples else [])),
    )
