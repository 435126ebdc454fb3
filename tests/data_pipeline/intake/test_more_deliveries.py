"""What happens between deliveries: repeats, corrections, confirmations, interruptions; one file never stands in the way of another."""

import os
import shutil
import signal
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data_pipeline import deliver as delivering
from data_pipeline import deliveries
from data_pipeline.contract import Layout
from data_pipeline.deliver import deliver, exit_code
from data_pipeline.intake import extract as extraction
from data_pipeline.intake.document import Document
from data_pipeline.intake.report import FileReport
from tests.conftest import run_pipeline
from tests.data_pipeline.intake.bench import Bench
from tests.data_pipeline.intake.fixture import File, lines

HEAD = "gemeente;maand;km"
STAFF = "gemeente;jaar;uren;actieve wijk-werkers"


def cars(*rows: str, name: str = "deelwagens.csv", source: str = "") -> File:
    """Kilometres by municipality and month."""
    return File(name=name, content=lines(HEAD, *rows), source=source)


def codes(report: FileReport) -> list[str]:
    """The codes of what is said."""
    return [m.code for m in report.messages]


def km(bench: Bench) -> dict[tuple[str | None, str], float | None]:
    """The kilometres that count, by municipality and month."""
    rows = bench.figures("deelwagens_maand")
    return {(row.nis, f"{row.period_start:%Y-%m}"): row.value for row in rows if row.indicator_id == "deelwagen_km"}


def test_a_bad_file_between_two_good_ones_stops_neither(bench: Bench) -> None:
    files = (cars("Lier;2024-03;12", name="a.csv"), File(name="b.csv", content=b""), cars("Lier;2024-04;13", name="c.csv"))
    paths = [bench.written(file) for file in files]
    done = run_pipeline(bench.settings.data_dir, "deliver", *map(str, paths))
    assert done.returncode == 2
    assert [line for line in done.stdout.splitlines() if line and not line.startswith(" ")] == [
        "a.csv: Aanvaard (Deelwagens: maandcijfers)",
        "b.csv: Geweigerd",
        "c.csv: Aanvaard (Deelwagens: maandcijfers)",
        "Nog niet gepubliceerd. Publiceren: python -m data_pipeline build",
    ]
    assert km(bench) == {("12021", "2024-03"): 12, ("12021", "2024-04"): 13}


