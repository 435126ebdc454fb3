"""What becomes of each row of an operator's CSV, and what is kept of it."""

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data_pipeline.intake.report import RefusedError
from data_pipeline.trips import reduction
from tests.data_pipeline.trips.made import ANTWERPEN, COLUMNS, LIER, MECHELEN, csv_contract, csv_text, kept, take_in, trip

SEPTEMBER, OCTOBER, JANUARY = date(2024, 9, 1), date(2024, 10, 1), date(2025, 1, 1)


def end_at(place: tuple[float, float]) -> dict[str, float]:
    return {"end_lat": place[0], "end_lng": place[1]}


def test_a_trip_keeps_its_month_its_municipalities_its_distance_and_its_duration(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a")]))
    assert (report.rows_in, report.loaded, report.flagged, report.quarantined, report.ignored) == (1, 1, 0, 0, 0)
    assert kept(tmp_path) == [(SEPTEMBER, "12025", "12021", 4200, 1200, True)]
    assert report.months == {SEPTEMBER}
    assert report.totals == {"2024-09": 1, "ritten": 1, "ritten_buiten": 0, "km": 4.2}


def test_pri_08_no_place_no_time_and_no_id_reaches_the_disk(tmp_path: Path) -> None:
    take_in(tmp_path, csv_text([trip("geheim-ritnummer", member_casual="geheim-soort")]))
    left = [path for path in (tmp_path / "trips").rglob("*") if path.is_file() and path.name != ".lock"]
    assert [path.suffix for path in left] == [".parquet"]
    content = b"".join(path.read_bytes() for path in left)
    assert not [secret for secret in (b"geheim", b"51.0259", b"4.4776", b"07:58") if secret in content]
    columns = kept(tmp_path, "*")[0]
    assert len(columns) == 9
    assert len(columns[0]) == 32


def test_the_files_are_for_the_owner_only_and_named_by_month_and_delivery(tmp_path: Path) -> None:
    take_in(tmp_path, csv_text([trip("a")]), sha256="0123456789abcdef")
    path = tmp_path / "trips" / "2024-09" / "deelfietsen_ritten-01234567.parquet"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_rows_do_not_lie_in_the_order_of_the_trips(tmp_path: Path) -> None:
    take_in(tmp_path, csv_text(trip(f"r{n:03d}", distance=n) for n in range(200)))
    (path,) = (tmp_path / "trips").rglob("*.parquet")
    rows = duckdb.connect().execute("select trip_key, distance_m from read_parquet($path)", {"path": str(path)}).fetchall()
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[1] for row in rows] != sorted(row[1] for row in rows)


def test_a_dry_run_reports_the_same_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "droog").mkdir()
    (tmp_path / "echt").mkdir()
    assert take_in(tmp_path / "droog", csv_text([trip("a")]), dry_run=True) == take_in(tmp_path / "echt", csv_text([trip("a")]))
    assert kept(tmp_path / "droog") == []
    assert [path.name for path in (tmp_path / "droog" / "trips").iterdir()] == [".lock"]


