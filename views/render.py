"""Renders one view: rows, figure, words, table and source; the only room that joins queries, charts and passports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalogue.aggregation import UNIT_LABELS, can_carry
from catalogue.formatting import EXAMPLE, format_day
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Caveat, Indicator
from charts.absence import absence_words
from charts.comparison import MOST_BARS
from charts.points import ChartData
from charts.summary import message, summary
from exports.passport import source_line
from exports.revision import revision_words
from views.drawing import draw, for_drawing
from views.examples import awaited, example_source
from views.filters import Filters
from views.listings import lone_figures_table, projects_table, scorecard_listing
from views.points import chart_data, population_by_year
from views.registry import View
from views.revisions import revisions_of
from views.scorecard import scorecard
from views.table import Table, pivot
from warehouse import queries
from warehouse.rows import ConflictRow, ObservationRow
from warehouse.snapshot import Snapshot

ELSEWHERE = "Waar een gepubliceerd cijfer bestaat, staat het bij de echte cijfers en niet hier."
BOUNDARIES = "Grenzen: Statbel (2025), vereenvoudigd door Provincies in Cijfers."
NAMES_ONLY = {"naam", "datum"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One card: everything that a screen, a picture or a file needs of it."""

    view: View
    title: str
    subtitle: str
    summary: str
    figure: dict[str, Any] | None
    content: Table | ChartData
    rows: tuple[ObservationRow, ...]
    source_line: str
    notices: tuple[str, ...]
    caveats: tuple[Caveat, ...]
    conflicts: tuple[ConflictRow, ...]
    awaits: str
    definition: str
    snapshot_id: str
    drawn: ChartData | None = None
    absences: str = ""
    revisions: tuple[str, ...] = ()

    @property
    def has_table(self) -> bool:
        """Whether there is anything to put in a table."""
        return bool(self.content.rows if isinstance(self.content, Table) else self.content.points)

    @property
    def table(self) -> Table:
        """The card as a table: of a list its own, of a chart every figure behind it."""
        if isinstance(self.content, Table):
            return self.content
        caption = f"{EXAMPLE}: {self.subtitle}" if self.view.is_example else self.subtitle
        return pivot(self.content, caption=caption)

    @property
    def disputes(self) -> list[ConflictRow]:
        """The contradictions about what a figure says; differing names and dates stand on the quality page only."""
        return [conflict for conflict in self.conflicts if conflict.kind not in NAMES_ONLY]


def _coverage(data: ChartData, catalogue: Catalogue) -> str:
    places = {p.place for p in data.drawn() if p.place}
    return f"{len(places)} van {len(catalogue.municipalities)} gemeenten" if places else ""


def subtitle(indicator: Indicator, data: ChartData, catalogue: Catalogue) -> str:
    """What is measured, where and when: measure with unit, area or coverage, period."""
    periods = data.periods()
    unit = "" if data.unit.lower() in indicator.label.lower() else f" ({data.unit})"
    area = _coverage(data, catalogue) or indicator.area_label
    if not periods:
        return f"{indicator.label}{unit}, {area}"
    return f"{indicator.label}{unit}, {area}, {_when(data)}"


def _when(data: ChartData) -> str:
    """The time that the figures cover, in few words."""
    periods = data.periods()
    labels = {p.period: p.period_label for p in data.drawn()}
    first, last = labels[periods[0]], labels[periods[-1]]
    if first == last:
        return last
    starts, ends = [p[0] for p in periods], [p[1] for p in periods]
    if min(starts).year != max(ends).year:
        return f"{min(starts).year}–{max(ends).year}"
    return f"{first.removesuffix(f' {ends[0].year}')} tot {last}"


