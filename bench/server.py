"""A static file server that serves text compressed, as a static host does, and counts what it sends."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PACKED = {".woff2", ".woff", ".png", ".jpg", ".webp", ".gz", ".whl"}  # compressed already
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip", ".json": "application/json"}


@dataclass(frozen=True)
class Sent:
    """One answered request: the path asked for and the bytes of the body as sent."""

    path: str
    size: int


@dataclass
class Served:
    """A running server. `log` grows with every answer; clear it between measurements."""

    address: str
    log: list[Sent] = field(default_factory=list)
    instead: dict[str, bytes] = field(default_factory=dict)

    def send_instead(self, path: str, text: str) -> None:
        """Send this text in place of the file at a path such as "/assets/a.json"."""
        self.instead[path] = gzip.compress(text.encode(), 9)


@contextmanager
def serve(site: Path, port: int = 0) -> Iterator[Served]:
    """Serve `site` on this machine until the block ends.

    Files are compressed with gzip 9 the first time they are asked for and kept in memory, so fetch everything once
    (`warm`) before timing. Answers carry an ETag and `Cache-Control: max-age=600`, as common static hosts send.

    Args:
        site: Folder with the built site.
        port: Port, 0 for any free one.
    """
    served = Served("")
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(site, served))
    served.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


@cache
def body(file: Path) -> tuple[bytes, str | None]:
    """A file as it is sent, and its content encoding (None when compressing would not help)."""
    raw = file.read_bytes()
    if file.suffix in PACKED:
        return raw, None
    packed = gzip.compress(raw, 9, mtime=0)
    return (packed, "gzip") if len(packed) < len(raw) else (raw, None)


def warm(site: Path) -> None:
    """Compress every file that a page may ask for, so that no measurement waits for it."""
    for file in sorted(site.rglob("*")):
        if file.is_file():
            body(file)


def find(site: Path, url: str) -> Path | None:
    """The file for a request path, `index.html` for a folder; None when there is none or it lies outside the site.

    Examples:
        >>> find(Path("site"), "/../secret") is None
        True
    """
    root = site.resolve()
    path = (root / unquote(urlsplit(url).path).lstrip("/")).resolve()
    if path.is_dir():
        path = path / "index.html"
    return path if path.is_file() and path.is_relative_to(root) else None


def _handler(site: Path, served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path in served.instead:
                headers = {"Content-Type": _type(Path(path)), "Content-Encoding": "gzip"}
                return self._answer(200, served.instead[path], headers)
            file = find(site, self.path)
            if file is None:
                return self._answer(404, b"not found", {"Content-Type": "text/plain"})
            data, encoding = body(file)
            tag = f'"{file.stat().st_mtime_ns:x}-{len(data):x}"'
            headers = {"Content-Type": _type(file), "ETag": tag, "Cache-Control": "max-age=600"}
            if self.headers.get("If-None-Match") == tag:
                return self._answer(304, b"", headers)
            if encoding:
                headers["Content-Encoding"] = encoding
            return self._answer(200, data, headers)

        def _answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            served.log.append(Sent(self.path, len(data)))  # before the client can know that it has everything
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: the log above is what counts."""

    return Handler


def _type(file: Path) -> str:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
