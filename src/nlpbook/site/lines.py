"""A page's Markdown, line by line, told apart into prose and fenced code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# A fence may stand in a list or a quotation, so blanks and ">" may come before it.
FENCE = re.compile(r"^(?:[ \t]|>[ \t]?)*(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)


@dataclass(frozen=True)
class Line:
    """One line of a page; `number` counts from 1, `fenced` says that it belongs to a code fence."""

    number: int
    text: str
    fenced: bool
    opens: bool = False


def read_lines(text: str) -> Iterator[Line]:
    r"""Every line of a page after its front matter.

    >>> [(line.number, line.fenced) for line in read_lines("a\n```\nb\n```")]
    [(1, False), (2, True), (3, True), (4, True)]
    """
    skipped = body_start(text)
    close: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if number <= skipped:
            continue
        found = FENCE.match(line)
        if close is not None:
            if found and found["mark"].startswith(close) and not found["info"].strip():
                close = None
            yield Line(number, line, fenced=True)
        elif found:
            close = found["mark"]
            yield Line(number, line, fenced=True, opens=True)
        else:
            yield Line(number, line, fenced=False)


def body_start(text: str) -> int:
    """How many lines the front matter takes."""
    found = FRONT_MATTER.match(text)
    return found[0].count("\n") if found else 0


def without_front_matter(text: str) -> str:
    """The page's text after its front matter."""
    return FRONT_MATTER.sub("", text, count=1)


def in_prose(text: str, change: Callable[[str, int], str]) -> str:
    """Apply `change(piece, line)` to what is neither code nor comment; line breaks stay where they are.

    Code spans and comments within a line stay untouched as well.
    """
    changed = text.split("\n")
    for line in read_lines(text):
        if not line.fenced:
            changed[line.number - 1] = _outside(line.text, line.number, change)
    return "\n".join(changed)


def _outside(text: str, number: int, change: Callable[[str, int], str]) -> str:
    """One line of prose: change what stands between its code spans and comments."""
    pieces, end = [], 0
    spans = sorted([*CODE_SPAN.finditer(text), *COMMENT.finditer(text)], key=lambda found: found.start())
    for span in spans:
        if span.start() < end:
            continue
        pieces += [change(text[end : span.start()], number), span[0]]
        end = span.end()
    return "".join([*pieces, change(text[end:], number)])
