"""The bad inputs about values: numbers, units, time, municipalities, privacy and injection (D, E, F, G, I and J)."""

from tests.data_pipeline.intake.fixture import Expected, Fixture, lines
from tests.data_pipeline.intake.fixtures_numbers import DUFFEL, LIER, NUMBERS, PROVEN_HERE, UNITS, projects
from tests.data_pipeline.intake.fixtures_places import PLACES, named
from tests.data_pipeline.intake.fixtures_times import TIMES

STAFF = "gemeente;jaar;uren;actieve wijk-werkers;opstarters;uitstroom"
FORMULA = "Cel {cel} begint met '{teken}'; bij export geneutraliseerd."


def _hours(year: str, value: float, *, nis: str = DUFFEL) -> Expected:
    return Expected(indicator="wijk_werken_uren", nis=nis, period=year, value=value)


def _formula(text: str, sign: str, name: str = "") -> Fixture:
    """A project whose name a spreadsheet program would run."""
    return Fixture(
        name="projecten.csv",
        content=projects(f'"{text}";Duffel;2024;1.000;50;'),
        sentence=FORMULA,
        places={"cel": "A2", "teken": sign},
        row=2,
        column="project",
        counts={"flagged": 1},
        projects=({"name": name or text},),
    )


PRIVACY: dict[str, Fixture] = {
    "I01": Fixture(
        name="wijkwerken.csv",
        content=lines(STAFF, "Duffel;2023;1.200;3;8;5", "Lier;2023;900;20;6;5"),
        row=2,
        column="actieve wijk-werkers",
        counts={"flagged": 1},
        expected=(Expected(indicator="wijk_werken_actieve_werkers", nis=DUFFEL, period="2023", value=3),),
    ),
    "I02": Fixture(
        name="wijkwerken.csv",
        content=lines(STAFF, "Duffel;2022;1.200;30;8;7", "Duffel;2023;1.250;26;2;6", "Lier;2023;900;20;6;5"),
        row=3,
        column="uitstroom",
        counts={"flagged": 1},
        expected=(_hours("2023", 1250),),
    ),
    "I04": Fixture(
        name="wijkwerken.csv",
        content=lines(STAFF, "Duffel;2023;1.200;;8;5", "Lier;2023;900;20;6;5"),
        places={"rij": "2"},
        row=2,
        column="actieve wijk-werkers",
        counts={"loaded": 1, "quarantined": 1, "flagged": 0},
        expected=(_hours("2023", 900, nis=LIER),),
    ),
    "I05": Fixture(
        name="ritten.csv",
        content=lines("coordinaten;tijdstip;gebruikers-id", "51.0259,4.4776;2024-09-03T07:58;u123"),
    ),
    "I05-exploitant": Fixture(
        name="ritten.csv",
        content=lines(
            "trip_id,started_at,ended_at,start_lat,start_lng,end_lat,end_lng,user_id",
            "r1,2024-09-03T07:58,2024-09-03T08:20,51.0259,4.4776,51.03,4.48,u123",
        ),
        column="user_id",
    ),
}
INJECTION: dict[str, Fixture] = {
    "J01": _formula("=cmd|'/C calc'!A0", "="),
    "J02": _formula("@SUM(1+1)", "@"),
    "J02-plus": _formula("+1+1", "+"),
    "J02-min": _formula("-2+3", "-"),
    "J02-tab": _formula("\t=1", "TAB", "=1"),
    "J02-regeleinde": _formula("\r=1", "CR", "=1"),
    "J04": Fixture(
        name="projecten.csv",
        content=projects("Eerste;Duffel;2024;1.000;50;javascript:alert(1)"),
        places={"rij": "2"},
        row=2,
        column="bron",
        counts={"loaded": 2},
    ),
    "J05": Fixture(proven_by="tests/web/test_callbacks.py::test_sql_in_a_filter_value_is_refused"),
    "J07": Fixture(
        name="projecten.csv",
        content=projects('"Lier\r\nINFO admin ok";Duffel;2024;1.000;50;'),
        projects=({"name": "Lier INFO admin ok"},),
    ),
    "J07-log": Fixture(proven_by=f"{PROVEN_HERE}::test_a_line_end_in_a_cell_starts_no_line_in_the_log"),
    "J08": Fixture(
        name="deelwagens.csv",
        content=named("L\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}er", "\N{RIGHT-TO-LEFT OVERRIDE}Lier"),
        places={"rij": "2"},
        row=2,
        column="gemeente",
        counts={"quarantined": 2, "loaded": 1},
    ),
}
FIXTURES: dict[str, Fixture] = NUMBERS | UNITS | TIMES | PLACES | PRIVACY | INJECTION
