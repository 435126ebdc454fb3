"""A CSV that cannot be trusted row for row is refused as a whole; one that only looks odd is read."""

from pathlib import Path

import pytest

from data_pipeline.intake.report import RefusedError
from tests.data_pipeline.trips.made import COLUMNS, csv_contract, csv_text, facts, kept, take_in, trip

GOOD = csv_text([trip("a"), trip("b")])
MANY = csv_text(trip(f"r{n}") for n in range(2000))


def refusal(folder: Path, content: str | bytes) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        take_in(folder, content)
    assert kept(folder) == []
    assert [path.name for path in (folder / "trips").iterdir()] == [".lock"]
    return caught.value


@pytest.mark.parametrize(
    ("title", "code"), [("user_id", "I05"), ("rider_id", "I05"), ("klant", "I05"), ("email", "C05"), ("Naam", "C05"), ("gsm", "C05")]
)
def test_i05_c05_a_file_that_tells_who_rode_is_refused_and_to_be_wiped(tmp_path: Path, title: str, code: str) -> None:
    error = refusal(tmp_path, csv_text([trip("a") | {title: "u123"}], [*COLUMNS, title]))
    assert (error.message.code, error.message.column, error.wipe) == (code, title, True)
    expected = {
        "I05": "Ritgegevens op individueel niveau worden niet aanvaard. Lever per maand en gemeente aan.",
        "C05": f"'ritten.csv' bevat persoonsgegevens (kolom '{title}'). Het bestand is niet verwerkt en is verwijderd. "
        "Lever geaggregeerde cijfers aan.",
    }
    assert error.message.text == expected[code]
    assert "u123" not in error.message.text


@pytest.mark.parametrize(
    ("content", "code", "text"),
    [
        ("ride_id,started_at\na,b\n", "C02", "Kolom 'start_lat' ontbreekt in 'ritten.csv'. Gevonden kolommen: ride_id, started_at."),
        (GOOD.replace(",", ";"), "C02", "Kolom 'started_at' ontbreekt"),
        (GOOD.replace("distance", "ride_id", 1), "C07", "Kolom 'ride_id' komt 2 keer voor."),
        (GOOD.split("\n")[0] + "\n", "A02", "Het bestand 'ritten.csv' bevat kolomtitels maar geen gegevensrijen."),
        (
            GOOD.rstrip("\n")[:-30],
            "A04",
            "Het bestand 'ritten.csv' stopt midden in rij 3: 5 van 9 kolommen. Waarschijnlijk niet volledig doorgestuurd.",
        ),
        (GOOD.replace("4200,member\n", "4,200,member\n", 1), "B08", "Rij 2 telt 10 kolommen i.p.v. 9. Gebruik komma als scheidingsteken."),
        (GOOD.replace("4200,member\n", "4200\n", 1), "B08", "Rij 2 telt 8 kolommen i.p.v. 9. Gebruik komma als scheidingsteken."),
        (GOOD.replace(",member\n", ',"member\n', 1), "B11", "Rij 2: een aanhalingsteken is niet gesloten."),
        (GOOD.replace("member_casual", '"mem\nber"_casual'), "B11", "'ritten.csv' kan niet rij voor rij gelezen worden"),
        (GOOD.encode("utf-16-le"), "B04", "De tekencodering van 'ritten.csv' is niet herkenbaar. Exporteer als 'CSV UTF-8'."),
        (b"\x81\x8d\x8f," + GOOD.encode(), "B04", "De tekencodering van 'ritten.csv' is niet herkenbaar."),
    ],
)
def test_a_broken_file_is_refused_with_the_row_that_is_no_row(tmp_path: Path, content: str | bytes, code: str, text: str) -> None:
    error = refusal(tmp_path, content)
    assert (error.message.code, error.message.text[: len(text)]) == (code, text)


def test_b11_an_open_quote_that_a_later_one_closes_is_found_though_every_row_seems_whole(tmp_path: Path) -> None:
    rows = MANY.split("\n")
    rows[500] = rows[500].replace("member", '"member')
    rows[900] = rows[900].replace("member", 'member"')
    assert refusal(tmp_path, "\n".join(rows)).message.code == "B11"


