"""The example workbook of wijk-werken, as staff keep it: a sheet per year, with everything around the figures that makes it messy."""

import io
import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

YEARS = range(2019, 2026)
ANCHOR_YEAR, HOURS_2023 = 2023, 15.0
# Wijk-werkers per gemeente in 2023. In Nijlen zijn er zo weinig dat Peil ze verbergt: ook dat toont het voorbeeld.
WORKERS_2023 = {
    "12002": 14, "12005": 12, "12007": 22, "12009": 18, "12014": 41, "12021": 38, "12025": 96, "12026": 3, "12029": 17, "12035": 19,
    "12040": 33, "12041": 24,
}  # fmt: skip
TREND = {2019: 1.42, 2020: 1.21, 2021: 1.15, 2022: 1.07, 2023: 1.0, 2024: 0.94, 2025: 0.9}
HOURS_A_MONTH = {2019: 15.8, 2020: 14.1, 2021: 14.4, 2022: 14.9, 2023: HOURS_2023, 2024: 14.7, 2025: 14.4}
# Een traject duurt hooguit een jaar: ongeveer de helft stopt en wordt vervangen.
LEAVERS = (0.46, 0.6)
FEE, EARNED_AN_HOUR = 21.5, 1.95
COSTS = {2019: (0.7, 0.86), 2020: (0.82, 1.06)}
TITLES = [
    "Lokaal bestuur", "Gewerkte uren", "Actieve wijk-werkers", "Opstarters", "Uitstroom",
    "Inschrijvingsgeld (incl. btw)", "Inkomsten (incl. btw)", "Werkingskosten (incl. btw)", "Saldo (incl. btw)",
]  # fmt: skip
MADE = (2026, 1, 15, 12, 0, 0)
MADE_TEXT = b"2026-01-15T12:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """One municipality in one year."""

    workers: int
    started: int
    left: int
    hours: float
    fees: float
    income: float
    costs: float

    @property
    def cells(self) -> list[float]:
        """Its cells in the order of the titles; what is left over is income less costs."""
        return [self.hours, self.workers, self.started, self.left, self.fees, self.income, self.costs, round(self.income - self.costs, 2)]


def _hours(year: int, workers: Mapping[str, int], dice: random.Random) -> dict[str, float]:
    """Hours per municipality, around the average of the year, which the whole region hits exactly."""
    wanted = round(sum(workers.values()) * HOURS_A_MONTH[year] * 12, 1)
    hours = {nis: round(count * HOURS_A_MONTH[year] * 12 * dice.uniform(0.9, 1.1), 1) for nis, count in workers.items()}
    largest = max(workers, key=lambda nis: workers[nis])
    return hours | {largest: round(hours[largest] + wanted - sum(hours.values()), 1)}


def _year(year: int, before: Mapping[str, int], dice: random.Random) -> dict[str, _Year]:
    """The figures of one year by municipality: who was there, less who left, plus who started, is who is there."""
    workers = {nis: max(2, round(base * TREND[year])) for nis, base in WORKERS_2023.items()}
    hours = _hours(year, workers, dice)
    found = {}
    for nis, count in workers.items():
        left = max(round(before[nis] * dice.uniform(*LEAVERS)), before[nis] - count + 1)
        fees = round(count * FEE * dice.uniform(0.85, 1.15), 2)
        income = round(hours[nis] * EARNED_AN_HOUR + fees, 2)
        costs = round(income * dice.uniform(*COSTS.get(year, COSTS[2019])), 2)
        started = count - before[nis] + left
        found[nis] = _Year(workers=count, started=started, left=left, hours=hours[nis], fees=fees, income=income, costs=costs)
    return found


def figures() -> dict[int, dict[str, _Year]]:
    """The figures of all years by year and municipality."""
    dice = random.Random("wijk-werken")
    before = {nis: round(base * TREND[YEARS[0]] * 1.04) for nis, base in WORKERS_2023.items()}
    found = {}
    for year in YEARS:
        found[year] = _year(year, before, dice)
        before = {nis: row.workers for nis, row in found[year].items()}
    return found


def write_wijk_werken(folder: Path, names: Mapping[str, str]) -> list[Path]:
    """The workbook: a sheet per year, title rows, merged cells, a row of totals and notes below."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for year, of_year in figures().items():
        sheet = book.create_sheet(f"{year}")
        sheet["A1"] = f"Wijk-werken Rivierenland {year}"
        sheet["A1"].font = Font(bold=True)
        sheet.merge_cells("A1:I1")
        sheet["A2"] = "Voorbeelddata, gemaakt door Peil"
        sheet.append([])
        sheet.append(TITLES)
        for nis, row in of_year.items():
            sheet.append([names[nis], *row.cells])
        sums = [round(sum(row.cells[position] for row in of_year.values()), 2) for position in range(len(TITLES) - 1)]
        sheet.append(["Totaal", *sums])
        sheet.append([])
        sheet.append(["Bron: boekhouding wijk-werken, stand bij het afsluiten van het jaar"])
    path = folder / "voorbeeld_wijk_werken_2019-2025.xlsx"
    path.write_bytes(_without_clock(book))
    return [path]


def _without_clock(book: Workbook) -> bytes:
    """The workbook as a file in which the moment of writing stands nowhere, so that it is the same on every machine."""
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = (
                re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]*", rb"\g<1>" + MADE_TEXT, old.read(name))
                if name == "docProps/core.xml"
                else old.read(name)
            )
            new.writestr(zipfile.ZipInfo(name, MADE), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
