"""The commands about deliveries: take in, confirm, withdraw, show, and a template to fill in."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from catalogue.formatting import format_day
from catalogue.loader import load_catalogue
from data_pipeline import deliveries
from data_pipeline.build import next_snapshot
from data_pipeline.contracts import load_contracts
from data_pipeline.deliver import Desk, deliver, exit_code
from data_pipeline.intake.cells import shown
from data_pipeline.intake.report import OUTCOME_WORD, FileReport
from data_pipeline.publish import published
from data_pipeline.state import Expected, expected_deliveries, is_unpublished, told
from data_pipeline.workbooks import write_quarantine, write_template
from settings import Settings

EXIT_UNKNOWN, EXIT_USAGE = 2, 64
LEVEL_WORD = {"error": "FOUT", "warning": "LET OP", "info": "info"}
LEVELS = ("error", "warning", "info")


def _told(report: FileReport) -> str:
    """A report as a person reads it on a terminal."""
    source = f" ({load_contracts()[report.source].title})" if report.source in load_contracts() else ""
    lines = [f"{shown(report.file)}: {OUTCOME_WORD[report.outcome]}{source}"]
    if report.rows_in:
        flagged = f" (waarvan {report.flagged} met een opmerking)" if report.flagged else ""
        counts = f"{report.loaded} geladen{flagged}, {report.quarantined} in quarantaine, {report.ignored} genegeerd"
        lines.append(f"  {report.rows_in} rijen: {counts}")
    for level in LEVELS:
        lines += [f"  {LEVEL_WORD[level]:<7}{message.located}" for message in report.messages if message.level == level]
    if report.delivery:
        lines.append(f"  Levering: {report.delivery}")
    if report.outcome == "held" and report.delivery:
        lines.append(f"  Bevestigen: python -m data_pipeline confirm {report.delivery}")
    return "\n".join(lines)


def run_deliver(options: argparse.Namespace, settings: Settings) -> int:
    """Takes in the files and prints the report; 2 when one was refused, else 3 when one waits, else 0."""
    contracts = load_contracts()
    if options.source and options.source not in contracts:
        print(f"Bron '{options.source}' bestaat niet. Kies uit: {', '.join(contracts)}.", file=sys.stderr)
        return EXIT_USAGE
    desk = Desk(settings=settings, contracts=contracts, catalogue=load_catalogue(), source=options.source or "", is_dry_run=options.dry_run)
    reports = []
    for number, path in enumerate(options.files, 1):
        if sys.stderr.isatty():
            print(f"Bestand {number} van {len(options.files)}: {shown(Path(path).name)}", file=sys.stderr)
        reports += deliver([Path(path)], desk)
    code = exit_code(reports)
    if options.json:
        print(json.dumps({"files": [report.as_json() for report in reports], "exit": code}, ensure_ascii=False))
        return code
    print("\n\n".join(_told(report) for report in reports))
    if any(report.outcome == "accepted" for report in reports) and not options.dry_run:
        print("\nNog niet gepubliceerd. Publiceren: python -m data_pipeline build")
    return code


def run_confirm(options: argparse.Namespace, settings: Settings) -> int:
    """Releases a held delivery."""
    with deliveries.taking_in(settings.deliveries_dir):
        delivery = deliveries.confirm(settings.deliveries_dir, options.delivery)
    print(f"Bevestigd: {delivery.id}. Publiceren: python -m data_pipeline build")
    return 0


def run_withdraw(options: argparse.Namespace, settings: Settings) -> int:
    """Takes back a wrong delivery."""
    with deliveries.taking_in(settings.deliveries_dir):
        delivery = deliveries.withdraw(settings.deliveries_dir, options.delivery, reason=options.reason)
    print(f"Ingetrokken: {delivery.id}. De cijfers verdwijnen bij de volgende publicatie: python -m data_pipeline build")
    return 0


def run_template(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command has this shape
    """Writes an Excel template for a source."""
    contracts = load_contracts()
    if options.source not in contracts or "xlsx" not in contracts[options.source].layout.formats:
        known = ", ".join(key for key, c in contracts.items() if "xlsx" in c.layout.formats)
        print(f"Voor '{options.source}' is er geen sjabloon. Kies uit: {known}.", file=sys.stderr)
        return EXIT_USAGE
    write_template(contracts[options.source], load_catalogue(), Path(options.out))
    print(f"Geschreven: {options.out}")
    return 0


def run_quarantine(options: argparse.Namespace, settings: Settings) -> int:
    """Writes the rows of a delivery that were not loaded, with the reason beside each."""
    delivery = deliveries.of_name(settings.deliveries_dir, options.delivery)
    write_quarantine(delivery.quarantine, Path(options.out))
    print(f"Geschreven: {options.out}")
    return 0


def _source_line(row: Expected) -> str:
    last = f"laatste cijfers tot {format_day(row.last_period_end)}" if row.last_period_end else "nog niets geleverd"
    expected = f"verwacht tegen {format_day(row.next_expected)}" if row.next_expected else row.frequency
    return f"  {row.title}: {last}, {expected}{', TE LAAT' if row.is_overdue else ''}"


def run_status(options: argparse.Namespace, settings: Settings) -> int:
    """Shows what is expected, what came in and whether something waits for publication; 1 when a delivery waits or is late."""
    contracts = load_contracts()
    all_of_them = deliveries.all_deliveries(settings.deliveries_dir)
    sources = expected_deliveries(contracts, all_of_them, today=deliveries.now_utc().date())
    waiting = is_unpublished(settings.warehouse_dir, next_snapshot(settings))
    if options.json:
        answer = {
            "published": published(settings.warehouse_dir),
            "unpublished": waiting,
            "sources": [asdict(row) for row in sources],
            "deliveries": [told(d, contracts) for d in reversed(all_of_them)],
        }
        print(json.dumps(answer, default=str, ensure_ascii=False))
    else:
        print(f"Gepubliceerd: {published(settings.warehouse_dir) or 'nog niets'}{', er is nieuwere invoer' if waiting else ''}")
        print("Bronnen:", *(_source_line(row) for row in sources), sep="\n")
        print("Leveringen:", *(f"  {d.id}  {d.file}  {d.state}" for d in reversed(all_of_them)), sep="\n")
    return int(any(d.state == "held" for d in all_of_them) or any(row.is_overdue for row in sources))


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds these commands to the command line."""
    take_in = commands.add_parser("deliver", help="leest bestanden, controleert ze en bewaart ze; publiceert niets")
    take_in.add_argument("files", nargs="+", metavar="BESTAND")
    take_in.add_argument("--source", metavar="BRON", help="de bron, als die niet uit het bestand blijkt")
    take_in.add_argument("--dry-run", action="store_true", help="alleen het verslag, niets bewaren")
    take_in.add_argument("--json", action="store_true", help="geeft het verslag als JSON")
    take_in.set_defaults(run=run_deliver)
    release = commands.add_parser("confirm", help="geeft een wachtende levering vrij")
    release.add_argument("delivery", metavar="LEVERING")
    release.set_defaults(run=run_confirm)
    take_back = commands.add_parser("withdraw", help="trekt een foute levering in")
    take_back.add_argument("delivery", metavar="LEVERING")
    take_back.add_argument("--reason", required=True, metavar="REDEN")
    take_back.set_defaults(run=run_withdraw)
    template = commands.add_parser("template", help="schrijft een Excelsjabloon voor een bron")
    template.add_argument("source", metavar="BRON")
    template.add_argument("out", metavar="UIT.xlsx")
    template.set_defaults(run=run_template)
    rows = commands.add_parser("quarantine", help="schrijft de geweigerde rijen van een levering, met de reden")
    rows.add_argument("delivery", metavar="LEVERING")
    rows.add_argument("out", metavar="UIT.xlsx")
    rows.set_defaults(run=run_quarantine)
    status = commands.add_parser("status", help="toont wat er verwacht wordt, geleverd is en nog te publiceren valt")
    status.add_argument("--json", action="store_true", help="geeft de stand als JSON")
    status.set_defaults(run=run_status)
