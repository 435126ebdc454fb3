"""Whether a request that changes something comes from a page of our own."""

from urllib.parse import urlsplit

from flask import Request

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def is_from_own_page(request: Request) -> bool:
    """Judges by what every browser adds and no page of another site can forge.

    A program that is no browser sends neither header and is let through: it carries nobody's rights.
    The host must be this machine by name as well, or a foreign name that was pointed here would count as our own.
    """
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
