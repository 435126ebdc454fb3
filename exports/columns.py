"""How a table stands on paper: how wide its columns are, how small its type, upright or lying, in one piece or in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from charts.theme import text_width
from exports.exhibit import Grid

UPRIGHT_PT = 470.0
LYING_PT = 717.0
USUAL_PT = 9.0
SMALL_PT = 8.0
AIR_PT = 10.0
WIDEST_WORD_PT = 120.0
WIDEST_TEXT_PT = 420.0
USUAL_SHARE = 0.9
BOLD = 1.05
LONG_TEXT_PT = 260.0
CRAMPED_SHARE = 0.5
MOST_STRETCH = 1.35
MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Columns of a table that stand beside each other, by their place in the grid, and their widths in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A table on paper.

    Attributes:
        size: of its type, in points.
        is_lying: whether it needs a page on its side.
    """

    parts: tuple[Part, ...]
    size: float
    is_lying: bool


def _needs(grid: Grid, size: float, *, has_whole_names: bool = False) -> tuple[list[float], list[float]]:
    """What each column needs at least so that no usual word breaks, and what most of its texts would like, in points.

    Args:
        has_whole_names: whether the names of the rows stand on one line too.
    """
    least, liked = [], []
    for place, head in enumerate(grid.head):
        texts = [head, *(row[place].text for row in grid.rows if place < len(row))]
        words = set(texts) if has_whole_names and place == 0 else {word for text in texts for word in text.replace("-", "- ").split(" ")}
        bold = max(text_width(word, size * BOLD) for word in head.replace("-", "- ").split(" "))
        least.append(AIR_PT + min(WIDEST_WORD_PT, max(bold, *(text_width(word, size) for word in words))))
        lengths = sorted([text_width(head, size * BOLD), *(text_width(text, size) for text in texts[1:])])
        usual = lengths[int((len(lengths) - 1) * USUAL_SHARE)]
        liked.append(AIR_PT + max(min(WIDEST_WORD_PT, lengths[-1]), min(WIDEST_TEXT_PT, usual)))
    return least, [max(pair) for pair in zip(least, liked, strict=True)]


def _spread(columns: Sequence[int], least: Sequence[float], liked: Sequence[float], width: float) -> Part:
    """These columns over a width: each what it likes and a little more, or else what it needs and its share of the rest."""
    low, high = [least[i] for i in columns], [liked[i] for i in columns]
    if sum(high) <= width:
        stretch = min(MOST_STRETCH, width / sum(high))
        return Part(columns=tuple(columns), widths=tuple(w * stretch for w in high))
    spare, wish = width - sum(low), sum(high) - sum(low)
    if spare < 0 or wish <= 0:
        return Part(columns=tuple(columns), widths=tuple(w * width / sum(low) for w in low))
    return Part(columns=tuple(columns), widths=tuple(a + (b - a) * spare / wish for a, b in zip(low, high, strict=True)))


def _names(grid: Grid) -> int:
    """How many columns name the rows: those before the first with a number, a few at most."""
    is_number = [any(row[i].is_number for row in grid.rows if i < len(row)) for i in range(len(grid.head))]
    return max(1, min(MOST_NAMES, is_number.index(True) if any(is_number) else 1))


def _in_parts(grid: Grid, least: Sequence[float], width: float) -> list[list[int]]:
    """The columns in as few parts as fit, evenly filled; each part begins with the columns that name the rows."""
    names = list(range(_names(grid)))
    if sum(least[i] for i in names) > width / 2:
        names = [0]
    room = width - sum(least[i] for i in names)
    rest = list(range(len(names), len(grid.head)))
    total = list(accumulate(least[i] for i in rest))[-1]
    for count in range(max(2, round(total / room)), len(rest) + 1):
        share = -(-len(rest) // count)
        parts = [rest[start : start + share] for start in range(0, len(rest), share)]
        if all(sum(least[i] for i in part) <= room for part in parts):
            return [[*names, *part] for part in parts]
    return [[*names, i] for i in rest]


def _is_cramped(part: Part, liked: Sequence[float]) -> bool:
    """Whether long texts stand in a column so narrow that rows grow tall."""
    return any(liked[i] > LONG_TEXT_PT and width < liked[i] * CRAMPED_SHARE for i, width in zip(part.columns, part.widths, strict=True))


def fit(grid: Grid, *, upright: float = UPRIGHT_PT, lying: float = LYING_PT) -> Fit:
    """How this table fits on a page: upright if it can, else smaller, else on its side, else in parts.

    Args:
        upright, lying: the width between the margins of a page as it stands and on its side, in points.
    """
    tries = (
        (USUAL_PT, upright, False, True),
        (USUAL_PT, upright, False, False),
        (SMALL_PT, upright, False, False),
        (SMALL_PT, lying, True, False),
    )
    for size, width, is_lying, has_whole_names in tries:
        least, liked = _needs(grid, size, has_whole_names=has_whole_names)
        if sum(least) <= width:
            whole = _spread(range(len(grid.head)), least, liked, width)
            if is_lying or len(grid.head) <= MOST_NAMES or not _is_cramped(whole, liked):
                return Fit(parts=(whole,), size=size, is_lying=is_lying)
    if len(grid.head) == 1:
        return Fit(parts=(Part(columns=(0,), widths=(upright,)),), size=SMALL_PT, is_lying=False)
    parts = _in_parts(grid, least, lying)
    return Fit(parts=tuple(_spread(part, least, liked, lying) for part in parts), size=SMALL_PT, is_lying=True)
