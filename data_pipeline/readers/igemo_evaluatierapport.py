"""The evaluation report 2019-2024: our transcription of its tables and measurements."""

from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.checks import read_checks
from data_pipeline.model import Observation, Project, Reading
from data_pipeline.transcription import OBSERVATION_COLUMNS, PROJECT_COLUMNS, Transcription, read_rows, read_tables

SOURCE_ID = "igemo_evaluatierapport"


def read(folder: Path, catalogue: Catalogue) -> Reading:
    """Every transcribed row of the report, its register of tables and what its checks found.

    Raises DeliveryError with file, row and column for the first cell that is wrong.
    """
    tables = read_tables(folder / "tables.csv", SOURCE_ID)
    transcription = Transcription(source_id=SOURCE_ID, catalogue=catalogue, tables=tables)
    observations: list[Observation] = []
    projects: list[Project] = []
    for path in sorted((folder / "observations").glob("*.csv")):
        for where, row in read_rows(path, OBSERVATION_COLUMNS):
            observations.append(transcription.observation(where, row, len(observations)))
    for path in sorted((folder / "projects").glob("*.csv")):
        for where, row in read_rows(path, PROJECT_COLUMNS):
            theme = path.stem.replace("_", "-")
            projects.append(transcription.project(where, row, len(projects), theme))
    conflicts, reconciliations = read_checks(
        sorted((folder / "checks").glob("*.toml")), observations, catalogue=catalogue, source_id=SOURCE_ID
    )
    return Reading(observations=observations, projects=projects, tables=tables, conflicts=conflicts, reconciliations=reconciliations)
