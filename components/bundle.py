"""The page on which a board pack is put together: what is in it, in which order, for whom, and the files."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html

from catalogue.formatting import EXAMPLE
from catalogue.loader import load_catalogue
from components.attributes import Children
from components.forms import Field, hidden
from components.status import mark
from components.theme_content import notice_lines
from views.packs import MOST_TITLE, MOST_VIEWS, PAGE, TITLE, Choice, choice_query
from views.registry import View
from warehouse.snapshot import Snapshot

FILES = (
    ("PowerPoint", "pptx", "grafieken die u kunt bewerken"),
    ("Word", "docx", "om in uw eigen document te plakken"),
    ("PDF", "pdf", "om rond te sturen"),
    ("Excel", "xlsx", "alle cijfers, met hun bron"),
    ("Alles samen", "zip", "de vier bestanden in één"),
)
YEARBOOK_FILES = (("PDF", "pdf"), ("Word", "docx"), ("PowerPoint", "pptx"), ("Excel", "xlsx"))
MOST_YEARBOOKS = 7
LEAD = (
    "Kies weergaven, zet ze in de juiste volgorde en download ze als één document, met bronnen, definities en de stand van de cijfers. "
    "De bundel staat in het adres van deze pagina: bewaar of deel dat adres en u hebt dezelfde bundel terug."
)
NOTHING_YET = "Er zit nog niets in de bundel. Vink hieronder weergaven aan en druk op Bundel bijwerken."


def _address(choice: Choice) -> str:
    return PAGE + choice_query(choice, load_catalogue())


def _moved(choice: Choice, place: int, step: int) -> Choice:
    views = list(choice.views)
    views[place], views[place + step] = views[place + step], views[place]
    return replace(choice, views=tuple(views))


def _named(view: View, *, href: str = "") -> Children:
    """The name of a view; example data is called so."""
    example: Children = [" ", mark(EXAMPLE, "example")] if view.is_example else []
    return [html.A(view.title, href=href) if href else view.title, *example]


def _row(choice: Choice, place: int, view: View) -> html.Li:
    without = replace(choice, views=tuple(key for key in choice.views if key != view.id))
    last = len(choice.views) - 1
    actions: Children = [
        html.A(["Omhoog", html.Span(f": {view.title}", className="visually-hidden")], href=_address(_moved(choice, place, -1)))
        if place
        else html.Span("Omhoog", className="uit"),
        html.A(["Omlaag", html.Span(f": {view.title}", className="visually-hidden")], href=_address(_moved(choice, place, 1)))
        if place < last
        else html.Span("Omlaag", className="uit"),
        html.A(["Weg", html.Span(f": {view.title}", className="visually-hidden")], href=_address(without)),
    ]
    name = html.Span(_named(view, href=view.address))
    return html.Li([html.Span(f"{place + 1}.", className="uitleg"), name, html.Span(actions, className="acties")])


def _chosen(choice: Choice, views: Sequence[View]) -> html.Section:
    rows = [_row(choice, place, view) for place, view in enumerate(views)]
    content: Children = [html.Ol(rows, className="bundellijst")] if rows else [html.P(NOTHING_YET)]
    return html.Section([html.H2(f"In de bundel: {len(views)}"), *content], className="kaart", id="in-de-bundel")


def _downloads(choice: Choice, views: Sequence[View], snapshot: Snapshot) -> html.Section:
    pinned = replace(choice, filters=replace(choice.filters, snapshot=snapshot.id))
    query = choice_query(pinned, load_catalogue())
    links = [
        html.Li([html.A(label, href=f"{PAGE}.{kind}{query}", download="", className="knop"), html.Span(told, className="uitleg")])
        for label, kind, told in FILES
    ]
    told = f"Met de cijfers van stand {snapshot.id}: ook later geeft dit adres dezelfde cijfers."
    content: Children = (
        [html.Ul(links, className="bestanden"), html.P(told, className="uitleg")] if views else [html.P("Kies eerst weergaven.")]
    )
    return html.Section([html.H2("Downloaden"), *content], className="kaart", id="downloaden")


def _field(label: str, control: Children, *, key: str) -> html.Div:
    return html.Div([html.Label(label, htmlFor=key), *control], className="veld")


def _options(told: Sequence[tuple[str, str]], chosen: str) -> Children:
    """The options of a list, the chosen one first: plain HTML needs no script to show it."""
    return [html.Option(label, value=value, selected="selected" if value == chosen else None) for label, value in told]


def _settings(choice: Choice, years: Sequence[int]) -> Children:
    catalogue = load_catalogue()
    filters = choice.filters
    title = Field(
        attributes={
            "type": "text", "id": "titel", "name": "titel", "value": choice.title, "placeholder": TITLE, "maxlength": str(MOST_TITLE),
            "class": "form-control",
        }
    )  # fmt: skip
    day = choice.meeting.isoformat() if choice.meeting else ""
    meeting = Field(attributes={"type": "date", "id": "datum", "name": "datum", "value": day, "class": "form-control"})
    places = [(m.name, m.slug) for m in catalogue.municipalities.values()]
    chosen = {catalogue.municipalities[nis].slug for nis in filters.municipalities}
    ticks = [_labelled("gemeente", slug, [name], is_on=slug in chosen) for name, slug in places]
    accent = catalogue.municipalities[choice.highlight].slug if choice.highlight else ""
    years_from = [("Van begin", ""), *((f"Van {year}", str(year)) for year in years)]
    years_to = [("Tot einde", ""), *((f"Tot {year}", str(year)) for year in years)]
    return [
        _field("Titel op de voorkant", [title], key="titel"),
        _field("Datum van de vergadering (niet verplicht)", [meeting], key="datum"),
        _field("Benadruk een gemeente", [_select("nadruk", [("Geen", ""), *places], accent)], key="nadruk"),
        _field("Eerste jaar", [_select("van", years_from, str(filters.first_year or ""))], key="van"),
        _field("Laatste jaar", [_select("tot", years_to, str(filters.last_year or ""))], key="tot"),
        html.Details(
            [
                html.Summary(f"Alleen deze gemeenten: {len(chosen) or 'alle 12'}"),
                html.Fieldset([html.Legend("Alleen deze gemeenten", className="visually-hidden"), *ticks], className="vinken"),
            ],
            className="uitklap",
        ),
    ]


def _labelled(name: str, value: str, told: Children, *, is_on: bool = False) -> html.Label:
    """A box to tick with its words."""
    box = Field(attributes={"type": "checkbox", "name": name, "value": value, "checked": is_on})
    content: Children = [box, *told]
    return html.Label(content, className="vink")


def _select(key: str, told: Sequence[tuple[str, str]], chosen: str) -> html.Select:
    return html.Select(_options(told, chosen), id=key, name=key, className="form-select")


def _on_offer(choice: Choice, views: Sequence[View]) -> Children:
    """Every view that can still join, per theme."""
    catalogue = load_catalogue()
    themes = [("", "Overzicht"), *((theme.slug, theme.label) for theme in catalogue.themes.values())]
    folds: Children = []
    for slug, label in themes:
        free = [view for view in views if view.theme == slug and view.id not in choice.views]
        if free:
            ticks = [_labelled("kies", view.id, _named(view)) for view in free]
            legend = html.Legend(label, className="visually-hidden")
            folds.append(
                html.Details(
                    [html.Summary(f"{label} ({len(free)})"), html.Fieldset([legend, *ticks], className="vinken")], className="uitklap"
                )
            )
    return folds


def _yearbooks(years: Sequence[int], snapshot: Snapshot) -> html.Section:
    """One year over all themes, as files."""
    rows = []
    past = [year for year in years if year <= snapshot.built_at.year]
    for year in sorted(past, reverse=True)[:MOST_YEARBOOKS]:
        links: Children = []
        for label, kind in YEARBOOK_FILES:
            told: Children = [label, html.Span(f": jaarverslag {year}", className="visually-hidden")]
            links.append(html.A(told, href=f"/jaarverslag.{kind}?jaar={year}&stand={snapshot.id}", download=""))
        rows.append(html.Li([html.Span(str(year)), html.Span(links, className="acties")]))
    text = "Alle grafieken en losse cijfers van één jaar, over alle thema's."
    return html.Section([html.H2("Jaarverslag"), html.P(text, className="uitleg"), html.Ul(rows, className="jaren")], className="kaart")


def bundle_page(
    choice: Choice, views: Sequence[View], *, on_offer: Sequence[View], years: Sequence[int], snapshot: Snapshot, notices: Sequence[str]
) -> html.Div:
    """The pack as it is chosen now, and everything that can join it.

    Args:
        on_offer: every view that this snapshot can fill.
        years: those for which there are figures.
    """
    kept: Children = [hidden("views", ",".join(choice.views))] if choice.views else []
    kept += [hidden("stand", choice.filters.snapshot)] if choice.filters.snapshot else []
    kept.append(hidden("bijwerken", "1"))
    form = html.Form(
        [
            *kept,
            html.Section([html.H2("Voor wie en wanneer"), *_settings(choice, years)], className="kaart formulier"),
            html.Section(
                [
                    html.H2("Weergaven toevoegen"),
                    html.P(f"Hoogstens {MOST_VIEWS} in één bundel.", className="uitleg"),
                    *_on_offer(choice, on_offer),
                ],
                className="kaart",
            ),
            html.Div(html.Button("Bundel bijwerken", type="submit", className="knop hoofdknop"), className="knoppenrij"),
        ],
        method="get",
        action=PAGE,
        className="bundelformulier",
    )
    return html.Div(
        [
            html.H1("Bundel"),
            html.P(LEAD, className="intro"),
            *notice_lines(list(notices)),
            html.Div([_chosen(choice, views), _downloads(choice, views, snapshot)], className="tweedeling"),
            form,
            _yearbooks(years, snapshot),
        ],
        className="aanleveren bundel",
    )
