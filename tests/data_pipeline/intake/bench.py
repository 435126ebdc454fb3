"""A data folder in which somebody delivers, in the process of the test."""

import calendar
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.deliver import Desk, deliver
from data_pipeline.delivered import digest, read_delivered
from data_pipeline.deliveries import Delivery, all_deliveries
from data_pipeline.intake.report import FileReport
from data_pipeline.model import Observation, Project
from settings import Settings
from tests.data_pipeline.intake.fixture import Expected, File, Fixture

CURRENT = "0123456789ab\n"


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A data folder with something published, and everything needed to deliver there."""

    desk: Desk

    @property
    def settings(self) -> Settings:
        """Where everything lies."""
        return self.desk.settings

    def written(self, file: File) -> Path:
        """A file in the folder of uploads."""
        self.settings.inbox_dir.mkdir(parents=True, exist_ok=True)
        return file.written(self.settings.inbox_dir)

    def give(self, file: File | Fixture) -> FileReport:
        """Delivers a file and checks what holds for every report."""
        path = self.written(file.file if isinstance(file, Fixture) else file)
        meanwhile = file.while_delivering(path) if isinstance(file, Fixture) and file.while_delivering else nullcontext()
        with meanwhile:
            (report,) = deliver([path], replace(self.desk, source=file.source))
        assert report.rows_in == report.loaded + report.quarantined + report.ignored
        assert report.flagged <= report.loaded
        assert (self.settings.warehouse_dir / "CURRENT").read_text() == CURRENT, "aanleveren publiceert nooit"
        return report

    @property
    def inputs(self) -> dict[str, str]:
        """What deliveries bring into the next snapshot."""
        return digest(self.settings.deliveries_dir, self.desk.contracts)

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was taken in."""
        return all_deliveries(self.settings.deliveries_dir)

    def figures(self, source: str) -> list[Observation]:
        """What the accepted deliveries of a source bring into a build, not yet protected."""
        settings = self.settings
        told = read_delivered(settings.deliveries_dir, settings.trips_dir, self.desk.contracts, self.desk.catalogue)
        return [row for row in told.now.observations if row.source_id == source]

    def values(self, source: str) -> dict[tuple[str, str | None, str, str], float | None]:
        """The values of a source by indicator, municipality, first day and part."""
        return {(r.indicator_id, r.nis, str(r.period_start), r.breakdown): r.value for r in self.figures(source)}

    def projects(self, source: str) -> list[Project]:
        """What the accepted deliveries of a source give that is no number."""
        return [p for d in self.deliveries if d.source == source and d.state == "accepted" for p in d.projects]


def new_bench(data_dir: Path) -> Bench:
    """An empty data folder in which something was published."""
    settings = Settings(data_dir=data_dir, host="127.0.0.1", port=8050, workers=1)
    settings.warehouse_dir.mkdir(parents=True)
    (settings.warehouse_dir / "CURRENT").write_text(CURRENT)
    return Bench(desk=Desk(settings=settings, contracts=load_contracts(), catalogue=load_catalogue()))


def _span(period: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    year, month, day = (*(int(part) for part in period.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def days(period: str) -> tuple[date, date]:
    """The first and last day of a year, a month, a day, or from one to another: `2025-01..2025-09`."""
    first, _, last = period.partition("..")
    return _span(first)[0], _span(last or first)[1]


def check_expected(rows: Sequence[Observation], wanted: Expected) -> None:
    """The figure is there, or is not when it must be absent."""
    these = [r for r in rows if r.key == (wanted.indicator, wanted.nis, *days(wanted.period), wanted.breakdown)]
    if not wanted.is_there:
        assert not these, these
        return
    assert len(these) == 1, f"{wanted} niet gevonden in {[(r.key, r.value) for r in rows]}"
    assert these[0].value == (wanted.value if wanted.value is None else pytest.approx(wanted.value))
    assert (these[0].status, these[0].reading) == (wanted.status, wanted.reading)
    assert set(wanted.flags) <= set(these[0].flags)
