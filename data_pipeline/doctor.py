"""Looks whether Peil can build and serve, one finding per check: what is wrong, and the Dutch sentence that says what to do."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue.loader import CatalogueError
from data_pipeline.contracts import ContractError, load_contracts
from data_pipeline.history import history
from data_pipeline.publish import LOCK, POINTER, holder, published, snapshot_path
from data_pipeline.verify import fault_of
from settings import PROJECT_DIR, Settings

SNAPSHOTS_THAT_FIT = 3
LONGEST_BUILD = timedelta(hours=1)
FONTS_DIR = PROJECT_DIR / "assets" / "fonts"
FONTS = ("inter.woff2", "inter-ext.woff2")
FONT_SIGN = b"wOF2"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
BROWSER_SECONDS = 20
MEGABYTE = 1_000_000
REBUILD = "Bouw opnieuw met: make build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: whether it is in order, what was seen, and what to do when it is not."""

    check: str
    is_well: bool
    text: str

    @property
    def line(self) -> str:
        """The finding as it stands on the screen."""
        return f"{'OK  ' if self.is_well else 'FOUT'}  {self.check}: {self.text}"


def _finding(check: str, *, well: str, wrong: str = "") -> Finding:
    return Finding(check=check, is_well=not wrong, text=wrong or well)


def _is_held(lock: Path) -> bool:
    """Whether a living process holds the lock; it is asked for a moment only, and shared."""
    with lock.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock(settings: Settings) -> Finding:
    lock = settings.warehouse_dir / LOCK
    try:
        is_held = lock.exists() and _is_held(lock)
    except OSError as error:
        return _finding(
            "slot", well="", wrong=f"{lock} is niet te openen ({error.strerror}). Verwijder het of geef deze gebruiker er toegang toe."
        )
    if not is_held:
        return _finding("slot", well="vrij")
    told = holder(settings.warehouse_dir)
    if told is None:
        return _finding("slot", well="er loopt een opbouw")
    pid, since = told
    if datetime.now(UTC) - since > LONGEST_BUILD:
        wrong = (
            f"proces {pid} bouwt al sinds {since.astimezone():%d/%m/%Y %H:%M}. Kijk of het nog werkt; zo niet, beëindig het met: kill {pid}"
        )
        return _finding("slot", well="", wrong=wrong)
    return _finding("slot", well=f"er loopt een opbouw (proces {pid}, sinds {since.astimezone():%H:%M:%S})")


def _disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.warehouse_dir, *settings.warehouse_dir.parents) if path.is_dir())
    free = shutil.disk_usage(folder).free
    snapshots = sorted(settings.warehouse_dir.glob("snap-*.duckdb"), key=lambda path: path.stat().st_mtime)
    needed = SNAPSHOTS_THAT_FIT * (snapshots[-1].stat().st_size if snapshots else 0)
    wrong = (
        ""
        if free >= needed
        else (
            f"nog {free // MEGABYTE} MB vrij en een opbouw vraagt {needed // MEGABYTE + 1} MB. "
            f"Maak plaats op de schijf van {folder}; ook met: python -m data_pipeline purge"
        )
    )
    return _finding("schijf", well=f"{free // MEGABYTE} MB vrij", wrong=wrong)


def _pointer(settings: Settings) -> Finding:
    current = published(settings.warehouse_dir)
    if current is None:
        is_there = (settings.warehouse_dir / POINTER).exists()
        wrong = f"{POINTER} {'noemt geen stand' if is_there else 'ontbreekt'}. {REBUILD}"
    elif not snapshot_path(settings.warehouse_dir, current).is_file():
        wrong = f"{POINTER} noemt stand {current}, maar die is er niet. {REBUILD}"
    else:
        wrong = ""
    return _finding("aanwijzer", well=f"stand {current}", wrong=wrong)


def _checksum(settings: Settings) -> Finding:
    entries = history(settings.warehouse_dir)
    damaged = [entry.snapshot for entry in entries if not entry.is_whole]
    wrong = f"beschadigd: {', '.join(damaged)}. Zet ze terug uit de back-up of verwijder ze; daarna: make build" if damaged else ""
    return _finding("controlesom", well=f"{len(entries)} standen volledig" if len(entries) != 1 else "1 stand volledig", wrong=wrong)


def _tables(settings: Settings) -> Finding:
    current = published(settings.warehouse_dir)
    if current is None:
        return _finding("tabellen", well="", wrong=f"er is geen gepubliceerde stand om te lezen. {REBUILD}")
    fault = fault_of(snapshot_path(settings.warehouse_dir, current))
    return _finding("tabellen", well="elke tabel leest volledig", wrong=f"{fault}. {REBUILD}" if fault else "")


def _clock(settings: Settings) -> Finding:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    newest = max((entry.built_at for entry in history(settings.warehouse_dir)), default="")
    wrong = f"de klok staat op {now}, vroeger dan de laatste opbouw ({newest}). Zet de klok van deze computer juist" if now < newest else ""
    return _finding("klok", well=now, wrong=wrong)


def _contracts() -> Finding:
    try:
        return _finding("contracten", well=f"{len(load_contracts())} contracten kloppen")
    except (CatalogueError, ContractError) as error:
        return _finding("contracten", well="", wrong=str(error))


def _fonts() -> Finding:
    broken = [name for name in FONTS if not (path := FONTS_DIR / name).is_file() or not path.read_bytes().startswith(FONT_SIGN)]
    wrong = (
        f"{', '.join(broken)} ontbreekt of is beschadigd in {FONTS_DIR}. Zet de bestanden terug met: git checkout assets/fonts"
        if broken
        else ""
    )
    return _finding("lettertypes", well="Inter is er", wrong=wrong)


def _browser() -> Finding:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    advice = "Zonder Chromium zijn er geen afbeeldingen. Installeer met: apt-get install chromium fonts-inter"
    if path is None:
        return _finding("Chromium", well="", wrong=f"niet gevonden. {advice}")
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=BROWSER_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return _finding("Chromium", well="", wrong=f"{path} start niet. {advice}")
    return _finding("Chromium", well=done.stdout.strip(), wrong=f"{path} start niet. {advice}" if done.returncode else "")


def examine(settings: Settings) -> list[Finding]:
    """Every check, in the order in which one would mend what is wrong."""
    return list(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    for check in (_lock, _disk, _pointer, _checksum, _tables, _clock):
        yield check(settings)
    yield _contracts()
    yield _fonts()
    yield _browser()
