"""A build as a user runs it: what it publishes, and that a failed one leaves the old state as it was."""

import fcntl
import json
import resource
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import PROJECT, run_pipeline
from warehouse.snapshot import Warehouse

OLD = "000000000000"
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
NEEDED = ("catalogue", "data/sources", "data_pipeline")


def _with_old_snapshot(folder: Path, data_dir: Path) -> Path:
    """A data folder whose published state was made from other inputs."""
    warehouse = folder / "warehouse"
    warehouse.mkdir(parents=True)
    published = (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    for suffix in (".duckdb", ".json"):
        shutil.copyfile(data_dir / "warehouse" / f"snap-{published}{suffix}", warehouse / f"snap-{OLD}{suffix}")
    (warehouse / "CURRENT").write_text(f"{OLD}\n", encoding="utf-8")
    return folder


def _figures(folder: Path, snapshot: str) -> list[dict[str, object]]:
    return Warehouse(folder / "warehouse").by_id(snapshot).rows("select * from observation order by all")


def _assert_old_stays(folder: Path, data_dir: Path) -> None:
    published = (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    assert (folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip() == OLD
    old, new = (data / "warehouse" / f"snap-{name}.duckdb" for data, name in ((folder, OLD), (data_dir, published)))
    assert old.read_bytes() == new.read_bytes()


def _assert_refused(done: CompletedProcess[str]) -> None:
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Niets gepubliceerd, de vorige stand blijft." in done.stderr
    assert "Traceback" not in done.stderr


def _full_disk() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


@dataclass(frozen=True)
class Story:
    """One data folder: a build on a full disk, and the build after it in another time zone and language."""

    folder: Path
    full: CompletedProcess[str]
    files_when_full: list[str]
    current_when_full: str
    after: CompletedProcess[str]


@pytest.fixture(scope="module")
def story(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = _with_old_snapshot(tmp_path_factory.mktemp("vol") / "data", data_dir)
    full = run_pipeline(folder, "build", environment={"PYTHONDONTWRITEBYTECODE": "1"}, preexec_fn=_full_disk)
    files = sorted(path.name for path in (folder / "warehouse").iterdir())
    current = (folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    after = run_pipeline(folder, "build", "--json", environment=ELSEWHERE)
    return Story(folder=folder, full=full, files_when_full=files, current_when_full=current, after=after)


def test_a_full_disk_is_told_in_dutch_and_the_old_state_stays(story: Story) -> None:
    _assert_refused(story.full)
    assert len(story.full.stderr.strip().splitlines()) == 1
    assert "of er plaats is op de schijf" in story.full.stderr
    assert story.current_when_full == OLD
    assert [name for name in story.files_when_full if name.startswith("snap-")] == [f"snap-{OLD}.duckdb", f"snap-{OLD}.json"]


def test_the_build_after_a_full_disk_publishes_and_clears_up(story: Story) -> None:
    assert [name for name in story.files_when_full if name.startswith("building-") or name.endswith(".tmp")] == []
    assert story.after.returncode == 0, story.after.stderr
    told = json.loads(story.after.stdout)
    assert told["published"] is True
    assert list((story.folder / "warehouse").glob("building-*")) == []
    assert (story.folder / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip() == told["snapshot"]
    assert (story.folder / "warehouse" / f"snap-{OLD}.duckdb").is_file()


def test_the_same_inputs_give_the_same_id_and_figures_anywhere(story: Story, data_dir: Path) -> None:
    here = (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    assert json.loads(story.after.stdout)["snapshot"] == here
    figures = _figures(data_dir, here)
    assert len(figures) > 4_000
    assert _figures(story.folder, here) == figures


def test_a_second_build_without_changes_publishes_nothing(story: Story) -> None:
    warehouse = story.folder / "warehouse"
    before = {path.name: path.stat().st_mtime_ns for path in warehouse.iterdir() if path.name != "etl.lock"}
    done = run_pipeline(story.folder, "build", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["published"] is False
    assert {path.name: path.stat().st_mtime_ns for path in warehouse.iterdir() if path.name != "etl.lock"} == before


def test_an_unchanged_build_also_clears_up_what_a_broken_one_left(story: Story) -> None:
    leftover = story.folder / "warehouse" / "building-ffffffffffff.duckdb"
    leftover.write_bytes(b"half")
    assert run_pipeline(story.folder, "build").returncode == 0
    assert not leftover.exists()


def test_what_was_published_is_told_beside_it(data_dir: Path) -> None:
    snapshot = (data_dir / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    told = json.loads((data_dir / "warehouse" / f"snap-{snapshot}.json").read_text(encoding="utf-8"))
    assert told["id"] == snapshot
    assert told["rows"]["observation"] == len(_figures(data_dir, snapshot))
    assert told["built_at"].endswith("Z")
    assert len(told["inputs"]) > 100


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the pipeline reads, to break."""
    copy = tmp_path / "project"
    for room in NEEDED:
        shutil.copytree(PROJECT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("settings.py", "data/corrections.toml"):
        shutil.copyfile(PROJECT / file, copy / file)
    return copy


@dataclass(frozen=True)
class Slip:
    """A cell changed by mistake, and what the build must say of it."""

    file: str
    line: str
    old: str
    new: str
    told: str


LOANS = "3.4.15,tekst,energielening_aantal,"
SLIPS = {
    "value": Slip(
        "observations/energie.csv", LOANS, "468,468", "468,648", "energie.csv, rij {row}, kolom value: '468' leest niet als 648."
    ),
    "period": Slip(
        "observations/energie.csv", LOANS, "2018..2024", "2024-13", "rij {row}, kolom period: de maand in '2024-13' bestaat niet."
    ),
    "status": Slip("observations/energie.csv", LOANS, "definitief", "zeker", "energie.csv, rij {row}, kolom status: 'zeker' kan niet"),
    "register": Slip("tables.csv", "3.4.16-energiescans,", ",56,0", ",57,0", "verwacht 57 cijfers en 0 projecten, gevonden 56 en 0."),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=list(SLIPS))
def test_a_broken_cell_stops_the_build_with_file_row_and_column(project: Path, data_dir: Path, tmp_path: Path, slip: Slip) -> None:
    folder = _with_old_snapshot(tmp_path / "data", data_dir)
    path = max((project / "data" / "sources" / "igemo_evaluatierapport").iterdir()) / slip.file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [number for number, line in enumerate(lines) if line.startswith(slip.line)]
    assert slip.old in lines[rows[0]]
    lines[rows[0]] = lines[rows[0]].replace(slip.old, slip.new)
    path.write_text("".join(lines), encoding="utf-8")
    done = run_pipeline(folder, "build", project=project)
    _assert_refused(done)
    assert slip.told.format(row=rows[0] + 1) in done.stderr
    _assert_old_stays(folder, data_dir)


def test_a_delivered_file_that_was_edited_stops_the_build(project: Path, tmp_path: Path) -> None:
    path = max((project / "data" / "sources" / "statbel_bevolking").iterdir()) / "population.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    done = run_pipeline(tmp_path / "data", "build", project=project)
    _assert_refused(done)
    assert "population.csv: de inhoud klopt niet met de sha256 in source.toml" in done.stderr
    assert not (tmp_path / "data" / "warehouse" / "CURRENT").exists()


def test_a_source_without_description_stops_the_build(project: Path, tmp_path: Path) -> None:
    (max((project / "data" / "sources" / "statbel_bevolking").iterdir()) / "source.toml").unlink()
    done = run_pipeline(tmp_path / "data", "build", project=project)
    _assert_refused(done)
    assert "source.toml ontbreekt" in done.stderr


def test_a_catalogue_that_does_not_hold_stops_the_build(project: Path, tmp_path: Path) -> None:
    with (project / "catalogue" / "indicators" / "deelwagens.toml").open("a", encoding="utf-8") as handle:
        handle.write('\n[proef]\nkleur = "blauw"\n')
    done = run_pipeline(tmp_path / "data", "build", project=project)
    _assert_refused(done)
    assert "indicators/deelwagens.toml [proef]: onbekende sleutel 'kleur'" in done.stderr


def test_sources_that_are_gone_stop_the_build(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / "data" / "sources")
    _assert_refused(run_pipeline(tmp_path / "data", "build", project=project))


@pytest.mark.parametrize("arguments", [(), ("bouw",), ("build", "--jsn"), ("build", "nu")])
def test_wrong_usage_exits_64(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run_pipeline(tmp_path, *arguments)
    assert done.returncode == 64
    assert "Onjuist gebruik" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_build_while_another_one_runs_exits_75(data_dir: Path, tmp_path: Path) -> None:
    folder = _with_old_snapshot(tmp_path / "data", data_dir)
    with (folder / "warehouse" / "etl.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run_pipeline(folder, "build")
    assert (done.returncode, done.stdout) == (75, "")
    assert "Er loopt al een opbouw" in done.stderr
    _assert_old_stays(folder, data_dir)


def test_a_data_folder_that_cannot_be_made_is_told_in_dutch(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("geen map", encoding="utf-8")
    done = run_pipeline(in_the_way, "build")
    _assert_refused(done)
    assert str(in_the_way) in done.stderr
    assert "Kijk of de map bestaat" in done.stderr


def test_a_warehouse_that_is_no_folder_is_told_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "warehouse").write_text("geen map", encoding="utf-8")
    _assert_refused(run_pipeline(tmp_path, "build"))


def test_a_setting_that_makes_no_sense_is_told_in_dutch(tmp_path: Path) -> None:
    done = run_pipeline(tmp_path, "build", environment={"PEIL_PORT": "tachtig"})
    _assert_refused(done)
    assert "PEIL_PORT moet een geheel getal zijn" in done.stderr
