"""The settings of one running Peil: the only place that reads environment variables."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent


class SettingsError(Exception):
    """A setting holds a value that Peil cannot work with; the message is Dutch and says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the data lies, where the server listens and whether example data may be shown."""

    data_dir: Path
    host: str
    port: int
    workers: int
    has_examples: bool = False

    @property
    def sources_dir(self) -> Path:
        """The shipped sources: always those of the repository."""
        return PROJECT_DIR / "data" / "sources"

    @property
    def warehouse_dir(self) -> Path:
        """The folder that holds CURRENT and the snapshots."""
        return self.data_dir / "warehouse"

    @property
    def deliveries_dir(self) -> Path:
        """Where accepted deliveries rest."""
        return self.data_dir / "deliveries"

    @property
    def trips_dir(self) -> Path:
        """Where reduced trips rest, a folder per month."""
        return self.data_dir / "trips"

    @property
    def trip_key_file(self) -> Path:
        """The secret with which trip ids are hashed."""
        return self.data_dir / "secret" / "trips.key"

    @property
    def demo_trips_dir(self) -> Path:
        """Where reduced trips of example deliveries rest."""
        return self.demo_dir / "trips"

    @property
    def inbox_dir(self) -> Path:
        """Where uploaded files wait for the pipeline."""
        return self.data_dir / "inbox"

    @property
    def templates_dir(self) -> Path:
        """Where an organisation puts its own templates and colour for documents."""
        return self.data_dir / "templates"

    @property
    def demo_dir(self) -> Path:
        """Where example deliveries rest."""
        return self.data_dir / "demo"

    @property
    def demo_deliveries_dir(self) -> Path:
        """Where accepted example deliveries rest."""
        return self.demo_dir / "deliveries"


def _whole_number(name: str, default: int, *, at_least: int, at_most: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdigit() or not at_least <= int(text) <= at_most:
        raise SettingsError(f"{name} moet een geheel getal zijn van {at_least} tot {at_most}, maar is '{text}'.")
    return int(text)


def load_settings() -> Settings:
    """The settings as the environment gives them.

    Raises SettingsError when a number is no number or the address is not this machine:
    there is no login yet, so Peil listens on loopback only.
    """
    host = os.environ.get("PEIL_HOST", "").strip() or "127.0.0.1"
    if host not in {"127.0.0.1", "::1", "localhost"}:
        raise SettingsError(
            f"PEIL_HOST is '{host}', maar Peil heeft nog geen aanmelding en luistert daarom alleen op 127.0.0.1. Laat PEIL_HOST weg."
        )
    return Settings(
        data_dir=Path(os.environ.get("PEIL_DATA_DIR", "").strip() or PROJECT_DIR / "data").resolve(),
        host=host,
        port=_whole_number("PEIL_PORT", 8050, at_least=1, at_most=65535),
        workers=_whole_number("PEIL_WORKERS", 2, at_least=1, at_most=16),
        has_examples=_whole_number("PEIL_DEMO", 0, at_least=0, at_most=1) == 1,
    )
