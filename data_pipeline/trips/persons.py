"""Which column of a trip file tells who rode: such a file is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

RIDERS = frozenset(
    "user users rider riders customer customers member members account klant klanten client clients gebruiker gebruikers "
    "abonnee abonnees lid leden subscriber subscribers passenger driver membership person persoon".split()
)
PERSONAL = frozenset(
    "email mail phone telephone telefoon tel gsm mobile rrn rijksregister rijksregisternummer insz nationalnumber ssn birth birthday "
    "birthdate birthyear birthdt dob geboorte geboortedatum geboortejaar gender geslacht age leeftijd iban voornaam familienaam achternaam "
    "firstname lastname surname fullname username creditcard rrnr emailadres mailadres telefoonnummer phonenumber gsmnummer rekeningnummer "
    "gebruikersnaam klantnaam huisnummer".split()
)
NAMES = frozenset("name naam address adres".split())
PERSON_ID = re.compile(
    r"(user|rider|customer|member|account|klant|client|gebruiker|abonnee|lid|subscriber|person)s?(id|uuid|key|nr|no|nummer|hash|code)"
)
KINDS = frozenset("type types kind soort category categorie class casual group groep plan count counts aantal tarief".split())
THINGS = frozenset(
    "station stations provider vehicle bike fiets operator region regio city stad gemeente halte stop start end begin einde street straat "
    "place plaats location locatie geography hub zone depot dock system file".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColumn:
    """A column that tells of a person, and the case of the list of bad inputs that it is."""

    code: Literal["C05", "I05"]
    name: str


def _words(name: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9]+", " ", re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name).lower()).split())


def _case(name: str) -> Literal["C05", "I05"] | None:
    words = _words(name)
    joined = "".join(sorted(words)) if len(words) == 1 else ""
    if words & PERSONAL or {"first", "name"} <= words or {"last", "name"} <= words or {"e", "mail"} <= words:
        return "C05"
    if words & KINDS:
        return None
    if words & RIDERS or PERSON_ID.fullmatch(joined):
        return "C05" if words & NAMES else "I05"
    return "C05" if words & NAMES and not words & THINGS else None


def person_column(names: Iterable[str]) -> PersonColumn | None:
    """The first column that tells who rode, or None.

    A kind of rider (`member_casual`, `user_type`) is no person, neither is the name of a thing (`start_station_name`).
    """
    return next((PersonColumn(code=case, name=name) for name in names if (case := _case(name))), None)
