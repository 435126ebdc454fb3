"""Reads a delivered file in a child process with limited memory and time, and hands its cells over line by line.

Run as `python -m data_pipeline.intake.extract FILE ORDER`, ORDER being JSON; writes JSON lines on standard output.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data_pipeline.contract import Layout
from data_pipeline.intake.delimited import read_delimited
from data_pipeline.intake.document import Document, Line, Sheet
from data_pipeline.intake.guard import MEGABYTE, refused
from data_pipeline.intake.records import read_records
from data_pipeline.intake.report import Message, RefusedError
from data_pipeline.intake.workbook import read_workbook
from settings import PROJECT_DIR

MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 4
WALL_SECONDS = 30
MOST_TEXT = 64 * MEGABYTE
TOO_MUCH = "'{name}' vraagt te veel geheugen of tijd om te lezen en wordt geweigerd. Splits het bestand."
BROKEN = "'{name}' kan niet gelezen worden en wordt geweigerd. Open het bestand, bewaar het opnieuw en lever het opnieuw aan."
FULL = 3

log = logging.getLogger(__name__)


def _limit(*, memory: int, seconds: int) -> None:
    """Limits this process before it reads a byte; it may start nothing and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(kind, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _read(path: Path, order: dict[str, Any]) -> Document:
    name = order["name"]
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        return read_workbook(path, name=name)
    if suffix == ".json":
        return read_records(path, name=name, records=order["records"], fields=order["fields"])
    return read_delimited(path, name=name, delimiter=order["delimiter"])


def _told(document: Document) -> Iterator[list[Any]]:
    """The lines that the child writes: what is said of the file, then each sheet and its rows."""
    yield ["document", [asdict(m) for m in document.messages], document.date_1904, document.is_cut_off]
    for sheet in document.sheets:
        yield ["sheet", sheet.name, sheet.is_hidden]
        for line in sheet.lines:
            yield [line.number, list(line.cells), list(line.kinds.items()), list(line.merged)]


def _heard(lines: Iterable[str]) -> Document:
    """The document that the child's lines describe."""
    sheets: list[tuple[str, bool, list[Line]]] = []
    head: list[Any] = ["document", [], False, False]
    for text in lines:
        told = json.loads(text)
        if told[0] == "refused":
            raise RefusedError(Message(**told[1]), wipe=told[2])
        if told[0] == "document":
            head = told
        elif told[0] == "sheet":
            sheets.append((told[1], told[2], []))
        else:
            number, cells, kinds, merged = told
            sheets[-1][2].append(Line(number=number, cells=cells, kinds=dict(kinds), merged=frozenset(merged)))
    return Document(
        sheets=[Sheet(name=name, is_hidden=is_hidden, lines=lines) for name, is_hidden, lines in sheets],
        messages=[Message(**m) for m in head[1]],
        date_1904=head[2],
        is_cut_off=head[3],
    )


def extract(path: Path, *, name: str, layout: Layout) -> Document:
    """The cells of a file, read in a limited child process.

    Args:
        name: the name under which it was delivered; its extension decides the format.
        layout: delimiter of a text file, records and fields of a JSON file.

    Raises RefusedError when the file cannot be read within the limits.
    """
    order = {
        "name": name, "delimiter": layout.delimiter, "records": layout.records, "fields": dict(layout.fields),
        "memory": MEMORY_BYTES, "seconds": CPU_SECONDS,
    }  # fmt: skip
    environment = {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 (a list of arguments, no shell)
            [sys.executable, "-W", "ignore", "-m", "data_pipeline.intake.extract", str(path.absolute()), json.dumps(order)],
            cwd=PROJECT_DIR,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=WALL_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise refused("grenzen", TOO_MUCH.format(name=name)) from error
    if done.returncode == FULL or done.returncode < 0:
        raise refused("grenzen", TOO_MUCH.format(name=name))
    if done.returncode != 0:
        log.error("het lezen van een bestand stopte onverwacht: %s", done.stderr.strip().rpartition("\n")[2].partition(":")[0])
        raise refused("onleesbaar", BROKEN.format(name=name))
    return _heard(done.stdout.splitlines())


def _answer(path: Path, order: dict[str, Any]) -> None:
    """Writes what the file holds; far more text than a table has is refused half-way."""
    written = 0
    for told in _told(_read(path, order)):
        line = json.dumps(told, ensure_ascii=True)
        written += len(line)
        if written > MOST_TEXT:
            raise refused("cellen", f"'{order['name']}' bevat te veel tekst. Splits het bestand.")
        print(line)  # noqa: T201 - the child's answer


def main(arguments: list[str]) -> int:
    """Reads the file under limits and writes what it holds; exit code 1 when a limit was met."""
    path, order = Path(arguments[0]), json.loads(arguments[1])
    sys.modules["numpy"] = None  # type: ignore[assignment] # openpyxl would load it, and its memory counts here
    _limit(memory=order["memory"], seconds=order["seconds"])
    try:
        _answer(path, order)
    except RefusedError as error:
        print(json.dumps(["refused", asdict(error.message), error.wipe]))  # noqa: T201
    except (MemoryError, RecursionError):
        return FULL
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
