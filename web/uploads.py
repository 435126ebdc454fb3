"""Files that a browser sent: judged by name and size, and laid in the folder of their run."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from werkzeug.datastructures import FileStorage

from web.steps import Steps, file_step, refused_step

MOST_FILES = 20
MEGABYTE = 1024 * 1024
MOST_FILE_MB = 50
MOST_TOTAL_MB = 250
MOST_NAME_BYTES = 200
BAD_NAME = "De bestandsnaam is ongeldig."
UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_safe_name(name: str) -> bool:
    """Whether a name can be a file's: no path, nothing unseen, not too long."""
    return (
        bool(name.strip(". "))
        and not {"/", "\\"} & set(name)
        and not any(unicodedata.category(character) in UNSEEN_KINDS for character in name)
        and len(name.encode()) <= MOST_NAME_BYTES
    )


def shown_name(name: str) -> str:
    """A refused name as a reader may see it: what is unseen becomes a mark, what is long is cut."""
    seen = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in UNSEEN_KINDS else c for c in name)
    return f"{seen[:80]}…" if len(seen) > 80 else seen or "(zonder naam)"  # noqa: PLR2004


def _size(file: FileStorage) -> int:
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    return size


def store(files: Sequence[FileStorage], folder: Path) -> Steps:
    """The steps of a run, one per file; a file that is accepted lies in a folder of its own, under its own name."""
    steps: Steps = []
    for number, file in enumerate(files):
        name = unicodedata.normalize("NFC", file.filename or "")
        if not is_safe_name(name):
            steps.append(refused_step(shown_name(name), code="A17", text=BAD_NAME))
        elif _size(file) > MOST_FILE_MB * MEGABYTE:
            text = f"'{name}' is groter dan de toegelaten {MOST_FILE_MB} MB."
            steps.append(refused_step(name, code="A14", text=text))
        else:
            place = folder / f"{number:02}"
            place.mkdir(mode=0o700)
            file.save(place / name)
            steps.append(file_step(name, f"{place.name}/{name}"))
    return steps
