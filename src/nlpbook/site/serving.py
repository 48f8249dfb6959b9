"""Serving while writing: every change builds again, a mistake shows on the last good page, nothing is lost."""

from __future__ import annotations

import html
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nlpbook.site.building import SiteFailed, render
from nlpbook.site.loading import WATCHED

from mkdocs.livereload import LiveReloadServer  # isort: skip - building silences the theme's banner first

WAITING = (
    b"<!doctype html><meta charset='utf-8'><title>nlpbook</title>"
    b"<body><h1>nlpbook</h1><p>There is no good build yet.</p></body>"
)


class BookServer(LiveReloadServer):
    """MkDocs' server, with the last build's error shown above every page."""

    problem: str = ""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """MkDocs' reload script, and what is wrong if something is."""
        if self.problem:
            content = with_error(content, self.problem)
        return bytes(super()._inject_js_into_html(content, epoch))  # type: ignore[no-untyped-call]

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        """As MkDocs does; before the first good build, a page that says why there is none."""
        if not Path(self.root, "index.html").exists() and not environ["PATH_INFO"].startswith("/livereload/"):
            start_response("200 OK", [("Content-Type", "text/html")])
            return [self._inject_js_into_html(WAITING, self._visible_epoch)]
        return super()._serve_request(environ, start_response)


def serve_site(root: Path, *, run: bool = True, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the book under `root` until Ctrl-C. Each good build replaces the one before it as a whole."""
    root = root.resolve()
    home = Path(tempfile.mkdtemp(prefix="nlpbook-"))
    shown = home / "site"  # a link: a request that waited for a build finds the new folder behind the same name
    server = BookServer(lambda: None, host, port, str(shown))

    def build() -> None:
        start = time.monotonic()
        folder = home / f"site-{time.time_ns()}"
        try:
            render(root, folder, run=run, url=server.url, serving=True)
        except SiteFailed as error:
            shutil.rmtree(folder, ignore_errors=True)
            server.problem = str(error)
            print(f"\n{error}\n\nThe last good pages stay as they are.", flush=True)
            return
        old, server.problem = shown.resolve(), ""
        (home / "next").symlink_to(folder)
        (home / "next").replace(shown)
        if old != shown:
            shutil.rmtree(old, ignore_errors=True)
        print(f"Built in {time.monotonic() - start:.1f} s. {server.url}", flush=True)

    server.builder = build
    try:
        build()
        for place in WATCHED:
            if (root / place).exists():
                server.watch(str(root / place))
        print(f"Serving on {server.url} (Ctrl-C ends it)", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        server.shutdown()
        shutil.rmtree(home, ignore_errors=True)


def with_error(page: bytes, problem: str) -> bytes:
    """A page with the build's error above its text."""
    notice = (
        f'<aside class="nb-build-error" role="alert"><b>The book does not build. Below is the last good page.</b>'
        f"<pre>{html.escape(problem)}</pre></aside>"
    ).encode()
    place = page.find(b"<body")
    place = page.find(b">", place) + 1 if place >= 0 else 0
    return page[:place] + notice + page[place:]
