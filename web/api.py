"""What a program can ask about one figure."""

from flask import Flask, Response, abort, jsonify

from catalogue.codes import UnknownCodeError
from views.passports import passports_of
from warehouse.snapshot import NoSnapshotError


def register(server: Flask) -> None:
    """Adds /api/v1/figures."""

    @server.get("/api/v1/figures/<path:code>")
    def figure(code: str) -> Response:
        try:
            found = passports_of(code)
        except UnknownCodeError as error:
            abort(400, description=str(error))
        except NoSnapshotError as error:
            abort(404, description=str(error))
        if not found:
            abort(404, description="Bij deze code staat geen cijfer in deze stand.")
        return jsonify(code=code, title=found[0].title, passports=[list(p.lines) for p in found])
