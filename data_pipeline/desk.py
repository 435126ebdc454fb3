"""The desk at which files are handed in: where deliveries rest, what is agreed, and the file that lies on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.contract import Contract
from data_pipeline.deliveries import Delivery, all_deliveries
from data_pipeline.intake.guard import Signature, check_unchanged
from data_pipeline.intake.report import Message
from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What taking in a file needs: where deliveries rest and what is agreed.

    Attributes:
        is_dry_run: report only, store nothing.
        is_demo: the files are examples made by Peil.
    """

    settings: Settings
    contracts: Mapping[str, Contract]
    catalogue: Catalogue
    source: str = ""
    is_dry_run: bool = False
    is_demo: bool = False

    @property
    def folder(self) -> Path:
        """Where deliveries rest; examples lie apart."""
        return self.settings.demo_deliveries_dir if self.is_demo else self.settings.deliveries_dir

    @property
    def trips_dir(self) -> Path:
        """Where reduced trips rest; those of examples lie apart."""
        return self.settings.demo_trips_dir if self.is_demo else self.settings.trips_dir

    def known_file(self, sha256: str) -> Delivery | None:
        """The delivery that holds the same file, under the source that was chosen if one was, and was not taken back."""
        same = (d for d in all_deliveries(self.folder) if d.sha256 == sha256 and d.state != "withdrawn")
        return next((d for d in same if self.source in {"", d.source}), None)

    def in_a_row(self, source: str) -> list[Delivery]:
        """The deliveries of a source, in the order in which they came in."""
        return [d for d in all_deliveries(self.folder) if d.source == source]

    def note_refusal(self, sha256: str, message: Message, now: datetime) -> None:
        """Keeps of a refused file only its checksum and the kind of reason."""
        if self.is_dry_run:
            return
        line = json.dumps({"at": now.isoformat(timespec="seconds") + "Z", "sha256": sha256, "code": message.code})
        with (self.folder / "refused.jsonl").open("a", encoding="utf-8") as handle:
            handle.write(line + "\n")

    def wipe(self, path: Path) -> None:
        """Removes a file that may not be kept from the folder for uploads; a file elsewhere is not ours to remove."""
        if not self.is_dry_run and path.resolve().is_relative_to(self.settings.inbox_dir.resolve()):
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that lies on the desk.

    Attributes:
        name: the name under which it was delivered.
        looked: what it looked like before it was read.
        now: the moment of delivery, in UTC.
    """

    path: Path
    name: str
    sha256: str
    looked: Signature
    now: datetime

    def must_be_unchanged(self) -> None:
        """Raises StillGrowingError when the file was written, replaced or removed since it was first looked at."""
        check_unchanged(self.path, self.looked)
