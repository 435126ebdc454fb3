"""The strategy map: decisions, a picture of position by need, and a table per unit; signs always with their word."""

from collections.abc import Sequence

from dash import html

from components.attributes import Children, aria
from views.strategy import DECISIONS, STRONG, Quadrant, Strategy
from views.table import DASH
from warehouse.rows import StrategyPositionRow

SIGN = {"vermeerderen": "▲", "behouden": "■", "afwachten": "○", "verminderen": "▼", "elimineren": "×", "niet_vermeld": DASH}
UNIT_HEAD = ("Code", "Domein", "Positie nu", "Positie mogelijk", "Behoefte nu", "Behoefte later", "Keuze", "Deel")


def decision_word(decision: str) -> str:
    """The decision as a reader sees it."""
    return decision.replace("_", " ")


def _sign(decision: str) -> html.Span:
    return html.Span(SIGN[decision], className=f"teken {decision}", **aria(hidden="true"))


def decision_mark(decision: str) -> html.Span:
    """The sign of a decision with its word."""
    return html.Span([_sign(decision), decision_word(decision)], className="keuzewoord")


def printed_words(rows: Sequence[StrategyPositionRow]) -> str:
    """How the plan itself words a decision, each wording once, as far as it prints one."""
    return " · ".join(dict.fromkeys(row.printed_decision or "geen beslissing in de tekst" for row in rows))


def _framed(table: html.Table, label: str) -> html.Div:
    return html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label=label))


def decisions_table(strategy: Strategy) -> html.Div:
    """Per decision the number of domains, their names and the word that the plan prints."""
    caption = "Keuze per domein"
    heads = [
        html.Th("Keuze", scope="col"),
        html.Th("Domeinen", scope="col", className="getal"),
        html.Th("Welke", scope="col"),
        html.Th("Gedrukt als", scope="col"),
    ]
    body = []
    for decision in DECISIONS:
        rows = strategy.decided(decision)
        body.append(
            html.Tr(
                [
                    html.Th(decision_mark(decision), scope="row"),
                    html.Td(str(len(rows)), className="getal groot"),
                    html.Td(", ".join(row.domain for row in rows) or DASH),
                    html.Td(printed_words(rows) or DASH),
                ]
            )
        )
    table = html.Table(
        [html.Caption(caption, className="visually-hidden"), html.Thead(html.Tr(heads)), html.Tbody(body)], className="tabel keuzes"
    )
    return _framed(table, caption)


def _quadrant(quadrant: Quadrant) -> html.Td:
    names = [
        html.Li([_sign(row.decision), row.domain, html.Span(f", {decision_word(row.decision)}", className="visually-hidden")])
        for row in quadrant.domains
    ]
    count = html.P([html.Strong(str(len(names)), className="groot"), " domein" if len(names) == 1 else " domeinen"])
    both = " beide" if quadrant.is_needed and quadrant.is_strong else ""
    return html.Td([count, *([html.Ul(names)] if names else [])], className=f"kwart{both}")


def quadrants(found: Sequence[Quadrant], *, caption: str) -> html.Div:
    """The picture: need down, position across.

    Args:
        found: the four quarters, strong need first and weak position first.
        caption: when this is so.
    """
    rows = []
    for start, need in ((0, "Sterke behoefte"), (2, "Zwakke behoefte")):
        rows.append(html.Tr([html.Th(need, scope="row"), *[_quadrant(quadrant) for quadrant in found[start : start + 2]]]))
    heads = [html.Td(), html.Th("Zwakke positie", scope="col"), html.Th("Sterke positie", scope="col")]
    table = html.Table([html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="kwadrant")
    return _framed(table, caption)


def sign_legend() -> html.P:
    """What the sign before a domain means."""
    told: Children = ["Keuze in het plan: "]
    for decision in DECISIONS:
        told += [decision_mark(decision), " "]
    return html.P(told, className="tekenregel")


def _strength(value: int | None) -> html.Td:
    if value is None:
        return html.Td(DASH)
    is_strong = value == STRONG
    sign = html.Span("●" if is_strong else "○", className="teken", **aria(hidden="true"))
    return html.Td([sign, "sterk" if is_strong else "zwak"], className="sterk" if is_strong else "zwak")


def _unit_row(row: StrategyPositionRow) -> html.Tr:
    words = [decision_mark(row.decision)]
    if row.printed_decision != decision_word(row.decision):
        printed = f"gedrukt: {row.printed_decision}" if row.printed_decision else "geen beslissing in de tekst"
        words.append(html.Span(printed, className="gedrukt"))
    places = [_strength(v) for v in (row.position_now, row.position_potential, row.need_now, row.need_future)]
    return html.Tr([html.Td(row.code), html.Th(row.domain, scope="row"), *places, html.Td(words), html.Td(row.section)])


def unit_table(unit: str, rows: Sequence[StrategyPositionRow]) -> html.Div:
    """The domains of one unit with position, need and decision in words."""
    table = html.Table(
        [
            html.Caption(f"{unit}: positie, behoefte en keuze", className="visually-hidden"),
            html.Thead(html.Tr([html.Th(text, scope="col") for text in UNIT_HEAD])),
            html.Tbody([_unit_row(row) for row in rows]),
        ],
        className="tabel strategietabel",
    )
    return html.Div([html.H3(unit), _framed(table, unit)])
