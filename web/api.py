"""What a program can ask for: lists of figures, one figure, and the documents that describe them."""

import json
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, jsonify, request

from catalogue.codes import UnknownCodeError
from exports.open_data import KIND as JSON_LD
from views import open_data
from views.filters import UnknownFilterError
from views.passports import passports_of
from web.downloads import base_address

Answer = TypeVar("Answer")


def document(content: object, *, kind: str = "application/json") -> Response:
    """An answer in JSON, its fields in the order in which they are documented."""
    return Response(json.dumps(content, ensure_ascii=False), mimetype=kind)


def _asked(answer: Callable[[dict[str, str]], Answer]) -> Answer:
    """The answer to the parameters of the request, a repeated one joined; 400 for a value that does not exist."""
    try:
        return answer({name: ",".join(values) for name, values in request.args.lists()})
    except UnknownFilterError as error:
        abort(400, description=str(error))


def _register_documents(server: Flask) -> None:
    @server.get("/api/v1/openapi.json")
    def openapi() -> Response:
        return document(open_data.openapi(base_address()))

    @server.get("/api/v1/catalog.jsonld")
    def catalog() -> Response:
        return document(open_data.dcat(base_address()), kind=JSON_LD)


def register(server: Flask) -> None:
    """Adds /api/v1."""
    _register_documents(server)

    @server.get("/api/v1/indicators")
    def indicators() -> Response:
        return document(_asked(open_data.indicator_list))

    @server.get("/api/v1/views")
    def views() -> Response:
        return document(_asked(open_data.view_list))

    @server.get("/api/v1/observations")
    def observations() -> Response:
        found = _asked(open_data.observations)
        return Response(found, mimetype="text/csv") if isinstance(found, bytes) else document(found)

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
