"""The passport of a figure: everything that one must know to quote it, for every figure there is."""

from datetime import date

import pytest

from catalogue.model import Catalogue
from exports.passport import Passport, passport, source_line
from views.passports import passports_of
from warehouse import queries
from warehouse.rows import ObservationRow, SourceRow
from warehouse.snapshot import Snapshot

ALWAYS = ["Waarde", "Zoals gedrukt", "Eenheid", "Periode", "Gebied", "Definitie", "Berekening", "Bron", "Vindplaats", "Lezing", "Status"]
UPDATED = date(2026, 11, 24)


@pytest.fixture(scope="module")
def passports(snapshot: Snapshot, catalogue: Catalogue) -> list[tuple[ObservationRow, Passport]]:
    """Every figure with its passport."""
    sources = {source.source_id: source for source in queries.sources(snapshot)}
    conflicts = {key: queries.conflicts(snapshot, indicators=[key]) for key in catalogue.indicators}
    return [
        (
            row,
            passport(
                row, code="RIV:x", catalogue=catalogue, source=sources[row.source_id], conflicts=conflicts[row.indicator_id],
                snapshot_id=snapshot.id, updated=UPDATED,
            ),
        )
        for row in queries.observations(snapshot)
    ]  # fmt: skip


def test_no_passport_misses_a_line(passports: list[tuple[ObservationRow, Passport]]) -> None:
    assert len(passports) > 4_000
    for row, found in passports:
        told = dict(found.lines)
        assert [label for label in [*ALWAYS, "Licentie", "Stand", "Code"] if not told.get(label, "").strip()] == [], row
        assert found.title


def test_the_value_of_a_passport_is_a_figure_or_a_word(passports: list[tuple[ObservationRow, Passport]]) -> None:
    words = {dict(found.lines)["Waarde"] for row, found in passports if row.value is None}
    assert words
    assert words <= {"niet getoond (privacy)", "onbekend", "niet geleverd", "neemt niet deel", "niet van toepassing"}
    for row, found in passports:
        assert any(char.isdigit() for char in dict(found.lines)["Waarde"]) is (row.value is not None)


def test_the_flags_of_a_figure_stand_in_its_status(passports: list[tuple[ObservationRow, Passport]]) -> None:
    flagged = [(row, dict(found.lines)["Status"]) for row, found in passports if row.flags]
    assert flagged
    for row, status in flagged:
        assert status.count(",") == len(row.flags)
        assert ("tegengesproken" in status) is row.is_conflicting
        assert ("gecorrigeerd" in status) is ("gecorrigeerd" in row.flags)


def test_a_corrected_figure_also_says_what_was_delivered(passports: list[tuple[ObservationRow, Passport]]) -> None:
    found = [
        dict(told.lines)
        for row, told in passports
        if (row.indicator_id, row.nis, row.breakdown, row.period_end.year) == ("geplande_investeringen_beleidsveld", "12005", "0990", 2025)
    ]
    assert [(told["Waarde"], told["Zoals gedrukt"]) for told in found] == [("€\N{NO-BREAK SPACE}425.000", "4250.0")]


def test_the_bounds_of_a_figure_are_told(passports: list[tuple[ObservationRow, Passport]]) -> None:
    margins = {
        (row.indicator_id, row.nis, row.period_end.year): dict(told.lines).get("Marge", "") for row, told in passports if not row.breakdown
    }
    assert margins["engagementsverklaringen", None, 2024].startswith("minstens 100")
    assert margins["bevolking", "12025", 2021] == "86.910 inwoners tot 86.912 inwoners"
    assert margins["bevolking", "12025", 2018] == ""


def test_both_figures_of_a_contradiction_have_a_passport_at_one_address(snapshot: Snapshot) -> None:
    found = passports_of(f"RIV:energielening_aantal/regio/2018..2024@{snapshot.id}")
    assert [dict(one.lines)["Waarde"] for one in found] == ["468 leningen", "439 leningen"]
    for one in found:
        assert "468" in dict(one.lines)["Tegenspraak"]
        assert "439" in dict(one.lines)["Tegenspraak"]


def test_the_passport_at_an_address_is_that_of_the_figure(snapshot: Snapshot, catalogue: Catalogue) -> None:
    code = f"RIV:deelwagen_km_per_wagen:andere/regio/2024-12@{snapshot.id}"
    (found,) = passports_of(code)
    told = dict(found.lines)
    assert (told["Waarde"], told["Periode"]) == ("836 km per wagen per maand", "december 2024")
    assert told["Gebied"] == catalogue.indicators["deelwagen_km_per_wagen"].area_label
    assert (told["Uitsplitsing"], told["Lezing"]) == ("andere gebruikers", "afgelezen uit een grafiek")
    assert told["Vindplaats"].startswith("3.8.4, tabel")
    assert told["Code"] == code
    assert passports_of(f"RIV:energiescans/nijlen/2024@{snapshot.id}") == []


def test_a_span_of_years_is_not_one_of_its_years(snapshot: Snapshot) -> None:
    (found,) = passports_of(f"RIV:energiescans/lier/2018..2024@{snapshot.id}")
    assert dict(found.lines)["Waarde"] == "268 scans"


def test_the_line_under_a_chart_names_publisher_place_and_both_days() -> None:
    report = SourceRow(
        source_id="r", title="Evaluatierapport", publisher="IGEMO", year="2024", date_published="", delivered=UPDATED, licence="l", note="",
        kind="document",
    )  # fmt: skip
    line = source_line([report], [("r", "3.4.16"), ("r", "3.4.4"), ("q", "9")], last_day=date(2024, 12, 31), updated=UPDATED)
    assert line.startswith("Bron: IGEMO, Evaluatierapport, ")
    assert "Evaluatierapport, 3.4.4, 3.4.16; verwerking IGEMO." in line
    assert line.endswith("Gegevens tot en met 31 december 2024, bijgewerkt op 24 november 2026.")
    assert source_line([report], [], last_day=None, updated=UPDATED).endswith("verwerking IGEMO. Bijgewerkt op 24 november 2026.")
