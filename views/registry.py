"""Every view, derived from the catalogue: one per charted indicator, and per theme the lone figures and the projects.

Example data never shares a view with figures: each indicator has a second view for it, which only some snapshots can fill.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Form

LONE_PREFIX = "cijfers_"
SCORECARD = "kernindicatoren"
EXAMPLE_SUFFIX = "-voorbeelddata"
ViewForm = Form | Literal["projects", "scorecard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One card: what it shows and on which page it stands."""

    id: str
    title: str
    theme: str
    page: str
    indicators: tuple[str, ...]
    form: ViewForm
    is_example: bool = False

    @property
    def anchor(self) -> str:
        """Where the card stands on its page."""
        return self.id.replace("_", "-")

    @property
    def address(self) -> str:
        """The page and place of the card."""
        return f"{self.page}#{self.anchor}"

    @property
    def is_list(self) -> bool:
        """Whether the card is a table of its own rather than a chart of one indicator."""
        return self.form in {"projects", "scorecard"} or len(self.indicators) != 1 or self.id.startswith(LONE_PREFIX)


def derive_views(catalogue: Catalogue) -> dict[str, View]:
    """All views by id, in the order of the pages."""
    scored = sorted((i for i in catalogue.indicators.values() if i.scorecard), key=lambda i: i.scorecard.order if i.scorecard else 0)
    keys = tuple(i.id for i in scored)
    views = [View(id=SCORECARD, title="Kernindicatoren per gemeente", theme="", page="/", indicators=keys, form="scorecard")]
    for theme in catalogue.themes.values():
        indicators = catalogue.indicators_of(theme.slug)
        key = theme.slug.replace("-", "_")
        views += [
            View(id=i.id, title=i.label, theme=theme.slug, page=theme.path, indicators=(i.id,), form=i.form)
            for i in indicators
            if i.form != "value" or i.awaits
        ]
        lone = tuple(i.id for i in indicators if i.form == "value" and not i.awaits)
        if lone:
            title = f"Losse cijfers over {theme.label.lower()}"
            views.append(View(id=f"{LONE_PREFIX}{key}", title=title, theme=theme.slug, page=theme.path, indicators=lone, form="value"))
        title = f"Projecten en afspraken over {theme.label.lower()}"
        views.append(View(id=f"projecten_{key}", title=title, theme=theme.slug, page=theme.path, indicators=(), form="projects"))
    return {view.id: view for view in views}


def derive_example_views(catalogue: Catalogue) -> dict[str, View]:
    """A view of example data for every indicator, by id, in the order of the pages."""
    views = [
        View(
            id=f"{i.id}{EXAMPLE_SUFFIX}", title=i.label, theme=i.theme, page=theme.path, indicators=(i.id,), form=i.form, is_example=True
        )
        for theme in catalogue.themes.values()
        for i in catalogue.indicators_of(theme.slug)
    ]  # fmt: skip
    return {view.id: view for view in views}


@cache
def all_views() -> dict[str, View]:
    """The views of this installation."""
    return derive_views(load_catalogue())


@cache
def example_views() -> dict[str, View]:
    """The views of example data that a snapshot may fill."""
    return derive_example_views(load_catalogue())


def views_of(theme: str) -> list[View]:
    """The views of one theme's page, in order."""
    return [view for view in all_views().values() if view.theme == theme]
