"""What contradicts itself, the catalogue or the readers in one contract: every fault in Dutch, with its key."""

from collections import Counter
from collections.abc import Iterator
from string import Formatter

from catalogue.model import Catalogue
from data_pipeline.contract import Column, Contract, Measure
from data_pipeline.intake.delimited import DELIMITER_WORD
from data_pipeline.intake.header import title_key
from data_pipeline.model import STATUSES_WITHOUT_VALUE
from data_pipeline.trips.contract import TripContractError, trip_contract

FORMATS = ("csv", "xlsx", "json")


def _column_faults(column: Column, catalogue: Catalogue) -> Iterator[str]:
    where = f"[columns] {column.name}"
    if column.is_numeric and not column.unit:
        yield f"{where}: een getal heeft een eenheid nodig"
    if column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
        yield f"{where}: minimum is groter dan maximum"
    for code, status in column.codes.items():
        if status not in STATUSES_WITHOUT_VALUE:
            yield f"{where}: code '{code}' kan niet '{status}' betekenen; kies uit {', '.join(STATUSES_WITHOUT_VALUE)}"
    if column.kind == "municipality":
        for area, nis in column.values.items():
            if nis not in catalogue.municipalities:
                yield f"{where}: gebied '{area}' hoort bij '{nis}', maar dat is geen gemeente"


def _title_faults(contract: Contract) -> Iterator[str]:
    """A title that could be two columns is none."""
    titles = [(title_key(t), t, c.name) for c in contract.columns.values() for t in c.titles]
    columns = {key: {name for k, _, name in titles if k == key} for key, _, _ in titles}
    for key, names in sorted(columns.items()):
        if len(names) > 1:
            title = next(t for k, t, _ in titles if k == key)
            yield f"[columns] titel '{title}' staat bij {' en '.join(sorted(names))}"


def _parts_of(contract: Contract, measure: Measure) -> set[str]:
    """The keys into which a measure can split its figure, as far as the contract lists them."""
    column = contract.columns.get(measure.breakdown)
    listed = set(column.values.values()) if column else set()
    only = measure.where.get(measure.breakdown)
    return {only} if only else listed - {""}


