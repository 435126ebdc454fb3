"""What every answer carries, and what is refused before it reaches a callback."""

from collections.abc import Sequence

from dash import Dash
from flask import Flask, Request, Response, abort, request

from web.callback_requests import Declared, is_own_request, server_callbacks

MAX_BODY_BYTES = 1_000_000
LONG_SECONDS = 31_536_000
DASH_UPDATE = "/_dash-update-component"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def content_policy(script_hashes: Sequence[str]) -> str:
    """The content security policy: everything from here, no inline script but the ones with these hashes."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def _callbacks(app: Dash) -> dict[str, Declared]:
    client = app.server.test_client()
    return server_callbacks(client.get("/_dash-dependencies").get_json())


def _body(incoming: Request) -> object:
    try:
        return incoming.get_json(silent=True)
    except RecursionError:
        return None


def register(server: Flask, app: Dash) -> None:
    """Adds headers to every answer, caches what never changes and refuses what is not ours."""
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = LONG_SECONDS
    known: dict[str, Declared] = {}
    policy: list[str] = []

    @server.before_request
    def refuse_unknown_callbacks() -> None:
        if request.path != DASH_UPDATE:
            return
        if request.method != "POST":
            abort(405)
        if not known:
            known.update(_callbacks(app))
        if not is_own_request(_body(request), known):
            abort(400, description="Zo'n vraag stelt de pagina niet.")

    @server.after_request
    def add_headers(response: Response) -> Response:
        if not policy:
            policy.append(content_policy(app.csp_hashes()))
        response.headers["Content-Security-Policy"] = policy[0]
        response.headers.update(HEADERS)
        is_fixed = request.path.startswith(("/_dash-component-suites/", "/assets/"))
        if is_fixed and response.status_code == 200:  # noqa: PLR2004
            response.headers["Cache-Control"] = f"public, max-age={LONG_SECONDS}, immutable"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
