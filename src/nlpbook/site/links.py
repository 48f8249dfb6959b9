"""Dead ends in the finished site: links and files that are not there, anchors that no page has, foreign addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(
    r"""<(?P<tag>a|img|script|link|source|iframe)\b[^>]*?\s(?:href|src)=["'](?P<to>[^"']*)["'][^>]*>""", re.I
)
REL = re.compile(r"""\srel=["']?(?P<rel>[\w-]+)""")
ANCHOR = re.compile(r"""\s(?:id|name)=["']?([^"'\s>]+)""")
STYLE_URL = re.compile(r"""url\(\s*["']?(?P<to>[^"')]+)["']?\s*\)|@import\s+["'](?P<sheet>[^"']+)["']""")
PASSIVE = {"canonical", "edit", "next", "prev", "alternate", "license", "me"}


class Site:
    """A built site on disk, with the anchors of its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {
            page.relative_to(folder).as_posix(): page.read_text(encoding="utf-8")
            for page in sorted(folder.rglob("*.html"))
        }
        self.anchors = {
            name: {html.unescape(found) for found in ANCHOR.findall(text)} for name, text in self.pages.items()
        }

    def dead_links(self) -> Iterable[tuple[str, str, str]]:
        """Page, address and what is wrong with it."""
        for name, text in self.pages.items():
            for found in LINK.finditer(text):
                address = html.unescape(found["to"])
                if wrong := self._wrong(name, found["tag"].lower(), address, found[0]):
                    yield name, address, wrong
        for sheet in sorted(self.folder.rglob("*.css")):
            for found in STYLE_URL.finditer(sheet.read_text(encoding="utf-8")):
                address = found["to"] or found["sheet"]
                if urlsplit(address).scheme not in ("", "data"):
                    yield sheet.relative_to(self.folder).as_posix(), address, "a style sheet loads from another host"

    def _wrong(self, page: str, tag: str, address: str, markup: str) -> str:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            rel = REL.search(markup)
            loads = tag != "a" and not (tag == "link" and rel and rel["rel"] in PASSIVE) and parts.scheme != "data"
            return "the page loads this from another host" if loads else ""
        if page in ("404.html", "503.html") and parts.path.startswith("/"):
            return ""  # addressed from the site's root, wherever that is
        target = self._target(page, unquote(parts.path))
        if target is None:
            return "this file is not in the site"
        wanted = unquote(parts.fragment)
        if wanted and target in self.anchors and wanted not in self.anchors[target]:
            return f"no such place on {target}"
        return ""

    def _target(self, page: str, path: str) -> str | None:
        """The file that an address on a page leads to, None when there is none."""
        if not path:
            return page
        base = self.folder if path.startswith("/") else (self.folder / page).parent
        file = (base / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        inside = file.is_relative_to(self.folder.resolve()) and file.exists()
        return file.relative_to(self.folder.resolve()).as_posix() if inside else None
