"""A small book in two editions that differ in text, style and script, and a host that can be taken away."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from nlpbook.site.building import build_site
from tests.ports import free_port
from tests.site.minibook import EXERCISE, make_minibook

FOLDER = "book"
"""The site lies in a folder of its host, as on most free ones."""
PAGES = ("", "meaning/points/", "meaning/more/", "about/how-to-read/")
CHAPTERS = """\
- part: Meaning as vectors
  chapters:
    - {number: 5, title: Words as points, path: meaning/points.md}
    - {number: 6, title: More words, path: meaning/more.md}
"""
FRONT = """\
---
title: {title}
id: {id}
requires: []
objectives: [Read]
skills: [dot-product]
minutes: 5
lede: Short.
---

# {title}
"""
TEXT = '\n<p class="edition">{edition}</p>\n\n'
CARD = "/// exercise | points/product\n///\n"


def build_edition(project: Path, work: Path, edition: str, url: str) -> Path:
    """Build the edition "A" or "B"; gives the folder to serve, with the site in its folder `book`."""
    root = work / f"source-{edition}"
    root.mkdir()
    book = make_minibook(project, root)
    (root / "overrides").unlink()
    shutil.copytree(project / "overrides", root / "overrides")
    scripts = root / "overrides" / "assets" / "nlpbook"
    with (scripts / "css" / "tokens.css").open("a", encoding="utf-8") as file:
        file.write(f'\n:root {{ --edition: "{edition}"; }}\n')
    with (scripts / "js" / "book" / "names.mjs").open("a", encoding="utf-8") as file:
        file.write(f'\ndocument.documentElement.dataset.edition = "{edition}";\n')
    text = TEXT.format(edition=edition)
    book.write("docs/chapters.yml", CHAPTERS)
    link = "[More words](meaning/more.md)"
    book.write("docs/index.md", f"---\ntitle: A small book\n---\n\n# A small book\n{text}{link}\n")
    book.write("docs/meaning/points.md", FRONT.format(title="Words as points", id="points") + text + CARD)
    book.write("docs/meaning/more.md", FRONT.format(title="More words", id="more") + text)
    book.write("docs/about/how-to-read.md", f"# How to read\n{text}<nlp-offline></nlp-offline>\n")
    book.write("exercises/points/product.md", EXERCISE.replace("A product", f"Edition {edition}, a product"))
    out = work / edition
    build_site(root, out / FOLDER, strict=True, jobs=1, url=url)
    return out


class Host:
    """A static host: serves one folder, then another; can go down; can hold some files back."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/{FOLDER}/"
        self.folder = Path()
        self.asked: list[str] = []
        self.held = ""
        self.release = threading.Event()
        self.server: Server | None = None

    def serve(self, folder: Path) -> None:
        """Serve this folder from now on."""
        self.folder = folder
        self.up()

    def up(self) -> None:
        """Be there."""
        if self.server is None:
            self.server = Server(("127.0.0.1", self.port), Handler)
            self.server.host = self
            threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def down(self) -> None:
        """Be gone, with every open connection."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            for connection in self.server.open:
                with suppress(OSError):  # the browser may have closed it already
                    connection.shutdown(socket.SHUT_RDWR)
            self.server = None

    def hold(self, ending: str) -> None:
        """Do not answer for files that end so, until `let_go`."""
        self.held = ending
        self.release.clear()

    def let_go(self) -> None:
        """Answer again."""
        self.held = ""
        self.release.set()

    def count(self, ending: str) -> int:
        """How often such a file was sent as a whole."""
        return sum(path.endswith(ending) for path in self.asked)


class Server(ThreadingHTTPServer):
    """Remembers its connections, to close them."""

    daemon_threads = True
    host: Host

    def __init__(self, *arguments: Any) -> None:
        self.open: list[socket.socket] = []
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


class Handler(SimpleHTTPRequestHandler):
    """Serves what the host serves just now."""

    protocol_version = "HTTP/1.1"
    server: Server
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, request: Any, client_address: Any, server: Server) -> None:
        super().__init__(request, client_address, server, directory=str(server.host.folder))

    def do_GET(self) -> None:
        host = self.server.host
        self.directory = str(host.folder)
        if host.held and self.path.endswith(host.held):
            host.release.wait()
        super().do_GET()

    def send_response(self, code: int, message: str | None = None) -> None:
        if code == 200:
            self.server.host.asked.append(self.path)
        super().send_response(code, message)

    def log_message(self, format: str, *args: object) -> None:
        """Tests read what the browser saw."""
