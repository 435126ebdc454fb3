"""Reads the catalogue's TOML files, checks them as a whole and hands out one frozen Catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from catalogue.model import (
    Catalogue,
    Caveat,
    Goal,
    Indicator,
    Municipality,
    Scorecard,
    Service,
    Source,
    Target,
    Theme,
)

CATALOGUE_DIR = Path(__file__).resolve().parent

Record = TypeVar("Record")


class CatalogueError(Exception):
    """The catalogue does not hold together; the message lists every fault with its file and key."""


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: geen geldige TOML: {error}") from error


def _literal_fault(name: str, hint: Any, value: Any) -> str | None:
    if get_origin(hint) is Literal and value not in get_args(hint):
        return f"{name} = '{value}' bestaat niet; kies uit {', '.join(map(str, get_args(hint)))}"
    simple: Any = {str: str, int: int, bool: bool, float: (int, float)}.get(hint)
    if simple and (not isinstance(value, simple) or (hint is not bool and isinstance(value, bool))):
        return f"{name} moet van het type {hint.__name__} zijn"
    return None


def record_of(kind: type[Record], values: Mapping[str, Any], *, where: str, faults: list[str]) -> Record | None:
    """One record of the given kind, or None with the faults added to the list."""
    declared = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    found = [f"{where}: onbekende sleutel '{name}'" for name in values if name not in declared]
    for name, spec in declared.items():
        if name not in values and spec.default is MISSING and spec.default_factory is MISSING:
            found.append(f"{where}: '{name}' ontbreekt")
        elif name in values:
            fault = _literal_fault(name, hints[name], values[name])
            found += [f"{where}: {fault}"] if fault else []
            if fault is None and hints[name] is str and not values[name] and spec.default is MISSING:
                found.append(f"{where}: '{name}' is leeg")
    faults += found
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return None if found else kind(**frozen)


def _indicator(key: str, values: Mapping[str, Any], *, where: str, faults: list[str]) -> Indicator | None:
    plain = dict(values) | {"id": key}
    if "target" in plain:
        plain["target"] = record_of(Target, plain["target"], where=f"{where} target", faults=faults)
    if "scorecard" in plain:
        plain["scorecard"] = record_of(Scorecard, plain["scorecard"], where=f"{where} scorecard", faults=faults)
    return record_of(Indicator, plain, where=where, faults=faults)


def _load_indicators(folder: Path, faults: list[str]) -> tuple[dict[str, Indicator], dict[str, str]]:
    """The indicators by id, and by id where each is declared: file and key."""
    indicators: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, values in _read(path).items():
            where = f"indicators/{path.name} [{key}]"
            if key in indicators:
                faults.append(f"{where}: deze indicator staat al in een ander bestand")
            indicator = _indicator(key, values, where=where, faults=faults)
            if indicator:
                indicators[key], places[key] = indicator, where
    return indicators, places


def _table(kind: type[Record], path: Path, key_field: str, faults: list[str]) -> dict[str, Record]:
    records = {
        key: record_of(kind, dict(values) | {key_field: key}, where=f"{path.name} [{key}]", faults=faults)
        for key, values in _read(path).items()
    }
    return {key: record for key, record in records.items() if record is not None}


def _load_municipalities(path: Path, faults: list[str]) -> dict[str, Municipality]:
    found = [
        record_of(Municipality, values, where=f"{path.name} {values.get('name')}", faults=faults)
        for values in _read(path).get("municipality", [])
    ]
    return {m.nis: m for m in sorted(filter(None, found), key=lambda m: m.name)}


def _reference_faults(catalogue: Catalogue, places: Mapping[str, str]) -> list[str]:
    """What points to something that is not there.

    Args:
        places: where each indicator is declared, by id.
    """
    faults = []
    for indicator in catalogue.indicators.values():
        where = places[indicator.id]
        if indicator.theme not in catalogue.themes:
            faults.append(f"{where}: thema '{indicator.theme}' bestaat niet")
        if indicator.goal not in catalogue.goals:
            faults.append(f"{where}: doelstelling '{indicator.goal}' bestaat niet")
        faults += [f"{where}: bron '{s}' bestaat niet" for s in indicator.sources if s not in catalogue.sources]
        faults += [f"{where}: kanttekening '{c}' bestaat niet" for c in indicator.caveats if c not in catalogue.caveats]
        missing = [key for key in indicator.breakdown if key not in indicator.breakdown_labels]
        faults += [f"{where}: geen naam voor uitsplitsing '{key}'" for key in missing]
        if (indicator.over_area == "weighted_mean") != bool(indicator.weight):
            faults.append(f"{where}: over_area = 'weighted_mean' en weight horen samen")
        if indicator.weight and indicator.weight not in catalogue.indicators:
            faults.append(f"{where}: weight '{indicator.weight}' is geen indicator")
    faults += [
        f"services.toml [{s.id}]: thema '{s.theme}' bestaat niet" for s in catalogue.services.values() if s.theme not in catalogue.themes
    ]
    return faults


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder, checked.

    Args:
        folder: holds indicators/*.toml, municipalities.toml, sources.toml, caveats.toml, goals.toml,
            services.toml and themes.toml.

    Raises CatalogueError with every fault found, each with file and key.
    """
    faults: list[str] = []
    indicators, places = _load_indicators(folder / "indicators", faults)
    catalogue = Catalogue(
        indicators=indicators,
        municipalities=_load_municipalities(folder / "municipalities.toml", faults),
        sources=_table(Source, folder / "sources.toml", "id", faults),
        caveats=_table(Caveat, folder / "caveats.toml", "key", faults),
        goals=_table(Goal, folder / "goals.toml", "code", faults),
        services=_table(Service, folder / "services.toml", "id", faults),
        themes=_table(Theme, folder / "themes.toml", "slug", faults),
    )
    faults += _reference_faults(catalogue, places)
    if faults:
        raise CatalogueError("De catalogus klopt niet:\n- " + "\n- ".join(faults))
    return catalogue


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this installation, read once per process."""
    return read_catalogue(CATALOGUE_DIR)
