"""Example reservations of shared cars as a provider delivers them: one file per year, a row per reservation."""

import csv
import random
from collections.abc import Mapping
from pathlib import Path

# Aantal wagens per gemeente op het einde van 2024, zoals de bron ze opsomt, en het jaar waarin de eerste er stond.
CARS = {"12025": 6, "12041": 6, "12009": 4, "12002": 2, "12007": 2, "12029": 2, "12040": 2}
SINCE = {"12025": 2021, "12041": 2021, "12009": 2021, "12002": 2022, "12007": 2022, "12029": 2023, "12040": 2023}
YEARS = range(2021, 2026)
LISTED = 2024
# De 24 gepubliceerde maandgemiddelden per wagen in 2024 (evaluatierapport, 3.8.4) komen exact uit.
AVERAGES_2024 = {
    "gemeente": (95, 205, 153, 87, 135, 187, 66, 78, 144, 200, 93, 86),
    "andere": (330, 336, 260, 311, 417, 583, 506, 490, 411, 693, 685, 836),
}
# Voor de andere jaren: het gemiddelde bij het begin en op het einde van het jaar, aansluitend op 2024, maal het seizoen.
LEVELS = {
    "gemeente": {2021: (38, 62), 2022: (62, 84), 2023: (84, 110), 2025: (112, 148)},
    "andere": {2021: (72, 128), 2022: (128, 205), 2023: (205, 318), 2025: (790, 905)},
}
SEASON = {
    "gemeente": (0.95, 1.0, 1.1, 0.95, 1.05, 1.1, 0.65, 0.7, 1.1, 1.15, 1.0, 0.85),
    "andere": (0.9, 0.9, 0.95, 1.05, 1.05, 1.05, 1.12, 1.12, 1.0, 0.98, 0.93, 0.97),
}
KM_OF_A_TRIP = {"gemeente": 34, "andere": 62}
KM_AN_HOUR = 11
TENTHS, QUARTERS = 10, ("00", "15", "30", "45")


def _averages(kind: str, year: int, dice: random.Random) -> list[int]:
    """The average kilometres per car in each month of a year."""
    if year == LISTED:
        return list(AVERAGES_2024[kind])
    first, last = LEVELS[kind][year]
    return [round((first + (last - first) * m / 11) * SEASON[kind][m] * dice.uniform(0.94, 1.06)) for m in range(12)]


def _cars(year: int) -> list[tuple[str, str]]:
    """The municipality and number of each car that is there in a year."""
    return [(nis, f"V{nis}-{n + 1}") for nis, count in CARS.items() for n in range(_count(nis, count, year))]


def _count(nis: str, count: int, year: int) -> int:
    if year < SINCE[nis]:
        return 0
    return count if year >= LISTED else max(1, count * (year - SINCE[nis] + 1) // (LISTED + 1 - SINCE[nis]))


def _shares(total: int, parts: int, dice: random.Random) -> list[int]:
    """A whole number divided over parts, each at least one, exactly."""
    weights = [dice.uniform(0.4, 1.6) for _ in range(parts)]
    whole = sum(weights)
    given = [max(1, int((total - parts) * w / whole)) for w in weights]
    given[0] += total - sum(given)
    return given


def _rows(year: int, names: Mapping[str, str]) -> list[list[str]]:
    dice = random.Random(f"wagens {year}")
    averages = {kind: _averages(kind, year, dice) for kind in AVERAGES_2024}
    rows: list[list[str]] = []
    cars = _cars(year)
    for month in range(1, 13):
        for kind, of_kind in averages.items():
            tenths = of_kind[month - 1] * len(cars) * TENTHS
            for (nis, car), of_car in zip(cars, _shares(tenths, len(cars), dice), strict=True):
                for share in _shares(of_car, max(1, of_car // (KM_OF_A_TRIP[kind] * TENTHS)), dice):
                    kilometres = f"{share // TENTHS},{share % TENTHS}"
                    hours = f"{1 + share // (KM_AN_HOUR * TENTHS)}:{dice.choice(QUARTERS)}"
                    day = f"{dice.randint(1, 28):02}/{month:02}/{year}"
                    rows.append([f"VB-{year}-{len(rows) + 1:05}", names[nis], day, car, kind, kilometres, hours])
    return rows


def write_cars(folder: Path, names: Mapping[str, str]) -> list[Path]:
    """One file of reservations per year.

    Args:
        names: the name of each municipality by NIS code.
    """
    written = []
    for year in YEARS:
        path = folder / f"voorbeeld_deelwagens_reservaties_{year}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle, delimiter=";", lineterminator="\r\n")
            writer.writerow(["Reservatie", "Gemeente", "Begin", "Voertuig", "Gebruikerstype", "Km", "Uren"])
            writer.writerows(_rows(year, names))
        written.append(path)
    return written
