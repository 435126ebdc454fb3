"""The row of filters: municipalities, years and unit, always in the same place."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from catalogue.aggregation import UNIT_LABELS
from catalogue.loader import load_catalogue
from components import ids
from components.attributes import data
from views.filters import Filters

ALL_YEARS = "alle"


def chosen_words(filters: Filters) -> str:
    """Which municipalities are chosen, in few words."""
    catalogue = load_catalogue()
    names = [catalogue.municipalities[nis].name for nis in filters.municipalities]
    return "alle 12" if not names else ", ".join(names) if len(names) <= 2 else f"{len(names)} gekozen"  # noqa: PLR2004


def _municipalities(filters: Filters) -> html.Details:
    catalogue = load_catalogue()
    options = [{"label": m.name, "value": m.slug} for m in catalogue.municipalities.values()]
    chosen = [catalogue.municipalities[nis].slug for nis in filters.municipalities]
    return html.Details(
        [
            html.Summary(["Gemeenten: ", html.Strong(chosen_words(filters), id=ids.FILTER_KEPT)]),
            html.Fieldset(
                [
                    html.Legend("Gemeenten", className="visually-hidden"),
                    html.P("Niets aangevinkt betekent alle gemeenten.", className="hulp"),
                    dbc.Checklist(id=ids.FILTER_MUNICIPALITIES, options=options, value=chosen),
                ]
            ),
        ],
        className="menu filter",
    )


def _years(control: str, label: str, years: Sequence[int], chosen: int | None) -> html.Div:
    options = [{"label": {"van": "Van begin", "tot": "Tot einde"}[label], "value": ALL_YEARS}] + [
        {"label": f"{label.capitalize()} {y}", "value": str(y)} for y in years
    ]
    return html.Div(
        [
            html.Label(f"Jaar {label}", htmlFor=control, className="visually-hidden"),
            dbc.Select(id=control, options=options, value=str(chosen) if chosen in years else ALL_YEARS),
        ]
    )


def page_actions() -> html.Div:
    """What one can do with a whole page: copy its link, print it."""
    return html.Div(
        [
            html.Button("Link kopiëren", type="button", className="tekstknop", **data(doe="kopieer")),
            html.Button("Afdrukken", type="button", className="tekstknop", **data(doe="druk-af")),
        ],
        className="rechts",
    )


def filter_row(filters: Filters, *, years: Sequence[int]) -> html.Div:
    """The filters of a theme.

    Args:
        years: those for which the theme has figures.
    """
    units = [{"label": label, "value": unit} for unit, label in UNIT_LABELS.items()]
    return html.Div(
        [
            _municipalities(filters),
            _years(ids.FILTER_FIRST_YEAR, "van", years, filters.first_year),
            _years(ids.FILTER_LAST_YEAR, "tot", years, filters.last_year),
            html.Fieldset(
                [
                    html.Legend("Eenheid", className="visually-hidden"),
                    dbc.RadioItems(
                        id=ids.FILTER_UNIT,
                        options=units,
                        value=filters.unit,
                        inline=True,
                        className="keuze",
                        input_class_name="btn-check",
                        label_class_name="btn",
                    ),
                ]
            ),
            page_actions(),
        ],
        className="filters",
    )
