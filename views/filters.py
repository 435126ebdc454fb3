"""The filters of a page: read from the address bar, written back to it, and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from catalogue.aggregation import UNIT_LABELS, Unit
from catalogue.model import Catalogue

FIRST_YEAR, LAST_YEAR = 1900, 2100
INVALID = "Ongeldige filterwaarde."


class UnknownFilterError(ValueError):
    """A filter holds a value that does not exist; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader chose: municipalities (NIS; none is all), years (none is all), unit and snapshot."""

    municipalities: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    unit: Unit = "absoluut"
    snapshot: str = ""

    @property
    def period(self) -> tuple[date, date]:
        """First and last day that a figure may touch."""
        return (date(self.first_year or FIRST_YEAR, 1, 1), date(self.last_year or LAST_YEAR, 12, 31))

    @property
    def has_years(self) -> bool:
        """Whether the reader narrowed the years."""
        return self.first_year is not None or self.last_year is not None


def _year(name: str, text: str | None, notices: list[str]) -> int | None:
    if text is None or text == "":
        return None
    if len(text) == len(str(LAST_YEAR)) and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    notices.append(f"'{text[:20]}' is geen jaar; de filter '{name}' is niet toegepast.")
    return None


def _municipalities(text: str | None, catalogue: Catalogue, notices: list[str]) -> tuple[str, ...]:
    found = []
    for slug in filter(None, (text or "").split(",")):
        municipality = catalogue.municipality_by_slug(slug)
        if municipality is None:
            notices.append(f"'{slug[:40]}' is geen gemeente van Rivierenland; die keuze is niet toegepast.")
        elif municipality.nis not in found:
            found.append(municipality.nis)
    return tuple(found)


def _read(parameters: Mapping[str, str | None], catalogue: Catalogue) -> tuple[Filters, list[str], list[str]]:
    """The filters, a notice for each value that does not exist, and one for a period that ends before it begins."""
    unknown: list[str] = []
    first, last = (_year(name, parameters.get(name), unknown) for name in ("van", "tot"))
    only = _year("jaar", parameters.get("jaar"), unknown)
    if only is not None:
        first = last = only
    reversed_period = []
    if first is not None and last is not None and first > last:
        reversed_period.append(f"De periode {first}–{last} eindigt voor ze begint; alle jaren worden getoond.")
        first = last = None
    unit = parameters.get("eenheid") or "absoluut"
    if unit not in UNIT_LABELS:
        unknown.append(f"'{unit[:20]}' is geen eenheid; de cijfers staan absoluut.")
        unit = "absoluut"
    filters = Filters(
        municipalities=_municipalities(parameters.get("gemeente"), catalogue, unknown),
        first_year=first,
        last_year=last,
        unit=cast("Unit", unit),
        snapshot=parameters.get("stand") or "",
    )
    return filters, unknown, reversed_period


def read_filters(parameters: Mapping[str, str | None], catalogue: Catalogue) -> tuple[Filters, list[str]]:
    """The filters in a query string, and a polite Dutch notice for each value that cannot be applied."""
    filters, unknown, reversed_period = _read(parameters, catalogue)
    return filters, unknown + reversed_period


def chosen_filters(parameters: Mapping[str, str | None], catalogue: Catalogue) -> tuple[Filters, list[str]]:
    """The filters that the controls of a page hold, and a notice when the years are the wrong way round.

    Raises UnknownFilterError for a value that no control offers.
    """
    filters, unknown, reversed_period = _read(parameters, catalogue)
    if unknown:
        raise UnknownFilterError(" ".join((INVALID, *unknown)))
    return filters, reversed_period


def strict_filters(parameters: Mapping[str, str | None], catalogue: Catalogue) -> Filters:
    """The filters in a query string; UnknownFilterError for any value that cannot be applied."""
    filters, notices = read_filters(parameters, catalogue)
    if notices:
        raise UnknownFilterError(" ".join((INVALID, *notices)))
    return filters


def query_string(filters: Filters, catalogue: Catalogue, extra: Sequence[tuple[str, str]] = ()) -> str:
    """The query string that restores these filters, `?` included; empty when nothing was chosen."""
    told: list[tuple[str, str]] = []
    if filters.municipalities:
        told.append(("gemeente", ",".join(catalogue.municipalities[nis].slug for nis in filters.municipalities)))
    if filters.first_year is not None and filters.first_year == filters.last_year:
        told.append(("jaar", str(filters.first_year)))
    else:
        told += [(name, str(year)) for name, year in (("van", filters.first_year), ("tot", filters.last_year)) if year]
    if filters.unit != "absoluut":
        told.append(("eenheid", filters.unit))
    if filters.snapshot:
        told.append(("stand", filters.snapshot))
    told += extra
    return "?" + urlencode(told, safe=",") if told else ""
