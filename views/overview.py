"""The sentence under the title of the overview."""

from catalogue.formatting import format_day
from catalogue.loader import load_catalogue
from warehouse import queries
from warehouse.snapshot import Snapshot


def overview_intro(snapshot: Snapshot) -> str:
    """How many municipalities, until when the headline figures reach, and of when this state is."""
    catalogue = load_catalogue()
    leading = [i.id for i in catalogue.indicators.values() if i.headline is not None]
    last_day = queries.last_period_end(snapshot, indicators=leading)
    until = f", kerncijfers tot en met {format_day(last_day)}" if last_day else ""
    return f"{len(catalogue.municipalities)} gemeenten{until}. Stand van {format_day(snapshot.built_at.date())}."