def _notices(indicator: Indicator, filters: Filters, data: ChartData, drawn: ChartData) -> tuple[str, ...]:
    told = []
    if not can_carry(indicator, filters.unit):
        told.append(f"{UNIT_LABELS[filters.unit]} kan hier niet; de cijfers staan absoluut.")
    if filters.municipalities and indicator.geography != "gemeente":
        told.append("Alleen regionaal beschikbaar: de keuze van gemeenten verandert dit cijfer niet.")
    if drawn.drawn() and data.drawn() and not any(p.place for p in drawn.drawn()) and any(p.place for p in data.drawn()):
        told.append(f"Som van de gemeenten, {drawn.drawn()[0].period_label}; de {MOST_BARS} grootste. De tabel noemt elke gemeente.")
    if not data.points and (filters.has_years or filters.municipalities):
        told.append("Geen cijfers voor deze keuze van gemeenten en jaren.")
    return tuple(told)


def _source_line(rows: Sequence[ObservationRow], indicators: Sequence[Indicator], snapshot: Snapshot) -> str:
    used = {row.source_id for row in rows} or {s for i in indicators for s in i.sources} - queries.source_examples(snapshot).keys()
    sources = [s for s in queries.sources(snapshot) if s.source_id in used]
    updated = snapshot.built_at.date()
    last_day: date | None = max((row.period_end for row in rows if row.period_end <= updated), default=None)
    places = [(row.source_id, row.section) for row in rows]
    return source_line(sources, places, last_day=last_day, updated=updated)


def render_indicator(view: View, filters: Filters, snapshot: Snapshot, *, highlight: Sequence[str] = ()) -> Rendered:
    """One indicator as a card."""
    catalogue = load_catalogue()
    indicator = catalogue.indicators[view.indicators[0]]
    rows = queries.observations(snapshot, indicators=[indicator.id], period=filters.period, is_example=view.is_example)
    population: Mapping[tuple[str, int], float] = {}
    if filters.unit == "inwoner":
        population = population_by_year(queries.observations(snapshot, indicators=["bevolking"]))
    data = chart_data(
        indicator,
        rows,
        unit=filters.unit,
        chosen=filters.municipalities,
        catalogue=catalogue,
        population=population,
        snapshot_id=snapshot.id,
    )
    drawn = for_drawing(indicator, data)
    kept = tuple(row for row in rows if row.nis is None or not filters.municipalities or row.nis in filters.municipalities)
    rendered = Rendered(
        view=view,
        title=message(drawn, form=indicator.form, short_label=indicator.short_label),
        subtitle=subtitle(indicator, drawn, catalogue),
        summary=summary(drawn),
        figure=draw(indicator, drawn, highlight=highlight),
        content=data,
        rows=kept,
        source_line=_source_line(kept, [indicator], snapshot) + (f" {BOUNDARIES}" if indicator.form == "map" and drawn.drawn() else ""),
        notices=_notices(indicator, filters, data, drawn),
        caveats=tuple(catalogue.caveats[key] for key in indicator.caveats),
        conflicts=tuple(queries.conflicts(snapshot, indicators=[indicator.id])),
        awaits=indicator.awaits,
        definition=indicator.definition,
        snapshot_id=snapshot.id,
        drawn=drawn,
        absences=absence_words(drawn),
        revisions=_revisions(kept, snapshot),
    )
    return _as_example(rendered, indicator, snapshot) if view.is_example else rendered


