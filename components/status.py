"""Quiet, constant marks: a word in a small label, and contradictions with all their figures."""

from collections.abc import Sequence
from typing import Literal

from dash import html

from components.attributes import Children, aria
from warehouse.rows import ConflictRow

Tone = Literal["attention", "good", "change", "quiet", "example"]
MOST_CONFLICTS = 1


def mark(word: str, tone: Tone) -> html.Span:
    """A small label with a word; the tone only supports it."""
    return html.Span(word, className=f"label label-{tone}")


def conflict_lines(conflict: ConflictRow) -> Children:
    """Title, every figure with where it stands, and why they differ."""
    figures: Children = []
    for figure in conflict.figures:
        figures += [" · "] if figures else []
        figures += [html.Strong(figure.printed), f" ({figure.stands_at})"]
    return [html.Strong(conflict.title), html.Br(), *figures, html.Br(), html.Span(conflict.explanation, className="uitleg")]


def conflict_note(conflicts: Sequence[ConflictRow]) -> list[html.Div]:
    """The contradictions beside a figure: the first few in sight, the rest behind a fold."""
    if not conflicts:
        return []
    shown = [html.Li(conflict_lines(c)) for c in conflicts[:MOST_CONFLICTS]]
    rest = [html.Li(conflict_lines(c)) for c in conflicts[MOST_CONFLICTS:]]
    more = (
        [html.Details([html.Summary(f"Nog {len(rest)} tegenspraken" if len(rest) > 1 else "Nog 1 tegenspraak"), html.Ul(rest)])]
        if rest
        else []
    )
    return [html.Div([html.Ul(shown), *more], className="tegenspraak", role="note", **aria(label="Tegenspraak in de bron"))]
