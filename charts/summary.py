"""A chart in Dutch words: its message as a title of at most ten words, and a summary for who cannot see it."""

from collections.abc import Callable, Sequence

from catalogue.formatting import EXAMPLE, format_difference, format_number, format_value
from charts.absence import absence_words
from charts.points import ChartData, Point

STABLE_PCT = 3
LEAST_PLACES = 3
MOST_WORDS = 10
HIDDEN = "verborgen"


def _series(data: ChartData) -> dict[tuple[str, str], list[Point]]:
    series: dict[tuple[str, str], list[Point]] = {}
    for point in sorted(data.drawn(), key=lambda p: (p.period_end, p.period_start)):
        series.setdefault((point.place, point.part), []).append(point)
    return series


def _spoken(data: ChartData, point: Point) -> str:
    return f"{point.qualifier}{format_value(point.value or 0, data.unit, data.decimals)}"


def _named(label: str, key: tuple[str, str]) -> str:
    return ", ".join(filter(None, (label, *key)))


def change_words(data: ChartData, first: Point, last: Point) -> str:
    """The change between two figures: rose, fell or stayed, in the same words everywhere."""
    before, after = first.value or 0, last.value or 0
    change_pct = 100 * (after - before) / abs(before) if before else None
    if change_pct is not None and abs(change_pct) < STABLE_PCT:
        return f"stabiel rond {data.show(after)}"
    direction = "gestegen" if after > before else "gedaald"
    return f"{direction} van {data.told(first)} naar {data.told(last)}"


def _trend_title(data: ChartData, label: str) -> str:
    """The line that ends highest: how it went from its first to its last figure."""
    series = {key: points for key, points in _series(data).items() if len(points) > 1}
    if not series:
        return label
    key, points = max(series.items(), key=lambda item: item[1][-1].value or 0)
    if _is_back_where_it_was(points):
        return label
    change = change_words(data, points[0], points[-1])
    return f"{_named(label, key)}: {change}"


def _is_back_where_it_was(points: Sequence[Point]) -> bool:
    """Whether a series ends where it began after going elsewhere: neither risen, fallen nor stable."""
    values = [p.value or 0 for p in points]
    reach = STABLE_PCT / 100 * abs(values[0])
    return abs(values[-1] - values[0]) < reach and max(values) - min(values) > 2 * reach


def _gap_title(data: ChartData, label: str) -> str:
    newest = data.periods()[-1]
    points = sorted((p for p in data.drawn() if p.period == newest), key=lambda p: -(p.value or 0))
    names = [p.place for p in points]
    if len(points) < 2 or not all(names) or len(set(names)) < len(names):  # noqa: PLR2004
        return label
    if points[0].value == points[1].value:
        return label
    lowest = f", laagst in {names[-1]}" if points[-1].value != points[-2].value else ""
    return f"{label}: hoogst in {names[0]}{lowest}"


def _single_title(data: ChartData, label: str) -> str:
    point = data.drawn()[0]
    return f"{label}: {data.told(point)}{'' if data.unit in {'€', '%'} else f' {data.unit}'}"


def message(data: ChartData, *, form: str, short_label: str) -> str:
    """The title of a chart: one of five patterns, or the plain name where no message may be drawn.

    No message over a contradiction, a break, an incomplete or a hidden figure: whoever reads the title first
    must not read one of two figures. Nor over example data: it only shows what will be there.
    The full name is used where the title stays within ten words.
    """
    drawn = data.drawn()
    is_doubtful = any(point.is_conflicting or point.is_broken for point in drawn) or any(p.status == HIDDEN for p in data.absent())
    if data.is_example or not drawn or is_doubtful:
        return data.label
    pattern = _pattern(data, form)
    if pattern is None:
        return data.label
    titles = (pattern(data, label) for label in (data.label, short_label))
    return next((title for title in titles if title not in {data.label, short_label} and len(title.split()) <= MOST_WORDS), data.label)


def _pattern(data: ChartData, form: str) -> Callable[[ChartData, str], str] | None:
    """Which of the patterns fits these figures; None where a message would say too much."""
    if len(data.drawn()) == 1:
        return _single_title
    if form == "evolution":
        return _trend_title
    places = {point.place for point in data.drawn()}
    is_one_series = len({(p.place, p.part) for p in data.drawn()}) == 1
    if is_one_series and form in {"small_multiples", "comparison"}:
        return _trend_title
    return _gap_title if form in {"comparison", "map", "small_multiples"} and len(places) >= LEAST_PLACES else None


def _series_sentence(data: ChartData, key: tuple[str, str], points: list[Point]) -> str:
    name = ", ".join(filter(None, key)) or data.area
    last = points[-1]
    if len(points) == 1:
        return f"{name}: {_spoken(data, last)} ({last.period_label})."
    if any(point.is_broken for point in points):
        return f"{name}: {_spoken(data, last)} ({last.period_label}); eerdere cijfers zijn niet te vergelijken."
    first = points[0]
    difference = (last.value or 0) - (first.value or 0)
    relative = f" ({format_number(100 * difference / abs(first.value), 1)}%)" if first.value and data.unit != "%" else ""
    change = format_difference(difference, data.unit, data.decimals)
    return (
        f"{name}: van {_spoken(data, first)} ({first.period_label}) naar {_spoken(data, last)} ({last.period_label}), {change}{relative}."
    )


def summary(data: ChartData, *, most: int = 12) -> str:
    """What the chart shows, series by series, in plain Dutch sentences."""
    series = _series(data)
    if not data.points:
        return f"{data.label}: geen cijfers voor deze keuze."
    sentences = [f"{EXAMPLE}, gemaakt door Peil, geen gepubliceerde cijfers."] if data.is_example else []
    sentences += [_series_sentence(data, key, points) for key, points in list(series.items())[:most]]
    rest = len(series) - most
    if rest > 0:
        sentences.append(f"Nog {rest} reeksen staan in de tabel.")
    return " ".join(filter(None, (*sentences, absence_words(data))))
