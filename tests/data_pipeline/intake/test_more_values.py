"""Values that are not on the list but in every spreadsheet: normalised with a word, flagged, or sent back with what to do."""

from dataclasses import dataclass

import pytest

from tests.data_pipeline.intake.reading import DUFFEL, LIER, LOANS, MONTHLY, PROJECT, STAFF, Told, read, said

NO_NUMBER = "Rij 2: '{}' in kolom 'km' is geen geldig getal. Verwacht: 1.234,56."
NO_MEANING = "Rij 2: het datacontract zegt niet waar '{}' in kolom 'km' voor staat. Vul een getal, 0 of 'n.v.t.' in."
WRONG_UNIT = "Rij 2: '{}' klopt niet met kolom 'km': verwacht wordt een getal in km, zonder andere eenheid."
A_BOUND = "Rij 2: '{}' in kolom 'km' is een grens en geen getal. Lever het getal zelf aan."
SEVERAL = "Rij 2: '{}' in kolom 'km' bevat meer dan één getal."
A_DATE = "Rij 2: '{}' in kolom 'km' is een datum. Vul het getal opnieuw in: een spreadsheet maakt van 3,5 soms 3 mei."
TWO_MEANINGS = (
    "Rij 2: '{}' in kolom 'km' kan twee dingen betekenen. Vul 'n.v.t.' in als het cijfer niet bestaat, 'onbekend' als niemand het kent."
)
ROUNDED = "Benaderend cijfer in de bron; weergegeven als schatting."


@dataclass(frozen=True, kw_only=True)
class Read:
    """A cell that is understood: its value or why there is none, and what is said of it."""

    text: str
    value: float | None = None
    status: str = "definitief"
    reading: str = "exact"
    said: str = ""


def _km(cell: str) -> Told:
    return read("deelwagens_maand", MONTHLY, ("Duffel", "2024-03", "1000", cell), ("Lier", "2024-03", "100", "200"))


READ = [
    Read(text="n.v.t. (geen wagen)", status="niet_van_toepassing", said="(info) 'n.v.t. (geen wagen)' gelezen als 'niet van toepassing'."),
    Read(text="onbekend (teller stuk)", status="onbekend", said="(info) 'onbekend (teller stuk)' gelezen als 'onbekend'."),
    Read(text="12 km", value=12),
    Read(text="12.500 m", value=12.5, said="(info) Rij 2: '12.500 m' omgezet naar 12,50 km."),
    Read(text="ca. 30", value=30, status="geschat", reading="ongeveer", said="Benaderend cijfer ('ca.'); niet gebruikt in berekeningen."),
    Read(text="≈12", value=12, status="geschat", reading="ongeveer", said=ROUNDED),
    Read(text="±30", value=30, status="geschat", reading="ongeveer", said=ROUNDED),
    Read(text="30 (raming)", value=30, status="geschat", reading="ongeveer", said=ROUNDED),
    Read(text="geschat: 30", value=30, status="geschat", reading="ongeveer", said=ROUNDED),
    Read(text="30 (voorlopig)", value=30, status="voorlopig", said="'30 (voorlopig)' gelezen als voorlopig cijfer."),
    Read(text="0,0", value=0),
    Read(text="-0", value=0),
    Read(text="nihil", value=0, said="(info) 'nihil' gelezen als 0."),
    Read(text="1\N{NARROW NO-BREAK SPACE}234,5", value=1234.5, said="(info) Vaste spatie verwijderd."),
    Read(text="'1234", value=1234, said="(info) Tekstgetal omgezet."),
    Read(text="000123", value=123),
    Read(text="7½", value=7.5),
    Read(text="volgt", status="niet_geleverd"),
    Read(text="nog niet bekend", status="niet_geleverd"),
    Read(text="niet gemeten", status="onbekend"),
    Read(text="?", status="onbekend"),
    Read(text="", status="niet_geleverd", said="Rij 2: 'km' is leeg; gelezen als 'niet geleverd', niet als nul."),
    Read(text="geen deelname", status="niet_deelnemend"),
    Read(
        text="1e3", value=1000, status="geschat", reading="ongeveer",
        said="Cel D2: Excel heeft het getal afgerond (1e3). Vraag de exacte waarde.",
    ),
    Read(text="1,234", value=1.234, said="Rij 2: '1,234' gelezen als getal met drie cijfers na de komma. Bedoelt u duizendtallen?"),
    Read(
        text="3*", value=3,
        said="Cel D2: het teken '*' in '3*' verwijst naar geen noot in het bestand en is weggelaten. Controleer.",
    ),
]  # fmt: skip
SENT_BACK = {
    "1.250 km/maand": WRONG_UNIT, "1.250 km per maand": WRONG_UNIT, "5 %": WRONG_UNIT, "12 mijl": WRONG_UNIT, "12k": WRONG_UNIT,
    "< 5": A_BOUND, ">100": A_BOUND, "minder dan 5": A_BOUND, "max. 100": A_BOUND,
    "5-10": SEVERAL, "5 à 10": SEVERAL, "1) 45": SEVERAL, "12;5": SEVERAL, "12 km (2 wagens)": SEVERAL, "10 + 5": SEVERAL, "1/2": SEVERAL,
    "geen": NO_MEANING, "/": NO_MEANING, "x": NO_MEANING, "..": NO_MEANING, "…": NO_MEANING, "null": NO_MEANING, "-": NO_MEANING,
    "twaalf": NO_NUMBER, "zie nota": NO_NUMBER, "1.234,-": NO_NUMBER, "10+": NO_NUMBER, "defect": NO_NUMBER,
    "N/A": TWO_MEANINGS, "NA": TWO_MEANINGS,
    "3-mei": A_DATE, "3/05/2025": A_DATE, "2025-05-03": A_DATE,
    "O": "Rij 2: 'O' is geen geldig getal (letter O?).", "l2": "Rij 2: 'l2' is geen geldig getal (letter l?).",
    "(5)": "Rij 2: '(5)' in kolom 'km': haakjes of een minteken achteraan mogen alleen bij bedragen.",
    "12 (3)": "Rij 2: '12 (3)' in kolom 'km' bevat een voetnootteken. Zet de noot in een eigen kolom.",
    "=10+5": "Rij 2: '=10+5' in kolom 'km' is een formule en geen getal. Lever de uitkomst aan.",
    "ONWAAR": "Rij 2: 'ONWAAR' in kolom 'km' is waar of onwaar, geen getal.",
    "36:30": "Rij 2: '36:30' in kolom 'km' lijkt een tijdstip of tijdsduur, geen getal.",
    "#####": "Cel D2 toont enkel hekjes: de kolom was te smal bij het exporteren. Maak ze breder.",
    "1.5": "Rij 2: getal '1.5' gebruikt punt als decimaalteken. Verwacht: 1.234,56.",
}  # fmt: skip


