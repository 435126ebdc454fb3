"""From the rows of a delivery to the figures that its contract says they give."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from catalogue.model import Catalogue
from data_pipeline.contract import Contract, Measure
from data_pipeline.intake.guard import refused
from data_pipeline.intake.numbers import Number
from data_pipeline.intake.place_names import plain
from data_pipeline.intake.places import former_municipalities
from data_pipeline.intake.row import Row
from data_pipeline.model import FLAGS, Observation, Project
from data_pipeline.privacy import Contribution, cell_of
from data_pipeline.relations import Cell

Reading = Literal["exact", "ongeveer"]
OUTSIDE = "buiten"
TEMPLATES = ("name", "partner", "started", "ended", "state", "detail")
EMPTY_PART, EMPTY_START = re.compile(r",\s*(?=[,;]|$)"), re.compile(r"(?<= ),\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure of a delivery, not yet protected.

    Attributes:
        persons: how many persons stand behind it, where the contract asks that.
        top_share_pct: how much of it is of the person with the most, where a delivery tells that.
    """

    observation: Observation
    persons: int | None = None
    top_share_pct: float | None = None


def _selected(rows: Iterable[Row], measure: Measure) -> Iterator[Row]:
    for row in rows:
        if all(row.texts.get(name, "") == value for name, value in measure.where.items()):
            yield row


def _missing(contract: Contract, row: Row, measure: Measure) -> Number | None:
    """What a row without a number says: it takes no part, or the figure was not delivered."""
    column = contract.columns[measure.column]
    if row.place.nis in contract.not_participating:
        return Number(status="niet_deelnemend")
    return Number(status="niet_geleverd") if column.required else None


class _Group:
    """The rows behind one figure."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.numbers: list[Number] = []

    def add(self, row: Row, number: Number | None) -> None:
        if number is not None:
            self.rows.append(row)
            self.numbers.append(number)

    def number(self, measure: Measure) -> Number:
        """The figure of the group."""
        if measure.aggregate == "count":
            return Number(value=float(len(self.rows)))
        known = [n for n in self.numbers if n.value is not None]
        if not known:
            return self.numbers[0]
        statuses = {n.status for n in known}
        status = next((s for s in ("geschat", "voorlopig") if s in statuses), "")
        reading: Reading = "ongeveer" if any(n.reading == "ongeveer" for n in known) else "exact"
        value = math.fsum(n.value or 0.0 for n in known)
        if measure.aggregate == "ratio":
            value /= len({row.texts[measure.per] for row, n in zip(self.rows, self.numbers, strict=True) if n.value is not None})
        return Number(value=value, reading=reading, status=status)

    @property
    def is_incomplete(self) -> bool:
        """Whether some of its rows have no number, so that a sum is not the whole."""
        return any(n.value is None for n in self.numbers) and any(n.value is not None for n in self.numbers)


def _groups(rows: Sequence[Row], measure: Measure, contract: Contract) -> dict[tuple[Any, ...], _Group]:
    groups: dict[tuple[Any, ...], _Group] = defaultdict(_Group)
    for row in _selected(rows, measure):
        if row.period.start is None or row.period.end is None:
            continue
        nis = row.place.nis if measure.level == "gemeente" else None
        breakdown = row.texts.get(measure.breakdown, "") if measure.breakdown else ""
        breakdown = OUTSIDE if row.place.area == OUTSIDE else breakdown
        start = row.period.end if measure.moment == "last" else row.period.start
        end = row.period.start if measure.moment == "first" else row.period.end
        is_counted = measure.aggregate == "count"
        number = Number(value=1.0) if is_counted else row.numbers.get(measure.column) or _missing(contract, row, measure)
        if measure.per and not row.texts.get(measure.per):
            number = Number(status="niet_geleverd")
        groups[nis, start, end, breakdown].add(row, number)
    return {key: group for key, group in groups.items() if group.rows}


def _observation(key: tuple[Any, ...], group: _Group, measure: Measure, contract: Contract, *, file: str, order: int) -> Observation:
    nis, start, end, breakdown = key
    number = group.number(measure)
    first = group.rows[0]
    is_single = len(group.rows) == 1 and measure.aggregate in {"single", "sum"}
    printed = first.printed.get(measure.column, "")
    sheet = f", blad '{first.sheet}'" if first.sheet else ""
    body = f" ({first.place.body})" if first.place.body else ""
    where = f"{file}{sheet}, rij {first.number}{body}" if is_single else f"{file}{sheet}, {len(group.rows)} rijen{body}"
    is_partial_year = contract.grain == "jaar" and start.year == end.year and 0 < end.month - start.month < 11  # noqa: PLR2004
    told = {flag for row in group.rows for flag in row.flags_of(measure.column)}
    told |= {"onvolledig"} if group.is_incomplete or is_partial_year or measure.leaves_out else set()
    return Observation(
        indicator_id=measure.indicator,
        nis=nis,
        period_start=start,
        period_end=end,
        breakdown=breakdown,
        value=number.value,
        value_text=printed
        if is_single
        else ("" if number.value is None else f"berekend uit {len(group.rows)} {'rij' if len(group.rows) == 1 else 'rijen'}"),
        reading=number.reading,
        lower=None,
        upper=None,
        status=(number.status or ("voorlopig" if is_partial_year else "definitief")),
        flags=tuple(flag for flag in FLAGS if flag in told),
        source_id=contract.id,
        source_ref=where,
        section=first.sheet,
        table_id=contract.id,
        row_order=order,
    )


def _persons(group: _Group, contract: Contract, indicator: str) -> int | None:
    if indicator not in contract.privacy.magnitudes:
        return None
    counts = [row.numbers[contract.privacy.persons].value or 0.0 for row in group.rows if contract.privacy.persons in row.numbers]
    return int(math.fsum(counts)) if counts else None


def _top_share_pct(group: _Group, contract: Contract, observation: Observation) -> float | None:
    told = contract.privacy
    if observation.indicator_id not in told.magnitudes or not observation.value:
        return None
    largest = [row.numbers[told.largest].value or 0.0 for row in group.rows if told.largest in row.numbers]
    return 100 * max(largest) / abs(observation.value) if largest else None


def facts_of(rows: Sequence[Row], contract: Contract, catalogue: Catalogue, *, file: str) -> list[Fact]:
    """The figures that the rows give, in the order of the contract's measures.

    A part that the catalogue does not know is left out when it is nought or was not delivered.

    Raises RefusedError when such a part has a value.
    """
    facts = []
    newest = _newest(rows, contract)
    for measure in contract.measures:
        needed = [c for c in (measure.column, measure.per) if c and c in contract.columns]
        present = {name for row in newest for name in row.printed}
        if any(name not in present for name in needed):
            continue
        for order, (key, group) in enumerate(_groups(newest, measure, contract).items()):
            observation = _observation(key, group, measure, contract, file=file, order=order)
            if observation.breakdown and observation.breakdown not in catalogue.indicators[measure.indicator].breakdown:
                if not observation.value:
                    continue
                raise refused(
                    "uitsplitsing", f"'{observation.breakdown}' staat niet bij {measure.indicator} in de catalogus. Vul de catalogus aan."
                )
            persons, share = _persons(group, contract, measure.indicator), _top_share_pct(group, contract, observation)
            facts.append(Fact(observation=observation, persons=persons, top_share_pct=share))
    return facts


def contributions_of(facts: Iterable[Fact]) -> dict[Cell, Contribution]:
    """Who stands behind the figures of which that is known."""
    known = (fact for fact in facts if fact.persons is not None)
    return {cell_of(f.observation): Contribution(persons=f.persons, top_share_pct=f.top_share_pct) for f in known}


def _newest(rows: Sequence[Row], contract: Contract) -> list[Row]:
    """Of several plans for one period only the newest: plans are never added up."""
    if not contract.newest:
        return list(rows)
    newest: dict[tuple[Any, ...], str] = defaultdict(str)
    for row in rows:
        key = (row.place.nis, row.period.start, row.period.end)
        newest[key] = max(newest[key], row.texts.get(contract.newest, ""))
    return [r for r in rows if r.texts.get(contract.newest, "") == newest[r.place.nis, r.period.start, r.period.end]]


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its columns filled in; what is empty leaves no comma behind."""
    text = " ".join(template.format_map(values).split())
    return EMPTY_START.sub("", EMPTY_PART.sub("", text))


