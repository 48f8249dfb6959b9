"""The glossary: the first time a page uses a term of docs/glossary.yml, the word explains itself."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlpbook.site.problems import Problem, SiteError

GLOSSARY = "docs/glossary.yml"
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.S)
TAG_NAME = re.compile(r"<(?P<close>/?)(?P<name>[\w-]+)(?P<rest>[^>]*)>")
# Words inside these stay as they are: they are links, controls, code or formulas already.
SKIPPED = {
    "a",
    "button",
    "code",
    "pre",
    "svg",
    "script",
    "style",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "dfn",
    "nlp-exercise",
    "nlp-exercises",
    "form",
    "label",
    "th",
    "cite",
    "figcaption",
    "kbd",
}
SKIPPED_CLASSES = ("arithmatex", "nb-val", "nb-cell", "nb-opener", "nb-ask", "nb-refs", "nb-bn", "nb-boxname")
EMPTY = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}


@dataclass(frozen=True)
class Term:
    """One entry: what it means, in Bangla too, with an example, and the other words for it."""

    term: str
    meaning: str
    bangla: str = ""
    example: str = ""
    chapter: int | None = None
    aliases: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its explanation on a page."""
        return f"term-{re.sub(r'[^a-z0-9]+', '-', self.term.lower()).strip('-')}"


def load_glossary(root: Path) -> tuple[Term, ...]:
    """All terms; empty without the file.

    Raises:
        SiteError: The file is no list, or an entry lacks its term or meaning, or has an unknown key.
    """
    file = root / GLOSSARY
    if not file.exists():
        return ()
    text = file.read_text(encoding="utf-8")
    try:
        data = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SiteError([Problem(GLOSSARY, mark.line + 1 if mark else 0, "not valid YAML")]) from error
    problems = [problem for index, entry in enumerate(data, 1) for problem in _wrong(index, entry, text)]
    if problems:
        raise SiteError(problems)
    return tuple(Term(**{**entry, "aliases": tuple(entry.get("aliases") or ())}) for entry in data)


def _wrong(index: int, entry: Any, text: str) -> list[Problem]:
    if not isinstance(entry, dict):
        return [Problem(GLOSSARY, 0, f"entry {index} is no mapping", "Write `- term: …` and `meaning: …`.")]
    found = re.search(rf"\bterm:\s*['\"]?{re.escape(str(entry.get('term', '')))}", text, re.M)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    missing = [key for key in ("term", "meaning") if not entry.get(key)]
    unknown = sorted(set(entry) - set(Term.__dataclass_fields__))
    return [
        *(Problem(GLOSSARY, line, f"entry {index} has no {key}") for key in missing),
        *(
            Problem(
                GLOSSARY,
                line,
                f"entry {index} has an unknown key {key!r}",
                f"Known: {', '.join(Term.__dataclass_fields__)}.",
            )
            for key in unknown
        ),
    ]


def explain(content: str, terms: Sequence[Term], glossary: str = "") -> str:
    """Mark the first use of each term in a page's HTML, and put the explanations behind the page's text.

    `glossary` is the address of the page with all terms, seen from this one; empty when the book has none.
    """
    pattern, by_word = _pattern(terms)
    if pattern is None:
        return content
    used: dict[str, Term] = {}

    def mark(found: re.Match[str]) -> str:
        term = by_word[found[0].lower()]
        if term.anchor in used:
            return found[0]
        used[term.anchor] = term
        return f'<dfn class="nb-term" tabindex="0" aria-describedby="{term.anchor}">{found[0]}</dfn>'

    marked = "".join(pattern.sub(mark, piece) if open_text else piece for piece, open_text in _pieces(content))
    if not used:
        return content
    notes = "\n".join(_note(term, glossary) for term in used.values())
    return f'{marked}\n<div class="nb-terms" hidden data-search-exclude>\n{notes}\n</div>\n'


def _pattern(terms: Sequence[Term]) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    by_word = {word.lower(): term for term in terms for word in (term.term, *term.aliases)}
    by_word |= {f"{word}s": term for word, term in by_word.items() if word.isascii() and f"{word}s" not in by_word}
    if not by_word:
        return None, {}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I), by_word


def _pieces(content: str) -> list[tuple[str, bool]]:
    """A page's HTML in pieces; True for text in which terms may be marked."""
    pieces, skipping = [], []  # type: list[tuple[str, bool]], list[str]
    depth: list[str] = []
    for piece in TAG.split(content):
        found = TAG_NAME.match(piece)
        if not found:
            pieces.append((piece, not skipping and not piece.startswith("<")))
            continue
        pieces.append((piece, False))
        name = found["name"].lower()
        if name in EMPTY or found["rest"].endswith("/"):
            continue
        if not found["close"]:
            depth.append(name)
            if skipping or name in SKIPPED or any(word in found["rest"] for word in SKIPPED_CLASSES):
                skipping.append(name)
        elif depth:
            depth.pop()
            if skipping:
                skipping.pop()
    return pieces


def _note(term: Term, glossary: str) -> str:
    bangla = f' <span lang="bn">{html.escape(term.bangla)}</span>' if term.bangla else ""
    example = f' <span class="nb-term-example">{html.escape(term.example)}</span>' if term.example else ""
    name = term.term[:1].upper() + term.term[1:]
    entry = f' data-entry="{glossary}#{term.anchor}"' if glossary else ""
    place = f'id="{term.anchor}"{entry}'
    return f'<div {place}><b>{html.escape(name)}.</b> {html.escape(term.meaning)}{bangla}{example}</div>'
