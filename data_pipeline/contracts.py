"""Reads contracts/<source>.toml, checks them as a whole against the catalogue and hands them out."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from catalogue.loader import load_catalogue, record_of
from catalogue.model import Catalogue
from data_pipeline.contract import Column, Contract, Hold, Layout, Measure, Plausible, Privacy, Record
from data_pipeline.contract_checks import contract_faults

CONTRACTS_DIR = Path(__file__).with_name("contracts")
EXPECTED: Mapping[Any, str] = {
    tuple: "een lijst van teksten zijn",
    Mapping: "een tabel zijn met waarden van de juiste soort",
    date: "een datum zijn zonder aanhalingstekens, zoals 2024-06-04",
    float: "een getal zijn",
}
Part = TypeVar("Part")


class ContractError(Exception):
    """The contracts do not hold together; the message lists every fault with its file and key."""


def _fits(hint: Any, value: Any) -> bool:
    """Whether a value read from TOML is of a declared type."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind in {UnionType, Union}:
        return any(_fits(part, value) for part in parts)
    if kind is tuple:
        return isinstance(value, list) and all(_fits(parts[0], item) for item in value)
    if kind is Mapping:
        return isinstance(value, dict) and all(_fits(parts[1], item) for item in value.values())
    if isinstance(value, bool | datetime):
        return kind is object or (kind is bool and isinstance(value, bool))
    return value in parts if kind is Literal else isinstance(value, int | float if kind is float else kind)


def _expected(hint: Any) -> str:
    """What a value must be, in words that follow `moet`."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind is Literal:
        return f"een van {', '.join(map(str, parts))} zijn"
    return " of ".join(map(_expected, parts)) if kind in {UnionType, Union} else EXPECTED.get(kind, "leeg zijn")


def _record(kind: type[Part], told: Any, *, where: str, faults: list[str], parts: Mapping[str, Any] | None = None) -> Part | None:
    """One record of a table, or None with the faults added to the list.

    Args:
        parts: fields that are records themselves and were read before.
    """
    if not isinstance(told, dict):
        faults.append(f"{where}: dit moet een tabel zijn")
        return None
    parts, hints = parts or {}, get_type_hints(kind)
    compound = {n: h for n, h in hints.items() if n not in parts and (get_origin(h) not in {None, Literal} or h is date)}
    wrong = [name for name in told if name in compound and not _fits(compound[name], told[name])]
    found = [f"{where}: {name} moet {_expected(compound[name])}" for name in wrong]
    record = record_of(kind, {**{n: v for n, v in told.items() if n not in wrong}, **parts}, where=where, faults=found)
    faults += [fault for fault in found if fault not in {f"{where}: '{name}' ontbreekt" for name in wrong}]
    return None if wrong else record


def _table(told: Mapping[str, Any], name: str, *, where: str, faults: list[str]) -> dict[str, Any]:
    value = told.get(name, {})
    if isinstance(value, dict):
        return value
    faults.append(f"{where}: {name} moet een tabel zijn: [{name}]")
    return {}


def _list(kind: type[Part], told: Mapping[str, Any], name: str, *, where: str, faults: list[str]) -> tuple[Part, ...]:
    value = told.get(name, [])
    if not isinstance(value, list):
        faults.append(f"{where}: {name} moet een lijst van tabellen zijn: [[{name}]]")
        return ()
    found = (_record(kind, values, where=f"{where} [[{name}]] {n}", faults=faults) for n, values in enumerate(value, 1))
    return tuple(filter(None, found))


def _contract(source_id: str, told: Mapping[str, Any], *, where: str, faults: list[str]) -> Contract | None:
    """One contract of its tables, or None with the faults added to the list."""
    columns = {
        name: _record(
            Column,
            {"name": name} | values if isinstance(values, dict) else values,
            where=f"{where} [columns] {name}",
            faults=faults,
        )
        for name, values in _table(told, "columns", where=where, faults=faults).items()
    }
    single: Mapping[str, Any] = {"layout": Layout, "privacy": Privacy, "hold": Hold}
    parts: dict[str, Any] = {
        "columns": {name: column for name, column in columns.items() if column},
        "measures": _list(Measure, told, "measures", where=where, faults=faults),
        "plausible": _list(Plausible, told, "plausible", where=where, faults=faults),
        **{name: _record(kind, told.get(name, {}), where=f"{where} [{name}]", faults=faults) for name, kind in single.items()},
        "record": _record(Record, told["record"], where=f"{where} [record]", faults=faults) if "record" in told else None,
        "trips": _table(told, "trips", where=where, faults=faults),
        "id": source_id,
    }
    return _record(Contract, told, where=where, faults=faults, parts=parts)


def read_contracts(folder: Path, catalogue: Catalogue) -> dict[str, Contract]:
    """The contracts in a folder by source id, checked.

    Raises ContractError with every fault found, each with file and key.
    """
    faults: list[str] = []
    contracts: dict[str, Contract] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: geen geldige TOML: {error}")
            continue
        before = len(faults)
        contract = _contract(path.stem, told, where=path.name, faults=faults)
        if contract and len(faults) == before:
            contracts[contract.id] = contract
            faults += [f"{path.name} {fault}" for fault in contract_faults(contract, catalogue)]
    if faults:
        raise ContractError("De datacontracten kloppen niet:\n- " + "\n- ".join(faults))
    return contracts


@cache
def load_contracts() -> dict[str, Contract]:
    """The contracts of this installation, read once per process."""
    return read_contracts(CONTRACTS_DIR, load_catalogue())
