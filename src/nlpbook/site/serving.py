"""Serving while writing: every change builds again, a mistake shows on the last good page, nothing is lost."""

from __future__ import annotations

import html
import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from nlpbook.site.again import LastBuild, NotAlone
from nlpbook.site.building import SiteFailed, render
from nlpbook.site.loading import WATCHED

from mkdocs.livereload import LiveReloadServer  # isort: skip - building silences the theme's banner first

POLLING = 0.2
"""Seconds between two looks at all files."""
BESIDE = re.compile(r"(^|/)(__pycache__/|[.#][^/]*$|[^/]*~$|4913$)")
"""Swap files, copies and probes of editors, and what Python keeps of modules: none of them is part of the book."""
WAITING = (
    b"<!doctype html><meta charset='utf-8'><title>nlpbook</title>"
    b"<body><h1>nlpbook</h1><p>There is no good build yet.</p></body>"
)


class BookServer(LiveReloadServer):
    """MkDocs' server, with the last build's error shown above every page."""

    problem: str = ""

    def __init__(self, project: Path, host: str, port: int, root: str) -> None:
        super().__init__(lambda: None, host, port, root, polling_interval=POLLING)
        self.project = project
        self._changed: set[str] = set()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """As MkDocs does, but remember what changed, and pass over what editors and Python keep beside the sources."""
        handler = FileSystemEventHandler()
        handler.on_any_event = self._notice  # type: ignore[method-assign]
        self._watched_paths[path] = 1
        self.observer.schedule(handler, path, recursive=recursive)

    def changes(self) -> set[str]:
        """Files that changed since this was last asked for, relative to the project; the next builds need not know."""
        with self._rebuild_cond:
            found, self._changed = self._changed, set()
        return found

    def _notice(self, event: FileSystemEvent) -> None:
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        names = {os.path.relpath(path, self.project).replace(os.sep, "/") for path in paths}
        names = {name for name in names if not BESIDE.search(name)}
        if event.is_directory or not names:
            return
        with self._rebuild_cond:
            self._changed |= names
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

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
    """Serve the book under `root` until Ctrl-C. Each good build of the book replaces the one before it as a whole."""
    root = root.resolve()
    home = Path(tempfile.mkdtemp(prefix="nlpbook-"))
    builds = Builds(root, home, run=run)
    server = BookServer(root, host, port, str(builds.shown))
    builds.url = server.url

    def build() -> None:
        start = time.monotonic()
        try:
            what = builds.build(server.changes())
        except SiteFailed as error:
            server.problem = str(error)
            print(f"\n{error}\n\nThe last good pages stay as they are.", flush=True)
            return
        server.problem = ""
        print(f"Built {what} in {time.monotonic() - start:.1f} s. {server.url}", flush=True)

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


class Builds:
    """The builds of one server, under `home`: one page again where that is enough, else the whole book."""

    def __init__(self, root: Path, home: Path, *, run: bool = True, url: str = "http://127.0.0.1:8000/") -> None:
        self.root, self.home, self.run, self.url = root, home, run, url
        self.shown = home / "site"  # a link: a request that waited finds the new folder behind the same name
        self.last: LastBuild | None = None

    def build(self, changes: Collection[str]) -> str:
        """Bring the site up to date with these paths, relative to the project; what was built, in words.

        Raises:
            SiteFailed: With everything that is wrong; what is shown stays.
        """
        last, self.last = self.last, None
        if last is not None and changes and all(last.knows(path) for path in changes):
            try:
                last.renew(sorted(changes))
            except NotAlone:
                pass  # the whole book, then, and whatever is wrong is told by its build
            else:
                self.last = last
                return " and ".join(sorted(changes)) if len(changes) < 3 else f"{len(changes)} pages"
        self.last = self._whole()
        return "the book"

    def _whole(self) -> LastBuild:
        folder = self.home / f"site-{time.time_ns()}"
        try:
            config = render(self.root, folder, run=self.run, url=self.url, serving=True)
        except SiteFailed:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        old = self.shown.resolve()
        (self.home / "next").symlink_to(folder)
        (self.home / "next").replace(self.shown)
        if old != self.shown:
            shutil.rmtree(old, ignore_errors=True)
        return LastBuild(config)


def with_error(page: bytes, problem: str) -> bytes:
    """A page with the build's error above its text."""
    notice = (
        f'<aside class="nb-build-error" role="alert"><b>The book does not build. Below is the last good page.</b>'
        f"<pre>{html.escape(problem)}</pre></aside>"
    ).encode()
    place = page.find(b"<body")
    place = page.find(b">", place) + 1 if place >= 0 else 0
    return page[:place] + notice + page[place:]
