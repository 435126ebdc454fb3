"""A program reads a CSV by its metadata alone: every column in its place, every value of its kind."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest

from catalogue.model import Catalogue
from exports.csvw import KIND
from exports.fields import CSV_FIELDS, OBSERVATION_FIELDS, PROJECT_FIELDS, names
from exports.spreadsheet import COLUMNS, PROJECT_COLUMNS
from tests.server_process import Server
from views.examples import shown_examples
from views.registry import all_views
from warehouse import queries
from warehouse.snapshot import Snapshot

SCANS = "energiescans"
DATE_PATTERNS = {"yyyy-MM-dd": "%Y-%m-%d"}


def parsed(text: str, column: dict[str, Any]) -> object:
    """A cell as the column describes it; fails when it cannot be read so."""
    if text == column.get("null", ""):
        assert not column.get("required"), f"{column['name']} is required and empty"
        return [] if "separator" in column else None
    if "separator" in column:
        return text.split(column["separator"])
    datatype = column["datatype"]
    base = datatype if isinstance(datatype, str) else datatype["base"]
    if base == "number":
        return float(text)
    if base == "date":
        return datetime.strptime(text, DATE_PATTERNS[datatype["format"]]).date()
    if base == "boolean":
        yes, no = datatype["format"].split("|")
        assert text in {yes, no}
        return text == yes
    assert base == "string"
    return text


def read(server: Server, address: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The metadata that a CSV links to, and the rows of the CSV as it describes them."""
    answer = server.ask(address)
    assert answer.status == 200
    target, *attributes = answer.headers["Link"].split("; ")
    assert attributes == ['rel="describedby"', f'type="{KIND}"']
    described = server.ask(target.strip("<>"))
    assert described.status == 200
    assert described.headers["Content-Type"].split(";")[0] == KIND
    told: dict[str, Any] = described.json
    assert f"/download/{told['url']}" == address
    columns = told["tableSchema"]["columns"]
    lines = list(
        csv.reader(io.StringIO(answer.body.decode(told["dialect"]["encoding"]), newline=""), delimiter=told["dialect"]["delimiter"])
    )
    assert lines[0] == [column["titles"] for column in columns]
    assert all(len(line) == len(columns) for line in lines)
    return told, [{column["name"]: parsed(text, column) for column, text in zip(columns, line, strict=True)} for line in lines[1:]]


def test_the_fields_are_the_columns() -> None:
    assert names(CSV_FIELDS) == COLUMNS
    assert names(PROJECT_FIELDS) == PROJECT_COLUMNS
    assert [name for name in COLUMNS if name != "label"] == names(OBSERVATION_FIELDS)


def test_every_view_is_read_by_its_metadata(server: Server, snapshot: Snapshot) -> None:
    read_rows = 0
    for view in all_views().values():
        told, rows = read(server, f"/download/{view.id}.csv")
        read_rows += len(rows)
        assert told["dc:title"]
        assert told["dc:source"].startswith("Bron: ")
        assert {"dc:title": "Stand", "dc:description": snapshot.id} in told["notes"]
        assert bool(told["dc:license"]) == bool(rows)
    assert read_rows > 4_000


def test_rows_and_words_are_those_of_the_warehouse(server: Server, snapshot: Snapshot, catalogue: Catalogue) -> None:
    told, rows = read(server, f"/download/{SCANS}.csv?gemeente=lier&van=2020&tot=2022")
    expected = [
        (row.nis, row.period_start, row.period_end, row.value, list(row.flags), row.source_ref)
        for row in queries.observations(
            snapshot, indicators=[SCANS], municipalities=["12021"], period=(date(2020, 1, 1), date(2022, 12, 31))
        )
    ]
    assert expected
    assert [tuple(row[name] for name in ("nis", "period_start", "period_end", "value", "flags", "source_ref")) for row in rows] == expected
    assert {row["is_demo"] for row in rows} == {False}
    words = {note["dc:title"]: note["dc:description"] for note in told["notes"]}
    assert words["Definitie"] == catalogue.indicators[SCANS].definition
    assert words["Bron"] == told["dc:source"]
    licences = {source.licence for source in queries.sources(snapshot) if source.source_id == "igemo_evaluatierapport"}
    assert [text.partition(": ")[2] for text in told["dc:license"]] == list(licences)
    about = told["tableSchema"]["aboutUrl"]
    figure = about.replace("{+code}", str(rows[0]["code"])).removeprefix(server.url)
    assert server.ask(figure).status == 200


def test_example_data_says_so_in_its_metadata(example_server: Server, example_snapshot: Snapshot) -> None:
    for view in shown_examples(example_snapshot):
        told, rows = read(example_server, f"/download/{view.id}.csv")
        assert told["notes"][0]["dc:title"] == "Let op"
        assert "geen gepubliceerde cijfers" in told["notes"][0]["dc:description"]
        assert {row["is_demo"] for row in rows} == {True}


def test_a_csv_for_excel_has_no_metadata(server: Server) -> None:
    assert "Link" not in server.ask(f"/download/{SCANS}.csv?voor=excel").headers


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("bestaat_niet.csv-metadata.json", 404, "weergave"),
        (f"{SCANS}.csv-metadata.json?gemeente=parijs", 400, "parijs"),
        (f"{SCANS}.csv-metadata.json?stand=0123456789ab", 404, "0123456789ab"),
        (f"{SCANS}.png-metadata.json", 404, "bestand"),
    ],
)
def test_refusal_in_dutch(server: Server, path: str, status: int, word: str) -> None:
    answer = server.ask(f"/download/{path}")
    assert answer.status == status
    assert word in answer.json["error"]
    assert answer.trace == []
