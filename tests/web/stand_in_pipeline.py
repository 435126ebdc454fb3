"""Stands in for the pipeline where a test needs one that fails, dawdles or answers nonsense.

What it does follows from the name of the file that it gets; what it knows lies in the data folder.
"""

import json
import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

STATE = Path(os.environ["PEIL_DATA_DIR"]) / "stand_in.json"
CALLS = STATE.with_suffix(".calls")
GO_ON = STATE.with_name("ga-door")
SOURCES = {"deelwagens_maand": "Deelwagens per maand", "wijk_werken": "Wijk-werken per jaar", "secap_acties": "Klimaatacties (SECAP)"}
OLD, NEW = "0123456789ab", "ba9876543210"


def _state() -> dict[str, Any]:
    return json.loads(STATE.read_text()) if STATE.is_file() else {"deliveries": [], "published": OLD, "unpublished": False}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _keep(state: dict[str, Any]) -> None:
    aside = STATE.with_suffix(f".{os.getpid()}")
    aside.write_text(json.dumps(state))
    aside.replace(STATE)


def _message(code: str, level: str, text: str, *, sheet: str = "", row: int | None = None, column: str = "") -> dict[str, Any]:
    return {"code": code, "level": level, "sheet": sheet, "row": row, "column": column, "text": text}


def _report(path: Path, source: str) -> dict[str, Any]:
    name = path.name
    rows = {"rows_in": 14, "loaded": 12, "flagged": 1, "quarantined": 0, "ignored": 2}
    outcome, messages = "accepted", [_message("B01", "info", "(info) UTF-8 BOM verwijderd.")]
    if "houd" in name:
        outcome = "held"
        text = "Het totaal in het bestand (1.250) verschilt van de som der rijen (1.240). Vraag bevestiging aan de leverancier."
        messages.append(_message("C13", "warning", text, sheet="2024", row=15, column="Uren"))
    if "slecht" in name:
        outcome, rows = "refused", dict.fromkeys(rows, 0)
        messages = [_message("A07", "error", f"'{name}' is geen echt Excel-bestand maar een webpagina. Exporteer als .xlsx of .csv.")]
    if "fouten" in name:
        rows |= {"loaded": 10, "quarantined": 2}
        messages += [
            _message("D22", "error", "Rij 7: negatieve waarde -12 voor 'km' is niet mogelijk.", row=7, column="km"),
            _message("G05", "error", "Rij 5: gemeente 'Bornen' onbekend. Bedoelt u 'Bornem'?", row=5, column="gemeente"),
        ]
    if "veel" in name:
        messages += [_message("D22", "error", f"Rij {n}: negatieve waarde.", row=n, column="km") for n in range(500)]
    if "opmaak" in name:
        messages = [_message("X", "warning", "<script>alert(1)</script> & <b>vet</b>", sheet="<i>", column='"')]
    digest = sha256(path.read_bytes()).hexdigest()
    return {"file": name, "sha256": digest, "source": source, "outcome": outcome, **rows, "messages": messages}


def _deliver(arguments: list[str]) -> int:
    path = Path(arguments[-1])
    if "crash" in path.name:
        raise RuntimeError("made to crash with a secret")
    while "traag" in path.name and not GO_ON.exists():
        time.sleep(0.02)
    if "onzin" in path.name:
        _say("geen JSON")
        return 0
    state = _state()
    source = arguments[arguments.index("--source") + 1] if "--source" in arguments else "deelwagens_maand"
    report = _report(path, source)
    delivery = f"{source}/2026-11-24-{report['sha256'][:8]}"
    if any(known["delivery"] == delivery for known in state["deliveries"]):
        report |= {
            "outcome": "unchanged",
            "delivery": delivery,
            "messages": [_message("H01", "info", "Dit bestand is al verwerkt op 24 november 2026.")],
        }
    elif report["outcome"] != "refused":
        kept = {key: value for key, value in report.items() if key not in {"sha256", "outcome"}}
        report["delivery"] = delivery
        kept |= {"delivery": delivery, "title": SOURCES[source], "delivered_at": "2026-11-24T10:05:00", "state": report["outcome"]}
        state["deliveries"].append(kept | {"has_quarantine": report["quarantined"] > 0})
        state["unpublished"] |= report["outcome"] == "accepted"
    _keep(state)
    _say(json.dumps({"files": [report], "exit": 0}))
    return {"refused": 2, "held": 3}.get(str(report["outcome"]), 0)


def _status() -> int:
    state = _state()
    sources = [
        {
            "source": source, "title": title, "owner": "IGEMO", "frequency": "maandelijks",
            "last_delivery": None if source == "secap_acties" else "2026-10-05T09:00:00",
            "last_period_end": None if source == "secap_acties" else "2026-09-30",
            "next_expected": None if source == "secap_acties" else "2026-11-05", "is_overdue": source == "wijk_werken",
        }
        for source, title in SOURCES.items()
    ]  # fmt: skip
    _say(json.dumps({key: state[key] for key in ("published", "unpublished", "deliveries")} | {"sources": sources}))
    return 0


def _change(delivery: str, to: str) -> int:
    state = _state()
    found = [known for known in state["deliveries"] if known["delivery"] == delivery]
    for known in found:
        known["state"] = to
        state["unpublished"] = True
    _keep(state)
    return 0 if found else 2


def _publish(snapshot: str) -> int:
    state = _state() | {"published": snapshot, "unpublished": False}
    _keep(state)
    changed = {"nieuw": 12, "herzien": 3, "verdwenen": 1}
    _say(
        json.dumps(
            {
                "published": True,
                "snapshot": snapshot,
                "rows": {},
                "conflicts": 0,
                "held": ["wijk_werken/2026-11-24-01234567"],
                "changed": changed,
            }
        )
    )
    return 0


def _diff() -> int:
    _say("Deelwagens via het kaderbestek (deelwagens_aantal)\n  herzien: 3\n    Lier 2024: 66 → 71\n    en nog 2\n  verdwenen: 1")
    _say("Kilometers (deelwagen_km)\n  nieuw: 12, nieuwe periode: januari 2026")
    return 0


def _workbook(subject: str, path: str) -> int:
    if subject.partition("/")[0] not in SOURCES:
        return 2
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0]["A1"] = subject
    book.save(path)
    return 0


def main(arguments: list[str]) -> int:
    """Does as the pipeline does, and notes what it was asked."""
    with CALLS.open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(arguments) + "\n")
    command, rest = arguments[0], arguments[1:]
    if command == "deliver":
        return _deliver(rest)
    if command == "status":
        return _status()
    if command in {"confirm", "withdraw"}:
        return _change(rest[0], "accepted" if command == "confirm" else "withdrawn")
    if command in {"template", "quarantine"}:
        return _workbook(rest[0], rest[1])
    if command == "diff":
        return _diff()
    return _publish(NEW if command == "build" else rest[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
