"""An old code looked up: the figure as it was in its snapshot, what it is now, and why that differs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.codes import Code, read_code
from catalogue.formatting import STATUS_WORD, format_day, format_value, short_period
from catalogue.loader import load_catalogue
from exports.revision import revision_words
from views.headlines import view_address
from views.points import qualifier, row_code
from warehouse import queries
from warehouse.rows import ObservationRow, RevisionRow
from warehouse.snapshot import NoSnapshotError, Snapshot, installed_warehouse

EXAMPLE_ENDING = " (voorbeelddata)"
IN_A_TEXT = re.compile(r"riv(:\S+?@[0-9a-f]{12})", re.IGNORECASE)
NOT_THEN = "stond er nog niet"
LOST = "niet meer na te gaan"
NOT_NOW = "staat er niet meer"
SAME, SOURCE_CHANGED = "ongewijzigd", "de bron, de lezing of een correctie is sindsdien veranderd"
CONTRADICTED = "sindsdien zegt nog een bron iets"
Key = tuple[str, str | None, object, object, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One figure behind a code: what it is about, what it was, what it is, and why they differ.

    Attributes:
        code_then, code_now: the passports of both; empty where there is no figure.
    """

    what: str
    period: str
    then: str
    now: str
    reason: str
    code_then: str
    code_now: str

    @property
    def is_changed(self) -> bool:
        """Whether the figure is another one now."""
        return self.then != self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is known of a code.

    Attributes:
        made: the day on which the snapshot of the code was built, in words; empty when it is not here.
        address: the page with the view as it was, and as it is.
    """

    code: str
    title: str
    snapshot: str
    made: str
    current: str
    lines: tuple[TraceLine, ...]
    address: str

    @property
    def changed(self) -> int:
        """How many figures are another one now."""
        return sum(line.is_changed for line in self.lines)


def cleaned(text: str) -> str:
    """A code as somebody typed or pasted it, without what stands around it; a text without a code as it is."""
    found = IN_A_TEXT.search(text)
    return f"RIV{found[1]}" if found else text.strip()


def _rows(code: Code, snapshot: Snapshot | None) -> list[ObservationRow]:
    """The figures that a code names: exactly its period where there is one, else all within it, as a chart shows them."""
    if snapshot is None:
        return []
    period = (code.period_start, code.period_end)
    found = queries.observations(snapshot, indicators=[code.indicator_id], period=period)
    found += queries.observations(snapshot, indicators=[code.indicator_id], period=period, is_example=True)
    part = [row for row in found if not code.breakdown or row.breakdown == code.breakdown]
    exact = [row for row in part if row.nis == code.nis and row.period == period and row.breakdown == code.breakdown]
    return exact or [row for row in part if code.nis is None or row.nis == code.nis]


def _by_key(rows: Sequence[ObservationRow]) -> dict[Key, list[ObservationRow]]:
    found: dict[Key, list[ObservationRow]] = {}
    for row in rows:
        found.setdefault((*row.key[:4], f"{row.breakdown}{'*' if row.is_demo else ''}"), []).append(row)
    return found


def _told(rows: Sequence[ObservationRow]) -> str:
    indicator = load_catalogue().indicators[rows[0].indicator_id]
    texts = [
        STATUS_WORD[row.status] if row.value is None else qualifier(row) + format_value(row.value, indicator.unit, indicator.decimals)
        for row in rows
    ]
    return " / ".join(texts) + (EXAMPLE_ENDING if rows[0].is_demo else "")


def _reason(then: Sequence[ObservationRow], now: Sequence[ObservationRow], revisions: Mapping[Key, RevisionRow]) -> str:
    if not then or not now:
        return ""
    if _told(then) == _told(now):
        return SAME
    revision = revisions.get(now[0].key)
    if revision is not None:
        return revision_words(revision, load_catalogue(), is_placed=False)
    return CONTRADICTED if len(now) > len(then) else SOURCE_CHANGED


def _line(
    then: Sequence[ObservationRow],
    now: Sequence[ObservationRow],
    revisions: Mapping[Key, RevisionRow],
    *,
    ids: tuple[str, str],
    without: str,
) -> TraceLine:
    """One figure, then and now.

    Args:
        ids: of the snapshot of the code and of the published one.
        without: what stands where there was no figure then.
    """
    catalogue = load_catalogue()
    row = (then or now)[0]
    indicator = catalogue.indicators[row.indicator_id]
    place = catalogue.municipalities[row.nis].name if row.nis else indicator.area_label
    part = indicator.breakdown_label(row.breakdown) if row.breakdown else ""
    return TraceLine(
        what=", ".join(filter(None, (place, part))),
        period=short_period(*row.period),
        then=_told(then) if then else without,
        now=_told(now) if now else NOT_NOW,
        reason=_reason(then, now, revisions),
        code_then=row_code(then[0], catalogue, ids[0]) if then else "",
        code_now=row_code(now[0], catalogue, ids[1]) if now else "",
    )


def trace(text: str) -> Trace:
    """What a code says, then and now.

    Raises UnknownCodeError for a text that is no code.
    """
    catalogue = load_catalogue()
    code = read_code(cleaned(text), catalogue)
    warehouse = installed_warehouse()
    current = warehouse.current()
    try:
        old: Snapshot | None = warehouse.by_id(code.snapshot)
    except NoSnapshotError:
        old = None
    then, now = _by_key(_rows(code, old)), _by_key(_rows(code, current))
    revisions: dict[Key, RevisionRow] = {
        r.key: r for r in reversed(queries.revisions(current, indicators=[code.indicator_id], since=date.min))
    }
    ids, without = (code.snapshot, current.id), NOT_THEN if old else LOST
    lines = [_line(then.get(key, []), now.get(key, []), revisions, ids=ids, without=without) for key in dict.fromkeys([*then, *now])]
    indicator = catalogue.indicators[code.indicator_id]
    return Trace(
        code=cleaned(text),
        title=indicator.label,
        snapshot=code.snapshot,
        made=format_day(old.built_at.date()) if old else "",
        current=current.id,
        lines=tuple(sorted(lines, key=lambda line: not line.is_changed)),
        address=view_address(code.indicator_id),
    )
