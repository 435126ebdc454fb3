"""The report on delivered files: a verdict in plain words, what became of the rows, and what to look at."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dash import html

from catalogue.formatting import format_number
from components.attributes import Children
from components.delivery_actions import delivery_actions
from components.delivery_form import FORM, HOME
from components.forms import focused_heading, post_button
from views.deliveries import FileReport, Level, Message, Outcome, Rows, Status
from views.runs import Run, Step

MOST_IN_SIGHT = 10
HEADINGS: dict[Level, str] = {"error": "Fouten", "warning": "Let op", "info": "Ter info"}
INFO_PREFIX = "(info) "
CODE = re.compile(r"[A-Z]\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided, in a word for the head and one for a count, and what that means for the reader."""

    word: str
    counted: str
    tone: Literal["good", "attention", "bad", "quiet"]
    meaning: str


NOT_SHOWN_YET = "De cijfers verschijnen op de pagina's zodra u publiceert."
SHOWN = "De cijfers staan op de pagina's."
HELD = Verdict(
    word="Wacht op bevestiging",
    counted="wacht op bevestiging",
    tone="attention",
    meaning="Er valt iets op; lees de meldingen. Klopt het toch, bevestig dan. Tot dan telt dit bestand niet mee.",
)
REFUSED = Verdict(
    word="Geweigerd",
    counted="geweigerd",
    tone="bad",
    meaning="Uit dit bestand is niets ingelezen. Verbeter het bestand en lever het opnieuw aan.",
)
UNCHANGED = Verdict(
    word="Al bekend", counted="al bekend", tone="quiet", meaning="Deze inhoud was al aangeleverd. Er verandert niets."
)  # fmt: skip
SETTLED: dict[Outcome, Verdict] = {"refused": REFUSED, "unchanged": UNCHANGED}
WITHDRAWN = Verdict(word="Ingetrokken", counted="ingetrokken", tone="quiet", meaning="Deze levering is ingetrokken en telt niet mee.")
NOT_CHECKED = Verdict(word="Niet gecontroleerd", counted="niet gecontroleerd", tone="bad", meaning="")


def _rows_of(number: int) -> str:
    return f"{format_number(number, 0)} {'rij' if number == 1 else 'rijen'}"


def _accepted(quarantined: int, *, told: str) -> Verdict:
    """Accepted, with the rows that were not loaded when there are such rows."""
    if not quarantined:
        return Verdict(word="Aanvaard", counted="aanvaard", tone="good", meaning=told)
    one = quarantined == 1
    mend = (
        f"{'Eén rij is' if one else f'{_rows_of(quarantined)} zijn'} niet ingelezen. "
        f"Verbeter {'die' if one else 'ze'} in het bestand en lever het opnieuw aan. "
    )
    return Verdict(word=f"Aanvaard, op {_rows_of(quarantined)} na", counted="aanvaard", tone="good", meaning=f"{mend}{told}")


def verdict_of(step: Step, status: Status | None) -> Verdict:
    """The verdict as it stands now: what was held may have been confirmed, what was accepted taken back or published."""
    report = step.report
    if report is None:
        return replace(NOT_CHECKED, meaning=step.failure)
    delivery = status.delivery_of(report) if status else None
    told = SHOWN if status and not status.has_unpublished else NOT_SHOWN_YET
    if report.outcome in SETTLED:
        return SETTLED[report.outcome]
    if delivery is not None and delivery.state == "withdrawn":
        return WITHDRAWN
    if report.outcome == "accepted":
        return _accepted(report.rows.quarantined, told=told)
    if delivery is not None and delivery.state == "accepted":
        return Verdict(word="Bevestigd", counted="bevestigd", tone="good", meaning=f"Dit bestand is bevestigd. {told}")
    return HELD


def sum_of_rows(rows: Rows) -> html.P:
    """The rows of a file and where each of them went: the parts add up to the whole."""
    parts = ((rows.loaded, "geladen"), (rows.quarantined, "in quarantaine"), (rows.ignored, "genegeerd"))
    told: Children = [html.Strong(_rows_of(rows.rows_in)), " in het bestand = "]
    for index, (number, word) in enumerate(parts):
        told += [" + " if index else "", html.Span([html.Strong(format_number(number, 0)), f" {word}"], className="deel")]
    if rows.flagged:
        told.append(f". Bij {format_number(rows.flagged, 0)} geladen {'rij' if rows.flagged == 1 else 'rijen'} hoort een opmerking.")
    return html.P(told, className="som")


