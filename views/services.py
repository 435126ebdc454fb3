"""Who takes part in which service, as agreements, memberships and projects in the sources tell it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from catalogue.loader import load_catalogue
from catalogue.model import Municipality, Service, Theme
from exports.passport import source_line
from views.listings import KIND_WORD, readable_date
from warehouse import queries
from warehouse.rows import ConflictRow, ProjectRow, SourceRow
from warehouse.snapshot import Snapshot

Standing = Literal["running", "ended", "named"]
Years = Mapping[str, int]

BASIC_PREFIX = "basis_"
BASIC_SOURCE = "igemo_website"
PARTICIPATION_KINDS = {"lidmaatschap", "contract", "engagement", "aankoop"}
PARTY_UNITS = {"vennoten", "gemeenten", "besturen", "aangesloten besturen"}
ENDED_WORDS = ("beëindigd", "uitgetreden")
PLURAL = {"project": "projecten", "plan": "plannen", "dossier": "dossiers", "mandaat": "mandaten"}
MONTH, FULL_DATE = len("2024-12"), len("2024-12-31")
MOST_LEADERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How a municipality stands towards a service, and since or until when."""

    standing: Standing
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One service: the municipalities that the sources name with it (by NIS), every row behind that, and what disagrees.

    `has_doubtful_reach` tells whether that is about where the service works or who takes part.
    """

    service: Service
    cells: Mapping[str, Participation]
    records: tuple[ProjectRow, ...]
    conflicts: tuple[ConflictRow, ...]
    has_doubtful_reach: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOverview:
    """All services: those with municipalities by theme, the basic ones, and those without a municipality."""

    municipalities: tuple[Municipality, ...]
    groups: tuple[tuple[Theme, tuple[ServiceRow, ...]], ...]
    basic: tuple[Service, ...]
    apart: tuple[ServiceRow, ...]
    matrix_source: str
    basic_source: str
    apart_source: str

    @property
    def rows(self) -> list[ServiceRow]:
        """The services with municipalities, in the order of the matrix."""
        return [row for _, rows in self.groups for row in rows]

    def count(self, nis: str, standing: Standing) -> int:
        """With how many services does a municipality stand so?"""
        return sum(1 for row in self.rows if nis in row.cells and row.cells[nis].standing == standing)

    def ranking(self) -> list[tuple[Municipality, int]]:
        """The municipalities by the number of running participations, the most first."""
        return sorted(((m, self.count(m.nis, "running")) for m in self.municipalities), key=lambda pair: (-pair[1], pair[0].name))


def is_one_day(row: ProjectRow) -> bool:
    """Whether a row tells of one meeting rather than of a lasting agreement."""
    return len(row.started) == FULL_DATE and row.started == row.ended


def has_ended(row: ProjectRow, told_until: int) -> bool:
    """Whether the source calls an agreement ended, or names an end before the last month that it tells of.

    Args:
        told_until: the last year that the source is about; its last month is December.
    """
    month = row.ended[:MONTH] if len(row.ended) >= MONTH else f"{row.ended}-12"
    if row.ended and month < f"{told_until}-12":
        return True
    return any(word in row.state.casefold() for word in ENDED_WORDS)


def _years(rows: Sequence[ProjectRow]) -> tuple[int | None, int | None]:
    """The first year in which something starts and the last in which something ends."""
    started, ended = [int(r.started[:4]) for r in rows if r.started], [int(r.ended[:4]) for r in rows if r.ended]
    return min(started, default=None), max(ended, default=None)


def _span(start: int | None, end: int | None) -> str:
    if start and end:
        return f"in {end}" if start == end else f"{start}–{end}"
    return f"sinds {start}" if start else f"tot {end}" if end else ""


def _running(rows: Sequence[ProjectRow], told_until: Years) -> Participation:
    lasting = [row for row in rows if not row.ended or int(row.ended[:4]) > told_until[row.source_id]]
    start, end = _years(lasting or rows)
    return Participation(
        standing="running", when=_span(start, None if lasting else end) or ("lopend" if any(row.state for row in rows) else "zonder datum")
    )


def _named(rows: Sequence[ProjectRow]) -> Participation:
    kinds = {row.kind for row in rows}
    if len(rows) > 1:
        word = PLURAL.get(kinds.pop(), "keer vermeld") if len(kinds) == 1 else "keer vermeld"
        return Participation(standing="named", when=f"{len(rows)} {word}")
    row = rows[0]
    if is_one_day(row):
        return Participation(standing="named", when=f"op {readable_date(row.started)}")
    return Participation(standing="named", when=f"{KIND_WORD[row.kind]} {_span(*_years(rows)).removeprefix('in ')}".strip())


def participation(rows: Sequence[ProjectRow], told_until: Years) -> Participation:
    """How one municipality stands towards one service.

    Args:
        rows: all that name both, at least one.
        told_until: per source the last year that it is about.
    """
    agreed = [row for row in rows if row.kind in PARTICIPATION_KINDS and not is_one_day(row)]
    if not agreed:
        return _named(rows)
    running = [row for row in agreed if not has_ended(row, told_until[row.source_id])]
    if running:
        return _running(running, told_until)
    _, end = _years(agreed)
    return Participation(standing="ended", when=f"tot {end}" if end else "beëindigd")


def _is_about_reach(conflict: ConflictRow) -> bool:
    """Whether a contradiction is about an area, or about a number of those who take part."""
    indicator = load_catalogue().indicators.get(conflict.indicator_id)
    return conflict.kind == "gebied" or (conflict.kind == "aantal" and indicator is not None and indicator.unit in PARTY_UNITS)


def _service_row(service: Service, records: Sequence[ProjectRow], *, told_until: Years, conflicts: Sequence[ConflictRow]) -> ServiceRow:
    by_place: dict[str, list[ProjectRow]] = {}
    for record in records:
        if record.nis:
            by_place.setdefault(record.nis, []).append(record)
    cells = {nis: participation(rows, told_until) for nis, rows in by_place.items()}
    sections = {(record.theme, record.section) for record in records}
    touching = tuple(c for c in conflicts if (c.theme, c.section) in sections)
    is_doubtful = any(_is_about_reach(conflict) for conflict in touching)
    return ServiceRow(service=service, cells=cells, records=tuple(records), conflicts=touching, has_doubtful_reach=is_doubtful)


def _source(rows: Sequence[ServiceRow], sources: Sequence[SourceRow], snapshot: Snapshot) -> str:
    """The source line of rows: chapters of a document, because the sections stand beside each row."""
    records = [record for row in rows for record in row.records]
    chapters = [(r.source_id, ".".join(r.section.split(".")[:2])) for r in records]
    used = [s for s in sources if s.source_id in {r.source_id for r in records}]
    return source_line(used, chapters, last_day=None, updated=snapshot.built_at.date())


def service_themes() -> list[Theme]:
    """The themes that have a service, in the order of the menu."""
    catalogue = load_catalogue()
    used = {service.theme for service in catalogue.services.values()}
    return [theme for theme in catalogue.themes.values() if theme.slug in used]


def service_overview(snapshot: Snapshot, *, theme: str = "") -> ServiceOverview:
    """All services of a theme, or of every theme when none is named."""
    catalogue = load_catalogue()
    sources = queries.sources(snapshot)
    told_until = {s.source_id: int(s.year[-4:]) if s.year else s.delivered.year for s in sources}
    by_service: dict[str, list[ProjectRow]] = {}
    for project in queries.projects(snapshot):
        by_service.setdefault(project.service, []).append(project)
    kept = [s for s in catalogue.services.values() if not theme or s.theme == theme]
    conflicts = queries.conflicts(snapshot)
    rows = [
        _service_row(s, by_service.get(s.id, []), told_until=told_until, conflicts=conflicts)
        for s in kept
        if not s.id.startswith(BASIC_PREFIX)
    ]
    groups = []
    for part in service_themes():
        placed = sorted((r for r in rows if r.cells and r.service.theme == part.slug), key=lambda r: (-len(r.cells), r.service.label))
        if placed:
            groups.append((part, tuple(placed)))
    apart = tuple(sorted((r for r in rows if not r.cells), key=lambda r: r.service.label))
    basic_sources = [s for s in sources if s.source_id == BASIC_SOURCE]
    return ServiceOverview(
        municipalities=tuple(sorted(catalogue.municipalities.values(), key=lambda m: m.name)),
        groups=tuple(groups),
        basic=tuple(s for s in kept if s.id.startswith(BASIC_PREFIX)),
        apart=apart,
        matrix_source=_source([row for _, placed in groups for row in placed], sources, snapshot),
        basic_source=source_line(basic_sources, [], last_day=None, updated=snapshot.built_at.date()),
        apart_source=_source(apart, sources, snapshot),
    )


def place_of_record(record: ProjectRow, sources: Mapping[str, str]) -> str:
    """Where a row stands: the section of a document, or the name of the data set."""
    return record.section if record.section[:1].isdigit() else sources[record.source_id]


def leading(overview: ServiceOverview) -> tuple[int, list[Municipality], list[tuple[Municipality, int]]]:
    """The highest number of running participations, the municipalities that have it, and the others with theirs."""
    ranking = overview.ranking()
    most = ranking[0][1]
    return most, [m for m, count in ranking if count == most], [(m, count) for m, count in ranking if 0 < count < most]


def ranking_sentence(overview: ServiceOverview) -> str:
    """Which municipalities take part most, as a title."""
    most, leaders, _ = leading(overview)
    services = "1 dienst" if most == 1 else f"{most} diensten"
    if not most:
        return "Geen lopende deelname in de bronnen"
    if len(leaders) > MOST_LEADERS:
        return f"{len(leaders)} gemeenten nemen deel aan {services}"
    verb, each = ("neemt", "") if len(leaders) == 1 else ("nemen", " elk")
    return f"{' en '.join(m.name for m in leaders)} {verb} aan de meeste diensten deel:{each} {most}"


def standing_counts(overview: ServiceOverview) -> Counter[Standing]:
    """How many cells of the matrix stand so?"""
    return Counter(cell.standing for row in overview.rows for cell in row.cells.values())
