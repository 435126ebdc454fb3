"""Nothing comes from elsewhere: it works in a meeting room without internet."""

from urllib.parse import urlsplit

from playwright.sync_api import Route

from tests.browser.reader import Reader

PAGES = ["/", "/thema/energie", "/gemeente/lier"]


def test_every_file_and_font_is_our_own(reader: Reader) -> None:
    def cut_off(route: Route) -> None:
        is_own = route.request.url.startswith(reader.base)
        route.continue_() if is_own else route.abort()

    reader.page.context.route("**/*", cut_off)
    for path in PAGES:
        reader.open(path)
    reader.page.wait_for_load_state("networkidle")
    places = {urlsplit(url)[:2] for url in reader.requests if not url.startswith(("data:", "blob:"))}
    assert places == {("http", reader.base.removeprefix("http://"))}
    fonts = [url for url in reader.requests if urlsplit(url).path.endswith((".woff2", ".woff", ".ttf"))]
    assert fonts
    assert all(urlsplit(url).path.startswith("/assets/") for url in fonts)
    loaded: list[str] = reader.page.evaluate("() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    wanted: str = reader.page.evaluate("() => getComputedStyle(document.body).fontFamily")
    assert loaded
    assert wanted.partition(",")[0].strip("'\"") in {family.strip("'\"") for family in loaded}


def test_map_draws_the_shapes_of_our_own_file(reader: Reader) -> None:
    reader.open("/thema/energie")
    shapes = reader.card("supra_aandeel_met_werken").locator(".choroplethlayer path")
    reader.is_soon(lambda: shapes.count() > 0, expected=True)
    assert any(urlsplit(url).path == "/assets/rivierenland.geojson" for url in reader.requests)
