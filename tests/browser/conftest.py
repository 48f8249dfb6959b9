"""A real browser on a small site of exercises. Each test ends with: no console error, no request to another site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from nlpbook.site.programs import CHROMIUM_FLAGS
from tests.ports import free_port

from .sample_site import build_sample_site
from .server import serving

# How long something takes says nothing on a busy machine; that it never comes does.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one exercise of each kind."""
    out = tmp_path_factory.mktemp("sample-site")
    build_sample_site(project, out)
    with serving(out) as address:
        yield address


@pytest.fixture(scope="session")
def book(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the whole book, built for that address: instant navigation works only there."""
    port = free_port()
    out = tmp_path_factory.mktemp("book")
    subprocess.run(
        [sys.executable, "-m", "nlpbook", "build", "--strict", "--out", str(out)],
        cwd=project, check=True, env={**os.environ, "NLPBOOK_SITE_URL": f"http://127.0.0.1:{port}/"},
    )
    with serving(out, port) as address:
        yield address


@pytest.fixture(scope="session")
def places(book: str, project: Path) -> dict[str, str]:
    """The page of each exercise, as other tools are told it."""
    told = subprocess.run(
        [sys.executable, "-m", "nlpbook", "exercises", "--json"],
        cwd=project, check=True, capture_output=True, text=True,
    )
    return {one["id"]: one["page"] for one in json.loads(told.stdout)}


class Watch:
    """What a page must never do: complain in the console, or ask another site for anything."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site, self.errors, self.foreign, self.requests = site, [], [], []
        self.expected: tuple[str, ...] = ()
        context.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", lambda request: self._request(request.url))

    def _request(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(url)

    def expect(self, *texts: str) -> None:
        """Allow console errors that contain one of these texts."""
        self.expected = texts

    def verify(self) -> None:
        errors = [error for error in self.errors if not any(text in error for text in self.expected)]
        assert not errors, errors
        assert not self.foreign, self.foreign


@pytest.fixture
def open_page(browser: Browser, sample: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the sample site in a profile of its own: `open_page("dark.html", width=390)`."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(name: str = "index.html", width: int = 1024, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        watch = Watch(context, sample)
        opened.append((context, watch))
        page = context.new_page()
        page.watch = watch
        page.goto(sample + name)
        return page

    yield opener
    for context, watch in opened:
        context.close()
        watch.verify()


@pytest.fixture
def newcomer(browser: Browser, book: str) -> Iterator[Page]:
    """A page in the profile of a reader who has not opened the book yet; addresses are the book's."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=book)
    watch = Watch(context, book)
    yield context.new_page()
    context.close()
    watch.verify()


@pytest.fixture(scope="module")
def warm(browser: Browser, sample: str) -> Iterator[Page]:
    """One page with a running Python, shared by the tests of a module; each leaves its exercise as it was."""
    context = browser.new_context(viewport={"width": 1024, "height": 900})
    watch = Watch(context, sample)
    page = context.new_page()
    page.goto(sample)
    yield page
    context.close()
    watch.verify()
