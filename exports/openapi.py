"""The OpenAPI description of the machine interface, its fields taken from the one list of them."""

from collections.abc import Sequence
from typing import Any

from exports.fields import INDICATOR_FIELDS, OBSERVATION_FIELDS, VIEW_FIELDS, Field

VERSION = "1.0.0"
SNAPSHOT_PATTERN = "^[0-9a-f]{12}$"
ERROR_FIELDS = (
    Field(name="error", title="Fout", meaning="Wat er mis is, in één Nederlandse zin."),
    Field(name="reference", title="Referentie", meaning="Kenmerk om te melden."),
)
FIGURE_FIELDS = (
    Field(name="code", title="Code", meaning="De gevraagde code."),
    Field(name="title", title="Titel", meaning="Waarover het cijfer gaat."),
    Field(name="is_demo", title="Voorbeelddata", meaning="Waar wanneer er voorbeelddata bij is: geen gepubliceerd cijfer.", kind="boolean"),
)
REASONS = {
    "400": "Een waarde die niet bestaat, of een vraag met te veel rijen.",
    "404": "Deze stand, weergave of code bestaat niet.",
    "503": "Er is nog niets gepubliceerd.",
}
TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "list": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object", "additionalProperties": {"type": "string"}},
}
CAN_BE_NULL = {"nis", "gemeente", "value"}


def _property(field: Field) -> dict[str, Any]:
    told = TYPES[field.kind] | {"title": field.title, "description": field.meaning}
    if field.name in CAN_BE_NULL:
        told["type"] = [told["type"], "null"]
    return told | ({"enum": list(field.values)} if field.values else {})


def _record(fields: Sequence[Field]) -> dict[str, Any]:
    return {"type": "object", "required": [f.name for f in fields], "properties": {f.name: _property(f) for f in fields}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["snapshot", "count", "items"],
        "properties": {
            "snapshot": {"type": "string", "pattern": SNAPSHOT_PATTERN, "description": "De stand waaruit dit komt."},
            "count": {"type": "integer", "description": "Hoeveel er zijn; er is geen bladeren."},
            "items": {"type": "array", "items": _ref(name), "description": "Alle rijen."},
        },
    }


def _schemas() -> dict[str, Any]:
    records = {"Indicator": INDICATOR_FIELDS, "View": VIEW_FIELDS, "Observation": OBSERVATION_FIELDS, "Error": ERROR_FIELDS}
    passports = {
        "type": "array",
        "description": "Eén lijst per cijfer; meer dan een waar bronnen elkaar tegenspreken. Elke regel is een label en een tekst.",
        "items": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
    }
    figure = _record(FIGURE_FIELDS)
    figure["required"].append("passports")
    figure["properties"]["passports"] = passports
    return (
        {name: _record(fields) for name, fields in records.items()}
        | {f"{name}List": _list_of(name) for name in ("Indicator", "View", "Observation")}
        | {"Figure": figure}
    )


def _parameter(name: str, meaning: str, schema: dict[str, Any], *, example: object = None, place: str = "query") -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "in": place, "description": meaning, "required": place == "path", "schema": schema}
    return told if example is None else told | {"example": example}


def _many(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": values}


def _filters(slugs: Sequence[str], years: tuple[int, int]) -> list[dict[str, Any]]:
    year = {"type": "integer", "minimum": years[0], "maximum": years[1]}
    lists = {"style": "form", "explode": False}
    places = _many({"type": "string", "enum": list(slugs)})
    return [
        _parameter("indicator", "Een of meer indicatoren, met komma's ertussen; zonder: alle.", _many({"type": "string"})) | lists,
        _parameter("gemeente", "Een of meer gemeenten; zonder: alle. Cijfers van de regio komen altijd mee.", places) | lists,
        _parameter("van", "Eerste jaar; een cijfer moet helemaal binnen de jaren vallen.", year),
        _parameter("tot", "Laatste jaar, inbegrepen.", year),
        _parameter("jaar", "Eén jaar; gaat voor op van en tot.", year),
    ]


def _operation(
    summary: str, *, key: str, content: dict[str, Any], parameters: Sequence[dict[str, Any]], refusals: Sequence[str]
) -> dict[str, Any]:
    errors = {status: {"description": REASONS[status], "content": {"application/json": {"schema": _ref("Error")}}} for status in refusals}
    return {
        "get": {
            "operationId": key,
            "summary": summary,
            "parameters": list(parameters),
            "responses": {"200": {"description": summary, "content": content}} | errors,
        }
    }


def openapi_description(
    *, base: str, snapshot_id: str, slugs: Sequence[str], units: Sequence[str], years: tuple[int, int], most_rows: int
) -> dict[str, Any]:
    """The description of every address that a program can ask for.

    Args:
        base: the address of this Peil, without a slash at the end.
        slugs: the municipalities as they stand in an address.
        units: the units that a view can be shown in.
        years: the first and last year that a filter takes.
        most_rows: above how many rows a question is refused.
    """
    state = _parameter("stand", "Een eerdere stand; zonder: de gepubliceerde.", {"type": "string", "pattern": SNAPSHOT_PATTERN})
    view = _parameter("view", "Sleutel van een weergave.", {"type": "string"}, place="path")
    code = _parameter(
        "code", "Code van een cijfer; ze mag schuine strepen bevatten.", {"type": "string"}, place="path",
        example=f"RIV:energiescans/lier/2024@{snapshot_id}",
    )  # fmt: skip
    form = _parameter("format", "json (zonder keuze) of csv.", {"type": "string", "enum": ["json", "csv"], "default": "json"})
    filters, any_object = _filters(slugs, years), {"type": "object"}
    per = _parameter("eenheid", "Waarin de weergave getoond wordt; de rijen blijven absoluut.", {"type": "string", "enum": list(units)})
    choice = [*filters[1:], per, state]
    refused = ("400", "404", "503")

    def told(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": _ref(name)}}

    csv = {"text/csv": {"schema": {"type": "string"}}}
    operations = {
        "/api/v1/indicators": ("Alle indicatoren", "indicators", told("IndicatorList"), [state], refused),
        "/api/v1/views": ("Alle weergaven", "views", told("ViewList"), [state], refused),
        "/api/v1/observations": (
            f"Cijfers, hoogstens {most_rows} rijen per vraag", "observations", told("ObservationList") | csv,
            [*filters, form, state], refused,
        ),
        "/api/v1/figures/{code}": ("Alles over één cijfer", "figure", told("Figure"), [code], refused),
        "/api/v1/openapi.json": ("Deze beschrijving", "openapi", {"application/json": {"schema": any_object}}, [], ("503",)),
        "/api/v1/catalog.jsonld": (
            "De catalogus volgens DCAT-AP", "catalog", {"application/ld+json": {"schema": any_object}}, [], ("503",),
        ),
        "/download/{view}.csv": ("Een weergave als CSV", "csv", csv, [view, *choice], refused),
        "/download/{view}.csv-metadata.json": (
            "De uitleg bij een CSV volgens CSVW", "csvMetadata", {"application/csvm+json": {"schema": any_object}},
            [view, *choice], refused,
        ),
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Peil: Rivierenland in cijfers",
            "version": VERSION,
            "description": "Gepubliceerde cijfers met hun bron. Rijen met is_demo zijn voorbeelddata en geen gepubliceerde cijfers.",
        },
        "servers": [{"url": base}],
        "paths": {
            path: _operation(summary, key=key, content=content, parameters=parameters, refusals=refusals)
            for path, (summary, key, content, parameters, refusals) in operations.items()
        },
        "components": {"schemas": _schemas()},
    }
