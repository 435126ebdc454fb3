"""One source on the page of sources."""

from dash import html

from catalogue.formatting import format_day
from components.attributes import Children
from components.reference import facts, link_list
from components.status import mark
from components.table import figures_table
from views.sources import SourceSheet, anchor, counted, register_table, taken
from warehouse.rows import DeliveryRow

SHORT_SHA = 12


def _file(row: DeliveryRow) -> html.Li:
    kept = mark("Origineel meegeleverd", "good") if row.is_original else mark("Alleen overgenomen", "quiet")
    sha = html.Abbr(html.Code(row.sha256[:SHORT_SHA]), title=f"sha256 {row.sha256}")
    return html.Li([html.Span(row.file_name, className="bestand"), kept, html.Span(["sha256 ", sha], className="uitleg vingerafdruk")])


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


def source_card(sheet: SourceSheet) -> html.Section:
    """Who publishes it, what Peil uses it for, what came in and what was taken from it."""
    about, delivered = sheet.about, sheet.delivered
    used_on: Children = link_list(sheet.used_on) or ["op geen enkele themapagina: er is geen cijfer of project uit overgenomen"]
    return html.Section(
        [
            html.H2(about.title),
            html.P(f"{about.organisation}. {about.what}", className="onderkop"),
            facts(
                [
                    ("Uitgever", [delivered.publisher]),
                    ("Volledige titel", [delivered.title]),
                    ("Gaat over", [delivered.year]),
                    ("Gepubliceerd", [sheet.published]),
                    ("Geleverd op", [format_day(delivered.delivered)]),
                    ("Verschijnt", [about.frequency]),
                    ("Licentie", [delivered.licence]),
                    ("Overgenomen", [taken(sheet.figures, sheet.projects) or "geen cijfers of projecten"]),
                    ("Gebruikt bij", used_on),
                    ("Bestanden", [html.Ul([_file(row) for row in sheet.files], className="bestanden")]),
                    ("Toelichting", [delivered.note]),
                ]
            ),
            *_register(sheet),
        ],
        className="kaart bron-kaart",
        id=anchor(about.id),
    )
