"""The snapshots that are there: which there are, what changed between two of them, and going back to one."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data_pipeline.publish import is_intact, point_at, published, snapshot_path

CHANGES = """
with
old_figure as (
    select indicator_id, nis, period_start, period_end, breakdown, list(value order by value) as stated
    from old.observation group by all
),
new_figure as (
    select indicator_id, nis, period_start, period_end, breakdown, list(value order by value) as stated
    from new.observation group by all
),
compared as (
    select
        coalesce(new_figure.indicator_id, old_figure.indicator_id) as indicator_id,
        case
            when old_figure.indicator_id is null then 'nieuw'
            when new_figure.indicator_id is null then 'verdwenen'
            when old_figure.stated is distinct from new_figure.stated then 'herzien'
        end as change
    from old_figure
    full join new_figure
        on old_figure.indicator_id = new_figure.indicator_id
        and old_figure.nis is not distinct from new_figure.nis
        and old_figure.period_start = new_figure.period_start
        and old_figure.period_end = new_figure.period_end
        and old_figure.breakdown = new_figure.breakdown
)
select indicator_id, change, count(*) as figures from compared where change is not null group by all order by all
"""


class UnknownSnapshotError(Exception):
    """A snapshot that is not here or not whole; the message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One snapshot in the warehouse folder."""

    snapshot: str
    built_at: str
    figures: int
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many figures of an indicator are new, revised or gone: `nieuw`, `herzien`, `verdwenen`."""

    indicator_id: str
    change: str
    figures: int


def _about(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def history(warehouse_dir: Path) -> list[Entry]:
    """All snapshots, the oldest first."""
    current = published(warehouse_dir)
    told = [_about(path) for path in warehouse_dir.glob("snap-*.json")]
    entries = [
        Entry(snapshot=t["id"], built_at=t["built_at"], figures=t["rows"]["observation"], is_published=t["id"] == current) for t in told
    ]
    return sorted(entries, key=lambda entry: (entry.built_at, entry.snapshot))


def _must_be_whole(warehouse_dir: Path, snapshot: str) -> None:
    if not snapshot.isalnum() or not is_intact(warehouse_dir, snapshot):
        raise UnknownSnapshotError(
            f"De stand {snapshot[:20]} bestaat niet of is beschadigd. Bekijk wat er is met: python -m data_pipeline history"
        )


def rollback(warehouse_dir: Path, snapshot: str) -> None:
    """Publishes an older snapshot again, in one step.

    Raises UnknownSnapshotError when it is not here or its checksum does not fit; what is published then stays.
    """
    _must_be_whole(warehouse_dir, snapshot)
    point_at(warehouse_dir, snapshot)


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
        rows = connection.execute(CHANGES).fetchall()
    return [Change(indicator_id=indicator, change=change, figures=figures) for indicator, change, figures in rows]
