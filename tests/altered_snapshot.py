"""Copies of a published snapshot with rows added: example data, revisions and every kind of absence, before any delivery holds them."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from catalogue.loader import load_catalogue
from tests.snapshots import add_copy, current_of

WITHOUT_BIKES = {"12021", "12026"}
MONTHS = [(year, month) for year in (2024, 2025) for month in range(1, 13) if (year, month) >= (2024, 6)]
YEARS = range(2019, 2026)
PUBLISHED_MONTHS = {(2024, 9), (2024, 11), (2024, 12)}
SOURCES = {"wijk_werken": "Jaarbestand wijk-werken", "deelfietsen_mds_maand": "Maandbestand van de exploitant"}
Row = dict[str, Any]


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def row(indicator_id: str, nis: str | None, period: tuple[date, date], value: float | None, **changes: Any) -> Row:
    """An observation for a test, definite or without value."""
    plain: Row = {
        "indicator_id": indicator_id, "nis": nis, "period_start": period[0], "period_end": period[1], "breakdown": "", "value": value,
        "value_text": "" if value is None else str(value), "reading": "exact", "lower": None, "upper": None,
        "status": "onbekend" if value is None else "definitief", "flags": [], "source_id": "wijk_werken", "source_ref": "blad 1, rij 4",
        "section": "", "table_id": "wijk_werken", "is_demo": False, "row_order": 0,
    }  # fmt: skip
    return plain | changes


def _year(of: int) -> tuple[date, date]:
    return date(of, 1, 1), date(of, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), last_day(year, month)


def _yearly() -> Iterator[Row]:
    """Wijk-werken: one municipality takes no part, one figure is hidden, one unknown, one nought, some below nought."""
    scales = {
        "wijk_werken_uren": 900, "wijk_werken_actieve_werkers": 6, "wijk_werken_opstarters": 2, "wijk_werken_inkomsten": 8000,
        "wijk_werken_saldo": 500,
    }  # fmt: skip
    for indicator, scale in scales.items():
        for i, nis in enumerate(load_catalogue().municipalities):
            for year in YEARS:
                value = scale * (14 - i) * (1 - 0.05 * (year - 2019))
                made = row(indicator, nis, _year(year), round(value) if indicator != "wijk_werken_saldo" else round(value - 3000))
                if nis == "12026":
                    made |= {"value": None, "status": "niet_deelnemend"}
                elif (i, year) == (2, 2021):
                    made |= {"value": None, "status": "verborgen"}
                elif (i, year) == (4, 2020):
                    made |= {"value": None, "status": "onbekend"}
                elif (i, year) == (5, 2022):
                    made |= {"value": 0}
                yield made | {"is_demo": True}


def _monthly() -> Iterator[Row]:
    """Bikes: none in two municipalities, and where a month was published no example of it."""
    of_bikes = {"source_id": "deelfietsen_mds_maand", "table_id": "deelfietsen_mds_maand", "is_demo": True}
    for number, (year, month) in enumerate(MONTHS):
        for i, nis in enumerate(load_catalogue().municipalities):
            outside = nis in WITHOUT_BIKES
            absent = {"status": "niet_deelnemend"} if outside else {}
            yield row(
                "deelfiets_ritten_gemeente",
                nis,
                _month(year, month),
                None if outside else 40 + 9 * i + 5 * (number % 7),
                **of_bikes,
                **absent,
            )
        yield row("deelfiets_km", None, _month(year, month), 4000 + 250 * (number % 9), **of_bikes)
        if (year, month) not in PUBLISHED_MONTHS:
            yield row("deelfiets_ontleningen", None, _month(year, month), 1800 + 110 * (number % 6), **of_bikes)


def example_rows() -> list[Row]:
    """Example data for what the sources do not give, and beside what they do."""
    beside = [
        row("deelwagen_km_per_wagen", None, _month(2025, month), 300 + 40 * month, breakdown="andere", is_demo=True)
        for month in range(1, 13)
    ]
    emissions = [
        row("broeikasgas_nulmeting", nis, _year(2011), 90_000 + 4_000 * i, is_demo=True)
        for i, nis in enumerate(load_catalogue().municipalities)
    ]
    return [*_yearly(), *_monthly(), *beside, *emissions]


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Adds rows to a table."""
    for made in rows:
        columns = ", ".join(made)
        connection.execute(f"insert into {table} ({columns}) values ({', '.join('?' for _ in made)})", list(made.values()))


