"""Every error as one Dutch sentence with a reference; the trace goes to the log only."""

import logging
import secrets
from http import HTTPStatus

from dash.exceptions import DependencyException
from flask import Flask, Response, abort, jsonify
from werkzeug.exceptions import HTTPException

from warehouse.snapshot import NoSnapshotError, NothingReadableError

log = logging.getLogger("peil.web")

SENTENCES = {
    400: "Dit verzoek bevat een waarde die niet bestaat.",
    404: "Dit adres bestaat niet.",
    405: "Dit adres kan zo niet gebruikt worden.",
    413: "Dit verzoek is te groot; de grens is 1 MB.",
    503: "Dit kan nu niet.",
}
UNEXPECTED = "Er ging iets mis. Probeer het opnieuw; meld de referentie als het blijft."


def error_response(sentence: str, status: int) -> tuple[Response, int]:
    """The answer for a failed request."""
    return jsonify(error=sentence, reference=secrets.token_hex(4)), status


def register(server: Flask) -> None:
    """Maps every exception to a Dutch answer without a trace."""

    @server.errorhandler(HTTPException)
    def expected(error: HTTPException) -> tuple[Response, int]:
        status = error.code or 500
        own = error.description if isinstance(error.description, str) and error.description != type(error).description else ""
        response, status = error_response(own or SENTENCES.get(status, UNEXPECTED), status)
        if status == HTTPStatus.BAD_REQUEST:
            log.warning("geweigerd, referentie %s", response.get_json()["reference"])
        return response, status

    @server.errorhandler(NoSnapshotError)
    def without_snapshot(error: NoSnapshotError) -> tuple[Response, int]:
        return error_response(str(error), 503 if isinstance(error, NothingReadableError) else 404)

    @server.errorhandler(DependencyException)
    def without_file(_error: DependencyException) -> tuple[Response, int]:
        return error_response(SENTENCES[404], 404)

    @server.get("/api/<path:_rest>")
    @server.get("/download/<path:_rest>")
    def without_route(_rest: str) -> Response:
        abort(404)

    @server.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[Response, int]:
        response, status = error_response(UNEXPECTED, 500)
        log.error("referentie %s", response.get_json()["reference"], exc_info=error)
        return response, status
