"""REL-07 in the running app: damage is told above every page; without any readable snapshot there is a Dutch page with 503."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.loader import load_catalogue
from pages.routes import FIXED
from tests.server_process import Answer, Server, serving
from tests.snapshots import OLD, OLD_DAY_WORDS, add_copy, current_of
from tests.web.callback_bodies import page_body

PATHS = [*FIXED, *(theme.path for theme in load_catalogue().themes.values()), "/gemeente/lier", "/bestaat-niet"]
ADDRESSES = ["/", "/klimaat", "/gemeente/lier", "/bestaat-niet"]


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder that publishes the real snapshot, with an older one beside it."""
    add_copy(data_dir, tmp_path / "data", OLD)
    published = current_of(data_dir)
    for name in (f"snap-{published}.duckdb", f"snap-{published}.json", "CURRENT"):
        shutil.copyfile(data_dir / "warehouse" / name, tmp_path / "data" / "warehouse" / name)
    return tmp_path / "data"


@pytest.fixture
def running(folder: Path, tmp_path: Path) -> Iterator[Server]:
    """A server over it."""
    with serving(folder, tmp_path) as server:
        yield server
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def _page(server: Server, path: str, search: str = "") -> Answer:
    answer = server.call_back(page_body({"path": path, "search": search}))
    assert answer.status == 200
    return answer


def _damage(folder: Path, snapshot: str) -> None:
    path = folder / "warehouse" / f"snap-{snapshot}.duckdb"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0x08
    path.write_bytes(content)


def test_a_sound_state_has_no_line_above_the_page(running: Server) -> None:
    assert [path for path in PATHS if "standmelding" in _page(running, path).text] == []
    assert running.ask("/health").json["status"] == "ok"


def test_a_running_app_goes_on_with_the_older_snapshot_and_says_so_on_every_page(running: Server, folder: Path) -> None:
    published = current_of(folder)
    assert _page(running, "/klimaat").text.count(f"@{published}") > 10
    _damage(folder, published)
    told = f"De gepubliceerde stand {published} is beschadigd, ontbreekt of mag hier niet getoond worden. U ziet stand {OLD} van "
    told += f"{OLD_DAY_WORDS}, "
    for path in PATHS:
        answer = _page(running, path)
        assert answer.text.count(told) == 1, path
        assert f"@{published}" not in answer.text
    assert told in running.ask("/aanleveren").text
    assert _page(running, "/klimaat").text.count(f"@{OLD}") > 10
    health = running.ask("/health")
    assert (health.status, health.json["status"], health.json["snapshot"]) == (200, "waarschuwing", OLD)
    assert [running.ask(address).status for address in ADDRESSES] == [200] * 4
    assert told not in _page(running, "/klimaat", f"?stand={OLD}").text
    assert running.ask(f"/download/energiescans.csv?stand={published}").status == 404


@pytest.mark.parametrize("pointer", [None, b"", b"\xff\xfe\xfd"])
def test_an_app_starts_without_a_sound_pointer(folder: Path, tmp_path: Path, pointer: bytes | None) -> None:
    published = current_of(folder)
    (folder / "warehouse" / "CURRENT").unlink()
    if pointer is not None:
        (folder / "warehouse" / "CURRENT").write_bytes(pointer)
    with serving(folder, tmp_path) as server:
        answer = _page(server, "/klimaat")
        assert f"De aanwijzer van de gepubliceerde stand is beschadigd of ontbreekt. U ziet stand {published} van" in answer.text
        assert server.ask("/health").json["snapshot"] == published
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_without_any_readable_snapshot_there_is_a_dutch_page_and_it_heals(running: Server, folder: Path) -> None:
    published = current_of(folder)
    sound = (folder / "warehouse" / f"snap-{published}.duckdb").read_bytes()
    for snapshot in (published, OLD):
        _damage(folder, snapshot)
    for address in ADDRESSES:
        answer = running.ask(address)
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "60"
        assert '<html lang="nl-BE">' in answer.text
        assert ">Peil toont even geen cijfers</h1>" in answer.text
        assert answer.trace == []
    assert "Geen cijfers" in _page(running, "/klimaat").text
    plain = running.ask("/aanleveren")
    assert (plain.status, "is leesbaar; bouw opnieuw met make build." in plain.text, "Kies uw bestanden" in plain.text) == (200, True, True)
    for address in ("/health", "/download/energiescans.csv"):
        assert running.ask(address).status == 503
        assert "make build" in running.ask(address).json["error"]
    assert running.ask("/assets/peil.css").status == 200
    (folder / "warehouse" / f"snap-{published}.duckdb").write_bytes(sound)
    assert [running.ask(address).status for address in ADDRESSES] == [200] * 4
    assert running.ask("/health").json == {"status": "ok", "snapshot": published}
