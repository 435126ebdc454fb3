"""The bad inputs about numbers and units (D and E)."""

from datetime import timedelta

from openpyxl import Workbook

from tests.data_pipeline.intake.fixture import Expected, Fixture, lines, workbook

DUFFEL, LIER = "12009", "12021"
MONTH = "gemeente;maand;ritten;km;uren"
LOANS = "gemeente;jaar;kredieten;bedrag"
PROJECTS = "project;gemeente;looptijd;budget;aandeel;bron"
WORKERS = "gemeente;jaar;uren;actieve wijk-werkers;inkomsten"
PROVEN_HERE = "tests/data_pipeline/intake/test_value_cases.py"


def km(value: float | None, *, status: str = "definitief", reading: str = "exact", flags: tuple[str, ...] = ()) -> Expected:
    """The kilometres of Duffel in March 2024."""
    return Expected(indicator="deelwagen_km", nis=DUFFEL, period="2024-03", value=value, status=status, reading=reading, flags=flags)


def month(cell: str, *, rides: str = "100") -> bytes:
    """Monthly figures in which the kilometres of Duffel are written as they are given."""
    return lines(MONTH, f"Duffel;2024-03;{rides};{cell};5", "Lier;2024-03;12;200;6")


def loans(cell: str, *, credits: str = "12") -> bytes:
    """Yearly loans in which the amount of Duffel is written as it is given."""
    return lines(LOANS, f"Duffel;2023;{credits};{cell}", "Lier;2023;14;20.000,00")


def loan(value: float, *, status: str = "definitief", reading: str = "exact") -> Expected:
    """The amount lent in Duffel in 2023."""
    return Expected(indicator="energielening_bedrag", nis=DUFFEL, period="2023", value=value, status=status, reading=reading)


def projects(*rows: str) -> bytes:
    """Projects, two sound ones behind those that are given."""
    return lines(PROJECTS, *rows, "Tweede;Lier;2023;2.000;60;", "Derde;Putte;2023;2.000;61;")


def workers(*rows: str) -> bytes:
    """Yearly figures of wijk-werken, a sound row behind those that are given."""
    return lines(WORKERS, *rows, "Lier;2023;900;20;500,00")


def _refused_km(cell: str, **told: str) -> Fixture:
    """A file in which the kilometres of Duffel cannot be read, the rest can."""
    return Fixture(
        name="deelwagens.csv",
        content=month(cell),
        places={"rij": "2", "waarde": cell, **told},
        row=2,
        column="km",
        counts={"rows_in": 2, "loaded": 1, "quarantined": 1},
        expected=(
            Expected(indicator="deelwagen_km", nis=DUFFEL, period="2024-03", is_there=False),
            Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", value=200),
        ),
    )


def _duration(book: Workbook) -> None:
    book["2023"]["B2"].number_format = "[h]:mm"


