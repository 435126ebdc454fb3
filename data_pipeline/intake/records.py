"""Reads a JSON file as a table: one row per record, one column per field."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data_pipeline.intake.document import NUMBER, Document, Line, Sheet
from data_pipeline.intake.guard import refused


def _at(value: Any, path: str) -> Any:
    """What lies at a dotted path; a list of texts by language gives its first text; None when there is nothing."""
    for step in path.split("."):
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            value = value[0]
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "text" in value[0]:
        return value[0]["text"]
    return value


def _cell(value: Any) -> tuple[str, str]:
    if value is None or isinstance(value, (list, Mapping)):
        return "", ""
    if isinstance(value, bool):
        return ("True" if value else "False"), ""
    if isinstance(value, (int, float)):
        return str(value), NUMBER
    return str(value).encode("utf-8", "replace").decode(), ""


def _no_number(text: str) -> float:
    raise ValueError(text)


def read_records(path: Path, *, name: str, records: str, fields: Mapping[str, str]) -> Document:
    """The records of a JSON file under the names that the contract gives them.

    Args:
        records: the dotted path to the list of records.
        fields: per column the path inside one record; a path from `/` on starts at the top of the file.

    Raises RefusedError when the file is no JSON or holds no such list.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise refused("json", f"'{name}' is geen geldig JSON-bestand. Exporteer het opnieuw.") from error
    listed = _at(told, records)
    if not isinstance(listed, list):
        raise refused("json", f"'{name}' bevat geen lijst '{records}'. Kijk of dit het juiste bestand is.")
    top = {column: _cell(_at(told, place[1:])) for column, place in fields.items() if place.startswith("/")}
    lines = [Line(number=1, cells=list(fields))]
    for number, record in enumerate(listed, 2):
        cells = [top.get(column) or _cell(_at(record, place)) for column, place in fields.items()]
        kinds = {position: kind for position, (_, kind) in enumerate(cells) if kind}
        lines.append(Line(number=number, cells=[text for text, _ in cells], kinds=kinds))
    return Document(sheets=[Sheet(name="", lines=lines)])
