"""What a page of the book asks of a reader's connection, in compressed bytes. Times are measured by `make bench`."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

SCRIPT_LIMITS = {"about/privacy/": 15_000, "meaning/words-as-points/": 60_000, "desk/": 60_000, "review/": 60_000}


@pytest.mark.parametrize("name", SCRIPT_LIMITS)
def test_our_scripts_and_libraries_are_light(browser: Browser, book: str, name: str) -> None:
    """All of ours and of our libraries that a page loads before Python and the editor; the theme's own is not ours."""
    context = browser.new_context()
    page = context.new_page()
    got: list[Response] = []
    page.on("response", got.append)
    page.goto(book + name)
    page.wait_for_load_state("networkidle")
    scripts = {
        one.url: len(gzip.compress(one.body()))
        for one in got
        if "/assets/nlpbook/js/" in one.url or "/assets/vendor/libraries/" in one.url
    }
    context.close()
    assert len(scripts) > 5
    assert sum(scripts.values()) <= SCRIPT_LIMITS[name], sorted(scripts.items(), key=lambda entry: -entry[1])[:8]
