"""What every answer carries: a strict content policy and the security headers, and how long it may be kept."""

import re

import pytest

from tests.server_process import Server

PLEDGES = "engagementsverklaringen"
GET_PATHS = [
    pytest.param("/", 200, id="page"),
    pytest.param("/gemeente/lier?met=duffel", 200, id="deep page"),
    pytest.param("/bestaat/niet", 200, id="unknown page"),
    pytest.param("/assets/peil.css", 200, id="asset"),
    pytest.param("/assets/bestaat-niet.css", 404, id="unknown asset"),
    pytest.param("/_dash-layout", 200, id="layout"),
    pytest.param("/_dash-component-suites/bestaat/niet.js", 404, id="unknown component"),
    pytest.param(f"/download/{PLEDGES}.csv", 200, id="download"),
    pytest.param("/download/bestaat_niet.csv", 404, id="unknown download"),
    pytest.param(f"/download/{PLEDGES}.csv?gemeente=parijs", 400, id="refused download"),
    pytest.param("/api/v1/figures/niets", 400, id="refused figure"),
    pytest.param("/api/v1/views", 200, id="views"),
    pytest.param("/api/v1/openapi.json", 200, id="openapi"),
    pytest.param("/api/v1/catalog.jsonld", 200, id="catalogue"),
    pytest.param("/api/v1/observations?jaar=x", 400, id="refused observations"),
    pytest.param(f"/download/{PLEDGES}.csv-metadata.json", 200, id="csv metadata"),
    pytest.param("/api/v1/bestaat-niet", 404, id="unknown program address"),
    pytest.param("/download/zonder-soort", 404, id="unknown file address"),
    pytest.param("/health", 200, id="health"),
    pytest.param("/zoekindex.json", 200, id="search index"),
]


def directives(policy: str) -> dict[str, list[str]]:
    """A content security policy by directive."""
    return {part.split()[0]: part.split()[1:] for part in policy.split(";")}


def assert_secure(server: Server, path: str, status: int, *, method: str = "GET", body: bytes | None = None) -> None:
    """Asks and looks at the headers."""
    answer = server.ask(path, method=method, body=body, headers={"Content-Type": "application/json"} if body else None)
    assert answer.status == status
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"][0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/=]+'", source) for source in policy["script-src"][1:])
    assert policy["connect-src"] == policy["font-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert not [source for sources in policy.values() for source in sources if "http" in source or source in {"*", "'unsafe-eval'"}]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    if status >= 400:
        assert set(answer.json) == {"error", "reference"}
        assert answer.trace == []


@pytest.mark.parametrize(("path", "status"), GET_PATHS)
def test_answer_is_secure(server: Server, path: str, status: int) -> None:
    assert_secure(server, path, status)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        pytest.param("POST", "/_dash-update-component", b"{}", 400, id="callback"),
        pytest.param("POST", "/", b"{}", 405, id="post to a page"),
        pytest.param("PUT", "/health", b"{}", 405, id="put"),
        pytest.param("DELETE", f"/download/{PLEDGES}.csv", None, 405, id="delete"),
        pytest.param("GET", "/_dash-update-component", None, 405, id="callback by get"),
        pytest.param("POST", "/_dash-update-component", b" " * 1_000_001, 413, id="large"),
    ],
)
def test_refusal_is_secure(server: Server, method: str, path: str, body: bytes | None, status: int) -> None:
    assert_secure(server, path, status, method=method, body=body)


def test_body_of_one_megabyte_is_read_and_judged(server: Server) -> None:
    assert server.call_back(b" " * 999_990 + b"{}").status == 400


def test_assets_are_kept_for_long_under_an_address_that_changes_with_them(server: Server) -> None:
    page = server.ask("/").text
    addresses = re.findall(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"', page)
    scripts = [address for address in addresses if not address.endswith(".svg")]
    assert len(scripts) > 5
    for address in scripts:
        assert re.search(r"\?m=\d+|\.v\d+_\d+", address), f"{address} does not change with its contents"
        answer = server.ask(address)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/klimaat", "/_dash-layout", "/health", f"/download/{PLEDGES}.csv", "/assets/bestaat-niet.css"])
def test_what_changes_is_not_kept(server: Server, path: str) -> None:
    cached = server.ask(path).headers["Cache-Control"]
    assert cached == "no-store"


@pytest.mark.parametrize("accepted", ["gzip, deflate", "gzip, deflate, br, zstd"], ids=["plain http", "localhost"])
@pytest.mark.parametrize("path", ["/assets/01-plotly.js", "/assets/bootstrap.css", "/_dash-layout", "/zoekindex.json"])
def test_what_a_browser_asks_travels_compressed(server: Server, path: str, accepted: str) -> None:
    plain = server.ask(path)
    packed = server.ask(path, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] in accepted.split(", ")
    assert len(packed.body) < len(plain.body) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/..%2fapp.py", "/assets//etc/passwd", "/assets/%00"]
)
def test_no_file_beside_the_assets(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert b"build_app" not in answer.body
    assert b"root:" not in answer.body
    assert answer.status in {200, 404}
    assert answer.status == 404 or b"<!DOCTYPE html>" in answer.body
