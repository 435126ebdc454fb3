"""What each field of the open data means: the one list behind the OpenAPI description, the CSVW metadata and the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "number", "integer", "boolean", "date", "list", "object"]
SDMX = "http://purl.org/linked-data/sdmx/2009"
TERMS = "http://purl.org/dc/terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its name, its Dutch title and meaning, what kind of value it holds and whether it can be empty."""

    name: str
    title: str
    meaning: str
    kind: Kind = "string"
    can_be_empty: bool = False
    values: tuple[str, ...] = ()
    property_url: str = ""


STATUSES = ("definitief", "voorlopig", "geschat", "verborgen", "onbekend", "niet_geleverd", "niet_deelnemend", "niet_van_toepassing")
READINGS = ("exact", "ongeveer", "afgelezen")

INDICATOR = Field(
    name="indicator", title="Indicator", meaning="Sleutel van de indicator; /api/v1/indicators legt ze uit.",
    property_url="http://purl.org/linked-data/cube#measureType",
)  # fmt: skip
LABEL = Field(
    name="label", title="Naam", meaning="Nederlandse naam van de indicator; staat alleen in CSV.",
    property_url="http://www.w3.org/2000/01/rdf-schema#label",
)  # fmt: skip
NIS = Field(
    name="nis", title="NIS-code", meaning="NIS-code van de gemeente, als tekst; leeg voor de regio.", can_be_empty=True,
    property_url=f"{SDMX}/dimension#refArea",
)  # fmt: skip
GEMEENTE = Field(name="gemeente", title="Gemeente", meaning="Naam van de gemeente; leeg voor de regio.", can_be_empty=True)

OBSERVATION_FIELDS = (
    INDICATOR,
    NIS,
    GEMEENTE,
    Field(
        name="period_start", title="Eerste dag", meaning="Eerste dag waarover het cijfer gaat.", kind="date",
        property_url="http://www.w3.org/ns/dcat#startDate",
    ),
    Field(
        name="period_end", title="Laatste dag", meaning="Laatste dag waarover het cijfer gaat.", kind="date",
        property_url="http://www.w3.org/ns/dcat#endDate",
    ),
    Field(name="breakdown", title="Uitsplitsing", meaning="Sleutel van het deel; leeg voor het geheel.", can_be_empty=True),
    Field(
        name="value", title="Waarde", meaning="Het getal; leeg wanneer er geen is: 'status' zegt dan waarom. Leeg is nooit nul.",
        kind="number", can_be_empty=True, property_url=f"{SDMX}/measure#obsValue",
    ),
    Field(name="value_text", title="Zoals gedrukt", meaning="Het cijfer zoals het in de bron gedrukt staat.", can_be_empty=True),
    Field(name="unit", title="Eenheid", meaning="Eenheid van de waarde.", property_url=f"{SDMX}/attribute#unitMeasure"),
    Field(
        name="status", title="Status", meaning="Hoe zeker het cijfer is, of waarom er geen is; 'verborgen' is niet getoond om privacy.",
        values=STATUSES, property_url=f"{SDMX}/attribute#obsStatus",
    ),
    Field(name="reading", title="Lezing", meaning="Hoe het cijfer in de bron staat: exact, ongeveer of afgelezen van een grafiek.",
          values=READINGS),
    Field(
        name="flags", title="Vlaggen", kind="list", can_be_empty=True,
        meaning="Geen, een of meer woorden zoals onvolledig, breuk, herzien, gecorrigeerd of conflict; in CSV met een spatie ertussen.",
    ),
    Field(name="source", title="Bron", meaning="Sleutel van de bron; de pagina Bronnen beschrijft ze.", property_url=f"{TERMS}/source"),
    Field(name="source_ref", title="Vindplaats", meaning="Waar het in de bron staat.", can_be_empty=True,
          property_url=f"{TERMS}/bibliographicCitation"),
    Field(
        name="is_demo", title="Voorbeelddata", kind="boolean",
        meaning="Waar wanneer Peil dit voorbeeld zelf maakte: geen gepubliceerd cijfer. In CSV ja of nee.",
    ),
    Field(name="code", title="Code", meaning="De code waarmee u dit cijfer aanhaalt.", property_url=f"{TERMS}/identifier"),
)  # fmt: skip
CSV_FIELDS = (INDICATOR, LABEL, *OBSERVATION_FIELDS[1:])

