"""Deliveries in the browser: plain forms and pages that hand everything to the pipeline's own commands."""

import logging
import re
import secrets
import shutil
import tempfile
from itertools import chain
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from components.delivery_actions import MOST_REASON
from components.delivery_form import HOME
from views.deliveries import Status, UnreadableAnswerError, read_status
from web.inbox import RUN_ID, CrowdedError, UnknownRunError, begin, find_run, new_folder, resume, run_that_published, tidy
from web.pipeline import LONG_SECONDS, PipelineError, failure, run
from web.plain_page import plain_page
from web.same_origin import is_from_own_page
from web.steps import lone_step
from web.upload_pages import NOTICES, error_content, home_content, run_content, run_title
from web.uploads import MEGABYTE, MOST_FILES, MOST_TOTAL_MB, store

log = logging.getLogger("peil.web")
blueprint = Blueprint("aanleveren", __name__, url_prefix=HOME)

SOURCE = re.compile(r"[a-z0-9_]{1,60}")
DELIVERY = re.compile(r"[a-z0-9_]{1,60}/\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
SNAPSHOT = re.compile(r"[0-9a-f]{12}")
MOST_PARTS = 100
BUILD = "publiceren"
EXIT_UNKNOWN = 2
FORM_BYTES = MEGABYTE
FOREIGN = "Dit verzoek komt niet van een pagina van Peil en is daarom geweigerd. Open Aanleveren opnieuw."
TOO_LARGE = f"Deze bestanden zijn samen groter dan {MOST_TOTAL_MB} MB. Lever ze in delen aan."
TOO_MANY = f"Kies hoogstens {MOST_FILES} bestanden tegelijk."
NOTHING_CHOSEN = "Kies minstens één bestand."
UNKNOWN_DELIVERY = "Deze levering bestaat niet of niet meer."
NO_TEMPLATE = "Voor deze bron is er geen sjabloon: ze wordt geleverd als CSV of JSON, zoals de leverancier het maakt."
UNEXPECTED = "Er ging iets mis in Peil zelf. Probeer het opnieuw."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _error_page(sentence: str, status: int, *, reference: str = "") -> Response:
    return plain_page(error_content(sentence, status, reference=reference), title="Aanleveren: melding", status=status)


def _current_status() -> Status | None:
    """What the pipeline knows of sources and deliveries; None when it cannot say, which its log explains."""
    try:
        return read_status(run("status", "--json").json)
    except (PipelineError, UnreadableAnswerError) as error:
        log.error("status: %s", error)
        return None


def _published() -> str:
    status = _current_status()
    return status.published if status else ""


@blueprint.before_request
def refuse_foreign() -> None:
    """Lets only our own pages change anything."""
    if request.method == "POST" and not is_from_own_page(request):
        abort(403, description=FOREIGN)


@blueprint.errorhandler(HTTPException)
def expected(error: HTTPException) -> Response:
    """A refusal as a Dutch page."""
    own = error.description if isinstance(error.description, str) and error.description != type(error).description else ""
    return _error_page(own, error.code or 500)


@blueprint.errorhandler(UnknownRunError)
def unknown_run(_error: UnknownRunError) -> Response:
    """A report that is not there."""
    return _error_page("", 404)


@blueprint.errorhandler(CrowdedError)
def crowded(error: CrowdedError) -> Response:
    """Too much waits already."""
    return _error_page(str(error), 503)


@blueprint.errorhandler(PipelineError)
def failed(error: PipelineError) -> Response:
    """A command that did not work."""
    return _error_page(str(error), 500)


@blueprint.errorhandler(Exception)
def unexpected(error: Exception) -> Response:
    """A fault of ours: the trace goes to the log only."""
    reference = secrets.token_hex(4)
    log.error("referentie %s", reference, exc_info=error)
    return _error_page(UNEXPECTED, 500, reference=reference)


def _home(error: str = "", *, status: int = 200) -> Response:
    notice, known = NOTICES.get(request.args.get("gedaan", ""), ""), _current_status()
    last = run_that_published(known.published) if known else ""
    content = home_content(known, error=error, notice=notice, last_publication=last)
    return plain_page(content, title="Aanleveren", status=status)


def _see(address: str) -> Response:
    """Sends the browser to the page that shows what came of a form, so that renewing it does nothing again."""
    return Response(status=303, headers={"Location": address})


@blueprint.get("", strict_slashes=False)
def home() -> Response:
    """The form, what is expected, and the last deliveries."""
    return _home()


@blueprint.post("", strict_slashes=False)
def deliver() -> Response:
    """Takes files in and starts their check."""
    request.max_content_length = MOST_TOTAL_MB * MEGABYTE + FORM_BYTES
    request.max_form_parts = MOST_PARTS
    if (request.content_length or 0) > request.max_content_length:
        abort(413, description=TOO_LARGE)
    files = [file for file in chain.from_iterable(request.files.listvalues()) if file.filename]
    source = request.form.get("bron", "")
    if not files:
        return _home(NOTHING_CHOSEN, status=400)
    if len(files) > MOST_FILES:
        return _home(TOO_MANY, status=400)
    if source and not SOURCE.fullmatch(source):
        abort(400)
    tidy()
    folder = new_folder()
    try:
        steps = store(files, folder)
    except OSError:
        shutil.rmtree(folder)
        raise
    return _see(f"{HOME}/{begin(folder, kind='deliver', steps=steps, source=source)}")


@blueprint.get("/<run_id>")
def show_run(run_id: str) -> Response:
    """How far a run is, or its report."""
    found = find_run(run_id)
    is_busy = found.state in {"waiting", "working"}
    status = _current_status() if found.state == "done" and found.kind == "deliver" else None
    content = run_content(found, status, notice=NOTICES.get(request.args.get("gedaan", ""), ""))
    return plain_page(content, title=run_title(found), renews_itself=is_busy)


@blueprint.post("/<run_id>/verder")
def go_on(run_id: str) -> Response:
    """Goes on with a run that was interrupted."""
    resume(run_id)
    return _see(f"{HOME}/{run_id}")


@blueprint.post("/publiceren")
def publish() -> Response:
    """Builds and publishes everything that was accepted."""
    return _see(f"{HOME}/{begin(new_folder(), kind='build', steps=lone_step(BUILD), before=_published())}")


@blueprint.post("/terugzetten")
def restore() -> Response:
    """Publishes an earlier snapshot again."""
    snapshot = request.form.get("stand", "")
    if not SNAPSHOT.fullmatch(snapshot):
        abort(400)
    return _see(f"{HOME}/{begin(new_folder(), kind='rollback', steps=lone_step(snapshot), before=_published())}")


def _delivery_id(source: str, name: str) -> str:
    delivery = f"{source}/{name}"
    if not DELIVERY.fullmatch(delivery):
        abort(404, description=UNKNOWN_DELIVERY)
    return delivery


def _change(delivery: str, *arguments: str, done: str) -> Response:
    """Runs a command on one delivery and returns to where its button stood."""
    answer = run(*arguments, seconds=LONG_SECONDS)
    if answer.exit == EXIT_UNKNOWN:
        abort(404, description=UNKNOWN_DELIVERY)
    if answer.exit:
        raise failure(f"{arguments[0]} {delivery}: exit {answer.exit}\n{answer.told}")
    back = request.form.get("terug", "")
    return _see(f"{HOME}/{back}?gedaan={done}" if RUN_ID.fullmatch(back) else f"{HOME}?gedaan={done}#leveringen")


@blueprint.post("/levering/<source>/<name>/bevestigen")
def confirm(source: str, name: str) -> Response:
    """Releases a delivery that was held."""
    delivery = _delivery_id(source, name)
    return _change(delivery, "confirm", delivery, done="bevestigd")


@blueprint.post("/levering/<source>/<name>/intrekken")
def withdraw(source: str, name: str) -> Response:
    """Takes a delivery back."""
    delivery = _delivery_id(source, name)
    reason = " ".join(request.form.get("reden", "").split())
    if not reason or len(reason) > MOST_REASON or not reason.isprintable():
        abort(400, description=f"Schrijf in hoogstens {MOST_REASON} tekens waarom u deze levering intrekt.")
    return _change(delivery, "withdraw", delivery, f"--reason={reason}", done="ingetrokken")


def _workbook(*arguments: str, name: str, absent: str) -> Response:
    """A workbook that a command writes, as a download under a name of ours."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / name
        answer = run(*arguments, str(made))
        if answer.exit or not made.is_file():
            log.warning("%s: exit %s\n%s", arguments[0], answer.exit, answer.told)
            abort(404, description=absent)
        content = made.read_bytes()
    response = Response(content, mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/levering/<source>/<name>/quarantaine.xlsx")
def quarantine(source: str, name: str) -> Response:
    """The rows of a delivery that were not loaded, each with its reason."""
    delivery = _delivery_id(source, name)
    return _workbook(
        "quarantine", delivery, name=f"peil-quarantaine-{source}-{name}.xlsx", absent="Van deze levering staan geen rijen in quarantaine."
    )


@blueprint.get("/sjabloon/<source>.xlsx")
def template(source: str) -> Response:
    """An empty workbook in which a source can be delivered."""
    if not SOURCE.fullmatch(source):
        abort(404)
    return _workbook("template", source, name=f"peil-sjabloon-{source}.xlsx", absent=NO_TEMPLATE)


@blueprint.get("/<path:_rest>")
def nothing_here(_rest: str) -> Response:
    """Any other address below this one."""
    abort(404)


def register(server: Flask) -> None:
    """Adds /aanleveren."""
    server.register_blueprint(blueprint)
