"""Serving while writing: changes show, mistakes show on the last good pages, nothing is lost."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.site.minibook import CHAPTER, EXERCISE, MiniBook

PATIENCE = 90.0  # seconds; a busy machine builds slowly


@pytest.fixture
def served(book: MiniBook) -> Iterator[Callable[[Callable[[str], bool]], str]]:
    """Ask for the chapter until it looks as expected."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--root", str(book.root), "serve", "--port", str(port)]
    start = f"import nlpbook.cli as cli; raise SystemExit(cli.main({arguments!r}))"
    process = subprocess.Popen(
        [sys.executable, "-c", start],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Whoever starts the tests in the background of a script hands down an ignored Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    def until(expected: Callable[[str], bool]) -> str:
        end, page = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/meaning/points/", timeout=PATIENCE) as answer:
                    page = answer.read().decode()
            except (urllib.error.URLError, OSError):
                page = ""
            if page and expected(page):
                return page
            time.sleep(0.2)
        raise AssertionError(f"the page never looked as expected: {page[:2000]}")

    yield until
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in (0, 130)


def test_changes_and_mistakes_while_serving(book: MiniBook, served: Callable[[Callable[[str], bool]], str]) -> None:
    served(lambda page: "A first step" in page)
    book.write("docs/meaning/points.md", CHAPTER.replace("A first step", "Another first step"))
    served(lambda page: "Another first step" in page)

    book.write("docs/meaning/points.md", CHAPTER.replace("y = -0.25", "y = -0.25 / 0"))
    page = served(lambda page: "ZeroDivisionError: float division by zero" in page)
    assert "docs/meaning/points.md:" in page
    assert "<strong>printed</strong> Markdown" in page, "the cells that did not change keep their results"

    book.write("docs/meaning/points.md", CHAPTER)
    served(lambda page: "nb-broken" not in page)
    book.write("exercises/points/product.md", EXERCISE.replace("dot(u, v)", "dott(u, v)"))
    page = served(lambda page: "nb-build-error" in page)
    assert "exercises/points/product.md:" in page
    assert "A first step" in page, "the last good page stays"
    book.write("exercises/points/product.md", EXERCISE)
    served(lambda page: "nb-build-error" not in page)
