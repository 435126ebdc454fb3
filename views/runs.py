"""One piece of work that was handed to the pipeline: files that are checked, or a snapshot that is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from views.deliveries import FileReport, read_file_report

Kind = Literal["deliver", "build", "rollback"]
State = Literal["waiting", "working", "done", "interrupted"]
INDENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed of one indicator: a line for each way with its count, and below it the figures that are named."""

    indicator: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What publishing did: the snapshot that is now shown, how many figures changed in each way, and which.

    Attributes:
        newest: the snapshot of all that was accepted; another one after going back.
        held: how many deliveries still wait for a confirmation.
    """

    snapshot: str
    newest: str
    is_new: bool
    held: int
    counts: Mapping[str, int]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file, or the publishing itself; `failure` is the Dutch sentence when it did not get done."""

    label: str
    is_done: bool
    failure: str
    report: FileReport | None
    publication: Publication | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The work and how far it is; `before` is the snapshot that was published when it began."""

    id: str
    kind: Kind
    state: State
    before: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)


def read_changes(lines: Sequence[str]) -> tuple[Change, ...]:
    """What the command `diff` tells: indicators, below each its changes, below each its figures, told apart by their indent."""
    told: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in lines:
        depth = (len(line) - len(line.lstrip())) // INDENT
        if depth == 0:
            told.append((line, []))
        elif depth == 1 and told:
            told[-1][1].append((line.strip(), []))
        elif told and told[-1][1]:
            told[-1][1][-1][1].append(line.strip())
    return tuple(Change(indicator=name, lines=tuple((line, tuple(named)) for line, named in below)) for name, below in told if below)


def _publication(told: Mapping[str, Any]) -> Publication:
    return Publication(
        snapshot=str(told["snapshot"]),
        newest=str(told.get("newest", told["snapshot"])),
        is_new=bool(told["published"]),
        held=len(told.get("held", ())),
        counts=told.get("changed", {}),
        changes=read_changes(told.get("changes", ())),
    )


def _step(told: Mapping[str, Any]) -> Step:
    result = told["result"] or {}
    return Step(
        label=told["label"],
        is_done=told["result"] is not None,
        failure=result.get("failure", ""),
        report=read_file_report(result["report"]) if "report" in result else None,
        publication=_publication(result["publication"]) if "publication" in result else None,
    )


def read_run(run_id: str, told: Mapping[str, Any], *, is_attended: bool) -> Run:
    """A run as its folder tells it.

    Args:
        is_attended: whether somebody works on it; without it a run that is not done was interrupted.
    """
    state: State = told["state"]
    return Run(
        id=run_id,
        kind=told["kind"],
        state=state if state == "done" or is_attended else "interrupted",
        before=told["before"],
        steps=tuple(_step(step) for step in told["steps"]),
    )
