"""A sample site of its own that remembers what it was asked for, and a stranger's server that should never be asked."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Browser, Page, expect

from .cards import READY, Card
from .server import Handler

RIGHT = "def dot(a, b):\n    return sum(x * y for x, y in zip(a, b))"


@contextmanager
def recording(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder; gives the address and the list of every path that was asked for."""
    asked: list[str] = []

    class Recorder(Handler):
        log: ClassVar[list[str]] = asked

        def parse_request(self) -> bool:
            known = super().parse_request()
            self.log.append(getattr(self, "path", "?"))
            return known

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Recorder, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Lab:
    """One page on which programs are tried, and what both servers were asked for meanwhile."""

    page: Page
    site: str
    stranger: str
    asked: list[str]
    asked_stranger: list[str]
    folder: Path
    browser: Browser

    def run(self, program: str) -> str:
        """Run a program in the code exercise; what the reader is then told: output, error, trouble."""
        card = Card(self.page, "code")
        card.reset()
        card.set(program)
        card.part("run").click()
        told = card.root.locator("[data-part='output'], [data-part='verdict'] > *").first
        expect(told).to_be_visible(timeout=2 * READY)
        texts = [*card.root.locator("[data-part='output']").all_inner_texts(), card.part("verdict").inner_text()]
        return "\n".join(texts)

    def still_judges(self) -> None:
        """An ordinary exercise is judged as ever: the right answer right, a wrong one wrong."""
        card = Card(self.page, "number")
        for answer, state in (("0.94", "wrong"), ("0.98", "right")):
            card.set(answer)
            card.check(state)
        card.reset()

    def code_still_runs(self) -> None:
        """So is a program."""
        card = Card(self.page, "code")
        card.set("def dot(a, b):\n    return 1")
        card.check("wrong")
        card.set(RIGHT)
        card.check("right")
        card.reset()
