"""What the service worker must know of a build: every file with its hash and size, and a name for the whole.

That name is the build's version. The list holds what a reader may want without a network. Source maps, the theme's word
lists for other languages, packed copies and what only the host reads are left out, and so are the two files that name
the version, which cannot name themselves.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

from nlpbook.site.assets import CACHE
from nlpbook.site.icons import write_icons

LIST = "assets/nlpbook/files.json"
VERSION = "assets/nlpbook/js/offline/version.mjs"
WORKER = "sw.js"
PARTS = tuple(f"overrides/worker/{name}.js" for name in ("notes", "files", "versions", "answers", "pages"))
"""Browsers do not agree on modules in service workers, so the one script is written as parts of one idea each."""
LEFT_OUT = re.compile(r"\.(map|gz)$|^assets/javascripts/lunr/|^(sw\.js|_headers)$|(^|/)\.")
GROUPS = ("pages", "python", "fonts", "scripts")
PYTHON = re.compile(r"^assets/(vendor/pyodide|python)/|^assets/nlpbook/(runtime\.json|sandbox\.\w+)$")
SHELL = re.compile(r"^assets/(nlpbook/(js|css)/|javascripts/|stylesheets/|vendor/(fonts|katex)/\w[\w.]*\.css$)")
ALWAYS = {"503.html", "sitemap.xml", "manifest.webmanifest", "assets/nlpbook/icon.svg", "assets/nlpbook/book.json"}
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def publish_offline(root: Path, site: Path, first: Iterable[str], *, on: bool) -> None:
    """Icons for the manifest, the worker and its list; `on=False` is a site that has no worker and wants none.

    Args:
        root: The project.
        site: The finished site.
        first: Page files in the order of the book; other pages follow by name.
        on: Not while serving: a page kept by a worker would hide what its author has just changed.
    """
    write_icons(root / CACHE, site)
    version = ""
    if on:
        worker = "\n".join((root / part).read_text(encoding="utf-8") for part in PARTS)
        (site / WORKER).write_text(worker, encoding="utf-8")
        found = book_list(site, first)
        version = str(found["version"])
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (site / LIST).write_text(text + "\n", encoding="utf-8")
    file = site / VERSION
    text = re.sub(r'version = "\w*"', f'version = "{version}"', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def book_list(site: Path, first: Iterable[str]) -> dict[str, object]:
    """The list: `files` by path as [hash, bytes, place of the group], `groups`, `shell`, `titles` and `version`."""
    files = {path: _described(path, (site / path).read_bytes()) for path in _paths(site)}
    sizes = [sum(bytes_ for _, bytes_, group in files.values() if group == place) for place in range(len(GROUPS))]
    found: dict[str, object] = {
        "files": files,
        "groups": [{"name": name, "bytes": size} for name, size in zip(GROUPS, sizes, strict=True)],
        "shell": [path for path in files if path in ALWAYS or SHELL.match(path)],
        "titles": _titles(site, files, first),
    }
    found["version"] = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]
    return found


def _paths(site: Path) -> list[str]:
    names = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return sorted(name for name in names if name not in (LIST, VERSION) and not LEFT_OUT.search(name))


def _described(path: str, data: bytes) -> tuple[str, int, int]:
    return hashlib.sha256(data).hexdigest()[:24], len(data), GROUPS.index(group_of(path))


def group_of(path: str) -> str:
    """Under which heading a reader is told of a file."""
    if PYTHON.search(path):
        return "python"
    if path.endswith(".woff2"):
        return "fonts"
    return "scripts" if path.endswith((".js", ".mjs", ".css", ".webmanifest")) else "pages"


def _titles(site: Path, files: Iterable[str], first: Iterable[str]) -> list[list[str]]:
    """Pages with their titles, chapters in their order before all others."""
    pages = [path for path in files if path.endswith("index.html")]
    order = {path: place for place, path in enumerate(["index.html", *first])}
    ordered = sorted(pages, key=lambda path: (order.get(path, len(order)), path))
    return [[path, _title((site / path).read_text(encoding="utf-8"))] for path in ordered]


def _title(page: str) -> str:
    found = TITLE.search(page)
    title, dash, site = html.unescape(found[1]).rpartition(" - ") if found else ("", "", "")
    return title if dash else site
