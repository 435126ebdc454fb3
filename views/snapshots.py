"""Which snapshot a request is about: the published one, or the one that `stand` names."""

from views.filters import Filters
from warehouse.snapshot import Snapshot, installed_warehouse


def snapshot_for(filters: Filters) -> Snapshot:
    """The snapshot of these filters; NoSnapshotError when it does not exist."""
    warehouse = installed_warehouse()
    return warehouse.by_id(filters.snapshot) if filters.snapshot else warehouse.current()
