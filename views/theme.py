"""Everything on the page of one theme, rendered for a choice of filters."""

from dataclasses import dataclass

from catalogue.loader import load_catalogue
from views.examples import examples_on
from views.filters import Filters
from views.registry import views_of
from views.render import Rendered, render
from warehouse import queries
from warehouse.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeContent:
    """The cards of a theme: charts, lists, what has no figures at all, and the example data that stands apart from them."""

    charts: tuple[Rendered, ...]
    lists: tuple[Rendered, ...]
    missing: tuple[Rendered, ...]
    examples: tuple[Rendered, ...]


def theme_content(slug: str, filters: Filters, snapshot: Snapshot) -> ThemeContent:
    """All views of a theme with these filters."""
    with_figures = queries.indicator_figures(snapshot)
    charts: list[Rendered] = []
    lists: list[Rendered] = []
    missing: list[Rendered] = []
    for view in views_of(slug):
        rendered = render(view, filters, snapshot)
        if view.is_list:
            lists.append(rendered)
        else:
            (charts if view.indicators[0] in with_figures else missing).append(rendered)
    examples = tuple(render(view, filters, snapshot) for view in examples_on(slug, snapshot))
    return ThemeContent(charts=tuple(charts), lists=tuple(lists), missing=tuple(missing), examples=examples)


def theme_years(slug: str, snapshot: Snapshot) -> list[int]:
    """The years for which a theme has figures or example data."""
    return queries.years_with_figures(snapshot, indicators=[i.id for i in load_catalogue().indicators_of(slug)])
