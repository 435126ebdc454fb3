"""The sentences of a briefing: by rule, each with its code, and none where nothing may be said."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalogue.codes import read_code
from catalogue.loader import load_catalogue
from views.briefing import change_sentence, in_words, rank_sentence, sentences
from views.briefings import briefing
from views.passports import passports_of
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

LIER, PLACES = "12021", ("12021", "12025", "12029", "12009", "12002")
SCANS = load_catalogue().indicators["energiescans"]
STAND = "0123456789ab"


def row(nis: str, value: float | None, year: int = 2024, **changes: Any) -> ObservationRow:
    made = ObservationRow(
        indicator_id="energiescans", nis=nis, period_start=date(year, 1, 1), period_end=date(year, 12, 31), breakdown="", value=value,
        value_text="", reading="exact", lower=None, upper=None, status="definitief" if value is not None else "onbekend", flags=(),
        source_id="igemo_evaluatierapport", source_ref="3.4.16, tabel", section="3.4.16", table_id="t", is_demo=False, row_order=0,
    )  # fmt: skip
    return replace(made, **changes)


def rank(*values: float | None, **changes: Any) -> str:
    rows = [row(nis, value, **changes) for nis, value in zip(PLACES, values, strict=False)]
    told = rank_sentence(SCANS, rows, nis=LIER, snapshot_id=STAND)
    return told.sentence.text if told else ""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((9, 5, 4, 3), "Uitgevoerde energiescans: 9 scans in 2024, het hoogste van de vier gemeenten met cijfers."),
        ((1, 5, 4, 3, 2), "Uitgevoerde energiescans: 1 scan in 2024, het laagste van de vijf gemeenten met cijfers."),
        ((4, 5, 3, 2), "Uitgevoerde energiescans: 4 scans in 2024, plaats 2 van de vier gemeenten met cijfers."),
        ((9, 5, 4), ""),
        ((9, 9, 4, 3), ""),
        ((None, 5, 4, 3, 2), ""),
    ],
)
def test_the_place_among_the_others(values: tuple[float | None, ...], told: str) -> None:
    assert rank(*values) == told


@pytest.mark.parametrize("flags", [("conflict",), ("onvolledig",), ("breuk",)])
def test_no_place_over_a_figure_in_doubt(flags: tuple[str, ...]) -> None:
    assert rank(9, 5, 4, 3, flags=flags) == ""


def test_no_place_beside_a_hidden_figure() -> None:
    rows = [row(nis, value) for nis, value in zip(PLACES, (9, 5, 4, 3), strict=False)] + [row(PLACES[4], None, status="verborgen")]
    assert rank_sentence(SCANS, rows, nis=LIER, snapshot_id=STAND) is None


def change(*values: float, **changes: Any) -> str:
    rows = [row(LIER, value, 2020 + n, **changes) for n, value in enumerate(values)]
    told = change_sentence(SCANS, rows, nis=LIER, snapshot_id=STAND)
    return told.sentence.text if told else ""


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((20, 22, 31), "Uitgevoerde energiescans: gestegen van 20 scans (2020) naar 31 scans (2022), +55,0%."),
        ((40, 22, 30), "Uitgevoerde energiescans: gedaald van 40 scans (2020) naar 30 scans (2022), -25,0%."),
        ((20, 40, 20.5), ""),
        ((20, 31), ""),
        ((2, 8, 14), ""),
        ((0, 8, 14), ""),
    ],
)
def test_the_change_from_the_first_to_the_last_year(values: tuple[float, ...], told: str) -> None:
    assert change(*values) == told


def test_no_change_over_a_break_or_a_rounded_figure() -> None:
    assert change(20, 22, 31, flags=("breuk",)) == change(20, 22, 31, reading="ongeveer") == ""


def test_small_numbers_are_words() -> None:
    assert [in_words(n) for n in (1, 6, 12, 13)] == ["één", "zes", "twaalf", "13"]


def test_the_sentence_of_the_report_about_lier(snapshot: Snapshot) -> None:
    lier = load_catalogue().municipalities[LIER]
    told = {sentence.text: sentence for sentence in sentences(lier, snapshot)}
    scans = told["Uitgevoerde energiescans: 268 scans in 2018–2024, het hoogste van de zes gemeenten met cijfers."]
    assert scans.caveat == "tabel zonder bijschrift"
    assert scans.code == f"RIV:energiescans/lier/2018..2024@{snapshot.id}"


@pytest.mark.parametrize("municipality", load_catalogue().municipalities.values(), ids=lambda m: m.slug)
def test_every_municipality_has_sentences_that_can_be_traced(snapshot: Snapshot, municipality: Any) -> None:
    told = briefing(municipality, snapshot, base="http://127.0.0.1:8050")
    assert 3 <= len(told.sentences) <= 6
    assert told == briefing(municipality, snapshot, base="http://127.0.0.1:8050")
    coded = [sentence for sentence in told.sentences if sentence.code]
    assert len(coded) >= 2
    for sentence in coded:
        assert read_code(sentence.code, load_catalogue()).nis == municipality.nis
        (value,) = {text for found in passports_of(sentence.code) for label, text in found.lines if label == "Waarde"}
        assert value.split(" ")[0].removesuffix(",00") in sentence.text
    for panel in told.panels:
        (series,) = panel.series
        query = "select value from observation where nis = $nis and value is not null"
        known = {r["value"] for r in snapshot.rows(query, {"nis": municipality.nis})}
        assert set(series.values) <= known
    assert told.changed
    assert told.missing
    assert told.discuss
