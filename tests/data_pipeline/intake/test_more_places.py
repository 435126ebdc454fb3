"""Names and codes of municipalities that are not on the list but in every spreadsheet."""

import pytest

from tests.data_pipeline.intake.reading import LIER, LOANS, MONTHLY, PSA, PUTTE, read, said

DISTRICT_CODE = "bevat een postcode, en die kan bij een deelgemeente horen. Lever alleen de naam of de NIS-code."
NAMES: dict[str, tuple[str, str] | str] = {
    "MECHELEN": ("12025", ""), "mechelen ": ("12025", ""), "Mechelen...": ("12025", ""), "De stad Mechelen": ("12025", ""),
    "Mechelen (stad)": ("12025", "(info) Naam 'Mechelen (stad)' gelezen als Mechelen."),
    "Malines": ("12025", "(info) Naam 'Malines' gelezen als Mechelen."),
    "Heist o/d Berg": ("12014", ""), "Heist o.d. Berg": ("12014", ""),
    "H.O.D.B.": ("12014", "(info) Naam 'H.O.D.B.' gelezen als Heist-op-den-Berg."),
    "Sint Katelijne Waver": ("12035", ""), "St.Katelijne-Waver": ("12035", ""), "Sint-Kat.-Waver": ("12035", ""),
    "Sint-Katelijne-Waver (SKW)": ("12035", "(info) Naam 'Sint-Katelijne-Waver (SKW)' gelezen als Sint-Katelijne-Waver."),
    "Puurs-St-Amands": ("12041", ""), "Puurs - Sint-Amands": ("12041", ""),
    "St. Amands": ("12041", "(info) Naam 'St. Amands' gelezen als Puurs-Sint-Amands."),
    "Puurs en Sint-Amands": ("12041", "(info) Naam 'Puurs en Sint-Amands' gelezen als Puurs-Sint-Amands."),
    "12 021": ("12021", "(info) NIS-code genormaliseerd."), "NIS12021": ("12021", "(info) NIS-code genormaliseerd."),
    "BE12021": ("12021", "(info) NIS-code genormaliseerd."), "12.021": ("12021", "(info) NIS-code genormaliseerd."),
    "12021 Lier": ("12021", "(info) NIS-code genormaliseerd."), "Lier (12021)": ("12021", "(info) NIS-code genormaliseerd."),
    "O.C.M.W. Lier": ("12021", "(info) Bestuurstype 'OCMW' apart bewaard."),
    "Lier (OCMW)": ("12021", "(info) Bestuurstype 'OCMW' apart bewaard."),
    "Mechelen*": (
        "12025", "Cel A2: het teken '*' in 'Mechelen*' verwijst naar geen noot in het bestand en is weggelaten. Controleer."
    ),
    "O.-L.-V.-Waver": "Rij 2: 'O.-L.-V.-Waver' is een deelgemeente van Sint-Katelijne-Waver. Lever op gemeenteniveau aan.",
    "Lier 2500": f"Rij 2: 'Lier 2500' {DISTRICT_CODE}",
    "2500 Lier": f"Rij 2: '2500 Lier' {DISTRICT_CODE}",
    "12021 Putte": "Rij 2: NIS-code 12021 hoort bij Lier, maar de naam is Putte.",
    "Berlaar en Nijlen": "Rij 2: 'Berlaar en Nijlen' noemt meer dan één plaats. Lever per gemeente aan.",
    "Lier/Boom": "Rij 2: 'Lier/Boom' noemt meer dan één plaats. Lever per gemeente aan.",
    "Lier (incl. Koningshooikt)": "Rij 2: 'Lier (incl. Koningshooikt)' is niet eenduidig. Voeg de NIS-code toe.",
    "Heist-op-den-": "Rij 2: gemeente 'Heist-op-den-' onbekend. Bedoelt u 'Heist-op-den-Berg'?",
    "1. Lier": "Rij 2: gemeente '1. Lier' onbekend. Bedoelt u 'Lier'?",
    "Lierr": "Rij 2: gemeente 'Lierr' onbekend. Bedoelt u 'Lier'?",
    "overige": "Rij 2: gemeente 'overige' onbekend.",
    "Du\N{SOFT HYPHEN}ffel": "Rij 2: ongewone tekens in de gemeentenaam.",
    "": "Rij 2: de gemeente ontbreekt. Vul ze in.",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_name(name: str) -> None:
    wanted = NAMES[name]
    told = read("deelwagens_maand", MONTHLY, (name, "2024-03", "10", "20"), ("Putte", "2024-03", "100", "200"))
    if isinstance(wanted, str):
        assert (told.quarantined, said(told)) == ([2], wanted)
        assert [(m.column, m.level) for m in told.about(2)] == [("gemeente", "error")]
        return
    nis, words = wanted
    figure = told.figure("deelwagen_km", nis)
    assert figure is not None
    assert (figure.value, told.quarantined, said(told)) == (20, [], words)


@pytest.mark.parametrize("code", ["12021 ", "'12021", "12021,0", "12 021", "12.021"])
def test_a_code_that_a_spreadsheet_changed(code: str) -> None:
    told = read("deelwagens_maand", ("nis", "maand", "km"), (code, "2024-03", "20"))
    assert told.figure("deelwagen_km", LIER) is not None


@pytest.mark.parametrize(
    ("code", "words"), [("12O21", "is geen NIS-code"), ("1.2021E4", "is geen NIS-code"), ("11002", "hoort niet"), ("2500", "postcode")]
)
def test_a_code_that_is_sent_back(code: str, words: str) -> None:
    told = read("deelwagens_maand", ("nis", "maand", "km"), (code, "2024-03", "20"), ("12009", "2024-03", "20"))
    assert told.quarantined == [2]
    assert words in said(told)
    assert [m.column for m in told.about(2)] == ["nis"]


def test_the_code_of_a_former_municipality_after_its_end_is_told() -> None:
    told = read("deelwagens_maand", ("nis", "maand", "km"), ("12030", "2024-03", "20"))
    assert said(told) == "(info) NIS-code 12030 (Puurs) gelezen als Puurs-Sint-Amands."


@pytest.mark.parametrize("others", [("Gemeente Lier",), ("AGB Lier",)])
def test_authorities_of_one_place_are_never_added_up(others: tuple[str, ...]) -> None:
    rows = [(name, "2024-03", "10", "20") for name in ("OCMW Lier", *others)]
    told = read("deelwagens_maand", MONTHLY, *rows, ("Putte", "2024-03", "100", "200"))
    assert 2 in told.quarantined
    assert "ze worden niet samengeteld. Lever één van beide." in said(told)
    assert told.figure("deelwagen_km", PUTTE) is not None


def test_part_of_a_merged_municipality_is_incomplete_and_never_added_to_the_whole() -> None:
    alone = read("energieleningen", LOANS, ("Puurs", "2018", "12", "100"))
    figure = alone.figure("energielening_aantal", PSA)
    assert figure is not None
    assert (figure.value, figure.flags) == (12, ("onvolledig", "herrekend"))
    assert said(alone) == "Rij 2: Puurs is geleverd zonder Sint-Amands; het cijfer is onvolledig."
    beside = read("energieleningen", LOANS, ("Puurs", "2018", "12", "100"), ("Puurs-Sint-Amands", "2018", "22", "200"))
    assert beside.quarantined == [2]
    whole = beside.figure("energielening_aantal", PSA)
    assert whole is not None
    assert whole.value == 22
