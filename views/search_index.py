"""What the search box can find."""

from catalogue.formatting import EXAMPLE, NOT_IN_SOURCE
from catalogue.loader import load_catalogue
from views.examples import shown_examples
from views.registry import all_views
from warehouse import queries
from warehouse.snapshot import Snapshot

REFERENCE_PAGES = (
    ("Dienstverlening", "/dienstverlening"),
    ("Strategie", "/strategie"),
    ("Bronnen", "/bronnen"),
    ("Definities", "/definities"),
    ("Kwaliteit", "/kwaliteit"),
    ("Open data", "/open-data"),
    ("Toegankelijkheid", "/toegankelijkheid"),
    ("Privacy", "/privacy"),
    ("Bundel", "/bundel"),
    ("Aanleveren", "/aanleveren"),
)
SERVER_PAGES = {"/aanleveren", "/bundel"}


def _item(label: str, kind: str, href: str, words: str = "") -> dict[str, str]:
    return {"label": label, "kind": kind, "href": href, "words": words}


def search_index(snapshot: Snapshot) -> list[dict[str, str]]:
    """Label, kind, address and further words of every page, municipality and indicator; example data is called so."""
    catalogue = load_catalogue()
    address_of = {indicator: view.address for view in all_views().values() if view.theme for indicator in view.indicators}
    found = [_item(label, "pagina", path) for label, path in (("Overzicht", "/"), *REFERENCE_PAGES)]
    found += [_item(t.label, "thema", t.path, t.intro) for t in catalogue.themes.values()]
    found += [_item(m.name, "gemeente", f"/gemeente/{m.slug}", " ".join(m.spellings)) for m in catalogue.municipalities.values()]
    figures = queries.indicator_figures(snapshot)
    for indicator in catalogue.indicators.values():
        kind = catalogue.themes[indicator.theme].label + ("" if indicator.id in figures else f", {NOT_IN_SOURCE}")
        found.append(_item(indicator.label, kind, address_of[indicator.id], f"{indicator.short} {indicator.unit}"))
    for view in shown_examples(snapshot):
        kind = f"{EXAMPLE}, {catalogue.themes[view.theme].label}"
        found.append(_item(view.title, kind, view.address, " ".join(catalogue.indicators[key].unit for key in view.indicators)))
    return found
