"""Example deliveries that come once a year: the accounts of IGEMO and the climate actions."""

import csv
import json
import random
from collections.abc import Mapping
from pathlib import Path

YEARS = range(2019, 2026)
SECAP = {"12002": 24, "12007": 31, "12009": 38, "12029": 22, "12035": 29, "12040": 35, "12041": 41}
SECTORS = ("municipal buildings", "residential buildings", "transport", "local energy production", "public lighting")
STATES = ("NOT STARTED", "ONGOING", "COMPLETED", "POSTPONED")
FIRST_SHARES = (24, 46, 20, 10)
# Waar een actie een jaar later staat, met welke kans: wat afgewerkt is, blijft afgewerkt.
NEXT_STATE = {
    "NOT STARTED": {"NOT STARTED": 55, "ONGOING": 38, "POSTPONED": 7},
    "ONGOING": {"ONGOING": 70, "COMPLETED": 25, "POSTPONED": 5},
    "COMPLETED": {"COMPLETED": 1},
    "POSTPONED": {"POSTPONED": 60, "ONGOING": 40},
}


def _figures(year: int) -> dict[str, float]:
    """The rubrics of one year; 2019 and 2024 are near the published figures."""
    step = (year - 2019) / 5
    fixed, current = 3_400_000 - 80_000 * (year - 2019), 28_600_000 - 1_280_000 * (year - 2019)
    income = 6_000_000 + 6_000_000 * step
    result = (-1) ** year * 18_500 + 42_000
    return {
        "20/58": fixed + current, "21/28": fixed, "29/58": current, "3": 25_800_000 - 7_500_000 * step,
        "10/15": 5_300_000 + 100_000 * (year - 2019), "17/49": 25_000_000 - 7_000_000 * step,
        "70/76A": income, "60/66A": income - result, "62": 2_850_000 + 1_855_647 * step,
        "9087": 38 + 4.6 * (year - 2019), "9901": result + 21_000, "9904": result,
    }  # fmt: skip


def write_accounts(folder: Path) -> list[Path]:
    """The yearly accounts in the format of the central balance sheet office, each with the year before beside it."""
    written = []
    for year in YEARS:
        told = [("N", _figures(year)), ("NM1", _figures(year - 1))]
        rubrics = [{"Code": code, "Value": f"{value:.2f}", "Period": period} for period, figures in told for code, value in figures.items()]
        filing = {"ReferenceNumber": f"voorbeeld-{year}", "EnterpriseName": "Voorbeelddata, gemaakt door Peil", "Rubrics": rubrics}
        path = folder / f"voorbeeld_jaarrekening_{year}.json"
        path.write_text(json.dumps(filing, indent=1), encoding="utf-8")
        written.append(path)
    return written


def write_actions(folder: Path, names: Mapping[str, str]) -> list[Path]:
    """The actions of the climate plan, as MyCovenant exports them, at the end of each of the last two years."""
    dice = random.Random("klimaat")
    actions = [(nis, number, dice.choice(SECTORS)) for nis, count in SECAP.items() for number in range(1, count + 1)]
    states = dice.choices(STATES, weights=FIRST_SHARES, k=len(actions))
    written = []
    for year in (2024, 2025):
        path = folder / f"voorbeeld_myc_actions_{year}.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(
                [
                    "organisation_name",
                    "action_id",
                    "action_sector",
                    "timeframe_start",
                    "timeframe_end",
                    "action_implementation_status",
                    "emission_measure",
                ]
            )
            for (nis, number, sector), state in zip(actions, states, strict=True):
                writer.writerow([names[nis], f"{nis}-{number:03}", sector, 2021, 2030, state, "True"])
        written.append(path)
        states = [dice.choices(list(NEXT_STATE[s]), weights=list(NEXT_STATE[s].values()))[0] for s in states]
    return written
