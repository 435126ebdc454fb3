"""The page of open data tells what this snapshot holds, under which licence, and names a code that exists."""

import re
from typing import Any

import pytest

from catalogue.codes import read_code
from catalogue.model import Catalogue
from exports.fields import OBSERVATION_FIELDS
from pages import open_data
from pages.routes import FIXED
from tests.pages.reading import cells, count, dutch, links, of_kind, table_named, words
from views.search_index import REFERENCE_PAGES, search_index
from warehouse import queries
from warehouse.snapshot import Snapshot


@pytest.fixture(scope="module")
def content(snapshot: Snapshot) -> Any:
    return open_data.page({"stand": snapshot.id}).content


def test_it_counts_what_there_is(content: Any, snapshot: Snapshot) -> None:
    told = words(content)
    assert f"stand {snapshot.id}" in told
    assert f"{dutch(count(snapshot, 'select count(*) from observation'))} rijen" in told
    assert f"Indicatoren met cijfers{count(snapshot, 'select count(distinct indicator_id) from observation')}" in told
    assert "oorbeelddata, zo gemerkt" not in told


def test_every_source_that_is_used_has_its_licence(content: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    used = {row.source_id for row in queries.source_use(snapshot)}
    expected = [
        [catalogue.sources[row.source_id].title, row.publisher, row.licence] for row in queries.sources(snapshot) if row.source_id in used
    ]
    assert sorted(cells(table_named(content, "Licentie per bron"))) == sorted(expected) != []


def test_the_code_is_one_of_this_snapshot(content: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    (address,) = [link for link in links(content) if link.startswith("/api/v1/figures/")]
    code = read_code(address.removeprefix("/api/v1/figures/"), catalogue)
    rows = queries.observations(snapshot, indicators=[code.indicator_id], period=(code.period_start, code.period_end))
    assert code.snapshot == snapshot.id
    assert [row for row in rows if row.nis == code.nis and row.period == (code.period_start, code.period_end)]
    assert re.search(rf"\({catalogue.indicators[code.indicator_id].label}, .*: [\d.,]+ ", words(content))


def test_every_field_is_explained(content: Any) -> None:
    told = cells(table_named(content, "Velden van een cijfer"))
    assert [line[0] for line in told] == [field.name for field in OBSERVATION_FIELDS]
    assert all(line[2].endswith(".") for line in told)


def test_it_leads_to_the_descriptions_and_is_found(content: Any, snapshot: Snapshot) -> None:
    assert {"/api/v1/openapi.json", "/api/v1/catalog.jsonld"} <= links(content)
    assert FIXED["/open-data"] is open_data.page
    assert ("Open data", "/open-data") in REFERENCE_PAGES
    assert {"label": "Open data", "kind": "pagina", "href": "/open-data", "words": ""} in search_index(snapshot)


def test_no_link_leaves_within_the_app_for_a_file(content: Any) -> None:
    files = [str(getattr(link, "href", "")) for link in of_kind(content, "Link")]
    assert [href for href in files if href.startswith(("/api", "/download"))] == []


def test_with_examples_it_says_how_many(installed_examples: None, example_snapshot: Snapshot) -> None:
    told = words(open_data.page({}).content)
    examples = queries.example_figures(example_snapshot)
    assert f"daarnaast {examples} rijen voorbeelddata, zo gemerkt" in told.lower()
