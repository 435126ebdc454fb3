"""The steps of a run: how each is handed to the pipeline and what is kept of its answer."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from views.deliveries import LEVELS, UnreadableAnswerError, read_file_report
from web.pipeline import LONG_SECONDS, Answer, PipelineError, failure, run

Told = Mapping[str, Any]
Steps = list[dict[str, Any]]
MOST_MESSAGES = 300
MOST_LINES = 500
NOTHING_READ = {"sha256": "", "source": "", "rows_in": 0, "loaded": 0, "flagged": 0, "quarantined": 0, "ignored": 0}
EXIT_NOTHING_PUBLISHED = 1
EXIT_BUSY = 75
LOG_LINE = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) ")
BUSY = "Er loopt al een publicatie. Wacht een minuut en probeer het opnieuw."
GONE = "Het bestand ligt niet meer op de server. Lever het opnieuw aan."


def file_step(label: str, stored: str) -> dict[str, Any]:
    """A file that is to be checked; `stored` is its place in the folder of the run."""
    return {"label": label, "stored": stored, "result": None}


def refused_step(label: str, *, code: str, text: str) -> dict[str, Any]:
    """A file that the page itself refuses, before anything reads it."""
    message = {"code": code, "level": "error", "sheet": "", "row": None, "column": "", "text": text}
    report = NOTHING_READ | {"file": label, "outcome": "refused", "messages": [message]}
    return {"label": label, "stored": "", "result": {"report": report}}


def lone_step(label: str) -> Steps:
    """The only step of a run that publishes."""
    return [{"label": label, "stored": "", "result": None}]


def _shortened(report: dict[str, Any]) -> dict[str, Any]:
    """A report with the gravest messages only, and how many there were of each level."""
    messages = sorted(report["messages"], key=lambda m: LEVELS.index(m["level"]))
    counts = Counter(message["level"] for message in messages)
    return report | {"messages": messages[:MOST_MESSAGES], "message_counts": dict(counts)}


def _delivered(told: Told, step: Told, folder: Path) -> dict[str, Any]:
    path = folder / step["stored"]
    if not path.is_file():
        return {"failure": GONE}
    choice = ["--source", told["source"]] if told["source"] else []
    try:
        answer = run("deliver", "--json", *choice, str(path), seconds=LONG_SECONDS)
        (report,) = answer.json["files"]
        read_file_report(report)
        return {"report": _shortened(report | {"file": step["label"]})}
    except (UnreadableAnswerError, KeyError, TypeError, ValueError) as error:
        raise failure(f"deliver: {error!r}") from error
    finally:
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def _reasons(answer: Answer) -> str:
    """What the pipeline said to its user, its log left out."""
    lines = [line for line in answer.told.splitlines() if line.strip() and not LOG_LINE.match(line)]
    return " ".join(lines) or "Er is niets gepubliceerd; de vorige cijfers blijven staan."


def _changes(old: str, new: str) -> list[str]:
    """What changed from one snapshot to another, as the pipeline tells it; nothing when there is nothing to compare."""
    if not old or old == new:
        return []
    answer = run("diff", old, new, seconds=LONG_SECONDS)
    return answer.out.splitlines()[:MOST_LINES] if not answer.exit else []


def _reason_not_done(answer: Answer) -> str:
    """Why a command that publishes did not; empty when it did."""
    if answer.exit == EXIT_BUSY:
        return BUSY
    if answer.exit == EXIT_NOTHING_PUBLISHED:
        return _reasons(answer)
    if answer.exit:
        raise failure(f"exit {answer.exit}\n{answer.told}")
    return ""


def _built(before: str) -> dict[str, Any]:
    answer = run("build", "--json", seconds=LONG_SECONDS)
    if reason := _reason_not_done(answer):
        return {"failure": reason}
    told = answer.json
    return {"publication": told | {"changes": _changes(before, told["snapshot"])}}


def _rolled_back(snapshot: str) -> dict[str, Any]:
    if reason := _reason_not_done(run("rollback", snapshot, seconds=LONG_SECONDS)):
        return {"failure": reason}
    return {"publication": {"snapshot": snapshot, "published": True}}


def perform(told: Told, step: Told, folder: Path) -> dict[str, Any]:
    """Does one step of a run; what went wrong is an outcome too."""
    try:
        if told["kind"] == "build":
            return _built(told["before"])
        if told["kind"] == "rollback":
            return _rolled_back(step["label"])
        return _delivered(told, step, folder)
    except PipelineError as error:
        return {"failure": str(error)}
