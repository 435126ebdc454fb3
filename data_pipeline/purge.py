"""Removes what may no longer be kept: originals and refused rows of old deliveries, and uploads that were left behind."""

import os
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data_pipeline.logbook import record
from data_pipeline.trips.workplace import trips_name
from settings import Settings

DEFAULT_MONTHS = 13
QUARANTINE_DAYS = 90
INBOX_DAYS = 1
QUARANTINE = "quarantine.ndjson"
KEPT = {"source.toml", "facts.ndjson", "projects.ndjson", "report.json", "state.json", QUARANTINE}
LOCK = "lock"
RUN_FILES = {"report.json", LOCK}


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _files(folder: Path) -> list[Path]:
    """Every file below a folder; a link is a file and is never followed."""
    found = []
    for place, folders, names in os.walk(folder, followlinks=False):
        found += [Path(place, name) for name in (*names, *(name for name in folders if Path(place, name).is_symlink()))]
    return sorted(found)


def _delivered_on(folder: Path) -> date | None:
    """The day in the name of a delivery's folder; None for a folder of another kind, which is left alone."""
    try:
        return date.fromisoformat(folder.name[:10])
    except ValueError:
        return None


def _of_deliveries(deliveries_dir: Path, months: Mapping[str, int], today: date) -> Iterator[tuple[Path, str]]:
    for folder in sorted(path for path in deliveries_dir.glob("*/*") if path.is_dir() and not path.is_symlink()):
        day, term = _delivered_on(folder), months.get(folder.parent.name, DEFAULT_MONTHS)
        if day is None:
            continue
        if today >= months_later(day, term):
            originals = [path for path in _files(folder) if path.parent != folder or path.name not in KEPT]
            yield from ((path, f"origineel, bewaard tot {term} maanden na de levering") for path in originals)
        if today >= day + timedelta(days=QUARANTINE_DAYS) and (folder / QUARANTINE).is_file():
            yield folder / QUARANTINE, f"rijen in quarantaine, bewaard tot {QUARANTINE_DAYS} dagen na de levering"


def _last_written(path: Path) -> date:
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC).date()


def _of_trips(settings: Settings, today: date) -> Iterator[tuple[Path, str]]:
    """Reduced trips of a delivery that was stopped before it was noted down; those of today may still be under way."""
    known = {trips_name(folder.parent.name, folder.name.rsplit("-", 1)[-1]) for folder in settings.deliveries_dir.glob("*/*")}
    for path in sorted(settings.trips_dir.glob("*/*.parquet")):
        if path.stem not in known and _last_written(path) + timedelta(days=INBOX_DAYS) < today:
            yield path, "ritten van een levering die niet voltooid werd"


def _of_inbox(inbox_dir: Path, today: date) -> Iterator[tuple[Path, str]]:
    """Uploads that nobody went on with. The day itself does not count: a file of just before midnight may still be read."""
    for path in _files(inbox_dir):
        if path == inbox_dir / LOCK:
            continue
        term = QUARANTINE_DAYS if path.name in RUN_FILES else INBOX_DAYS
        if _last_written(path) + timedelta(days=term) < today:
            days = f"{term} dagen" if term > 1 else "een dag"
            yield path, f"achtergebleven upload, bewaard tot {days}"


def purge(settings: Settings, *, dry_run: bool, today: date, months: Mapping[str, int]) -> list[str]:
    """Removes every file whose term has passed, notes each in the log and names it in Dutch; a second time there is nothing left.

    Args:
        dry_run: only names them.
        today: in UTC.
        months: how long the originals of a source are kept; another source has 13 months.
    """
    due = [
        *_of_deliveries(settings.deliveries_dir, months, today),
        *_of_trips(settings, today),
        *_of_inbox(settings.inbox_dir, today),
    ]
    for path, _ in [] if dry_run else due:
        path.unlink(missing_ok=True)
        settings.warehouse_dir.mkdir(parents=True, exist_ok=True)
        record(settings.warehouse_dir, "purged", file=path.relative_to(settings.data_dir).as_posix())
        _remove_empty(path.parent, settings.inbox_dir)
    return [f"{path.relative_to(settings.data_dir).as_posix()}: {why}" for path, why in due]


def _remove_empty(folder: Path, inbox_dir: Path) -> None:
    """Removes an emptied folder of the inbox; a delivery keeps its folder, for what was taken from it stays."""
    if inbox_dir in folder.parents and not any(folder.iterdir()):
        folder.rmdir()
