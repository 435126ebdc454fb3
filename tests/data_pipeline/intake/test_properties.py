"""What holds for every file and every order of files: no row is lost, no figure is lost, and the order does not matter."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalogue.loader import load_catalogue
from data_pipeline import deliver as delivering
from data_pipeline import deliveries
from data_pipeline.contract import Layout
from data_pipeline.contracts import load_contracts
from data_pipeline.intake import extract as extraction
from data_pipeline.intake.document import NUMBER, Document, Line, Sheet
from data_pipeline.intake.facts import facts_of
from data_pipeline.intake.places import Places
from data_pipeline.intake.report import FileReport, RefusedError
from data_pipeline.intake.table import Findings, read_table
from data_pipeline.snapshot_id import snapshot_id
from tests.data_pipeline.intake.bench import new_bench
from tests.data_pipeline.intake.fixture import File, lines

HEAD = "gemeente;maand;km"
TITLES = ("gemeente", "maand", "gebruikerstype", "ritten", "km", "uren")
TODAY = date(2026, 1, 1)
CELLS = (
    st.sampled_from(
        ["Lier", "Putte", "Bornem", "SKW", "Bornen", "Totaal", "Subtotaal", "Rivierenland", "* voorlopig", "Gent", "", "\u202eLier"]
    ),
    st.sampled_from(["2024-03", "maart 2024", "2024-04", "2024", "gisteren", "45292", "2031-01", ""]),
    st.sampled_from(["gemeente", "andere", "burger", "wie?", ""]),
    st.sampled_from(["1", "12", "1,5", "-", "n.v.t.", ""]),
    st.sampled_from(["100", "1.250,5", "-3", "1,234.5", "#N/A", "850000", "12*", "ruim 20", "nan", "", "=1+1"]),
    st.sampled_from(["5", "36:30", "x", ""]),
)
ROWS = st.lists(
    st.one_of(st.tuples(*CELLS), st.just(TITLES), st.just(("",) * 6), st.just(("Bron: de aanbieder zelf", *[""] * 5))), max_size=12
)


@cache
def _places() -> Places:
    return Places(load_catalogue())


def _read(rows: Sequence[Sequence[str]], *, sheet: str, kinds: bool) -> Findings | None:
    """What was read of a file with these rows below its titles; None when the whole file is refused."""
    listed = [Line(number=1, cells=TITLES)]
    for number, cells in enumerate(rows, 2):
        typed = {p: NUMBER for p, cell in enumerate(cells) if kinds and p > 2 and cell.isdigit()}
        listed.append(Line(number=number, cells=cells, kinds=typed))
    document = Document(sheets=[Sheet(name=sheet, lines=listed)])
    try:
        return read_table(document, load_contracts()["deelwagens_maand"], _places(), file="deelwagens", today=TODAY)
    except RefusedError as error:
        assert error.message.code in {"A02", "tabellen"}
        return None


@settings(max_examples=150)
@given(rows=ROWS, sheet=st.sampled_from(["", "deelwagens"]), kinds=st.booleans())
@example(rows=[("Lier", "2024-03", "andere", "1", "100", "5")] * 2, sheet="", kinds=False)
@example(rows=[("Lier", "2024-03", "andere", "1", "100", "5"), ("Lier", "2024-03", "andere", "1", "101", "5")], sheet="", kinds=False)
def test_every_row_is_loaded_quarantined_or_ignored_once(rows: list[tuple[str, ...]], sheet: str, kinds: bool) -> None:
    """REL-14, counted from the file itself and not from what the reader says of it."""
    found = _read(rows, sheet=sheet, kinds=kinds)
    if found is None:
        return
    delivered = list(rows)
    while delivered and not any(delivered[-1]):
        delivered.pop()
    loaded, refused = {row.number for row in found.rows}, {row.row for row in found.quarantined}
    assert found.rows_in == len(delivered) == found.loaded + len(found.quarantined) + found.ignored
    assert (len(loaded), len(refused)) == (found.loaded, len(found.quarantined))
    assert not loaded & refused
    assert loaded | refused <= set(range(2, 2 + len(delivered)))
    for row in found.quarantined:
        assert row.cells == tuple(rows[row.row - 2])
        assert row.reasons
    assert {m.row for m in found.messages if m.level == "error"} == refused
    assert found.flagged <= found.loaded
    aside = {n for n, cells in enumerate(delivered, 2) if not any(cells) or cells == TITLES or cells[0] in {"Totaal", "Subtotaal"}}
    assert not aside & (loaded | refused)


@settings(max_examples=100)
@given(rows=ROWS)
def test_the_figures_add_up_to_the_rows(rows: list[tuple[str, ...]]) -> None:
    """No kilometre is lost or counted twice between the rows that are loaded and the figures that they give."""
    found = _read(rows, sheet="", kinds=False)
    if found is None:
        return
    facts = facts_of(found.rows, load_contracts()["deelwagens_maand"], load_catalogue(), file="deelwagens")
    for indicator, column in (("deelwagen_km", "km"), ("deelwagen_ritten", "ritten"), ("deelwagen_uren", "uren")):
        delivered = math.fsum(row.value(column) or 0 for row in found.rows)
        assert math.fsum(f.observation.value or 0 for f in facts if f.observation.indicator_id == indicator) == pytest.approx(delivered)
    keys = [fact.observation.key for fact in facts]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("counter", ["rows_in", "loaded", "quarantined", "ignored"])
def test_a_report_that_does_not_add_up_cannot_be_made(counter: str) -> None:
    right = FileReport(file="x", sha256="", source="", outcome="accepted", rows_in=6, loaded=3, quarantined=2, ignored=1)
    with pytest.raises(ValueError, match="rijen in"):
        replace(right, **{counter: 7})  # type: ignore[arg-type]


PIECES = (
    File(name="maart.csv", content=lines(HEAD, "Lier;2024-03;12", "Putte;2024-03;13")),
    File(name="maart duffel.csv", content=lines(HEAD, "Duffel;2024-03;14")),
    File(name="april.csv", content=lines(HEAD, "Lier;2024-04;15", "Putte;2024-04;16", "Duffel;2024-04;17")),
    File(name="wijkwerken.csv", content=lines("gemeente;jaar;uren;actieve wijk-werkers", "Lier;2024;1200;31")),
)
ORDERS = st.lists(st.sampled_from(range(len(PIECES))), min_size=len(PIECES), max_size=7).filter(lambda o: len(set(o)) == len(PIECES))


def _in_process(path: Path, *, name: str, layout: Layout) -> Document:
    order = {"name": name, "delimiter": layout.delimiter, "records": layout.records, "fields": dict(layout.fields)}
    return extraction._read(path, order)


def _outcome(folder: Path, order: Sequence[int]) -> tuple[str, list[str], int]:
    """The id of the next snapshot, its figures and the number of deliveries after files in this order, what waits confirmed."""
    bench = new_bench(folder / "data")
    for number in order:
        report = bench.give(PIECES[number])
        if report.outcome == "held":
            deliveries.confirm(bench.settings.deliveries_dir, report.delivery)
    rows = [row for source in ("deelwagens_maand", "wijk_werken") for row in bench.figures(source)]
    return snapshot_id(bench.inputs), sorted(repr(row) for row in rows), len(bench.deliveries)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDERS)
def test_the_order_and_the_repeats_of_files_that_do_not_overlap_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    """REL-11."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivering, "extract", _in_process)
        wanted = _outcome(tmp_path_factory.mktemp("orde"), range(len(PIECES)))
        assert _outcome(tmp_path_factory.mktemp("orde"), order) == wanted
    assert (len(wanted[1]), wanted[2]) == (8, len(PIECES))