@pytest.mark.parametrize("case", READ, ids=lambda case: repr(case.text))
def test_a_cell_that_is_understood(case: Read) -> None:
    told = _km(case.text)
    figure = told.figure("deelwagen_km", DUFFEL)
    assert figure is not None
    assert told.quarantined == []
    assert figure.value == (pytest.approx(case.value) if case.value is not None else None)
    assert (figure.status, figure.reading) == (case.status, case.reading)
    assert said(told) == case.said


@pytest.mark.parametrize("cell", SENT_BACK, ids=repr)
def test_a_cell_that_is_sent_back_with_what_to_do(cell: str) -> None:
    told = _km(cell)
    assert told.quarantined == [2]
    assert [(m.level, m.column) for m in told.about(2)] == [("error", "km")]
    assert said(told) == SENT_BACK[cell].format(cell)
    assert told.figure("deelwagen_km", DUFFEL) is None
    assert told.figure("deelwagen_km", LIER) is not None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.234,-", 1234), ("1234,-", 1234), ("€ 1.234,=", 1234), ("1,2 M€", 1_200_000), ("10 k€", 10_000), ("EUR 1.234,56", 1234.56)],
)
def test_an_amount_that_is_understood(cell: str, value: float) -> None:
    figure = read("energieleningen", LOANS, ("Duffel", "2023", "12", cell)).figure("energielening_bedrag", DUFFEL)
    assert figure is not None
    assert (figure.value, figure.value_text) == (value, cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("€1.2M", "gebruikt punt als decimaalteken"),
        ("€ 1,2M", "verwacht wordt een getal in €"),
        ("$ 500", "staat in een andere munt dan de euro"),
        ("12,5%", "verwacht wordt een getal in €"),
        ("10.000 excl. btw", "Zet die in de titel van de kolom, voor alle rijen dezelfde"),
        ("-5", "negatieve waarde -5 voor 'bedrag' is niet mogelijk"),
        ("(5)", "negatieve waarde (5) voor 'bedrag' is niet mogelijk"),
        ("gratis", "is geen geldig getal"),
    ],
)
def test_an_amount_that_is_sent_back(cell: str, words: str) -> None:
    told = read("energieleningen", LOANS, ("Duffel", "2023", "12", cell), ("Lier", "2023", "14", "500"))
    assert told.quarantined == [2]
    assert words in said(told)


@pytest.mark.parametrize(
    ("cell", "hours"), [("36u30", 36.5), ("36 uur 30 minuten", 36.5), ("90 min", 1.5), ("36,5 u", 36.5), ("36:30:00", 36.5)]
)
def test_hours_that_are_understood(cell: str, hours: float) -> None:
    figure = read("wijk_werken", STAFF, ("Duffel", "2023", cell, "30", "500")).figure("wijk_werken_uren", DUFFEL)
    assert figure is not None
    assert figure.value == hours


@pytest.mark.parametrize(
    ("cell", "words"), [("36:60", "minuten en seconden gaan tot 59"), ("36.30", "decimaalteken"), ("2 dagen", "in uur")]
)
def test_hours_that_are_sent_back(cell: str, words: str) -> None:
    told = read("wijk_werken", STAFF, ("Duffel", "2023", cell, "30", "500"), ("Lier", "2023", "900", "20", "500"))
    assert told.quarantined == [2]
    assert words in said(told)


@pytest.mark.parametrize(("cell", "is_read"), [("0,6 %", True), ("61,8 procent", True), ("100", True), ("100,1", False), ("0,6", False)])
def test_a_share_with_its_sign_is_no_fraction(cell: str, is_read: bool) -> None:
    told = read(
        "projecten", PROJECT, ("A", "Duffel", "2024", "1", cell), ("B", "Lier", "2024", "1", "61"), ("C", "Lier", "2024", "1", "62")
    )
    assert told.quarantined == ([] if is_read else [2])
