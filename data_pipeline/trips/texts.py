"""The SQL that turns the texts of a trip into numbers: total, so that every text gives a number or says that it gives none.

A time gives the seconds since 1970 on the clock that was written down and, where the text says it, the offset of that clock.
"""

from collections.abc import Mapping

from data_pipeline.trips.contract import FIELDS, TripContract

NO_OFFSET = 1_000_000
OFFSET = r"(Z|UTC|[+-](?:0\d|1[0-4]):?(?:[0-5]\d)?)"
BEHIND_TIME = rf":\d{{2}}(?:[.,]\d+)?\s*{OFFSET}$"
HMAC = "left(sha256($outer || unhex(sha256($inner || encode($issuer || chr(31) || {identity})))), 32)"
"""HMAC-SHA256 of who gave the id out and of the id, its first 128 bits (RFC 2104, section 5)."""
REST = rf"(?:[.,]\d+)?\s*{OFFSET}?$"
PLACES = ("start_lat", "start_lng", "end_lat", "end_lng")


def _seconds(field: str, contract: TripContract) -> str:
    if contract.is_mds:
        return f"try_cast({field} as bigint) // 1000"
    formats = ", ".join("'" + text.replace("'", "''") + "'" for text in contract.time_formats)
    return f"epoch(try_strptime(regexp_replace({field}, '{REST}', ''), [{formats}]))::bigint"


def _offset(field: str, contract: TripContract) -> str:
    """Seconds east of UTC as the text says, or NO_OFFSET."""
    if contract.is_mds:
        return "0"
    said = f"regexp_extract({field}, '{BEHIND_TIME}', 1)"
    return f"""case when coalesce({said}, '') = '' then {NO_OFFSET} when {said} in ('Z', 'UTC') then 0
        else (case when left({said}, 1) = '-' then -60 else 60 end)
            * (60 * substr({said}, 2, 2)::integer + coalesce(try_cast(substr(replace({said}, ':', ''), 4, 2) as integer), 0))
        end"""


def _number(field: str, contract: TripContract) -> str:
    text = f"replace(replace({field}, '.', ''), ',', '.')" if contract.decimal == "," else field
    return f"coalesce(try_cast({text} as double), 'nan'::double)"


def texts_sql(positions: Mapping[str, int]) -> str:
    """The columns of the texts of a trip, each from its position in the file, with the hashed id instead of the id.

    A file without trip ids has as id all that a row says, so that the same trip is known in two deliveries.
    """
    text = {field: f"nullif(trim(c{positions[field]}), '')" if field in positions else "null::varchar" for field in FIELDS}
    told = [text[field] for field in FIELDS if field in positions]
    parts = ", ".join(f"coalesce({part}, '')" for part in told)
    identity = (
        text["trip_id"]
        if "trip_id" in positions
        else f"case when coalesce({', '.join(told)}) is not null then concat_ws(chr(31), {parts}) end"
    )
    columns = [f"{HMAC.format(identity=identity)} as trip_key", *(f"{text[field]} as {field}" for field in FIELDS if field != "trip_id")]
    return ", ".join(columns)


def numbers_sql(contract: TripContract) -> str:
    """The statement that reads the rows $first up to $last of the Parquet file $texts as numbers.

    Per row: its position from nought, whether it is blank or lacks an id; per time seconds, offset and whether it is blank or
    unreadable; per coordinate, distance and duration a number (NaN when there is none) and whether its text is blank.
    """
    times = ", ".join(
        f"coalesce({_seconds(field, contract)}, 0) as {field}, {_seconds(field, contract)} is not null as {field}_is_read, "
        f"{field} is null as {field}_is_blank, {_offset(field, contract)} as {field}_offset"
        for field in ("started_at", "ended_at")
    )
    numbers = ", ".join(f"{_number(field, contract)} as {field}" for field in (*PLACES, "distance", "duration"))
    blanks = ", ".join(f"{field} is null as {field}_is_blank" for field in ("distance", "duration"))
    return f"""
        select t.file_row_number as row, trip_key is null as id_is_blank, {times}, {numbers}, {blanks},
            start_lat is null and start_lng is null as start_is_blank, end_lat is null and end_lng is null as end_is_blank,
            coalesce(trip_key, started_at, ended_at, start_lat, start_lng, end_lat, end_lng, distance, duration) is null as is_blank,
            coalesce(d.is_same, false) as is_double, coalesce(not d.is_same, false) as is_contradicted, coalesce(d.other, 0) as other
        from read_parquet($texts, file_row_number = true) t left join doubles d on d.row = t.file_row_number
        where t.file_row_number >= $first and t.file_row_number < $last
        order by t.file_row_number
    """  # noqa: S608 - field names and the contract's formats, quoted


DOUBLES_SQL = """
    create temp table doubles as
    with suspect as (select hash(trip_key) as h from read_parquet($texts) where trip_key is not null group by h having count(*) > 1),
    text as (
        select file_row_number as row, trip_key,
            row(started_at, ended_at, start_lat, start_lng, end_lat, end_lng, distance, duration)::varchar as told
        from read_parquet($texts, file_row_number = true) semi join suspect on hash(trip_key) = suspect.h
    ),
    repeated as (
        select trip_key, min(row, 2) as firsts, min(told) = max(told) as is_same from text group by trip_key having count(*) > 1
    )
    select row, is_same, case when row = firsts[1] then firsts[2] else firsts[1] end as other
    from text join repeated using (trip_key)
    where not (is_same and row = firsts[1])
"""
"""Rows that share their id with another one: all of them when they differ, all but the first when they say the same."""
