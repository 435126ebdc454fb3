"""Retention: what its term passed is gone, what must stay stays, and a dry run touches nothing."""

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data_pipeline.logbook import events
from data_pipeline.purge import KEPT, months_later, purge
from settings import Settings, load_settings
from tests.conftest import PROJECT, run_pipeline

TODAY = date(2026, 11, 24)
MONTHS = {"deelwagens_maand": 6}
OWN = {"source.toml", "facts.ndjson", "report.json"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation without any delivery yet."""
    return replace(load_settings(), data_dir=tmp_path / "data")


def _deliver(settings: Settings, source: str, day: date) -> Path:
    folder = settings.deliveries_dir / source / f"{day}-0123abcd"
    (folder / "bijlagen").mkdir(parents=True)
    for name in (*OWN, "state.json", "quarantine.ndjson", "origineel.xlsx", "bijlagen/nog een.csv"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def _upload(settings: Settings, name: str, *, days: int) -> Path:
    path = settings.inbox_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(name, encoding="utf-8")
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days=days)
    os.utime(path, (noon.timestamp(), noon.timestamp()))
    return path


def _purge(settings: Settings, today: date = TODAY) -> list[str]:
    return purge(settings, dry_run=False, today=today, months=MONTHS)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2025, 10, 24), 13, date(2026, 11, 24)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
        (date(2025, 12, 1), 12, date(2026, 12, 1)),
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
    ],
)
def test_months_are_those_of_the_calendar(start: date, months: int, expected: date) -> None:
    assert months_later(start, months) == expected


@pytest.mark.parametrize(("source", "delivered"), [("wijk_werken", date(2025, 10, 24)), ("deelwagens_maand", date(2026, 5, 24))])
def test_an_original_goes_on_the_day_its_term_ends_and_what_was_taken_from_it_stays(
    settings: Settings, source: str, delivered: date
) -> None:
    folder = _deliver(settings, source, delivered)
    (folder / "quarantine.ndjson").unlink()
    assert _purge(settings, TODAY - timedelta(days=1)) == []
    gone = _purge(settings)
    assert [line.split(": ")[0] for line in gone] == [
        f"deliveries/{source}/{delivered}-0123abcd/{name}" for name in ("bijlagen/nog een.csv", "origineel.xlsx")
    ]
    assert _names(folder) == OWN | {"state.json"}


def test_refused_rows_are_kept_for_ninety_days(settings: Settings) -> None:
    folder = _deliver(settings, "wijk_werken", TODAY - timedelta(days=90))
    assert _purge(settings, TODAY - timedelta(days=1)) == []
    assert len(_purge(settings)) == 1
    assert "quarantine.ndjson" not in _names(folder)
    assert "origineel.xlsx" in _names(folder)


def test_an_upload_that_was_left_behind_goes_after_a_day_and_its_report_after_ninety(settings: Settings) -> None:
    kept = [_upload(settings, "0123456789abcdef/vandaag.csv", days=0), _upload(settings, "0123456789abcdef/gisteren.csv", days=1)]
    kept += [_upload(settings, "0123456789abcdef/report.json", days=89), _upload(settings, "0123456789abcdef/lock", days=89)]
    gone = [_upload(settings, "0123456789abcdef/eergisteren.csv", days=2), _upload(settings, "fedcba9876543210/oud.xlsx", days=40)]
    gone += [_upload(settings, "fedcba9876543210/report.json", days=91), _upload(settings, "fedcba9876543210/lock", days=91)]
    assert len(_purge(settings)) == 4
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)
    assert not gone[1].parent.exists()


def test_trips_of_a_delivery_that_was_stopped_half_way_go_and_the_others_stay(settings: Settings) -> None:
    _deliver(settings, "deelfietsen_ritten", TODAY)
    month = settings.trips_dir / "2024-09"
    month.mkdir(parents=True)
    kept, gone = month / "deelfietsen_ritten-0123abcd.parquet", month / "deelfietsen_ritten-fedcba98.parquet"
    fresh = month / "deelfietsen_ritten-00000000.parquet"
    for path in (kept, gone, fresh):
        path.write_bytes(b"ritten")
        os.utime(path, (0, 0))
    os.utime(fresh, (datetime(2026, 11, 24, tzinfo=UTC).timestamp(),) * 2)
    assert _purge(settings) == ["trips/2024-09/deelfietsen_ritten-fedcba98.parquet: ritten van een levering die niet voltooid werd"]
    assert (kept.exists(), fresh.exists(), gone.exists()) == (True, True, False)


def test_the_lock_of_the_inbox_is_no_upload(settings: Settings) -> None:
    lock = _upload(settings, "lock", days=200)
    assert _purge(settings) == []
    assert lock.exists()


def test_a_dry_run_names_the_same_and_touches_nothing(settings: Settings) -> None:
    _deliver(settings, "wijk_werken", date(2024, 1, 1))
    _upload(settings, "oud.csv", days=9)
    before = _names(settings.data_dir)
    named = purge(settings, dry_run=True, today=TODAY, months=MONTHS)
    assert len(named) == 4
    assert _names(settings.data_dir) == before
    assert _purge(settings) == named


def test_a_second_purge_has_nothing_left_to_do(settings: Settings) -> None:
    _deliver(settings, "wijk_werken", date(2024, 1, 1))
    _upload(settings, "oud.csv", days=9)
    assert _purge(settings)
    left = _names(settings.data_dir)
    assert _purge(settings) == []
    assert _names(settings.data_dir) == left


def test_each_removal_has_its_line_in_the_log(settings: Settings) -> None:
    _deliver(settings, "wijk_werken", date(2024, 1, 1))
    odd = "regel\nén\rregel.csv"
    _upload(settings, odd, days=9)
    gone = _purge(settings)
    told = [event["file"] for event in events(settings.warehouse_dir) if event["event"] == "purged"]
    assert told == [line.rsplit(": ", 1)[0] for line in gone]
    assert f"inbox/{odd}" in told


@pytest.mark.parametrize("name", ["geen-datum", ".incoming-0123abcd", "2024-13-01-0123abcd"])
def test_a_folder_that_is_no_delivery_is_left_alone(settings: Settings, name: str) -> None:
    stranger = settings.deliveries_dir / "wijk_werken" / name / "origineel.xlsx"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("x", encoding="utf-8")
    assert _purge(settings) == []
    assert stranger.exists()


def test_a_link_is_removed_and_never_followed(settings: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (outside / "belangrijk.csv").write_text("x", encoding="utf-8")
    os.utime(outside / "belangrijk.csv", (0, 0))
    settings.inbox_dir.mkdir(parents=True)
    folder = _deliver(settings, "wijk_werken", date(2024, 1, 1))
    (folder / "elders").symlink_to(outside)
    (settings.deliveries_dir / "wijk_werken" / "2023-01-01-0123abcd").symlink_to(outside)
    (settings.inbox_dir / "elders").symlink_to(outside)
    os.utime(settings.inbox_dir / "elders", (0, 0), follow_symlinks=False)
    _purge(settings)
    assert (outside / "belangrijk.csv").exists()
    assert not (folder / "elders").is_symlink()
    assert not (settings.inbox_dir / "elders").is_symlink()


def test_nothing_was_ever_delivered(settings: Settings) -> None:
    assert _purge(settings) == []
    assert not settings.data_dir.exists()


def test_what_a_delivery_writes_of_its_own_is_kept() -> None:
    """A new file beside the original must be named in KEPT, or it would go with the original."""
    source = PROJECT / "data_pipeline" / "deliveries.py"
    written = set(re.findall(r'aside / "([^"]+)"', source.read_text(encoding="utf-8")))
    assert len(written) > 4
    assert written <= KEPT


def test_the_command_names_what_would_go_and_then_removes_it(settings: Settings) -> None:
    folder = _deliver(settings, "wijk_werken", date(2020, 1, 1))
    for arguments in (("--dry-run",), ()):
        assert (folder / "origineel.xlsx").exists()
        done = run_pipeline(settings.data_dir, "purge", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(done.stdout.splitlines()) == 3
        assert "deliveries/wijk_werken/2020-01-01-0123abcd/origineel.xlsx: origineel, bewaard tot " in done.stdout
    assert not (folder / "origineel.xlsx").exists()
    assert len(run_pipeline(settings.data_dir, "purge").stdout.splitlines()) == 1
