"""What deserves a word in the meeting, found by rules: contradictions, large changes, gaps."""

from dataclasses import dataclass
from typing import Literal

from catalogue.formatting import format_bare, format_number
from catalogue.loader import load_catalogue
from catalogue.model import Indicator
from views.headlines import view_address
from warehouse import queries
from warehouse.rows import ConflictRow, ObservationRow
from warehouse.snapshot import Snapshot

Kind = Literal["Tegenspraak", "Verandering", "Ontbreekt"]
REPORT = "igemo_evaluatierapport"
LEAST_CHANGE_PCT = 20
LEAST_CHANGE = 10
MOST_OF_A_KIND = 3
ARITHMETIC = {"verschillend": 0, "rekenkundig": 1, "bedrag": 2, "aantal": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to discuss and where it is shown."""

    kind: Kind
    title: str
    text: str
    href: str


def _is_key(indicator_id: str) -> bool:
    indicator = load_catalogue().indicators.get(indicator_id)
    return indicator is not None and (indicator.headline is not None or indicator.scorecard is not None)


def _conflict_item(conflict: ConflictRow) -> Item:
    figures = " en ".join(f"{f.printed} ({f.stands_at.split(chr(39))[0].strip()})" for f in conflict.figures)
    href = view_address(conflict.indicator_id) if conflict.indicator_id else "/kwaliteit"
    return Item(kind="Tegenspraak", title=conflict.title, text=f"{figures}.", href=href)


def conflict_items(snapshot: Snapshot) -> list[Item]:
    """Contradictions in amounts and counts: those of key indicators first, computed ones before declared ones."""
    found = [c for c in queries.conflicts(snapshot) if c.kind in ARITHMETIC and c.indicator_id]
    found.sort(key=lambda c: (ARITHMETIC[c.kind], not _is_key(c.indicator_id)))
    return [_conflict_item(c) for c in found[:MOST_OF_A_KIND]]


def _is_year(row: ObservationRow) -> bool:
    start, end = row.period
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year


def _change(indicator: Indicator, before: ObservationRow, now: ObservationRow) -> tuple[float, Item] | None:
    """How much a figure changed in its last year (in per cent) and the words for it; None when it is not worth a word."""
    if not before.value or now.value is None or now.period_end.year - before.period_end.year != 1:
        return None
    if {"conflict", "breuk", "onvolledig"} & {*before.flags, *now.flags} or "ongeveer" in {before.reading, now.reading}:
        return None
    change = now.value - before.value
    percentage = 100 * change / abs(before.value)
    if abs(percentage) < LEAST_CHANGE_PCT or abs(change) < LEAST_CHANGE:
        return None
    place = load_catalogue().municipalities[now.nis].name if now.nis else ""
    old, new = (format_bare(v, indicator.unit, indicator.decimals) for v in (before.value, now.value))
    signed = f"{'+' if change > 0 else ''}{format_number(percentage, 0)}%"
    text = f"Van {old} in {before.period_end.year} naar {new} in {now.period_end.year} ({signed})."
    title = f"{indicator.short_label}{f' in {place}' if place else ''}"
    return abs(percentage), Item(kind="Verandering", title=title, text=text, href=view_address(indicator.id))


def change_items(snapshot: Snapshot) -> list[Item]:
    """The largest changes of key indicators in their last year, one per indicator."""
    best: dict[str, tuple[float, Item]] = {}
    keys = [i for i in load_catalogue().indicators.values() if _is_key(i.id)]
    for indicator in keys:
        series: dict[tuple[str | None, str], list[ObservationRow]] = {}
        for row in queries.observations(snapshot, indicators=[indicator.id]):
            if _is_year(row):
                series.setdefault((row.nis, row.breakdown), []).append(row)
        changes = [c for rows in series.values() if len(rows) > 1 and (c := _change(indicator, rows[-2], rows[-1]))]
        if changes:
            best[indicator.id] = max(changes, key=lambda change: change[0])
    return [item for _, item in sorted(best.values(), key=lambda change: -change[0])[:MOST_OF_A_KIND]]


def gap_items(snapshot: Snapshot) -> list[Item]:
    """What is missing: municipalities that no table of the report holds, and key themes that await a delivery."""
    catalogue = load_catalogue()
    present = {row.nis for row in queries.coverage(snapshot, sources=[REPORT])}
    absent = [m for m in catalogue.municipalities.values() if m.nis not in present]
    items = [
        Item(
            kind="Ontbreekt",
            title=m.name,
            text="Komt in geen enkele tabel met cijfers per gemeente van het rapport voor.",
            href=f"/gemeente/{m.slug}",
        )
        for m in absent
    ]
    with_rows = queries.indicator_figures(snapshot)
    main = {theme.slug for theme in catalogue.themes.values() if theme.is_main}
    waiting = [
        i for i in catalogue.indicators.values() if i.awaits and i.id not in with_rows and i.theme in main and i.geography == "gemeente"
    ]
    items += [
        Item(kind="Ontbreekt", title=i.label, text=f"Niet in de bron. Aan te vullen met: {i.awaits}.", href=view_address(i.id))
        for i in waiting
    ]
    return items[:MOST_OF_A_KIND]


def to_discuss(snapshot: Snapshot) -> list[Item]:
    """Everything for *te bespreken*: contradictions, then changes, then gaps."""
    return [*conflict_items(snapshot), *change_items(snapshot), *gap_items(snapshot)]
