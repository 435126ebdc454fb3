"""Finds the deliveries in data/sources and reads what their source.toml says."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from data_pipeline.model import DeliveryError, SourceDelivery, SourceFile

REQUIRED = ("id", "title", "publisher", "licence", "delivered", "kind", "files")


def sha256_of(path: Path) -> str:
    """The sha256 of a file, as hexadecimal text."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _source_files(folder: Path, entries: list[dict[str, Any]]) -> tuple[SourceFile, ...]:
    files = []
    for entry in entries:
        shipped = folder / entry["name"]
        if shipped.is_file() and sha256_of(shipped) != entry["sha256"]:
            raise DeliveryError(f"{shipped}: de inhoud klopt niet met de sha256 in source.toml. Zet het ontvangen bestand terug.")
        files.append(SourceFile(name=entry["name"], sha256=entry["sha256"], is_original=shipped.is_file()))
    return tuple(files)


def read_source(folder: Path) -> SourceDelivery:
    """What source.toml in a delivery's folder says, the checksums of the shipped files verified.

    Raises DeliveryError when the file or a key is missing or a checksum differs.
    """
    path = folder / "source.toml"
    if not path.is_file():
        raise DeliveryError(f"{folder}: source.toml ontbreekt. Voeg het bestand toe met uitgever, datum, licentie en sha256.")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [name for name in REQUIRED if not told.get(name)]
    if missing:
        raise DeliveryError(f"{path}: vul in: {', '.join(missing)}.")
    if told["id"] != folder.parent.name or str(told["delivered"]) != folder.name:
        raise DeliveryError(f"{path}: id en delivered moeten gelijk zijn aan de namen van de mappen.")
    return SourceDelivery(
        source_id=told["id"],
        title=told["title"],
        publisher=told["publisher"],
        year=str(told.get("year", "")),
        date_published=str(told.get("date_published", "")),
        delivered=date.fromisoformat(folder.name),
        licence=told["licence"],
        note=told.get("note", ""),
        kind=told["kind"],
        files=_source_files(folder, told["files"]),
    )


def newest_deliveries(sources_dir: Path) -> list[Path]:
    """The newest delivery folder of each source, in the order of the sources' names."""
    return [max(s for s in source.iterdir() if s.is_dir()) for source in sorted(sources_dir.iterdir()) if source.is_dir()]
