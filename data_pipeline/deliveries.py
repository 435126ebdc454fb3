"""Where deliveries rest: one folder per accepted file, whole or not there at all."""

import contextlib
import fcntl
import json
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import tomli_w

from data_pipeline.contract import Contract
from data_pipeline.intake.comparison import Key, is_revised, is_silence
from data_pipeline.intake.facts import Fact, fact_line, fact_of_line
from data_pipeline.intake.report import FileReport, QuarantinedRow
from data_pipeline.model import Project, Revision

State = Literal["accepted", "held", "withdrawn"]
SHORT = 8
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


class UnknownDeliveryError(Exception):
    """There is no delivery of that name, or it is not in the state that was asked; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery that was taken in.

    Attributes:
        id: `<source>/<date>-<first 8 digits of the sha256>`.
        delivered_at: UTC; the order in which deliveries of one source replace one another.
        content: a checksum of what its rows say.
        counted_at, withdrawn_at: UTC; from when until when it told a figure, nothing when it never did or still does.
        is_demo: made by Peil as an example.
        last_period_end: the newest day that its figures are about, nothing when they have none.
    """

    id: str
    source: str
    file: str
    sha256: str
    content: str
    delivered_at: str
    state: State
    reason: str
    counted_at: str
    withdrawn_at: str
    is_demo: bool
    last_period_end: str
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        """The report as it was given on the day of delivery."""
        told: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return told

    @property
    def facts(self) -> list[Fact]:
        """What its rows say, not yet protected."""
        return [fact_of_line(line) for line in _lines(self.folder / "facts.ndjson")]

    @property
    def projects(self) -> list[Project]:
        """What it gives that is no number."""
        return [Project(**json.loads(line)) for line in _lines(self.folder / "projects.ndjson")]

    @property
    def quarantine(self) -> list[QuarantinedRow]:
        """The rows that were not loaded, as long as they are kept."""
        told = [json.loads(line) for line in _lines(self.folder / "quarantine.ndjson")]
        return [QuarantinedRow(**{**t, "cells": tuple(t["cells"]), "reasons": tuple(t["reasons"])}) for t in told]


