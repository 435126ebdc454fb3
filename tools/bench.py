"""Times what readers wait for, each as a ratio to one cold query of the same run, so that machines compare."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from catalogue.loader import load_catalogue
from pages.routes import find_page
from views.filters import Filters
from views.registry import all_views
from views.render import render
from warehouse import queries
from warehouse.snapshot import installed_warehouse

ROUNDS = 15


def median_ms(work: Callable[[], object]) -> float:
    """The median time of a piece of work, in milliseconds."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    """Prints each timing and its ratio to the unit: one query over one indicator."""
    snapshot = installed_warehouse().current()
    unit = median_ms(lambda: queries.observations(snapshot, indicators=["energiescans"]))
    sys.stdout.write(f"eenheid: één zoekopdracht {unit:.2f} ms, stand {snapshot.id}\n")
    jobs: dict[str, Callable[[], object]] = {
        "alle cijfers": lambda: queries.observations(snapshot),
        "kaart energiescans": lambda: render(all_views()["energiescans"], Filters(), snapshot),
        "kaart per inwoner": lambda: render(all_views()["energiescans"], Filters(unit="inwoner"), snapshot),
        "overzicht": lambda: find_page("/", ""),
        "gemeente": lambda: find_page("/gemeente/lier", ""),
    } | {f"thema {t.slug}": (lambda path=t.path: find_page(path, "")) for t in load_catalogue().themes.values()}
    for name, work in jobs.items():
        taken = median_ms(work)
        sys.stdout.write(f"{name:28} {taken:8.1f} ms {taken / unit:8.1f} x\n")


if __name__ == "__main__":
    main()
