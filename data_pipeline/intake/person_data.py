"""Finds columns and cells about persons: a file that holds them is refused and leaves no trace but its checksum."""

import re
from collections.abc import Sequence

from data_pipeline.contract import Contract
from data_pipeline.intake.document import Sheet, column_letter
from data_pipeline.intake.guard import refused
from data_pipeline.intake.header import Header, title_key
from data_pipeline.intake.rows import Sorted

PERSON_TITLE = re.compile(
    r"\b(voornaam|achternaam|familienaam|volledige naam|naam|rijksregister\w*|rrnr?|insz|(e ?)?mail\w*|gsm\w*|telefoon\w*|tel|"
    r"geboortedatum|geboren|geboortejaar|adres|straat|huisnummer|iban|rekeningnummer|(first|last|full) ?name|surname|phone\w*|"
    r"birth ?(date|day|year)|date of birth)\b"
)
NOT_A_PERSON = re.compile(r"\b(gemeente|station\w*|bestand|project|actie|straat ?naam|organisatie|bedrijf|dienst|indicator|blad)\b")
USER_TITLE = re.compile(
    r"\b(user|gebruiker|klant|client|customer|rider|lid|member|abonnee|persoon|bestuurder|driver)s? ?"
    r"(id|nr|nummer|code|key|naam|name|uuid|hash)\b"
)
COORDINATE_TITLE = re.compile(r"\b(lat|lon|lng|latitude|longitude|coordinaat|coordinaten|gps|x|y)\b")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+32|0032|0)\s?4\d{2}[\s./]?\d{2}[\s./]?\d{2}[\s./]?\d{2}(?!\d)")
TEXTUAL = ("text", "municipality", "category", "ignored", "link")
LEAST_PERSONS = 3
REGISTER = re.compile(r"(?<![\d.,])(\d{2})[. ]?(\d{2})[. ]?(\d{2})[- .]?(\d{3})[. ]?(\d{2})(?![\d.,])")


def is_register_number(text: str) -> bool:
    """Whether a text holds a national register number with a right check number."""
    for match in REGISTER.finditer(text):
        digits = "".join(match.groups())
        first, check = int(digits[:9]), int(digits[9:])
        has_date = int(digits[2:4]) % 20 <= 12 and int(digits[4:6]) <= 31  # noqa: PLR2004 - month and day of birth
        if has_date and check in {97 - first % 97, 97 - (2_000_000_000 + first) % 97}:
            return True
    return False


def _names_a_person(title: str) -> bool:
    key = title_key(title)
    return bool(PERSON_TITLE.search(key)) and not NOT_A_PERSON.search(key)


def _holds_person_data(text: str) -> bool:
    return bool(EMAIL.search(text) or PHONE.search(text) or is_register_number(text))


def check_titles(titles: Sequence[str], *, file: str) -> None:
    """Refuses a file of which a title names a person; the titles are those that no contract knows."""
    for title in titles:
        if USER_TITLE.search(title_key(title)):
            told = "Ritgegevens op individueel niveau worden niet aanvaard. Lever per maand en gemeente aan."
            if any(COORDINATE_TITLE.search(title_key(other)) for other in titles):
                raise refused("I05", told, wipe=True)
            raise _person_data(file, title)
        if _names_a_person(title):
            raise _person_data(file, title)


def _person_data(file: str, column: str, *, sheet: str = "") -> Exception:
    place = f"werkblad '{sheet}'" if sheet else f"kolom '{column}'"
    told = f"'{file}' bevat persoonsgegevens ({place}). Het bestand is niet verwerkt en is verwijderd."
    return refused("C05", f"{told} Lever geaggregeerde cijfers aan.", sheet=sheet, column=column, wipe=True)


def check_no_persons(rows: Sequence[Sorted], header: Header, contract: Contract, *, file: str) -> None:
    """Refuses a file with a column or a cell about persons; who made the file may be named above or below its rows.

    Raises RefusedError that asks to wipe the file.
    """
    check_titles(list(header.unknown.values()), file=file)
    figures = {p for name, p in header.positions.items() if contract.columns[name].kind not in TEXTUAL}
    for row in rows:
        is_beside = row.kind in {"title", "note"}
        for position, text in enumerate(row.line.cells):
            if position in row.line.kinds or position in figures:
                continue
            if is_register_number(text) or (not is_beside and _holds_person_data(text)):
                raise _person_data(file, header.titles.get(position, column_letter(position)))


def check_other_sheets(sheets: Sequence[Sheet], *, file: str) -> None:
    """Refuses a workbook of which a sheet that is not read is about persons: the file as received is kept.

    Raises RefusedError that asks to wipe the file.
    """
    for sheet in sheets:
        texts = [text for line in sheet.lines for position, text in enumerate(line.cells) if position not in line.kinds]
        reached = {text for text in texts if EMAIL.search(text) or PHONE.search(text)}
        if len(reached) >= LEAST_PERSONS or any(is_register_number(text) for text in texts):
            raise _person_data(file, "", sheet=sheet.name)
