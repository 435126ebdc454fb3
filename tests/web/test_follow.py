"""REL-04: readers follow what is published, no request fails, and one page never shows two snapshots."""

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from catalogue.loader import load_catalogue
from data_pipeline.publish import point_at
from pages.routes import FIXED, find_page
from tests.server_process import Answer, Server, serving
from tests.snapshots import OLD, OLD_DAY_WORDS, add_copy
from tests.web.callback_bodies import Body, filters_body, page_body, table_body
from views.files import csv_file
from views.filters import Filters
from views.registry import View, all_views
from views.render import render
from warehouse.snapshot import Snapshot, Warehouse

FIRST = "00000000000f"
READERS = 8
SWAPS = 40
FOLLOW_SECONDS = 5
IN_A_ROW = 4
LONGEST_PAUSE_SECONDS = 0.2
STAMP = re.compile(r"(?:@|stand=)([0-9a-f]{12})")
CHOICE = re.compile(r'"choice":"(\?[^"]*)","type":"toon-tabel","view":"([a-z_]+)"')
CSV = re.compile(r'"href":"(/download/[^"]+\.csv[^"]*)"')
STORE = re.compile(r'\{"data":"([0-9a-f]{12})","id":"stand"\}')
CODE = re.compile(r'"data-code":"([^"]+)"')
THEMES = [theme.path for theme in load_catalogue().themes.values()]
PATHS = [*THEMES, *FIXED, "/gemeente/lier", "/gemeente/puurs-sint-amands?met=duffel"]


@dataclass(frozen=True)
class Two:
    """A data folder with two snapshots that say of which day they are, and the ids of both."""

    folder: Path
    first: str
    days: dict[str, str]

    def publish(self, snapshot: str) -> None:
        """Publishes one of them as the pipeline does."""
        point_at(self.folder / "warehouse", snapshot)


@pytest.fixture
def two(data_dir: Path, tmp_path: Path) -> Two:
    folder = tmp_path / "data"
    add_copy(data_dir, folder, OLD)
    add_copy(data_dir, folder, FIRST, built_at="2019-03-04T03:04:05Z")
    found = Two(folder=folder, first=FIRST, days={OLD: OLD_DAY_WORDS, FIRST: "4 maart 2019"})
    found.publish(FIRST)
    return found


@pytest.fixture
def following(two: Two, tmp_path: Path) -> Iterator[Server]:
    """A server with two workers over both."""
    with serving(two.folder, tmp_path) as server:
        yield server
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def where(path: str) -> Body:
    """The address of a page as the browser tells it."""
    place, mark, search = path.partition("?")
    return page_body({"path": place, "search": mark + search})


