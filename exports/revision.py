"""A revised figure in words: since when, what it was, what it is and why."""

from catalogue.formatting import format_bare, format_day, short_period
from catalogue.model import Catalogue, Indicator
from warehouse.rows import RevisionRow

NOTHING = "geen cijfer"


def _told(value: float | None, text: str, indicator: Indicator) -> str:
    return format_bare(value, indicator.unit, indicator.decimals) if value is not None else text or NOTHING


def revision_words(row: RevisionRow, catalogue: Catalogue, *, is_placed: bool) -> str:
    """The sentence that stands beside a revised figure: `Herzien op 24 november 2026: 66 → 71 (fout in levering)`.

    Args:
        is_placed: whether it also says which figure was revised, for a place with more than one.
    """
    indicator = catalogue.indicators[row.indicator_id]
    place = catalogue.municipalities[row.nis].name if row.nis else indicator.area_label
    part = indicator.breakdown_label(row.breakdown) if row.breakdown else ""
    which = ", ".join(filter(None, (place, part, short_period(row.period_start, row.period_end)))) if is_placed else ""
    about = "; ".join(filter(None, (which, row.reason)))
    old, new = _told(row.old_value, row.old_text, indicator), _told(row.new_value, row.new_text, indicator)
    return f"Herzien op {format_day(row.revised_on)}: {old} → {new}{f' ({about})' if about else ''}"
