"""The pipeline's command line: `python -m data_pipeline build | history | diff | rollback`."""

import argparse
import errno
import json
import logging
import sys
from pathlib import Path
from typing import NoReturn

import duckdb

from catalogue.loader import CatalogueError
from data_pipeline.build import build
from data_pipeline.history import UnknownSnapshotError, difference, history, rollback
from data_pipeline.model import DeliveryError
from data_pipeline.publish import BuildRunningError, exclusive
from settings import Settings, SettingsError, load_settings

EXIT_NOTHING_PUBLISHED = 1
EXIT_USAGE = 64
EXIT_BUSY = 75
REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EACCES: "geen toegang",
    errno.ENOENT: "het bestand of de map ontbreekt",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EROFS: "de schijf is alleen leesbaar",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"Onjuist gebruik: {message}\nBekijk de opdrachten met: python -m data_pipeline --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_pipeline", description="Bouwt en publiceert de cijfers van Peil.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    build_command = commands.add_parser("build", help="bouwt een nieuwe stand en publiceert ze")
    build_command.add_argument("--json", action="store_true", help="geeft het resultaat als JSON")
    commands.add_parser("history", help="toont alle standen, de gepubliceerde gemerkt")
    diff_command = commands.add_parser("diff", help="toont wat er veranderde van de ene stand naar de andere")
    diff_command.add_argument("old", metavar="OUD")
    diff_command.add_argument("new", metavar="NIEUW")
    rollback_command = commands.add_parser("rollback", help="publiceert een vroegere stand opnieuw")
    rollback_command.add_argument("snapshot", metavar="STAND")
    return parser


def _history(warehouse_dir: Path) -> int:
    for entry in history(warehouse_dir):
        mark = "gepubliceerd" if entry.is_published else ""
        print(f"{entry.snapshot}  {entry.built_at}  {entry.figures:>7} cijfers  {mark}".rstrip())
    return 0


def _diff(warehouse_dir: Path, old: str, new: str) -> int:
    changes = difference(warehouse_dir, old=old, new=new)
    for change in changes:
        print(f"{change.indicator_id}: {change.figures} {change.change}")
    if not changes:
        print("Geen enkel cijfer verschilt.")
    return 0


def _rollback(warehouse_dir: Path, snapshot: str) -> int:
    with exclusive(warehouse_dir):
        rollback(warehouse_dir, snapshot)
    print(f"Gepubliceerd: stand {snapshot}.")
    return 0


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if options.command == "history":
        return _history(settings.warehouse_dir)
    if options.command == "diff":
        return _diff(settings.warehouse_dir, options.old, options.new)
    if options.command == "rollback":
        return _rollback(settings.warehouse_dir, options.snapshot)
    return _build(settings, as_json=options.json)


def _build(settings: Settings, *, as_json: bool) -> int:
    outcome = build(settings)
    if as_json:
        told = {"published": outcome.is_published, "snapshot": outcome.snapshot, "rows": outcome.rows, "conflicts": outcome.conflicts}
        print(json.dumps(told))
    elif outcome.is_published:
        print(f"Gepubliceerd: stand {outcome.snapshot}, {outcome.rows['observation']} cijfers, {outcome.conflicts} tegenspraken.")
    else:
        print(f"Niets veranderd: stand {outcome.snapshot} blijft.")
    return 0


def _write_failure(error: OSError | duckdb.Error) -> str:
    """What failed on disk and what to look at."""
    advice = "Kijk of de map bestaat, of u er mag schrijven en of er plaats is op de schijf."
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"Lezen of schrijven mislukt{where}: {REASONS.get(error.errno or 0, error.strerror or str(error))}. {advice}"
    return f"De nieuwe stand kon niet geschreven worden: {str(error).splitlines()[0]} {advice}"


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        return _run(options, load_settings())
    except BuildRunningError as error:
        print(error, file=sys.stderr)
        return EXIT_BUSY
    except UnknownSnapshotError as error:
        print(error, file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    except (CatalogueError, DeliveryError, SettingsError) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft.\n{error}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    except (OSError, duckdb.Error) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft. {_write_failure(error)}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
