"""Whether Peil has figures to show, for a program and for a reader."""

from dash import html
from flask import Flask, Response, jsonify, request

from views.snapshots import snapshot_warning
from warehouse.snapshot import NoSnapshotError, installed_warehouse
from web.plain_page import plain_page

PAGES = {"/", "/<path:path>"}
RETRY_SECONDS = "60"


def _nothing() -> Response:
    """The page of an installation of which no snapshot can be read."""
    content = html.Div(
        [
            html.H1("Peil toont even geen cijfers"),
            html.P("De gepubliceerde cijfers zijn op dit ogenblik niet leesbaar. Probeer het later opnieuw.", className="intro"),
            html.P(
                [
                    "Voor de beheerder: ",
                    html.Code("python -m data_pipeline doctor"),
                    " zegt wat er mis is, ",
                    html.Code("make build"),
                    " bouwt de cijfers opnieuw.",
                ]
            ),
        ]
    )
    response = plain_page(content, title="Even geen cijfers", status=503)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def register(server: Flask) -> None:
    """Adds /health, and a page that says so when there is nothing to show."""

    @server.get("/health")
    def health() -> tuple[Response, int]:
        try:
            shown, warning = installed_warehouse().current().id, snapshot_warning()
        except NoSnapshotError as error:
            return jsonify(status="geen cijfers", error=str(error)), 503
        if warning:
            return jsonify(status="waarschuwing", snapshot=shown, warning=warning), 200
        return jsonify(status="ok", snapshot=shown), 200

    @server.before_request
    def say_that_there_is_nothing() -> Response | None:
        if request.url_rule is None or request.url_rule.rule not in PAGES:
            return None
        try:
            installed_warehouse().current()
        except NoSnapshotError:
            return _nothing()
        return None