QUARANTINED = [
    ({"started_at": "2024-02-31 10:00:00"}, "F10", "Rij 2: datum '2024-02-31' bestaat niet."),
    ({"ended_at": "31/09/2024 10:00"}, "F10", "Rij 2: datum '31/09/2024' bestaat niet."),
    ({"started_at": "2024-09-03 25:00:00"}, "F10", "Rij 2: het begintijdstip ontbreekt of is niet leesbaar."),
    ({"started_at": "jan.peeters@voorbeeld.be"}, "F10", "Rij 2: het begintijdstip ontbreekt of is niet leesbaar."),
    ({"started_at": ""}, "F10", "Rij 2: het begintijdstip ontbreekt of is niet leesbaar."),
    ({"ended_at": ""}, "F10", "Rij 2: het eindtijdstip ontbreekt of is niet leesbaar."),
    ({"started_at": "2023-09-03 10:00:00"}, "F13", "Rij 2: 3/9/2023 ligt voor de start van deze meting (4/6/2024)."),
    ({"ended_at": "2026-01-16 10:00:00"}, "toekomst", "Rij 2: de rit begint of eindigt na het moment van aanleveren."),
    ({"ended_at": "2024-09-03 07:57:59"}, "eindtijd", "Rij 2: de rit eindigt voor ze begint."),
    (
        {"start_lat": "", "start_lng": ""},
        "vertrekplaats",
        "Rij 2: de vertrekplaats ontbreekt, zodat de rit bij geen gemeente te tellen is.",
    ),
    (
        {"start_lat": "0.0", "start_lng": "0"},
        "vertrekplaats",
        "Rij 2: de vertrekplaats ontbreekt, zodat de rit bij geen gemeente te tellen is.",
    ),
    ({"start_lat": "4.4776", "start_lng": "51.0259"}, "coördinaten", "Rij 2: de breedte- en de lengtegraad lijken verwisseld."),
    ({"end_lat": "51,13"}, "coördinaten", "Rij 2: een coördinaat is geen getal of geen graad op aarde."),
    ({"end_lat": "510259"}, "coördinaten", "Rij 2: een coördinaat is geen getal of geen graad op aarde."),
    ({"start_lng": ""}, "coördinaten", "Rij 2: een coördinaat is geen getal of geen graad op aarde."),
    ({"distance": "NaN"}, "D31", "Rij 2: ongeldige numerieke waarde voor 'distance'."),
    ({"distance": "99999999999999999999"}, "D32", "Rij 2: getal te groot."),
    ({"distance": "-1e300"}, "D32", "Rij 2: getal te groot."),
    ({"distance": "-15"}, "D22", "Rij 2: negatieve waarde -15 voor 'distance' is niet mogelijk."),
    ({"distance": "850000"}, "E01", "Rij 2: 850 km is onwaarschijnlijk; is dit in meter?"),
    ({"ride_id": ""}, "ritnummer", "Rij 2: het ritnummer ontbreekt, zodat een dubbele of verbeterde rit niet te herkennen is."),
    (
        {"started_at": "2025-03-30 02:30:00", "ended_at": "2025-03-30 03:10:00"},
        "zomertijd",
        "Rij 2: het tijdstip valt in het uur dat niet bestaat omdat de zomertijd ingaat. Is de tijd in UTC geschreven?",
    ),
]


@pytest.mark.parametrize(("changes", "code", "text"), QUARANTINED)
def test_a_row_at_fault_is_quarantined_with_its_number_and_its_reason(
    tmp_path: Path, changes: dict[str, str], code: str, text: str
) -> None:
    report = take_in(tmp_path, csv_text([trip("a", **changes), trip("b")]))
    assert (report.rows_in, report.loaded, report.quarantined) == (2, 1, 1)
    found = [message for message in report.messages if message.level == "error"]
    assert [(message.code, message.text, message.row) for message in found] == [(code, text, 2)]
    assert [(row.row, row.reasons, row.cells) for row in report.quarantined_rows] == [(2, (text,), ())]
    assert len(kept(tmp_path)) == 1


def test_e01_a_distance_in_metres_where_the_contract_says_kilometres(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a", distance=4200), trip("b", distance="4.2")]), contract=csv_contract(metres=1000.0))
    assert [m.text for m in report.messages if m.code == "E01"] == ["Rij 2: 4.200 km is onwaarschijnlijk; is dit in meter?"]
    assert [row[3] for row in kept(tmp_path)] == [4200]


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        ({"ended_at": "2024-09-03 07:58:45"}, "F19", "Rij 2: ritduur 45 s is onwaarschijnlijk; uitgesloten uit gemiddelden."),
        ({"ended_at": "2024-09-05 10:10:00"}, "F19", "Rij 2: ritduur 50 u 12 min is onwaarschijnlijk; uitgesloten uit gemiddelden."),
        (
            {"end_lat": "", "end_lng": ""},
            "aankomstplaats",
            "Rij 2: de aankomstplaats ontbreekt; de rit telt mee met een onbekende aankomst.",
        ),
        (
            {"started_at": "2024-10-27 02:30:00", "ended_at": "2024-10-27 03:10:00"},
            "F14",
            "Tijdstip valt in het dubbele uur van 27/10; eerste doorgang verondersteld.",
        ),
    ],
)
def test_a_remarkable_row_is_loaded_and_flagged(tmp_path: Path, changes: dict[str, str], code: str, text: str) -> None:
    report = take_in(tmp_path, csv_text([trip("a", **changes), trip("b")]))
    assert (report.loaded, report.flagged, report.quarantined) == (2, 1, 0)
    assert [(m.code, m.text, m.row) for m in report.messages if m.level == "warning"] == [(code, text, 2)]


