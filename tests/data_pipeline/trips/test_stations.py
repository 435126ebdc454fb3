"""Stations of a GBFS feed, counted where they stand: a real 2.3 feed and one of 3.0 made by hand.

gbfs_2.3_publibike.json is the station_information feed that PubliBike (Switzerland) publishes: 30 stations, read by hand: 27 in Bern,
2 in Basel, 1 in Zürich, so none in Belgium (latitudes from 46.94 to 47.57).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.intake.extract import extract
from data_pipeline.intake.facts import facts_of
from data_pipeline.intake.places import Places
from data_pipeline.intake.table import Findings, read_table

HERE = Path(__file__).parent
CONTRACT = load_contracts()["deelfietsen_stations"]


def read(name: str) -> tuple[Findings, Mapping[tuple[str | None, str, date], float | None]]:
    document = extract(HERE / name, name=name, layout=CONTRACT.layout)
    found = read_table(document, CONTRACT, Places(load_catalogue()), file=name, today=date(2026, 11, 24))
    rows = [fact.observation for fact in facts_of(found.rows, CONTRACT, load_catalogue(), file=name)]
    return found, {(row.nis, row.breakdown, row.period_start): row.value for row in rows if row.indicator_id == "deelfiets_stations"}


def test_every_station_of_a_swiss_feed_is_outside() -> None:
    found, counted = read("gbfs_2.3_publibike.json")
    assert (found.rows_in, found.loaded, len(found.quarantined)) == (30, 30, 0)
    assert counted == {(None, "buiten", date(2026, 5, 10)): 30}


def test_a_3_0_feed_with_names_per_language_and_an_iso_time_on_the_turn_of_the_year() -> None:
    found, counted = read("gbfs_3.0_made.json")
    assert (found.rows_in, found.loaded, len(found.quarantined)) == (6, 5, 1)
    day = date(2025, 1, 1)
    assert counted == {("12025", "", day): 2, ("12021", "", day): 1, ("12007", "", day): 1, (None, "buiten", day): 1}


@pytest.mark.parametrize("name", ["gbfs_2.3_publibike.json", "gbfs_3.0_made.json"])
def test_a_municipality_without_a_station_has_no_figure_rather_than_nought(name: str) -> None:
    assert 0 not in read(name)[1].values()
