"""Example trips by shared bike as an operator delivers them: one MDS file per month."""

import json
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from data_pipeline.trips.shapes import MunicipalityShapes

HOME = ZoneInfo("Europe/Brussels")
FIRST_DAY = date(2024, 6, 4)
# Ritten per maand: de bron noemt er in september 2024 ruim 2.500, in november en december ongeveer 2.000.
RENTALS = {
    "2024-06": 1480, "2024-07": 1905, "2024-08": 2230, "2024-09": 2534, "2024-10": 2312, "2024-11": 2006, "2024-12": 1987,
    "2025-01": 1893, "2025-02": 1921, "2025-03": 2288, "2025-04": 2540, "2025-05": 2861, "2025-06": 3012, "2025-07": 2904,
    "2025-08": 2955, "2025-09": 3240, "2025-10": 2871, "2025-11": 2388, "2025-12": 2215,
}  # fmt: skip
WEIGHTS = {
    "12025": 44, "12041": 9, "12040": 11, "12035": 8, "12007": 7, "12009": 6, "12014": 5, "12005": 4, "12029": 3, "12002": 3,
}  # fmt: skip
OUTSIDE = (51.158, 4.392)
SHARE_OUTSIDE, SHARE_ELSEWHERE = 0.02, 0.18
SPREAD_DEGREES = 0.012


class _Spots:
    """Draws points inside municipalities, around their middles."""

    def __init__(self, shapes: MunicipalityShapes, middles: Mapping[str, tuple[float, float]], dice: random.Random) -> None:
        self._dice = dice
        self._spots = {nis: self._drawn(nis, middle, shapes) for nis, middle in middles.items()}

    def _drawn(self, nis: str, middle: tuple[float, float], shapes: MunicipalityShapes) -> list[tuple[float, float]]:
        latitude, longitude = middle
        drawn = [(latitude + self._dice.gauss(0, SPREAD_DEGREES), longitude + self._dice.gauss(0, SPREAD_DEGREES)) for _ in range(60)]
        found = shapes.locate(longitude=np.array([p[1] for p in drawn]), latitude=np.array([p[0] for p in drawn]))
        inside = [point for point, position in zip(drawn, found, strict=True) if position >= 0 and shapes.codes[position] == nis]
        return inside[:25] or [middle]

    def one_of(self, nis: str) -> dict[str, float]:
        """A point in a municipality; outside the region for an empty code."""
        latitude, longitude = self._dice.choice(self._spots[nis]) if nis else OUTSIDE
        return {"lat": round(latitude, 6), "lng": round(longitude, 6)}


def _trip(number: int, start: datetime, spots: _Spots, dice: random.Random) -> dict[str, object]:
    home = dice.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    chance = dice.random()
    away = "" if chance < SHARE_OUTSIDE else dice.choice(list(WEIGHTS)) if chance < SHARE_ELSEWHERE else home
    seconds = int(dice.lognormvariate(6.6, 0.5))
    begun = int(start.astimezone(UTC).timestamp() * 1000)
    return {
        "provider_id": "00000000-0000-4000-8000-00000000aaaa",
        "trip_id": f"{dice.getrandbits(128):032x}",
        "device_id": f"voorbeeld-{number % 180:03}",
        "start_time": begun,
        "end_time": begun + max(90, seconds) * 1000,
        "start_location": spots.one_of(home),
        "end_location": spots.one_of(away),
        "duration": max(90, seconds),
        "distance": int(max(90, seconds) * dice.uniform(2.6, 4.4)),
    }


def write_bikes(folder: Path, shapes: MunicipalityShapes, middles: Mapping[str, tuple[float, float]]) -> list[Path]:
    """One MDS trips file per month, from the start of the system on.

    Args:
        middles: latitude and longitude in the middle of each municipality of the concession, by NIS code.
    """
    written = []
    for month, rentals in RENTALS.items():
        dice = random.Random(f"fietsen {month}")
        spots = _Spots(shapes, {nis: middles[nis] for nis in WEIGHTS}, dice)
        first = max(date.fromisoformat(f"{month}-01"), FIRST_DAY)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        trips = []
        for number in range(rentals):
            day = first + timedelta(days=dice.randrange((last - first).days + 1))
            start = datetime(day.year, day.month, day.day, dice.randint(6, 21), dice.randrange(60), dice.randrange(60), tzinfo=HOME)
            trips.append(_trip(number, start, spots, dice))
        path = folder / f"voorbeeld_mds_trips_{month}.json"
        path.write_text(json.dumps({"version": "2.0.0", "data": {"trips": trips}}), encoding="utf-8")
        written.append(path)
    return written
