"""One style sheet where pages name fourteen: the theme's, the typefaces', KaTeX's and the book's, in the same order.

Nothing is painted before the last style sheet has come, and a telephone fetches six files at a time: a dozen small ones
take turns of the connection's delay. The typefaces that every page begins with are inside it: text that is painted
before its face has come moves when it comes. While serving all stay apart, so that browsers' tools name the file one
edits.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="(?P<to>[^"]+)">\s*')
ADDRESS = re.compile(r"""url\((?P<mark>["']?)(?P<to>[^"')]+)(?P=mark)\)""")
CHARSET = re.compile(r'^@charset "utf-8";', re.I)
FOLDER = "assets/nlpbook/css"
NAME = "all.{}.css"
FACES = "assets/vendor/fonts"
FIRST = ("serif", "serif-italic", "sans", "serif-display")


def join_styles(site: Path) -> None:
    """Write the joined sheet, name it on every page instead of its parts, and take the parts away.

    Pages that name other sheets than the first page does keep theirs, and then the parts stay.
    """
    pages = {page: page.read_text(encoding="utf-8") for page in sorted(site.rglob("*.html"))}
    named = {page: [found["to"] for found in SHEET.finditer(text)] for page, text in pages.items()}
    parts = _places(named[site / "index.html"]) if site / "index.html" in named else []
    if len(parts) < 2:
        return
    inside = {file.relative_to(site).as_posix(): file for face in FIRST for file in (site / FACES).glob(f"{face}.*")}
    style = "\n".join(_moved((site / part).read_text(encoding="utf-8"), part, inside) for part in parts)
    sheet = f"{FOLDER}/{NAME.format(hashlib.sha256(style.encode()).hexdigest()[:8])}"
    (site / sheet).write_text(f'@charset "utf-8";\n{style}\n', encoding="utf-8")
    same = [page for page in pages if _places(named[page]) == parts]
    for page in same:
        text = SHEET.sub("", pages[page])
        where = SHEET.search(pages[page])
        assert where is not None
        link = f'<link rel="stylesheet" href="{where["to"].removesuffix(parts[0])}{sheet}">\n'
        page.write_text(text[: where.start()] + link + text[where.start() :], encoding="utf-8")
    if len(same) == sum(1 for addresses in named.values() if addresses):
        for part in (*parts, *inside):
            (site / part).unlink()


def joined_sheet(site: Path) -> Path:
    """Where the joined sheet of a finished site lies."""
    (sheet,) = (site / FOLDER).glob(NAME.format("*"))
    return sheet


def _places(addresses: list[str]) -> list[str]:
    """Style sheets by their places in the site, as far as pages at any depth name them alike."""
    return [address[address.index("assets/") :] for address in addresses if "assets/" in address]


def _moved(style: str, part: str, inside: Mapping[str, Path]) -> str:
    """A sheet whose own addresses are right from the folder of the joined one; its map would be wrong there.

    Addresses of files that are `inside` become those files.
    """

    def turned(found: re.Match[str]) -> str:
        to = found["to"]
        if urlsplit(to).scheme or to.startswith(("/", "#")):
            return found[0]
        place = posixpath.normpath(posixpath.join(posixpath.dirname(part), to))
        if place in inside:
            return f"url(data:font/woff2;base64,{base64.b64encode(inside[place].read_bytes()).decode()})"
        return f"url({found['mark']}{posixpath.relpath(place, FOLDER)}{found['mark']})"

    style = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", CHARSET.sub("", style.lstrip("\ufeff")))
    return ADDRESS.sub(turned, style).strip()
