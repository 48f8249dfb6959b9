"""A page's HTML after Markdown: its opener, its values, its terms and its references."""

from __future__ import annotations

import html
import re

from nlpbook.site.citations import reference_list
from nlpbook.site.gather import between, page_address
from nlpbook.site.glossary import explain
from nlpbook.site.glossary_page import ADDRESS as GLOSSARY
from nlpbook.site.glossary_page import SOURCE as GLOSSARY_PAGE
from nlpbook.site.inline import inline
from nlpbook.site.print_place import print_place
from nlpbook.site.problems import Problem
from nlpbook.site.sheets import SHEETS, sheet_address
from nlpbook.site.state import SitePage, SiteState
from nlpbook.site.values import fill

LEFT_OVER = re.compile(r"<p>\s*(/{3,}(?!/)[^<\n]*)")
H1 = re.compile(r"\A\s*<h1(?P<attributes>[^>]*)>(?P<title>.*?)</h1>", re.S)


def finish_page(state: SiteState, page: SitePage, content: str) -> tuple[str, list[Problem]]:
    """What stands in `<article>`; a block that Markdown did not understand is a problem."""
    problems = [_left_over(page, found[1]) for found in LEFT_OVER.finditer(content)]
    content = fill(content, page.values)
    if page.chapter is not None:
        heading = H1.match(content)
        content = opener(state, page, heading["attributes"] if heading else "") + H1.sub("", content, count=1)
    # Formulas are rendered after the search index is made; as TeX they would only be noise in it.
    page.content = content = content.replace('class="arithmatex"', 'class="arithmatex" data-search-exclude')
    return _explained(state, page, content) + reference_list(page.cited), problems


def _explained(state: SiteState, page: SitePage, content: str) -> str:
    """The page with its terms explained; the glossary itself needs no second one."""
    if any(block.name == "glossary" for block in page.blocks):
        return content
    here = page_address(page.path.removeprefix("docs/"))
    return explain(content, state.glossary, between(here, GLOSSARY) if GLOSSARY_PAGE in state.pages else "")


def opener(state: SiteState, page: SitePage, attributes: str = "") -> str:
    """Place in the book, title, lede and facts of a chapter; `attributes` are those of the heading in Markdown."""
    chapter, meta = page.chapter, page.meta
    assert chapter is not None
    count = len(page.numbers.exercises)
    facts = [f"<span><b>{meta['minutes']}</b> minutes</span>"] if "minutes" in meta else []
    if count:
        facts.append(f"<span data-done-of='{count}'><b>{count}</b> exercise{'' if count == 1 else 's'}</span>")
    if needed := [_needed(state, page, str(name)) for name in meta.get("requires") or []]:
        facts.append(f"<span>Needs {', '.join(needed)}</span>")
    if f"docs/{SHEETS}index.md" in state.pages:
        sheet = between(page_address(chapter.path or ""), sheet_address(chapter))
        facts.append(f'<span><a href="{sheet}">Cheat sheet</a></span>')
    facts.append(f"<span>{print_place(page)}</span>")
    place = f"Chapter {chapter.number} · {html.escape(chapter.part)}"
    lede = f'<p class="nb-lede">{inline(str(meta["lede"]))}</p>' if meta.get("lede") else ""
    title = html.escape(str(meta.get("title") or chapter.title))
    return (
        f'<div class="nb-opener"><p class="nb-chapno">{place}</p><h1{attributes}>{title}</h1>{lede}'
        f'<div class="nb-facts" data-search-exclude>{"".join(facts)}</div></div>\n'
    )


def _needed(state: SiteState, page: SitePage, name: str) -> str:
    """A chapter that this one builds on: linked when it is there, its number when it is planned, else its name."""
    for other in state.book.chapters:
        found = state.pages.get(f"docs/{other.path}") if other.path else None
        if found is not None and found.meta.get("id") == name:
            depth = (page.chapter.path or "").count("/") + 1 if page.chapter else 0
            return f'<a href="{"../" * depth}{other.address}">chapter {other.number}</a>'
        if str(other.number) == name or other.title == name:
            return f"chapter {other.number}"
    return html.escape(name)


def _left_over(page: SitePage, text: str) -> Problem:
    line = next(
        (number for number, row in enumerate(page.source.text.split("\n"), 1) if row.strip() == text.strip()), 0
    )
    return Problem(
        page.path,
        line,
        f"Markdown did not understand this block: {text.strip()}",
        "Put a blank line before it and after it, and do not indent it.",
    )
