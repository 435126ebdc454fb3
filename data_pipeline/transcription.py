"""Reads a document transcribed by hand: observations, projects and tables, each row tested on its own."""

import csv
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar, cast

from catalogue.model import Catalogue, Indicator
from data_pipeline.model import (
    FLAGS,
    READINGS,
    STATUSES_WITH_VALUE,
    STATUSES_WITHOUT_VALUE,
    DeliveryError,
    Observation,
    Project,
    ReportTable,
)
from data_pipeline.municipalities import MunicipalityNames
from data_pipeline.parsing import parse_count, parse_optional_number, parse_period, says

OBSERVATION_COLUMNS = "section,table,indicator,gemeente,breakdown,period,printed,value,lower,upper,unit,reading,status,flags".split(",")
PROJECT_COLUMNS = "section,table,kind,service,name,gemeente,partner,start,end,state,amount_eur,printed_amount,detail".split(",")
TABLE_COLUMNS = "table,section,title,observations,projects".split(",")
RUNNING_TEXT = {"tekst", "lijst"}

Value = TypeVar("Value")


def read_rows(path: Path, columns: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a CSV with where it stands (`bestand, rij 12`).

    Raises DeliveryError when the file is no CSV in UTF-8, or the header or the number of cells of a row is not as agreed.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        try:
            if reader.fieldnames != columns:
                raise DeliveryError(f"{path.name}, rij 1: de kolommen moeten zijn: {', '.join(columns)}.")
            for row in reader:
                where = f"{path.name}, rij {reader.line_num}"
                if None in row or None in row.values():
                    raise DeliveryError(f"{where}: de rij heeft niet evenveel cellen als de titelrij.")
                yield where, cast("dict[str, str]", row)
        except UnicodeDecodeError as error:
            raise DeliveryError(f"{path.name}: het bestand is geen UTF-8. Bewaar het opnieuw als CSV in UTF-8.") from error
        except csv.Error as error:
            raise DeliveryError(f"{path.name}, na rij {reader.line_num}: een aanhalingsteken staat verkeerd of ontbreekt.") from error


def _cell(where: str, column: str, read: Callable[[str], Value], text: str) -> Value:
    """What a cell says, or a DeliveryError that names its column."""
    try:
        return read(text)
    except ValueError as error:
        reason = str(error)
        raise DeliveryError(f"{where}, kolom {column}: {reason}{'' if reason.endswith(('.', '?')) else '.'}") from error


def _check_words(where: str, row: dict[str, str], *, has_value: bool) -> None:
    """Raises DeliveryError for a reading, status or flag that is none of the agreed words, or a status that does not fit the value."""
    statuses = STATUSES_WITH_VALUE if has_value else STATUSES_WITHOUT_VALUE
    allowed: tuple[tuple[str, list[str], Collection[str]], ...] = (
        ("reading", [row["reading"]], READINGS),
        ("status", [row["status"]], statuses),
        ("flags", [flag for flag in row["flags"].split(";") if flag], FLAGS),
    )
    for column, words, known in allowed:
        for word in words:
            if word not in known:
                about = f" bij een cijfer {'met' if has_value else 'zonder'} waarde" if column == "status" else ""
                raise DeliveryError(f"{where}, kolom {column}: '{word}' kan niet{about}; kies uit {', '.join(known)}.")


def source_ref(section: str, table: str, title: str | None) -> str:
    """Where a row stands in its document: `3.4.15, tekst` or `3.4.15, tabel 'Verstrekte leningen'`."""
    return f"{section}, {table}" if table in RUNNING_TEXT else f"{section}, tabel '{title}'"


class Transcription:
    """The rows of one document, read with the catalogue at hand."""

    def __init__(self, *, source_id: str, catalogue: Catalogue, tables: list[ReportTable]) -> None:
        self._source_id = source_id
        self._catalogue = catalogue
        self._names = MunicipalityNames(catalogue.municipalities.values())
        self._titles = {table.table_id: table.title for table in tables}

    def _reference(self, where: str, row: dict[str, str]) -> str:
        table = row["table"]
        if table not in RUNNING_TEXT and table not in self._titles:
            raise DeliveryError(f"{where}, kolom table: '{table}' staat niet in tables.csv.")
        return source_ref(row["section"], table, self._titles.get(table))

    def _indicator(self, where: str, row: dict[str, str]) -> Indicator:
        indicator = self._catalogue.indicators.get(row["indicator"])
        if indicator is None:
            raise DeliveryError(f"{where}, kolom indicator: '{row['indicator']}' staat niet in de catalogus.")
        if row["unit"] != indicator.unit:
            raise DeliveryError(f"{where}, kolom unit: '{row['unit']}' moet '{indicator.unit}' zijn.")
        if row["breakdown"] and row["breakdown"] not in indicator.breakdown:
            raise DeliveryError(f"{where}, kolom breakdown: '{row['breakdown']}' staat niet bij {indicator.id}.")
        if row["gemeente"] and indicator.geography != "gemeente":
            raise DeliveryError(f"{where}, kolom gemeente: {indicator.id} bestaat niet per gemeente.")
        return indicator

    def observation(self, where: str, row: dict[str, str], order: int) -> Observation:
        """One observation of a row; DeliveryError names the cell that is wrong."""
        indicator, reference = self._indicator(where, row), self._reference(where, row)
        start, end = _cell(where, "period", parse_period, row["period"])
        value, lower, upper = (_cell(where, name, parse_optional_number, row[name]) for name in ("value", "lower", "upper"))
        nis = _cell(where, "gemeente", self._names.nis, row["gemeente"])
        _check_words(where, row, has_value=value is not None)
        if value is not None and not says(row["printed"], value):
            raise DeliveryError(f"{where}, kolom value: '{row['printed']}' leest niet als {row['value']}.")
        return Observation(
            indicator_id=indicator.id,
            nis=nis,
            period_start=start,
            period_end=end,
            breakdown=row["breakdown"],
            value=value,
            value_text=row["printed"],
            reading=row["reading"],
            lower=lower,
            upper=upper,
            status=row["status"],
            flags=tuple(filter(None, row["flags"].split(";"))),
            source_id=self._source_id,
            source_ref=reference,
            section=row["section"],
            table_id=row["table"],
            row_order=order,
        )

    def project(self, where: str, row: dict[str, str], order: int, theme: str) -> Project:
        """One project of a row; DeliveryError names the cell that is wrong."""
        self._reference(where, row)
        if row["service"] and row["service"] not in self._catalogue.services:
            raise DeliveryError(f"{where}, kolom service: '{row['service']}' staat niet in services.toml.")
        for name in ("start", "end"):
            if row[name]:
                _cell(where, name, parse_period, row[name])
        nis = _cell(where, "gemeente", self._names.nis, row["gemeente"])
        amount = _cell(where, "amount_eur", parse_optional_number, row["amount_eur"])
        return Project(
            kind=row["kind"],
            service=row["service"],
            theme=theme,
            name=row["name"],
            nis=nis,
            partner=row["partner"],
            started=row["start"],
            ended=row["end"],
            state=row["state"],
            amount_eur=amount,
            printed_amount=row["printed_amount"],
            detail=row["detail"],
            source_id=self._source_id,
            section=row["section"],
            table_id=row["table"],
            row_order=order,
        )


def read_tables(path: Path, source_id: str) -> list[ReportTable]:
    """The register of the document's tables with the number of rows that each must give."""
    return [
        ReportTable(
            source_id=source_id,
            table_id=row["table"],
            section=row["section"],
            title=row["title"],
            observations=_cell(where, "observations", parse_count, row["observations"]),
            projects=_cell(where, "projects", parse_count, row["projects"]),
        )
        for where, row in read_rows(path, TABLE_COLUMNS)
    ]
