"""Printed totals, shares and differences are recomputed; what disagrees is shown with both figures."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.model import Catalogue
from data_pipeline.checks import read_checks
from data_pipeline.model import Conflict, DeliveryError, Observation, Reconciliation
from tests.data_pipeline.made import LIER, MECHELEN, scans

TOTAL = """
[[total]]
id = "scans"
section = "3.4.16"
title = "Energiescans per gemeente"
whole = { indicator = "energiescans", period = "2024" }
parts = [ { indicator = "energiescans", gemeente = "*", period = "2024" } ]
"""
Outcome = tuple[list[Conflict], list[Reconciliation]]


def _checked(tmp_path: Path, text: str, rows: list[Observation], catalogue: Catalogue) -> Outcome:
    path = tmp_path / "checks.toml"
    path.write_text(text, encoding="utf-8")
    return read_checks([path], rows, catalogue=catalogue, source_id="igemo_evaluatierapport")


def _parts(lier: float, mechelen: float) -> list[Observation]:
    return [scans(lier, nis=LIER), scans(mechelen, nis=MECHELEN)]


def test_a_total_that_holds_is_reconciled(tmp_path: Path, catalogue: Catalogue) -> None:
    conflicts, outcomes = _checked(tmp_path, TOTAL, [scans(130), *_parts(84, 46)], catalogue)
    assert conflicts == []
    assert [(o.check_id, o.is_consistent) for o in outcomes] == [("scans", True)]


def test_a_total_that_does_not_hold_is_a_conflict_with_both_figures(tmp_path: Path, catalogue: Catalogue) -> None:
    conflicts, outcomes = _checked(tmp_path, TOTAL, [scans(1300, "1.300"), *_parts(84, 1146)], catalogue)
    assert [o.is_consistent for o in outcomes] == [False]
    assert len(conflicts) == 1
    assert [(f.printed, f.value) for f in conflicts[0].figures] == [("1.300", 1300), ("1.230", 1230)]
    assert [f.stands_at for f in conflicts[0].figures] == ["3.4.16, tekst", "3.4.16, som van de delen"]
    assert (conflicts[0].kind, conflicts[0].theme) == ("rekenkundig", "energie")


def test_a_total_is_not_off_by_one(tmp_path: Path, catalogue: Catalogue) -> None:
    conflicts, _ = _checked(tmp_path, TOTAL, [scans(131), *_parts(84, 46)], catalogue)
    assert len(conflicts) == 1


def test_an_absent_figure_is_no_part_of_a_sum(tmp_path: Path, catalogue: Catalogue) -> None:
    rows = [scans(84), scans(84, nis=LIER), scans(None, nis=MECHELEN)]
    conflicts, outcomes = _checked(tmp_path, TOTAL, rows, catalogue)
    assert conflicts == []
    assert len(outcomes) == 1


def test_the_total_of_another_year_is_not_compared(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(DeliveryError, match="controle scans: de cijfers die ze vergelijkt bestaan niet"):
        _checked(tmp_path, TOTAL.replace("2024", "2023"), [scans(130), *_parts(84, 46)], catalogue)


def test_a_check_for_each_that_finds_nothing_stops_the_build(tmp_path: Path, catalogue: Catalogue) -> None:
    each = TOTAL.replace(
        'whole = { indicator = "energiescans", period = "2024" }',
        'whole = { indicator = "energiescans", gemeente = "each", period = "2017" }',
    )
    with pytest.raises(DeliveryError, match="controle scans"):
        _checked(tmp_path, each, [scans(130), *_parts(84, 46)], catalogue)


def test_a_check_for_each_year_looks_at_every_year(tmp_path: Path, catalogue: Catalogue) -> None:
    before: dict[str, Any] = {
        "period_start": scans(1).period_start.replace(year=2023),
        "period_end": scans(1).period_end.replace(year=2023),
    }
    rows = [scans(130), *_parts(84, 46), scans(139, **before), scans(57, nis=LIER, **before), scans(80, nis=MECHELEN, **before)]
    conflicts, outcomes = _checked(tmp_path, TOTAL.replace('"2024"', '"each"'), rows, catalogue)
    assert [(o.check_id, o.is_consistent) for o in outcomes] == [("scans/2023", False), ("scans/2024", True)]
    assert [f.printed for f in conflicts[0].figures] == ["139", "137"]


SHARE = """
[[share]]
id = "supra"
section = "3.4.8"
title = "Aandeel met werken"
whole = { indicator = "supra_aandeel_met_werken", gemeente = "each", period = "2024" }
parts = [
  { indicator = "supra_trajecten", gemeente = "each", breakdown = "met_werken", period = "2024" },
  { indicator = "supra_trajecten", gemeente = "each", breakdown = "aanmeldingen", period = "2024" },
]
"""


@pytest.mark.parametrize(
    ("printed", "value", "holds"), [("61,8 %", 61.8, True), ("61,9 %", 61.9, False), ("62 %", 62, True), ("61 %", 61, False)]
)
def test_a_share_holds_as_far_as_its_printed_digits_tell(
    tmp_path: Path, catalogue: Catalogue, printed: str, value: float, holds: bool
) -> None:
    rows = [
        scans(value, printed, indicator_id="supra_aandeel_met_werken", nis=LIER),
        scans(47, indicator_id="supra_trajecten", breakdown="met_werken", nis=LIER),
        scans(76, indicator_id="supra_trajecten", breakdown="aanmeldingen", nis=LIER),
    ]
    conflicts, outcomes = _checked(tmp_path, SHARE, rows, catalogue)
    assert [o.is_consistent for o in outcomes] == [holds]
    assert len(conflicts) == (0 if holds else 1)


@pytest.mark.parametrize(("left", "holds"), [(38, True), (39, False)])
def test_a_difference_is_the_first_less_the_rest(tmp_path: Path, catalogue: Catalogue, left: float, holds: bool) -> None:
    text = (
        TOTAL.replace("[[total]]", "[[difference]]").split("parts =")[0]
        + """
parts = [
  { indicator = "energiescans", gemeente = "Lier", period = "2024" },
  { indicator = "energiescans", gemeente = "Mechelen", period = "2024" },
]
"""
    )
    conflicts, _ = _checked(tmp_path, text, [scans(left), *_parts(84, 46)], catalogue)
    assert (conflicts == []) is holds


def test_a_declared_contradiction_keeps_every_figure(tmp_path: Path, catalogue: Catalogue) -> None:
    text = """
[[contradiction]]
id = "gemeenten"
kind = "aantal"
section = "3.4.15"
title = "Deelnemende gemeenten"
indicator = "energielening_aantal"
theme = "energie"
explanation = "Tekst en tabel verschillen."
figures = [ { printed = "10 gemeenten", where = "tekst" }, { printed = "9 gemeenten", where = "tabel" } ]
"""
    conflicts, outcomes = _checked(tmp_path, text, [], catalogue)
    assert outcomes == []
    assert [(f.printed, f.stands_at) for f in conflicts[0].figures] == [("10 gemeenten", "tekst"), ("9 gemeenten", "tabel")]
