"""Writes the example deliveries and takes them in by the same code as real ones."""

import hashlib
import logging
import shutil
from pathlib import Path

import shapely

from catalogue.model import Catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.deliver import Desk, deliver
from data_pipeline.demo.bikes import write_bikes
from data_pipeline.demo.cars import write_cars
from data_pipeline.demo.wijk_werken import write_wijk_werken
from data_pipeline.demo.years import write_accounts, write_actions
from data_pipeline.model import DeliveryError
from data_pipeline.trips.shapes import shipped_shapes
from settings import PROJECT_DIR, Settings

log = logging.getLogger(__name__)
MADE_BY = "gemaakt.txt"
DECIDES = ("data_pipeline", "catalogue")


def _maker() -> str:
    """A checksum of the code, contracts and catalogue that decide what the examples say."""
    paths = sorted(p for room in DECIDES for pattern in ("*.py", "*.toml") for p in (PROJECT_DIR / room).rglob(pattern))
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()


def write_examples(folder: Path, catalogue: Catalogue) -> list[Path]:
    """The example files of all suppliers, the same on every machine."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {nis: municipality.name for nis, municipality in catalogue.municipalities.items()}
    shapes = shipped_shapes()
    middles = {nis: _middle(shapes.shape(nis)) for nis in shapes.codes}
    return [
        *write_bikes(folder, shapes, middles),
        *write_cars(folder, names),
        *write_wijk_werken(folder, names),
        *write_accounts(folder),
        *write_actions(folder, names),
    ]


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return point.y, point.x


def prepare_examples(settings: Settings, catalogue: Catalogue) -> None:
    """Makes the example deliveries when they are not there or the code that decides them changed.

    Raises DeliveryError when the readers do not take one of them without a remark that matters.
    """
    mark = settings.demo_dir / MADE_BY
    maker = _maker()
    if mark.is_file() and mark.read_text(encoding="utf-8") == maker:
        return
    shutil.rmtree(settings.demo_dir, ignore_errors=True)
    paths = write_examples(settings.demo_dir / "files", catalogue)
    desk = Desk(settings=settings, contracts=load_contracts(), catalogue=catalogue, is_demo=True)
    for report in deliver(paths, desk):
        if report.outcome != "accepted" or report.quarantined:
            told = "; ".join(message.text for message in report.messages if message.level != "info")
            raise DeliveryError(f"voorbeeldlevering {report.file}: {report.outcome}, {report.quarantined} rijen geweigerd. {told}")
        log.info("voorbeeldlevering: %s", report.file)
    mark.write_text(maker, encoding="utf-8")
