"""Planned investments of the municipalities (BBC multi-annual plans): by policy field and by account; plans, not accounts."""

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.checks import read_checks
from data_pipeline.corrections import corrected, read_corrections
from data_pipeline.model import DeliveryError, Observation, Reading
from data_pipeline.municipalities import MunicipalityNames

SOURCE_ID = "abb_bbc"
Row = tuple[dict[str, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Which columns of a file give the broad and the detailed indicator."""

    file_name: str
    broad_column: str
    broad_indicator: str
    detail_column: str
    detail_indicator: str


LAYOUTS = (
    _Layout(
        file_name="abb_bbc_investeringen_beleidsveld_rivierenland_2020-2025.csv",
        broad_column="BV_domein",
        broad_indicator="geplande_investeringen",
        detail_column="Beleidsveld",
        detail_indicator="geplande_investeringen_beleidsveld",
    ),
    _Layout(
        file_name="abb_bbc_investeringen_rek_rivierenland_2020-2025.csv",
        broad_column="Niveau_3",
        broad_indicator="geplande_investeringen_rekening",
        detail_column="Alg_rekening",
        detail_indicator="geplande_investeringen_rekening_detail",
    ),
)


def broad_key(label: str) -> str:
    """The key of a domain or kind of account: `9 Zorg en opvang` gives `zorg_en_opvang`."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "_", re.sub(r"^(i\.1\.[a-d]|\d+)\s+", "", plain)).strip("_")


def detail_key(label: str) -> str:
    """The code in front of a policy field or account: `0990 Begraafplaatsen` gives `0990`."""
    return re.sub(r"[^a-z0-9]+", "_", label.split(" ", 1)[0].lower()).strip("_")


def _newest_report_year(rows: Sequence[Row]) -> list[Row]:
    """Per municipality and book year the rows of one plan, the newest: several plans are never added up."""
    newest: dict[tuple[str, str], str] = defaultdict(str)
    for row, _ in rows:
        key = (row["NIS_code"], row["Boekjaar"])
        newest[key] = max(newest[key], row["Rapportjaar"])
    return [(row, was) for row, was in rows if row["Rapportjaar"] == newest[row["NIS_code"], row["Boekjaar"]]]


def _flags(layout: _Layout, indicator: str, breakdown: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Corrected where a row was; incomplete for the total of policy fields, which stays below that of accounts."""
    is_incomplete = indicator == layout.broad_indicator and not breakdown and layout.detail_column == "Beleidsveld"
    found = {"gecorrigeerd": any(was for _, was in rows), "onvolledig": is_incomplete}
    return tuple(flag for flag, applies in found.items() if applies)


def _observation(
    layout: _Layout, indicator: str, *, nis: str | None, year: int, breakdown: str, rows: Sequence[Row], order: int
) -> Observation:
    delivered = [was or row["Totaal"] for row, was in rows]
    value = math.fsum(float(row["Totaal"]) for row, _ in rows)
    report_years = sorted({row["Rapportjaar"] for row, _ in rows})
    return Observation(
        indicator_id=indicator,
        nis=nis,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        breakdown=breakdown,
        value=value,
        value_text=delivered[0] if len(rows) == 1 else f"som van {len(rows)} rijen",
        reading="exact",
        lower=None,
        upper=None,
        status="definitief",
        flags=_flags(layout, indicator, breakdown, rows),
        source_id=SOURCE_ID,
        source_ref=f"meerjarenplan, rapportjaar {', '.join(report_years)}, kolom {layout.detail_column}",
        section=layout.detail_column,
        table_id=layout.file_name,
        row_order=order,
    )


def _observations(layout: _Layout, rows: Sequence[Row], names: MunicipalityNames) -> Iterator[Observation]:
    groups: dict[tuple[str, str | None, int, str], list[Row]] = defaultdict(list)
    for row, was in rows:
        nis, year = names.nis(row["NIS_code"]), int(row["Boekjaar"])
        parts = (
            (layout.broad_indicator, ""),
            (layout.broad_indicator, broad_key(row[layout.broad_column])),
            (layout.detail_indicator, detail_key(row[layout.detail_column])),
        )
        for indicator, breakdown in parts:
            groups[indicator, nis, year, breakdown].append((row, was))
    for order, ((indicator, nis, year, breakdown), members) in enumerate(groups.items()):
        yield _observation(layout, indicator, nis=nis, year=year, breakdown=breakdown, rows=members, order=order)


def read(folder: Path, catalogue: Catalogue) -> Reading:
    """Sums per municipality, book year and part, of the newest plan.

    Raises DeliveryError when a part is not declared in the catalogue or a correction no longer fits.
    """
    names = MunicipalityNames(catalogue.municipalities.values())
    corrections = read_corrections()
    found: list[Observation] = []
    for layout in LAYOUTS:
        with (folder / layout.file_name).open(encoding="utf-8", newline="") as handle:
            delivered = list(csv.DictReader(handle, strict=True))
        rows = corrected(delivered, file_name=layout.file_name, corrections=corrections)
        found += _observations(layout, _newest_report_year(rows), names)
    for row in found:
        if row.breakdown and row.breakdown not in catalogue.indicators[row.indicator_id].breakdown:
            raise DeliveryError(f"{row.table_id}: '{row.breakdown}' staat niet bij {row.indicator_id} in de catalogus.")
    conflicts, reconciliations = read_checks(sorted(folder.glob("checks.toml")), found, catalogue=catalogue, source_id=SOURCE_ID)
    return Reading(observations=found, conflicts=conflicts, reconciliations=reconciliations)
