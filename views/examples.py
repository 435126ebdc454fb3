"""Example data: which views hold it, and what is said about it wherever it is shown."""

from collections.abc import Iterable, Sequence

from catalogue.formatting import EXAMPLE
from catalogue.loader import load_catalogue
from catalogue.model import Indicator
from views.registry import View, all_views, example_views
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

NO_FIGURES = f"{EXAMPLE}: door Peil gemaakt om te tonen wat hier komt; dit zijn geen gepubliceerde cijfers."
HEADING = f"{EXAMPLE}: wacht op levering"


def awaited(indicator: Indicator, rows: Sequence[ObservationRow]) -> str:
    """The delivery that example data of an indicator stands in for: as the catalogue names it, or the sources of the rows."""
    sources = load_catalogue().sources
    titles = dict.fromkeys(sources[row.source_id].title for row in rows if row.source_id in sources)
    return indicator.awaits or ", ".join(f"{title[:1].lower()}{title[1:]}" for title in titles)


def lead_sentence(deliveries: Iterable[str]) -> str:
    """What stands under the heading: what it is, who made it and why, and what it waits for.

    Args:
        deliveries: the names of those that are awaited; what a delivery holds, between brackets, is left out.
    """
    names = list(dict.fromkeys(name.split(" (", 1)[0] for name in deliveries))
    waits = f"en wacht op de echte {'levering' if len(names) == 1 else 'leveringen'}: {'; '.join(names)}"
    return f"Geen gepubliceerde cijfers: Peil heeft deze voorbeelden zelf gemaakt om te tonen wat hier zal staan, {waits}."


def example_source(delivery: str) -> str:
    """What stands under an example where a figure names its source."""
    return f"Bron: {EXAMPLE.lower()}, gemaakt door Peil; geen gepubliceerd cijfer. Wacht op: {delivery}."


def shown_examples(snapshot: Snapshot) -> list[View]:
    """The views of example data that this snapshot can fill, in the order of the pages."""
    held = queries.indicator_figures(snapshot, is_example=True)
    return [view for view in example_views().values() if view.indicators[0] in held]


def examples_on(theme: str, snapshot: Snapshot) -> list[View]:
    """The views of example data on the page of a theme."""
    return [view for view in shown_examples(snapshot) if view.theme == theme]


def find_view(view_id: str, snapshot: Snapshot) -> View | None:
    """The view with an id; one of example data exists only where the snapshot holds some."""
    if view_id in all_views():
        return all_views()[view_id]
    return next((view for view in shown_examples(snapshot) if view.id == view_id), None)
