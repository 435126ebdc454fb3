"""The documents of open data as pure functions: nothing guessed, nothing left empty."""

from dataclasses import replace
from datetime import date

import pytest

from catalogue.model import Catalogue
from exports.csvw import csv_metadata
from exports.open_data import ThemeData, dcat_catalogue, licence_words, observation_item
from warehouse import queries
from warehouse.rows import SourceRow
from warehouse.snapshot import Snapshot

BASE = "http://peil.voorbeeld"


@pytest.fixture
def source(snapshot: Snapshot) -> SourceRow:
    return next(source for source in queries.sources(snapshot) if source.source_id == "jrc_convenant")


def _catalogue_of(source: SourceRow, catalogue: Catalogue, *, first_day: date | None) -> str:
    about = ThemeData(
        theme=catalogue.themes["klimaat"],
        indicators=tuple(catalogue.indicators_of("klimaat")),
        municipalities=(),
        sources=(source,),
        views=(("projecten_klimaat", "Projecten"),),
        first_day=first_day,
        last_day=first_day,
    )
    return str(dcat_catalogue([about], base=BASE, snapshot_id="a" * 12, modified=date(2026, 1, 2)))


@pytest.mark.parametrize(
    ("licence", "has_address"), [("CC BY 4.0", True), ("open gegevens, CC BY 4.0", False), ("nog te bevestigen", False), ("", False)]
)
def test_only_an_exact_licence_gets_an_address(source: SourceRow, catalogue: Catalogue, licence: str, has_address: bool) -> None:
    changed = replace(source, licence=licence)
    told = _catalogue_of(changed, catalogue, first_day=date(2024, 1, 1))
    assert ("creativecommons.org" in told) == has_address
    assert licence_words([changed]) == ([f"{source.publisher}, {source.title}: {licence}"] if licence else [])


def test_projects_without_figures_have_no_period_and_no_list_of_figures(source: SourceRow, catalogue: Catalogue) -> None:
    assert "dct:temporal" not in _catalogue_of(source, catalogue, first_day=None)
    assert "/api/v1/observations" not in _catalogue_of(source, catalogue, first_day=None)
    assert "/api/v1/observations" in _catalogue_of(source, catalogue, first_day=date(2024, 1, 1))


def test_a_hidden_value_is_nothing_and_never_zero(snapshot: Snapshot, catalogue: Catalogue) -> None:
    row = replace(queries.observations(snapshot)[0], nis=None, value=None, value_text="", status="verborgen")
    item = observation_item(row, catalogue=catalogue, code="RIV:x")
    assert (item["value"], item["nis"], item["gemeente"], item["status"]) == (None, None, None, "verborgen")
    assert not {"lower", "upper"} & item.keys()


def test_contracts_and_projects_have_their_own_columns_and_no_code() -> None:
    told = csv_metadata(
        file_address="p.csv", figures_address=f"{BASE}/api/v1/figures", title="Projecten", source="Bron: IGEMO.", licences=[],
        modified="2026-01-02", notes=[("Stand", "a" * 12)], is_projects=True,
    )  # fmt: skip
    assert "aboutUrl" not in told["tableSchema"]
    assert "code" not in {column["name"] for column in told["tableSchema"]["columns"]}