@pytest.mark.parametrize(("ended_at", "counts"), [("07:58:59", False), ("07:59:00", True)])
def test_f19_a_minute_is_a_trip(tmp_path: Path, ended_at: str, counts: bool) -> None:
    take_in(tmp_path, csv_text([trip("a", ended_at=f"2024-09-03 {ended_at}")]))
    assert [row[5] for row in kept(tmp_path)] == [counts]


@pytest.mark.parametrize(
    ("started_at", "ended_at", "month", "duration_s"),
    [
        ("2024-12-31T23:30Z", "2024-12-31T23:50Z", JANUARY, 1200),
        ("2024-12-31 23:30:00+00:00", "2025-01-01T00:50:00.123+01:00", JANUARY, 1200),
        ("2024-12-31 23:30:00 UTC", "2024-12-31 23:50:00 UTC", JANUARY, 1200),
        ("2024-12-31 18:30:00-05", "2024-12-31 18:50:00-0500", JANUARY, 1200),
        ("2024-09-30 23:30:00", "2024-10-01 00:30:00", SEPTEMBER, 3600),
        ("2024-10-27 01:50:00", "2024-10-27 02:10:00", OCTOBER, 1200),
        ("2024-10-27 02:50:00", "2024-10-27 02:10:00", OCTOBER, 1200),
        ("2024-10-27 01:30:00", "2024-10-27 03:30:00", OCTOBER, 3 * 3600),
        ("03/09/2024 07:58", "03/09/2024 08:18", SEPTEMBER, 1200),
    ],
)
@pytest.mark.usefixtures("machine_zone")
def test_rel_21_f16_times_are_belgian_and_durations_are_real_whatever_the_zone_of_the_machine(
    tmp_path: Path, started_at: str, ended_at: str, month: date, duration_s: int
) -> None:
    take_in(tmp_path, csv_text([trip("a", started_at=started_at, ended_at=ended_at)]))
    assert [(row[0], row[4]) for row in kept(tmp_path)] == [(month, duration_s)]


