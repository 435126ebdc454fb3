"""Repairs in the open: each correction names its row, its reason and the value that it expects to find."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data_pipeline.model import DeliveryError
from settings import PROJECT_DIR

CORRECTIONS_FILE = PROJECT_DIR / "data" / "corrections.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One repair of one cell of a delivered file."""

    source: str
    file: str
    where: Mapping[str, str]
    column: str
    expect: str
    value: str
    reason: str
    status: str


def read_corrections(path: Path = CORRECTIONS_FILE) -> list[Correction]:
    """All corrections, in the order of the file."""
    return [Correction(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])]


def corrected(
    rows: Sequence[dict[str, str]], *, file_name: str, corrections: Sequence[Correction]
) -> list[tuple[dict[str, str], str | None]]:
    """The rows of a file with their repairs done.

    Args:
        rows: as delivered, all text.

    Returns each row with the delivered value of the repaired cell, or None where nothing was repaired.
    Raises DeliveryError when a correction finds no row, several rows, or another value than it expects.
    """
    repaired: dict[int, tuple[dict[str, str], str]] = {}
    for correction in (c for c in corrections if c.file == file_name):
        hits = [i for i, row in enumerate(rows) if all(row.get(k) == v for k, v in correction.where.items())]
        if len(hits) != 1:
            raise DeliveryError(f"corrections.toml, {file_name}: {dict(correction.where)} vindt {len(hits)} rijen in plaats van één.")
        found = rows[hits[0]][correction.column]
        if found != correction.expect:
            raise DeliveryError(
                f"corrections.toml, {file_name}: {dict(correction.where)} verwacht '{correction.expect}' en vindt '{found}'. "
                "De bron is verbeterd: haal de correctie weg."
            )
        repaired[hits[0]] = (rows[hits[0]] | {correction.column: correction.value}, found)
    return [repaired.get(i, (row, None)) for i, row in enumerate(rows)]
