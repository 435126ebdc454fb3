"""Reads a delimited text file as rows of text: encoding and dialect are checked, never guessed from the figures."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from data_pipeline.intake.document import Document, Line, Sheet
from data_pipeline.intake.guard import refused
from data_pipeline.intake.report import Message, RefusedError

MOST_COLUMNS = 16_384
MOST_CELLS, MOST_ROWS = 2_000_000, 100_000
LONGEST_LINE = 1_000_000
LONGEST_CELL = 32_767
SWALLOWED_LINES = 5
DELIMITER_WORD = {";": "puntkomma", ",": "komma", "\t": "tab"}


def _info(code: str, text: str) -> Message:
    return Message(code=code, level="info", text=f"(info) {text}")


def unknown_encoding(name: str) -> RefusedError:
    """The error for bytes that are no text in any encoding that is read."""
    return refused("B04", f"De tekencodering van '{name}' is niet herkenbaar. Exporteer als 'CSV UTF-8'.")


def decode(data: bytes, *, name: str) -> tuple[str, list[Message]]:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252.

    Raises RefusedError when none of these can be it.
    """
    unknown = unknown_encoding(name)
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data[3:], "utf-8", unknown), [_info("B01", "UTF-8 BOM verwijderd.")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", unknown), [_info("B03", "Bestand gelezen als UTF-16.")]
    if b"\x00" in data:
        raise unknown
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _strict(data, "cp1252", unknown), [_info("B02", "Bestand gelezen als Windows-1252.")]


def _strict(data: bytes, encoding: str, unknown: Exception) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unknown from error


def _checked_lines(text: str, delimiter: str, name: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text), 1):
        if line.count(delimiter) >= MOST_COLUMNS or len(line) > LONGEST_LINE:
            told = f"Rij {number} van '{name}' telt meer dan {MOST_COLUMNS} kolommen of is te lang. Lever een gewone tabel aan."
            raise refused("kolommen", told, row=number)
        yield line


def _unclosed(number: int) -> RefusedError:
    told = f"Rij {number}: een aanhalingsteken is niet gesloten. Het bestand kan niet betrouwbaar gelezen worden."
    return refused("B11", told, row=number)


def _lines(text: str, delimiter: str, name: str) -> Iterator[Line]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(_checked_lines(plain, delimiter, name), delimiter=delimiter, strict=True, skipinitialspace=True)
    start, rows_read, cells_read = 1, 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unclosed(start) from error
        if any("\n" in cell and (delimiter in cell or cell.count("\n") > SWALLOWED_LINES) for cell in cells):
            raise _unclosed(start)
        cells_read, rows_read = cells_read + len(cells), rows_read + 1
        if cells_read > MOST_CELLS or rows_read > MOST_ROWS:
            raise refused("cellen", f"'{name}' telt te veel rijen of cellen. Splits het bestand per maand of per jaar.")
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise refused("cellen", f"Rij {start} van '{name}' heeft een cel met meer dan {LONGEST_CELL} tekens.", row=start)
        yield Line(number=start, cells=cells)
        start = reader.line_num + 1


def read_delimited(path: Path, *, name: str, delimiter: str) -> Document:
    """The rows of a text file, numbered as a text editor numbers them.

    Raises RefusedError when the encoding is unknown, a quote is not closed or a row is no row of a table.
    """
    text, messages = decode(path.read_bytes(), name=name)
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        messages.append(_info("B07", "Tekens genormaliseerd."))
    csv.field_size_limit(LONGEST_LINE)
    lines = list(_lines(composed, delimiter, name))
    return Document(sheets=[Sheet(name="", lines=lines)], messages=messages, is_cut_off=not composed.endswith(("\n", "\r")))
