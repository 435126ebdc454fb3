"""Text in delivered cells: what is cleaned, what is refused, and which names and formulas are not what they seem."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data_pipeline.intake.cells import LONGEST_SHOWN, clean_text, formula_remark, has_unusual_characters, looks_like_formula, shown

MOJIBAKE = "Rij {{rij}}: tekst '{}' is verkeerd gecodeerd. Lever het bestand opnieuw aan als CSV UTF-8."
NEUTRALISED = "Cel {{cel}} begint met '{}'; bij export geneutraliseerd."
LINE_BREAK, HYPHEN = ("B10", "info", "(info) Regelafbreking in cel verwijderd."), ("G08", "info", "(info) Afbreekstreepje verwijderd.")
HIDDEN = ("tekens", "info", "(info) Onzichtbare tekens verwijderd.")


@pytest.mark.parametrize(
    ("text", "cleaned", "remarks"),
    [
        ("Financi\u00c3\u00able", "Financi\u00c3\u00able", [("B05", "error", MOJIBAKE.format("Financi\u00c3\u00able"))]),
        ("Financie\u0308le", "Financi\u00eble", [("B07", "info", "(info) Tekens genormaliseerd.")]),
        ("Sint-Katelijne-\nWaver", "Sint-Katelijne-Waver", [LINE_BREAK, HYPHEN]),
        ("Sint-\nKatelijne-Waver", "Sint-Katelijne-Waver", [LINE_BREAK, HYPHEN]),
        ("Lier\r\nINFO admin ok", "Lier INFO admin ok", [LINE_BREAK]),
        ("Heist \n\n op\u2028den Berg", "Heist op den Berg", [LINE_BREAK]),
        ("\u00a0 Lier\u202f\u2009(stad) \n", "Lier (stad)", []),
        ("deel\u00adfiets", "deelfiets", [HYPHEN]),
        ("Li\u200ber\ufeff", "Lier", [HIDDEN]),
        ("Lier\x00\x07", "Lier", [HIDDEN]),
        ("a - b", "a - b", []),
        ("", "", []),
        (" \n ", "", []),
    ],
)
def test_a_text_is_cleaned_and_every_change_is_told(text: str, cleaned: str, remarks: list[tuple[str, str, str]]) -> None:
    result, told = clean_text(text)
    assert result == cleaned
    assert [(r.code, r.level, r.text) for r in told] == remarks


@pytest.mark.parametrize("text", ["Financiële", "kosten: € 5 – „café”", "Curaçao", "à", "œuvre", "Škoda Ÿ", "naïef™", "“ja”", "a → b", "Ž"])
def test_text_that_was_encoded_twice_is_found_and_sound_text_is_not(text: str) -> None:
    twice = text.encode().decode("cp1252", errors="ignore") if text != "“ja”" else "â€œjaâ€\x9d"
    for wrong in (twice, twice.encode().decode("cp1252", errors="ignore")):
        assert [(r.code, r.level) for r in clean_text(wrong)[1] if r.code == "B05"] == [("B05", "error")]
    assert clean_text(text) == (text, ())


@pytest.mark.parametrize(
    "text", ["CAFÉ» of «À»", "«NÅ»", "„Â”", "10 Å\u00a0breed", "â’s", "Â", "Ã", "É", "PRÉ­FIX", "â la carte", "Å", "1 â 2"]
)
def test_capitals_with_accents_are_not_taken_for_broken_text(text: str) -> None:
    assert [r.code for r in clean_text(text)[1] if r.level == "error"] == []


def test_bytes_that_were_lost_are_told() -> None:
    assert [r.code for r in clean_text("Financi\ufffdle")[1]] == ["B05"]


@pytest.mark.parametrize(
    "name",
    ["L\u0456er", "\u202eLier", "Li\u200ber", "Ｌier", "L\u0131er", "Lier\u0301\u0301\u0302\u0337", "Lıer",
     "𝐋ier", "Μechelen", "Ⅼier", "Lier\x00", "리르", "Duffel😀", "Li\u00ader"],
)  # fmt: skip
def test_j08_names_with_look_alikes_or_hidden_marks_are_unusual(name: str) -> None:
    assert has_unusual_characters(name)


@pytest.mark.parametrize(
    "name",
    [
        "Lier", "Sint-Katelijne-Waver", "Sint-Katelijne-\nWaver",
        "Puurs-Sint-Amands", "'s-Gravenwezel", "Cafe\u0301", "Luxembourg – Arlon",
        "12021", "Heist\u00a0op den Berg", "Œuvre", "Malmédy (B)", "L’Écluse", "",
    ],
)  # fmt: skip
def test_names_as_people_write_them_are_not_unusual(name: str) -> None:
    assert not has_unusual_characters(name)


@pytest.mark.parametrize(
    ("text", "code", "mark"),
    [
        ("=cmd|'/C calc'!A0", "J01", "="), (" =1+1", "J01", "="),
        ("@SUM(1+1)", "J02", "@"), ("+1+1", "J02", "+"), ("-2+3", "J02", "-"),
        ("\t=1", "J02", "TAB"), ("\r=1", "J02", "CR"), ("-cmd", "J02", "-"),
        ("＝1", "J02", "＝"), ("-5\n=1", "J02", "-"), ("+", "J02", "+"),
    ],
)  # fmt: skip
def test_j01_and_j02_what_a_spreadsheet_would_run(text: str, code: str, mark: str) -> None:
    assert looks_like_formula(text)
    remark = formula_remark(text)
    assert remark is not None
    assert (remark.code, remark.level, remark.text) == (code, "warning", NEUTRALISED.format(mark))


@pytest.mark.parametrize(
    "text", ["-5", "-1.234,50", "- 5 €", "-€ 5", "+5", "-12 %", "-", " - ", "–5", "Lier", "", "a=1", "1-2", "+32 15 28"]
)
def test_pure_numbers_dashes_and_plain_text_are_no_formula(text: str) -> None:
    assert not looks_like_formula(text)
    assert formula_remark(text) is None


@given(st.text() | st.text(alphabet="aeÃ«â€\u0301-\n\r \u00a0\u00ad\u200b\u202e{}=+@\t"))
@example("\ud800")
@example("Ã\x81")
@example("a-\u200b\n-\u00adb")
@example("e\u200b\u0301")
@example("a" + " " * 200_000 + "b")
@example("e" + "\u0301" * 10_000)
def test_any_text_becomes_one_clean_line(text: str) -> None:
    cleaned, remarks = clean_text(text)
    assert cleaned == " ".join(cleaned.split()) == unicodedata.normalize("NFC", cleaned)
    assert clean_text(cleaned)[0] == cleaned
    assert all(remark.text and remark.code for remark in remarks)
    assert isinstance(has_unusual_characters(text), bool)
    assert looks_like_formula(text) == (formula_remark(text) is not None)
    told = shown(text)
    assert len(told) <= LONGEST_SHOWN
    assert not set(told) & set("{}\n\r\t\x00\u202e")
    told.encode()