def test_a_line_break_within_a_cell_is_no_row(tmp_path: Path) -> None:
    report = take_in(tmp_path, GOOD.replace(",member\n", ',"mem\nber"\n', 1))
    assert (report.rows_in, report.loaded) == (2, 2)


def test_b10_a_line_break_within_a_title_is_a_space(tmp_path: Path) -> None:
    report = take_in(tmp_path, GOOD.replace("member_casual", '"member\ncasual"'))
    assert (report.rows_in, report.loaded) == (2, 2)
    assert not [m for m in report.messages if m.code == "C04"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (GOOD.encode("utf-8-sig"), ["B01"]),
        (GOOD.replace("member", "café").encode("cp1252"), ["B02"]),
        (GOOD.encode("utf-16"), ["B03"]),
        (GOOD.replace("\n", "\r\n").encode(), []),
        (GOOD.replace("\n", "\r").encode(), []),
        (GOOD.replace("\n", "\r\n", 1).encode(), []),
        (GOOD.rstrip("\n").encode(), []),
    ],
)
def test_b01_b02_b03_the_same_trips_in_every_encoding_and_line_end(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    report = take_in(tmp_path, content)
    assert (report.rows_in, report.loaded) == (2, 2)
    assert [m.code for m in report.messages if m.code.startswith("B")] == codes


def test_c11_blank_rows_are_counted_and_do_not_shift_the_numbers(tmp_path: Path) -> None:
    lines = GOOD.split("\n")
    content = "\n".join([lines[0], "", lines[1], ",,,,,,,,", "", csv_text([trip("c", distance=-1)]).split("\n")[1], lines[2], ""])
    report = take_in(tmp_path, content)
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (6, 2, 1, 3)
    assert [m.row for m in report.messages if m.code == "D22"] == [6]
    assert "(info) 3 lege rijen genegeerd." in [m.text for m in report.messages]


def test_blank_lines_and_a_byte_that_is_no_utf8_beyond_the_first_block_are_seen(tmp_path: Path) -> None:
    long = csv_text(trip(f"r{n}", member_casual="x" * 900) for n in range(2500))
    report = take_in(tmp_path, (long + "\n" + csv_text([trip("laatste")]).split("\n")[1].replace("member", "café") + "\n").encode("cp1252"))
    assert (report.rows_in, report.loaded, report.ignored) == (2502, 2501, 1)
    assert report.messages[0].code == "B02"


def test_c04_an_unknown_column_is_told_and_not_read(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a") | {"Opmerking intern": "x"}], [*COLUMNS, "Opmerking intern"]))
    assert [(m.code, m.text) for m in report.messages if m.level == "warning"] == [
        ("C04", "Onbekende kolom 'Opmerking intern' is niet ingelezen.")
    ]


def test_c01_c08_columns_are_found_by_their_title_in_any_order(tmp_path: Path) -> None:
    row = trip("a")
    row |= {"Ride ID": "a", "Start-Time": row["started_at"]}
    columns = ["Start-Time", *[name for name in reversed(COLUMNS) if name not in {"ride_id", "started_at"}], "Ride ID"]
    assert take_in(tmp_path, csv_text([row], columns)).loaded == 1


def test_a_name_with_a_pattern_in_it_reads_that_file_and_no_other(tmp_path: Path) -> None:
    odd, near = tmp_path / "rit*'[1]", tmp_path / "rit''1"
    for folder, rows in ((odd, [trip("a")]), (near, [trip("x"), trip("y")])):
        folder.mkdir()
        (folder / "ritten.csv").write_text(csv_text(rows))
        assert take_in(folder, csv_text(rows)).loaded == len(rows)
        assert facts(folder, csv_text(rows))[0].trips == len(rows)
    assert take_in(odd, csv_text([trip("a")])).loaded == 1


def test_a_semicolon_and_a_decimal_comma_are_a_contract_and_no_code(tmp_path: Path) -> None:
    row = trip("a", distance="4,2", start_lat="51,0259", start_lng="4,4776", end_lat="51,1311", end_lng="4,5704")
    content = ";".join(COLUMNS) + "\n" + ";".join(row[name] for name in COLUMNS) + "\n"
    take_in(tmp_path, content, contract=csv_contract(delimiter=";", decimal=",", metres=1000.0))
    assert [row[1:4] for row in kept(tmp_path)] == [("12025", "12021", 4200)]
