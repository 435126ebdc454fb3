"""Times the making of files at a real server, and what it costs other visitors, as ratios to the median of the same run."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from views.filters import Filters
from views.packs import views_with_figures
from warehouse.snapshot import installed_warehouse

PROJECT = Path(__file__).resolve().parents[1]
VIEW = "energiescans"
KINDS = ("csv", "xlsx", "pptx", "docx", "pdf", "png", "svg")
PACK_KINDS = ("xlsx", "pptx", "docx", "pdf")
ROUNDS, PACK_VIEWS, VISITS = 7, 20, 60
MOST_SLOWER = 1.2


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PEIL_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "serve.py"], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _seconds(address: str) -> float:
    start = time.perf_counter()
    with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310  our own server
        answer.read()
    return time.perf_counter() - start


def _visit(base: str, number: int) -> float:
    """One request of a visitor, in seconds: the figures of a view and the index of the search box, by turns."""
    taken = _seconds(f"{base}/download/{VIEW}.csv" if number % 2 else f"{base}/zoekindex.json")
    time.sleep(0.05)
    return taken


def _beside_packs(base: str, pack: str) -> float:
    """The median time of a visit while three packs that were asked at once are made."""
    orders = [threading.Thread(target=_seconds, args=(f"{base}/bundel.{kind}?{pack}",), daemon=True) for kind in ("pptx", "docx", "pdf")]
    for each in orders:
        each.start()
    times = []
    while any(each.is_alive() for each in orders):
        times.append(_visit(base, len(times)))
    return statistics.median(times)


def main() -> None:
    """Prints each timing and its ratio to a CSV of the same run."""
    views = views_with_figures(installed_warehouse().current(), Filters())[:PACK_VIEWS]
    pack = "views=" + ",".join(view.id for view in views)
    with _server() as base:
        for kind in KINDS:
            _seconds(f"{base}/download/{VIEW}.{kind}")
        taken = {kind: statistics.median(_seconds(f"{base}/download/{VIEW}.{kind}") for _ in range(ROUNDS)) for kind in KINDS}
        for kind, seconds in taken.items():
            sys.stdout.write(f"één weergave als {kind:5} {seconds:7.2f} s {seconds / taken['csv']:8.1f} x een CSV\n")
        for kind in PACK_KINDS:
            seconds = _seconds(f"{base}/bundel.{kind}?{pack}")
            sys.stdout.write(f"bundel van {len(views)} als {kind:5} {seconds:7.2f} s {seconds / taken[kind]:8.1f} x één weergave\n")
        alone = statistics.median(_visit(base, number) for number in range(VISITS))
        beside = _beside_packs(base, pack)
        verdict = "binnen de grens" if beside <= MOST_SLOWER * alone else f"meer dan de grens van {MOST_SLOWER}"
        sys.stdout.write(f"bezoek naast drie bundels {1000 * beside:6.1f} ms {beside / alone:8.2f} x zonder bundels: {verdict}\n")


if __name__ == "__main__":
    main()
