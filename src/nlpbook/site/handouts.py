"""What `nlpbook handout` prints: a chapter's exercises, or its text as the site shows it on paper."""

from __future__ import annotations

import functools
import http.server
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nlpbook.exercises.handouts import handout_html, handout_title
from nlpbook.site.joined import joined_sheet
from nlpbook.site.loading import read_site
from nlpbook.site.printing import PAPERS, PrintError, to_pdf, write_printed
from nlpbook.site.problems import Problem, SiteError, nearest
from nlpbook.site.sheets import chapters_of
from nlpbook.site.state import SitePage


def print_exercises(
    root: Path, name: str, *, solutions: bool = False, out: Path | None = None, paper: str = PAPERS[0]
) -> Path:
    """Write the handout of a chapter and return the file.

    Raises:
        SiteError: There is no such chapter, it has no exercises, or one of the book's files is wrong.
        PrintError: It could not be printed.
        MissingProgram: A PDF is asked for, and there is no Chromium.
    """
    state = read_site(root)
    page = chapter_named(chapters_of(state), name)
    assert page.chapter is not None
    exercises = [(number, state.items[one]) for one, number in page.numbers.exercises.items()]
    if not exercises:
        raise SiteError([Problem(page.path, 0, "this chapter has no exercises", "Give --text to print the chapter.")])
    chapter = {"number": page.chapter.number, "title": page.chapter.title}
    body = handout_html(chapter, exercises, solutions=solutions)
    file = out or Path(f"handout-{_id(page)}{'-solutions' if solutions else ''}.pdf")
    return write_printed(root, handout_title(chapter, solutions=solutions), body, file, paper=paper)


def print_text(root: Path, name: str, *, out: Path | None = None, paper: str = PAPERS[0]) -> Path:
    """Write a chapter itself as PDF and return the file. The book is built for it, cells from the cache.

    Raises:
        SiteFailed: The book cannot be built.
        SiteError: There is no such chapter.
        PrintError: The file is to be no PDF, or the browser did not print.
        MissingProgram: There is no Chromium.
    """
    from nlpbook.site.building import render

    page = chapter_named(chapters_of(read_site(root)), name)
    assert page.chapter is not None
    file = out or Path(f"chapter-{_id(page)}.pdf")
    if file.suffix.lower() != ".pdf":
        raise PrintError(
            f"{file}: a chapter's text is printed as .pdf. As HTML it is a page of the site: `nlpbook build` writes "
            f"{page.chapter.address}index.html."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nlpbook-") as folder:
        site = Path(folder) / "site"
        render(root, site)
        with joined_sheet(site).open("a", encoding="utf-8") as style:
            style.write(f"\n@page {{ size: {paper} }}\n")
        with _serving(site) as address:
            to_pdf(f"{address}{page.chapter.address}", file)
    return file


def chapter_named(pages: list[SitePage], name: str) -> SitePage:
    """The written chapter with this number, id or path.

    Raises:
        SiteError: There is none; names the nearest.
    """
    known: dict[str, SitePage] = {}
    for page in pages:
        assert page.chapter is not None
        inside = page.path.removeprefix("docs/")
        names = (str(page.chapter.number), _id(page), Path(inside).stem, inside, page.path, page.chapter.address or "")
        known.update((one.rstrip("/"), page) for one in names)
    wanted = name.removeprefix("./").rstrip("/")
    if wanted not in known:
        told = {key: page for key, page in known.items() if "/" not in key and not key.isdecimal()}
        fix = _range(pages) if wanted.isdecimal() else nearest(wanted, told)
        raise SiteError([Problem("docs/chapters.yml", 0, f"there is no written chapter {name!r}", fix)])
    return known[wanted]


def _range(pages: list[SitePage]) -> str:
    numbers = ", ".join(str(page.chapter.number) for page in pages if page.chapter is not None)
    return f"Written are {numbers}."


def _id(page: SitePage) -> str:
    meta: Mapping[str, Any] = page.meta
    return str(meta.get("id") or Path(page.path).stem)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of what it serves, and calls modules what browsers want them called."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The content type of a file."""
        return "text/javascript" if os.fspath(path).endswith(".mjs") else super().guess_type(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def _serving(site: Path) -> Iterator[str]:
    """The address of a folder while it is served to this machine alone: from disk, pages may not load their files."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
