"""The snapshots that are there: which there are, what changed between two of them, and going back to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from catalogue.formatting import STATUS_WORD, format_bare, format_number, format_period
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue, Indicator
from data_pipeline.logbook import events
from data_pipeline.publish import SNAPSHOT_ID, is_intact, point_at, published, snapshot_path
from data_pipeline.verify import told_beside

CHANGES = """
with
old_figure as (
    select
        indicator_id, nis, period_start, period_end, breakdown, is_demo,
        list(value order by value) filter (where value is not null) as figures, list(distinct status order by status) as statuses
    from old.observation group by all
),
new_figure as (
    select
        indicator_id, nis, period_start, period_end, breakdown, is_demo,
        list(value order by value) filter (where value is not null) as figures, list(distinct status order by status) as statuses
    from new.observation group by all
),
compared as (
    select
        coalesce(new_figure.indicator_id, old_figure.indicator_id) as indicator_id,
        coalesce(new_figure.nis, old_figure.nis) as nis,
        coalesce(new_figure.period_start, old_figure.period_start) as period_start,
        coalesce(new_figure.period_end, old_figure.period_end) as period_end,
        coalesce(new_figure.breakdown, old_figure.breakdown) as breakdown,
        coalesce(new_figure.is_demo, old_figure.is_demo) as is_demo,
        old_figure.figures as old_figures, new_figure.figures as new_figures,
        old_figure.statuses as old_statuses, new_figure.statuses as new_statuses,
        case
            when new_figure.indicator_id is null then 'verdwenen'
            when new_figure.figures is null and (old_figure.indicator_id is null or old_figure.figures is not null) then 'nieuwe leemte'
            when old_figure.indicator_id is null then 'nieuw'
            when old_figure.figures is null and new_figure.figures is not null then 'aangevuld'
            when old_figure.figures is distinct from new_figure.figures then 'herzien'
            when old_figure.statuses <> new_figure.statuses then 'andere status'
        end as change
    from old_figure
    full join new_figure
        on old_figure.indicator_id = new_figure.indicator_id
        and old_figure.nis is not distinct from new_figure.nis
        and old_figure.period_start = new_figure.period_start
        and old_figure.period_end = new_figure.period_end
        and old_figure.breakdown = new_figure.breakdown
        and old_figure.is_demo = new_figure.is_demo
)
select
    *,
    change = 'nieuw' and not exists (
        select 1 from old.observation as known
        where known.indicator_id = compared.indicator_id and known.is_demo = compared.is_demo
            and known.period_start = compared.period_start and known.period_end = compared.period_end
    ) as is_new_period
from compared
where change is not null
order by indicator_id, change, period_end, period_start, nis nulls first, breakdown, is_demo
"""
MOST_NAMED = 5
MOST_DECIMALS = 6
EVENT_WORDS = {"built": "gebouwd", "published": "gepubliceerd", "rolled_back": "teruggezet", "found": "gepubliceerd gevonden"}


class UnknownSnapshotError(Exception):
    """A snapshot that is not here or not whole; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One snapshot in the warehouse folder; of one that is damaged only the id is sure."""

    snapshot: str
    built_at: str
    figures: int
    is_published: bool
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The figures of an indicator that changed in one way: how many, the first few in words, and the periods that none had before."""

    indicator_id: str
    change: str
    figures: int
    named: tuple[str, ...]
    new_periods: tuple[str, ...]


def history(warehouse_dir: Path) -> list[Entry]:
    """All snapshots, the oldest first."""
    current = published(warehouse_dir)
    entries = []
    for path in warehouse_dir.glob("snap-*.duckdb"):
        snapshot = path.stem.removeprefix("snap-")
        told = told_beside(path) or {}
        entries.append(
            Entry(
                snapshot=snapshot,
                built_at=str(told.get("built_at", "")),
                figures=int(told.get("rows", {}).get("observation", 0)),
                is_published=snapshot == current,
                is_whole=is_intact(warehouse_dir, snapshot),
            )
        )
    return sorted(entries, key=lambda entry: (entry.built_at, entry.snapshot))


def history_lines(warehouse_dir: Path) -> list[str]:
    """All snapshots in Dutch, the oldest first, and below them what was done with them."""
    lines = []
    for entry in history(warehouse_dir):
        marks = ", ".join(word for word, is_so in (("gepubliceerd", entry.is_published), ("beschadigd", not entry.is_whole)) if is_so)
        lines.append(f"{entry.snapshot}  {entry.built_at:<20}  {entry.figures:>7} cijfers  {marks}".rstrip())
    for told in events(warehouse_dir):
        if told["event"] in EVENT_WORDS:
            instead = f", in plaats van {told['instead_of']}" if told.get("instead_of") else ""
            lines.append(f"{told['at']}  stand {told.get('snapshot', '?')} {EVENT_WORDS[told['event']]}{instead}")
    return lines


def _must_be_whole(warehouse_dir: Path, snapshot: str) -> None:
    if not SNAPSHOT_ID.fullmatch(snapshot) or not is_intact(warehouse_dir, snapshot):
        raise UnknownSnapshotError(
            f"De stand {snapshot[:20]} bestaat niet of is beschadigd. Bekijk wat er is met: python -m data_pipeline history"
        )


