"""The passports behind a citeable code: one, or several where published figures disagree."""

from catalogue.codes import read_code
from catalogue.loader import load_catalogue
from exports.passport import Passport, passport
from views.render import NAMES_ONLY
from views.revisions import revisions_of
from warehouse import queries
from warehouse.snapshot import installed_warehouse


def passports_of(code: str) -> list[Passport]:
    """Every figure at a code, in the snapshot that the code names.

    Raises UnknownCodeError for a text that is no code and NoSnapshotError for a snapshot that is not here.
    """
    catalogue = load_catalogue()
    asked = read_code(code, catalogue)
    snapshot = installed_warehouse().by_id(asked.snapshot)
    period = (asked.period_start, asked.period_end)
    found = queries.observations(snapshot, indicators=[asked.indicator_id], period=period)
    found += queries.observations(snapshot, indicators=[asked.indicator_id], period=period, is_example=True)
    rows = [row for row in found if row.nis == asked.nis and row.breakdown == asked.breakdown and row.period == period]
    sources = {s.source_id: s for s in queries.sources(snapshot)}
    conflicts = [c for c in queries.conflicts(snapshot, indicators=[asked.indicator_id]) if c.kind not in NAMES_ONLY]
    revisions = revisions_of(rows, snapshot)
    return [
        passport(
            row,
            code=code,
            catalogue=catalogue,
            source=sources[row.source_id],
            conflicts=conflicts,
            snapshot_id=snapshot.id,
            updated=snapshot.built_at.date(),
            revisions=revisions,
        )
        for row in rows
    ]
