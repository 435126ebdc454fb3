"""The real files that the readers are tried on, and short ways to deliver them."""

import csv
from pathlib import Path

from data_pipeline.intake.report import FileReport
from data_pipeline.model import Observation
from settings import PROJECT_DIR
from tests.data_pipeline.desk import Steward

REAL = Path(__file__).with_name("real")
SOURCES = PROJECT_DIR / "data" / "sources"
GIVEN = PROJECT_DIR.parent / "shared" / "data"
BERN = "gbfs_2.3_station_information_publibike_bern.json"
REPORTS = "mds_reports_example_2019-09.csv"
SIGNATORIES = "com_df1_signatories_2024_rivierenland.csv"
FIELDS, ACCOUNTS = (f"abb_bbc_investeringen_{kind}_rivierenland_2020-2025.csv" for kind in ("beleidsveld", "rek"))
LISTS = ("donkey_gbfs_systems_2026-02.csv", "gbfs_systems_belgium_2026-07.csv")
DUFFEL, LIER, MECHELEN, NIJLEN, PUURS_SINT_AMANDS = "12009", "12021", "12025", "12026", "12041"


def real(name: str) -> Path:
    return next(iter(SOURCES.rglob(name)), REAL / name)


def rows_of(name: str) -> list[dict[str, str]]:
    with real(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def delivered(steward: Steward, name: str, content: bytes) -> FileReport:
    return steward.gives(name, content)


def given(steward: Steward, path: Path) -> FileReport:
    return delivered(steward, path.name, path.read_bytes())


def facts_from(steward: Steward, source: str) -> list[Observation]:
    return steward.facts(source)


def said(report: FileReport, level: str) -> list[str]:
    return [message.text for message in report.messages if message.level == level]
