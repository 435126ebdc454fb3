"""The commands about snapshots: build, history, differences, going back, self-test and retention."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from data_pipeline.build import build
from data_pipeline.contracts import load_contracts
from data_pipeline.doctor import examine
from data_pipeline.history import difference, difference_lines, history_lines, rollback
from data_pipeline.publish import exclusive
from data_pipeline.purge import purge
from settings import Settings


def run_build(options: argparse.Namespace, settings: Settings) -> int:
    """Builds from everything that came in and publishes the result."""
    outcome = build(settings)
    if options.json:
        told = {
            "published": outcome.is_published,
            "snapshot": outcome.snapshot,
            "newest": outcome.newest,
            "rows": outcome.rows,
            "conflicts": outcome.conflicts,
            "held": list(outcome.held),
            "changed": dict(outcome.changed),
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    if outcome.is_published:
        print(f"Gepubliceerd: stand {outcome.snapshot}, {outcome.rows['observation']} cijfers, {outcome.conflicts} tegenspraken.")
    else:
        print(f"Niets veranderd: stand {outcome.snapshot} blijft.")
    if outcome.newest != outcome.snapshot:
        print("Die stand werd teruggezet en blijft tot er iets nieuws aanvaard is.")
        print(f"De nieuwste cijfers tonen: python -m data_pipeline rollback {outcome.newest}")
    for delivery in outcome.held:
        print(f"Wacht op bevestiging en telt nog niet mee: {delivery}")
    return 0


def run_history(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command has this shape
    """Shows all snapshots and what was done with them."""
    print("\n".join(history_lines(settings.warehouse_dir)))
    return 0


def run_diff(options: argparse.Namespace, settings: Settings) -> int:
    """Shows what changed from one snapshot to another."""
    print("\n".join(difference_lines(difference(settings.warehouse_dir, old=options.old, new=options.new))))
    return 0


def run_rollback(options: argparse.Namespace, settings: Settings) -> int:
    """Publishes an earlier snapshot again."""
    with exclusive(settings.warehouse_dir):
        rollback(settings.warehouse_dir, options.snapshot)
    print(f"Gepubliceerd: stand {options.snapshot}.")
    return 0


def run_doctor(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command has this shape
    """Looks whether Peil can build and serve; 1 when something is wrong."""
    findings = examine(settings)
    print("\n".join(finding.line for finding in findings))
    return int(any(not finding.is_well for finding in findings))


def run_purge(options: argparse.Namespace, settings: Settings) -> int:
    """Removes what its retention passed."""
    months = {key: contract.retention_months for key, contract in load_contracts().items()}
    lines = purge(settings, dry_run=options.dry_run, today=datetime.now(UTC).date(), months=months)
    print("\n".join(lines) if lines else "Niets te verwijderen.")
    return 0


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds these commands to the command line."""
    build_command = commands.add_parser("build", help="bouwt een nieuwe stand en publiceert ze")
    build_command.add_argument("--json", action="store_true", help="geeft het resultaat als JSON")
    build_command.set_defaults(run=run_build)
    commands.add_parser("history", help="toont alle standen, de gepubliceerde gemerkt").set_defaults(run=run_history)
    diff_command = commands.add_parser("diff", help="toont wat er veranderde van de ene stand naar de andere")
    diff_command.add_argument("old", metavar="OUD")
    diff_command.add_argument("new", metavar="NIEUW")
    diff_command.set_defaults(run=run_diff)
    rollback_command = commands.add_parser("rollback", help="publiceert een vroegere stand opnieuw")
    rollback_command.add_argument("snapshot", metavar="STAND")
    rollback_command.set_defaults(run=run_rollback)
    commands.add_parser("doctor", help="onderzoekt of alles in orde is").set_defaults(run=run_doctor)
    purge_command = commands.add_parser("purge", help="verwijdert wat lang genoeg bewaard is")
    purge_command.add_argument("--dry-run", action="store_true", help="toont alleen wat er zou verdwijnen")
    purge_command.set_defaults(run=run_purge)
