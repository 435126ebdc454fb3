"""What stands on the plain pages of deliveries."""

from dash import html

from components.attributes import Children
from components.delivery_form import FORM, HOME, Limits, expected_list, upload_form
from components.delivery_list import delivery_list, interruption, progress
from components.delivery_report import delivery_report, publish_block
from components.forms import focused_heading
from components.publication import publication_report
from views.deliveries import Status
from views.runs import Run
from web.uploads import MOST_FILE_MB, MOST_FILES, MOST_TOTAL_MB

LEAD = (
    "Kies uw bestanden. Peil controleert ze en zegt wat aanvaard is, wat niet, en waarom. "
    "De cijfers op de pagina's veranderen pas als u daarna op Publiceren drukt."
)
LIMITS = Limits(files=MOST_FILES, file_mb=MOST_FILE_MB, total_mb=MOST_TOTAL_MB)
NO_LIST = "De lijst van bronnen en leveringen is nu niet te lezen. Bestanden aanleveren kan wel; meld het als dit blijft."
NOTICES = {
    "bevestigd": "De levering is bevestigd. Druk op Publiceren om haar cijfers te tonen.",
    "ingetrokken": "De levering is ingetrokken. Stonden haar cijfers al op de pagina's, druk dan op Publiceren om ze weg te halen.",
}
STEPS = (
    ("Kies bestanden", "Zoals u ze kreeg of maakte: u hoeft niets te hernoemen of te herschikken."),
    ("Lees het verslag", "Per bestand staat er wat aanvaard is en wat u nog kunt verbeteren, met blad, rij en kolom."),
    ("Publiceer", "Alle aanvaarde cijfers komen in één keer op de pagina's. Dat kunt u ongedaan maken."),
)
HEADINGS = {403: "Niet toegelaten", 404: "Niet gevonden", 413: "Te groot", 503: "Even wachten"}
SENTENCES = {
    404: "Op dit adres staat niets. Misschien is het verslag ouder dan drie maanden.",
    405: "Dit adres kan zo niet gebruikt worden.",
}


def _notice(text: str) -> Children:
    return [html.P(text, className="kaartmelding", role="status")] if text else []


def _how_it_goes() -> html.Section:
    steps = [html.Li([html.Strong(name), html.Span(told, className="onderregel")]) for name, told in STEPS]
    return html.Section([html.H2("Zo gaat het"), html.Ol(steps, className="stappen")], className="kaart")


def _last_publication(status: Status | None, run_id: str) -> Children:
    if status is None or not run_id:
        return []
    link = html.A("Bekijk wat er veranderde of zet de vorige stand terug", href=f"{HOME}/{run_id}")
    return [html.P([f"Nu op de pagina's: stand {status.published}. ", link, "."], className="uitleg")]


def home_content(status: Status | None, *, error: str, notice: str, last_publication: str) -> html.Div:
    """The form beside how it goes, what waits to be published, the last deliveries, and what is expected.

    Args:
        last_publication: the run that published what is now shown; empty when none is known.
    """
    form = upload_form(status.sources if status else (), limits=LIMITS, error=error)
    lists: Children = [delivery_list(status.deliveries), expected_list(status.sources)] if status else []
    return html.Div(
        [
            html.H1("Aanleveren"),
            html.P(LEAD, className="intro"),
            *_notice(notice or ("" if status else NO_LIST)),
            html.Div([form, _how_it_goes()], className="tweedeling"),
            *publish_block(status),
            *_last_publication(status, last_publication),
            *lists,
        ],
        className="aanleveren",
    )


def run_content(run: Run, status: Status | None, *, notice: str) -> html.Div:
    """A run: how far it is, or what came of it."""
    if run.state in {"waiting", "working"}:
        parts = progress(run)
    elif run.state == "interrupted":
        parts = interruption(run)
    elif run.kind == "deliver":
        parts = delivery_report(run, status, notice=_notice(notice))
    else:
        parts = publication_report(run)
    return html.Div(parts, className="aanleveren")


def run_title(run: Run) -> str:
    """What the browser's tab says of a run."""
    if run.state == "done":
        return "Verslag van uw levering" if run.kind == "deliver" else "Publicatie"
    return "Bezig"


def error_content(sentence: str, status: int, *, reference: str = "") -> html.Div:
    """A refusal or a fault, in one sentence, and the way back."""
    told = sentence or SENTENCES.get(status, "Dit verzoek bevat iets dat niet bestaat.")
    parts: Children = [focused_heading(HEADINGS.get(status, "Dit is niet gelukt")), html.P(told, className="intro")]
    if reference:
        parts.append(html.P(f"Meld de referentie {reference} als het blijft.", className="uitleg"))
    parts.append(html.P(html.A("Terug naar Aanleveren", href=f"{HOME}#{FORM}", className="knop"), className="vervolg"))
    return html.Div(parts, className="aanleveren")