@pytest.fixture(params=["UTC", "Europe/Brussels", "Pacific/Kiritimati"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_f16_f17_the_report_says_once_which_zone_was_used(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a"), trip("b"), trip("c", started_at="2024-09-03T05:58:00Z")]))
    told = [(m.code, m.text) for m in report.messages if m.level == "info"]
    assert told == [
        ("F16", "(info) Tijd omgezet naar Belgische tijd."),
        ("F17", "(info) Tijdzone Europe/Brussels toegepast volgens contract."),
    ]


def test_f17_a_time_without_a_zone_is_refused_where_the_contract_has_none(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        take_in(tmp_path, csv_text([trip("a", started_at="2024-09-03T05:58:00Z"), trip("b")]), contract=csv_contract(time_zone=""))
    assert caught.value.message.code == "F17"
    assert "Rij 2" in caught.value.message.text
    assert kept(tmp_path) == []


def test_a_trip_from_outside_is_loaded_apart_and_counted(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a", start_lat=ANTWERPEN[0], start_lng=ANTWERPEN[1]), trip("b", **end_at(ANTWERPEN))]))
    assert [row[1:3] for row in kept(tmp_path)] == [("12025", "buiten"), ("buiten", "12021")]
    assert report.totals["ritten_buiten"] == 1
    assert "(info) 1 rit met vertrek buiten Rivierenland, niet geteld in de cijfers van de regio." in [m.text for m in report.messages]


def test_a_trip_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a"), trip("b"), trip("a")]))
    assert (report.loaded, report.ignored, report.quarantined) == (2, 1, 0)
    assert len(kept(tmp_path)) == 2


def test_h04_two_stories_of_one_trip_are_both_quarantined(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("b"), trip("a"), trip("a", distance=9)]))
    text = "Rij 3 en 4: twee verschillende waarden voor Mechelen september 2024."
    assert [(m.code, m.text, m.row) for m in report.messages if m.level == "error"] == [("H04", text, 3), ("H04", text, 4)]
    assert (report.loaded, report.quarantined) == (1, 2)


def test_a_file_without_ids_knows_a_trip_by_all_that_it_says(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name != "ride_id"]
    report = take_in(tmp_path, csv_text([trip(""), trip(""), trip("", ended_at="2024-09-03 08:19:00")], columns))
    assert (report.loaded, report.ignored) == (2, 1)
    (first,), (second,) = kept(tmp_path, "trip_key")
    assert first != second


def test_a_trip_without_end_time_ends_after_its_duration(tmp_path: Path) -> None:
    columns = ("ride_id", "started_at", "duration", "start_lat", "start_lng", "end_lat", "end_lng")
    take_in(tmp_path, csv_text([trip("a", duration="20")], columns), contract=csv_contract(seconds=60.0))
    assert kept(tmp_path) == [(SEPTEMBER, "12025", "12021", None, 1200, True)]


def test_a_stated_duration_that_differs_is_told(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text([trip("a", duration="20"), trip("b", duration="1230")], [*COLUMNS, "duration"]))
    assert [(m.code, m.row) for m in report.messages if m.level == "warning"] == [("ritduur", 2)]
    assert [row[4] for row in kept(tmp_path)] == [1200, 1200]


def test_the_station_form_of_operators_is_read_by_the_same_contract(tmp_path: Path) -> None:
    columns = "started_at ended_at duration start_station_id start_station_latitude start_station_longitude end_station_latitude".split()
    row = trip("a") | {
        "start_station_latitude": str(MECHELEN[0]),
        "start_station_longitude": str(MECHELEN[1]),
        "end_station_latitude": str(LIER[0]),
        "end_station_longitude": str(LIER[1]),
        "started_at": "2024-09-03 05:58:00.388000+00:00",
        "ended_at": "2024-09-03 06:18:00.388000+00:00",
        "duration": "1200",
    }
    report = take_in(tmp_path, csv_text([row], [*columns, "end_station_longitude"]))
    assert kept(tmp_path) == [(SEPTEMBER, "12025", "12021", None, 1200, True)]
    assert not [m for m in report.messages if m.level != "info"]


def test_many_alike_remarks_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    report = take_in(tmp_path, csv_text(trip(f"r{n}", distance=-1) for n in range(1300)))
    told = [m for m in report.messages if m.code == "D22"]
    assert (len(told), told[0].row, told[-1].text) == (21, 2, "Nog 1.280 rijen met dezelfde melding.")
    assert (report.quarantined, len(report.quarantined_rows)) == (1300, 1000)


def test_a_report_is_the_same_whatever_the_size_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [trip(f"r{n % 90}", distance=n - 40, ended_at=f"2024-09-03 08:{n % 60:02d}:00") for n in range(100)]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    whole = take_in(tmp_path / "a", csv_text(rows))
    monkeypatch.setattr(reduction, "BLOCK_ROWS", 7)
    in_parts = take_in(tmp_path / "b", csv_text(rows))
    assert (whole.rows_in, whole.loaded, whole.quarantined) == (in_parts.rows_in, in_parts.loaded, in_parts.quarantined)
    assert sorted(m.text for m in whole.messages) == sorted(m.text for m in in_parts.messages)
    assert whole.quarantined > 40
    assert kept(tmp_path / "a") == kept(tmp_path / "b")


def test_nothing_stays_when_a_file_cannot_be_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace
    placed: list[str] = []

    def breaks_second(source: str, target: str) -> None:
        placed.append(str(target))
        if len(placed) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", breaks_second)
    with pytest.raises(OSError, match="No space"):
        take_in(tmp_path, csv_text([trip("a"), trip("b", started_at="2024-10-03 07:58:00", ended_at="2024-10-03 08:18:00")]))
    assert len(placed) == 2
    assert kept(tmp_path) == []
    assert not list((tmp_path / "trips").glob(".bezig-*"))
