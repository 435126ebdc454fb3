"""A row of a transcription: what it gives, and that each wrong cell is named with its file, row and column."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.model import Catalogue
from data_pipeline.model import DeliveryError, ReportTable
from data_pipeline.transcription import OBSERVATION_COLUMNS, PROJECT_COLUMNS, TABLE_COLUMNS, Transcription, read_rows, read_tables

SCANS = {
    "section": "3.4.16",
    "table": "3.4.16-energiescans",
    "indicator": "energiescans",
    "gemeente": "Stad Lier",
    "breakdown": "",
    "period": "2018..2024",
    "printed": "268 scans",
    "value": "268",
    "lower": "",
    "upper": "",
    "unit": "scans",
    "reading": "exact",
    "status": "definitief",
    "flags": "",
}
LOAN = {
    "section": "3.4.15",
    "table": "tekst",
    "kind": "contract",
    "service": "",
    "name": "Lening",
    "gemeente": "PSA",
    "partner": "",
    "start": "2021-09-01",
    "end": "2024",
    "state": "lopend",
    "amount_eur": "1250.5",
    "printed_amount": "1.250,50 euro",
    "detail": "",
}
TABLE = ReportTable(source_id="bron", table_id="3.4.16-energiescans", section="3.4.16", title="Energiescans", observations=1, projects=0)


@pytest.fixture
def transcription(catalogue: Catalogue) -> Transcription:
    """A document with one registered table."""
    return Transcription(source_id="bron", catalogue=catalogue, tables=[TABLE])


def test_a_row_becomes_a_figure_with_everything_that_was_printed(transcription: Transcription) -> None:
    row = transcription.observation("f.csv, rij 2", SCANS, 7)
    assert (row.indicator_id, row.nis, row.value, row.value_text) == ("energiescans", "12021", 268, "268 scans")
    assert (row.period_start, row.period_end) == (date(2018, 1, 1), date(2024, 12, 31))
    assert (row.source_ref, row.section, row.row_order, row.flags) == ("3.4.16, tabel 'Energiescans'", "3.4.16", 7, ())


def test_an_absent_figure_has_a_word_and_no_nought(transcription: Transcription) -> None:
    row = transcription.observation("f.csv, rij 2", SCANS | {"printed": "-", "value": "", "status": "niet_geleverd"}, 0)
    assert (row.value, row.value_text, row.status) == (None, "-", "niet_geleverd")


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("table", "3.4.99", "'3.4.99' staat niet in tables.csv"),
        ("indicator", "energiescan", "'energiescan' staat niet in de catalogus"),
        ("unit", "stuks", "'stuks' moet 'scans' zijn"),
        ("breakdown", "deel", "'deel' staat niet bij energiescans"),
        ("gemeente", "Liers", "'Liers' is geen bekende gemeente. Bedoelt u 'lier'?"),
        ("period", "2018-2024", "'2018-2024' is geen jaar, maand of dag."),
        ("period", "2024-02-30", "de dag in '2024-02-30' bestaat niet."),
        ("value", "268,0", "'268,0' is geen getal."),
        ("value", "286", "'268 scans' leest niet als 286."),
        ("lower", "ruim", "'ruim' is geen getal."),
        ("upper", "nan", "'nan' is geen getal."),
        ("reading", "geraden", "'geraden' kan niet; kies uit exact, ongeveer, afgelezen."),
        ("status", "goed", "'goed' kan niet bij een cijfer met waarde; kies uit definitief, voorlopig, geschat."),
        ("status", "onbekend", "'onbekend' kan niet bij een cijfer met waarde"),
        ("flags", "breuk;stuk", "'stuk' kan niet; kies uit onvolledig, breuk"),
    ],
)
def test_a_wrong_cell_is_named(transcription: Transcription, column: str, text: str, reason: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        transcription.observation("energie.csv, rij 12", SCANS | {column: text}, 0)
    assert str(caught.value).startswith(f"energie.csv, rij 12, kolom {column}: {reason}")


def test_a_status_with_value_needs_a_value(transcription: Transcription) -> None:
    with pytest.raises(DeliveryError, match="kolom status: 'definitief' kan niet bij een cijfer zonder waarde"):
        transcription.observation("f.csv, rij 2", SCANS | {"printed": "-", "value": ""}, 0)


def test_a_figure_per_municipality_needs_an_indicator_that_allows_it(transcription: Transcription) -> None:
    row = SCANS | {"indicator": "deelwagen_km_per_wagen", "unit": "km per wagen per maand"}
    with pytest.raises(DeliveryError, match="kolom gemeente: deelwagen_km_per_wagen bestaat niet per gemeente"):
        transcription.observation("f.csv, rij 2", row, 0)


def test_a_project_keeps_its_dates_as_given(transcription: Transcription) -> None:
    project = transcription.project("f.csv, rij 2", LOAN, 3, "energie")
    assert (project.nis, project.theme, project.started, project.ended) == ("12041", "energie", "2021-09-01", "2024")
    assert (project.amount_eur, project.printed_amount) == (1250.5, "1.250,50 euro")


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("service", "toveren", "'toveren' staat niet in services.toml"),
        ("start", "sept 2021", "'sept 2021' is geen jaar, maand of dag"),
        ("end", "2024-13", "de maand in '2024-13' bestaat niet"),
        ("gemeente", "Atlantis", "'Atlantis' is geen bekende gemeente"),
        ("amount_eur", "1.250,50", "'1.250,50' is geen getal"),
        ("table", "7.7", "'7.7' staat niet in tables.csv"),
    ],
)
def test_a_wrong_cell_of_a_project_is_named(transcription: Transcription, column: str, text: str, reason: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        transcription.project("energie.csv, rij 3", LOAN | {column: text}, 0, "energie")
    assert str(caught.value).startswith(f"energie.csv, rij 3, kolom {column}: {reason}")


HEADER = ",".join(OBSERVATION_COLUMNS)
CELLS = ",".join("x" * len(OBSERVATION_COLUMNS))


def _read(tmp_path: Path, content: bytes) -> list[tuple[str, dict[str, str]]]:
    path = tmp_path / "energie.csv"
    path.write_bytes(content)
    return list(read_rows(path, OBSERVATION_COLUMNS))


def test_each_row_says_where_it_stands(tmp_path: Path) -> None:
    found = _read(tmp_path, f'{HEADER}\n{CELLS}\n"twee\nregels"{CELLS[1:]}\n{CELLS}\n'.encode())
    assert [where for where, _ in found] == ["energie.csv, rij 2", "energie.csv, rij 4", "energie.csv, rij 5"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "energie.csv, rij 1: de kolommen moeten zijn: section, table, indicator"),
        (HEADER.replace("unit", "eenheid").encode(), "energie.csv, rij 1: de kolommen moeten zijn"),
        (f"{HEADER}\n{CELLS}\n{CELLS},te veel\n".encode(), "energie.csv, rij 3: de rij heeft niet evenveel cellen"),
        (f"{HEADER}\n{CELLS[:-2]}\n".encode(), "energie.csv, rij 2: de rij heeft niet evenveel cellen"),
        (f'{HEADER}\n{CELLS}\n"open{CELLS[1:]}\n'.encode(), "energie.csv, na rij 2: een aanhalingsteken staat verkeerd of ontbreekt"),
        (f"{HEADER}\n\N{LATIN SMALL LETTER E WITH ACUTE}{CELLS[1:]}\n".encode("latin-1"), "energie.csv: het bestand is geen UTF-8"),
    ],
)
def test_a_file_that_is_not_as_agreed_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        _read(tmp_path, content)
    assert str(caught.value).startswith(reason)


def test_a_register_counts_in_whole_numbers(tmp_path: Path) -> None:
    path = tmp_path / "tables.csv"
    path.write_text(f"{','.join(TABLE_COLUMNS)}\nt,3.1,Titel,veel,0\n", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"tables\.csv, rij 2, kolom observations: 'veel' is geen geheel getal"):
        read_tables(path, "bron")


def test_the_columns_are_those_of_the_shipped_files() -> None:
    assert (len(OBSERVATION_COLUMNS), len(PROJECT_COLUMNS), len(TABLE_COLUMNS)) == (14, 13, 5)
    assert list(SCANS) == OBSERVATION_COLUMNS
    assert list(LOAN) == PROJECT_COLUMNS
