"""What publishing did, and the way back."""

import re
from collections.abc import Mapping, Sequence

from dash import html

from catalogue.formatting import format_number
from components.attributes import Children
from components.delivery_form import HOME
from components.forms import focused_heading, post_button
from views.runs import Change, Publication, Run

WORDS = {
    "nieuw": ("nieuw cijfer", "nieuwe cijfers"),
    "herzien": ("herzien cijfer", "herziene cijfers"),
    "aangevuld": ("aangevuld cijfer", "aangevulde cijfers"),
    "verdwenen": ("verdwenen cijfer", "verdwenen cijfers"),
    "nieuwe leemte": ("nieuwe leemte", "nieuwe leemten"),
    "andere status": ("cijfer met een andere status", "cijfers met een andere status"),
}
MOST_IN_SIGHT = 6
ID_AT_THE_END = re.compile(r" \([a-z0-9_]+\)$")


def _counted(change: str, number: int) -> str:
    one, many = WORDS.get(change, (change, change))
    return f"{format_number(number, 0)} {one if number == 1 else many}"


def changes_in_words(counts: Mapping[str, int]) -> str:
    """How many figures changed: `12 nieuwe cijfers, 3 herziene cijfers.`"""
    order = [*[change for change in WORDS if change in counts], *[change for change in counts if change not in WORDS]]
    told = [_counted(change, counts[change]) for change in order if counts[change]]
    return f"{', '.join(told)}." if told else "Geen enkel cijfer is veranderd."


def _change(change: Change) -> html.Li:
    lines = [
        html.Li([line[:1].upper() + line[1:], html.Ul([html.Li(figure) for figure in named]) if named else None])
        for line, named in change.lines
    ]
    return html.Li([html.Strong(ID_AT_THE_END.sub("", change.indicator)), html.Ul(lines)])


def _changes(changes: Sequence[Change]) -> html.Section:
    parts: Children = [
        html.H2("Wat er veranderde"),
        html.Ul([_change(change) for change in changes[:MOST_IN_SIGHT]], className="wijzigingen"),
    ]
    if rest := changes[MOST_IN_SIGHT:]:
        label = f"Nog {len(rest)} {'indicator' if len(rest) == 1 else 'indicatoren'}"
        fold = html.Details(
            [html.Summary(label), html.Ul([_change(change) for change in rest], className="wijzigingen")], className="uitklap"
        )
        parts.append(fold)
    return html.Section(parts, className="kaart breed")


def _other_snapshot(snapshot: str, *, title: str = "Toch niet juist?", told: str, label: str) -> html.Section:
    button = post_button(label, action=f"{HOME}/terugzetten", values={"stand": snapshot})
    return html.Section([html.H2(title), html.P(told), button], className="kaart breed")


def _intro(run: Run, publication: Publication) -> str:
    if publication.is_new:
        return f"Nu te zien: stand {publication.snapshot}. {changes_in_words(publication.counts) if run.before else ''}".strip()
    if publication.newest != publication.snapshot:
        return f"Stand {publication.snapshot} is teruggezet en blijft te zien tot er iets nieuws aanvaard is."
    return f"Alle aanvaarde cijfers stonden al op de pagina's, in stand {publication.snapshot}."


def _published(run: Run, publication: Publication) -> Children:
    parts: Children = [
        focused_heading("De cijfers zijn gepubliceerd" if publication.is_new else "Er is niets veranderd"),
        html.P(_intro(run, publication), className="intro"),
    ]
    if publication.held:
        waiting = "1 levering wacht" if publication.held == 1 else f"{publication.held} leveringen wachten"
        parts.append(html.P(f"{waiting} nog op bevestiging en zit{'' if publication.held == 1 else 'ten'} er niet in."))
    if publication.changes:
        parts.append(_changes(publication.changes))
    if publication.is_new and run.before and run.before != publication.snapshot:
        told = f"Met één knop staan de cijfers van de vorige stand ({run.before}) weer op de pagina's. De leveringen blijven bewaard."
        parts.append(_other_snapshot(run.before, told=told, label="Vorige stand terugzetten"))
    if publication.newest != publication.snapshot:
        told = f"Alle aanvaarde cijfers samen zitten in stand {publication.newest}. Met één knop staan ze weer op de pagina's."
        parts.append(_other_snapshot(publication.newest, title="Toch de nieuwste cijfers?", told=told, label="Nieuwste stand tonen"))
    return parts


def _restored(run: Run, publication: Publication) -> Children:
    parts: Children = [
        focused_heading("De gekozen stand staat terug"),
        html.P(f"Nu te zien: stand {publication.snapshot}.", className="intro"),
        html.P(
            "Aanvaarde leveringen die er niet in zitten, blijven bewaard en komen er bij de volgende publicatie weer bij. "
            "Trek een levering in als haar cijfers niet juist zijn."
        ),
    ]
    if run.before and run.before != publication.snapshot:
        told = f"Met één knop staan de cijfers van daarnet (stand {run.before}) weer op de pagina's."
        parts.append(_other_snapshot(run.before, told=told, label="Stand van daarnet opnieuw tonen"))
    return parts


def publication_report(run: Run) -> Children:
    """What a run that published did."""
    (step,) = run.steps
    home = html.P(html.A("Terug naar Aanleveren", href=HOME), className="vervolg")
    if step.publication is None:
        again = post_button("Opnieuw proberen", action=f"{HOME}/publiceren") if run.kind == "build" else None
        return [focused_heading("Publiceren is niet gelukt"), html.P(step.failure, className="intro"), again, home]
    shown = _published(run, step.publication) if run.kind == "build" else _restored(run, step.publication)
    return [*shown, home]
