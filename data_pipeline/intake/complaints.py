"""Why a cell is no number, in words that help the person who typed it."""

import re
import unicodedata

from data_pipeline.contract import NumberLocale
from data_pipeline.intake.cells import Remark, shown
from data_pipeline.intake.notation import not_a_number

_ZEROS = "Oo\N{CYRILLIC CAPITAL LETTER O}\N{CYRILLIC SMALL LETTER O}\N{GREEK CAPITAL LETTER OMICRON}\N{GREEK SMALL LETTER OMICRON}"
_ONES = "lI|"
_LETTER_FOR_DIGIT = re.compile(
    rf"(?<![^\W\d{_ZEROS}{_ONES}])[0-9]+[.,]?([{_ZEROS}{_ONES}])(?![^\W\d{_ZEROS}{_ONES}])|(?<!\w)([{_ZEROS}{_ONES}])[.,]?[0-9]"
    rf"|\A([{_ZEROS}])\Z"
)
_ENDLESS = r"[-+]?\s?(?:nan|inf|infinity|oneindig|∞|[0-9]?[.,]?#(?:inf|qnan|ind)[0-9]*|nan\(ind\))"
_FAULT = r"#(?=[^,]*[A-Z])[A-Z0-9/_]{2,20}[!?]?"
_WHOLE = "Rij {rij}: '{waarde}' in kolom '{kolom}'"
_MEANINGLESS = r"geen|leeg|null|none|x|/|\*|\.{1,3}|…"
_MONTH = r"jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec"
_BY_LOOK = (
    (
        re.compile(rf"\A(?:{_MEANINGLESS})\Z", re.IGNORECASE),
        "getal",
        "Rij {rij}: het datacontract zegt niet waar '{waarde}' in kolom '{kolom}' voor staat. Vul een getal, 0 of 'n.v.t.' in.",
    ),
    (
        re.compile(r"\A(?:n/a|n\.a\.|na)\Z", re.IGNORECASE),
        "getal",
        f"{_WHOLE} kan twee dingen betekenen. Vul 'n.v.t.' in als het cijfer niet bestaat, 'onbekend' als niemand het kent.",
    ),
    (
        re.compile(r"\bbtw\b", re.IGNORECASE),
        "getal",
        f"{_WHOLE} vermeldt de btw. Zet die in de titel van de kolom, voor alle rijen dezelfde, en lever alleen het bedrag.",
    ),
    (re.compile(r"\A="), "getal", f"{_WHOLE} is een formule en geen getal. Lever de uitkomst aan."),
    (re.compile(r"\A(?:waar|onwaar|true|false)\Z", re.IGNORECASE), "getal", f"{_WHOLE} is waar of onwaar, geen getal."),
    (
        re.compile(
            rf"\A[0-9]{{1,2}}[-/. ]?(?:{_MONTH})|\A[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{2,4}}\Z|\A[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}",
            re.IGNORECASE,
        ),
        "getal",
        f"{_WHOLE} is een datum. Vul het getal opnieuw in: een spreadsheet maakt van 3,5 soms 3 mei.",
    ),
    (re.compile(rf"\A{_FAULT}(?:, {_FAULT})*\Z"), "C22", "Cel {cel} bevat de foutwaarde '{waarde}'."),
    (
        re.compile(r"\A#+\Z"),
        "getal",
        "Cel {cel} toont enkel hekjes: de kolom was te smal bij het exporteren. Maak ze breder.",
    ),
    (re.compile(rf"\A{_ENDLESS}(?:\s?,\s?{_ENDLESS})*\Z", re.IGNORECASE), "D31", "Rij {rij}: ongeldige numerieke waarde '{waarde}'."),
    (
        re.compile(r"\A(?:[<>≤≥]|(?:minder|meer|hoger|lager) dan\b|(?:minstens|minimaal|hoogstens|maximaal|max|min|tot)\b)", re.IGNORECASE),
        "grens",
        f"{_WHOLE} is een grens en geen getal. Lever het getal zelf aan.",
    ),
    (re.compile(r"[0-9]:[0-9]{2}"), "getal", f"{_WHOLE} lijkt een tijdstip of tijdsduur, geen getal."),
    (
        re.compile(r"[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]|\([0-9a-z]\)\s*\Z"),
        "getal",
        f"{_WHOLE} bevat een voetnootteken. Zet de noot in een eigen kolom.",
    ),
    (re.compile(r"[0-9](?:[^0-9.,]|[.,](?![0-9]))+[0-9]"), "getal", f"{_WHOLE} bevat meer dan één getal."),
)


def complaint(text: str, locale: NumberLocale) -> Remark:
    """What is wrong with a cell that should hold a number."""
    cell, told = text.strip(), shown(text)
    if found := _LETTER_FOR_DIGIT.search(cell):
        letter = next(filter(None, found.groups()))
        words = f"Rij {{rij}}: '{told}' is geen geldig getal (letter {'O' if letter in _ZEROS else letter}?)."
        return Remark(code="D28", level="error", text=words)
    if any(unicodedata.decimal(c, None) is not None and not c.isascii() for c in cell):
        return Remark(code="getal", level="error", text=f"Rij {{rij}}: '{told}' bevat cijfers uit een ander schrift. Gebruik 0 tot 9.")
    for look, code, words in _BY_LOOK:
        if look.search(cell):
            return Remark(code=code, level="error", text=words.replace("{waarde}", told))
    return not_a_number(text, locale)
