"""Population on 1 January: published by Statbel for 2018-2020, derived with bounds from 2021 on."""

import csv
from datetime import date
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.model import DeliveryError, Observation, Reading
from data_pipeline.municipalities import MunicipalityNames

SOURCE_ID = "statbel_bevolking"
STATUS_OF_METHOD = {"statbel_published": "definitief", "derived_per_capita_ratio": "geschat"}


def read(folder: Path, catalogue: Catalogue) -> Reading:
    """One observation per municipality and year, a moment: 1 January.

    Raises DeliveryError for a method that is not known.
    """
    names = MunicipalityNames(catalogue.municipalities.values())
    observations = []
    with (folder / "population.csv").open(encoding="utf-8", newline="") as handle:
        for order, row in enumerate(csv.DictReader(handle, strict=True)):
            if row["method"] not in STATUS_OF_METHOD:
                raise DeliveryError(f"population.csv, rij {order + 2}, kolom method: '{row['method']}' is niet bekend.")
            day = date(int(row["year"]), 1, 1)
            is_derived = row["method"] == "derived_per_capita_ratio"
            observations.append(
                Observation(
                    indicator_id="bevolking",
                    nis=names.nis(row["nis"]),
                    period_start=day,
                    period_end=day,
                    breakdown="",
                    value=float(row["population"]),
                    value_text=row["population"],
                    reading="exact",
                    lower=float(row["lower"]) if is_derived else None,
                    upper=float(row["upper"]) if is_derived else None,
                    status=STATUS_OF_METHOD[row["method"]],
                    flags=(),
                    source_id=SOURCE_ID,
                    source_ref="afgeleid uit bedragen per inwoner" if is_derived else "bevolking op 1 januari",
                    section="",
                    table_id="population.csv",
                    row_order=order,
                )
            )
    return Reading(observations=observations)
