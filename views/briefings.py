"""The briefing of one municipality: its sentences, its own figures through time, what changed, what is missing, what to discuss."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from catalogue.formatting import format_day, format_short, short_period
from catalogue.loader import load_catalogue
from catalogue.model import Indicator, Municipality
from charts.native import NativeChart, NativeSeries
from charts.sparks import sparks
from charts.theme import WATER, WATER_LIGHT
from exports.exhibit import Briefing, Picture
from exports.passport import source_line
from exports.revision import revision_words
from views.briefing import LEAST_PLACES, LEAST_YEARS, by_indicator, sentences
from views.files import conflict_words
from views.points import BREAKS, in_shortest_periods
from views.render import NAMES_ONLY
from warehouse import queries
from warehouse.rows import ObservationRow
from warehouse.snapshot import Snapshot

MOST_PANELS, MOST_LINES = 6, 4
SHOWN_DAYS = 365
NOTHING_CHANGED = "Het voorbije jaar is geen enkel cijfer herzien."
NOTHING_MISSING = "Geen: overal waar de meeste gemeenten een cijfer hebben, staat er een."
NOTHING_DISPUTED = "De bronnen spreken elkaar over deze gemeente niet tegen."


def _panel(indicator: Indicator, rows: Sequence[ObservationRow], nis: str) -> NativeChart | None:
    """The own figures of a municipality through time; None where they are too few or cannot be compared."""
    own = [row for row in rows if row.nis == nis and not row.breakdown and row.value is not None]
    series = in_shortest_periods(own)
    if len(series) < LEAST_YEARS or any(row.is_conflicting or set(row.flags) & set(BREAKS) for row in series):
        return None
    values = tuple(row.value or 0.0 for row in series)
    bars = NativeSeries(
        name=indicator.label,
        values=values,
        labels=tuple(format_short(value, indicator.unit, indicator.decimals) for value in values),
        colours=(WATER_LIGHT,) * (len(series) - 1) + (WATER,),
    )
    return NativeChart(
        kind="column",
        title=indicator.short_label,
        categories=tuple(short_period(*row.period) for row in series),
        series=(bars,),
        unit=indicator.unit,
        decimals=indicator.decimals,
        least=min(0.0, *values),
        greatest=max(0.0, *values) or 1.0,
        is_example=False,
    )


def _panels(found: Mapping[str, Sequence[ObservationRow]], nis: str) -> list[NativeChart]:
    """Up to six charts: of key figures first, then of those with the fewest caveats."""
    catalogue = load_catalogue()
    keyed = sorted((catalogue.indicators[key] for key in found), key=lambda i: (i.scorecard is None and i.headline is None, len(i.caveats)))
    panels = (_panel(indicator, found[indicator.id], nis) for indicator in keyed)
    return [panel for panel in panels if panel is not None][:MOST_PANELS]


def _in_words(panel: NativeChart) -> str:
    (series,) = panel.series
    return f"{series.name}: {series.labels[0]} ({panel.categories[0]}) tot {series.labels[-1]} ({panel.categories[-1]})."


def _shortened(lines: Sequence[str], *, empty: str, rest: str) -> tuple[str, ...]:
    """The first lines and how many more there are; a sentence where there is none."""
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], *([f"En nog {more} {rest}."] if more > 0 else [])) or (empty,)


def _changed(municipality: Municipality, indicators: Sequence[str], snapshot: Snapshot) -> list[str]:
    catalogue = load_catalogue()
    since = snapshot.built_at.date() - timedelta(days=SHOWN_DAYS)
    rows = [r for r in queries.revisions(snapshot, indicators=indicators, since=since) if r.nis == municipality.nis]
    return [f"{catalogue.indicators[r.indicator_id].label}: {revision_words(r, catalogue, is_placed=True)}." for r in rows]


def _missing(found: Mapping[str, Sequence[ObservationRow]], nis: str) -> list[str]:
    """The indicators of which most other municipalities have a figure and this one has none."""
    catalogue = load_catalogue()
    lines = []
    for key, rows in found.items():
        with_figure = {row.nis for row in rows if row.nis and row.value is not None}
        if nis not in with_figure and len(with_figure) >= LEAST_PLACES:
            lines.append(f"{catalogue.indicators[key].label} (wel van {len(with_figure)} andere gemeenten)")
    return lines


def briefing(municipality: Municipality, snapshot: Snapshot, *, base: str) -> Briefing:
    """The page that a mayor reads before a meeting.

    Args:
        base: where this Peil is, as `http://127.0.0.1:8050`.
    """
    found = by_indicator(snapshot)
    panels = _panels(found, municipality.nis)
    figure, width, height = sparks(panels)
    disputes = [c for c in queries.conflicts(snapshot) if c.nis == municipality.nis and c.kind not in NAMES_ONLY]
    used = {row.source_id for rows in found.values() for row in rows if row.nis == municipality.nis and row.value is not None}
    sources = [source for source in queries.sources(snapshot) if source.source_id in used]
    made = snapshot.built_at.date()
    return Briefing(
        title=municipality.name,
        subtitle="Wat u in twee minuten moet weten",
        made=format_day(made),
        sentences=tuple(sentences(municipality, snapshot)),
        panels=tuple(panels),
        picture=Picture(figure=figure, width=width, height=height) if panels else None,
        summary=" ".join(map(_in_words, panels)),
        changed=_shortened(_changed(municipality, list(found), snapshot), empty=NOTHING_CHANGED, rest="herziene cijfers"),
        missing=_shortened(_missing(found, municipality.nis), empty=NOTHING_MISSING, rest="indicatoren"),
        discuss=_shortened([conflict_words(c) for c in disputes], empty=NOTHING_DISPUTED, rest="tegenspraken, zie Kwaliteit"),
        sources=source_line(sources, [], last_day=None, updated=made),
        snapshot=snapshot.id,
        address=f"{base}/gemeente/{municipality.slug}?stand={snapshot.id}",
        day=made,
    )
