"""From an operator's CSV to the nine texts of a trip: columns are found by their title, everything is read as text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline.intake.delimited import DELIMITER_WORD
from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message, RefusedError
from data_pipeline.trips.contract import REQUIRED, TripContract
from data_pipeline.trips.persons import PersonColumn, person_column
from data_pipeline.trips.text_file import TextFile, head_of
from data_pipeline.trips.texts import texts_sql
from data_pipeline.trips.workplace import exactly

LONGEST_LINE = 100_000
SWALLOWED_LINES = 5
NOT_BY_ROW = "'{name}' kan niet rij voor rij gelezen worden: een aanhalingsteken of een rij eindigt niet. Exporteer het bestand opnieuw."
UNCLOSED = "een aanhalingsteken is niet gesloten. Het bestand kan niet betrouwbaar gelezen worden."


def refuse_person(found: PersonColumn | None, *, name: str) -> None:
    """Refuses a file with a column that tells who rode, to be wiped at once."""
    if found is None:
        return
    told = {
        "I05": "Ritgegevens op individueel niveau worden niet aanvaard. Lever per maand en gemeente aan.",
        "C05": f"'{name}' bevat persoonsgegevens (kolom '{found.name}'). Het bestand is niet verwerkt en is verwijderd. "
        "Lever geaggregeerde cijfers aan.",
    }
    raise RefusedError(Message(code=found.code, level="error", text=told[found.code], column=found.name), wipe=True)


def _plain(title: str) -> str:
    return re.sub(r"[\s_-]+", "_", title.strip().lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvHead:
    """What the titles of the columns told.

    Attributes:
        positions: by field the position of its column.
        distance_title: how the file calls the distance.
    """

    positions: Mapping[str, int]
    distance_title: str
    messages: tuple[Message, ...]


def read_head(head: list[str], contract: TripContract, *, name: str) -> CsvHead:
    """Finds the column of each field by its title and says which columns are not known.

    Raises RefusedError for a column about a person, a title that occurs twice or a column that is missing.
    """
    refuse_person(person_column(head), name=name)
    titles = [_plain(title) for title in head]
    for title, written in zip(titles, head, strict=True):
        if title and titles.count(title) > 1:
            raise refused("C07", f"Kolom '{written.strip()}' komt {titles.count(title)} keer voor.")
    known = {field: [_plain(title) for title in names] for field, names in contract.columns.items()}
    found = {field: titles.index(best) for field, names in known.items() if (best := next((t for t in names if t in titles), None))}
    missing = [field for field in REQUIRED if field not in found]
    if "ended_at" not in found and "duration" not in found:
        missing.append("ended_at")
    if missing:
        wanted, listed = contract.columns[missing[0]][0], ", ".join(title.strip() for title in head)
        raise refused("C02", f"Kolom '{wanted}' ontbreekt in '{name}'. Gevonden kolommen: {listed}.")
    expected = {_plain(title) for title in contract.dropped} | {title for names in known.values() for title in names}
    unknown = [written.strip() for title, written in zip(titles, head, strict=True) if title and title not in expected]
    messages = (Message(code="C04", level="warning", text=f"Onbekende kolom '{t}' is niet ingelezen.", column=t) for t in unknown)
    distance_title = head[found["distance"]].strip() if "distance" in found else ""
    return CsvHead(positions=found, distance_title=distance_title, messages=tuple(messages))


def _refuse_broken(connection: duckdb.DuckDBPyConnection, *, name: str, delimiter: str, is_last: int) -> None:
    """Refuses a file in which a row is no row: how many rows there are cannot be known then."""
    found = connection.execute("select line, error_type::varchar, error_message from reject_errors order by line limit 1").fetchall()
    if not found:
        return
    row, kind, told = found[0]
    numbers = re.findall(r"\d+", told)
    if kind not in {"MISSING COLUMNS", "TOO MANY COLUMNS"} or len(numbers) < 2:  # noqa: PLR2004
        raise refused("B11", f"Rij {row}: {UNCLOSED}")
    wanted, got = numbers[0], numbers[1]
    if kind == "MISSING COLUMNS" and row == is_last:
        raise refused(
            "A04",
            f"Het bestand '{name}' stopt midden in rij {row}: {got} van {wanted} kolommen. Waarschijnlijk niet volledig doorgestuurd.",
        )
    word = DELIMITER_WORD.get(delimiter, f"'{delimiter}'")
    raise refused("B08", f"Rij {row} telt {got} kolommen i.p.v. {wanted}. Gebruik {word} als scheidingsteken.")


def _refuse_swallowed(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    told: dict[str, object],
    *,
    titles: Sequence[str],
    delimiter: str,
    missing: int,
    name: str,
) -> None:
    """Accounts for every line that is no row: it must be a line break within a cell.

    Raises RefusedError when a quote that was not closed swallowed rows (a cell with many lines, or with a line and a delimiter)
    and when lines are gone for no reason that can be seen.
    """
    cells = ", ".join(f"c{n}" for n in range(len(titles)))
    line, breaks = connection.execute(
        f"""
        with numbered as (select row_number() over () + 1 as line, [{cells}] as cells from {source}),
        cell as (select line, content, length(content) - length(replace(content, chr(10), '')) as breaks
            from (select line, unnest(cells) as content from numbered))
        select min(line) filter (breaks > {SWALLOWED_LINES} or (breaks > 0 and contains(content, $delimiter))), coalesce(sum(breaks), 0)
        from cell
        """,  # noqa: S608 - only column positions and a constant stand in it
        {**told, "delimiter": delimiter},
    ).fetchall()[0]
    if line is not None:
        raise refused("B11", f"Rij {line}: {UNCLOSED}")
    if breaks + sum(title.count("\n") for title in titles) != missing:
        raise refused("B11", NOT_BY_ROW.format(name=name))


def read_csv_rows(
    connection: duckdb.DuckDBPyConnection, text: TextFile, contract: TripContract, *, name: str, issued: Mapping[str, object], target: Path
) -> CsvHead:
    """Writes the texts of every row to a Parquet file in the order of the delivery, one column per field, ids hashed.

    Args:
        issued: the blocks of the secret key and who gave the ids out.

    Returns what the titles told. Raises RefusedError when the file cannot be read row for row.
    """
    titles = head_of(text.path, encoding="utf-8-sig", delimiter=contract.delimiter)
    head = read_head(titles, contract, name=name)
    dialect = "auto_detect=false, header=true, all_varchar=true, null_padding=false, strict_mode=true, store_rejects=true, rejects_limit=10"
    columns = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(titles))) + "}"
    source = f"read_csv($path, delim=$delim, quote='\"', escape='\"', max_line_size={LONGEST_LINE}, columns={columns}, {dialect})"
    told: dict[str, object] = {"path": exactly(text.path), "delim": contract.delimiter}
    try:
        connection.execute(
            f"copy (select {texts_sql(head.positions)} from {source}) to $target (format parquet, compression zstd)",  # noqa: S608 - positions only
            {**told, **issued, "target": str(target)},
        )
    except duckdb.InvalidInputException as error:
        raise refused(
            "B11", f"'{name}' kan niet rij voor rij gelezen worden: er is een aanhalingsteken of een rij die niet eindigt."
        ) from error
    _refuse_broken(connection, name=name, delimiter=contract.delimiter, is_last=text.lines)
    rows = connection.execute("select count(*) from read_parquet($target)", {"target": exactly(target)}).fetchall()[0][0]
    missing = text.lines - 1 - rows
    if missing:
        _refuse_swallowed(connection, source, told, titles=titles, delimiter=contract.delimiter, missing=missing, name=name)
    return head
