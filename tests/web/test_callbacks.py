"""Callback requests: ours are answered; spoiled ones get a 4xx with one Dutch sentence, never a 5xx or a trace."""

import copy
import json
import urllib.parse
from collections.abc import Callable

import pytest

from tests.server_process import Server
from tests.web.callback_bodies import FILTERS, PLEDGES, Body, filters_body, page_body, part, table_body

WRONG_TYPES = [5, 1.5, True, {"a": 1}, ["lier", 3], [["lier"]], [None]]
ABSURD_TEXTS = ["parijs", "\x00", "é" * 1000, "' or 1=1 --", "../../etc/passwd", "9" * 5000, "\ud800"]


def assert_refused(server: Server, body: object, *, status: int | None = None) -> None:
    """Sends what must be refused."""
    answer = server.call_back(body)
    assert 400 <= answer.status < 500, answer.text[:300]
    assert status is None or answer.status == status
    assert set(answer.json) == {"error", "reference"}
    assert answer.json["error"].endswith((".", ";"))
    assert answer.trace == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(filters_body(), id="filters"),
        pytest.param(filters_body(gemeenten=["lier"], van="2019", tot="2024", eenheid="inwoner"), id="all filters"),
        pytest.param(filters_body(gemeenten=None, van=None, tot=None, eenheid=None, search=None), id="empty controls"),
        pytest.param(page_body({"path": "/klimaat", "search": "?gemeente=lier"}), id="page"),
        pytest.param(table_body(), id="table"),
        pytest.param(table_body(choice="?gemeente=lier"), id="table with filters"),
    ],
)
def test_own_request_is_answered(server: Server, body: Body) -> None:
    answer = server.call_back(body)
    assert answer.status == 200
    assert answer.json["response"]


def test_open_tables_come_back_open(server: Server) -> None:
    toggle = {"type": "toon-tabel", "view": PLEDGES, "choice": ""}
    closed = server.call_back(filters_body(tabellen=[part(toggle, "n_clicks", 2)])).text
    opened = server.call_back(filters_body(tabellen=[part(toggle, "n_clicks", 1)])).text
    assert opened.count('"Table"') == closed.count('"Table"') + 1


@pytest.mark.parametrize("name", ["gemeenten", "van", "tot", "eenheid", "thema", "search"])
@pytest.mark.parametrize("value", WRONG_TYPES, ids=str)
def test_wrong_type_in_a_filter(server: Server, name: str, value: object) -> None:
    assert_refused(server, filters_body(**{name: value}))


@pytest.mark.parametrize("name", ["gemeenten", "van", "tot", "eenheid", "thema"])
@pytest.mark.parametrize("value", ABSURD_TEXTS, ids=lambda text: repr(text[:12]))
def test_absurd_value_in_a_filter(server: Server, name: str, value: str) -> None:
    assert_refused(server, filters_body(**{name: [value] if name == "gemeenten" else value}))


def test_sql_in_a_filter_value_is_refused(server: Server) -> None:
    """J05 of the list of bad inputs: 400 with the Dutch sentence and a line in the log that does not repeat the value."""
    spoiled = "Lier' OR 1=1--"
    quoted = urllib.parse.quote(spoiled)
    answers = [
        server.call_back(filters_body(gemeenten=[spoiled])),
        server.call_back(table_body(choice=f"?gemeente={quoted}")),
        server.ask(f"/download/{PLEDGES}.csv?gemeente={quoted}"),
    ]
    log = server.log.read_text(encoding="utf-8")
    for answer in answers:
        assert (answer.status, set(answer.json)) == (400, {"error", "reference"})
        assert answer.json["error"].startswith("Ongeldige filterwaarde. ")
        assert f"geweigerd, referentie {answer.json['reference']}" in log
    assert "OR 1=1" not in log


def test_unknown_theme_view_and_snapshot(server: Server) -> None:
    assert_refused(server, filters_body(thema="bestaat-niet"), status=404)
    assert_refused(server, filters_body(thema=None), status=404)
    assert_refused(server, table_body("bestaat_niet"), status=404)
    assert_refused(server, filters_body(search="?stand=0123456789ab"), status=404)
    assert_refused(server, filters_body(search="?stand=../../x"), status=404)
    assert_refused(server, table_body(choice="?stand=0123456789ab"), status=404)
    assert_refused(server, table_body(choice="?gemeente=parijs"), status=400)


@pytest.mark.parametrize(
    "value", [None, 5, "tekst", [], {}, {"path": "/"}, {"path": 1, "search": 2}, {"path": ["/"], "search": ""}], ids=str
)
def test_wrong_address_of_a_page(server: Server, value: object) -> None:
    assert_refused(server, page_body(value))


