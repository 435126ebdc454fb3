"""Snapshots listed, compared and published again, as a steward does it: by command."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from data_pipeline.history import Change, difference, difference_lines, history, history_lines
from data_pipeline.logbook import LOG, events, last_move, record
from data_pipeline.publish import exclusive, is_settled
from tests.conftest import run_pipeline
from tests.snapshots import OLD, add_copy, current_of, with_old_state
from warehouse import queries
from warehouse.snapshot import Warehouse

LATER = "00000000000a"
LIER_2024 = "indicator_id = 'energiescans' and nis = '12021' and period_end = '2024-12-31' and period_start = '2024-01-01'"
STEKR_2020 = "indicator_id = 'stekr_adviezen' and period_end = '2020-12-31'"
THERMOSCANS = "indicator_id = 'thermoscans' and value is not null"
NO_STATUS = "value = null, value_text = 'geheim', status = 'verborgen'"


def _later(connection: duckdb.DuckDBPyConnection) -> None:
    """84 becomes 85 and provisional, a year is gone, a figure of a new year came, one is hidden, one is only provisional now."""
    connection.execute(f"update observation set value = 85, status = 'voorlopig' where {LIER_2024}")
    connection.execute(f"delete from observation where {STEKR_2020}")
    columns = "* replace ('2025-01-01'::date as period_start, '2025-12-31'::date as period_end)"
    connection.execute(f"insert into observation select {columns} from observation where {LIER_2024}")
    first = f"select min(rowid) from observation where {THERMOSCANS}"
    connection.execute(f"update observation set {NO_STATUS} where rowid = ({first})")
    connection.execute(
        f"update observation set status = 'voorlopig' where rowid = (select max(rowid) from observation where {THERMOSCANS})"
    )


@pytest.fixture
def two_snapshots(data_dir: Path, tmp_path: Path) -> tuple[Path, str]:
    """A data folder that publishes the real snapshot, with a later one beside it."""
    folder, first = tmp_path / "data", current_of(data_dir)
    for path in (data_dir / "warehouse").glob(f"snap-{first}.*"):
        (folder / "warehouse").mkdir(parents=True, exist_ok=True)
        (folder / "warehouse" / path.name).write_bytes(path.read_bytes())
    (folder / "warehouse" / "CURRENT").write_text(f"{first}\n", encoding="utf-8")
    add_copy(data_dir, folder, LATER, built_at="2099-01-01T00:00:00Z", alter=_later)
    return folder, first


def _lier_2024(folder: Path) -> list[float | None]:
    rows = queries.observations(Warehouse(folder / "warehouse").current(), indicators=["energiescans"], municipalities=["12021"])
    return [r.value for r in rows if r.nis and r.period_end.year == 2024 and r.period_start.year == 2024]


def _moves(folder: Path) -> list[tuple[str, str]]:
    return [(told["event"], told["snapshot"]) for told in events(folder / "warehouse")]


def test_history_lists_the_oldest_first_and_marks_the_published_one(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    done = run_pipeline(folder, "history")
    lines = [line for line in done.stdout.splitlines() if " cijfers" in line]
    assert done.returncode == 0
    assert [line.split()[0] for line in lines] == [first, LATER]
    assert [line.endswith("gepubliceerd") for line in lines] == [True, False]


@pytest.mark.parametrize("told", [b"", b"[]", b'{"rows": {}}', None])
def test_history_goes_on_where_a_sidecar_is_damaged(two_snapshots: tuple[Path, str], told: bytes | None) -> None:
    folder, first = two_snapshots
    sidecar = folder / "warehouse" / f"snap-{LATER}.json"
    sidecar.unlink()
    if told is not None:
        sidecar.write_bytes(told)
    assert {entry.snapshot: entry.is_whole for entry in history(folder / "warehouse")} == {first: True, LATER: False}
    assert f"{LATER}  {'':<20}  {0:>7} cijfers  beschadigd" in history_lines(folder / "warehouse")


def test_diff_names_what_is_new_revised_hidden_and_gone(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    changes = {(c.indicator_id, c.change): c for c in difference(folder / "warehouse", old=first, new=LATER)}
    assert list(changes) == [
        ("energiescans", "herzien"),
        ("energiescans", "nieuw"),
        ("stekr_adviezen", "verdwenen"),
        ("thermoscans", "andere status"),
        ("thermoscans", "nieuwe leemte"),
    ]
    assert all(change.figures == 1 for change in changes.values())
    assert changes["energiescans", "herzien"].named == ("Lier 2024: 84 → 85",)
    assert changes["energiescans", "nieuw"] == Change(
        indicator_id="energiescans", change="nieuw", figures=1, named=("Lier 2025: 85",), new_periods=("2025",)
    )
    (gone,) = changes["stekr_adviezen", "verdwenen"].named
    assert gone.startswith("regio 2020: ")
    assert gone.endswith(" → weg")
    (hidden,) = changes["thermoscans", "nieuwe leemte"].named
    assert hidden.endswith("→ niet getoond (privacy)")
    (status,) = changes["thermoscans", "andere status"].named
    assert status.endswith("definitief → voorlopig")


def test_the_command_prints_the_differences_per_indicator(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    done = run_pipeline(folder, "diff", first, LATER)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].endswith(" (energiescans)")
    assert lines[1:5] == ["  herzien: 1", "    Lier 2024: 84 → 85", "  nieuw: 1, nieuwe periode: 2025", "    Lier 2025: 85"]


def test_diff_the_other_way_round_fills_the_gap(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    found = {(c.indicator_id, c.change): c.named for c in difference(folder / "warehouse", old=LATER, new=first)}
    assert found["energiescans", "herzien"] == ("Lier 2024: 85 → 84",)
    (filled,) = found["thermoscans", "aangevuld"]
    assert "niet getoond (privacy) → " in filled
    assert found["energiescans", "verdwenen"] == ("Lier 2025: 85 → weg",)
    assert ("stekr_adviezen", "nieuw") in found


def test_diff_names_the_first_few_and_counts_the_rest(data_dir: Path, tmp_path: Path) -> None:
    folder = with_old_state(data_dir, tmp_path)
    add_copy(
        data_dir,
        folder,
        LATER,
        alter=lambda c: c.execute(
            "update observation set value = value + 0.001, period_start = period_start + interval 50 year, "
            "period_end = period_end + interval 50 year where indicator_id = 'energiescans' and value is not null"
        ),
    )
    lines = difference_lines(difference(folder / "warehouse", old=OLD, new=LATER))
    counts = [int(line.split(": ")[1].split(",")[0]) for line in lines if line.startswith(("  nieuw: ", "  verdwenen: "))]
    assert len(lines) == 1 + 2 * (1 + 5 + 1)
    assert lines[0].endswith("(energiescans)")
    assert counts[0] == counts[1] > 50
    assert any(line.startswith("  nieuw: ") and ", nieuwe periode: " in line and " en nog " in line for line in lines)
    assert [line for line in lines if line.startswith("    en nog ")] == [f"    en nog {count - 5}" for count in counts]


def test_diff_shows_a_revision_that_rounding_would_hide(data_dir: Path, tmp_path: Path) -> None:
    folder = with_old_state(data_dir, tmp_path)
    add_copy(data_dir, folder, LATER, alter=lambda c: c.execute(f"update observation set value = 84.004 where {LIER_2024}"))
    (change,) = difference(folder / "warehouse", old=OLD, new=LATER)
    assert change.named == ("Lier 2024: 84,000 → 84,004",)


def test_no_difference_is_said(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    assert run_pipeline(folder, "diff", first, first).stdout.strip() == "Geen enkel cijfer verschilt."


def test_an_older_snapshot_still_answers_with_the_older_figure(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    assert _lier_2024(folder) == [84]
    assert run_pipeline(folder, "rollback", LATER).returncode == 0
    assert _lier_2024(folder) == [85]
    readers = Warehouse(folder / "warehouse")
    assert [r.value for r in queries.observations(readers.by_id(first), indicators=["energiescans"]) if r.value == 85] == []


def test_rollback_is_one_command_that_the_same_command_undoes_and_each_has_its_line_in_the_log(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    began = datetime.now(UTC).replace(microsecond=0)
    for snapshot in (LATER, first, LATER, LATER):
        done = run_pipeline(folder, "rollback", snapshot)
        assert (done.returncode, done.stdout) == (0, f"Gepubliceerd: stand {snapshot}.\n")
        assert current_of(folder) == snapshot
    assert _moves(folder) == [("found", first), ("rolled_back", LATER), ("rolled_back", first), ("rolled_back", LATER)]
    told = last_move(folder / "warehouse")
    assert told["instead_of"] == first
    assert timedelta() <= datetime.fromisoformat(told["at"]) - began < timedelta(minutes=1)
    assert f"{told['at']}  stand {LATER} teruggezet, in plaats van {first}" in history_lines(folder / "warehouse")


def test_a_build_does_not_undo_a_rollback_until_an_input_changes(data_dir: Path, tmp_path: Path) -> None:
    folder = with_old_state(data_dir, tmp_path)
    assert run_pipeline(folder, "build").returncode == 0
    newest = current_of(folder)
    assert run_pipeline(folder, "rollback", OLD).returncode == 0
    done = run_pipeline(folder, "build", "--json")
    assert (done.returncode, current_of(folder)) == (0, OLD)
    told = json.loads(done.stdout)
    assert (told["published"], told["snapshot"]) == (False, OLD)
    assert not is_settled(folder / "warehouse", "ffffffffffff")
    assert run_pipeline(folder, "rollback", newest).returncode == 0
    assert json.loads(run_pipeline(folder, "build", "--json").stdout)["snapshot"] == newest
    assert [event for event, _ in _moves(folder)] == ["found", "built", "published", "rolled_back", "rolled_back"]


@pytest.mark.parametrize("asked", ["ffffffffffff", "../../etc/passwd", "x'; drop", "", LATER.upper()])
def test_an_unknown_snapshot_is_refused_in_dutch_and_nothing_changes(two_snapshots: tuple[Path, str], asked: str) -> None:
    folder, first = two_snapshots
    for command in (("rollback", asked), ("diff", first, asked)):
        done = run_pipeline(folder, *command)
        assert done.returncode == 1
        assert "bestaat niet of is beschadigd" in done.stderr
        assert "Traceback" not in done.stderr
    assert current_of(folder) == first


def test_a_damaged_snapshot_is_never_published(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    damaged = folder / "warehouse" / f"snap-{LATER}.duckdb"
    damaged.write_bytes(damaged.read_bytes()[:-4096])
    assert run_pipeline(folder, "rollback", LATER).returncode == 1
    assert current_of(folder) == first


def test_a_line_of_the_log_is_one_line_whatever_stands_in_it(tmp_path: Path) -> None:
    odd = 'een\r\nbestand\u2028met "aanhalingstekens".csv'
    record(tmp_path, "purged", file=odd)
    record(tmp_path, "published", snapshot=OLD)
    assert len((tmp_path / LOG).read_bytes().split(b"\n")) == 3
    assert [told.get("file", told.get("snapshot")) for told in events(tmp_path)] == [odd, OLD]


@pytest.mark.parametrize("torn", [b'{"at": "2026-11-24T10:00', b"\xff\xfe", b"[]", b"null", b'{"event": "published"}'])
def test_a_torn_line_of_the_log_harms_no_other(tmp_path: Path, torn: bytes) -> None:
    record(tmp_path, "published", snapshot=OLD)
    with (tmp_path / LOG).open("ab") as log:
        log.write(torn)
    assert last_move(tmp_path)["snapshot"] == OLD
    record(tmp_path, "rolled_back", snapshot=LATER)
    assert [told["event"] for told in events(tmp_path)] == ["published", "rolled_back"]


def test_a_pointer_that_somebody_edited_is_noted(two_snapshots: tuple[Path, str]) -> None:
    folder, first = two_snapshots
    with exclusive(folder / "warehouse"):
        pass
    (folder / "warehouse" / "CURRENT").write_text(LATER, encoding="utf-8")
    for _ in range(2):
        with exclusive(folder / "warehouse"):
            pass
    assert _moves(folder) == [("found", first), ("found", LATER)]
