"""Somebody who reads Peil in a browser, and notes everything that goes wrong meanwhile."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

UPDATE = "/_dash-update-component"
WAIT_MS = 15_000
LEFT = "net::ERR_ABORTED"  # what a request says when its page is left, or when it becomes a download
IS_SETTLED = """() => document.title !== 'Peil' && document.querySelector('main h1')
    && [...document.querySelectorAll('.grafiek')].every((graph) => graph.querySelector('.main-svg'))"""

READ_TABLE = """card => [...card.querySelectorAll('.tabel tr')].map((row) => [...row.cells].map((cell) => {
    const figures = [...cell.querySelectorAll('.cijfer')].map((figure) => figure.firstChild.textContent.trim());
    return figures.length ? figures.join('\\n') : cell.innerText.trim();
}))"""


class Reader:
    """A page of one context, what it asked from the server and what went wrong."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        context.set_default_timeout(WAIT_MS)
        self.base = base
        self.problems: list[str] = []
        self.updates: list[str] = []
        self.requests: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("requestfailed", self._failed)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self.requests.append(request.url)
        if parts.scheme not in {"data", "blob"} and not request.url.startswith(self.base + "/"):
            self.problems.append(f"another host: {request.url}")
        if parts.path == UPDATE:
            self.updates.append(request.post_data or "")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.problems.append(f"no answer: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"status {response.status}: {response.url}")

    def open(self, path: str) -> None:
        """Goes to an address and waits until the page and all its graphs are there."""
        self.page.goto(self.base + path)
        self.settle()

    def settle(self) -> None:
        """Waits until there is a page with all its graphs."""
        self.page.wait_for_function(IS_SETTLED)

    def at(self, path: str) -> None:
        """Waits until the address bar shows an address of ours."""
        self.page.wait_for_url(self.base + path)
        self.settle()

    def change(self, action: Callable[[], object], address: str) -> int:
        """Does something to a filter, waits for the address that it must lead to, and counts the requests that it took."""
        before = len(self.updates)
        action()
        self.at(address)
        self.page.wait_for_load_state("networkidle")
        return len(self.updates) - before

    def card(self, view: str) -> Locator:
        """The card of a view."""
        return self.page.locator(f"figure#{view.replace('_', '-')}")

    def open_table(self, view: str) -> None:
        """Opens the table of a card."""
        self.card(view).get_by_text("Toon als tabel").click()
        self.card(view).locator(".tabel").wait_for()

    def table(self, view: str) -> list[list[str]]:
        """The rows of a card's table as they read on screen, the head first; several figures in a cell stand on lines."""
        rows: list[list[str]] = self.card(view).evaluate(READ_TABLE)
        return rows

    def is_soon(self, found: Callable[[], object], expected: object) -> None:
        """Waits until something reads as expected; fails with both when it never does."""
        deadline = time.monotonic() + WAIT_MS / 1000
        while (read := found()) != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        assert read == expected
