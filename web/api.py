"""What a program can ask about one figure."""

from flask import Flask, Response, abort, jsonify

from catalogue.codes import UnknownCodeError
from views.passports import passports_of


def register(server: Flask) -> None:
    """Adds /api/v1/figures."""

    @server.get("/api/v1/figures/<path:code>")
    def figure(code: str) -> Response:
        try:
            found = passports_of(code)
        except UnknownCodeError as error:
            abort(400, description=str(error))
        if not found:
            abort(404, description="Bij deze code staat geen cijfer in deze stand.")
        is_demo = any(p.is_example for p in found)
        return jsonify(code=code, title=found[0].title, is_demo=is_demo, passports=[list(p.lines) for p in found])
