"""Whether Peil has figures to show."""

from flask import Flask, Response, jsonify

from warehouse.snapshot import NoSnapshotError, installed_warehouse


def register(server: Flask) -> None:
    """Adds /health."""

    @server.get("/health")
    def health() -> tuple[Response, int]:
        try:
            return jsonify(status="ok", snapshot=installed_warehouse().current().id), 200
        except NoSnapshotError as error:
            return jsonify(status="geen cijfers", error=str(error)), 503
