"""Tells the steward which figures of a delivery will not be shown, and why: the same rule that a build applies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from catalogue.model import Catalogue
from data_pipeline.contract import Contract, Measure
from data_pipeline.intake.comparison import Key
from data_pipeline.intake.facts import Fact, contributions_of
from data_pipeline.intake.report import Message
from data_pipeline.intake.row import Row
from data_pipeline.intake.table import Findings
from data_pipeline.model import Observation
from data_pipeline.privacy import cell_of, protect, rules_of

SMALL = ("I01", "Niet getoond om privacyredenen (kleine aantallen).")
LINKED = ("I02", "Niet getoond: zou een kleiner cijfer herleidbaar maken.")


def _is_behind(row: Row, figure: Observation, measure: Measure) -> bool:
    """Whether a row is one of those that a figure comes from."""
    start, end = row.period.start, row.period.end
    if measure.indicator != figure.indicator_id or row.place.nis != figure.nis or start is None or end is None:
        return False
    return start <= figure.period_start and figure.period_end <= end and row.value(measure.column) is not None


def _messages(figure: Observation, why: tuple[str, str], rows: Sequence[Row], contract: Contract) -> Iterator[Message]:
    for measure in contract.measures:
        for row in rows:
            if _is_behind(row, figure, measure):
                title = row.titles.get(measure.column, "")
                yield Message(code=why[0], level="warning", text=why[1], sheet=row.sheet, row=row.number, column=title)


def with_hidden_told(
    findings: Findings, facts: Sequence[Fact], known: Mapping[Key, Fact], contract: Contract, catalogue: Catalogue
) -> Findings:
    """What was read from a file, with a remark at each figure that a build will hide.

    Args:
        known: what accepted deliveries of this source say.
    """
    if not contract.privacy.floors and not contract.privacy.magnitudes:
        return findings
    together = dict(known) | {fact.observation.key: fact for fact in facts}
    protected = protect(
        [fact.observation for fact in together.values()],
        rules=rules_of([contract], catalogue),
        catalogue=catalogue,
        contributions=contributions_of(together.values()),
    )
    told: list[Message] = []
    for fact in facts:
        cell = cell_of(fact.observation)
        if fact.observation.value is not None and (cell in protected.small or cell in protected.linked):
            told += _messages(fact.observation, SMALL if cell in protected.small else LINKED, findings.rows, contract)
    already = {(m.sheet, m.row) for m in findings.messages if m.level == "warning"}
    more = {(m.sheet, m.row) for m in told} - already
    return replace(findings, messages=[*findings.messages, *told], flagged=findings.flagged + len(more))
