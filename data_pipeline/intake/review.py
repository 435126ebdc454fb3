"""Looks at the rows of a file together: repeats and contradictions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from catalogue.formatting import format_period
from data_pipeline.contract import Contract
from data_pipeline.intake import row_checks
from data_pipeline.intake.report import Message
from data_pipeline.intake.row import WHOLE_ROW, Row


def _key(row: Row, contract: Contract) -> tuple[object, ...]:
    """What a row is about: two rows with one key say the same or contradict each other."""
    named = contract.key or tuple(name for name, c in contract.columns.items() if c.kind in {"category", "text", "ignored"})
    parts = [
        row.texts.get(name, row.printed.get(name, ""))
        for name in named
        if contract.columns[name].kind not in {"municipality", "nis", "period"} or contract.columns[name].values
    ]
    return (row.place.nis, row.place.area, row.place.body, row.place.former, row.period.start, row.period.end, *parts)


def _values(row: Row) -> tuple[object, ...]:
    return (tuple((name, n.value, n.status) for name, n in sorted(row.numbers.items())), tuple(sorted(row.texts.items())))


def _period(row: Row, contract: Contract) -> str:
    """The period of a row as it was delivered, else as its sheet or its file gives it."""
    start, end = row.period.start, row.period.end
    return row.printed.get(contract.named("period"), "") or (format_period(start, end) if start and end else "")


def _without_repeats(rows: Sequence[Row], contract: Contract) -> tuple[list[Row], list[Message]]:
    """Repeats of a row are left out, contradictions go to quarantine, both of them."""
    by_key: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.is_loaded and not row.left_out:
            by_key[_key(row, contract)].append(index)
    told: list[Message] = []
    new = list(rows)
    for places in by_key.values():
        first = new[places[0]]
        if len(places) == 1:
            continue
        if len({_values(rows[p]) for p in places}) == 1:
            if contract.newest or (contract.rows_mean == "parts" and not contract.key):
                continue
            for p in places[1:]:
                text = f"(info) Rij {rows[p].number} herhaalt rij {first.number} en telt één keer mee."
                told.append(Message(code="dubbel", level="info", text=text, sheet=rows[p].sheet, row=rows[p].number))
                new[p] = replace(rows[p], left_out="herhaling")
            continue
        about = " ".join(filter(None, (first.printed.get(contract.named("municipality")) or first.place.nis, _period(first, contract))))
        for p in places:
            other = next(rows[q] for q in places if q != p)
            elsewhere = f" van werkblad '{other.sheet}'" if other.sheet != rows[p].sheet else ""
            text = f"Rij {rows[p].number} en {other.number}{elsewhere}: twee verschillende waarden voor {about}."
            new[p] = rows[p].told("H04", "error", text)
    return new, told


def _of_columns(rows: Sequence[Row], contract: Contract) -> Iterator[Message]:
    """What is to be said once of a column: that it holds averages, that nobody knows whether VAT is in."""
    for column in contract.columns.values():
        delivered = [row for row in rows if row.is_loaded and row.value(column.name) is not None]
        title = delivered[0].titles.get(column.name, column.label) if delivered else ""
        if delivered and column.non_additive:
            text = "Dit is een gemiddelde per wagen en mag niet opgeteld worden."
            yield Message(code="E04", level="warning", text=text, sheet=delivered[0].sheet, column=title)
        if any("btw_onbekend" in row.flags_of(column.name) for row in delivered):
            yield Message(code="E08", level="warning", text="Onbekend of dit bedrag incl. btw is.", sheet=delivered[0].sheet, column=title)


def review_rows(rows: Sequence[Row], contract: Contract) -> tuple[list[Row], list[Message]]:
    """The rows with what can only be said when they are seen together.

    Raises RefusedError when a number of the file can be read in two ways.
    """
    row_checks.check_notation(rows)
    read: Sequence[Row] = [row_checks.complete(row, contract) for row in rows]
    together: Iterable[Callable[[Sequence[Row], Contract], Sequence[Row]]] = (
        row_checks.without_fractions,
        row_checks.with_parts_named,
        row_checks.with_bodies_apart,
        row_checks.with_former_together,
        row_checks.with_averages_apart,
    )
    for look in together:
        read = look(read, contract)
    kept, told = _without_repeats(read, contract)
    steps: Iterable[Callable[[Row, Contract], Row]] = (row_checks.outside, row_checks.remarkable, row_checks.private, row_checks.silent)
    for step in steps:
        kept = [step(row, contract) for row in kept]
    told += _of_columns(kept, contract)
    whole = {row.place.parts for row in kept if row.is_loaded and row.place.former and "onvolledig" not in row.flags_of(WHOLE_ROW)}
    told += (Message(code="G11", level="info", text=f"(info) Historische gemeenten {' en '.join(p)} samengeteld.") for p in sorted(whole))
    return kept, told
