"""Makes a board pack per municipality: the charts in which it has figures, itself highlighted. Called by `make pack`."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from catalogue.loader import load_catalogue
from catalogue.model import Municipality
from exports.exhibit import HouseStyle
from exports.house_style import HouseStyleError, read_house_style
from exports.making import FileFormat
from exports.service import FileJob, NoFileError, service
from settings import load_settings
from views.filters import Filters
from views.packs import Choice, meeting_day, municipality_views, pack_of
from warehouse.snapshot import NoSnapshotError, Snapshot, installed_warehouse

BAR = 24


def _progress(done: int, total: int, name: str) -> None:
    """Shows how far it is, on one line of a terminal or a line each in a log."""
    filled = BAR * done // total
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    sys.stderr.write(f"[{'#' * filled}{'.' * (BAR - filled)}] {done}/{total} {name:<24}{end}")
    sys.stderr.flush()


def _write(
    municipality: Municipality, snapshot: Snapshot, *, choice: Choice, kinds: list[FileFormat], folder: Path, style: HouseStyle
) -> None:
    """Writes the files of one municipality, each whole or not at all."""
    settings = load_settings()
    own = replace(choice, title=choice.title or f"{municipality.name} in cijfers", highlight=municipality.nis)
    pack = pack_of(
        municipality_views(snapshot, municipality.nis), own, snapshot, base=f"http://{settings.host}:{settings.port}", style=style
    )
    for kind in kinds:
        path = folder / f"peil-bundel-{municipality.slug}-{snapshot.id}.{kind}"
        aside = path.with_name(path.name + ".new")
        aside.write_bytes(service.make(FileJob(subject=pack, kind=kind, style=style)))
        aside.replace(path)


def main(arguments: list[str]) -> int:
    """Makes the packs; 1 with a Dutch sentence when something is missing."""
    parser = argparse.ArgumentParser(prog="make pack", description="Maakt een bundel per gemeente.")
    parser.add_argument("--gemeente", default="", help="slugs met komma's; zonder keuze alle twaalf")
    parser.add_argument("--soort", default="pptx,pdf", help=f"uit {', '.join(get_args(FileFormat))}")
    parser.add_argument("--uit", default="bundels", type=Path, help="de map voor de bestanden")
    parser.add_argument("--datum", default="", help="dag van de vergadering, zoals 2026-12-31")
    parser.add_argument("--titel", default="")
    parser.add_argument("--stand", default="", help="een vroegere stand; zonder keuze de gepubliceerde")
    options = parser.parse_args(arguments)
    catalogue = load_catalogue()
    slugs = [slug for slug in options.gemeente.split(",") if slug]
    chosen = [catalogue.municipality_by_slug(slug) for slug in slugs] or list(catalogue.municipalities.values())
    kinds: list[FileFormat] = [kind for kind in get_args(FileFormat) if kind in options.soort.split(",")]
    try:
        meeting = meeting_day(options.datum)
        warehouse = installed_warehouse()
        snapshot = warehouse.by_id(options.stand) if options.stand else warehouse.current()
        style = read_house_style(load_settings().templates_dir)
        options.uit.mkdir(parents=True, exist_ok=True)
        choice = Choice(views=(), title=options.titel, meeting=meeting, filters=Filters(snapshot=snapshot.id))
        service.start()
        for done, municipality in enumerate(chosen):
            if municipality is None:
                raise ValueError(f"'{slugs[done]}' is geen gemeente van Rivierenland.")
            _progress(done, len(chosen), municipality.name)
            _write(municipality, snapshot, choice=choice, kinds=kinds, folder=options.uit, style=style)
    except (ValueError, NoSnapshotError, HouseStyleError, NoFileError, OSError) as error:
        sys.stderr.write(f"\nNiet gelukt: {error}\n")
        return 1
    finally:
        service.stop()
    _progress(len(chosen), len(chosen), f"klaar, in {options.uit}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
