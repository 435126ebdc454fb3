"""The DCAT-AP catalogue: a data set for every theme that has something, each address in it leads somewhere."""

from datetime import date
from typing import Any

import pytest

from catalogue.model import Catalogue
from exports.open_data import KIND
from tests.server_process import Server
from warehouse import queries
from warehouse.snapshot import Snapshot

AP_DATASET = {"dct:title", "dct:description", "dct:publisher", "dct:spatial", "dct:source", "dcat:keyword", "dcat:distribution"}
AP_CATALOGUE = {"dct:title", "dct:description", "dct:publisher", "dct:language", "dcat:dataset", "dcat:service"}


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    answer = server.ask("/api/v1/catalog.jsonld")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == KIND
    found: dict[str, Any] = answer.json
    return found


def nodes(part: Any) -> list[dict[str, Any]]:
    """Every object of the catalogue but the context."""
    if isinstance(part, list):
        return [node for each in part for node in nodes(each)]
    if not isinstance(part, dict):
        return []
    return [part, *(node for name, each in part.items() if name != "@context" for node in nodes(each))]


def by_theme(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The data sets by the slug of their theme."""
    return {dataset["@id"].partition("#")[2]: dataset for dataset in told["dcat:dataset"]}


def words(texts: list[dict[str, str]]) -> list[str]:
    """Dutch texts as plain text."""
    assert {text["@language"] for text in texts} == {"nl"}
    return [text["@value"] for text in texts]


def test_every_name_has_its_namespace(told: dict[str, Any]) -> None:
    known = set(told["@context"])
    found = {key.partition(":")[0] for node in nodes(told) for key in node if not key.startswith("@")}
    found |= {node["@type"].partition(":")[0] for node in nodes(told) if "@type" in node}
    assert len(found) > 3
    assert found <= known
    assert all(uri.startswith("http") and uri.endswith(("/", "#")) for uri in told["@context"].values())


def test_what_the_profile_asks_is_there(told: dict[str, Any]) -> None:
    assert told["@type"] == "dcat:Catalog"
    assert told.keys() >= AP_CATALOGUE
    for dataset in told["dcat:dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        assert dataset.keys() >= AP_DATASET
        for distribution in dataset["dcat:distribution"]:
            assert distribution["@type"] == "dcat:Distribution"
            assert distribution.keys() >= {"dcat:accessURL", "dct:license", "dct:format", "dcat:mediaType", "dct:title"}
    (service,) = told["dcat:service"]
    assert {part["@id"] for part in service["dcat:servesDataset"]} == {dataset["@id"] for dataset in told["dcat:dataset"]}


def test_there_is_a_data_set_for_every_theme_with_figures_or_projects(
    told: dict[str, Any], snapshot: Snapshot, catalogue: Catalogue
) -> None:
    figures = {catalogue.indicators[key].theme for key in queries.indicator_figures(snapshot)}
    projects = {project.theme for project in queries.projects(snapshot)}
    datasets = by_theme(told)
    assert len(datasets) > 10
    assert set(datasets) == figures | projects
    for slug, dataset in datasets.items():
        assert words([dataset["dct:title"]]) == [f"{catalogue.themes[slug].label} in Rivierenland"]


def test_coverage_keywords_and_licences_are_those_of_the_rows(told: dict[str, Any], snapshot: Snapshot, catalogue: Catalogue) -> None:
    sources = {source.source_id: source for source in queries.sources(snapshot)}
    for slug, dataset in by_theme(told).items():
        rows = queries.observations(snapshot, indicators=[each.id for each in catalogue.indicators_of(slug)])
        projects = queries.projects(snapshot, themes=[slug])
        period = dataset.get("dct:temporal")
        assert bool(period) == bool(rows)
        if period:
            first, last = (date.fromisoformat(period[key]["@value"]) for key in ("dcat:startDate", "dcat:endDate"))
            assert (first, last) == (min(row.period_start for row in rows), max(row.period_end for row in rows))
        places = {row.nis for row in rows} | {project.nis for project in projects}
        assert {place["dct:identifier"] for place in dataset["dct:spatial"] if "dct:identifier" in place} == places - {None}
        held = {row.indicator_id for row in rows}
        assert set(words(dataset["dcat:keyword"])) == {catalogue.themes[slug].label} | {catalogue.indicators[key].label for key in held}
        used = {row.source_id for row in rows} | {project.source_id for project in projects}
        assert words([source["dct:title"] for source in dataset["dct:source"]]) == [sources[key].title for key in sorted(used)]
        licence = words([dataset["dcat:distribution"][0]["dct:license"]["dct:title"]])[0]
        assert all(sources[key].licence in licence for key in used)


def test_every_address_in_it_is_ours_and_answers(told: dict[str, Any], server: Server) -> None:
    asked = 0
    for dataset in told["dcat:dataset"]:
        for distribution in dataset["dcat:distribution"][:4]:
            address = distribution["dcat:accessURL"]["@id"]
            assert address.startswith(f"{server.url}/")
            answer = server.ask(address.removeprefix(server.url))
            assert answer.status == 200, address
            assert answer.headers["Content-Type"].split(";")[0] == distribution["dcat:mediaType"]["@id"].partition("media-types/")[2]
            asked += 1
            if "dct:conformsTo" in distribution:
                assert server.ask(distribution["dct:conformsTo"]["@id"].removeprefix(server.url)).status == 200
    assert asked > 20
    assert server.ask(told["dcat:service"][0]["dcat:endpointDescription"]["@id"].removeprefix(server.url)).status == 200


def test_addresses_are_those_of_the_host_that_was_asked(server: Server) -> None:
    answer = server.ask("/api/v1/catalog.jsonld", headers={"Host": "peil.voorbeeld"})
    assert answer.json["@id"] == "http://peil.voorbeeld/api/v1/catalog.jsonld"
    assert server.url not in answer.text


def test_example_data_is_no_data_set(example_server: Server, told: dict[str, Any]) -> None:
    answer = example_server.ask("/api/v1/catalog.jsonld")
    assert by_theme(answer.json).keys() == by_theme(told).keys()
    assert "-voorbeelddata" not in answer.text
