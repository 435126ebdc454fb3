"""The lists that a program can ask for hold what the warehouse holds, and refuse what does not exist."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.model import Catalogue
from exports.fields import INDICATOR_FIELDS, OBSERVATION_FIELDS, VIEW_FIELDS, names
from exports.spreadsheet import COLUMNS
from tests.server_process import Server
from views import open_data
from views.filters import UnknownFilterError
from views.registry import all_views
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot, installed_warehouse

SCANS, PEOPLE = "energiescans", "bevolking"
LIER, DUFFEL = "12021", "12009"
CONTRACT_FIELDS = (
    "indicator nis gemeente period_start period_end breakdown value value_text unit status reading flags source source_ref is_demo code"
).split()
Item = dict[str, Any]


def asked(server: Server, query: str = "") -> Item:
    """The answer of the list of observations."""
    answer = server.ask(f"/api/v1/observations{query}")
    assert answer.status == 200, answer.text
    told: Item = answer.json
    assert list(told) == ["snapshot", "count", "items"]
    assert told["count"] == len(told["items"])
    return told


def of_row(row: ObservationRow, catalogue: Catalogue) -> tuple[object, ...]:
    """A row of the warehouse as an item without its code."""
    place = catalogue.municipalities[row.nis].name if row.nis else None
    return (
        row.indicator_id, row.nis, place, row.period_start.isoformat(), row.period_end.isoformat(), row.breakdown, row.value,
        row.value_text, catalogue.indicators[row.indicator_id].unit, row.status, row.reading,
        list(row.flags), row.source_id, row.source_ref, row.is_demo,
    )  # fmt: skip


def as_told(items: list[Item]) -> list[tuple[object, ...]]:
    """Items without their code, in the order of the contract."""
    return [tuple(item[name] for name in CONTRACT_FIELDS if name != "code") for item in items]


def test_the_fields_are_those_of_the_contract() -> None:
    assert names(OBSERVATION_FIELDS) == CONTRACT_FIELDS
    assert names(VIEW_FIELDS)[:5] == ["id", "title", "page", "indicators", "form"]


def test_without_a_choice_every_figure_comes(server: Server, snapshot: Snapshot, catalogue: Catalogue) -> None:
    told = asked(server)
    rows = queries.observations(snapshot)
    assert told["snapshot"] == snapshot.id
    assert told["count"] == len(rows) > 4_000
    assert list(told["items"][0]) == CONTRACT_FIELDS
    assert as_told(told["items"]) == [of_row(row, catalogue) for row in rows]
    assert not any(item["is_demo"] for item in told["items"])


def test_every_code_leads_to_its_figure(server: Server) -> None:
    items = asked(server, f"?indicator={SCANS}&jaar=2024")["items"]
    assert len(items) > 5
    for item in items:
        answer = server.ask(f"/api/v1/figures/{item['code']}")
        assert answer.status == 200
        assert item["value_text"] in [dict(lines).get("Zoals gedrukt") for lines in answer.json["passports"]]


@pytest.mark.parametrize(
    "query",
    [
        f"indicator={SCANS},{PEOPLE}&gemeente=lier,duffel&van=2020&tot=2022",
        f"indicator={SCANS}&indicator={PEOPLE}&gemeente=lier&gemeente=duffel&van=2020&tot=2022",
    ],
)
def test_a_choice_gives_its_rows_and_those_of_the_region(server: Server, snapshot: Snapshot, catalogue: Catalogue, query: str) -> None:
    items = asked(server, f"?{query}")["items"]
    expected = [
        of_row(row, catalogue)
        for row in queries.observations(snapshot, indicators=[SCANS, PEOPLE])
        if row.nis in {None, LIER, DUFFEL} and row.period_start.year >= 2020 and row.period_end.year <= 2022
    ]
    assert {item["indicator"] for item in items} == {SCANS, PEOPLE}
    assert as_told(items) == expected


def test_a_year_wins_over_a_period(server: Server) -> None:
    items = asked(server, f"?indicator={SCANS}&jaar=2021&van=2018&tot=2019")["items"]
    assert {item["period_end"][:4] for item in items} == {"2021"}


def test_a_named_snapshot_gives_the_same(server: Server, snapshot: Snapshot) -> None:
    query = f"?indicator={SCANS}"
    assert asked(server, f"{query}&stand={snapshot.id}") == asked(server, query)


def test_csv_holds_the_same_rows(server: Server) -> None:
    query = f"?indicator={SCANS},{PEOPLE}&gemeente=lier"
    answer = server.ask(f"/api/v1/observations{query}&format=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert list(rows[0]) == COLUMNS
    items = asked(server, query)["items"]
    assert [(row["code"], float(row["value"]), row["nis"]) for row in rows] == [
        (item["code"], item["value"], item["nis"] or "") for item in items
    ]


def test_indicators_are_those_of_the_catalogue(server: Server, snapshot: Snapshot, catalogue: Catalogue) -> None:
    told = server.ask("/api/v1/indicators").json
    figures = queries.indicator_figures(snapshot)
    assert (told["snapshot"], told["count"]) == (snapshot.id, len(catalogue.indicators))
    assert list(told["items"][0]) == names(INDICATOR_FIELDS)
    for item in told["items"]:
        indicator = catalogue.indicators[item["id"]]
        assert (item["label"], item["unit"], item["definition"]) == (indicator.label, indicator.unit, indicator.definition)
        assert (item["over_area"], item["good_is"], item["sources"]) == (indicator.over_area, indicator.good_is, list(indicator.sources))
        assert (item["figures"], item["examples"]) == (figures.get(item["id"], 0), 0)


def test_views_are_those_that_can_be_downloaded(server: Server, snapshot: Snapshot) -> None:
    told = server.ask("/api/v1/views").json
    assert [(v["id"], v["title"], v["page"], v["indicators"], v["form"]) for v in told["items"]] == [
        (v.id, v.title, v.page, list(v.indicators), v.form) for v in all_views().values()
    ]
    assert not any(view["is_demo"] for view in told["items"])
    for view in told["items"][::10]:
        assert server.ask(f"/download/{view['id']}.csv").status == 200


def test_example_data_is_marked(example_server: Server, example_snapshot: Snapshot, catalogue: Catalogue) -> None:
    items = asked(example_server)["items"]
    rows = queries.observations(example_snapshot) + queries.observations(example_snapshot, is_example=True)
    assert as_told(items) == [of_row(row, catalogue) for row in rows]
    marked = [item for item in items if item["is_demo"]]
    assert len(marked) == queries.example_figures(example_snapshot) > 0
    views = example_server.ask("/api/v1/views").json["items"]
    assert (
        [view["id"] for view in views if view["is_demo"]] == [view["id"] for view in views if view["id"].endswith("-voorbeelddata")] != []
    )
    counted = example_server.ask("/api/v1/indicators").json["items"]
    assert sum(item["examples"] for item in counted) == len(marked)
    table = csv.DictReader(io.StringIO(example_server.ask("/api/v1/observations?format=csv").text, newline=""))
    assert [row["is_demo"] for row in table] == ["ja" if item["is_demo"] else "nee" for item in items]


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("observations?indicator=bestaat_niet", 400, "bestaat_niet"),
        ("observations?indicator=", 400, "indicator"),
        (f"observations?indicator={SCANS},", 400, "indicator"),
        (f"observations?indicator={SCANS}&gemeente=parijs", 400, "parijs"),
        ("observations?van=20x", 400, "20x"),
        ("observations?van=2019&van=2020", 400, "2019,2020"),
        ("observations?van=2024&tot=2019", 400, "2024"),
        ("observations?jaar=1", 400, "jaar"),
        ("observations?format=xml", 400, "xml"),
        ("observations?eenheid=index", 400, "eenheid"),
        ("observations?gemeenten=lier", 400, "gemeenten"),
        ("observations?indicator=%00%ff", 400, "indicator"),
        ("observations?stand=0123456789ab", 404, "0123456789ab"),
        ("observations?stand=../../CURRENT", 404, "stand"),
        ("indicators?stand=0123456789ab", 404, "0123456789ab"),
        ("indicators?indicator=bevolking", 400, "indicator"),
        ("views?stand=0123456789ab", 404, "0123456789ab"),
        ("views?x=1", 400, "x"),
    ],
)
def test_refusal_in_dutch(server: Server, path: str, status: int, word: str) -> None:
    answer = server.ask(f"/api/v1/{path}")
    assert answer.status == status
    assert set(answer.json) == {"error", "reference"}
    assert word in answer.json["error"]
    assert answer.json["error"].endswith(".")
    assert answer.trace == []


@pytest.fixture
def installed(data_dir: Any) -> Iterator[None]:
    """Lists are made in this process, of the suite's own snapshot."""
    installed_warehouse.cache_clear()
    yield
    installed_warehouse.cache_clear()


def test_too_many_rows_are_refused(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_data.MOST_ROWS == 50_000
    found = open_data.observations({"indicator": SCANS})
    assert isinstance(found, dict)
    monkeypatch.setattr(open_data, "MOST_ROWS", found["count"])
    assert open_data.observations({"indicator": SCANS}) == found
    monkeypatch.setattr(open_data, "MOST_ROWS", found["count"] - 1)
    for kind in ("json", "csv"):
        with pytest.raises(UnknownFilterError, match="meer dan"):
            open_data.observations({"indicator": SCANS, "format": kind})