def _revisions(rows: Sequence[ObservationRow], snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(revision_words(revision, load_catalogue(), is_placed=True) for revision in revisions_of(rows, snapshot))


def _as_example(rendered: Rendered, indicator: Indicator, snapshot: Snapshot) -> Rendered:
    """The card of example data: it says so in its words, and nothing that was said about the figures holds for it."""
    awaits = awaited(indicator, rendered.rows)
    has_figures = indicator.id in queries.indicator_figures(snapshot)
    return replace(
        rendered,
        title=f"{EXAMPLE}: {indicator.label}",
        awaits=awaits,
        source_line=f"{example_source(awaits)} Bijgewerkt op {format_day(snapshot.built_at.date())}.",
        notices=(*((ELSEWHERE,) if has_figures else ()), *rendered.notices),
        caveats=(),
        conflicts=(),
    )


def _render_list(
    view: View,
    snapshot: Snapshot,
    *,
    subtitle: str,
    summary: str,
    table: Table,
    figure: dict[str, Any],
    rows: Sequence[ObservationRow],
    source: str,
) -> Rendered:
    """A card that is a table of its own."""
    catalogue = load_catalogue()
    caveats = dict.fromkeys(key for i in view.indicators for key in catalogue.indicators[i].caveats)
    return Rendered(
        view=view,
        title=view.title,
        subtitle=subtitle,
        summary=summary,
        figure=figure if table.rows else None,
        content=table,
        rows=tuple(rows),
        source_line=source,
        notices=() if table.rows else ("Niets voor deze keuze van gemeenten en jaren.",),
        caveats=tuple(catalogue.caveats[key] for key in caveats),
        conflicts=tuple(queries.conflicts(snapshot, indicators=view.indicators)) if view.indicators else (),
        awaits="",
        definition="",
        snapshot_id=snapshot.id,
        revisions=_revisions(rows, snapshot),
    )


def _render_lone_figures(view: View, filters: Filters, snapshot: Snapshot) -> Rendered:
    catalogue = load_catalogue()
    rows = queries.observations(snapshot, indicators=view.indicators, municipalities=filters.municipalities, period=filters.period)
    indicators = [catalogue.indicators[key] for key in view.indicators]
    table, figure = lone_figures_table(indicators, rows, catalogue=catalogue, snapshot_id=snapshot.id, caption=view.title)
    return _render_list(
        view,
        snapshot,
        subtitle="Cijfers die de bron één keer noemt, met hun periode en vindplaats",
        summary=f"{len(table.rows)} losse cijfers; de tabel noemt er elk met waarde, eenheid, periode en vindplaats.",
        table=table,
        figure=figure,
        rows=rows,
        source=_source_line(rows, indicators, snapshot),
    )


def _render_scorecard(view: View, filters: Filters, snapshot: Snapshot) -> Rendered:
    catalogue = load_catalogue()
    columns, rows = scorecard(snapshot)
    kept = [row for row in rows if not filters.municipalities or row.nis in filters.municipalities]
    table, figure = scorecard_listing(columns, chosen=filters.municipalities, catalogue=catalogue, caption=view.title)
    return _render_list(
        view,
        snapshot,
        subtitle="Absolute aantallen; een streepje betekent: niet in de bron",
        summary=f"{len(columns)} kernindicatoren voor {len(table.rows)} gemeenten.",
        table=table,
        figure=figure,
        rows=kept,
        source=_source_line(kept, [column.indicator for column in columns], snapshot),
    )


def _render_projects(view: View, filters: Filters, snapshot: Snapshot) -> Rendered:
    catalogue = load_catalogue()
    projects = queries.projects(snapshot, themes=[view.theme], municipalities=filters.municipalities)
    table, figure = projects_table(projects, catalogue=catalogue, caption=view.title)
    used = {p.source_id for p in projects}
    sources = [s for s in queries.sources(snapshot) if s.source_id in used]
    places = [(p.source_id, p.section) for p in projects]
    return _render_list(
        view,
        snapshot,
        subtitle=f"{len(projects)} contracten, plannen, deelnames en projecten uit de bronnen",
        summary=f"{len(projects)} regels; de tabel noemt elk met gemeente, periode, toestand en vindplaats.",
        table=table,
        figure=figure,
        rows=(),
        source=source_line(sources, places, last_day=None, updated=snapshot.built_at.date()),
    )


def render(view: View, filters: Filters, snapshot: Snapshot, *, highlight: Sequence[str] = ()) -> Rendered:
    """One view with these filters, from this snapshot."""
    if view.form == "projects":
        return _render_projects(view, filters, snapshot)
    if view.form == "scorecard":
        return _render_scorecard(view, filters, snapshot)
    if view.is_list:
        return _render_lone_figures(view, filters, snapshot)
    return render_indicator(view, filters, snapshot, highlight=highlight)