def add_examples(connection: duckdb.DuckDBPyConnection) -> None:
    """Example data with the sources that it stands in for."""
    known = {source for (source,) in connection.execute("select source_id from source").fetchall()}
    sources = [
        {"source_id": key, "title": title, "publisher": "Peil", "year": "2025", "date_published": "", "delivered": date(2026, 11, 24),
         "licence": "geen", "note": "voorbeeld", "kind": "levering"}
        for key, title in SOURCES.items() if key not in known
    ]  # fmt: skip
    insert(connection, "source", sources)
    insert(connection, "observation", example_rows())


def add_absences(connection: duckdb.DuckDBPyConnection) -> None:
    """Words instead of values beside published figures, in every form of chart: who takes no part, what is hidden or unknown."""
    whole = (date(2019, 1, 1), date(2024, 12, 31))
    words = [
        *(("energiescans", "12026", _year(year), "niet_deelnemend", "") for year in range(2018, 2025)),
        ("engagementsverklaringen", "12021", whole, "niet_deelnemend", ""),
        ("engagementsverklaringen", "12026", whole, "verborgen", ""),
        ("supra_aandeel_met_werken", "12021", whole, "niet_deelnemend", ""),
        ("supra_aandeel_met_werken", "12026", whole, "niet_deelnemend", ""),
        ("supra_aandeel_met_werken", "12025", whole, "verborgen", ""),
        ("supra_trajecten", "12026", whole, "niet_deelnemend", "aanmeldingen"),
    ]
    of_report = {"source_id": "igemo_evaluatierapport", "source_ref": "3.4", "section": "3.4", "value_text": "-"}
    connection.execute("delete from observation where indicator_id = 'supra_aandeel_met_werken' and nis = '12021'")
    absences = [row(i, nis, span, None, status=status, breakdown=part, **of_report) for i, nis, span, status, part in words]
    insert(connection, "observation", absences)
    hidden = "indicator_id = 'energiescans' and nis = '12009' and period_end = date '2021-12-31'"
    connection.execute(f"update observation set value = null, status = 'verborgen' where {hidden}")


def add_revisions(connection: duckdb.DuckDBPyConnection) -> None:
    """A figure that was revised lately, one that was revised long ago, and one that is hidden since."""
    of_lier = {"nis": "12021", "breakdown": "", "source_id": "igemo_evaluatierapport", "old_value": 66, "old_text": "66"}
    ((built_at,),) = connection.execute("select built_at from build").fetchall()
    today = built_at.date()
    made = [
        (2024, today, 84, "fout in levering"),
        (2023, today - timedelta(days=400), 57, "te lang geleden"),
        (2022, today - timedelta(days=4), None, "nu verborgen"),
    ]
    for year, day, new, reason in made:
        start, end = _year(year)
        told = {"new_value": new, "new_text": "" if new is None else str(new), "revised_on": day, "reason": reason}
        insert(
            connection, "revision", [{"indicator_id": "energiescans", "period_start": start, "period_end": end} | of_lier | told]
        )  # fmt: skip
        where = f"indicator_id = 'energiescans' and nis = '12021' and period_start = date '{start}' and period_end = date '{end}'"
        connection.execute(f"update observation set flags = ['herzien'] where {where}")
        if new is None:
            connection.execute(f"update observation set value = null, status = 'verborgen' where {where}")


def altered_copy(published: Path, folder: Path, *, snapshot: str, alter: Sequence[Callable[[duckdb.DuckDBPyConnection], object]]) -> Path:
    """A data folder that publishes a copy of the snapshot of another one, altered.

    Args:
        published: the data folder to copy from.
        snapshot: the id of the copy.
        alter: what to do to it, in turn.
    """
    about = json.loads((published / "warehouse" / f"snap-{current_of(published)}.json").read_text(encoding="utf-8"))

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        for each in alter:
            each(connection)

    add_copy(published, folder, snapshot, built_at=about["built_at"], alter=change)
    (folder / "warehouse" / "CURRENT").write_text(snapshot + "\n", encoding="utf-8")
    return folder
