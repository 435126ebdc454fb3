"""The figures interface: the passport behind a citeable code."""

import json
import re

import pytest

from tests.server_process import Server
from tests.web.callback_bodies import PLEDGES, page_body
from warehouse import queries
from warehouse.snapshot import Snapshot


def test_each_code_on_a_page_has_its_figure(server: Server, snapshot: Snapshot) -> None:
    page = json.dumps(server.call_back(page_body({"path": "/", "search": ""})).json)
    codes = set(re.findall(r'"data-code": "([^"]+)"', page))
    assert len(codes) > 20
    for code in sorted(codes):
        answer = server.ask(f"/api/v1/figures/{code}")
        assert answer.status == 200, code
        assert answer.json["code"] == code
        assert answer.json["title"]
        lines = dict(answer.json["passports"][0])
        assert {"Waarde", "Zoals gedrukt", "Bron", "Vindplaats", "Stand"} <= lines.keys()


def test_figure_is_that_of_the_warehouse(server: Server, snapshot: Snapshot) -> None:
    row = next(row for row in queries.observations(snapshot, indicators=[PLEDGES]) if row.nis == "12040")
    answer = server.ask(f"/api/v1/figures/RIV:{PLEDGES}/willebroek/2019..2024@{snapshot.id}")
    lines = dict(answer.json["passports"][0])
    assert lines["Waarde"] == f"{row.value:.0f} verklaringen"
    assert lines["Zoals gedrukt"] == row.value_text
    assert lines["Vindplaats"] == row.source_ref


def test_contradicting_figures_come_together(server: Server, snapshot: Snapshot) -> None:
    answer = server.ask(f"/api/v1/figures/RIV:energielening_aantal/regio/2018..2024@{snapshot.id}")
    assert sorted(dict(lines)["Zoals gedrukt"] for lines in answer.json["passports"]) == ["439", "468"]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("niets", 400),
        ("RIV:bestaat_niet/lier/2024@{id}", 400),
        ("RIV:energiescans/parijs/2024@{id}", 400),
        ("RIV:energiescans/lier/2024-13@{id}", 400),
        ("RIV:energiescans/lier/2024-02-30@{id}", 400),
        ("RIV:energiescans/lier/0000@{id}", 400),
        ("RIV:energiescans/lier/2024@../../CURRENT", 400),
        ("RIV:energiescans/lier/2024", 400),
        ("%00", 400),
        ("%ff", 400),
        ("RIV:" + "a" * 3000, 400),
        ("RIV:energiescans/lier/2024@0123456789ab", 404),
        ("RIV:energiescans/nijlen/2024@{id}", 404),
        ("RIV:energiescans:bestaat_niet/lier/2024@{id}", 404),
    ],
)
def test_unknown_code(server: Server, snapshot: Snapshot, code: str, status: int) -> None:
    answer = server.ask(f"/api/v1/figures/{code.replace('{id}', snapshot.id)}")
    assert answer.status == status
    assert set(answer.json) == {"error", "reference"}
    assert answer.json["error"].endswith(".")
    assert answer.trace == []
