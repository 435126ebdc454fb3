"""A page that the server draws itself: the frame, style and rules of the other pages, without their program."""

from functools import cache
from html import escape

from flask import Response

from components import ids
from components.shell import shell
from components.state_warning import state_warning
from settings import PROJECT_DIR
from web.markup import markup

SCRIPTS = ("peil.js", "zz-aanleveren.js")
REFRESH_SECONDS = 3


def _asset(name: str) -> str:
    """The address of an asset, which changes when the asset does: it may be kept for long."""
    return f"/assets/{name}?m={(PROJECT_DIR / 'assets' / name).stat().st_mtime_ns}"


@cache
def _links() -> str:
    styles = sorted(path.name for path in (PROJECT_DIR / "assets").glob("*.css"))
    links = [f'<link rel="stylesheet" href="{_asset(name)}">' for name in styles]
    return "".join([*links, *[f'<script src="{_asset(name)}" defer></script>' for name in SCRIPTS]])


def plain_page(content: object, *, title: str, status: int = 200, renews_itself: bool = False) -> Response:
    """A whole page around its content.

    Args:
        renews_itself: whether a browser without JavaScript asks it again after some seconds.
    """
    frame = shell()
    frame[ids.PAGE].children = [*state_warning(), content]
    again = f'<noscript><meta http-equiv="refresh" content="{REFRESH_SECONDS}"></noscript>' if renews_itself else ""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · Peil</title><link rel="icon" href="/assets/logo.svg" type="image/svg+xml">{_links()}{again}'
    )
    page = f'<!DOCTYPE html>\n<html lang="nl-BE"><head>{head}</head><body>{markup(frame)}</body></html>'
    return Response(page, status=status, mimetype="text/html")
