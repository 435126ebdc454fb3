"""REL-29: the self-test, with each thing broken on purpose: its own line says so, and what to do."""

import fcntl
import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.loader import load_catalogue
from data_pipeline import doctor
from data_pipeline.contracts import read_contracts
from data_pipeline.doctor import BROWSERS, FONTS_DIR, Finding, examine
from data_pipeline.sources import sha256_of
from exports import image
from settings import Settings, load_settings
from tests.conftest import run_pipeline
from tests.snapshots import OLD, add_copy, current_of, with_old_state

CHECKS = ["slot", "schijf", "aanwijzer", "controlesom", "tabellen", "klok", "contracten", "lettertypes", "Chromium"]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def settings(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation in which all is well; whether this machine has Chromium does not matter."""
    browser = tmp_path / "bin" / "chromium"
    browser.parent.mkdir()
    browser.write_text("#!/bin/sh\necho Chromium 156\n", encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", f"{browser.parent}:/bin:/usr/bin")
    return replace(load_settings(), data_dir=with_old_state(data_dir, tmp_path / "data"))


def _wrong(settings: Settings, *checks: str) -> str:
    """The line of the first check, once only these are wrong and every one of them says what to do."""
    findings = examine(settings)
    assert [finding.check for finding in findings] == CHECKS
    wrong = [finding for finding in findings if not finding.is_well]
    assert [finding.check for finding in wrong] == list(checks)
    assert all(finding.line.startswith(f"FOUT  {finding.check}: ") for finding in wrong)
    return wrong[0].line if wrong else ""


def test_all_is_well(settings: Settings) -> None:
    assert _wrong(settings) == ""
    lines = [finding.line for finding in examine(settings)]
    assert all(line.startswith("OK    ") for line in lines)
    assert f"OK    aanwijzer: stand {OLD}" in lines
    assert "OK    Chromium: Chromium 156" in lines


def test_a_contract_that_contradicts_itself(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "contracten"
    folder.mkdir()
    (folder / "wijk_werken.toml").write_text("version = 'een'\n", encoding="utf-8")
    monkeypatch.setattr(doctor, "load_contracts", lambda: read_contracts(folder, load_catalogue()))
    assert "wijk_werken.toml" in _wrong(settings, "contracten")


def test_a_lock_that_cannot_be_opened(settings: Settings) -> None:
    (settings.warehouse_dir / "etl.lock").mkdir()
    assert "etl.lock is niet te openen" in _wrong(settings, "slot")


@pytest.mark.parametrize(("hours", "is_well"), [(0, True), (3, False)])
def test_a_lock_that_is_held_too_long(settings: Settings, hours: int, *, is_well: bool) -> None:
    since = datetime.now(UTC) - timedelta(hours=hours)
    with (settings.warehouse_dir / "etl.lock").open("w") as lock:
        lock.write(json.dumps({"pid": 4242, "since": since.isoformat()}))
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        finding = examine(settings)[0]
    assert finding.is_well is is_well
    assert "proces 4242" in finding.text
    assert is_well or finding.text.endswith("beëindig het met: kill 4242")
    assert examine(settings)[0] == Finding(check="slot", is_well=True, text="vrij")


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (settings.warehouse_dir / f"snap-{OLD}.duckdb").stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 3 * size))
    assert _wrong(settings) == ""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 3 * size - 1))
    assert "Maak plaats op de schijf" in _wrong(settings, "schijf")


@pytest.mark.parametrize(
    ("pointer", "told"), [(None, "CURRENT ontbreekt. "), ("", "CURRENT noemt geen stand. "), ("f" * 12, "maar die is er niet. ")]
)
def test_a_pointer_that_leads_nowhere(settings: Settings, pointer: str | None, told: str) -> None:
    (settings.warehouse_dir / "CURRENT").unlink()
    if pointer is not None:
        (settings.warehouse_dir / "CURRENT").write_text(pointer, encoding="utf-8")
    assert f"{told}Bouw opnieuw met: make build" in _wrong(settings, "aanwijzer", "tabellen")


def test_a_snapshot_with_another_checksum(settings: Settings, data_dir: Path) -> None:
    damaged = add_copy(data_dir, settings.data_dir, "00000000000b")
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert "beschadigd: 00000000000b. Zet ze terug uit de back-up" in _wrong(settings, "controlesom")


def _flip(path: Path) -> None:
    """Damages the data in the middle of the file, far from where its tables are described."""
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 4, 3 * len(content) // 4, 4096):
        content[place] ^= 0x10
    path.write_bytes(content)


def _cut_row(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    told["rows"]["observation"] += 1
    path.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")


def _no_table(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    told["rows"]["bestaat_niet"] = 1
    path.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "told"), [(_flip, "is niet te lezen"), (_cut_row, "tabel observation"), (_no_table, "is niet te lezen (CatalogException)")]
)
def test_tables_that_cannot_be_read(settings: Settings, damage: Callable[[Path], None], told: str) -> None:
    path = settings.warehouse_dir / f"snap-{OLD}.duckdb"
    damage(path)
    beside = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    path.with_suffix(".json").write_text(json.dumps(beside | {"sha256": sha256_of(path)}), encoding="utf-8")
    line = _wrong(settings, "tabellen")
    assert told in line
    assert line.endswith("Bouw opnieuw met: make build")


def test_a_clock_that_runs_behind(settings: Settings, data_dir: Path) -> None:
    add_copy(data_dir, settings.data_dir, "00000000000c", built_at="2099-01-01T00:00:00Z")
    assert "vroeger dan de laatste opbouw (2099-01-01T00:00:00Z). Zet de klok" in _wrong(settings, "klok")


@pytest.mark.parametrize("content", [None, b"", b"<html>"])
def test_a_font_that_is_not_there(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    fonts = tmp_path / "fonts"
    shutil.copytree(FONTS_DIR, fonts)
    monkeypatch.setattr(doctor, "FONTS_DIR", fonts)
    assert _wrong(settings) == ""
    (fonts / "inter-ext.woff2").unlink()
    if content is not None:
        (fonts / "inter-ext.woff2").write_bytes(content)
    assert "inter-ext.woff2 ontbreekt of is beschadigd" in _wrong(settings, "lettertypes")


def test_no_chromium(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(doctor, "BROWSERS", ("chromium",))
    assert "niet gevonden. Zonder Chromium zijn er geen afbeeldingen. Installeer met: apt-get" in _wrong(settings, "Chromium")


def test_a_chromium_that_does_not_start(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "bin" / "chromium").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert "bin/chromium start niet. " in _wrong(settings, "Chromium")
    (tmp_path / "bin" / "chromium").write_text("geen programma", encoding="utf-8")
    assert "bin/chromium start niet. " in _wrong(settings, "Chromium")


def test_nothing_was_ever_built(settings: Settings) -> None:
    shutil.rmtree(settings.warehouse_dir)
    assert "CURRENT ontbreekt" in _wrong(settings, "aanwijzer", "tabellen")
    assert not settings.warehouse_dir.exists(), "a self-test only looks"


def test_it_looks_for_the_browsers_that_draw() -> None:
    assert (*image.BROWSERS, *image.MAC_BROWSERS) == BROWSERS


def test_looking_changes_nothing(settings: Settings) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in settings.warehouse_dir.iterdir()}
    examine(settings)
    assert {path.name: path.stat().st_mtime_ns for path in settings.warehouse_dir.iterdir()} == before
    assert current_of(settings.data_dir) == OLD


def test_the_command_prints_every_line_and_exits_1_when_something_is_wrong(settings: Settings) -> None:
    done = run_pipeline(settings.data_dir, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(": ")[0].removeprefix("OK").strip() for line in done.stdout.splitlines()][: len(CHECKS)] == CHECKS
    (settings.warehouse_dir / "CURRENT").unlink()
    done = run_pipeline(settings.data_dir, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "FOUT  aanwijzer: CURRENT ontbreekt. Bouw opnieuw met: make build" in done.stdout.splitlines()
