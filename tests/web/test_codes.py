"""A code from an old document, over HTTP: the figure as it was, what it is now, and why; in any form in which somebody types it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest

from tests.server_process import Server, serving
from tests.snapshots import OLD, OLD_DAY_WORDS, add_copy, current_of
from tests.web.callback_bodies import page_body
from views.traces import cleaned

LIER, PUTTE = "12021", "12029"


def _alter(connection: duckdb.DuckDBPyConnection) -> None:
    """The old snapshot: one scan fewer in Lier in 2024, none known in Putte, and a figure that is gone now."""
    where = "where indicator_id = 'energiescans' and period_start = '2024-01-01' and period_end = '2024-12-31' and nis ="
    connection.execute(f"update observation set value = 83, value_text = '83' {where} '{LIER}'")
    connection.execute(f"delete from observation {where} '{PUTTE}'")


@pytest.fixture(scope="module")
def codes(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the real snapshot and an older one that differs."""
    folder = tmp_path_factory.mktemp("codes")
    (folder / "data").mkdir()
    add_copy(data_dir, folder / "data", OLD, alter=_alter)
    warehouse = folder / "data" / "warehouse"
    now = current_of(data_dir)
    for name in (f"snap-{now}.duckdb", f"snap-{now}.json", "CURRENT"):
        (warehouse / name).write_bytes((data_dir / "warehouse" / name).read_bytes())
    with serving(folder / "data", folder) as server:
        yield server


def page(server: Server, code: str) -> str:
    answer = server.call_back(page_body({"path": f"/c/{quote(code, safe=':/@.')}", "search": ""}))
    assert answer.status == 200
    return answer.text


def test_a_changed_figure_is_told_then_and_now_with_the_reason(codes: Server) -> None:
    text = page(codes, f"RIV:energiescans/lier/2024@{OLD}")
    assert "Dit cijfer is veranderd." in text
    assert f"Toen, stand {OLD}, {OLD_DAY_WORDS}" in text
    assert "83 scans" in text
    assert "84 scans" in text
    assert "de bron, de lezing of een correctie is sindsdien veranderd" in text


def test_an_unchanged_figure_says_so(codes: Server) -> None:
    text = page(codes, f"RIV:energiescans/duffel/2024@{OLD}")
    assert "Dit cijfer is niet veranderd." in text
    assert "ongewijzigd" in text


def test_a_figure_that_was_not_there_yet(codes: Server) -> None:
    assert "stond er nog niet" in page(codes, f"RIV:energiescans/putte/2024@{OLD}")


def test_the_code_of_a_whole_chart_lists_its_figures_the_changed_ones_first(codes: Server) -> None:
    text = page(codes, f"RIV:energiescans/regio/2019..2024@{OLD}")
    assert "2 van de " in text
    assert text.index("83 scans") < text.index("ongewijzigd")


def test_a_snapshot_that_is_not_kept_is_told_and_the_figure_of_now_is_shown(codes: Server) -> None:
    text = page(codes, "RIV:energiescans/lier/2024@ffffffffffff")
    assert "niet meer na te gaan" in text
    assert "84 scans" in text


@pytest.mark.parametrize("code", ["RIV:bestaatniet/lier/2024@0123456789ab", "RIV:energiescans/parijs/2024@0123456789ab", "onzin", "RIV:"])
def test_what_is_no_code_is_told_in_dutch(codes: Server, code: str) -> None:
    assert "Code opzoeken" in page(codes, code)


@pytest.mark.parametrize("around", ["{}", " {} ", "({})", "[{}].", "{} (voorbeelddata)", "({} (voorbeelddata))"])
def test_a_code_may_be_pasted_with_what_stood_around_it(around: str) -> None:
    code = f"RIV:energiescans/lier/2024@{OLD}"
    assert cleaned(around.format(code)) == code