NUMBERS: dict[str, Fixture] = {
    "D01": Fixture(name="deelwagens.csv", content=month("1.234,56"), counts={"flagged": 0}, expected=(km(1234.56),)),
    "D02": _refused_km("1,234.56"),
    "D04": Fixture(proven_by=f"{PROVEN_HERE}::test_a_file_of_which_nobody_agreed_the_notation_is_refused"),
    "D05": Fixture(name="deelwagens.csv", content=month("3\N{NO-BREAK SPACE}400"), row=2, column="km", expected=(km(3400),)),
    "D05-smal": Fixture(name="deelwagens.csv", content=month("3\N{NARROW NO-BREAK SPACE}400,5"), row=2, expected=(km(3400.5),)),
    "D07": Fixture(name="leningen.csv", content=loans("3 599 228,72EUR"), expected=(loan(3_599_228.72),)),
    "D08": Fixture(name="leningen.csv", content=loans("13741900 €"), expected=(loan(13_741_900),)),
    "D10": Fixture(
        name="projecten.csv",
        content=projects("Eerste;Duffel;2024;€ 26.000,00;50;"),
        projects=({"name": "Eerste", "nis": DUFFEL, "amount_eur": 26_000.0, "printed_amount": "€ 26.000,00"},),
    ),
    "D11": Fixture(name="leningen.csv", content=loans("19.523.546,00 EUR"), expected=(loan(19_523_546),)),
    "D13": Fixture(
        name="leningen.csv",
        content=loans("+/- 87.000 euro"),
        row=2,
        column="bedrag",
        counts={"flagged": 1},
        expected=(loan(87_000, status="geschat", reading="ongeveer"),),
    ),
    "D14": Fixture(
        name="deelwagens.csv",
        content=month("2.000", rides="ruim 2.500 keer"),
        row=2,
        column="ritten",
        counts={"flagged": 1},
        expected=(
            Expected(indicator="deelwagen_ritten", nis=DUFFEL, period="2024-03", value=2500, status="geschat", reading="ongeveer"),
            km(2000),
        ),
    ),
    "D14-ongeveer": Fixture(
        name="deelwagens.csv",
        content=month("ongeveer 2.000"),
        sentence="Benaderend cijfer ('ongeveer'); niet gebruikt in berekeningen.",
        expected=(km(2000, status="geschat", reading="ongeveer"),),
    ),
    "D16": Fixture(
        name="projecten.csv",
        content=projects("Eerste;Duffel;2024;1.000;0,618;"),
        places={"rij": "2", "waarde": "0,618"},
        row=2,
        column="aandeel",
        counts={"loaded": 2},
    ),
    "D17": Fixture(
        name="projecten.csv",
        content=projects("Eerste;Duffel;2024;1.000;161,8 %;"),
        places={"rij": "2", "waarde": "161,8 %"},
        row=2,
        column="aandeel",
        counts={"loaded": 2},
    ),
    "D19": Fixture(
        name="leningen.csv",
        content=loans("0", credits="-"),
        places={"betekenis": "geen"},
        row=2,
        column="kredieten",
        expected=(Expected(indicator="energielening_aantal", nis=DUFFEL, period="2023", value=0),),
    ),
    "D19-onbekend": Fixture(
        name="projecten.csv",
        content=projects("Eerste;Duffel;2024;-;50;"),
        places={"betekenis": "onbekend"},
        row=2,
        projects=({"name": "Eerste", "amount_eur": None, "printed_amount": "-"},),
    ),
    "D20": Fixture(name="deelwagens.csv", content=month("N.v.t."), expected=(km(None, status="niet_van_toepassing"),)),
    "D20-onbekend": Fixture(name="deelwagens.csv", content=month("n.b."), expected=(km(None, status="onbekend"),)),
    "D22": _refused_km("-15", kolom="km"),
    "D23": Fixture(
        name="wijkwerken.csv",
        content=workers("Duffel;2023;1.200;30;(1.234,50)"),
        row=2,
        column="inkomsten",
        expected=(Expected(indicator="wijk_werken_inkomsten", nis=DUFFEL, period="2023", value=-1234.5),),
    ),
    "D25": Fixture(
        name="wijkwerken.csv",
        content=workers("Duffel;2023;1.200;30;\N{MINUS SIGN}5"),
        expected=(Expected(indicator="wijk_werken_inkomsten", nis=DUFFEL, period="2023", value=-5),),
    ),
    "D26": Fixture(
        name="leningen.csv",
        content=loans("1,23E+05"),
        places={"cel": "D2"},
        row=2,
        column="bedrag",
        expected=(loan(123_000, status="geschat", reading="ongeveer"),),
    ),
    "D28": _refused_km("2O24"),
    "D29": Fixture(
        name="deelwagens.xlsx",
        content=workbook({"deelwagens": [("gemeente", "maand", "km"), ("Duffel", "2024-03", "123"), ("Lier", "2024-03", 200)]}),
        sheet="deelwagens",
        row=2,
        column="km",
        expected=(km(123),),
    ),
    "D29-apostrof": Fixture(name="deelwagens.csv", content=month("'123"), row=2, column="km", expected=(km(123),)),
    "D31": _refused_km("NaN"),
    "D31-oneindig": _refused_km("inf"),
    "D32": _refused_km("99999999999999999999"),
}
UNITS: dict[str, Fixture] = {
    "E01": _refused_km("850000"),
    "E01-per-rit": Fixture(
        name="deelwagens.csv",
        content=month("85.000"),
        places={"rij": "2", "waarde": "85.000"},
        row=2,
        column="km",
        counts={"loaded": 1, "quarantined": 1},
    ),
    "E02": Fixture(
        name="leningen.csv",
        content=lines("bedragen in duizend euro;;;", LOANS, "Duffel;2023;12;145,5"),
        column="bedrag",
        counts={"ignored": 1},
        expected=(loan(145_500),),
    ),
    "E04": Fixture(
        name="deelwagens.csv",
        content=lines(
            "gemeente;maand;gebruikerstype;km;gemiddeld per deelwagen", "Duffel;2024-03;andere;1.672;836", "Lier;2024-03;andere;700;700"
        ),
        column="gemiddeld per deelwagen",
        expected=(
            Expected(indicator="deelwagen_km_per_wagen_gemeente", nis=DUFFEL, period="2024-03", breakdown="andere", value=836),
            Expected(indicator="deelwagen_km_per_wagen_gemeente", nis=None, period="2024-03", breakdown="andere", is_there=False),
            Expected(indicator="deelwagen_km", nis=DUFFEL, period="2024-03", breakdown="andere", value=1672),
        ),
    ),
    "E05": Fixture(
        name="wijkwerken.xlsx",
        content=workbook(
            {"2023": [("gemeente", "uren", "actieve wijk-werkers"), ("Duffel", timedelta(hours=36, minutes=30), 30), ("Lier", 900, 20)]},
            change=_duration,
        ),
        sheet="2023",
        row=2,
        column="uren",
        expected=(Expected(indicator="wijk_werken_uren", nis=DUFFEL, period="2023", value=36.5),),
    ),
    "E07": Fixture(
        name="wijkwerken.csv",
        content=workers("Duffel;2023;25.920;30;500,00"),
        places={"gemeente": "Duffel", "x": "72"},
        row=2,
        column="uren",
        counts={"flagged": 1},
        expected=(Expected(indicator="wijk_werken_uren", nis=DUFFEL, period="2023", value=25_920, flags=("onwaarschijnlijk",)),),
    ),
    "E08": Fixture(
        name="wijkwerken.csv",
        content=workers("Duffel;2023;1.200;30;12100"),
        column="inkomsten",
        expected=(Expected(indicator="wijk_werken_inkomsten", nis=DUFFEL, period="2023", value=12_100, flags=("btw_onbekend",)),),
    ),
}
