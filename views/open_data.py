"""What programs get of a snapshot: lists of indicators, views and figures, and the documents that describe these."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.aggregation import UNIT_LABELS
from catalogue.loader import load_catalogue
from catalogue.model import Theme
from exports.csvw import csv_metadata
from exports.open_data import ThemeData, dcat_catalogue, indicator_item, licence_words, observation_item
from exports.openapi import openapi_description
from exports.spreadsheet import observation_records, records_csv
from views.examples import shown_examples
from views.files import notes
from views.filters import FIRST_YEAR, INVALID, LAST_YEAR, Filters, UnknownFilterError, query_string, strict_filters
from views.points import row_code
from views.registry import View, all_views, views_of
from views.render import Rendered
from views.snapshots import snapshot_for
from warehouse import queries
from warehouse.rows import ObservationRow, ProjectRow, SourceRow
from warehouse.snapshot import Snapshot, installed_warehouse

MOST_ROWS = 50_000
FORMATS = ("json", "csv")
OF_LISTS = ("stand",)
OF_OBSERVATIONS = ("indicator", "gemeente", "van", "tot", "jaar", "stand", "format")
Parameters = Mapping[str, str]
Listing = dict[str, Any]


def asked_snapshot(parameters: Parameters, *, known: Sequence[str] = OF_LISTS) -> tuple[Snapshot, Filters]:
    """The snapshot and the filters that a program asks for.

    Raises UnknownFilterError for a parameter or value that does not exist and NoSnapshotError for an unknown snapshot.
    """
    unknown = [name for name in parameters if name not in known]
    if unknown:
        raise UnknownFilterError(f"{INVALID} '{unknown[0][:20]}' bestaat hier niet; wel: {', '.join(known)}.")
    filters = strict_filters(parameters, load_catalogue())
    return snapshot_for(filters), filters


def _listing(snapshot: Snapshot, items: list[dict[str, Any]]) -> Listing:
    return {"snapshot": snapshot.id, "count": len(items), "items": items}


def indicator_list(parameters: Parameters) -> Listing:
    """Every indicator of the catalogue, with how much this snapshot holds of it."""
    snapshot, _ = asked_snapshot(parameters)
    catalogue = load_catalogue()
    figures, examples = (queries.indicator_figures(snapshot, is_example=is_example) for is_example in (False, True))
    items = [
        indicator_item(each, catalogue=catalogue, figures=figures.get(each.id, 0), examples=examples.get(each.id, 0))
        for each in catalogue.indicators.values()
    ]
    return _listing(snapshot, items)


def _view_item(view: View) -> dict[str, Any]:
    return {
        "id": view.id,
        "title": view.title,
        "page": view.page,
        "indicators": list(view.indicators),
        "form": view.form,
        "is_demo": view.is_example,
    }


def view_list(parameters: Parameters) -> Listing:
    """Every view, those of example data last and marked."""
    snapshot, _ = asked_snapshot(parameters)
    return _listing(snapshot, [_view_item(view) for view in (*all_views().values(), *shown_examples(snapshot))])


def _indicators(text: str | None) -> list[str]:
    """The indicators that are asked for, all of the catalogue when the parameter is not there."""
    known = load_catalogue().indicators
    if text is None:
        return list(known)
    asked = list(dict.fromkeys(text.split(",")))
    unknown = [key for key in asked if key not in known]
    if unknown:
        raise UnknownFilterError(f"{INVALID} '{unknown[0][:40]}' is geen indicator; /api/v1/indicators noemt ze alle.")
    return asked


def _rows(snapshot: Snapshot, indicators: Sequence[str], filters: Filters) -> list[ObservationRow]:
    """The figures, then the example data; UnknownFilterError when there are too many."""
    rows = [
        row
        for is_example in (False, True)
        for row in queries.observations(
            snapshot, indicators=indicators, municipalities=filters.municipalities, period=filters.period, is_example=is_example
        )
    ]
    if len(rows) > MOST_ROWS:
        raise UnknownFilterError(f"Deze vraag geeft meer dan {MOST_ROWS} rijen; kies minder indicatoren, gemeenten of jaren.")
    return rows


def observations(parameters: Parameters) -> Listing | bytes:
    """The figures that are asked for: a list, or with `format=csv` the bytes of a CSV.

    Raises UnknownFilterError for anything that does not exist and NoSnapshotError for an unknown snapshot.
    """
    snapshot, filters = asked_snapshot(parameters, known=OF_OBSERVATIONS)
    kind = parameters.get("format", FORMATS[0])
    if kind not in FORMATS:
        raise UnknownFilterError(f"{INVALID} '{kind[:20]}' is geen vorm; kies {' of '.join(FORMATS)}.")
    catalogue = load_catalogue()
    rows = _rows(snapshot, _indicators(parameters.get("indicator")), filters)
    if kind == "csv":
        records = observation_records(rows, catalogue=catalogue, code=lambda row: row_code(row, catalogue, snapshot.id))
        return records_csv(records, notes=(), for_excel=False)
    items = [observation_item(row, catalogue=catalogue, code=row_code(row, catalogue, snapshot.id)) for row in rows]
    return _listing(snapshot, items)


def openapi(base: str) -> dict[str, Any]:
    """The OpenAPI description of the interface of this Peil."""
    return openapi_description(
        base=base,
        snapshot_id=installed_warehouse().current().id,
        slugs=[each.slug for each in load_catalogue().municipalities.values()],
        units=list(UNIT_LABELS),
        years=(FIRST_YEAR, LAST_YEAR),
        most_rows=MOST_ROWS,
    )


def _theme_data(theme: Theme, rows: Sequence[ObservationRow], projects: Sequence[ProjectRow], sources: Sequence[SourceRow]) -> ThemeData:
    catalogue = load_catalogue()
    places = {row.nis for row in rows} | {project.nis for project in projects}
    used = {row.source_id for row in rows} | {project.source_id for project in projects}
    held = {row.indicator_id for row in rows}
    views = [view for view in views_of(theme.slug) if held & set(view.indicators) or (view.form == "projects" and projects)]
    return ThemeData(
        theme=theme,
        indicators=tuple(each for each in catalogue.indicators_of(theme.slug) if each.id in held),
        municipalities=tuple(each for each in catalogue.municipalities.values() if each.nis in places),
        sources=tuple(source for source in sources if source.source_id in used),
        views=tuple((view.id, view.title) for view in views),
        first_day=min((row.period_start for row in rows), default=None),
        last_day=max((row.period_end for row in rows), default=None),
    )


def dcat(base: str) -> dict[str, Any]:
    """The DCAT-AP catalogue of what is published: a data set for every theme that has figures or projects; example data is none."""
    snapshot = installed_warehouse().current()
    catalogue = load_catalogue()
    rows, projects, sources = queries.observations(snapshot), queries.projects(snapshot), queries.sources(snapshot)
    by_theme: dict[str, list[ObservationRow]] = {}
    for row in rows:
        if row.indicator_id in catalogue.indicators:
            by_theme.setdefault(catalogue.indicators[row.indicator_id].theme, []).append(row)
    themes = [
        _theme_data(theme, by_theme.get(theme.slug, []), [project for project in projects if project.theme == theme.slug], sources)
        for theme in catalogue.themes.values()
    ]
    held = [theme for theme in themes if theme.views]
    return dcat_catalogue(held, base=base, snapshot_id=snapshot.id, modified=snapshot.built_at.date())


def metadata_address(view: View, filters: Filters) -> str:
    """Where the metadata of a CSV stands."""
    return f"/download/{view.id}.csv-metadata.json{query_string(filters, load_catalogue())}"


def csvw(rendered: Rendered, filters: Filters, base: str) -> dict[str, Any]:
    """The CSVW metadata of a rendered view's CSV, in the snapshot that it was rendered from."""
    snapshot = installed_warehouse().by_id(rendered.snapshot_id)
    used = {row.source_id for row in rendered.rows}
    is_projects = rendered.view.form == "projects"
    if is_projects:
        used = {row.source_id for row in queries.projects(snapshot, themes=[rendered.view.theme], municipalities=filters.municipalities)}
    return csv_metadata(
        file_address=f"{rendered.view.id}.csv{query_string(filters, load_catalogue())}",
        figures_address=f"{base}/api/v1/figures",
        title=rendered.title,
        source=rendered.source_line,
        licences=licence_words([source for source in queries.sources(snapshot) if source.source_id in used]),
        modified=snapshot.built_at.date().isoformat(),
        notes=notes(rendered, filters),
        is_projects=is_projects,
    )
