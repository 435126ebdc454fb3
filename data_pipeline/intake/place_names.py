"""Names of places as people write them, without what does not tell places apart."""

import re
import unicodedata

COMMON_PREFIX = re.compile(r"^(de |het )?(stad|gemeente|gem\.?|gemeentebestuur|stadsbestuur|lokaal bestuur|gb)\s+")
SHORTENED = ((r"\bst\b\.?", "sint "), (r"\bkat\.", "katelijne "), (r"\bo[./ ]?d\b\.?", "op den "))
INITIALS = re.compile(r"(?:[a-z][.-]){2,}[a-z]?")
OF_THE_KIND = frozenset({"stad", "gemeente", "stad/gemeente", "gemeentebestuur", "stadsbestuur", "gem.", "b", "be", "belgië"})
NIS_NUMBER = re.compile(r"['’]?(?:(?:nis|ins|be)[-_ :]{0,2})?(\d{2})[ .,]?(\d{3})(?:[.,]0+)?", re.IGNORECASE)
POSTCODE = re.compile(r"(?:b-?)?[1-9]\d{3}", re.IGNORECASE)
_CODE = r"(?P<code>\d{5}|(?:[bB]-?)?[1-9]\d{3})"
NAME_WITH_CODE = (re.compile(rf"(?P<name>[^\d(]+?)\s*\(?{_CODE}\)?"), re.compile(rf"{_CODE}[\s:-]+(?P<name>[^\d(]+)"))
IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<inside>[^)]*)\)")
SEVERAL = re.compile(r"\s*[+/,&]\s*|\s+en\s+")


def plain(name: str) -> str:
    """A name without case, hyphens, dots behind it and a common prefix, its shortened words whole."""
    text = unicodedata.normalize("NFC", name).strip().lower()
    if INITIALS.fullmatch(text):
        return re.sub(r"[.-]", "", text)
    text = re.sub(r"-\s*\n?\s+", "-", text)
    text = re.sub(r"[\s\-\u2010-\u2015]+", " ", COMMON_PREFIX.sub("", text).rstrip(".…:;, "))
    for short, whole in SHORTENED:
        text = re.sub(short, whole, text)
    return " ".join(text.split())


def name_and_code(text: str) -> tuple[str, str] | None:
    """The name and the code that stand together in a cell: `12021 Lier`, `Lier (2500)`; None when they do not."""
    found = next(filter(None, (pattern.fullmatch(text.strip()) for pattern in NAME_WITH_CODE)), None)
    return (found["name"], found["code"]) if found else None


def without_signs(text: str) -> str:
    """The words of a text, to look for a name that is alike."""
    return plain(re.sub(r"[^\w\s-]|[\d_]", " ", text))
