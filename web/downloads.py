"""Plain addresses for files: /download/<view>.<extension>?<filters>."""

import json
import re
import unicodedata
from typing import cast, get_args

from flask import Flask, Response, abort, request

from catalogue.loader import load_catalogue
from exports.csvw import KIND as CSV_METADATA
from exports.exhibit import Briefing, Exhibit, HouseStyle, Pack, Picture
from exports.house_style import HouseStyleError, read_house_style
from exports.image import PictureFormat
from exports.making import FileFormat
from exports.service import DrawJob, FileJob, NoFileError, service
from settings import load_settings
from views.examples import find_view
from views.exhibits import exhibit_of
from views.files import csv_file, png_figure
from views.filters import Filters, UnknownFilterError, strict_filters
from views.open_data import csvw, metadata_address
from views.render import Rendered, render
from views.snapshots import snapshot_for
from warehouse.snapshot import installed_warehouse

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
MOST_NAME = 60
NO_SUCH_FILE = "Deze weergave of dit soort bestand bestaat niet."


def file_name(*parts: str, extension: str) -> str:
    """A name of ours for a file: small letters, digits and hyphens only, whatever is in its parts."""
    plain = (unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower() for part in parts)
    safe = (re.sub(r"[^a-z0-9]+", "-", part).strip("-")[:MOST_NAME] for part in plain)
    return f"peil-{'-'.join(filter(None, safe))}.{extension}"


def attachment(content: bytes, *, extension: str, name: str) -> Response:
    """The file as something to keep."""
    response = Response(content, mimetype=KINDS[extension])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def base_address() -> str:
    """Where this Peil is, as the reader reached it."""
    return request.host_url.rstrip("/")


def house_style() -> HouseStyle:
    """The style of this installation; 503 with the reason where it cannot be read."""
    try:
        return read_house_style(load_settings().templates_dir)
    except HouseStyleError as error:
        return abort(503, description=str(error))


def made(job: DrawJob | FileJob) -> bytes:
    """What the service makes of a job; 503 with the Dutch reason where it cannot."""
    try:
        return service.make(job)
    except NoFileError as error:
        return abort(503, description=str(error))


def document(subject: Exhibit | Pack | Briefing, *, extension: str) -> bytes:
    """A view, a pack or a briefing as a document."""
    return made(FileJob(subject=subject, kind=cast("FileFormat", extension), style=house_style()))


def _scale(text: str) -> int:
    if text not in {"1", "2", "3"}:
        abort(400, description=f"'{text[:10]}' is geen schaal; kies 1, 2 of 3.")
    return int(text)


def _content(rendered: Rendered, filters: Filters, extension: str) -> bytes:
    if extension == "csv":
        return csv_file(rendered, filters, for_excel=request.args.get("voor") == "excel")
    if extension in get_args(PictureFormat):
        scale = _scale(request.args.get("schaal", "2"))
        figure, width, height = png_figure(rendered, filters)
        picture = Picture(figure=figure, width=width, height=height)
        return made(DrawJob(picture=picture, kind=cast("PictureFormat", extension), scale=scale))
    day = installed_warehouse().by_id(rendered.snapshot_id).built_at.date()
    return document(exhibit_of(rendered, filters, day=day, base=base_address()), extension=extension)


def _rendered(view_id: str, *, is_known_kind: bool = True) -> tuple[Rendered, Filters]:
    """The view with the filters of the request, and those filters."""
    try:
        filters = strict_filters(request.args.to_dict(), load_catalogue())
        snapshot = snapshot_for(filters)
        view = find_view(view_id, snapshot)
        if view is None or not is_known_kind:
            abort(404, description=NO_SUCH_FILE)
        return render(view, filters, snapshot), filters
    except UnknownFilterError as error:
        abort(400, description=str(error))


def register(server: Flask) -> None:
    """Adds the downloads."""

    @server.get("/download/<view_id>.csv-metadata.json")
    def metadata(view_id: str) -> Response:
        rendered, filters = _rendered(view_id)
        return Response(json.dumps(csvw(rendered, filters, base_address()), ensure_ascii=False), mimetype=CSV_METADATA)

    @server.get("/download/<view_id>.<extension>")
    def download(view_id: str, extension: str) -> Response:
        rendered, filters = _rendered(view_id, is_known_kind=extension in {*get_args(PictureFormat), *get_args(FileFormat), "csv"})
        name = file_name(rendered.view.anchor, rendered.snapshot_id, extension=extension)
        answer = attachment(_content(rendered, filters, extension), extension=extension, name=name)
        if extension == "csv" and request.args.get("voor") != "excel":
            answer.headers["Link"] = f'<{metadata_address(rendered.view, filters)}>; rel="describedby"; type="{CSV_METADATA}"'
        return answer