def _ended_by_merger(row: Row, contract: Contract) -> dict[str, str]:
    """What differs for a municipality that merged since, where the contract says that what it had ended with it."""
    record = contract.record
    name = row.printed.get(contract.named("municipality"), "")
    former = former_municipalities().get(plain(name)) if record and record.state_if_merged else None
    if record is None or former is None:
        return {}
    return {"name": f"{record.name}, {former[0]}", "ended": former[1].isoformat(), "state": record.state_if_merged}


def projects_of(rows: Sequence[Row], contract: Contract) -> list[Project]:
    """What the rows give that is no number, by the templates of the contract's record."""
    if contract.record is None:
        return []
    told = {name: text for name, text in asdict(contract.record).items() if name in TEMPLATES}
    projects = []
    for order, row in enumerate(rows):
        values = defaultdict(str, {**row.printed, **row.texts})
        filled = {name: _filled(template, values) for name, template in told.items()} | _ended_by_merger(row, contract)
        amount = row.numbers.get(contract.record.amount)
        projects.append(
            Project(
                kind=contract.record.kind,
                service=contract.record.service,
                theme=contract.record.theme,
                nis=row.place.nis,
                amount_eur=amount.value if amount else None,
                printed_amount=row.printed.get(contract.record.amount, ""),
                source_id=contract.id,
                section=row.sheet or contract.title,
                table_id=contract.id,
                row_order=order,
                **filled,
            )
        )
    return projects


def fact_line(fact: Fact) -> str:
    """A fact as one line of JSON."""
    return json.dumps(
        asdict(fact.observation) | {"persons": fact.persons, "top_share_pct": fact.top_share_pct},
        default=str,
        ensure_ascii=False,
        sort_keys=True,
    )


def fact_of_line(line: str) -> Fact:
    """The fact that a line of JSON describes."""
    told = json.loads(line)
    behind = {name: told.pop(name, None) for name in ("persons", "top_share_pct")}
    dates = {name: date.fromisoformat(told[name]) for name in ("period_start", "period_end")}
    return Fact(observation=Observation(**{**told, **dates, "flags": tuple(told["flags"])}), **behind)
