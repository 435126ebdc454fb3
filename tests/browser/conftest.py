"""One browser for the package, one context per test; whatever the browser complains about fails the test."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from exports.image import find_browser
from tests.browser.reader import WAIT_MS, Reader
from tests.server_process import Server

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
LAPTOP = {"width": 1366, "height": 768}

expect.set_options(timeout=WAIT_MS)

MakeReader = Callable[..., Reader]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; its absence skips the tests here and fails them in CI."""
    path = find_browser()
    if path is None:
        reason = "Geen Chromium of Chrome gevonden; installeer die met: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def make_reader(browser: Browser, server: Server) -> Iterator[MakeReader]:
    """Makes readers with a context of their own; none of them may have met a problem in the end."""
    made: list[Reader] = []

    def make(**options: Any) -> Reader:
        context = browser.new_context(**{"locale": "nl-BE", "viewport": LAPTOP} | options)
        made.append(Reader(context, server.url))
        return made[-1]

    yield make
    for reader in made:
        reader.page.context.close()
    assert [problem for reader in made for problem in reader.problems] == []


@pytest.fixture
def reader(make_reader: MakeReader) -> Reader:
    """A reader on a laptop."""
    return make_reader()
