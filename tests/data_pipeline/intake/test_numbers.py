"""Numbers in delivered cells: what is read, what is refused and in which words, and that nothing breaks the reader."""

import math
from dataclasses import dataclass, field
from typing import Any

import pytest

from data_pipeline.intake.numbers import Number, NumberRule, parse_number, parse_typed_number

NBSP, NARROW, THIN, FIGURE, MINUS = (
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
    "\N{THIN SPACE}",
    "\N{FIGURE SPACE}",
    "\N{MINUS SIGN}",
)
PLAIN = NumberRule(locale="nl-BE")
MONEY = NumberRule(locale="nl-BE", unit="€", is_money=True)
KM = NumberRule(locale="nl-BE", unit="km", minimum=0, maximum=300)
SHARE = NumberRule(locale="nl-BE", unit="%", minimum=0, maximum=100)
OPEN_LOCALE = NumberRule(locale="none")
ENGLISH = NumberRule(locale="en")
DECIMAL_POINT = "Rij {{rij}}: getal '{}' gebruikt punt als decimaalteken. Verwacht: 1.234,56."
AMBIGUOUS = "De getalnotatie van kolom '{kolom}' is dubbelzinnig. Leg het decimaalteken vast in het datacontract."
APPROXIMATE = "Benaderend cijfer in de bron; weergegeven als schatting."


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case of the list of bad inputs, by its example."""

    id: str
    text: str
    value: float | None = None
    status: str = ""
    level: str = ""
    words: str = ""
    rule: NumberRule = field(default=PLAIN)


def _dash(meaning: Any) -> NumberRule:
    return NumberRule(locale="nl-BE", dash_means=meaning)


CASES = [
    Case(id="D01", text="1.234,56", value=1234.56),
    Case(id="D02", text="1,234.56", level="error", words=DECIMAL_POINT.format("1,234.56")),
    Case(id="D04", text="1.234", level="error", words=AMBIGUOUS, rule=OPEN_LOCALE),
    Case(id="D04", text="12.500", level="error", words=AMBIGUOUS, rule=OPEN_LOCALE),
    Case(id="D05", text="3\u00a0400", value=3400, level="info", words="(info) Vaste spatie verwijderd."),
    Case(id="D07", text="3 599 228,72EUR", value=3_599_228.72, rule=MONEY),
    Case(id="D08", text="13741900 \u20ac", value=13_741_900, rule=MONEY),
    Case(id="D10", text="\u20ac 26.000,00", value=26_000, rule=MONEY),
    Case(id="D11", text="19.523.546,00 EUR", value=19_523_546, rule=MONEY),
    Case(id="D13", text="+/- 87.000 euro", value=87_000, status="geschat", level="warning", words=APPROXIMATE, rule=MONEY),
    Case(
        id="D14", text="ruim 2.500 keer", value=2_500, status="geschat", level="warning",
        words="Benaderend cijfer ('ruim'); niet gebruikt in berekeningen.",
    ),
    Case(
        id="D14", text="ongeveer 2.000", value=2_000, status="geschat", level="warning",
        words="Benaderend cijfer ('ongeveer'); niet gebruikt in berekeningen.",
    ),
    Case(id="D17", text="161,8 %", level="error", words="Rij {rij}: percentage 161,8 % ligt buiten 0-100.", rule=SHARE),
    Case(id="D19", text="-", value=0, level="warning", words="'-' gelezen als 'geen' volgens het datacontract.", rule=_dash("nul")),
    Case(
        id="D19", text="-", status="niet_van_toepassing", level="warning", rule=_dash("niet_van_toepassing"),
        words="'-' gelezen als 'niet van toepassing' volgens het datacontract.",
    ),
    Case(id="D19", text="-", level="error", words="Rij {rij}: het datacontract zegt niet waar '-' in kolom '{kolom}' voor staat. "
         "Vul een getal, 0 of 'n.v.t.' in."),
    Case(id="D20", text="N.v.t.", status="niet_van_toepassing"),
    Case(id="D20", text="nvt", status="niet_van_toepassing"),
    Case(id="D20", text="n.b.", status="onbekend"),
    Case(id="D20", text="Onbekend", status="onbekend"),
    Case(id="D20", text="geen  gegevens", status="onbekend"),
    Case(id="D22", text="-15", level="error", words="Rij {rij}: negatieve waarde -15 voor '{kolom}' is niet mogelijk.", rule=KM),
    Case(id="D23", text="(1.234,50)", value=-1234.5, level="info", words="(info) Haakjes gelezen als negatief bedrag.", rule=MONEY),
    Case(id="D25", text="\u22125", value=-5),
    Case(
        id="D26", text="1,23E+05", value=123_000, status="geschat", level="warning",
        words="Cel {cel}: Excel heeft het getal afgerond (1,23E+05). Vraag de exacte waarde.",
    ),
    Case(id="D28", text="2O24", level="error", words="Rij {rij}: '2O24' is geen geldig getal (letter O?)."),
    Case(id="D29", text="'123", value=123, level="info", words="(info) Tekstgetal omgezet."),
    Case(id="D31", text="NaN", level="error", words="Rij {rij}: ongeldige numerieke waarde 'NaN'."),
    Case(id="D31", text="inf", level="error", words="Rij {rij}: ongeldige numerieke waarde 'inf'."),
    Case(id="D31", text="NaN, inf", level="error", words="Rij {rij}: ongeldige numerieke waarde 'NaN, inf'."),
    Case(id="D32", text="99999999999999999999", level="error", words="Rij {rij}: getal te groot."),
    Case(id="C22", text="#DIV/0!", level="error", words="Cel {cel} bevat de foutwaarde '#DIV/0!'."),
    Case(id="E01", text="850000", level="error", words="Rij {rij}: 850000 km is onwaarschijnlijk; is dit in meter?", rule=KM),
    Case(id="E02", text="12 kEUR", value=12_000, level="info", words="(info) Bedragen in duizend euro omgezet.", rule=MONEY),
]  # fmt: skip


def _say(number: Number) -> list[tuple[str, str]]:
    return [(remark.level, remark.code) for remark in number.remarks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id} {case.text}")
def test_each_case_of_the_list(case: Case) -> None:
    number = parse_number(case.text, case.rule)
    assert (number.value, number.status) == (pytest.approx(case.value) if case.value is not None else None, case.status)
    assert [(r.code, r.level, r.text) for r in number.remarks] == ([(case.id, case.level, case.words)] if case.level else [])
    assert number.reading == ("ongeveer" if case.status == "geschat" else "exact")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", 1234), ("1.234.567", 1_234_567), ("1 234", 1234), ("1'234", 1234), ("1’234,5", 1234.5), (f"1{NARROW}234,5", 1234.5),
        (f"1{THIN}234", 1234), (f"1{FIGURE}234", 1234), ("1234,567", 1234.567), ("1,234", 1.234), (",5", 0.5), ("½", 0.5), ("7½", 7.5),
        ("7 ¼", 7.25), ("007", 7), ("+5", 5), ("- 5", -5), ("–5", -5), ("0", 0), ("-0", 0), ("nihil", 0), ("5 mln", 5_000_000),
        ("12 ritten", 12), ("\u202d1.234\u202c", 1234), ("\ufeff12\u200b", 12),
        (f"{NBSP}12{NBSP}", 12), ("1E5", 100_000), ("~ 500", 500),
        ("± 500", 500), ("bijna 500", 500), ("circa 500", 500), ("ca. 500", 500), ("ongeveer een 500", 500), ("om en bij de 500", 500),
    ],
)  # fmt: skip
def test_numbers_that_are_read(text: str, value: float) -> None:
    number = parse_number(text, PLAIN)
    assert number.value is not None
    assert number.value == value
    assert math.copysign(1, number.value) == math.copysign(1, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€ -5,00", -5), ("-€ 5", -5), ("(€ 5,00)", -5), ("€ (5,00)", -5),
        ("(5) EUR", -5), ("1.234-", -1234), ("1.234,50- €", -1234.5),
        ("12,-", 12), ("€ 12.000,--", 12_000), ("12 k€", 12_000), ("K€ 12", 12_000), ("3,7 keur", 3_700), ("12 x 1.000 euro", 12_000),
        ("12 x 1.000.000", 12_000_000), ("5,8 miljoen euro", 5_800_000),
        ("€ 5 mln", 5_000_000), ("5 mln. €", 5_000_000), ("5 M€", 5_000_000),
        ("1,2 mld euro", 1_200_000_000), ("ca. € 500", 500),
        ("€ ca. 500", 500), ("€ 5 EUR", 5), ("12 duizend euro", 12_000), ("12", 12),
    ],
)  # fmt: skip
def test_amounts_that_are_read(text: str, value: float) -> None:
    assert parse_number(text, MONEY).value == value


@pytest.mark.parametrize("text", ["(5)", "(5,5)", "5-", "1.234-"])
def test_brackets_and_a_minus_behind_are_for_amounts_only(text: str) -> None:
    number = parse_number(text, PLAIN)
    assert number.value is None
    assert number.remarks[-1].level == "error"
    assert parse_number(text, MONEY).value is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.23", "D02"), ("12.5", "D02"), (".5", "D02"), ("0.123", "D02"),
        ("1234.567", "D02"), ("1,234,567", "D02"), ("1'234.50", "D02"),
        ("1.23E+05", "D02"), ("12,", "getal"), ("1.234 567", "getal"), ("1 234.567", "D02"), ("1.2345,6", "getal"), ("1,2,3", "getal"),
        ("12-15", "getal"), ("12/15", "getal"), ("1/2", "getal"),
        ("12 15", "getal"), ("1\n234", "getal"), ("１２", "getal"), ("٣", "getal"),
        ("1²", "getal"), ("--5", "getal"), ("-(5)", "getal"),
        ("((5))", "getal"), ("1.234*", "getal"), ("1.234 (1)", "getal"), ("x", "getal"),
        ("geen", "getal"), ("WAAR", "getal"), ("12,-", "getal"), ("2024-03-01", "getal"), ("36:30", "getal"), ("+1+1", "getal"),
        ("####", "getal"), ("1E-99", "getal"), ("1E99", "D32"),
        ("1e400", "D32"), ("9" * 199, "D32"), ("9999999999999999,99", "D32"), ("9" * 5000, "getal"), ("1o", "D28"),
        ("l2", "D28"), ("1l", "D28"), ("О5", "D28"), ("-inf", "D31"),
        ("Infinity", "D31"), ("∞", "D31"), ("1.#INF", "D31"), ("#N/B", "C22"),
        ("<10", "grens"), ("> 10", "grens"), ("minder dan 10", "grens"), ("max. 5", "grens"), ("$ 5", "munt"), ("5 USD", "munt"),
        ("12 km", "eenheid"), ("61,8 %", "eenheid"), ("€ 5", "eenheid"),
        ("12 appels", "eenheid"), ("\u202e321", "getal"), ("½½", "getal"),
        ("1,5½", "getal"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, code: str) -> None:
    number = parse_number(text, PLAIN)
    assert (number.value, number.status) == (None, "")
    assert [("error", code)] == _say(number)


@pytest.mark.parametrize("text", ["$ 5", "5 CHF", "5 GBP", "£ 5"])
def test_another_currency_is_refused(text: str) -> None:
    assert _say(parse_number(text, MONEY)) == [("error", "munt")]


@pytest.mark.parametrize("text", ["5 m€", "12 cent", "5 u", "5 %", "k€ 5 €", "5 k"])
def test_a_unit_that_contradicts_an_amount_is_refused(text: str) -> None:
    assert _say(parse_number(text, MONEY)) == [("error", "eenheid")]


def test_the_unit_in_the_cell_converts_or_contradicts() -> None:
    wide = NumberRule(locale="nl-BE", unit="km", maximum=5_000)
    converted = parse_number("850000 m", wide)
    assert converted.value == 850
    assert [r.text for r in converted.remarks] == ["(info) Rij {rij}: '850000 m' omgezet naar 850 km."]
    assert parse_number("850 km", wide).value == 850
    assert parse_number("850 km", NumberRule(locale="nl-BE", unit="m")).value == 850_000
    assert parse_number("836 km", NumberRule(locale="nl-BE", unit="km per wagen per maand")).value == 836
    assert parse_number("836 km per wagen per maand", NumberRule(locale="nl-BE", unit="km per wagen per maand")).value == 836
    assert _say(parse_number("850 M", wide)) == [("error", "eenheid")]
    assert _say(parse_number("12 personen", NumberRule(locale="nl-BE", unit="ritten"))) == [("error", "eenheid")]
    assert parse_number("12 keer", NumberRule(locale="nl-BE", unit="ritten")).value == 12
    assert parse_number("1,5 MWh", NumberRule(locale="nl-BE", unit="kWh")).value == 1_500


def test_e01_asks_for_metres_only_when_the_cell_does_not_say_so() -> None:
    assert [r.text for r in parse_number("850 km", KM).remarks] == ["Rij {rij}: 850 km is onwaarschijnlijk; is dit in meter?"]
    assert _say(parse_number("850000 m", KM))[0] == ("error", "bereik")


def test_bounds_of_other_units_are_told() -> None:
    rule = NumberRule(locale="nl-BE", unit="u", minimum=10, maximum=1_000)
    assert "onder het minimum van 10" in parse_number("9", rule).remarks[0].text
    assert "boven het maximum van 1.000" in parse_number("1.001", rule).remarks[0].text
    assert parse_number("10", rule).value == 10
    assert parse_number("1.000", rule).value == 1_000


@pytest.mark.parametrize(
    ("text", "value"),
    [("950", 950), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12,5", 12.5), ("12.5", 12.5),
     ("1.234.567", 1_234_567), ("0,123", 0.123), ("1 234", 1234)],
)  # fmt: skip
def test_without_a_locale_only_what_can_be_read_in_one_way_is_read(text: str, value: float) -> None:
    assert parse_number(text, OPEN_LOCALE).value == value


@pytest.mark.parametrize(("text", "value"), [("1,234.56", 1234.56), ("1.234", 1.234), ("1,234", 1234), ("583285.0", 583_285), (".5", 0.5)])
def test_the_english_notation_by_contract(text: str, value: float) -> None:
    assert parse_number(text, ENGLISH).value == value


def test_the_belgian_notation_in_an_english_file_is_refused() -> None:
    text = "Rij {rij}: getal '1.234,56' gebruikt komma als decimaalteken. Verwacht: 1,234.56."
    assert [r.text for r in parse_number("1.234,56", ENGLISH).remarks] == [text]


def test_a_supplier_code_becomes_a_status_before_any_range() -> None:
    rule = NumberRule(locale="en", minimum=0, codes={"-1": "verborgen", "-99999": "onbekend", ":": "onbekend"})
    assert [parse_number(text, rule).status for text in ("-1", "-1.0", f"{MINUS}1", "-99,999", ":")] == ["verborgen"] * 3 + ["onbekend"] * 2
    assert parse_typed_number("-1.0", rule=rule).status == "verborgen"
    assert _say(parse_number("-2", rule)) == [("error", "D22")]


def test_codes_of_the_contract_win() -> None:
    rule = NumberRule(locale="nl-BE", codes={"<10": "verborgen", "n.v.t.": "onbekend"})
    assert parse_number("<10", rule).status == "verborgen"
    assert parse_number("N.V.T.", rule).status == "onbekend"


def test_empty_is_not_delivered_and_never_nought() -> None:
    for text in ("", "  ", NBSP, "\t\n", "\u200b"):
        assert parse_number(text, PLAIN) == Number(status="niet_geleverd")


def test_a_whole_number_is_whole() -> None:
    rule = NumberRule(locale="nl-BE", is_whole=True)
    assert parse_number("12,0", rule).value == 12
    assert _say(parse_number("12,5", rule)) == [("error", "geheel")]
    assert _say(parse_number("1,234", rule)) == [("error", "geheel")]


def test_three_decimals_on_an_amount_are_flagged() -> None:
    assert _say(parse_number("1,234", MONEY)) == [("warning", "duizendtal")]
    assert _say(parse_number("1,000", MONEY)) == [("warning", "duizendtal")]
    assert _say(parse_number("1,23", MONEY)) == []
    assert _say(parse_number("1,234 mln", MONEY)) == [("info", "E02")]


def test_a_dash_that_stands_for_an_empty_amount() -> None:
    rule = NumberRule(locale="nl-BE", unit="€", is_money=True, dash_means="nul")
    for text in ("-", "–", "—", "--", "€ -", "- €"):
        assert (parse_number(text, rule).value, _say(parse_number(text, rule))) == (0, [("warning", "D19")])


def test_a_number_of_the_workbook_itself() -> None:
    assert parse_typed_number("1234.567", rule=PLAIN).value == 1234.567
    assert parse_typed_number("1.234", rule=PLAIN).value == 1.234
    assert parse_typed_number("5e-05", rule=PLAIN) == Number(value=0.00005)
    assert _say(parse_typed_number("1e+300", rule=PLAIN)) == [("error", "D32")]
    assert _say(parse_typed_number("nan", rule=PLAIN)) == [("error", "D31")]
    assert parse_typed_number("850000", rule=KM).remarks[0].text == "Rij {rij}: 850000 km is onwaarschijnlijk; is dit in meter?"
    assert parse_typed_number("161.8", rule=SHARE).remarks[0].text == "Rij {rij}: percentage 161,8 ligt buiten 0-100."


def test_a_fraction_shown_as_percentage_by_excel() -> None:
    number = parse_typed_number("0.618", rule=SHARE, number_format="0.0%")
    assert number.value == 61.8
    assert [r.text for r in number.remarks] == ["(info) Procentopmaak van Excel toegepast: 61,8 %."]
    assert parse_typed_number("0.618", rule=SHARE).value == 0.618
    assert parse_typed_number("1.618", rule=SHARE, number_format="0%").remarks[0].code == "D17"


def test_a_place_in_the_text_is_filled_in_and_delivered_braces_are_not() -> None:
    remark = parse_number("{rij}", PLAIN).remarks[0]
    assert remark.at(rij="7", kolom="km") == "Rij 7: '(rij)' in kolom 'km' is geen geldig getal. Verwacht: 1.234,56."
