"""SEC-19: a file made to do harm is refused in Dutch, or read well, within 5 seconds and 512 MB; nothing in it is run."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_pipeline.deliver import deliver
from data_pipeline.intake import extract as extraction
from tests.conftest import PROJECT, run_pipeline
from tests.data_pipeline.intake.archives import changed
from tests.data_pipeline.intake.bench import Bench
from tests.data_pipeline.intake.fixture import File, lines
from tests.data_pipeline.intake.fixtures_files import FIXTURES as FILES
from tests.data_pipeline.intake.hostile_files import GOOD_ROW, HOSTILE, PARTS, Hostile
from tests.data_pipeline.intake.hostile_makers import GOOD, heavy
from tests.data_pipeline.intake.measuring import Measurer

MOST_SECONDS, MOST_MEMORY = 5, 512 * 1024 * 1024
ENGLISH = re.compile(r"\b(error|exception|invalid|traceback|line|column|expected|failed)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def measurer() -> Iterator[Measurer]:
    """The process that measures."""
    if sys.platform != "linux":
        pytest.skip("het geheugen van een proces wordt alleen op Linux gemeten")
    started = Measurer()
    yield started
    started.close()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_or_read_well_and_cheaply(measurer: Measurer, tmp_path: Path, hostile: Hostile) -> None:
    path = File(name=hostile.name, content=hostile.content).written(tmp_path)
    took = measurer.deliver(path, data_dir=tmp_path / "data", source=hostile.source)
    path.unlink()
    report = took.report
    assert report["outcome"] == ("refused" if hostile.code else "accepted"), report
    assert report["rows_in"] == report["loaded"] + report["quarantined"] + report["ignored"]
    if hostile.code:
        assert report["messages"][0]["code"] == hostile.code, report["messages"][:3]
        assert hostile.says in report["messages"][0]["text"]
    else:
        assert report["loaded"] == hostile.loaded, report
    for message in report["messages"]:
        assert not ENGLISH.search(message["text"]), message
        assert "/" not in message["text"] or str(tmp_path) not in message["text"], message
    assert took.seconds < MOST_SECONDS
    assert took.child_memory < MOST_MEMORY
    assert took.own_memory < MOST_MEMORY


@pytest.mark.parametrize("key", [key for key, fixture in FILES.items() if key.startswith("A") and not fixture.while_delivering])
def test_the_bad_files_of_the_list_are_cheap_too(measurer: Measurer, tmp_path: Path, key: str) -> None:
    path = FILES[key].file.written(tmp_path)
    took = measurer.deliver(path, data_dir=tmp_path / "data")
    path.unlink()
    assert took.seconds < MOST_SECONDS
    assert took.child_memory < MOST_MEMORY
    assert took.own_memory < MOST_MEMORY


@pytest.mark.parametrize("part", PARTS)
def test_a_doctype_in_any_part_is_refused(bench: Bench, part: str) -> None:
    told = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    report = bench.give(File(name="deelwagens.xlsx", content=changed(GOOD, parts={part: told})))
    assert [m.code for m in report.messages] == ["A15"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_doctype_in_another_encoding_is_refused(bench: Bench, encoding: str) -> None:
    told = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    report = bench.give(File(name="deelwagens.xlsx", content=changed(GOOD, parts={"xl/worksheets/sheet1.xml": told})))
    assert [m.code for m in report.messages] == ["A15"]


def _link(path: Path) -> None:
    target = path.with_name("echt.csv")
    target.write_bytes(lines("gemeente;maand;km", GOOD_ROW))
    path.symlink_to(target)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


SPECIAL: dict[str, Callable[[Path], object]] = {
    "symlink": _link,
    "symlink naar niets": lambda path: path.symlink_to("/nergens"),
    "symlink naar apparaat": lambda path: path.symlink_to("/dev/zero"),
    "fifo": os.mkfifo,
    "map": Path.mkdir,
    "socket": _socket,
    "niets": lambda path: None,
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_plain_file_is_refused_at_once(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    SPECIAL[kind](Path("deelwagens.csv"))
    (report,) = deliver([Path("deelwagens.csv")], bench.desk)
    assert (report.outcome, report.messages[0].code) == ("refused", "bestand")


@pytest.mark.parametrize(
    "name",
    [
        "a\x00b.csv",
        "a\x07.csv",
        "a\n.csv",
        "a\x1b[31m.csv",
        "a\u202egpj.csv",
        "a\u200b.csv",
        "a\u2028.csv",
        "..",
        "a\\b.csv",
        "c:x.csv",
        "x" * 201 + ".csv",
    ],
)
def test_an_odd_name_is_refused(bench: Bench, tmp_path: Path, name: str) -> None:
    (report,) = deliver([tmp_path / name], bench.desk)
    assert [(m.code, m.text) for m in report.messages] == [("A17", "De bestandsnaam is ongeldig.")]


@pytest.mark.parametrize(
    "name", ["-rf.csv", "$(touch x).csv", "deelwagens;rm.csv", "de élf.csv", " .csv", "%s{bestand}.csv", "x" * 190 + ".csv"]
)
def test_a_name_is_only_a_name(bench: Bench, name: str) -> None:
    report = bench.give(File(name=name, content=lines("gemeente;maand;km", GOOD_ROW)))
    assert (report.outcome, report.loaded, report.file) == ("accepted", 1, name)


def test_the_command_survives_a_name_that_is_no_text(bench: Bench, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/deel\xff\xfe\x1b[2J.csv"
    Path(os.fsdecode(path)).write_bytes(lines("gemeente;maand;km", GOOD_ROW))
    for arguments in (["--json"], []):
        done = run_pipeline(bench.settings.data_dir, "deliver", *arguments, os.fsdecode(path))
        assert (done.returncode, done.stderr) == (2, "")
        assert "De bestandsnaam is ongeldig." in done.stdout
        assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("limit", "value"), [("MEMORY_BYTES", 80 * 1024 * 1024), ("CPU_SECONDS", 1), ("WALL_SECONDS", 0.2)])
def test_a_child_that_meets_a_limit_is_a_file_refused_in_dutch(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(extraction, limit, value)
    report = bench.give(File(name="deelwagens.xlsx", content=heavy))
    told = "'deelwagens.xlsx' vraagt te veel geheugen of tijd om te lezen en wordt geweigerd. Splits het bestand."
    assert [(m.code, m.text) for m in report.messages] == [("grenzen", told)]


def test_the_child_is_limited_in_all_that_it_could_use_up(tmp_path: Path) -> None:
    asked = "import resource; from data_pipeline.intake import extract; extract._limit(memory=2**29, seconds=4);" + ";".join(
        f"print(resource.getrlimit(resource.RLIMIT_{kind})[1])" for kind in ("AS", "CPU", "CORE", "FSIZE", "NPROC")
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout.split() == [str(2**29), "4", "0", "0", "0"]


def test_a_child_that_breaks_says_so_in_dutch(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MEMORY_BYTES", "geen getal")
    report = bench.give(File(name="deelwagens.csv", content=lines("gemeente;maand;km", GOOD_ROW)))
    assert [m.code for m in report.messages] == ["onleesbaar"]
