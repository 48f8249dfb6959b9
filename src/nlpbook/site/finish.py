"""The pass over the finished site: formulas, policies, the service worker's list, dead links.

Everything here works on files, not on MkDocs.
"""

from __future__ import annotations

import re
from pathlib import Path

from nlpbook.site.formulas import Formula, FormulaErrors, formulas_in, put_in, render
from nlpbook.site.headers import write_headers
from nlpbook.site.links import Site
from nlpbook.site.offline import publish_offline
from nlpbook.site.policy import inline_hashes, with_policy
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.state import SiteState


def finish_site(state: SiteState, folder: Path, sources: dict[str, str]) -> None:
    """Render formulas, add policies, list all files for the service worker, check links.

    Args:
        state: The build.
        folder: The site on disk.
        sources: Source path by page file, such as {"meaning/index.html": "docs/meaning/index.md"}.

    Raises:
        SiteError: Naming every bad formula and every dead link, with the author's line where it is found.
    """
    pages = {page: page.read_text(encoding="utf-8") for page in sorted(folder.rglob("*.html"))}
    wanted = {page: formulas_in(text) for page, text in pages.items()}
    try:
        rendered = render(state.root, [formula for found in wanted.values() for formula in found])
    except FormulaErrors as error:
        raise SiteError(_formula_problems(state, folder, sources, wanted, error)) from error
    for page, text in pages.items():
        page.write_text(with_policy(put_in(text, rendered), state.serving), encoding="utf-8")
    write_headers(folder, (digest for text in pages.values() for digest in inline_hashes(text)))
    chapters = [f"{chapter.address}index.html" for chapter in state.book.chapters if chapter.address is not None]
    publish_offline(state.root, folder, chapters, on=not state.serving)
    if problems := _link_problems(state, folder, sources):
        raise SiteError(problems)


def _formula_problems(
    state: SiteState, folder: Path, sources: dict[str, str], wanted: dict[Path, list[Formula]], error: FormulaErrors
) -> list[Problem]:
    problems = []
    for page, formulas in wanted.items():
        name = page.relative_to(folder).as_posix()
        source = sources.get(name, name)
        for formula in dict.fromkeys(formulas):
            if formula in error.errors:
                problems.append(
                    Problem(
                        source,
                        _line_of(state, source, formula.tex),
                        f"KaTeX cannot read the formula {formula.tex!r}: {error.errors[formula]}",
                    )
                )
    return problems


def _link_problems(state: SiteState, folder: Path, sources: dict[str, str]) -> list[Problem]:
    return [
        Problem(
            sources.get(page, page),
            _line_of(state, sources.get(page, page), address),
            f"dead link {address!r}: {wrong}",
        )
        for page, address, wrong in Site(folder).dead_links()
        if not _not_drawn(state, sources.get(page, page), address)
    ]


def _not_drawn(state: SiteState, source: str, address: str) -> bool:
    """Whether a link leads to a figure of its own page that has no result, or only an older one, to show."""
    page = state.pages.get(source)
    waits = page is not None and (page.result.state == "missing" or page.result.error is not None)
    return waits and page is not None and address.startswith("#fig-") and address[1:] in page.numbers.labels


def _line_of(state: SiteState, source: str, needle: str) -> int:
    """The line of the source that holds a text, 0 when it is not there word for word."""
    page = state.pages.get(source)
    if page is None or not needle:
        return 0
    words = [needle, *re.split(r"\s*\n\s*", needle)[:1], needle.rpartition("/")[2] or needle.strip("/")]
    places = (page.source.text.find(word) for word in words if word)
    place = next((place for place in places if place >= 0), -1)
    return page.source.text.count("\n", 0, place) + 1 if place >= 0 else 0
