"""Signatories of the Covenant of Mayors: who committed to what, since when, and who coordinates."""

import csv
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.checks import read_checks
from data_pipeline.model import Project, Reading
from data_pipeline.municipalities import MunicipalityNames

SOURCE_ID = "jrc_convenant"
ENDED_BY_MERGER = {"Puurs": "2018-12-31", "Sint-Amands": "2018-12-31"}
COMMITMENTS = {
    "commitment_CoM2020_flag": "2020",
    "commitment_CoM2030_flag": "2030",
    "commitment_CoM2050_flag": "2050",
    "commitment_mayoradapt_flag": "klimaatadaptatie",
}


def read(folder: Path, catalogue: Catalogue) -> Reading:
    """One commitment per signatory; those of municipalities that merged are ended, not dropped."""
    names = MunicipalityNames(catalogue.municipalities.values())
    projects = []
    with (folder / "com_df1_signatories_2024_rivierenland.csv").open(encoding="utf-8", newline="") as handle:
        for order, row in enumerate(csv.DictReader(handle, strict=True)):
            name = row["organisation_name"]
            committed = [label for column, label in COMMITMENTS.items() if row[column] == "True"]
            projects.append(
                Project(
                    kind="engagement",
                    service="burgemeestersconvenant",
                    theme="klimaat",
                    name=f"Burgemeestersconvenant, {name}" if name in ENDED_BY_MERGER else "Burgemeestersconvenant",
                    nis=names.nis(name),
                    partner=row["coordinator_name"],
                    started=row["date_of_adhesion"],
                    ended=ENDED_BY_MERGER.get(name, ""),
                    state="beëindigd door fusie" if name in ENDED_BY_MERGER else "ondertekend",
                    amount_eur=None,
                    printed_amount="",
                    detail=f"engagement {', '.join(committed)}; {row['gcom_id']}",
                    source_id=SOURCE_ID,
                    section="com_df1",
                    table_id="com_df1",
                    row_order=order,
                )
            )
    conflicts, reconciliations = read_checks(sorted(folder.glob("checks.toml")), [], catalogue=catalogue, source_id=SOURCE_ID)
    return Reading(projects=projects, conflicts=conflicts, reconciliations=reconciliations)
