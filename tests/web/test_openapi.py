"""The OpenAPI description is whole, and every address answers as it describes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.server_process import Server
from views.filters import FIRST_YEAR, LAST_YEAR
from warehouse.snapshot import Snapshot

SCANS = "energiescans"
JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
PARAMETER_KEYS = {"name", "in", "description", "required", "schema", "example", "style", "explode"}


@pytest.fixture(scope="module")
def description(server: Server) -> dict[str, Any]:
    answer = server.ask("/api/v1/openapi.json")
    assert answer.status == 200
    told: dict[str, Any] = answer.json
    return told


def parts(told: Any) -> Iterator[dict[str, Any]]:
    """Every object of a description, from the outside in."""
    if isinstance(told, dict):
        yield told
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from parts(each)


def resolved(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference leads to, or the schema itself."""
    found: dict[str, Any] = schema
    if "$ref" in schema:
        assert list(schema) == ["$ref"]
        found = description
        for key in schema["$ref"].removeprefix("#/").split("/"):
            found = found[key]
    return found


def mismatches(value: Any, schema: dict[str, Any], description: dict[str, Any], where: str = "") -> Iterator[str]:
    """Where a value is not what the schema says."""
    schema = resolved(schema, description)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, JSON_TYPES[kind]) and (not isinstance(value, bool) or kind == "boolean") for kind in kinds):
        yield f"{where} is {type(value).__name__}, not {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where} is {value!r}"
    if isinstance(value, dict):
        yield from (f"{where} has no {name}" for name in schema.get("required", ()) if name not in value)
        known = schema.get("properties", {})
        for name, each in value.items():
            inside = known.get(name) or schema.get("additionalProperties")
            if known and not inside:
                yield f"{where}.{name} is not described"
            if isinstance(inside, dict):
                yield from mismatches(each, inside, description, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for each in value:
            yield from mismatches(each, schema["items"], description, f"{where}[]")


def test_the_description_is_whole(description: dict[str, Any], server: Server) -> None:
    assert description["openapi"].startswith("3.1.")
    assert description["info"].keys() >= {"title", "version"}
    assert description["servers"] == [{"url": server.url}]
    assert len(description["paths"]) == 8
    keys = []
    for path, item in description["paths"].items():
        operation = item["get"]
        keys.append(operation["operationId"])
        assert operation["responses"]["200"]["description"]
        asked = operation["parameters"]
        assert len({(p["name"], p["in"]) for p in asked}) == len(asked)
        assert {p["name"] for p in asked if p["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
        for parameter in asked:
            assert parameter.keys() <= PARAMETER_KEYS
            assert parameter["in"] in {"path", "query"}
            assert parameter["required"] == (parameter["in"] == "path")
            assert parameter["description"].endswith(".")
    assert len(set(keys)) == len(keys)
    references = [part["$ref"] for part in parts(description) if "$ref" in part]
    assert len(references) > 20
    for reference in references:
        assert resolved({"$ref": reference}, description)
    for name, schema in description["components"]["schemas"].items():
        assert set(schema["required"]) == set(schema["properties"]), name
        for inside in schema["properties"].values():
            assert inside.get("description", "").endswith("."), name


def test_the_description_names_every_address_of_the_interface(description: dict[str, Any]) -> None:
    from app import server as app_server

    rules = {re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule) for rule in app_server.url_map.iter_rules()}
    own = {rule for rule in rules if rule.startswith("/api/v1/")}
    assert len(own) == 6
    assert own == {path for path in description["paths"] if path.startswith("/api/")}


def test_the_filters_are_those_that_are_taken(description: dict[str, Any], server: Server) -> None:
    for path in ("indicators", "views", "observations"):
        described = [p["name"] for p in description["paths"][f"/api/v1/{path}"]["get"]["parameters"]]
        refused = server.ask(f"/api/v1/{path}?bestaat-niet=1").json["error"]
        assert sorted(refused.partition("wel: ")[2].rstrip(".").split(", ")) == sorted(described)
    taken = {p["name"]: p["schema"] for p in description["paths"]["/api/v1/observations"]["get"]["parameters"]}
    for year, status in ((FIRST_YEAR - 1, 400), (FIRST_YEAR, 200), (LAST_YEAR, 200), (LAST_YEAR + 1, 400)):
        assert (taken["van"]["minimum"] <= year <= taken["van"]["maximum"]) == (status == 200)
        assert server.ask(f"/api/v1/observations?indicator={SCANS}&jaar={year}").status == status
    slugs = taken["gemeente"]["items"]["enum"]
    assert len(slugs) == 12
    assert server.ask(f"/api/v1/observations?indicator={SCANS}&gemeente={','.join(slugs)}").status == 200


@pytest.mark.parametrize("which", ["server", "example_server"])
def test_every_answer_is_as_described(description: dict[str, Any], request: pytest.FixtureRequest, snapshot: Snapshot, which: str) -> None:
    server: Server = request.getfixturevalue(which)
    held = server.ask("/health").json["snapshot"]
    for path, item in description["paths"].items():
        address = path.replace("{view}", SCANS).replace("{code}", f"RIV:{SCANS}/lier/2024@{held}")
        answer = server.ask(address)
        assert answer.status == 200, address
        content = item["get"]["responses"]["200"]["content"]
        kind = answer.headers["Content-Type"].split(";")[0]
        assert kind in content, address
        if kind != "text/csv":
            assert list(mismatches(answer.json, content[kind]["schema"], description))[:5] == [], address
    refusal = server.ask("/api/v1/observations?jaar=x")
    described = description["paths"]["/api/v1/observations"]["get"]["responses"][str(refusal.status)]
    assert list(mismatches(refusal.json, described["content"]["application/json"]["schema"], description)) == []


def test_a_wrong_answer_would_be_found(description: dict[str, Any], server: Server) -> None:
    told = server.ask(f"/api/v1/observations?indicator={SCANS}&jaar=2024").json
    schema = {"$ref": "#/components/schemas/ObservationList"}
    assert list(mismatches(told, schema, description)) == []
    for name, wrong in (("value", "12"), ("status", "zeker"), ("is_demo", 0), ("flags", [1]), ("nieuw", 1), ("code", None)):
        broken = told | {"items": [told["items"][0] | {name: wrong}]}
        assert len(list(mismatches(broken, schema, description))) == 1, name
