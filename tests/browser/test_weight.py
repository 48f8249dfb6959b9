"""What a page of the book asks of a reader's connection, in compressed bytes. Times are measured by `make bench`."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.phone import CONNECTIONS, visit
from nlpbook.site.ahead import page_files
from nlpbook.site.gather import page_address

from .history import Past

SCRIPT_LIMITS = {"about/privacy/": 15_000, "meaning/words-as-points/": 60_000, "desk/": 60_000, "review/": 60_000}


@pytest.mark.parametrize("name", SCRIPT_LIMITS)
def test_our_scripts_and_libraries_are_light(browser: Browser, book: str, name: str) -> None:
    """All of ours and of our libraries that a page loads before Python and the editor; the theme's own is not ours."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda one: asked.add(one.url))
    page.goto(book + name)
    page.wait_for_load_state("networkidle")
    ours = [url for url in asked if "/assets/nlpbook/js/" in url or "/assets/vendor/libraries/" in url]
    scripts = {url: len(gzip.compress(context.request.get(url).body())) for url in ours}
    context.close()
    assert scripts
    assert sum(scripts.values()) <= SCRIPT_LIMITS[name], sorted(scripts.items(), key=lambda entry: -entry[1])[:8]


WHOLE_LIMIT = 250_000  # bytes
MORE = {"formulas/": 280_000}  # the sheet of all formulas needs every face of formulas
PACKED = (".woff2", ".png", ".whl")


def addresses(project: Path) -> list[str]:
    """Every page that has a source of its own."""
    pages = (page.relative_to(project / "docs").as_posix() for page in page_files(project))
    return [page_address(page) for page in pages if not page.startswith("frozen/")]


def test_every_page_keeps_its_budget(browser: Browser, book: str, project: Path) -> None:
    """All that a page asks for by itself, compressed; the copy for offline reading comes later."""
    too_heavy, known = [], {}  # type: list[object], dict[str, int]
    for name in addresses(project):
        context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
        page = context.new_page()
        asked: set[str] = set()
        page.on("request", lambda one, asked=asked: asked.add(one.url) if one.method == "GET" else None)
        page.goto(book + name)
        page.wait_for_load_state("networkidle")
        for url in asked - known.keys():
            data = context.request.get(url).body()  # what came by a preload, the browser does not hand out
            known[url] = len(data if url.endswith(PACKED) else gzip.compress(data))
        sizes = {url: known[url] for url in asked}
        context.close()
        assert sum(url.endswith(".css") for url in sizes) == 1, "all style sheets are one"
        if sum(sizes.values()) > MORE.get(name, WHOLE_LIMIT):
            too_heavy.append((name, sum(sizes.values()), sorted(sizes.items(), key=lambda entry: -entry[1])[:5]))
    assert not too_heavy, too_heavy


def reader(book: str) -> Callable[[Page], None]:
    """Somebody who comes back: exercises done and due, Bangla notes open."""

    def prepare(page: Page) -> None:
        page.goto(book + "about/privacy/")
        past = Past()
        for exercise in ("words-as-points/cosine", "attention/teacher-forcing", "attention/loss-of-a-translation"):
            past.attempt(exercise, days_ago=9)
        past.load(page)
        page.evaluate("localStorage.setItem('nlpbook:setting:bangla', 'on')")

    return prepare


@pytest.mark.parametrize("name", [
    "sequence/attention/", "meaning/words-as-points/", "applications/designing-a-system/",
])
@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_a_chapter_does_not_move_while_it_loads(browser: Browser, book: str, name: str, known: bool) -> None:
    found = visit(browser, book + name, CONNECTIONS[0], reader(book) if known else None)
    assert found["lcp"] > 0, "something was painted"
    assert found["cls"] <= 0.02, found["moved"]
