"""The formula sheet and the cheat sheets: what a chapter says, gathered from its finished page, never written twice.

Sheets are pages that no file stands for. Where gathered text belongs, a page holds a comment, and when all chapters are
rendered, `fill_sheets` puts the text there.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from nlpbook.site.book import CHAPTERS, Chapter
from nlpbook.site.gather import between, elements, inside, moved, page_address, sections
from nlpbook.site.glossary import Term
from nlpbook.site.glossary_page import ADDRESS as GLOSSARY
from nlpbook.site.glossary_page import SOURCE as GLOSSARY_PAGE
from nlpbook.site.inline import inline
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.state import SitePage, SiteState

MARK = re.compile(r"<!--gathered (?P<what>formulas|sheet) (?P<path>[\w./-]+)-->")
NUMBER = re.compile(r'<span class="nb-eqno">(?P<number>[^<]*)</span>')
SHEETS = "sheets/"


def chapters_of(state: SiteState) -> list[SitePage]:
    """The written chapters in the order of the book."""
    return [
        state.pages[f"docs/{chapter.path}"] for chapter in state.book.chapters if f"docs/{chapter.path}" in state.pages
    ]


def sheet_address(chapter: Chapter) -> str:
    """Where the cheat sheet of a chapter lies.

    >>> sheet_address(Chapter(5, "Words as points", "meaning/words-as-points.md", "Meaning", "III"))
    'sheets/words-as-points/'
    """
    return f"{SHEETS}{_slug(chapter)}/"


def mark(what: str, page: SitePage) -> str:
    """The comment in whose place `fill_sheets` puts what it gathers from a chapter."""
    return f"<!--gathered {what} {page.path}-->"


def add_sheets(state: SiteState, files: Files, config: MkDocsConfig) -> Files:
    """A page for each written chapter joins the site's files, when the book has a page that lists them.

    Raises:
        SiteError: Two chapters would have one sheet.
    """
    if f"docs/{SHEETS}index.md" not in state.pages:
        return files
    taken: dict[str, Chapter] = {}
    for page in chapters_of(state):
        chapter = _chapter(page)
        other = taken.setdefault(_slug(chapter), chapter)
        if other is not chapter:
            message = f"{other.path} and {chapter.path} would have one cheat sheet, {sheet_address(chapter)}"
            raise SiteError([Problem(CHAPTERS, 0, message, "Give one of the two files another name.")])
        files.append(File.generated(config, f"{SHEETS}{_slug(chapter)}.md", content=_sheet_page(page)))
    return files


def sheet_sources(state: SiteState) -> dict[str, str]:
    """Which chapter the page file of a sheet comes from, for messages about the finished site."""
    return {f"{sheet_address(_chapter(page))}index.html": page.path for page in chapters_of(state)}


def fill_sheets(state: SiteState, files: Iterable[File]) -> None:
    """Put what was gathered where the comments stand; every page must have been rendered."""
    for file in files:
        page = file.page
        if page is not None and page.content and "<!--gathered " in page.content:
            state.gathering[file.src_uri] = page.content
            page.content = _filled(state, page.content, page_address(file.src_uri))


def _filled(state: SiteState, content: str, here: str) -> str:
    """A page with what was gathered in the place of its comments."""

    def gathered(found: re.Match[str]) -> str:
        page = state.pages[found["path"]]
        return formulas_html(page, here) if found["what"] == "formulas" else sheet_html(state, page, here)

    return MARK.sub(gathered, content)


def formulas_html(page: SitePage, here: str) -> str:
    """Every numbered formula of a chapter with its words and symbols; the number leads to its place."""
    chapter, shown = _chapter(page), []
    for label, element in zip(page.numbers.formulas, elements(page.content, "nb-formula"), strict=True):
        place = between(here, f"{chapter.address}#{label}")
        number = rf'<span class="nb-eqno"><a href="{place}">\g<number></a></span>'
        body = NUMBER.sub(number, moved(inside(element), _address(page), here))
        shown.append(f'<div class="nb-formula" id="{_slug(chapter)}-{label}">{body}</div>')
    return "\n".join(shown)


def sheet_html(state: SiteState, page: SitePage, here: str) -> str:
    """The chapter on one or two printed pages."""
    objectives = [inline(str(one)) for one in page.meta.get("objectives") or []]
    terms = [term for term in state.glossary if term.chapter == _chapter(page).number]
    parts = (
        ("What you can do afterwards", "sheet-objectives", _list(objectives)),
        ("Formulas", "sheet-formulas", formulas_html(page, here)),
        ("Words", "sheet-words", _terms(terms, here, GLOSSARY_PAGE in state.pages)),
        ("Common mistakes", "sheet-mistakes", "\n".join(_mistakes(page, here))),
        ("What to take with you", "sheet-summary", "\n".join(_summary(page, here))),
        ("Where it stands", "sheet-sections", _sections(page, here)),
    )
    return "\n".join(
        f'<section class="nb-sheet-part" aria-labelledby="{place}">\n<h2 id="{place}">{title}</h2>\n{body}\n</section>'
        for title, place, body in parts
        if body
    )


def _mistakes(page: SitePage, here: str) -> Iterable[str]:
    """The name of each mistake with its wrong and right lines, without the explanation."""
    for element in elements(page.content, "nb-mistake"):
        body = moved(element, _address(page), here)
        name = next(elements(body, "nb-boxname")).replace("<small>A common mistake</small>", "")
        yield f'<div class="nb-sheet-mistake">{name}{"".join(elements(body, "nb-fix"))}</div>'


def _summary(page: SitePage, here: str) -> Iterable[str]:
    return (moved(element, _address(page), here) for element in elements(page.content, "nb-summary"))


def _terms(terms: Iterable[Term], here: str, linked: bool) -> str:
    rows = [
        f"<div><dt>{_linked(html.escape(term.term), between(here, f'{GLOSSARY}#{term.anchor}') if linked else '')}</dt>"
        f"<dd>{html.escape(term.meaning)}</dd></div>"
        for term in terms
    ]
    return f'<dl class="nb-sheet-terms">{"".join(rows)}</dl>' if rows else ""


def _linked(text: str, address: str) -> str:
    return f'<a href="{address}">{text}</a>' if address else text


def _sections(page: SitePage, here: str) -> str:
    """One link for each section, with its number."""
    links = [
        f'<a href="{between(here, f"{_address(page)}#{place}")}">{title}</a>' for place, title in sections(page.content)
    ]
    return _list(links, "nb-sheet-sections")


def _list(items: Iterable[str], classes: str = "") -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    named = f' class="{classes}"' if classes else ""
    return f"<ul{named}>{rows}</ul>" if rows else ""


def _sheet_page(page: SitePage) -> str:
    """The Markdown of one sheet: its head, the way back, and the place for what is gathered."""
    chapter = _chapter(page)
    title = f"Cheat sheet {chapter.number}: {chapter.title}"
    back = between(sheet_address(chapter), _address(page))
    return (
        f"---\ntitle: {json.dumps(title)}\nhide: [toc]\nsearch: {{exclude: true}}\n---\n\n"
        f'<p class="nb-chapno">Cheat sheet · <a href="{back}">chapter {chapter.number}</a> · '
        f"{html.escape(chapter.part)}</p>\n\n"
        f'# {chapter.title} {{ .nb-sheet-title }}\n\n<div class="nb-sheet">\n{mark("sheet", page)}\n</div>\n'
    )


def _chapter(page: SitePage) -> Chapter:
    assert page.chapter is not None
    return page.chapter


def _slug(chapter: Chapter) -> str:
    """The name of a chapter's file, which is also the last part of its address."""
    return _address_of(chapter).rstrip("/").rpartition("/")[2]


def _address(page: SitePage) -> str:
    return _address_of(_chapter(page))


def _address_of(chapter: Chapter) -> str:
    return page_address(chapter.path or "")