def rollback(warehouse_dir: Path, snapshot: str) -> None:
    """Publishes another snapshot again, in one step and noted in the log; the same command with the other id undoes it.

    Raises UnknownSnapshotError when it is not here or its checksum does not fit; what is published then stays.
    """
    _must_be_whole(warehouse_dir, snapshot)
    if published(warehouse_dir) != snapshot:
        point_at(warehouse_dir, snapshot, event="rolled_back")


def difference(warehouse_dir: Path, *, old: str, new: str) -> list[Change]:
    """What changed from one snapshot to another, per indicator; the same place, period and part is the same figure.

    Raises UnknownSnapshotError when one of them is not here or not whole.
    """
    for snapshot in (old, new):
        _must_be_whole(warehouse_dir, snapshot)
    with duckdb.connect() as connection:
        for name, snapshot in (("old", old), ("new", new)):
            path = str(snapshot_path(warehouse_dir, snapshot)).replace("'", "''")
            connection.execute(f"attach '{path}' as {name} (read_only)")
        found = connection.execute(CHANGES)
        columns = [column[0] for column in found.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    catalogue = load_catalogue()
    return [
        _change(indicator_id, change, list(group), catalogue)
        for (indicator_id, change), group in groupby(rows, key=lambda row: (row["indicator_id"], row["change"]))
    ]


def change_counts(warehouse_dir: Path, *, old: str | None, new: str) -> dict[str, int]:
    """How many figures changed in each way from one snapshot to another; nothing when there was no other."""
    if old is None or old == new or not is_intact(warehouse_dir, old):
        return {}
    counts: dict[str, int] = {}
    for change in difference(warehouse_dir, old=old, new=new):
        counts[change.change] = counts.get(change.change, 0) + change.figures
    return counts


def _change(indicator_id: str, change: str, rows: Sequence[dict[str, Any]], catalogue: Catalogue) -> Change:
    periods = {(row["period_start"], row["period_end"]): None for row in rows if row["is_new_period"]}
    return Change(
        indicator_id=indicator_id,
        change=change,
        figures=len(rows),
        named=tuple(_named(row, catalogue) for row in rows[:MOST_NAMED]),
        new_periods=tuple(format_period(*period) for period in periods),
    )


def _named(row: dict[str, Any], catalogue: Catalogue) -> str:
    """One figure in Dutch: where, when, which part, and what it was and is."""
    indicator = catalogue.indicators.get(row["indicator_id"])
    municipality = catalogue.municipalities.get(row["nis"])
    place = municipality.name if municipality else row["nis"] or "regio"
    part = indicator.breakdown_label(row["breakdown"]) if indicator and row["breakdown"] else row["breakdown"]
    about = ", ".join(filter(None, [place, part, "voorbeelddata" if row["is_demo"] else ""]))
    old, new = (_shown(row, which, indicator) for which in ("old", "new"))
    if row["change"] == "andere status":
        old, new = (", ".join(row[f"{which}_statuses"]) for which in ("old", "new"))
    when = format_period(row["period_start"], row["period_end"])
    return f"{about} {when}: {new}" if row["old_statuses"] is None else f"{about} {when}: {old} → {new}"


def _shown(row: dict[str, Any], which: str, indicator: Indicator | None) -> str:
    """What a figure was or is: with as many decimals as it takes to tell the old from the new."""
    figures, statuses = row[f"{which}_figures"], row[f"{which}_statuses"]
    if statuses is None:
        return "weg"
    if figures is None:
        return ", ".join(STATUS_WORD.get(status, status) for status in statuses)
    both = [row["old_figures"] or [], row["new_figures"] or []]
    least = indicator.decimals if indicator else 0
    decimals = next(
        (d for d in range(least, MOST_DECIMALS) if len({tuple(format_number(f, d) for f in side) for side in both}) > 1), MOST_DECIMALS
    )
    return " en ".join(format_bare(figure, indicator.unit if indicator else "", decimals).strip() for figure in figures)


def difference_lines(changes: Sequence[Change]) -> list[str]:
    """The changes in Dutch: per indicator how many figures of which kind, the first few by name."""
    if not changes:
        return ["Geen enkel cijfer verschilt."]
    catalogue, lines = load_catalogue(), []
    for indicator_id, group in groupby(changes, key=lambda change: change.indicator_id):
        indicator = catalogue.indicators.get(indicator_id)
        lines.append(f"{indicator.label} ({indicator_id})" if indicator else indicator_id)
        for change in group:
            shown = change.new_periods[:MOST_NAMED]
            periods = f", nieuwe periode: {', '.join(shown)}{_more(change.new_periods)}" if shown else ""
            rest = change.figures - len(change.named)
            lines.append(f"  {change.change}: {change.figures}{periods}")
            lines += [f"    {figure}" for figure in change.named]
            lines += [f"    en nog {rest}"] if rest else []
    return lines


def _more(periods: Sequence[str]) -> str:
    rest = len(periods) - MOST_NAMED
    return f" en nog {rest}" if rest > 0 else ""