PROJECT_FIELDS = (
    Field(name="kind", title="Soort", meaning="Soort regel, zoals contract, plan, deelname of project.",
          property_url=f"{TERMS}/type"),
    Field(name="service", title="Dienst", meaning="Sleutel van de dienst waarbij het hoort.", can_be_empty=True),
    Field(name="name", title="Naam", meaning="Naam zoals in de bron.", can_be_empty=True, property_url=f"{TERMS}/title"),
    NIS,
    GEMEENTE,
    Field(name="partner", title="Partner", meaning="Met wie.", can_be_empty=True),
    Field(name="started", title="Begin", meaning="Begin zoals de bron het noemt: jaar, maand of dag.", can_be_empty=True),
    Field(name="ended", title="Einde", meaning="Einde zoals de bron het noemt: jaar, maand of dag.", can_be_empty=True),
    Field(name="state", title="Toestand", meaning="Toestand zoals in de bron.", can_be_empty=True),
    Field(name="amount_eur", title="Bedrag (euro)", meaning="Bedrag in euro; leeg wanneer de bron er geen noemt.", kind="number",
          can_be_empty=True),
    Field(name="printed_amount", title="Bedrag zoals gedrukt", meaning="Het bedrag zoals het gedrukt staat.", can_be_empty=True),
    Field(name="detail", title="Toelichting", meaning="Wat de bron erbij zegt.", can_be_empty=True, property_url=f"{TERMS}/description"),
    Field(name="source", title="Bron", meaning="Sleutel van de bron.", property_url=f"{TERMS}/source"),
    Field(name="section", title="Deel", meaning="Deel van het document.", can_be_empty=True),
)  # fmt: skip

INDICATOR_FIELDS = (
    Field(name="id", title="Sleutel", meaning="Sleutel van de indicator, voor 'indicator=' in /api/v1/observations."),
    Field(name="label", title="Naam", meaning="Nederlandse naam."),
    Field(name="unit", title="Eenheid", meaning="Eenheid van de waarden."),
    Field(name="decimals", title="Decimalen", meaning="Hoeveel cijfers na de komma Peil toont.", kind="integer"),
    Field(name="definition", title="Definitie", meaning="Wat er geteld of gemeten wordt."),
    Field(name="theme", title="Thema", meaning="Sleutel van het thema."),
    Field(name="page", title="Pagina", meaning="Adres van de pagina waarop de indicator staat."),
    Field(name="goal", title="Doelstelling", meaning="Strategische doelstelling waarbij de indicator hoort.", can_be_empty=True),
    Field(name="sources", title="Bronnen", meaning="Sleutels van de bronnen; wie eerst staat, wordt eerst getoond.", kind="list"),
    Field(name="geography", title="Gebied", meaning="Wat de bron aankan.", values=("gemeente", "regio", "ruimer")),
    Field(name="good_is", title="Richting", meaning="Of hoger beter is (up), lager (down) of geen van beide (neither).",
          values=("up", "down", "neither")),
    Field(name="over_area", title="Optellen over gemeenten", meaning="Wat mag; bij none bestaat er geen totaal.",
          values=("sum", "weighted_mean", "none")),
    Field(name="over_time", title="Optellen over tijd", meaning="Wat mag; bij none niets.",
          values=("sum", "last", "weighted_mean", "none")),
    Field(name="breakdown", title="Uitsplitsing", meaning="De sleutels van de delen, met hun Nederlandse naam.", kind="object"),
    Field(name="privacy_floor", title="Ondergrens", meaning="Aantallen hieronder worden niet getoond.", kind="integer"),
    Field(name="caveats", title="Kanttekeningen", meaning="Wat u moet weten om het cijfer goed te lezen.", kind="list"),
    Field(name="figures", title="Cijfers", meaning="Hoeveel rijen er in deze stand zijn, zonder voorbeelddata.", kind="integer"),
    Field(name="examples", title="Voorbeelden", meaning="Hoeveel rijen voorbeelddata er in deze stand zijn.", kind="integer"),
)  # fmt: skip

VIEW_FIELDS = (
    Field(name="id", title="Sleutel", meaning="Sleutel van de weergave, voor /download/<sleutel>.csv."),
    Field(name="title", title="Titel", meaning="Nederlandse titel."),
    Field(name="page", title="Pagina", meaning="Adres van de pagina waarop de weergave staat."),
    Field(name="indicators", title="Indicatoren", meaning="Sleutels van de indicatoren; geen bij projecten.", kind="list"),
    Field(name="form", title="Vorm", meaning="Vorm van de grafiek of lijst."),
    Field(name="is_demo", title="Voorbeelddata", meaning="Waar wanneer de weergave alleen voorbeelddata toont.", kind="boolean"),
)  # fmt: skip


def names(fields: Sequence[Field]) -> list[str]:
    """The names of fields, in order."""
    return [field.name for field in fields]
