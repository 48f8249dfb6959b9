"""The glossary's own page: every term of docs/glossary.yml with its place, in English and in Bangla."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import groupby

from nlpbook.site.book import Book, Chapter
from nlpbook.site.gather import between
from nlpbook.site.glossary import Term

ADDRESS = "glossary/"
SOURCE = "docs/glossary.md"


def glossary_html(terms: Sequence[Term], book: Book, here: str) -> str:
    """All terms by letter, with a line of letters to jump by; `here` is the address of the page they stand on."""
    written = {chapter.number: chapter for chapter in book.chapters if chapter.path}
    groups = [
        (letter, list(group)) for letter, group in groupby(sorted(terms, key=lambda term: term.term.lower()), _letter)
    ]
    jumps = " ".join(f'<a href="#{_place(letter)}">{letter}</a>' for letter, _ in groups)
    bodies = "\n".join(_group(letter, group, written, here) for letter, group in groups)
    letters = f'<nav class="nb-letters" aria-label="Letters" data-search-exclude>{jumps}</nav>'
    return f'<nlp-glossary class="nb-glossary">\n{letters}\n{bodies}\n</nlp-glossary>'


def _letter(term: Term) -> str:
    first = term.term[:1].upper()
    return first if first.isascii() and first.isalpha() else "0–9"


def _place(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter.isalpha() else "letter-other"


def _group(letter: str, terms: Iterable[Term], written: dict[int, Chapter], here: str) -> str:
    """One letter. Its own heading is no place to find by searching; each term below it is."""
    entries = "\n".join(_entry(term, written, here) for term in terms)
    heading = f"<h2 data-search-exclude>{letter}</h2>"
    return f'<section class="nb-letter" id="{_place(letter)}">\n{heading}\n{entries}\n</section>'


def _entry(term: Term, written: dict[int, Chapter], here: str) -> str:
    """One term: what it is called and means, where it comes from, and the same in Bangla beside it."""
    example = f'<p class="nb-entry-example">{html.escape(term.example)}</p>' if term.example else ""
    return (
        f'<article class="nb-entry" data-words="{html.escape(_words(term))}"><div>'
        f'<h3 id="{term.anchor}">{html.escape(term.term)}</h3><p>{html.escape(term.meaning)}</p>{example}'
        f"{_origin(term, written, here)}</div>{_bangla(term)}</article>"
    )


def _origin(term: Term, written: dict[int, Chapter], here: str) -> str:
    """Other forms of the word, and the chapter that introduces it: a link when that is written."""
    also = f"<span>also: {html.escape(', '.join(term.aliases))}</span>" if term.aliases else ""
    chapter = written.get(term.chapter or 0)
    if chapter is not None and chapter.address is not None:
        link = between(here, chapter.address)
        where = f'<a href="{link}">Chapter {chapter.number}: {html.escape(chapter.title)}</a>'
    else:
        where = f"<span>Chapter {term.chapter}, to come</span>" if term.chapter else ""
    return f'<p class="nb-entry-where" data-search-exclude>{where}{also}</p>' if where or also else ""


def _bangla(term: Term) -> str:
    """The Bangla word and meaning; in the file a colon stands between them."""
    if not term.bangla:
        return ""
    word, colon, meaning = term.bangla.partition(":")
    said = f"<b>{html.escape(word.strip())}</b> {html.escape(meaning.strip())}" if colon else html.escape(term.bangla)
    return f'<p class="nb-entry-bangla" lang="bn">{said}</p>'


def _words(term: Term) -> str:
    """What the filter looks through: the names of a term, not its explanation."""
    return " | ".join((term.term, *term.aliases, term.bangla.partition(":")[0])).lower()
