"""The bad inputs about municipalities (G)."""

from collections.abc import Sequence

from tests.data_pipeline.intake.fixture import Expected, Fixture, lines
from tests.data_pipeline.intake.fixtures_numbers import DUFFEL, LIER, LOANS, MONTH

BORNEM, NIJLEN, SKW, PSA = "12007", "12026", "12035", "12041"


def named(*names: str) -> bytes:
    """Monthly figures with a row for each name, and a sound one in another month behind them."""
    return lines("gemeente;maand;km", *(f'"{name}";2024-03;{100 + n}' for n, name in enumerate(names)), "Duffel;2024-04;200")


def coded(code: str) -> bytes:
    """Monthly figures by NIS code, and a sound one behind it."""
    return lines("nis;maand;km", f"{code};2024-03;100", "12009;2024-04;200")


def _km(nis: str, value: float = 100, month: str = "2024-03") -> Expected:
    return Expected(indicator="deelwagen_km", nis=nis, period=month, value=value)


def _refused(*names: str, **told: str) -> Fixture:
    """A file with names that are refused, the first of them with these words."""
    return Fixture(
        name="deelwagens.csv",
        content=named(*names),
        places={"rij": "2", "waarde": names[0], **told},
        row=2,
        column="gemeente",
        counts={"quarantined": len(names), "loaded": 1},
        expected=(_km(DUFFEL, 200, "2024-04"),),
    )


def _read(names: Sequence[str], nis: Sequence[str], **told: str) -> Fixture:
    """A file with names that are understood."""
    return Fixture(
        name="deelwagens.csv", content=named(*names), places=told, expected=tuple(_km(code, 100 + n) for n, code in enumerate(nis))
    )


PLACES: dict[str, Fixture] = {
    "G01": _read(["SKW"], [SKW]),
    "G02": _read(["PSA"], [PSA]),
    "G04": _read(["Puur-Sint-Amands"], [PSA], waarde="Puur-Sint-Amands"),
    "G05": Fixture(
        name="deelwagens.csv",
        content=named("Bornen"),
        places={"rij": "2", "waarde": "Bornen"},
        row=2,
        column="gemeente",
        counts={"loaded": 1},
        expected=(Expected(indicator="deelwagen_km", nis=BORNEM, period="2024-03", is_there=False),),
    ),
    "G07": _read(["St.-Kat.-Waver"], [SKW]),
    "G07-kort": _read(["St-Katelijne-Waver"], [SKW]),
    "G08": _read(["Sint-\nKatelijne-Waver"], [SKW]),
    "G10": Fixture(
        name="deelwagens.csv",
        content=named("GB Puurs", "Stad Lier", "Gemeente Duffel", "OCMW Bornem"),
        places={"type": "OCMW"},
        row=5,
        column="gemeente",
        expected=(_km(PSA, 100), _km(LIER, 101), _km(DUFFEL, 102), _km(BORNEM, 103)),
    ),
    "G10-agb": _read(["AGB Puurs"], [PSA], type="AGB"),
    "G11": Fixture(
        name="leningen.csv",
        content=lines(LOANS, "Puurs;2018;12;100.000", "Sint-Amands;2018;8;50.000", "Lier;2018;14;20.000"),
        expected=(
            Expected(indicator="energielening_aantal", nis=PSA, period="2018", value=20, flags=("herrekend",)),
            Expected(indicator="energielening_bedrag", nis=PSA, period="2018", value=150_000, flags=("herrekend",)),
        ),
    ),
    "G13": _refused("Breendonk", "Hingene", "O.L.V.-Waver", "Koningshooikt", gemeente="Puurs-Sint-Amands"),
    "G14": _refused("Boortmeerbeek", "Boom"),
    "G16": _refused("Putte (NL)", "Heist (Knokke)", "Lier (DE)"),
    "G17": Fixture(name="deelwagens.csv", content=coded("12021.0"), row=2, column="nis", expected=(_km(LIER),)),
    "G19": Fixture(
        name="deelwagens.csv",
        content=lines("nis;gemeente;maand;km", "12021;Putte;2024-03;100", "12009;Duffel;2024-04;200"),
        places={"rij": "2", "nis": "12021", "a": "Lier", "b": "Putte"},
        row=2,
        counts={"loaded": 1},
        expected=(
            Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", is_there=False),
            Expected(indicator="deelwagen_km", nis="12029", period="2024-03", is_there=False),
        ),
    ),
    "G20": Fixture(
        name="deelwagens.csv", content=coded("2500"), places={"rij": "2", "waarde": "2500"}, row=2, column="nis", counts={"loaded": 1}
    ),
    "G22": Fixture(
        name="deelwagens.csv",
        content=lines(MONTH, "Nijlen;2024-03;;geen deelwagens via kaderbestek in Nijlen;", "Lier;2024-03;12;200;6"),
        counts={"flagged": 0},
        expected=(Expected(indicator="deelwagen_km", nis=NIJLEN, period="2024-03", status="niet_deelnemend"),),
    ),
    "G22-leeg": Fixture(
        name="deelwagens.csv",
        content=lines(MONTH, "Nijlen;2024-03;;;", "Lier;2024-03;12;200;6"),
        expected=(Expected(indicator="deelwagen_ritten", nis=NIJLEN, period="2024-03", status="niet_deelnemend"),),
    ),
    "G22-nul": Fixture(
        name="deelwagens.csv",
        content=lines(MONTH, "Nijlen;2024-03;0;0;0", "Lier;2024-03;12;200;6"),
        sentence="(info) 0 voor Nijlen gelezen als 'neemt niet deel' volgens het datacontract.",
        row=2,
        column="km",
        expected=(Expected(indicator="deelwagen_km", nis=NIJLEN, period="2024-03", status="niet_deelnemend"),),
    ),
    "G23": Fixture(
        name="leningen.csv",
        content=lines("Overzicht voor de 11 vennoten;;;", LOANS, "Lier;2023;14;20.000"),
        places={"n": "11"},
        row=1,
        expected=(Expected(indicator="energielening_aantal", nis=LIER, period="2023", value=14),),
    ),
}
