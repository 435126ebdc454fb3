"""PRI-01: the snapshot holds counts and amounts of municipalities, and nothing that is one person's."""

import re
from collections.abc import Callable

import pytest

from warehouse.snapshot import Snapshot

OF_THINGS = {("municipality", "name"), ("project", "name"), ("delivery", "file_name")}
"""Names of municipalities, projects and files."""
OWN_COLUMNS = "from duckdb_columns() where not internal"
PERSONAL = {
    "naam", "name", "voornaam", "achternaam", "surname", "rrn", "insz", "rijksregister", "geboorte", "birth", "geslacht", "sex",
    "email", "mail", "telefoon", "phone", "gsm", "adres", "address", "iban", "persoon", "person", "user", "gebruiker", "rider",
    "lat", "lon", "lng", "latitude", "longitude", "coordinate", "geometry", "device", "trip", "rit", "vehicle", "voertuig", "key", "hash",
}  # fmt: skip
REGISTER_NUMBER = re.compile(r"(?<![\w.])(\d{2})[.\s]?(\d{2})[.\s]?(\d{2})[-.\s]?(\d{3})[-.\s]?(\d{2})(?![\w])")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"(?<![\w.,/-])(?:(?:\+|00)32[\s./-]?|0)(?:4\d{2}|[1-9]\d?)(?:[\s./-]?\d{2,3}){2,3}(?![\w,]|\.\d)")
ACCOUNT = re.compile(r"(?<!\w)([A-Z]{2}\d{2})((?:\s?[A-Z0-9]{4}){3,7})(?!\w)")


def register_numbers(text: str) -> list[str]:
    """The national register numbers in a text: eleven digits of which the last two check the first nine."""
    found = []
    for match in REGISTER_NUMBER.finditer(text):
        digits = "".join(match.groups())
        if any(97 - int(century + digits[:9]) % 97 == int(digits[9:]) for century in ("", "2")):
            found.append(match.group())
    return found


def phones(text: str) -> list[str]:
    """The telephone numbers in a text: eight or nine digits after the 0 or the country; a date has fewer."""
    found = [match.group() for match in PHONE.finditer(text)]
    return [hit for hit in found if len(re.sub(r"^(?:00)?(?:32|0)", "", re.sub(r"\D", "", hit))) in {8, 9}]


def accounts(text: str) -> list[str]:
    """The bank accounts in a text: those whose check digits fit."""
    found = []
    for match in ACCOUNT.finditer(text):
        turned = re.sub(r"\s", "", match.group(2) + match.group(1))
        if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1:
            found.append(match.group())
    return found


PATTERNS: dict[str, Callable[[str], list[str]]] = {
    "register number": register_numbers,
    "e-mail": EMAIL.findall,
    "phone": phones,
    "account": accounts,
}
PLANTED = {
    "register number": ("Jan, 85.07.30-033.28, Lier", "85073003328", "00.01.01 001 05"),
    "e-mail": ("mail naar jan.peeters@voorbeeld.be.",),
    "phone": ("bel 015 28 58 60", "tel. 0475/12.34.56", "+32 3 123 45 67", "0032475123456"),
    "account": ("rekening BE68 5390 0754 7034",),
}
INNOCENT = (
    "3.599.228,72", "2024-12-31", "01/07/1985",
    "13.741.900", "0,5 tot 0,75", "2019-2024", "RIV:energiescans/lier/2024@0123456789ab", "85.07.30-033.29",
    "12.000 uur in 2018, 14.500 in 2019", "BE68 5390 0754 7035", "sectie 3.4.16, blz. 118", "0103456789abcdef01034567898901",
)  # fmt: skip


@pytest.mark.parametrize("kind", PATTERNS)
def test_the_search_finds_what_is_planted_and_nothing_innocent(kind: str) -> None:
    assert [text for text in PLANTED[kind] if len(PATTERNS[kind](text)) != 1] == []
    assert [text for text in INNOCENT if PATTERNS[kind](text)] == []


def test_no_column_is_about_a_person(snapshot: Snapshot) -> None:
    columns = [(row["table_name"], row["column_name"]) for row in snapshot.rows(f"select * {OWN_COLUMNS}")]
    assert len(columns) > 80
    assert set(columns) >= OF_THINGS
    assert [c for c in columns if c not in OF_THINGS and PERSONAL & set(c[1].lower().split("_"))] == []


def test_no_text_holds_what_is_one_persons(snapshot: Snapshot) -> None:
    columns = snapshot.rows(f"select * {OWN_COLUMNS} and data_type like 'VARCHAR%'")
    read, found = 0, []
    for column in columns:
        table, name = column["table_name"], column["column_name"]
        for row in snapshot.rows(f"select distinct {name}::varchar as told from {table} where {name} is not null"):
            read += 1
            found += [(table, name, kind, hit) for kind, find in PATTERNS.items() for hit in find(row["told"])]
    assert read > 5_000
    assert found == []
