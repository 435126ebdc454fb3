"""The strategic plan 2019-2024: the strategy map, the objectives, and the measurements it prints."""

from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.checks import read_checks
from data_pipeline.model import Reading
from data_pipeline.transcription import OBSERVATION_COLUMNS, Transcription, read_rows

SOURCE_ID = "igemo_strategisch_plan"
MAP_COLUMNS = "section,unit,code,domain,position_now,position_potential,need_now,need_future,decision,printed_decision".split(",")
OBJECTIVE_COLUMNS = "section,code,parent,label,kind".split(",")


def _whole(text: str) -> int | None:
    return int(text) if text else None


def read(folder: Path, catalogue: Catalogue) -> Reading:
    """Each service domain with its position and need (1 weak, 2 strong), the objectives and the plan's own figures."""
    positions = [
        (
            row["unit"], row["code"], row["domain"],
            _whole(row["position_now"]), _whole(row["position_potential"]), _whole(row["need_now"]), _whole(row["need_future"]),
            row["decision"], row["printed_decision"], SOURCE_ID, row["section"],
        )
        for _, row in read_rows(folder / "strategy_map.csv", MAP_COLUMNS)
    ]  # fmt: skip
    items = [
        (row["kind"], row["code"], row["parent"], row["label"], SOURCE_ID, row["section"])
        for _, row in read_rows(folder / "objectives.csv", OBJECTIVE_COLUMNS)
    ]
    transcription = Transcription(source_id=SOURCE_ID, catalogue=catalogue, tables=[])
    rows = read_rows(folder / "observations.csv", OBSERVATION_COLUMNS)
    observations = [transcription.observation(where, row, order) for order, (where, row) in enumerate(rows)]
    conflicts, reconciliations = read_checks(sorted(folder.glob("checks.toml")), observations, catalogue=catalogue, source_id=SOURCE_ID)
    return Reading(
        observations=observations,
        conflicts=conflicts,
        reconciliations=reconciliations,
        strategy_positions=positions,
        strategy_items=items,
    )
