"""The index of the search box: pages, municipalities and indicators, with where they lead."""

from flask import Flask, Response, jsonify

from views.filters import Filters
from views.search_index import search_index
from views.snapshots import snapshot_for


def register(server: Flask) -> None:
    """Adds /zoekindex.json."""

    @server.get("/zoekindex.json")
    def index() -> Response:
        response = jsonify(items=search_index(snapshot_for(Filters())))
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
