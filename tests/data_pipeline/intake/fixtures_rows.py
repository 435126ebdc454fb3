"""The bad inputs about structure and deliveries (C and H)."""

from datetime import UTC, datetime

from openpyxl import Workbook

from catalogue.formatting import format_day
from catalogue.loader import load_catalogue
from tests.data_pipeline.intake.archives import SHEET, changed, swap
from tests.data_pipeline.intake.fixture import Expected, File, Fixture, lines, workbook

LIER, PUTTE, DUFFEL = "12021", "12029", "12009"
TITLES = ("gemeente", "maand", "km")
NAMES = [m.name for m in load_catalogue().municipalities.values() if m.nis != "12026"][:10]
TODAY = format_day(datetime.now(UTC).date())
WIJK = "gemeente;jaar;uren;actieve wijk-werkers"
WAGENS = "gemeente;datum;deelwagens"


def km(value: float | None, *, nis: str = LIER, month: str = "2024-03", status: str = "definitief") -> Expected:
    """Kilometres of shared cars in a month."""
    return Expected(indicator="deelwagen_km", nis=nis, period=month, value=value, status=status)


def cars(*rows: str, name: str = "deelwagens.csv") -> File:
    """An earlier delivery of kilometres."""
    return File(name=name, content=lines("gemeente;maand;km", *rows))


def _hidden(book: Workbook) -> None:
    book["oud"].sheet_state = "hidden"


def _filtered(book: Workbook) -> None:
    sheet = book["deelwagens"]
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(0, ["Lier"])
    sheet.row_dimensions[3].hidden = True


def _with_faults() -> bytes:
    """A workbook with the kept results of formulas that went wrong."""
    made = workbook({"deelwagens": [TITLES, ("Lier", "2024-03", 1), ("Putte", "2024-03", 100)]})
    return changed(made, edit={SHEET: swap(b'<c r="C2" t="n"><v>1</v></c>', b'<c r="C2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>')})


def _year(months: int) -> list[str]:
    """Ten municipalities in the last months of 2024."""
    return [f"{name};2024-{month:02};{100 + month}" for month in range(13 - months, 13) for name in NAMES]


