"""Open data: what there is to take along, under which licence, and how."""

from collections.abc import Sequence

from dash import html

from catalogue.loader import load_catalogue
from components.attributes import Children
from components.code_example import code_block, code_example
from components.reference import counts
from components.table import figures_table
from components.theme_content import notice_lines
from pages import Page, Query
from views.filters import read_filters
from views.open_data_guide import ADDRESS, ADDRESSES, EXAMPLES, FIELDS, FILTERS, POWER_QUERY, CodeShown, open_data_guide
from views.table import Table

PASTE_IN_EXCEL = (
    "Kies Gegevens, Gegevens ophalen, Uit andere bronnen, Lege query.",
    "Kies Start, Geavanceerde editor, wis wat er staat en plak de tekst hieronder.",
    "Pas het adres, de indicator en de jaren aan en kies Gereed. Vraagt Excel hoe u zich aanmeldt, kies dan Anoniem.",
    "Kies Sluiten en laden. Met Vernieuwen haalt u later de nieuwste cijfers op.",
)
PASTE_IN_POWER_BI = "In Power BI Desktop begint u met Gegevens ophalen, Lege query; daarna is het dezelfde Geavanceerde editor."


def _addresses() -> html.Ul:
    items = [html.Li([html.A(path, href=path), html.Div(meaning, className="uitleg")]) for path, meaning in ADDRESSES]
    return html.Ul(items, className="adressen")


def _licence(licences: Table) -> Children:
    return [
        html.P(
            "Peil neemt cijfers over van anderen. Voor elk cijfer geldt de licentie van zijn bron; het veld 'source' zegt welke dat is. "
            "Waar een bron geen licentie vermeldt of ze nog te bevestigen is, vraagt u het aan de uitgever. "
            "Noem bij hergebruik de bron en de code van het cijfer."
        ),
        figures_table(licences, is_named=False),
    ]


def _examples() -> Children:
    told: Children = [
        html.P(
            f"Het adres {ADDRESS} is dat van Peil op uw eigen computer. Ziet u in uw browser een ander adres, vul dan dat in; "
            "voor de rest werken de voorbeelden zoals ze hier staan."
        )
    ]
    for example in EXAMPLES:
        told += code_example(example.title, language=example.language, explanation=example.explanation, text=example.text)
    return told


def _power_query() -> Children:
    return [
        html.P("Met deze tekst haalt Excel of Power BI de cijfers zelf op, met dagen als dagen en getallen als getallen."),
        html.Ol([html.Li(step) for step in PASTE_IN_EXCEL]),
        html.P(PASTE_IN_POWER_BI),
        code_block(POWER_QUERY),
    ]


def _code(shown: CodeShown | None) -> Children:
    told: Children = [
        html.P(
            "Elk cijfer heeft een code: RIV, de indicator met eventueel de uitsplitsing, de gemeente of 'regio', de periode en na het "
            "apenstaartje de stand. Een code blijft hetzelfde cijfer aanwijzen, ook wanneer er later een nieuwe stand is."
        ),
        code_block("RIV:<indicator>[:<uitsplitsing>]/<gemeente of regio>/<2024, 2024-12 of 2018..2024>@<stand>"),
    ]
    if shown:
        address = f"/api/v1/figures/{shown.code}"
        told.append(
            html.P(["Een voorbeeld uit deze stand: ", html.A(shown.code, href=address, className="codelink"), f" ({shown.words})."])
        )
    return told


def _documents(limits: Sequence[str]) -> Children:
    return [
        html.Ul(
            [
                html.Li(
                    [html.A("OpenAPI-beschrijving", href="/api/v1/openapi.json"), ": alle adressen, filters en velden voor een programma."]
                ),
                html.Li([html.A("DCAT-AP-catalogus", href="/api/v1/catalog.jsonld"), ": gegevenssets per thema voor een dataportaal."]),
                html.Li("CSVW: elke CSV voor programma's verwijst in het antwoord (Link, rel=describedby) naar haar eigen uitleg."),
            ]
        ),
        html.H3("Goed om te weten"),
        html.Ul([html.Li(line) for line in limits]),
    ]


def _section(title: str, content: Children) -> html.Section:
    return html.Section([html.H2(title), *content], className="kaart breed")


def page(query: Query) -> Page:
    """What is open, under which licence, and how a program or a spreadsheet takes it."""
    filters, notices = read_filters(query, load_catalogue())
    guide = open_data_guide(filters)
    content = html.Div(
        [
            html.H1("Open data"),
            html.P(
                "Alles wat Peil toont, kunt u ook met een programma of een rekenblad ophalen: dezelfde cijfers, elk met zijn bron. "
                f"Deze pagina gaat over stand {guide.snapshot_id} van {guide.built_on}.",
                className="intro",
            ),
            *notice_lines(notices),
            counts(guide.counts),
            _section("Wat er is", [_addresses()]),
            _section("Licentie", _licence(guide.licences)),
            _section("Filters", [figures_table(FILTERS, is_named=False)]),
            _section("Voorbeelden", _examples()),
            _section("Excel en Power BI", _power_query()),
            _section("Wat er in een rij staat", [figures_table(FIELDS, is_named=False)]),
            _section("De code van een cijfer", _code(guide.code)),
            _section("Beschrijvingen en grenzen", _documents(guide.limits)),
        ],
        className="naslag opendata",
    )
    return Page(title="Open data", content=content)
