"""Which callback requests the page itself could have sent: outputs, inputs and state as they are declared."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Declared = Mapping[str, Any]
WILDCARDS = (["MATCH"], ["ALL"])


def server_callbacks(dependencies: Sequence[Declared]) -> dict[str, Declared]:
    """The callbacks that the server answers, by the output that the browser names."""
    return {entry["output"]: entry for entry in dependencies if not entry["clientside_function"]}


def _is_of_kind(sent: object, declared: str) -> bool:
    """Whether an id is the declared one, or one of the kind that a pattern declares."""
    if not declared.startswith("{"):
        return sent == declared
    pattern = json.loads(declared)
    if not isinstance(sent, dict) or sent.keys() != pattern.keys():
        return False
    return all(isinstance(sent[key], str) if wanted in WILDCARDS else sent[key] == wanted for key, wanted in pattern.items())


def _is_part(sent: object, wanted: Declared) -> bool:
    return isinstance(sent, dict) and _is_of_kind(sent.get("id"), wanted["id"]) and sent.get("property") == wanted["property"]


def _fits(sent: object, wanted: Declared) -> bool:
    """Whether a part of a request is the declared one; all of a kind come as a list."""
    if '["ALL"]' in wanted["id"]:
        return isinstance(sent, list) and all(_is_part(each, wanted) for each in sent)
    return _is_part(sent, wanted)


def _fit(sent: object, declared: Sequence[Declared]) -> bool:
    return isinstance(sent, list) and len(sent) == len(declared) and all(map(_fits, sent, declared))


def _outputs(name: str) -> list[Declared]:
    """The outputs in a callback's name: `..pagina.children...titel.data..` holds two."""
    split = [part.rpartition(".") for part in (name[2:-2].split("...") if name.startswith("..") else [name])]
    return [{"id": component, "property": prop} for component, _, prop in split]


def _prop_names(inputs: Sequence[Any]) -> set[str]:
    """The inputs as the list of changes names them: `filter-van.value`."""
    parts = [each for part in inputs for each in (part if isinstance(part, list) else [part])]
    shown = [(p["id"] if isinstance(p["id"], str) else json.dumps(p["id"], sort_keys=True, separators=(",", ":"))) for p in parts]
    return {f"{name}.{part['property']}" for name, part in zip(shown, parts, strict=True)}


def is_own_request(body: object, callbacks: Mapping[str, Declared]) -> bool:
    """Whether a body names a callback of ours with exactly its parts; the values are for the callback to judge."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    declared = callbacks.get(body["output"])
    if declared is None:
        return False
    outputs, changed = body.get("outputs"), body.get("changedPropIds", [])
    return (
        _fit(outputs if isinstance(outputs, list) else [outputs], _outputs(body["output"]))
        and _fit(body.get("inputs"), declared["inputs"])
        and _fit(body.get("state", []), declared["state"])
        and isinstance(changed, list)
        and {name if isinstance(name, str) else "" for name in changed} <= _prop_names(body["inputs"])
    )