@pytest.mark.parametrize(
    "where",
    [
        {"path": "/" + "a" * 100_000, "search": ""},
        {"path": "/\x00", "search": "?gemeente=\x00"},
        {"path": "/\ud800", "search": "?gemeente=\ud800"},
        {"path": "/gemeente/%2e%2e/klimaat", "search": "?%zz=%ff&&&==="},
        {"path": "/klimaat", "search": "?" + "&".join(f"a{i}=1" for i in range(50_000))},
        {"path": "/klimaat", "search": "?stand=0123456789ab"},
        {"path": "//klimaat//", "search": "?gemeente=" + "lier," * 700},
    ],
    ids=lambda where: f"{where['path'][:12]!r} {where['search'][:16]!r}",
)
def test_absurd_address_gets_a_page(server: Server, where: Body) -> None:
    answer = server.call_back(page_body(where))
    assert answer.status == 200
    assert '"H1"' in answer.text


@pytest.mark.parametrize("view", [5, None, ["x"], {"a": 1}, True], ids=str)
def test_wrong_type_in_the_id_of_a_table(server: Server, view: object) -> None:
    assert_refused(server, table_body(view))


@pytest.mark.parametrize("clicks", ["x", {"a": 1}, [1], 10**30], ids=str)
def test_odd_number_of_clicks_does_no_harm(server: Server, clicks: object) -> None:
    assert server.call_back(table_body(clicks=clicks)).status < 500
    toggle = {"type": "toon-tabel", "view": PLEDGES, "choice": ""}
    assert server.call_back(filters_body(tabellen=[part(toggle, "n_clicks", clicks)])).status < 500


def _other(name: str, value: object) -> Callable[[Body], None]:
    return lambda body: body.__setitem__(name, value)


def _without(name: str) -> Callable[[Body], None]:
    return lambda body: body.pop(name)


SPOILED = {
    "unknown output": _other("output", "bestaat-niet.children"),
    "output of another": _other("output", "..pagina.children...titel.data.."),
    "output of the browser": _other("output", "titel.id"),
    "output a number": _other("output", 5),
    "no output": _without("output"),
    "no outputs": _without("outputs"),
    "outputs empty": _other("outputs", []),
    "outputs a number": _other("outputs", 5),
    "outputs others": _other("outputs", [{"id": "x", "property": "y"}] * 4),
    "no inputs": _without("inputs"),
    "inputs empty": _other("inputs", []),
    "inputs numbers": _other("inputs", [1, 2, 3, 4]),
    "inputs without a name": _other("inputs", [{}, {}, {}, {}]),
    "inputs lists": _other("inputs", [[], [], [], []]),
    "no state": _without("state"),
    "state a number": _other("state", 5),
    "state nothing": _other("state", None),
    "state short": _other("state", [{"id": "thema"}]),
    "tables a number": lambda body: body["state"].__setitem__(2, 5),
    "tables of another kind": lambda body: body["state"].__setitem__(2, [part({"type": "x", "view": "y", "choice": ""}, "n_clicks", 1)]),
    "tables nested": lambda body: body["state"].__setitem__(2, [[part("x", "n_clicks", 1)]]),
    "one input more": lambda body: body["inputs"].append(part("filter-van", "value", "2019")),
    "input of another": lambda body: body["inputs"][0].__setitem__("id", "navigatie"),
    "input with a list for id": lambda body: body["inputs"][0].__setitem__("id", ["x"]),
    "changes a number": _other("changedPropIds", 5),
    "changes nothing": _other("changedPropIds", None),
    "changes of another": _other("changedPropIds", ["x.y"]),
    "changes odd": _other("changedPropIds", ["{.n_clicks", 3, {}]),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_request_that_the_page_cannot_send(server: Server, spoil: Callable[[Body], None]) -> None:
    body = copy.deepcopy(filters_body())
    spoil(body)
    assert_refused(server, body, status=400)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"5", id="number"),
        pytest.param(b'"tekst"', id="text"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"output":' + b"[" * 50_000 + b"]" * 50_000 + b"}", id="deep output"),
        pytest.param(json.dumps(page_body("W")).encode().replace(b'"W"', b"[" * 50_000 + b"]" * 50_000), id="deep value"),
        pytest.param(json.dumps(page_body("W")).encode().replace(b'"W"', b"NaN"), id="not a number"),
        pytest.param(json.dumps({"output": "{" + "[" * 5000 + ".x", "inputs": []}).encode(), id="deep name"),
    ],
)
def test_malformed_body(server: Server, raw: bytes) -> None:
    assert_refused(server, raw, status=400)


def test_body_that_does_not_say_json(server: Server) -> None:
    body = json.dumps(filters_body()).encode()
    answer = server.ask("/_dash-update-component", method="POST", body=body, headers={"Content-Type": "text/plain"})
    assert answer.status == 400
    assert answer.trace == []


@pytest.mark.parametrize("query", ["?cancelJob=x", "?job=1&cacheKey=x", "?endId=vervalst", "?oldJob=../../x"])
def test_words_of_background_callbacks_do_nothing(server: Server, query: str) -> None:
    assert server.call_back(filters_body(), query=query).status == 200


def test_every_server_callback_is_known_here(server: Server) -> None:
    declared = server.ask("/_dash-dependencies").json
    names = {entry["output"] for entry in declared if not entry["clientside_function"]}
    assert names == {FILTERS, page_body({})["output"], table_body()["output"]}
