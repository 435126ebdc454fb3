"""Packs: which views a board chose, in which order, and everything that its document needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from catalogue.formatting import format_day
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from exports.exhibit import HouseStyle, Pack
from views.examples import find_view
from views.exhibits import exhibit
from views.filters import Filters, UnknownFilterError, query_string
from views.registry import View, all_views
from warehouse import queries
from warehouse.snapshot import Snapshot

MOST_VIEWS = 60
MOST_TITLE = 120
TITLE = "Rivierenland in cijfers"
PAGE = "/bundel"
VIEW_ID = re.compile(r"[a-z0-9_-]{1,100}")


class UnknownViewError(LookupError):
    """A view that this snapshot does not have; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose for a pack, as its address tells it.

    Attributes:
        views: ids in the order of the pack.
        meeting: the day of the meeting, where one was given.
        highlight: the NIS code of a municipality that stands out in every chart.
    """

    views: tuple[str, ...]
    title: str
    meeting: date | None
    filters: Filters
    highlight: str = ""

    @property
    def heading(self) -> str:
        """The title on the cover."""
        return self.title or TITLE


def meeting_day(text: str) -> date | None:
    """The day of a meeting; UnknownFilterError for a text that is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UnknownFilterError(f"'{text[:20]}' is geen dag; schrijf de datum als 2026-12-31.") from error


def _highlight(slug: str) -> str:
    municipality = load_catalogue().municipality_by_slug(slug) if slug else None
    if slug and municipality is None:
        raise UnknownFilterError(f"'{slug[:40]}' is geen gemeente van Rivierenland.")
    return municipality.nis if municipality else ""


def read_choice(parameters: Mapping[str, str | None], filters: Filters) -> Choice:
    """The choice in a query string.

    Args:
        filters: as they were read from the same parameters.

    Raises UnknownFilterError for a day, title or number of views that cannot be.
    """
    ids = [key for key in dict.fromkeys((parameters.get("views") or "").split(",")) if key]
    title = " ".join((parameters.get("titel") or "").split())
    if len(ids) > MOST_VIEWS:
        raise UnknownFilterError(f"Een bundel telt hoogstens {MOST_VIEWS} weergaven; u koos er {len(ids)}.")
    if len(title) > MOST_TITLE or not title.isprintable():
        raise UnknownFilterError(f"De titel van een bundel telt hoogstens {MOST_TITLE} tekens.")
    meeting = meeting_day(parameters.get("datum") or "")
    return Choice(views=tuple(ids), title=title, meeting=meeting, filters=filters, highlight=_highlight(parameters.get("nadruk") or ""))


def chosen_views(choice: Choice, snapshot: Snapshot) -> list[View]:
    """The views of a choice in their order.

    Raises UnknownViewError for one that does not exist.
    """
    found = [(key, find_view(key, snapshot) if VIEW_ID.fullmatch(key) else None) for key in choice.views]
    unknown = [key for key, view in found if view is None]
    if unknown:
        raise UnknownViewError(f"De weergave '{unknown[0][:60]}' bestaat niet.")
    return [view for _, view in found if view is not None]


def choice_query(choice: Choice, catalogue: Catalogue) -> str:
    """The query string that makes the same choice again, `?` included."""
    told = [("views", ",".join(choice.views))] if choice.views else []
    told += [("titel", choice.title)] if choice.title else []
    told += [("datum", choice.meeting.isoformat())] if choice.meeting else []
    told += [("nadruk", catalogue.municipalities[choice.highlight].slug)] if choice.highlight else []
    own = query_string(choice.filters, catalogue).removeprefix("?")
    both = "&".join(filter(None, (urlencode(told, safe=","), own)))
    return f"?{both}" if both else ""


def scope_words(choice: Choice, catalogue: Catalogue) -> str:
    """Which municipalities and years a pack is about."""
    filters = choice.filters
    names = [catalogue.municipalities[nis].name for nis in filters.municipalities]
    beside = f"{catalogue.municipalities[choice.highlight].name} naast de andere gemeenten" if choice.highlight else "Rivierenland"
    place = ", ".join(names) or beside
    first, last = filters.first_year, filters.last_year
    years = str(first) if first and first == last else f"{first or 'begin'} tot {last or 'nu'}" if filters.has_years else "alle jaren"
    return f"{place}, {years}"


def pack_of(views: Sequence[View], choice: Choice, snapshot: Snapshot, *, base: str, style: HouseStyle, address: str = "") -> Pack:
    """The pack of these views from a snapshot.

    Args:
        base: where this Peil is, as `http://127.0.0.1:8050`.
        address: where it can be made again; nothing for the page with this choice.
    """
    catalogue = load_catalogue()
    kept = replace(choice, views=tuple(view.id for view in views), filters=replace(choice.filters, snapshot=snapshot.id))
    highlight = [catalogue.municipalities[choice.highlight].name] if choice.highlight else []
    return Pack(
        title=choice.heading,
        scope=scope_words(choice, catalogue),
        meeting=format_day(choice.meeting) if choice.meeting else "",
        made=format_day(snapshot.built_at.date()),
        exhibits=tuple(exhibit(view, choice.filters, snapshot, base=base, highlight=highlight) for view in views),
        snapshot=snapshot.id,
        address=base + (address or PAGE + choice_query(kept, catalogue)),
        style=style,
        day=snapshot.built_at.date(),
    )


def views_with_figures(snapshot: Snapshot, filters: Filters) -> list[View]:
    """The views that have published figures for a choice, charts and lists of lone figures, in the order of the pages."""
    rows = queries.observations(snapshot, period=filters.period)
    found = {row.indicator_id for row in rows if row.value is not None}
    return [view for view in all_views().values() if view.form not in {"projects", "scorecard"} and found.intersection(view.indicators)]


def municipality_views(snapshot: Snapshot, nis: str) -> list[View]:
    """The charts in which a municipality has a published figure, in the order of the pages."""
    found = {row.indicator_id for row in queries.observations(snapshot) if row.value is not None and row.nis == nis}
    return [view for view in all_views().values() if not view.is_list and view.indicators[0] in found]


def figure_years(snapshot: Snapshot) -> list[int]:
    """The years for which there is a published figure of a whole year or within one."""
    rows = queries.observations(snapshot)
    return sorted({row.period_end.year for row in rows if row.value is not None and row.period_start.year == row.period_end.year})


def year_choice(year: int, filters: Filters) -> Choice:
    """The choice of a yearbook: one year over all themes."""
    chosen = replace(filters, first_year=year, last_year=year)
    return Choice(views=(), title=f"Rivierenland in {year}", meeting=None, filters=chosen)