def _lines(path: Path) -> list[str]:
    """The lines of a file of our own, none when it is not kept; a line separator inside a delivered text ends no line."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n") if path.is_file() and path.stat().st_size else []


@contextlib.contextmanager
def taking_in(deliveries_dir: Path) -> Iterator[None]:
    """Holds the deliveries for one process; what an interrupted one left behind is removed first."""
    deliveries_dir.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    with (deliveries_dir / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in deliveries_dir.glob("*/.incoming-*"):
            shutil.rmtree(leftover)
        yield


def _write(path: Path, text: str) -> None:
    """Writes a file of our own whole or not at all."""
    aside = path.with_name(path.name + ".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    aside.replace(path)


def _read(folder: Path) -> Delivery:
    told = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    state = {"counted_at": told["delivered_at"], "withdrawn_at": ""} | json.loads((folder / "state.json").read_bytes())
    return Delivery(
        id=f"{folder.parent.name}/{folder.name}",
        source=told["source"],
        file=told["file"],
        sha256=told["sha256"],
        content=told["content"],
        delivered_at=told["delivered_at"],
        **state,
        is_demo=told["is_demo"],
        last_period_end=told["last_period_end"],
        folder=folder,
    )


def all_deliveries(deliveries_dir: Path) -> list[Delivery]:
    """Every delivery, in the order in which they came in."""
    found = [_read(path.parent) for path in deliveries_dir.glob("*/*/source.toml") if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda d: (d.delivered_at, d.sha256))


def of_name(deliveries_dir: Path, name: str) -> Delivery:
    """The delivery of that name.

    Raises UnknownDeliveryError when there is none.
    """
    found = next((d for d in all_deliveries(deliveries_dir) if d.id == name), None)
    if found is None:
        raise UnknownDeliveryError(f"Er is geen levering '{name}'. Bekijk de leveringen met: python -m data_pipeline status")
    return found


def _free_place(home: Path, sha256: str, now: datetime) -> Path:
    """The folder of a delivery: named by the day and the first digits of its checksum, more of them when another file has the same."""
    places = (home / f"{now:%Y-%m-%d}-{sha256[:length]}" for length in range(SHORT, len(sha256) + 1))
    return next(place for place in places if not place.exists() or _read(place).sha256 == sha256)


def sync(path: Path) -> None:
    """Makes a file, or the names in a folder, survive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def store(
    deliveries_dir: Path,
    *,
    original: Path | None,
    report: FileReport,
    contract: Contract,
    content: str,
    facts: Sequence[Fact],
    projects: Sequence[Project],
    quarantine: Sequence[QuarantinedRow],
    now: datetime,
    is_demo: bool,
    last_day: date | None = None,
) -> str:
    """Puts a delivery in its folder, all of it or nothing, and returns its name.

    Args:
        original: the file as received; None when it may not be kept.
        now: the moment of delivery, in UTC.
        last_day: the newest day that a file of trips is about; that of the facts otherwise.
    """
    last_day = last_day or max((fact.observation.period_end for fact in facts), default=None)
    home = deliveries_dir / contract.id
    home.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    final = _free_place(home, report.sha256, now)
    aside = home / f".incoming-{report.sha256[:SHORT]}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=PRIVATE_FOLDER)
    if original is not None:
        kept = aside / f"origineel{Path(report.file).suffix.lower()}"
        shutil.copyfile(original, kept)
        kept.chmod(PRIVATE_FILE)
        sync(kept)
    about: dict[str, Any] = {
        "source": contract.id,
        "title": contract.title,
        "file": report.file,
        "sha256": report.sha256,
        "content": content,
        "delivered_at": now.isoformat(timespec="microseconds"),
        "contract_version": contract.version,
        "owner": contract.owner,
        "is_demo": is_demo,
        "last_period_end": str(last_day or ""),
    }
    _write(aside / "source.toml", tomli_w.dumps(about))
    _write(aside / "facts.ndjson", "".join(fact_line(fact) + "\n" for fact in facts))
    if projects:
        _write(aside / "projects.ndjson", "".join(json.dumps(asdict(p), ensure_ascii=False) + "\n" for p in projects))
    if quarantine:
        _write(aside / "quarantine.ndjson", "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in quarantine))
    named = replace(report, delivery=f"{contract.id}/{final.name}")
    _write(aside / "report.json", json.dumps(named.as_json(), ensure_ascii=False, indent=1))
    state: State = "held" if report.outcome == "held" else "accepted"
    _write_state(aside, state, counted_at="" if state == "held" else about["delivered_at"])
    sync(aside)
    if final.exists():
        shutil.rmtree(final)
    aside.rename(final)
    sync(home)
    return named.delivery


def _write_state(folder: Path, state: State, *, counted_at: str, reason: str = "", withdrawn_at: str = "") -> None:
    told = {"state": state, "reason": reason, "counted_at": counted_at, "withdrawn_at": withdrawn_at}
    _write(folder / "state.json", json.dumps(told))


def confirm(deliveries_dir: Path, name: str) -> Delivery:
    """Releases a held delivery.

    Raises UnknownDeliveryError when there is none of that name that waits.
    """
    delivery = of_name(deliveries_dir, name)
    if delivery.state != "held":
        raise UnknownDeliveryError(f"Levering '{name}' wacht niet op bevestiging.")
    _write_state(delivery.folder, "accepted", reason="bevestigd", counted_at=now_utc().isoformat(timespec="microseconds"))
    return delivery


def withdraw(deliveries_dir: Path, name: str, *, reason: str) -> Delivery:
    """Takes back a delivery: the next build no longer reads it.

    Raises UnknownDeliveryError when there is none of that name or it was taken back before.
    """
    delivery = of_name(deliveries_dir, name)
    if delivery.state == "withdrawn":
        raise UnknownDeliveryError(f"Levering '{name}' is al ingetrokken.")
    now = now_utc().isoformat(timespec="microseconds")
    _write_state(delivery.folder, "withdrawn", reason=reason, counted_at=delivery.counted_at, withdrawn_at=now)
    return delivery


def known_facts(deliveries: Sequence[Delivery]) -> tuple[dict[Key, Fact], dict[Key, Revision]]:
    """What the accepted deliveries say together, the newest winning, and which figures it revised.

    Args:
        deliveries: of one source, in the order in which they came in.
    """
    known: dict[Key, Fact] = {}
    revised: dict[Key, Revision] = {}
    for delivery in deliveries:
        if delivery.state != "accepted":
            continue
        for fact in delivery.facts:
            key = fact.observation.key
            old = known.get(key)
            if old is not None and is_silence(old, fact):
                continue
            known[key] = fact
            if old is not None and is_revised(old, fact):
                revised[key] = _revision(old, fact, on=date.fromisoformat(delivery.delivered_at[:10]))
    return known, revised


def _revision(old: Fact, new: Fact, *, on: date) -> Revision:
    before, after = old.observation, new.observation
    return Revision(
        indicator_id=after.indicator_id,
        nis=after.nis,
        period_start=after.period_start,
        period_end=after.period_end,
        breakdown=after.breakdown,
        source_id=after.source_id,
        revised_on=on,
        old_value=before.value,
        new_value=after.value,
        old_text=before.value_text,
        new_text=after.value_text,
        reason="fout in levering",
    )


def by_source(deliveries: Sequence[Delivery]) -> Mapping[str, list[Delivery]]:
    """The deliveries per source, in order."""
    grouped: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        grouped.setdefault(delivery.source, []).append(delivery)
    return dict(sorted(grouped.items()))


def now_utc() -> datetime:
    """This moment in UTC, without time zone."""
    return datetime.now(UTC).replace(tzinfo=None)
