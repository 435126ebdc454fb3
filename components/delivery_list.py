"""The last deliveries with their state, and how far a run is."""

from collections.abc import Sequence

from dash import html

from catalogue.formatting import format_number
from components.attributes import Children, aria, data
from components.delivery_actions import delivery_actions
from components.delivery_form import HOME, day_and_hour
from components.forms import focused_heading, post_button
from components.status import Tone, mark
from views.deliveries import Delivery, State
from views.runs import Run

MOST_IN_SIGHT = 12
STATE_MARKS: dict[State, tuple[str, Tone]] = {
    "accepted": ("Aanvaard", "good"),
    "held": ("Wacht op bevestiging", "attention"),
    "withdrawn": ("Ingetrokken", "quiet"),
}


def _entry(delivery: Delivery) -> html.Li:
    rows = delivery.rows
    numbers = f"{format_number(rows.loaded, 0)} geladen, {format_number(rows.quarantined, 0)} in quarantaine"
    word, tone = STATE_MARKS[delivery.state]
    parts: Children = [
        html.Div([html.Strong(delivery.title), html.Span(delivery.file, className="onderregel")]),
        html.Div(day_and_hour(delivery.delivered_at)),
        html.Div([mark(word, tone), html.Span(numbers, className="onderregel")]),
        delivery_actions(delivery, back=""),
    ]
    return html.Li(parts)


def _entries(deliveries: Sequence[Delivery]) -> html.Ul:
    return html.Ul([_entry(delivery) for delivery in deliveries], className="leveringen")


def delivery_list(deliveries: Sequence[Delivery]) -> html.Section:
    """The deliveries that were kept, the latest first; the older ones behind a fold."""
    told = "De nieuwste staat bovenaan." if deliveries else "Er is nog niets aangeleverd."
    parts: Children = [html.H2("Laatste leveringen"), html.P(told, className="onderkop")]
    if deliveries:
        parts.append(_entries(deliveries[:MOST_IN_SIGHT]))
    if older := deliveries[MOST_IN_SIGHT:]:
        parts.append(html.Details([html.Summary(f"Oudere leveringen ({len(older)})"), _entries(older)], className="uitklap"))
    return html.Section(parts, className="kaart breed", id="leveringen")


def _how_far(run: Run) -> str:
    if run.state == "waiting":
        return "Er loopt nog een andere opdracht. Deze begint zodra die klaar is."
    if run.kind != "deliver":
        return "Dit duurt meestal enkele seconden."
    return f"{run.done} van {len(run.steps)} {'bestand' if len(run.steps) == 1 else 'bestanden'} gecontroleerd."


def progress(run: Run) -> Children:
    """How far a run is; a small script renews it, without JavaScript the page renews itself."""
    heading = "Uw bestanden worden gecontroleerd" if run.kind == "deliver" else "De cijfers worden gepubliceerd"
    bar = html.Progress(value=str(run.done), max=str(len(run.steps)), className="voortgang", **aria(label="Voortgang"))
    return [
        html.Div(
            [
                focused_heading(heading),
                html.P(_how_far(run), className="intro", id="hoe-ver", role="status", **aria(live="polite")),
                bar if run.kind == "deliver" else None,
                html.P(
                    "Deze pagina ververst vanzelf. U mag ze sluiten: het werk gaat door en het adres blijft geldig.", className="uitleg"
                ),
            ],
            id="voortgang",
            **data(opdracht=run.id),
        )
    ]


def interruption(run: Run) -> Children:
    """What to do with a run that nobody works on any more."""
    told = f"De server is herstart terwijl hij bezig was. {run.done} van {len(run.steps)} onderdelen waren klaar. Er is niets verloren."
    return [
        focused_heading("Het werk is onderbroken"),
        html.P(told, className="intro"),
        post_button("Verdergaan", action=f"{HOME}/{run.id}/verder", is_main=True),
    ]
