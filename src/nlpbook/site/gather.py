"""Pieces of a finished chapter, cut out whole so that they can stand on another page as well.

Nothing here knows what a chapter says: it finds elements by class, takes their places' names away, and turns their
addresses so that they lead back to the chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from mkdocs.utils import get_relative_url

from nlpbook.site.glossary import EMPTY, TAG, TAG_NAME

CLASS = re.compile(r'\sclass="(?P<names>[^"]*)"')
NAME_OF_PLACE = re.compile(r'\sid="[^"]*"')
ADDRESS = re.compile(r'(?P<before>\shref=")(?P<to>[^"]*)"')
HEADING = re.compile(r'<h2\b(?P<rest>[^>]*)\sid="(?P<id>[^"]+)"(?P<more>[^>]*)>(?P<title>.*?)</h2>', re.S)


def elements(content: str, wanted: str) -> Iterator[str]:
    """Every outermost element with the class `wanted`, its own tags included.

    >>> list(elements('<p class="a b">x<br></p><p>y</p>', "b"))
    ['<p class="a b">x<br></p>']
    """
    place = 0
    while (found := content.find(wanted, place)) >= 0:
        start = content.rfind("<", place, found)
        tag = TAG_NAME.match(content, start) if start >= 0 else None
        place = found + len(wanted)
        opens = tag is not None and not tag["close"] and tag["name"].lower() not in EMPTY and tag.end() > found
        if tag is not None and opens and not tag["rest"].endswith("/") and wanted in _classes(tag[0]):
            place = _end(content, tag)
            yield content[start:place]


def _end(content: str, tag: re.Match[str]) -> int:
    """Where the element that a tag opens ends; only tags of its own name can close it."""
    depth = 1
    for other in re.compile(rf"<(/?){tag['name']}\b[^>]*>", re.I).finditer(content, tag.end()):
        if not other[0].endswith("/>"):
            depth += -1 if other[1] else 1
        if depth == 0:
            return other.end()
    return len(content)


def inside(element: str) -> str:
    """What stands between the outer tags of an element.

    >>> inside('<p class="a">x <b>y</b></p>')
    'x <b>y</b>'
    """
    return element[element.index(">") + 1 : element.rindex("<")]


def sections(content: str) -> list[tuple[str, str]]:
    """Place and title of each numbered section of a chapter."""
    return [
        (found["id"], found["title"])
        for found in HEADING.finditer(content)
        if "nb-nonum" not in found["rest"] + found["more"]
    ]


def moved(content: str, origin: str, target: str) -> str:
    """A piece of the page `origin` as it may stand on the page `target`, both as addresses within the site.

    >>> moved('<a id="x" href="#fig-a">1</a>', "a/b/", "sheets/b/")
    '<a href="../../a/b/#fig-a">1</a>'
    """

    def turned(found: re.Match[str]) -> str:
        return f'{found["before"]}{_turned(found["to"], origin, target)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(turned, NAME_OF_PLACE.sub("", tag[0])), content)


def _turned(address: str, origin: str, target: str) -> str:
    """An address as written on one page, written for another."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return address
    return between(target, urljoin(origin, address))


def between(here: str, there: str) -> str:
    """The way from one page of the site to another, or to a place on it.

    >>> between("sheets/b/", "a/b/#eq-x")
    '../../a/b/#eq-x'
    """
    page, mark, place = there.partition("#")
    return f"{get_relative_url(page, here)}{mark}{place}"


def page_address(path: str) -> str:
    """The address of a page within the site, from its path under docs/.

    >>> page_address("sheets/index.md"), page_address("glossary.md"), page_address("index.md")
    ('sheets/', 'glossary/', '')
    """
    folder, _, name = path.removesuffix(".md").rpartition("/")
    inside = [part for part in (folder, "" if name == "index" else name) if part]
    return "".join(f"{part}/" for part in inside)


def _classes(tag: str) -> list[str]:
    found = CLASS.search(tag)
    return found["names"].split() if found else []