FIXTURES: dict[str, Fixture] = {
    "C01": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;Aantal km", "Lier;2024-03;1.250,5"),
        places={"oud": "Aantal km", "nieuw": "Km"},
        row=1,
        column="Aantal km",
        expected=(km(1250.5),),
    ),
    "C02": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;Afstand totaal", "Lier;2024-03;1.250,5"),
        places={"verwacht": "Km", "lijst": "gemeente, maand, Afstand totaal"},
        row=1,
    ),
    "C04": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km;Opmerking intern", "Lier;2024-03;12;nakijken met Jan"),
        places={"kolom": "Opmerking intern"},
        column="Opmerking intern",
        expected=(km(12),),
    ),
    "C05": Fixture(
        name="wijkwerken_2024.csv",
        content=lines(f"{WIJK};Naam wijk-werker", "Lier;2024;1200;31;Jan Peeters"),
        places={"kolom": "Naam wijk-werker"},
        column="Naam wijk-werker",
    ),
    "C05-rijksregisternummer": Fixture(
        name="wijkwerken_2024.csv",
        content=lines(f"{WIJK};kenmerk", "Lier;2024;1200;31;85.07.30-033 28"),
        places={"kolom": "kenmerk"},
        column="kenmerk",
    ),
    "C05-mail": Fixture(
        name="telling.csv",
        content=lines("gebied;datum;personen;wie", "Rivierenland en Rupelaar;25/10/2025;997;jan.peeters@voorbeeld.be"),
        places={"kolom": "wie"},
        column="wie",
    ),
    "C05-gsm": Fixture(
        name="wijkwerken_2024.csv",
        content=lines(f"{WIJK};bereikbaar", "Lier;2024;1200;31;0470 12 34 56"),
        places={"kolom": "bereikbaar"},
        column="bereikbaar",
    ),
    "C07": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km;km", "Lier;2024-03;12;13"),
        places={"kolom": "km", "n": "2"},
        row=1,
        column="km",
    ),
    "C08": Fixture(
        name="deelwagens.csv",
        content=lines("maand;km;gemeente", "2024-03;12;Lier"),
        row=1,
        expected=(km(12),),
    ),
    "C10": Fixture(
        name="deelwagens.csv",
        content=lines("Rapport deelwagens 2024", "", "gemeente;maand;km", "Lier;2024-03;12"),
        places={"rij": "3"},
        row=3,
        counts={"rows_in": 3, "loaded": 1, "ignored": 2},
        expected=(km(12),),
    ),
    "C11": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;;maand;km", "", "Lier;;2024-03;12", ";;;", "Putte;;2024-03;13"),
        places={"n": "2"},
        counts={"rows_in": 4, "loaded": 2, "ignored": 2},
        expected=(km(12), km(13, nis=PUTTE)),
    ),
    "C13": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;400", "Putte;2024-03;39", "Totaal;;440"),
        places={"tot": "440", "som": "439"},
        row=4,
        column="km",
        counts={"rows_in": 3, "loaded": 2, "ignored": 1},
    ),
    "C14": Fixture(
        name="deelwagens.csv",
        content=lines(
            "gemeente;maand;km", "Lier;2024-03;60", "Putte;2024-03;40", "Subtotaal arr. Mechelen;;100", "Duffel;2024-03;7", "Totaal;;107"
        ),
        row=4,
        counts={"rows_in": 5, "loaded": 3, "ignored": 2},
        expected=(km(60), km(40, nis=PUTTE), km(7, nis=DUFFEL)),
    ),
    "C16": Fixture(
        name="telling.csv",
        content=lines("gebied;datum;personen", "Rivierenland en Rupelaar;25/10/2025;997"),
        row=2,
        column="gebied",
        counts={"loaded": 1, "flagged": 1},
        expected=(Expected(indicator="welzijn_dakloosheid_telling", period="2025-10-25", value=997),),
    ),
    "C17": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;12", "Putte;2024-03;13", "* voorlopige cijfers;;"),
        places={"tekst": "* voorlopige cijfers"},
        row=4,
        expected=(km(12, status="voorlopig"), km(13, nis=PUTTE, status="voorlopig")),
    ),
    "C17-merkteken": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;12", "Putte;2024-03;13*", "* voorlopige cijfers"),
        places={"tekst": "* voorlopige cijfers"},
        row=4,
        expected=(km(12), km(13, nis=PUTTE, status="voorlopig")),
    ),
    "C19": Fixture(
        name="deelwagens.xlsx",
        content=workbook({"deelwagens": [TITLES, ("Lier", "2024-03", 12)], "oud": [TITLES, ("Lier", "2024-03", 99)]}, change=_hidden),
        places={"blad": "oud"},
        sheet="oud",
        counts={"rows_in": 1},
        expected=(km(12),),
    ),
    "C20": Fixture(
        name="deelwagens.xlsx",
        content=workbook({"Blad1": [TITLES, ("Lier", "2024-03", 12)]}),
        places={"verwacht": "deelwagens", "lijst": "Blad1"},
    ),
    "C22": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;#N/A", "Putte;2024-03;13"),
        prior=(cars("Lier;2024-03;150", "Putte;2024-03;12"),),
        places={"cel": "C2", "waarde": "#N/A"},
        row=2,
        column="km",
        expected=(km(150), km(13, nis=PUTTE)),
    ),
    "C22-xlsx": Fixture(
        name="deelwagens.xlsx",
        content=_with_faults(),
        places={"cel": "C2", "waarde": "#DIV/0!"},
        sheet="deelwagens",
        row=2,
        column="km",
        expected=(km(100, nis=PUTTE), Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", is_there=False)),
    ),
    "C23": Fixture(
        name="deelwagens.xlsx",
        content=workbook({"deelwagens": [TITLES, ("Lier", "2024-03", 12), ("Putte", "2024-03", 13)]}, change=_filtered),
        sheet="deelwagens",
        counts={"loaded": 2},
        expected=(km(12), km(13, nis=PUTTE)),
    ),
    "H01": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;12"),
        prior=(cars("Lier;2024-03;12"),),
        places={"datum": TODAY},
        expected=(km(12),),
    ),
    "H02": Fixture(
        name="deelwagens (1).xlsx",
        content=workbook({"deelwagens": [TITLES, ("Putte", "2024-03", 13), ("Lier", "2024-03", 12)]}),
        prior=(cars("Lier;2024-03;12", "Putte;2024-03;13"),),
        places={"datum": TODAY},
        expected=(km(12), km(13, nis=PUTTE)),
    ),
    "H04": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-03;187", "Putte;2024-03;13", "Lier;2024-03;189"),
        prior=(cars("Lier;2024-03;150"),),
        places={"rij": "2", "rij2": "4", "gemeente": "Lier", "periode": "2024-03"},
        row=2,
        counts={"quarantined": 2, "loaded": 1},
        expected=(km(150), km(13, nis=PUTTE)),
    ),
    "H05": Fixture(
        name="deelwagens_correctie.csv",
        content=lines(WAGENS, "Lier;31/12/2023;71", "Putte;31/12/2023;6"),
        prior=(File(name="deelwagens.csv", content=lines(WAGENS, "Lier;31/12/2023;66", "Putte;31/12/2023;6")),),
        places={"datum": TODAY, "oud": "66", "nieuw": "71"},
        expected=(
            Expected(indicator="deelwagens_aantal", nis=LIER, period="2023-12-31", value=71),
            Expected(indicator="deelwagens_aantal", nis=PUTTE, period="2023-12-31", value=6),
        ),
    ),
    "H07": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", "Lier;2024-06;12"),
        prior=(cars("Lier;2024-09;12"),),
        places={"a": "30 juni 2024", "b": "30 september 2024"},
        expected=(km(12, month="2024-09"), Expected(indicator="deelwagen_km", nis=LIER, period="2024-06", is_there=False)),
    ),
    "H08": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", *_year(4)),
        prior=(cars(*_year(12)),),
        places={"n": "40", "m": "120"},
        expected=(km(103),),
    ),
    "H10": Fixture(
        name="energieleningen.csv",
        content=lines(
            "In 2024 werden 468 kredieten toegekend voor 3.599.228,72 EUR",
            "gemeente;jaar;kredieten;bedrag",
            "Lier;2024;239;7.741.900,00",
            "Putte;2024;200;6.000.000,00",
        ),
        expected=(
            Expected(indicator="energielening_aantal", nis=LIER, period="2024", value=239),
            Expected(indicator="energielening_bedrag", nis=LIER, period="2024", value=7741900),
        ),
    ),
    "H11": Fixture(
        name="deelwagens.csv",
        content=lines(
            "In Rivierenland staan 22 deelwagens",
            WAGENS,
            *(f"{name};31/12/2024;{n}" for name, n in zip(NAMES, (2, 2, 2, 2, 6, 6, 4), strict=False)),
        ),
        expected=(Expected(indicator="deelwagens_aantal", nis="12002", period="2024-12-31", value=2),),
    ),
    "H13": Fixture(
        name="deelwagens.csv",
        content=lines("contract: v9", "gemeente;maand;km", "Lier;2024-03;12"),
        places={"v": "v9"},
        row=1,
    ),
}
