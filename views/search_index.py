"""What the search box can find."""

from catalogue.loader import load_catalogue
from views.registry import all_views

REFERENCE_PAGES = (
    ("Dienstverlening", "/dienstverlening"),
    ("Strategie", "/strategie"),
    ("Bronnen", "/bronnen"),
    ("Definities", "/definities"),
    ("Kwaliteit", "/kwaliteit"),
    ("Toegankelijkheid", "/toegankelijkheid"),
    ("Privacy", "/privacy"),
)


def _item(label: str, kind: str, href: str, words: str = "") -> dict[str, str]:
    return {"label": label, "kind": kind, "href": href, "words": words}


def search_index() -> list[dict[str, str]]:
    """Label, kind, address and further words of every page, municipality and indicator."""
    catalogue = load_catalogue()
    address_of = {indicator: view.address for view in all_views().values() if view.theme for indicator in view.indicators}
    found = [_item(label, "pagina", path) for label, path in (("Overzicht", "/"), *REFERENCE_PAGES)]
    found += [_item(t.label, "thema", t.path, t.intro) for t in catalogue.themes.values()]
    found += [_item(m.name, "gemeente", f"/gemeente/{m.slug}", " ".join(m.spellings)) for m in catalogue.municipalities.values()]
    for indicator in catalogue.indicators.values():
        found.append(
            _item(indicator.label, catalogue.themes[indicator.theme].label, address_of[indicator.id], f"{indicator.short} {indicator.unit}")
        )
    return found
