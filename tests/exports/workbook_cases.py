"""The views that a test of a workbook makes: one of each form of chart, one without figures, one of example data."""

from dataclasses import replace

from exports.exhibit import Exhibit, Pack
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse.snapshot import Snapshot

BASE = "http://127.0.0.1:8050"
FORMS = {
    "evolution": "deelwagen-km-per-wagen",
    "comparison": "deelwagens-aantal",
    "small_multiples": "energiescans",
    "progress": "wijk-werken-uren-per-werker",
    "map": "supra-aandeel-met-werken",
    "funnel": "check-je-ketel",
    "value": "cijfers-bestuur",
    "projects": "projecten-deelwagens",
    "scorecard": "kernindicatoren",
    "empty": "deelwagen-km",
}
CASES = [*FORMS, "example"]
WITHOUT_CHART = {"map", "value", "projects", "scorecard", "empty"}
EXAMPLE_SENTENCE = "Voorbeelddata: door Peil gemaakt om te tonen wat hier komt; dit zijn geen gepubliceerde cijfers."


def real_exhibit(form: str, snapshot: Snapshot) -> Exhibit:
    """The view of a form, from the real warehouse."""
    view = next(view for view in all_views().values() if view.anchor == FORMS[form])
    made = exhibit(view, Filters(), snapshot, base=BASE)
    assert form in {view.form, "empty"}
    assert made.is_empty == (form == "empty")
    return made


def as_example(made: Exhibit) -> Exhibit:
    """The same view as if its figures were example data."""
    return replace(
        made, is_example=True, title=f"Voorbeelddata: {made.title}", marks=(EXAMPLE_SENTENCE, *made.marks),
        charts=tuple(replace(chart, is_example=True) for chart in made.charts),
        notes=(("Let op", EXAMPLE_SENTENCE), *made.notes),
    )  # fmt: skip


def pack_of(exhibits: tuple[Exhibit, ...]) -> Pack:
    """A pack for a meeting."""
    return Pack(
        title="Dossier voor het directiecomité", scope="alle gemeenten, alle jaren", meeting="12 december 2026", made="30 november 2026",
        exhibits=exhibits, snapshot=exhibits[0].snapshot, address=f"{BASE}/dossier",
    )  # fmt: skip


def case(form: str, snapshot: Snapshot) -> Exhibit:
    """The view of a form, or of example data."""
    return as_example(real_exhibit("small_multiples", snapshot)) if form == "example" else real_exhibit(form, snapshot)
