"""The board pack: a plain page to choose views, and the same choice as files."""

import io
import zipfile
from typing import get_args

from flask import Flask, Response, abort, request

from catalogue.loader import load_catalogue
from components.bundle import bundle_page
from exports.exhibit import Pack
from exports.making import FileFormat
from views.briefings import briefing
from views.examples import shown_examples
from views.filters import UnknownFilterError, read_filters, strict_filters
from views.packs import (
    PAGE,
    Choice,
    UnknownViewError,
    choice_query,
    chosen_views,
    figure_years,
    pack_of,
    read_choice,
    views_with_figures,
    year_choice,
)
from views.registry import all_views
from views.snapshots import snapshot_for
from web.downloads import NO_SUCH_FILE, attachment, base_address, document, file_name, house_style
from web.plain_page import plain_page

KINDS = get_args(FileFormat)
BRIEFINGS = {"pdf", "docx", "pptx"}
STAMP = (2020, 1, 1, 0, 0, 0)
NOTHING_CHOSEN = "Kies minstens één weergave: /bundel.pdf?views=energiescans,bevolking."


def _choice() -> Choice:
    """The choice in the address; 400 for a value that does not exist."""
    try:
        return read_choice(request.args.to_dict(), strict_filters(request.args.to_dict(), load_catalogue()))
    except UnknownFilterError as error:
        return abort(400, description=str(error))


def _zipped(pack: Pack, name: str) -> bytes:
    """Every kind of file of a pack in one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in KINDS:
            entry = zipfile.ZipInfo(f"{name}.{kind}", date_time=STAMP)
            archive.writestr(entry, document(pack, extension=kind), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _answer(pack: Pack, extension: str) -> Response:
    name = file_name("bundel", pack.title, pack.snapshot, extension=extension)
    content = _zipped(pack, name.removesuffix(".zip")) if extension == "zip" else document(pack, extension=extension)
    return attachment(content, extension=extension, name=name)


def _page() -> Response:
    """The page; what was ticked joins the choice, and the address then tells the whole choice."""
    catalogue = load_catalogue()
    ticked = request.args.getlist("kies")
    told = request.args.to_dict() | {
        "views": ",".join([*filter(None, [request.args.get("views", "")]), *ticked]),
        "gemeente": ",".join(request.args.getlist("gemeente")),
    }
    filters, notices = read_filters(told, catalogue)
    try:
        choice = read_choice(told, filters)
    except UnknownFilterError as error:
        choice, notices = Choice(views=(), title="", meeting=None, filters=filters), [*notices, str(error)]
    if ticked or "bijwerken" in request.args:
        return Response(status=303, headers={"Location": PAGE + choice_query(choice, catalogue)})
    snapshot = snapshot_for(filters)
    try:
        views = chosen_views(choice, snapshot)
    except UnknownViewError as error:
        return abort(404, description=str(error))
    on_offer = [*all_views().values(), *shown_examples(snapshot)]
    content = bundle_page(choice, views, on_offer=on_offer, years=figure_years(snapshot), snapshot=snapshot, notices=notices)
    return plain_page(content, title="Bundel")


def register(server: Flask) -> None:
    """Adds /bundel, /bundel.<extension>, /jaarverslag.<extension> and the briefing of a municipality."""
    server.add_url_rule(PAGE, "bundel", _page)

    @server.get("/bundel.<extension>")
    def pack(extension: str) -> Response:
        if extension not in {*KINDS, "zip"}:
            abort(404, description=NO_SUCH_FILE)
        choice = _choice()
        if not choice.views:
            abort(400, description=NOTHING_CHOSEN)
        snapshot = snapshot_for(choice.filters)
        try:
            views = chosen_views(choice, snapshot)
        except UnknownViewError as error:
            abort(404, description=str(error))
        return _answer(pack_of(views, choice, snapshot, base=base_address(), style=house_style()), extension)

    @server.get("/gemeente/<slug>/briefing.<extension>")
    def briefing_of(slug: str, extension: str) -> Response:
        municipality = load_catalogue().municipality_by_slug(slug)
        if municipality is None or extension not in BRIEFINGS:
            abort(404, description=NO_SUCH_FILE)
        snapshot = snapshot_for(_choice().filters)
        content = document(briefing(municipality, snapshot, base=base_address()), extension=extension)
        return attachment(content, extension=extension, name=file_name("briefing", municipality.slug, snapshot.id, extension=extension))

    @server.get("/jaarverslag.<extension>")
    def yearbook(extension: str) -> Response:
        if extension not in KINDS:
            abort(404, description=NO_SUCH_FILE)
        filters = _choice().filters
        if filters.first_year is None or filters.first_year != filters.last_year:
            abort(400, description="Noem het jaar: /jaarverslag.pdf?jaar=2024.")
        choice = year_choice(filters.first_year, filters)
        snapshot = snapshot_for(filters)
        views = views_with_figures(snapshot, choice.filters)
        if not views:
            abort(404, description=f"Van {filters.first_year} zijn er geen cijfers in deze stand.")
        address = f"/jaarverslag.{extension}?jaar={filters.first_year}&stand={snapshot.id}"
        return _answer(pack_of(views, choice, snapshot, base=base_address(), style=house_style(), address=address), extension)
