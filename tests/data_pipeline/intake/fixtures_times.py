"""The bad inputs about time (F)."""

from datetime import date

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.data_pipeline.intake.fixture import Expected, Fixture, lines, workbook
from tests.data_pipeline.intake.fixtures_numbers import DUFFEL, LIER, MONTH, WORKERS, projects

TRIPS = "trip_id,started_at,ended_at,start_lat,start_lng,end_lat,end_lng,distance"
MECHELEN = "51.0259,4.4776,51.0300,4.4800"
SERIAL_2024, DAYS_1904 = 45_292, 1_462


def dated(cell: str) -> bytes:
    """Monthly figures in which the month of Duffel is written as it is given."""
    return lines(MONTH, f"Duffel;{cell};10;100;5", "Lier;2024-03;12;200;6")


def trips(*moments: tuple[str, str], sound: int = 6) -> bytes:
    """Trips with these begins and ends in Mechelen, and a number of sound ones of twenty minutes in July 2024 behind them."""
    given = [f"a{n},{start},{end},{MECHELEN},2000" for n, (start, end) in enumerate(moments)]
    others = [f"b{n},2024-07-0{n + 1} 10:00,2024-07-0{n + 1} 10:20,{MECHELEN},3000" for n in range(sound)]
    return lines(TRIPS, *given, *others)


def _rentals(period: str, value: float) -> Expected:
    return Expected(indicator="deelfiets_ontleningen", period=period, value=value)


def _refused_month(cell: str) -> Fixture:
    return Fixture(
        name="deelwagens.csv",
        content=dated(cell),
        places={"rij": "2", "waarde": cell},
        row=2,
        column="maand",
        counts={"loaded": 1, "quarantined": 1},
        expected=(Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", value=200),),
    )


def _month_book(cell: object, *, is_mac: bool = False) -> bytes:
    def change(book: Workbook) -> None:
        if is_mac:
            book.epoch = CALENDAR_MAC_1904

    return workbook({"deelwagens": [("gemeente", "maand", "km"), ("Duffel", cell, 100)]}, change=change)


def _january() -> tuple[Expected, ...]:
    return (Expected(indicator="deelwagen_km", nis=DUFFEL, period="2024-01", value=100),)


def _project(cell: str, started: str, ended: str) -> Fixture:
    told = {"name": "Eerste", "started": started, "ended": ended}
    return Fixture(name="projecten.csv", content=projects(f"Eerste;Duffel;{cell};1.000;50;"), projects=(told,))


TIMES: dict[str, Fixture] = {
    "F01": Fixture(
        name="deelwagens.xlsx", content=_month_book(SERIAL_2024), sheet="deelwagens", row=2, column="maand", expected=_january()
    ),
    "F02": Fixture(
        name="deelwagens.xlsx", content=_month_book(SERIAL_2024 - DAYS_1904, is_mac=True), row=2, column="maand", expected=_january()
    ),
    "F02-datumcel": Fixture(name="deelwagens.xlsx", content=_month_book(date(2024, 1, 31), is_mac=True), expected=_january()),
    "F04": _project("30-4-2021", "2021-04-30", "2021-04-30"),
    "F05": _project("8/03/2021", "2021-03-08", "2021-03-08"),
    "F07": _project("Januari 2020 – Juli 2022", "2020-01-01", "2022-07-31"),
    "F08": _project("2021-…", "2021-01-01", ""),
    "F10": _refused_month("31/02/2024"),
    "F11": _refused_month("1/1/24"),
    "F13": Fixture(
        name="ritten.csv",
        content=trips(("1989-05-04 10:00", "1989-05-04 10:20")),
        places={"rij": "2", "periode": "4/5/1989", "start": "4/6/2024"},
        row=2,
        counts={"loaded": 6, "quarantined": 1},
        expected=(_rentals("2024-07", 6),),
    ),
    "F13-maand": Fixture(
        name="deelwagens.csv",
        content=dated("1989-05"),
        places={"rij": "2", "periode": "1989-05", "start": "1/1/2021"},
        row=2,
        column="maand",
        counts={"loaded": 1},
    ),
    "F14": Fixture(
        name="ritten.csv",
        content=trips(*[("2024-10-27 02:30", f"2024-10-27 02:{40 + n}") for n in range(5)]),
        row=2,
        counts={"flagged": 5, "loaded": 11},
        expected=(_rentals("2024-10", 5), Expected(indicator="deelfiets_gemiddelde_duur", period="2024-10", value=12)),
    ),
    "F16": Fixture(
        name="ritten.csv",
        content=trips(*[(f"2024-12-31T23:3{n}Z", "2024-12-31T23:59Z") for n in range(5)]),
        expected=(_rentals("2025-01", 5), Expected(indicator="deelfiets_ontleningen", period="2024-12", is_there=False)),
    ),
    "F17": Fixture(name="ritten.csv", content=trips(), counts={"flagged": 0}, expected=(_rentals("2024-07", 6),)),
    "F19": Fixture(
        name="ritten.csv",
        content=trips(("2024-07-01 10:00", "2024-07-03 12:12")),
        places={"rij": "2", "duur": "50 u 12 min"},
        row=2,
        counts={"flagged": 1, "loaded": 7},
        expected=(_rentals("2024-07", 7), Expected(indicator="deelfiets_gemiddelde_duur", period="2024-07", value=20)),
    ),
    "F19-kort": Fixture(
        name="ritten.csv",
        content=trips(("2024-07-01 10:00:00", "2024-07-01 10:00:30")),
        places={"rij": "2", "duur": "30 s"},
        expected=(Expected(indicator="deelfiets_gemiddelde_duur", period="2024-07", value=20),),
    ),
    "F20": Fixture(
        name="wijkwerken.csv",
        content=lines(WORKERS, "Duffel;jan-sep 2025;1.200;30;500,00", "Lier;2024;900;20;500,00"),
        places={},
        sentence="Onvolledig jaar (9 van 12 maanden): niet vergelijkbaar met volledige jaren.",
        row=2,
        column="jaar",
        counts={"flagged": 1},
        expected=(
            Expected(
                indicator="wijk_werken_uren",
                nis=DUFFEL,
                period="2025-01..2025-09",
                value=1200,
                status="voorlopig",
                flags=("onvolledig",),
            ),
        ),
    ),
}
