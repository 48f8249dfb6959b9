"""Every exercise of the book on one page, by chapter: a list that reads without scripts and is filtered with them."""

from __future__ import annotations

from html import escape

from nlpbook.exercises.cardwords import WORDS
from nlpbook.exercises.markup import MARK_WORDS, stars
from nlpbook.site.numbering import exercise_label
from nlpbook.site.state import SitePage, SiteState


def exercise_list(state: SiteState) -> str:
    """The list inside its element; addresses are relative to a page one folder below the site's root."""
    pages = [page for page in state.pages.values() if page.chapter is not None and page.numbers.exercises]
    pages.sort(key=lambda page: page.chapter.number if page.chapter else 0)
    return f"<nlp-exercises>{''.join(_chapter(state, page) for page in pages)}</nlp-exercises>"


def _chapter(state: SiteState, page: SitePage) -> str:
    assert page.chapter is not None
    number, title = page.chapter.number, escape(page.chapter.title)
    rows = "".join(_row(state, page, identifier) for identifier in page.numbers.exercises)
    return (
        f'<section data-chapter="{number}"><h2 id="chapter-{number}"><span class="nb-no">{number}</span> {title}</h2>'
        f'<ol class="nb-rows nb-rows--list">{rows}</ol></section>'
    )


def _row(state: SiteState, page: SitePage, identifier: str) -> str:
    assert page.chapter is not None
    exercise = state.exercises[identifier]
    about = {
        "data-id": identifier,
        "data-kind": exercise.kind,
        "data-level": int(exercise.level),
        "data-skills": " ".join(exercise.skills),
    }
    attributes = " ".join(f'{name}="{escape(str(value))}"' for name, value in about.items())
    address = f"../{page.chapter.address}#{exercise_label(identifier)}"
    return (
        f'<li {attributes}><span class="nb-mark" data-is="" role="img" aria-label="{MARK_WORDS[""]}"></span>'
        f'<span class="n">{page.numbers.exercises[identifier]}</span><a href="{address}">{escape(exercise.title)}</a>'
        f'<span class="c">{WORDS["kind." + exercise.kind]}</span>'
        f"{stars(int(exercise.level))}</li>"
    )
