"""The table of contents: chapters by part from chapters.yml, the other pages around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from nlpbook.site.ahead import lab_files, page_files
from nlpbook.site.frontmatter import read_front_matter
from nlpbook.site.lines import read_lines
from nlpbook.site.state import SitePage, SiteState
from nlpbook.site.values import fill_plain

NOT_PUBLISHED = ("chapters.yml", "references.bib", "glossary.yml", "words.txt")
NOT_PUBLISHED_FOLDERS = ("frozen/", "build/", "worker/")
FOR_READERS = ("about/how-to-read.md", "about/notation.md", "about/privacy.md")
FOLDER_TITLES = {"about": "About the book", "labs": "Labs", "exams": "Exams"}
TO_LOOK_UP = "To look up"
LOOKED_UP = ("glossary.md", "formulas.md", "sheets/", "guides/")


def navigation(state: SiteState, root: Path) -> list[Any]:
    """MkDocs' `nav`: the landing page, other pages at the top, the parts, the labs, what one looks up, the rest."""
    docs = root / "docs"
    loose = [file.relative_to(docs).as_posix() for file in page_files(root)]
    loose = sorted((path for path in loose if state.book.chapter_at(path) is None), key=lambda path: _order(root, path))
    looked_up = [path for place in LOOKED_UP for path in loose if path.startswith(place)]
    loose = [path for path in loose if path not in looked_up]
    nav: list[Any] = [{"Home": "index.md"}] if "index.md" in loose else []
    nav += [path for path in loose if "/" not in path and path != "index.md"]
    for part in state.book.parts:
        pages = [{f"{chapter.number} {chapter.title}": chapter.path} for chapter in part.chapters if chapter.path]
        nav += [{part.title: pages}] if pages else []
    if labs := [f"labs/{file.stem}.ipynb" for file in lab_files(root)]:
        nav.append({FOLDER_TITLES["labs"]: labs})
    nav += [{TO_LOOK_UP: looked_up}] if looked_up else []
    for folder in dict.fromkeys(path.partition("/")[0] for path in loose if "/" in path):
        inside = [path for path in loose if path.startswith(f"{folder}/")]
        nav.append({FOLDER_TITLES.get(folder, folder.replace("-", " ").capitalize()): inside})
    return nav


def _order(root: Path, path: str) -> tuple[int, str]:
    """Pages may say `order: 2` in their front matter; the rest follow by name, those for readers first."""
    meta, _ = read_front_matter(path, (root / "docs" / path).read_text(encoding="utf-8"), False)
    order = meta.get("order")
    first = FOR_READERS.index(path) if path in FOR_READERS else 100
    return (order if isinstance(order, int) else first, path)


def published(files: Files) -> Files:
    """The files without those that only the build reads."""
    return Files(
        [
            file
            for file in files
            if file.src_uri not in NOT_PUBLISHED and not file.src_uri.startswith(NOT_PUBLISHED_FOLDERS)
        ]
    )


def number_contents(page: Page, current: SitePage) -> None:
    """Values in headings reach the contents as private characters; give them their text.

    A page that hides its contents has none: the theme would still unfold them in the list of pages.
    """
    if "toc" in (current.meta.get("hide") or []):
        page.toc = TableOfContents([])
    waiting = list(page.toc)
    while waiting:
        entry = waiting.pop()
        entry.title = fill_plain(entry.title, current.values)
        waiting += entry.children


def first_heading(text: str) -> str:
    """A page's first heading, empty when it has none."""
    return next(
        (line.text.lstrip("# ") for line in read_lines(text) if not line.fenced and line.text.startswith("# ")), ""
    )
