"""Which of the figures on screen were revised in the last year."""

from collections.abc import Sequence
from datetime import timedelta

from warehouse import queries
from warehouse.rows import ObservationRow, RevisionRow
from warehouse.snapshot import Snapshot

SHOWN_DAYS = 365
HIDDEN = "verborgen"


def revisions_of(rows: Sequence[ObservationRow], snapshot: Snapshot) -> list[RevisionRow]:
    """The revisions of these figures in the year before the snapshot was built, the newest first.

    What is hidden now is not told by what it was before.
    """
    shown = {row.key for row in rows if row.is_revised and row.status != HIDDEN}
    if not shown:
        return []
    since = snapshot.built_at.date() - timedelta(days=SHOWN_DAYS)
    return [r for r in queries.revisions(snapshot, indicators=sorted({key[0] for key in shown}), since=since) if r.key in shown]
