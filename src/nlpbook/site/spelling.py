"""Spelling of the book's English: a dictionary from a package, and the project's own words in docs/words.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from nlpbook.site.lines import body_start
from nlpbook.site.problems import Problem

WORDS = "docs/words.txt"
# What is no English prose: formulas, inline values, addresses, citations, attributes, tags, references, entities.
NO_PROSE = re.compile(
    r"\$\$.*?\$\$|\$[^$\n]+\$|\{\{.*?\}\}|\]\([^)]*\)|\[@[^\]]*\]|\{[^{}\n]*\}|<[^<>]*>|&\w+;|https?://\S+|\[\]\(#[\w-]+\)"
    r"|\b[\w-]+/[\w./-]+",
    re.S,
)
WORD = re.compile(r"(?<![\w@#.\\])[A-Za-z][A-Za-z'’]*(?![\w@])")
CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.S | re.M)
SPAN = re.compile(r"(`+)[^`].*?\1", re.S)
META = re.compile(r"^(?:title|lede|description|say|label|objectives): *(?P<text>.*)$", re.M)


BRITISH = [("isation", "ization"), ("isable", "izable"), ("ise", "ize"), ("ising", "izing"), ("our", "or")]
ENDINGS = [("s", ""), ("es", ""), ("ies", "y"), ("ly", ""), ("ness", ""), ("ed", ""), ("er", ""), ("ing", "")]
FORMAT = {"bangla", "bugline", "distractors"}  # words of the book's own file formats, in every book made with them
STARTS = ("un", "re", "non", "sub", "pre", "mis", "over")


def spelling_problems(root: Path, texts: Mapping[str, str]) -> list[Problem]:
    """Words that neither the dictionary nor the project knows, and project words that nothing uses.

    Args:
        root: The project; its docs/words.txt holds one word a line, `#` begins a remark.
        texts: Markdown by path.
    """
    own = project_words(root)
    used: set[str] = set()
    problems = []
    for path, text in texts.items():
        told: set[str] = set()
        for word, line in words_of(text):
            plain = word.lower().replace("’", "'").removesuffix("'s").strip("'")
            if plain in own:
                used.add(plain)
            elif plain not in told and plain not in FORMAT and not _known(plain):
                told.add(plain)
                problems.append(Problem(path, line, f"{word!r} is no word we know", f"Mend it, or add it to {WORDS}."))
    problems += [
        Problem(WORDS, line, f"the word {word!r} is used nowhere", "Take it out.")
        for word, line in own.items()
        if word not in used
    ]
    return problems


def words_of(text: str) -> Iterator[tuple[str, int]]:
    """English words of a page's prose with their lines; abbreviations in capitals and names of code are left out.

    >>> list(words_of("Two *dogs* and `catz`, $x$ of BPE."))
    [('Two', 1), ('dogs', 1), ('and', 1)]
    """
    start = body_start(text)
    head, body = text.split("\n")[:start], text.split("\n")[start:]
    shown = [found["text"] if (found := META.match(line.strip(" -{}"))) else "" for line in head]
    prose = NO_PROSE.sub(_blank, SPAN.sub(_blank, CODE.sub(_blank, "\n".join([*shown, *body]))))
    for number, line in enumerate(prose.split("\n"), 1):
        for found in WORD.finditer(line):
            word = found[0]
            if len(word) > 2 and not word.isupper() and not re.search(r"[a-z][A-Z]", word) and not word[:2].isupper():
                yield word, number


def project_words(root: Path) -> dict[str, int]:
    """The project's own words in small letters, with their lines."""
    file = root / WORDS
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    entries = ((line.partition("#")[0].strip().lower(), number) for number, line in enumerate(lines, 1))
    return {word: number for word, number in entries if word}


@cache
def _dictionary() -> Iterable[str]:
    from spellchecker import SpellChecker

    return SpellChecker(language="en").word_frequency


def _known(word: str) -> bool:
    """In the dictionary as it stands, or as a regular form of a word in it, British spelling included."""
    words = _dictionary()
    return any(form in words for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    yield word
    for british, american in BRITISH:
        if british in word:
            yield word.replace(british, american)
    for ending, stem in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            yield word.removesuffix(ending) + stem
    for start in STARTS:
        if word.startswith(start) and len(word) > len(start) + 3:
            yield word.removeprefix(start)


def _blank(found: re.Match[str]) -> str:
    """Nothing, with the line breaks kept so that lines go on counting."""
    return "\n" * found[0].count("\n") or " "
