"""Which snapshot a request is about: the published one, or the one that `stand` names."""

from catalogue.formatting import format_day
from views.filters import Filters
from warehouse.snapshot import NothingReadableError, Snapshot, installed_warehouse


def snapshot_for(filters: Filters) -> Snapshot:
    """The snapshot of these filters; NoSnapshotError when it does not exist."""
    warehouse = installed_warehouse()
    return warehouse.by_id(filters.snapshot) if filters.snapshot else warehouse.current()


def snapshot_warning() -> str:
    """What a reader must know when another snapshot than the published one is shown, in Dutch; empty when all is well."""
    try:
        fallback = installed_warehouse().fallback()
    except NothingReadableError as error:
        return str(error)
    if fallback is None:
        return ""
    published, shown = fallback
    broken = (
        f"De gepubliceerde stand {published} is beschadigd, ontbreekt of mag hier niet getoond worden."
        if published
        else "De aanwijzer van de gepubliceerde stand is beschadigd of ontbreekt."
    )
    return f"{broken} U ziet stand {shown.id} van {format_day(shown.built_at.date())}, de laatste die volledig is. Verwittig de beheerder."
