"""CSV on the web: the metadata that tells a program what stands in each column of a CSV."""

from collections.abc import Sequence
from typing import Any

from exports.fields import CSV_FIELDS, PROJECT_FIELDS, Field

KIND = "application/csvm+json"
DATATYPES: dict[str, Any] = {
    "string": "string",
    "list": "string",
    "number": "number",
    "integer": "integer",
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "boolean": {"base": "boolean", "format": "ja|nee"},
}


def _column(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": field.meaning,
        "datatype": DATATYPES[field.kind],
    }
    if field.kind == "list":
        told["separator"] = " "
    if field.can_be_empty:
        told["null"] = ""
    else:
        told["required"] = True
    return told | ({"propertyUrl": field.property_url} if field.property_url else {})


def csv_metadata(
    *,
    file_address: str,
    figures_address: str,
    title: str,
    source: str,
    licences: Sequence[str],
    modified: str,
    notes: Sequence[tuple[str, str]],
    is_projects: bool = False,
) -> dict[str, Any]:
    """The CSVW description of one CSV.

    Args:
        file_address: where the CSV is, absolute or relative to the metadata.
        figures_address: under which address a citeable code leads to its figure.
        notes: label and text of what must travel with the figures.
        is_projects: whether the rows are contracts and projects rather than figures; these have no code.
    """
    fields = PROJECT_FIELDS if is_projects else CSV_FIELDS
    schema: dict[str, Any] = {"columns": [_column(field) for field in fields]}
    if not is_projects:
        schema["aboutUrl"] = f"{figures_address}/{{+code}}"
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": file_address,
        "dc:title": title,
        "dc:source": source,
        "dc:license": list(licences),
        "dc:modified": {"@value": modified, "@type": "xsd:date"},
        "dc:language": "nl",
        "dialect": {"delimiter": ",", "quoteChar": '"', "header": True, "encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": schema,
        "notes": [{"dc:title": label, "dc:description": text} for label, text in notes],
    }
