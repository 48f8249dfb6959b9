"""A page's HTML after Markdown: its opener, its values, its terms and its references."""

from __future__ import annotations

import html
import re

import markdown

from nlpbook.site.citations import reference_list
from nlpbook.site.glossary import explain
from nlpbook.site.problems import Problem
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
    content = explain(content, state.glossary) + reference_list(page.cited)
    # Formulas are rendered after the search index is made; as TeX they would only be noise in it.
    content = content.replace('class="arithmatex"', 'class="arithmatex" data-search-exclude')
    return content, problems


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
    place = f"Chapter {chapter.number} · {html.escape(chapter.part)}"
    lede = f'<p class="nb-lede">{_inline(str(meta["lede"]))}</p>' if meta.get("lede") else ""
    title = html.escape(str(meta.get("title") or chapter.title))
    return (
        f'<div class="nb-opener"><p class="nb-chapno">{place}</p><h1{attributes}>{title}</h1>{lede}'
        f'<div class="nb-facts" data-search-exclude>{"".join(facts)}</div></div>\n'
    )


def _inline(text: str) -> str:
    """A sentence of Markdown as HTML, without the paragraph around it."""
    return markdown.markdown(text).removeprefix("<p>").removesuffix("</p>")


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
