"""One source on the page of sources."""

from collections.abc import Sequence

from dash import html

from catalogue.formatting import EXAMPLE, format_day
from catalogue.model import Source
from components.attributes import Children
from components.reference import facts, link_list
from components.status import mark
from components.table import figures_table
from views.sources import SourceSheet, anchor, counted, register_table, taken
from warehouse.rows import DeliveryRow

SHORT_SHA = 12
MOST_FILES = 6


def _file(row: DeliveryRow, *, is_example: bool) -> html.Li:
    kept = mark("Origineel meegeleverd", "good") if row.is_original else mark("Alleen overgenomen", "quiet")
    kept = mark(EXAMPLE, "example") if is_example else kept
    told = [html.Span(row.file_name, className="bestand"), kept]
    if row.sha256:
        sha = html.Abbr(html.Code(row.sha256[:SHORT_SHA]), title=f"sha256 {row.sha256}")
        told.append(html.Span(["sha256 ", sha], className="uitleg vingerafdruk"))
    return html.Li(told)


def _register(sheet: SourceSheet) -> list[html.Details]:
    if not sheet.register:
        return []
    pictures = sum(not (row.observations or row.projects) for row in sheet.register)
    found = taken(sum(row.observations for row in sheet.register), sum(row.projects for row in sheet.register))
    return [
        html.Details(
            [
                html.Summary(f"Register: {counted(len(sheet.register), one='tabel of figuur', many='tabellen en figuren')}"),
                html.P(
                    f"Uit dit register komen {found}; "
                    f"{counted(pictures, one='figuur is', many='figuren zijn')} een afbeelding zonder cijfers. "
                    "De andere cijfers en projecten staan in de lopende tekst van het document. "
                    "Een cijfer dat op twee plaatsen gelijk gedrukt staat, telt in Peil één keer.",
                    className="uitleg",
                ),
                figures_table(register_table(sheet)),
            ],
            className="uitklap register",
        )
    ]


def _examples(sheet: SourceSheet) -> Children:
    if not sheet.examples:
        return []
    amount = counted(sheet.examples, one="voorbeeldcijfer", many="voorbeeldcijfers")
    return [f"{amount}, door Peil gemaakt in de vorm van deze levering; ze tellen nergens mee"]


def _files(sheet: SourceSheet) -> Children:
    if not sheet.files:
        return []
    listed = html.Ul([_file(row, is_example=sheet.is_example) for row in sheet.files], className="bestanden")
    if len(sheet.files) <= MOST_FILES:
        return [listed]
    return [html.Details([html.Summary(f"{len(sheet.files)} bestanden"), listed], className="register")]


def _example_card(sheet: SourceSheet) -> html.Section:
    """A source of which there is only example data: nobody published or delivered it."""
    about = sheet.about
    told = [(EXAMPLE, _examples(sheet)), ("Verschijnt", [about.frequency]), ("Bestanden", _files(sheet))]
    return html.Section(
        [html.H2([about.title, mark(EXAMPLE, "example")]), html.P(_who(about), className="onderkop"), facts(told)],
        className="kaart bron-kaart voorbeeld",
        id=anchor(about.id),
    )


def _who(about: Source) -> str:
    return f"{about.organisation[:1].upper()}{about.organisation[1:]}. {about.what}"


def awaited_list(sources: Sequence[Source]) -> list[html.Section]:
    """The sources that nothing came in from yet."""
    if not sources:
        return []
    items = [html.Li([html.Strong(source.title), html.Br(), _who(source)], id=anchor(source.id)) for source in sources]
    return [html.Section([html.H2("Nog niets van ontvangen"), html.Ul(items, className="ontbreekt")], className="kaart bron-kaart")]


def source_card(sheet: SourceSheet) -> html.Section:
    """Who publishes it, what Peil uses it for, what came in and what was taken from it."""
    if sheet.is_example:
        return _example_card(sheet)
    about, delivered = sheet.about, sheet.delivered
    used_on: Children = link_list(sheet.used_on) or ["op geen enkele themapagina: er is geen cijfer of project uit overgenomen"]
    return html.Section(
        [
            html.H2([about.title, *([mark(EXAMPLE, "example")] if sheet.examples else [])]),
            html.P(_who(about), className="onderkop"),
            facts(
                [
                    ("Uitgever", [delivered.publisher]),
                    ("Volledige titel", [delivered.title]),
                    ("Gaat over", list(filter(None, [delivered.year]))),
                    ("Gepubliceerd", [sheet.published]),
                    ("Geleverd op", [format_day(delivered.delivered)]),
                    ("Verschijnt", [about.frequency]),
                    ("Licentie", list(filter(None, [delivered.licence]))),
                    ("Overgenomen", [taken(sheet.figures, sheet.projects) or "geen cijfers of projecten"]),
                    (EXAMPLE, _examples(sheet)),
                    ("Gebruikt bij", used_on),
                    ("Bestanden", _files(sheet)),
                    ("Toelichting", list(filter(None, [delivered.note]))),
                ]
            ),
            *_register(sheet),
        ],
        className="kaart bron-kaart",
        id=anchor(about.id),
    )