def _message(message: Message) -> html.Li:
    text = message.text.removeprefix(INFO_PREFIX)
    code: Children = [html.Span(f" {message.code}", className="code")] if CODE.fullmatch(message.code) else []
    place = message.place or "heel het bestand"
    return html.Li([html.Span(place[:1].upper() + place[1:], className="plaats"), html.Span([text, *code], className="zin")])


def _listed(messages: Sequence[Message]) -> html.Ul:
    return html.Ul([_message(message) for message in messages], className="meldingen")


def _group(report: FileReport, level: Level) -> Children:
    """The messages of one level: the first in sight, the rest and what is only to be known behind a fold."""
    messages, total = report.messages_of(level), report.message_counts.get(level, 0)
    if not messages:
        return []
    heading = f"{HEADINGS[level]} ({format_number(total, 0)})"
    if level == "info":
        return [html.Details([html.Summary(heading), _listed(messages)], className="uitklap")]
    parts: Children = [html.H3(heading), _listed(messages[:MOST_IN_SIGHT])]
    if rest := messages[MOST_IN_SIGHT:]:
        parts.append(html.Details([html.Summary(f"Nog {format_number(len(rest), 0)} meldingen"), _listed(rest)], className="uitklap"))
    if total > len(messages):
        parts.append(html.P(f"Er zijn er nog {format_number(total - len(messages), 0)}; hier staan de eerste.", className="uitleg"))
    return parts


def _head(verdict: Verdict, file: str) -> html.H2:
    return html.H2([html.Span(verdict.word, className=f"oordeel oordeel-{verdict.tone}"), " ", html.Span(file, className="bestandsnaam")])


def _file_section(step: Step, *, number: int, status: Status | None, run_id: str) -> html.Section:
    verdict, report = verdict_of(step, status), step.report
    parts: Children = [_head(verdict, step.label), html.P(verdict.meaning)]
    if report is not None:
        delivery = status.delivery_of(report) if status else None
        if report.source:
            parts.append(html.P(f"Herkend als: {status.title_of(report.source) if status else report.source}.", className="uitleg"))
        if report.rows.rows_in:
            parts.append(sum_of_rows(report.rows))
        for level in HEADINGS:
            parts += _group(report, level)
        if delivery is not None:
            parts.append(delivery_actions(delivery, back=run_id))
    return html.Section(parts, className="kaart breed levering", id=f"bestand-{number}")


def report_summary(run: Run, status: Status | None) -> str:
    """The whole in one sentence: `4 bestanden: 1 aanvaard, 1 wacht op bevestiging, 2 geweigerd.`"""
    counts = Counter(verdict_of(step, status).counted for step in run.steps)
    number = len(run.steps)
    return f"{number} {'bestand' if number == 1 else 'bestanden'}: {', '.join(f'{count} {word}' for word, count in counts.items())}."


def publish_block(status: Status | None) -> Children:
    """The button *Publiceren* when accepted figures are not to be seen yet."""
    if status is None or not status.has_unpublished:
        return []
    told = "Er is invoer die nog niet op de pagina's staat. Publiceren vervangt alle cijfers in één keer; u kunt het ongedaan maken."
    button = post_button("Publiceren", action=f"{HOME}/publiceren", is_main=True)
    return [html.Section([html.H2("Klaar om te publiceren"), html.P(told), button], className="kaart breed publiceren")]


LEGEND = (
    "Geladen: de rij telt mee. In quarantaine: de rij telt niet mee tot u ze verbetert en het bestand opnieuw aanlevert. "
    "Genegeerd: titels, lege rijen, totalen en voetnoten."
)


def delivery_report(run: Run, status: Status | None, *, notice: Children) -> Children:
    """The report on every file of a run, and what to do next.

    Args:
        notice: what the reader just did with a delivery.
    """
    sections = [_file_section(step, number=number, status=status, run_id=run.id) for number, step in enumerate(run.steps, start=1)]
    return [
        focused_heading("Verslag van uw levering"),
        html.P(report_summary(run, status), className="intro"),
        *notice,
        html.P(LEGEND, className="uitleg") if any(step.report and step.report.rows.rows_in for step in run.steps) else None,
        *sections,
        *publish_block(status),
        html.P(html.A("Opnieuw aanleveren", href=f"{HOME}#{FORM}", className="knop"), className="vervolg"),
    ]
