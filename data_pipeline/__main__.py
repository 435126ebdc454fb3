"""The pipeline's command line: `python -m data_pipeline OPDRACHT`."""

import argparse
import errno
import logging
import sys
from typing import NoReturn

import duckdb

from catalogue.loader import CatalogueError
from data_pipeline import delivery_commands, snapshot_commands
from data_pipeline.contracts import ContractError
from data_pipeline.deliveries import UnknownDeliveryError
from data_pipeline.history import UnknownSnapshotError
from data_pipeline.model import DeliveryError
from data_pipeline.publish import BuildRunningError
from settings import SettingsError, load_settings

EXIT_NOTHING_PUBLISHED = 1
EXIT_UNKNOWN = 2
EXIT_USAGE = 64
EXIT_BUSY = 75
REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EACCES: "geen toegang",
    errno.ENOENT: "het bestand of de map ontbreekt",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EROFS: "de schijf is alleen leesbaar",
    errno.EIO: "de schijf geeft een fout",
    errno.EDQUOT: "uw deel van de schijf is vol",
    errno.EPERM: "dat is hier niet toegelaten",
    errno.ENAMETOOLONG: "de naam is te lang",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"Onjuist gebruik: {message}\nBekijk de opdrachten met: python -m data_pipeline --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_pipeline", description="Neemt leveringen aan, bouwt en publiceert de cijfers van Peil.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT", parser_class=_Parser)
    delivery_commands.add_to(commands)
    snapshot_commands.add_to(commands)
    return parser


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
        return int(options.run(options, load_settings()))
    except BuildRunningError as error:
        print(error, file=sys.stderr)
        return EXIT_BUSY
    except UnknownDeliveryError as error:
        print(error, file=sys.stderr)
        return EXIT_UNKNOWN
    except UnknownSnapshotError as error:
        print(error, file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    except (CatalogueError, ContractError, DeliveryError, SettingsError) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft.\n{error}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    except (OSError, duckdb.Error) as error:
        print(f"Niets gepubliceerd, de vorige stand blijft. {_write_failure(error)}", file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
