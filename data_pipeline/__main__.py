"""The pipeline's command line: `python -m data_pipeline build`."""

import argparse
import errno
import json
import logging
import sys

import duckdb

from catalogue.loader import CatalogueError
from data_pipeline.build import build
from data_pipeline.model import DeliveryError
from data_pipeline.publish import BuildRunningError
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
    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, f"Onjuist gebruik: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_pipeline", description="Bouwt en publiceert de cijfers van Peil.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT")
    build_command = commands.add_parser("build", help="bouwt een nieuwe stand en publiceert ze")
    build_command.add_argument("--json", action="store_true", help="geeft het resultaat als JSON")
    return parser


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
        return _build(load_settings(), as_json=options.json)
    except BuildRunningError as error:
        print(error, file=sys.stderr)
        return EXIT_BUSY
    except (CatalogueError, DeliveryError, SettingsError) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft.\n{error}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    except (OSError, duckdb.Error) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft. {_write_failure(error)}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
