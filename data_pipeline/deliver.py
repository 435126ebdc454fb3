"""Takes in delivered files: recognise, read, check, store, report; nothing is published here."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from catalogue.formatting import format_day
from data_pipeline import deliveries
from data_pipeline.contract import Contract
from data_pipeline.deliver_trips import take_in_trips
from data_pipeline.deliveries import Delivery
from data_pipeline.desk import Arrival, Desk
from data_pipeline.intake.comparison import content_hash, is_revised, reasons_to_wait, revisions
from data_pipeline.intake.extract import extract
from data_pipeline.intake.facts import Fact, facts_of, projects_of
from data_pipeline.intake.guard import StillGrowingError, check_name, check_outside, check_size, refused
from data_pipeline.intake.hidden import with_hidden_told
from data_pipeline.intake.places import Places
from data_pipeline.intake.recognise import check_delimiter, recognise_text, recognise_workbook
from data_pipeline.intake.report import FileReport, Message, Outcome, RefusedError
from data_pipeline.intake.table import Findings, grouped, read_table
from data_pipeline.sources import sha256_of

__all__ = ["EXIT_HELD", "EXIT_REFUSED", "Desk", "deliver", "exit_code"]

log = logging.getLogger(__name__)
EXIT_REFUSED, EXIT_HELD = 2, 3


def _unchanged(name: str, sha256: str, known: Delivery, code: str, desk: Desk) -> FileReport:
    """The report on a file that says nothing new."""
    day = format_day(date.fromisoformat(known.delivered_at[:10]))
    text = {"H01": f"Dit bestand is al verwerkt op {day}.", "H02": f"De inhoud is identiek aan de levering van {day}."}[code]
    told = known.report
    counts = {key: told[key] for key in ("rows_in", "loaded", "flagged", "quarantined", "ignored")}
    messages = [Message(code=code, level="info", text=text)]
    now_known, _ = deliveries.known_facts(desk.in_a_row(known.source))
    if known.state == "held":
        messages.append(Message(code="wacht", level="warning", text=f"Levering {known.id} wacht nog op bevestiging."))
    elif any(is_revised(fact, now_known[fact.observation.key]) for fact in known.facts):
        text = "Een latere levering heeft cijfers hieruit vervangen en die blijven gelden. Trek die levering in als ze fout was."
        messages.append(Message(code="vervangen", level="warning", text=text))
    return FileReport(file=name, sha256=sha256, source=known.source, outcome="unchanged", messages=messages, delivery=known.id, **counts)


def _contract_of(arrival: Arrival, desk: Desk) -> Contract | None:
    """The contract of a file; None for a workbook, which must be opened before it can be recognised."""
    suffix = Path(arrival.name).suffix.lower()
    chosen = desk.contracts[desk.source] if desk.source else None
    if chosen is None and suffix != ".xlsx":
        chosen = recognise_text(arrival.path, desk.contracts, name=arrival.name)
    if chosen is None:
        return None
    if suffix.lstrip(".") not in chosen.layout.formats:
        allowed = ", ".join(f".{f}" for f in chosen.layout.formats)
        raise refused("A19", f"Bestandstype '{suffix}' wordt niet aanvaard. Toegelaten: {allowed}.")
    if suffix != ".xlsx":
        check_size(arrival.path, name=arrival.name, max_mb=chosen.max_mb)
    if suffix == ".csv":
        check_delimiter(arrival.path, chosen, name=arrival.name)
    return chosen


def _read(arrival: Arrival, chosen: Contract | None, desk: Desk) -> tuple[Contract, Findings]:
    """The contract of a file and what was read by it."""
    document = extract(arrival.path, name=arrival.name, layout=(chosen or next(iter(desk.contracts.values()))).layout)
    contract = chosen or recognise_workbook(document, desk.contracts, name=arrival.name)
    return contract, read_table(document, contract, Places(desk.catalogue), file=arrival.name, today=arrival.now.date())


def _judge(
    facts: Sequence[Fact], findings: Findings, contract: Contract, *, desk: Desk, earlier: Sequence[Delivery], today: date
) -> tuple[Outcome, list[Message]]:
    """Whether a readable file counts at once or waits, and what is said of it beside its rows."""
    if findings.loaded == 0:
        text = "Geen enkele rij kon ingelezen worden. Verbeter het bestand en lever het opnieuw aan."
        return "refused", [Message(code="geen_rij", level="error", text=text)]
    known, _ = deliveries.known_facts(earlier)
    last = next((d.report for d in reversed(earlier) if d.state == "accepted"), None)
    waiting = [
        *findings.held,
        *reasons_to_wait(
            known,
            facts,
            contract,
            desk.catalogue,
            rows=findings.loaded + len(findings.quarantined),
            previous_rows=last["loaded"] + last["quarantined"] if last else 0,
            in_doubt=findings.in_doubt,
        ),
    ]
    hidden = frozenset({*contract.privacy.floors, *contract.privacy.magnitudes})
    revised = revisions(known, facts, desk.catalogue, today=today, hidden=hidden)
    return ("held" if waiting else "accepted"), [*waiting, *revised]


def _take_in(arrival: Arrival, desk: Desk) -> FileReport:
    """Reads, judges and stores one file."""
    chosen = _contract_of(arrival, desk)
    if chosen and chosen.is_trips:
        return take_in_trips(arrival, chosen, desk)
    contract, findings = _read(arrival, chosen, desk)
    facts = facts_of(findings.rows, contract, desk.catalogue, file=arrival.name)
    projects = projects_of(findings.rows, contract)
    content = content_hash(facts, projects)
    earlier = desk.in_a_row(contract.id)
    same = next((d for d in earlier if d.content == content and d.state != "withdrawn" and findings.loaded), None)
    if same:
        return _unchanged(arrival.name, arrival.sha256, same, "H02", desk)
    findings = with_hidden_told(findings, facts, deliveries.known_facts(earlier)[0], contract, desk.catalogue)
    outcome, said = _judge(facts, findings, contract, desk=desk, earlier=earlier, today=arrival.now.date())
    report = FileReport(
        file=arrival.name,
        sha256=arrival.sha256,
        source=contract.id,
        outcome=outcome,
        rows_in=findings.rows_in,
        loaded=findings.loaded,
        flagged=findings.flagged,
        quarantined=len(findings.quarantined),
        ignored=findings.ignored,
        messages=grouped([*said, *findings.messages]),
    )
    arrival.must_be_unchanged()
    if desk.is_dry_run or outcome == "refused":
        return report
    delivery = deliveries.store(
        desk.folder,
        original=arrival.path if contract.keeps_original else None,
        report=report,
        contract=contract,
        content=content,
        facts=facts,
        projects=projects,
        quarantine=findings.quarantined,
        now=arrival.now,
        is_demo=desk.is_demo,
    )
    if not contract.keeps_original:
        desk.wipe(arrival.path)
    return replace(report, delivery=delivery)


def _deliver_one(path: Path, desk: Desk) -> FileReport:
    """Takes in one file; whatever is wrong with it ends in a report."""
    now = deliveries.now_utc()
    name, sha256 = path.name.encode("utf-8", "replace").decode(), ""
    try:
        check_name(path.name)
        looked = check_outside(path, name=name, max_mb=max(c.max_mb for c in desk.contracts.values()))
        sha256 = sha256_of(path)
        known = desk.known_file(sha256)
        if known:
            return _unchanged(name, sha256, known, "H01", desk)
        arrival = Arrival(path=path, name=name, sha256=sha256, looked=looked, now=now)
        try:
            return _take_in(arrival, desk)
        except (RefusedError, FileNotFoundError):
            arrival.must_be_unchanged()
            raise
    except StillGrowingError:
        text = f"Het bestand '{name}' wordt nog geschreven. De verwerking start bij de volgende run."
        message = Message(code="A05", level="warning", text=text)
        return FileReport(file=name, sha256="", source=desk.source, outcome="held", messages=[message])
    except RefusedError as error:
        message = replace(error.message, text=error.message.text.replace("{bestand}", name))
        log.info("geweigerd: %s (%s)", hashlib.sha256(name.encode()).hexdigest()[:8], message.code)
        desk.note_refusal(sha256, message, now)
        if error.wipe:
            desk.wipe(path)
        return FileReport(file=name, sha256=sha256, source=desk.source, outcome="refused", messages=[message])


def deliver(paths: Sequence[Path], desk: Desk) -> list[FileReport]:
    """Takes in files one by one; one that is refused does not stand in the way of the next.

    Raises OSError when the deliveries cannot be written.
    """
    with deliveries.taking_in(desk.folder):
        return [_deliver_one(path, desk) for path in paths]


def exit_code(reports: Sequence[FileReport]) -> int:
    """2 when a file was refused, else 3 when one waits, else 0."""
    outcomes = {report.outcome for report in reports}
    return EXIT_REFUSED if "refused" in outcomes else EXIT_HELD if "held" in outcomes else 0
