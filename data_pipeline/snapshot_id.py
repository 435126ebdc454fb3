"""What decides a figure, as one short id: the same inputs give the same id on every machine."""

import hashlib
from pathlib import Path

from data_pipeline.corrections import CORRECTIONS_FILE
from data_pipeline.sources import sha256_of
from settings import PROJECT_DIR

CODE_ROOMS = ("data_pipeline", "catalogue")


def input_files(sources_dir: Path) -> dict[str, Path]:
    """Every file that decides a figure, by a name that does not depend on where the project lies."""
    files = {f"sources/{p.relative_to(sources_dir).as_posix()}": p for p in sources_dir.rglob("*") if p.is_file()}
    files[CORRECTIONS_FILE.name] = CORRECTIONS_FILE
    for room in CODE_ROOMS:
        for pattern in ("*.py", "*.sql", "*.toml"):
            files |= {p.relative_to(PROJECT_DIR).as_posix(): p for p in (PROJECT_DIR / room).rglob(pattern)}
    return dict(sorted(files.items()))


def input_checksums(sources_dir: Path) -> dict[str, str]:
    """The sha256 of every input, by name, sorted by name."""
    return {name: sha256_of(path) for name, path in input_files(sources_dir).items()}


def snapshot_id(checksums: dict[str, str]) -> str:
    """The first 12 hexadecimal digits of a sha256 over the names and checksums of all inputs."""
    told = "\n".join(f"{name} {checksum}" for name, checksum in sorted(checksums.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