def _measure_faults(contract: Contract, measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    where = f"[[measures]] {measure.indicator}"
    indicator = catalogue.indicators.get(measure.indicator)
    column = contract.columns.get(measure.column)
    names = [measure.column, measure.per, measure.breakdown, *measure.where]
    yield from (f"{where}: kolom '{name}' bestaat niet" for name in names if name and name not in contract.columns)
    if not measure.column:
        yield f"{where}: 'column' ontbreekt"
    elif column and measure.aggregate != "count" and not column.is_numeric:
        yield f"{where}: kolom '{measure.column}' bevat geen getallen; tel ze (count) of kies een andere"
    if (measure.aggregate == "ratio") != bool(measure.per):
        yield f"{where}: aggregate = 'ratio' en per horen samen"
    if indicator is None:
        yield f"{where}: deze indicator staat niet in de catalogus"
        return
    if column and measure.aggregate == "sum" and column.non_additive:
        yield f"{where}: kolom '{measure.column}' is een gemiddelde en mag niet opgeteld worden"
    if measure.aggregate == "sum" and indicator.over_area == "none" and measure.level == "regio":
        yield f"{where}: dit cijfer mag volgens de catalogus niet opgeteld worden over gemeenten"
    for part in sorted(_parts_of(contract, measure) - set(indicator.breakdown)):
        yield f"{where}: '{part}' is volgens de catalogus geen uitsplitsing van deze indicator"


def _layout_faults(contract: Contract) -> Iterator[str]:
    layout = contract.layout
    yield from (f"[layout]: formaat '{f}' bestaat niet; kies uit {', '.join(FORMATS)}" for f in layout.formats if f not in FORMATS)
    if not layout.formats:
        yield f"[layout]: noem minstens één formaat: {', '.join(FORMATS)}"
    if "csv" in layout.formats and layout.delimiter not in DELIMITER_WORD:
        yield f"[layout]: scheidingsteken '{layout.delimiter}' wordt niet gelezen; kies puntkomma, komma of tab"
    if bool(layout.heads) != bool(layout.crosstab_value):
        yield "[layout]: heads en crosstab_value horen samen"
    if "json" in layout.formats and not contract.is_trips and not layout.records:
        yield "[layout]: noem bij records waar de lijst in het JSON-bestand staat"
    named = [layout.crosstab_value, *layout.heads, *layout.fields]
    yield from (f"[layout]: kolom '{name}' bestaat niet" for name in named if name and name not in contract.columns)


def _privacy_faults(contract: Contract, catalogue: Catalogue) -> Iterator[str]:
    told = contract.privacy
    yield from (f"[privacy]: '{i}' is geen indicator" for i in (*told.floors, *told.magnitudes) if i not in catalogue.indicators)
    if (told.magnitudes or told.persons) and told.persons not in contract.columns:
        yield "[privacy]: 'persons' moet de kolom met het aantal personen noemen"
    elif told.largest and told.largest not in contract.columns:
        yield f"[privacy]: kolom '{told.largest}' bestaat niet"
    elif told.magnitudes and told.persons not in {m.column for m in contract.measures}:
        yield f"[privacy]: van kolom '{told.persons}' moet een cijfer gemaakt worden, anders blijft alles verborgen"


def _record_faults(contract: Contract) -> Iterator[str]:
    record = contract.record
    if record is None:
        return
    texts = (record.name, record.partner, record.started, record.ended, record.state, record.detail)
    dates = {f"{c.name}_tot" for c in contract.columns.values() if c.kind == "date"}
    for name in {field for text in texts for _, field, _, _ in Formatter().parse(text) if field is not None}:
        if name not in {*contract.columns, *dates}:
            yield f"[record]: kolom '{name}' bestaat niet"
    if record.amount and record.amount not in contract.columns:
        yield f"[record]: kolom '{record.amount}' bestaat niet"


def _subject_faults(contract: Contract) -> Iterator[str]:
    """A figure needs a place and a period, or nobody knows what it is about."""
    if contract.is_trips or not contract.measures:
        return
    place = any(contract.named(kind) for kind in ("municipality", "nis", "latitude"))
    if not place and contract.area == "gemeente":
        yield "er is geen kolom met de gemeente (kind = 'municipality', 'nis' of 'latitude')"
    period = contract.named("period") or contract.named("timestamp") or contract.layout.file_period
    if not period and contract.layout.sheet != "jaar":
        yield "er is geen kolom met de periode (kind = 'period' of 'timestamp') en geen file_period"


def _trip_faults(contract: Contract) -> list[str]:
    if not contract.is_trips:
        return []
    try:
        trip_contract(contract)
    except TripContractError as error:
        return list(error.faults)
    return []


def contract_faults(contract: Contract, catalogue: Catalogue) -> list[str]:
    """What contradicts itself, the catalogue or the readers in one contract."""
    columns = contract.columns
    faults = [fault for measure in contract.measures for fault in _measure_faults(contract, measure, catalogue)]
    faults += _layout_faults(contract)
    faults += [f"key: kolom '{name}' bestaat niet" for name in contract.key if name not in columns]
    faults += [f"key: '{name}' staat er {times} keer" for name, times in Counter(contract.key).items() if times > 1]
    faults += [f"newest: kolom '{contract.newest}' bestaat niet"] if contract.newest and contract.newest not in columns else []
    ratios = [name for rule in contract.plausible for name in (rule.column, rule.per)]
    faults += [f"[[plausible]]: kolom '{name}' bestaat niet" for name in ratios if name not in columns]
    faults += [f"not_participating: '{nis}' is geen gemeente" for nis in contract.not_participating if nis not in catalogue.municipalities]
    faults += _privacy_faults(contract, catalogue)
    faults += _record_faults(contract)
    faults += [fault for column in columns.values() for fault in _column_faults(column, catalogue)]
    faults += _title_faults(contract)
    faults += _subject_faults(contract)
    faults += _trip_faults(contract)
    if contract.id not in catalogue.sources:
        faults.append(f"bron '{contract.id}' staat niet in catalogue/sources.toml")
    faults += [f"{name} moet 1 of hoger zijn" for name in ("version", "max_mb", "retention_months") if getattr(contract, name) < 1]
    if contract.due_days < 0:
        faults.append("due_days mag niet negatief zijn")
    if not contract.is_trips and not contract.measures and contract.record is None:
        faults.append("er is geen enkel cijfer: noem [[measures]] of [record]")
    return faults
