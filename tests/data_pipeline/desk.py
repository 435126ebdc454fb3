"""A data folder where somebody delivers, and what the accepted deliveries in it say."""

from dataclasses import dataclass, replace
from pathlib import Path

from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.deliver import Desk, deliver
from data_pipeline.deliveries import all_deliveries, known_facts
from data_pipeline.intake.report import FileReport
from data_pipeline.model import Observation, Project
from settings import Settings


@dataclass(frozen=True)
class Steward:
    """Somebody who delivers files from their own folder."""

    desk: Desk
    files: Path

    @property
    def settings(self) -> Settings:
        """Where everything lies."""
        return self.desk.settings

    def gives(self, name: str, content: bytes, *, source: str = "") -> FileReport:
        """Delivers a file and checks that each of its rows is accounted for."""
        self.files.mkdir(parents=True, exist_ok=True)
        path = self.files / name
        path.write_bytes(content)
        (report,) = deliver([path], replace(self.desk, source=source))
        assert report.rows_in == report.loaded + report.quarantined + report.ignored
        return report

    def facts(self, source: str) -> list[Observation]:
        """What the accepted deliveries of a source say together."""
        known, _ = known_facts([d for d in all_deliveries(self.settings.deliveries_dir) if d.source == source])
        return [fact.observation for fact in known.values()]

    def projects(self, source: str) -> list[Project]:
        """What the accepted deliveries of a source give that is no number."""
        return [p for d in all_deliveries(self.settings.deliveries_dir) if d.source == source for p in d.projects]


def new_steward(folder: Path) -> Steward:
    """A steward with an empty data folder."""
    settings = Settings(data_dir=folder / "data", host="127.0.0.1", port=8050, workers=1)
    return Steward(desk=Desk(settings=settings, contracts=load_contracts(), catalogue=load_catalogue()), files=folder / "files")