def plain(answer: Answer) -> str:
    """The text of an answer, that of JSON in one way of writing."""
    is_json = "json" in str(answer.headers["Content-Type"])
    return json.dumps(answer.json, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if is_json else answer.text


def only_one(answer: Answer, days: dict[str, str]) -> set[str]:
    """The snapshots that an answer is made of, by the stamps of its figures and by its day: at most one."""
    assert answer.status == 200, answer.text[:500]
    stamps = set(STAMP.findall(plain(answer))) | {snapshot for snapshot, day in days.items() if day in plain(answer)}
    assert len(stamps) <= 1, stamps
    return stamps


def store_of(answer: Answer) -> str:
    """The snapshot that a page of a theme keeps for its own requests."""
    (found,) = STORE.findall(plain(answer))
    return str(found)


UNPINNED = "/open-data"
"""Its addresses are for programs and give whatever is published when they are asked."""


@dataclass
class Seen:
    """What the readers met."""

    pages: list[tuple[float, float, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def visit(server: Server, two: Two, path: str, seen: Seen) -> None:
    """Opens a page and does on it what a reader does: filters, a table, a file, a passport; all are of the page's snapshot."""
    began = time.monotonic()
    page = server.call_back(where(path))
    ended, stamps = time.monotonic(), only_one(page, two.days)
    seen.pages += [(began, ended, stamp) for stamp in stamps]
    if path in THEMES:
        body = filters_body(thema=next(t.slug for t in load_catalogue().themes.values() if t.path == path), stand=store_of(page))
        assert only_one(server.call_back(body), two.days) <= stamps
    for choice, view in CHOICE.findall(plain(page))[:1]:
        assert only_one(server.call_back(table_body(view, choice=choice)), two.days) <= stamps
    for href in CSV.findall(plain(page))[:1] if path != UNPINNED else []:
        assert only_one(server.ask(href), two.days) <= stamps
    for code in CODE.findall(plain(page))[:1]:
        assert server.ask(f"/api/v1/figures/{code}").status == 200


def test_readers_follow_forty_swaps_and_never_see_two_snapshots_on_a_page(following: Server, two: Two) -> None:
    seen, is_over = Seen(), threading.Event()

    def read(which: int) -> None:
        chosen = random.Random(which)
        while not is_over.is_set():
            path = chosen.choice(PATHS)
            time.sleep(chosen.uniform(0, LONGEST_PAUSE_SECONDS))
            try:
                visit(following, two, path, seen)
            except (AssertionError, OSError, ValueError) as error:
                seen.faults.append(f"{path}: {type(error).__name__} {error}")

    swaps: list[tuple[float, float, str]] = [(0, 0, two.first)]
    with ThreadPoolExecutor(READERS) as readers:
        work = [readers.submit(read, which) for which in range(READERS)]
        try:
            for number in range(SWAPS):
                snapshot = (OLD, two.first)[number % 2]
                began = time.monotonic()
                two.publish(snapshot)
                swaps.append((began, time.monotonic(), snapshot))
                _assert_all_follow(following, snapshot)
        finally:
            is_over.set()
        for job in work:
            job.result()
    assert seen.faults == []
    assert {snapshot for _, _, snapshot in seen.pages} == {OLD, two.first}
    assert len(seen.pages) > SWAPS
    for began, ended, snapshot in seen.pages:
        before = [published for _, moment, published in swaps if moment <= began][-1]
        meanwhile = {published for start, end, published in swaps if start <= ended and end >= began}
        assert snapshot in {before} | meanwhile, "a page that was asked after a swap shows what was published before it"


def _assert_all_follow(server: Server, snapshot: str) -> None:
    """Workers tell the new snapshot, several times in a row; none that is asked after five seconds may tell the old one."""
    deadline, in_a_row = time.monotonic() + FOLLOW_SECONDS, 0
    while in_a_row < IN_A_ROW:
        began = time.monotonic()
        answer = server.ask("/health")
        assert answer.status == 200
        in_a_row = in_a_row + 1 if answer.json == {"status": "ok", "snapshot": snapshot} else 0
        assert in_a_row or began < deadline, f"not every worker follows to {snapshot}"


def test_an_open_page_stays_of_one_snapshot_and_the_next_page_is_of_the_new_one(following: Server, two: Two) -> None:
    page = following.call_back(where("/klimaat"))
    assert only_one(page, two.days) == {two.first}
    two.publish(OLD)
    shown = store_of(page)
    assert only_one(following.call_back(filters_body(stand=shown)), two.days) == {two.first}
    choice, view = CHOICE.findall(plain(page))[0]
    assert only_one(following.call_back(table_body(view, choice=choice)), two.days) == {two.first}
    assert {*map(str, STAMP.findall(following.ask(CSV.findall(plain(page))[0]).text))} == {two.first}
    assert only_one(following.call_back(where("/klimaat")), two.days) == {OLD}


def test_the_address_of_a_page_does_not_hold_on_to_a_snapshot_unless_the_reader_chose_it(following: Server, two: Two) -> None:
    plain = following.call_back(filters_body(gemeenten=["lier"], stand=two.first)).json
    assert plain["response"]["filter-adres"]["data"] == "?gemeente=lier"
    chosen = following.call_back(filters_body(gemeenten=["lier"], search=f"?stand={OLD}", stand=OLD))
    assert chosen.json["response"]["filter-adres"]["data"] == f"?gemeente=lier&stand={OLD}"
    assert only_one(chosen, two.days) == {OLD}


def test_a_page_whose_snapshot_is_gone_says_so(following: Server, two: Two) -> None:
    (two.folder / "warehouse" / f"snap-{two.first}.duckdb").unlink()
    answer = following.call_back(filters_body(stand=two.first))
    assert answer.status == 200
    assert "niet meer te lezen. Herlaad de pagina" in answer.json["response"]["melding"]["children"][0]["props"]["children"]
    assert answer.json["response"]["inhoud"]["children"] == []


@pytest.mark.parametrize("shown", [5, ["x"], {"a": 1}, True], ids=str)
def test_a_page_cannot_be_of_something_that_is_no_snapshot(server: Server, shown: Any) -> None:
    assert server.call_back(filters_body(stand=shown)).status == 400


@pytest.mark.parametrize("path", PATHS)
def test_a_page_asks_once_which_snapshot_is_published(snapshot: Snapshot, two: Two, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Else a page that is made while another one is published could show both."""
    other = Warehouse(two.folder / "warehouse").by_id(OLD)
    asked: list[Snapshot] = []

    def alternating(_: Warehouse) -> Snapshot:
        asked.append((snapshot, other)[len(asked) % 2])
        return asked[-1]

    monkeypatch.setattr(Warehouse, "current", alternating)
    place, _, search = path.partition("?")
    page = find_page(place, search)
    assert page.title not in {"Geen cijfers", "Pagina niet gevonden"}
    assert set(STAMP.findall(json.dumps(page.content, cls=PlotlyJSONEncoder))) <= {snapshot.id}
    assert len(asked) <= 1


@pytest.mark.parametrize("view", [view for view in all_views().values() if view.form == "projects"][:3], ids=lambda view: view.id)
def test_a_file_is_of_the_snapshot_that_its_card_was_made_of(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, view: View) -> None:
    rendered = render(view, Filters(), snapshot)

    def not_again(_: Warehouse) -> Snapshot:
        raise AssertionError("the file asks once more which snapshot is published")

    monkeypatch.setattr(Warehouse, "current", not_again)
    assert len(csv_file(rendered, Filters(), for_excel=False).splitlines()) > 1
