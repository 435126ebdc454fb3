"""Plain addresses for files: /download/<view>.<extension>?<filters>."""

from flask import Flask, Response, abort, request

from catalogue.loader import load_catalogue
from exports.exhibit import Picture
from exports.service import DrawJob, NoFileError, service
from views.examples import find_view
from views.files import csv_file, png_figure
from views.filters import UnknownFilterError, strict_filters
from views.render import render
from views.snapshots import snapshot_for


def _scale(text: str) -> int:
    if text not in {"1", "2", "3"}:
        abort(400, description=f"'{text[:10]}' is geen schaal; kies 1, 2 of 3.")
    return int(text)


def _file(content: bytes, *, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def register(server: Flask) -> None:
    """Adds the downloads."""

    @server.get("/download/<view_id>.<extension>")
    def download(view_id: str, extension: str) -> Response:
        try:
            filters = strict_filters(request.args.to_dict(), load_catalogue())
            snapshot = snapshot_for(filters)
            view = find_view(view_id, snapshot)
            if view is None or extension not in {"png", "csv"}:
                abort(404, description="Deze weergave of dit soort bestand bestaat niet.")
            rendered = render(view, filters, snapshot)
        except UnknownFilterError as error:
            abort(400, description=str(error))
        name = f"peil-{view.anchor}-{rendered.snapshot_id}"
        if extension == "csv":
            for_excel = request.args.get("voor") == "excel"
            return _file(csv_file(rendered, filters, for_excel=for_excel), kind="text/csv", name=f"{name}.csv")
        figure, width, height = png_figure(rendered, filters)
        try:
            scale = _scale(request.args.get("schaal", "2"))
            picture = Picture(figure=figure, width=width, height=height)
            return _file(service.make(DrawJob(picture=picture, kind="png", scale=scale)), kind="image/png", name=f"{name}.png")
        except NoFileError as error:
            abort(503, description=str(error))
