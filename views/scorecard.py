"""The table of twelve municipalities by key indicators."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.aggregation import HIDDEN
from catalogue.formatting import STATUS_WORD, format_bare, format_short, office_format, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Indicator
from views.points import row_code
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a municipality, or the word for why there is none: how it reads, exact for who looks closer, and its bar."""

    text: str
    exact: str
    code: str
    share_of_highest: float
    is_highest: bool
    is_word: bool = False
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One key indicator: head, period, where it leads, and a figure per municipality that has one."""

    indicator: Indicator
    head: str
    period: str
    scores: dict[str, Score]

    @property
    def number_format(self) -> str:
        """How a spreadsheet shows its figures."""
        return office_format(self.indicator.unit, self.indicator.decimals)


def newest_longest(rows: Sequence[ObservationRow]) -> list[ObservationRow]:
    """The rows of the newest period; of several that end on one day, the longest."""
    if not rows:
        return []
    last = max(row.period_end for row in rows)
    first = min(row.period_start for row in rows if row.period_end == last)
    return [row for row in rows if row.period == (first, last)]


def _column(indicator: Indicator, breakdown: str, snapshot: Snapshot) -> tuple[Column, list[ObservationRow]]:
    catalogue = load_catalogue()
    rows = [r for r in queries.observations(snapshot, indicators=[indicator.id]) if r.nis and r.breakdown == breakdown]
    newest = newest_longest([row for row in rows if row.value is not None])
    shown = [row for row in rows if newest and row.period == newest[0].period]
    highest = max((row.value or 0 for row in shown), default=0)
    has_hidden = any(row.status == HIDDEN.value for row in shown)

    def score(row: ObservationRow) -> Score:
        code = row_code(row, catalogue, snapshot.id)
        if row.value is None:
            word = STATUS_WORD[row.status]
            return Score(text=word, exact=word, code=code, share_of_highest=0, is_highest=False, is_word=True)
        return Score(
            text=format_short(row.value, indicator.unit, indicator.decimals),
            exact=format_bare(row.value, indicator.unit, indicator.decimals),
            code=code,
            share_of_highest=row.value / highest if highest else 0,
            is_highest=row.value == highest and not has_hidden,
            value=row.value,
        )

    scores = {row.nis: score(row) for row in shown if row.nis}
    period = short_period(*shown[0].period) if shown else ""
    return Column(indicator=indicator, head=indicator.short_label, period=period, scores=scores), shown


def scorecard(snapshot: Snapshot) -> tuple[list[Column], list[ObservationRow]]:
    """The columns in their order, and the rows behind them."""
    chosen = sorted((i for i in load_catalogue().indicators.values() if i.scorecard), key=lambda i: i.scorecard.order if i.scorecard else 0)
    found = [_column(i, i.scorecard.breakdown if i.scorecard else "", snapshot) for i in chosen]
    return [column for column, _ in found], [row for _, rows in found for row in rows]