def test_a_file_that_is_gone_or_may_not_be_read_stops_no_other(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, good = bench.written(cars("Lier;2024-03;12", name="dicht.csv")), bench.written(cars("Lier;2024-04;13"))
    plain = Path.open

    def opened(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", opened)
    reports = deliver([closed, tmp_path / "weg.csv", good], bench.desk)
    assert [report.outcome for report in reports] == ["refused", "refused", "accepted"]
    assert reports[0].messages[0].text == "'dicht.csv' kan niet gelezen worden. Kijk of Peil het bestand mag openen."
    assert exit_code(reports) == 2


@pytest.mark.parametrize("change", ["replaced", "written", "removed"])
def test_a_file_that_changes_while_it_is_read_is_not_taken_in(bench: Bench, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    other = bench.written(cars("Lier;2024-03;999", name="ander.csv"))

    def read(path: Path, *, name: str, layout: Layout) -> Document:
        document = extraction.extract(path, name=name, layout=layout)
        changes: dict[str, Callable[[], object]] = {
            "replaced": lambda: other.replace(path),
            "written": lambda: path.write_bytes(b"half"),
            "removed": path.unlink,
        }
        changes[change]()
        return document

    monkeypatch.setattr(delivering, "extract", read)
    report = bench.give(cars("Lier;2024-03;12"))
    assert (report.outcome, codes(report), report.delivery) == ("held", ["A05"], "")
    assert bench.deliveries == []


def test_a_file_that_grows_between_two_looks_is_not_read_at_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bench.written(cars("Lier;2024-03;12"))
    path.touch()

    def grow(seconds: float) -> None:
        path.write_bytes(lines(HEAD, "Lier;2024-03;12", "Putte;2024-03;13"))

    monkeypatch.setattr("data_pipeline.intake.guard.time.sleep", grow)
    monkeypatch.setattr(delivering, "sha256_of", lambda path: pytest.fail("gelezen"))
    (report,) = deliver([path], bench.desk)
    assert (report.outcome, codes(report)) == ("held", ["A05"])


def test_a_file_that_is_found_faulty_because_it_is_half_written_waits_for_the_next_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, *, name: str, layout: Layout) -> Document:
        path.write_bytes(lines(HEAD) + b"Lier;2024")
        return extraction.extract(path, name=name, layout=layout)

    monkeypatch.setattr(delivering, "extract", read)
    assert codes(bench.give(cars("Lier;2024-03;12"))) == ["A05"]


def test_the_same_file_may_be_delivered_for_another_source(bench: Bench) -> None:
    content = lines("gemeente;peildatum;deelwagens;maand;km", "Lier;31/12/2024;3;2024-12;120")
    first = bench.give(File(name="wagens.csv", content=content, source="deelwagens_aanbod"))
    second = bench.give(File(name="wagens.csv", content=content, source="deelwagens_maand"))
    assert [first.outcome, second.outcome] == ["accepted", "accepted"]
    assert bench.give(File(name="wagens.csv", content=content, source="deelwagens_maand")).outcome == "unchanged"
    assert [d.source for d in bench.deliveries] == ["deelwagens_aanbod", "deelwagens_maand"]


def test_a_repeat_of_a_file_that_waits_says_so(bench: Bench) -> None:
    waiting = cars("Lier;2024-03;12", "Totaal;;13")
    first, second = bench.give(waiting), bench.give(waiting)
    assert (first.outcome, second.outcome, second.delivery) == ("held", "unchanged", first.delivery)
    assert codes(second) == ["H01", "wacht"]


def test_an_earlier_version_again_is_told_that_a_later_one_counts(bench: Bench) -> None:
    for value in (66, 71):
        assert bench.give(cars(f"Lier;2024-03;{value}")).outcome == "accepted"
    again = bench.give(cars("Lier;2024-03;66", "", name="opnieuw bewaard.csv"))
    assert (again.outcome, codes(again)) == ("unchanged", ["H02", "vervangen"])
    assert km(bench) == {("12021", "2024-03"): 71}


def test_a_file_taken_back_can_be_delivered_again(bench: Bench) -> None:
    file = cars("Lier;2024-03;12")
    first = bench.give(file)
    before = bench.inputs
    deliveries.withdraw(bench.settings.deliveries_dir, first.delivery, reason="verkeerd bestand")
    assert (km(bench), bench.deliveries[0].reason) == ({}, "verkeerd bestand")
    again = bench.give(file)
    assert (again.outcome, again.delivery) == ("accepted", first.delivery)
    assert bench.inputs == before
    assert [d.state for d in bench.deliveries] == ["accepted"]


def test_a_delivery_is_confirmed_and_taken_back_once(bench: Bench) -> None:
    held = bench.give(cars("Lier;2024-03;12", "Totaal;;13")).delivery
    data_dir = bench.settings.data_dir
    asked = [("confirm", held), ("confirm", held), ("withdraw", held, "--reason", "fout"), ("withdraw", held, "--reason", "fout")]
    assert [run_pipeline(data_dir, *arguments).returncode for arguments in asked] == [0, 2, 0, 2]
    done = run_pipeline(data_dir, "confirm", "deelwagens_maand/2020-01-01-00000000")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Er is geen levering 'deelwagens_maand/2020-01-01-00000000'.")


def test_a_held_file_confirmed_after_its_correction_does_not_undo_it(bench: Bench) -> None:
    held = bench.give(cars("Lier;2024-03;12", "Totaal;;13"))
    assert km(bench) == {}
    assert bench.give(cars("Lier;2024-03;13", "Totaal;;13")).outcome == "accepted"
    deliveries.confirm(bench.settings.deliveries_dir, held.delivery)
    assert km(bench) == {("12021", "2024-03"): 13}


def test_a_dry_run_leaves_nothing_behind(bench: Bench) -> None:
    desk = replace(bench.desk, is_dry_run=True)
    paths = [bench.written(file) for file in (cars("Lier;2024-03;12", name="a.csv"), File(name="b.csv", content=b""))]
    assert [report.outcome for report in deliver(paths, desk)] == ["accepted", "refused"]
    left = [p.name for p in bench.settings.deliveries_dir.rglob("*") if p.is_file()]
    assert left == [".lock"]
    assert all(path.is_file() for path in paths)


def test_what_is_kept_is_for_its_owner_only(bench: Bench) -> None:
    bench.give(cars("Lier;2024-03;12", "Putte;2024-03;x"))
    kept = list(bench.deliveries[0].folder.iterdir())
    assert {path.name for path in kept} == {
        "origineel.csv",
        "source.toml",
        "facts.ndjson",
        "report.json",
        "state.json",
        "quarantine.ndjson",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    folders = [bench.deliveries[0].folder, bench.deliveries[0].folder.parent, bench.settings.deliveries_dir]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_two_files_with_one_name_of_delivery_both_stay(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    checksums = iter(["ab" * 32, "ab" * 20 + "cd" * 12])
    monkeypatch.setattr(delivering, "sha256_of", lambda path: next(checksums))
    names = [bench.give(cars(row)).delivery for row in ("Lier;2024-03;12", "Lier;2024-04;13")]
    assert len(set(names)) == 2
    assert {name.rpartition("-")[2] for name in names} == {"abababab", "ababababa"}
    assert km(bench) == {("12021", "2024-03"): 12, ("12021", "2024-04"): 13}


def test_an_empty_cell_takes_no_known_figure_back(bench: Bench) -> None:
    bench.give(cars("Lier;2024-03;12", "Putte;2024-03;13"))
    report = bench.give(cars("Lier;2024-03;", "Putte;2024-03;14"))
    assert (report.outcome, codes(report)[0]) == ("held", "dekking")
    deliveries.confirm(bench.settings.deliveries_dir, report.delivery)
    assert km(bench) == {("12021", "2024-03"): 12, ("12029", "2024-03"): 14}


def test_files_about_other_municipalities_in_a_known_month_add_to_it(bench: Bench) -> None:
    for row in ("Lier;2024-03;12", "Putte;2024-03;13", "Duffel;2024-03;14"):
        assert bench.give(cars(row)).outcome == "accepted"
    assert len(km(bench)) == 3


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (["Lier;2024-04;1"], "H08"),
        (["Lier;2024-03;12", "Putte;2024-03;13", "Duffel;2024-03;14", "Bornem;2024-03;15"], "dekking"),
        ([f"Lier;2024-{month:02};1" for month in range(4, 9)], "dekking"),
        (["Lier;2024-03;99", "Putte;2024-03;13", "Duffel;2024-03;14", "Bornem;2024-03;15", "Willebroek;2024-03;16"], "totaal"),
    ],
)
def test_a_file_that_shrinks_or_moves_too_much_waits(bench: Bench, second: list[str], code: str) -> None:
    bench.give(cars("Lier;2024-03;12", "Putte;2024-03;13", "Duffel;2024-03;14", "Bornem;2024-03;15", "Willebroek;2024-03;16"))
    report = bench.give(cars(*second))
    assert (report.outcome, codes(report)[0]) == ("held", code), report.messages


def test_rows_in_quarantine_are_not_lost_and_hold_nothing(bench: Bench) -> None:
    bench.give(cars("Lier;2024-03;12", "Putte;2024-03;13", "Duffel;2024-03;14"))
    report = bench.give(cars("Lier;2024-03;x", "Putten;2024-03;13", "Duffel;2024-03;14", "Bornem;2024-03;15"))
    assert (report.outcome, report.quarantined) == ("accepted", 2), report.messages
    assert km(bench) == {("12021", "2024-03"): 12, ("12029", "2024-03"): 13, ("12009", "2024-03"): 14, ("12007", "2024-03"): 15}


def test_the_report_repeats_no_value_of_persons(bench: Bench) -> None:
    files = [File(name="wijkwerken.csv", content=lines(STAFF, f"Lier;2024;{hours};31")) for hours in (7777, 8888)]
    first, second = (bench.give(file) for file in files)
    (revised,) = (m for m in second.messages if m.code == "H05")
    assert first.outcome == second.outcome == "accepted"
    assert "7777" not in revised.text.replace(".", "")
    assert "8888" not in revised.text.replace(".", "")


STEPS = 7


def _killed_at(bench: Bench, path: Path, step: int) -> int:
    """Delivers a file in a process that kills itself at a step of keeping it; the signal that ended it."""
    process = os.fork()
    if process == 0:
        taken = 0

        def counted(plain: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **kwargs: Any) -> Any:
                nonlocal taken
                taken += 1
                if taken == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return plain(*args, **kwargs)

            return call

        for name in ("_write", "sync"):
            setattr(deliveries, name, counted(getattr(deliveries, name)))
        shutil.copyfile = counted(shutil.copyfile)
        deliver([path], bench.desk)
        os._exit(0)
    return os.WTERMSIG(os.waitpid(process, 0)[1])


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_delivery_that_was_killed_half_way_leaves_nothing_and_the_next_heals(bench: Bench, step: int) -> None:
    path = bench.written(cars("Lier;2024-03;12", "Putte;2024-03;x"))
    assert _killed_at(bench, path, step) == signal.SIGKILL
    assert bench.deliveries == []
    assert km(bench) == {}
    assert list(bench.settings.deliveries_dir.glob("*/.incoming-*"))
    (report,) = deliver([path], bench.desk)
    assert (report.outcome, len(bench.deliveries)) == ("accepted", 1)
    assert not list(bench.settings.deliveries_dir.glob("*/.incoming-*"))
    assert km(bench) == {("12021", "2024-03"): 12}
