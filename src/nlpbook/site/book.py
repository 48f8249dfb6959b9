"""The book's table of contents: `docs/chapters.yml`, the one place where chapters get numbers and parts.

- part: Meaning as vectors
  chapters:
    - {number: 5, title: Words as points, path: meaning/words-as-points.md}
    - {number: 6, title: Learning word vectors}          # no path: still to come
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlpbook.site.problems import Problem, SiteError

CHAPTERS = "docs/chapters.yml"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Chapter:
    """One chapter; `path` is relative to docs/, None for a chapter still to come."""

    number: int
    title: str
    path: str | None
    part: str
    part_number: str

    @property
    def address(self) -> str | None:
        """Its page, relative to the site's root."""
        return None if self.path is None else re.sub(r"(index)?\.md$", "/", self.path).lstrip("/")


@dataclass(frozen=True)
class Part:
    """A part of the book, with its number in Roman figures."""

    number: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Book:
    """All parts in reading order."""

    parts: tuple[Part, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in reading order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    def chapter_at(self, path: str) -> Chapter | None:
        """The chapter whose page lies at `path` under docs/."""
        return next((chapter for chapter in self.chapters if chapter.path == path), None)


def load_book(root: Path) -> Book:
    """Read docs/chapters.yml; a book without that file has no parts.

    Raises:
        SiteError: Naming every entry that cannot be used.
    """
    file = root / CHAPTERS
    if not file.exists():
        return Book()
    text = file.read_text(encoding="utf-8")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise SiteError([Problem(CHAPTERS, line, f"not valid YAML: {getattr(error, 'problem', error)}")]) from error
    parts = data.get("parts") if isinstance(data, dict) else data
    reader = _Reader(root, text)
    book = Book(tuple(reader.part(index, part) for index, part in enumerate(parts or [], 1)))
    reader.check(book)
    if reader.problems:
        raise SiteError(reader.problems)
    return book


class _Reader:
    """Turns the YAML into parts and collects what is wrong with it."""

    def __init__(self, root: Path, text: str) -> None:
        self.root, self.text = root, text
        self.problems: list[Problem] = []

    def part(self, index: int, data: Any) -> Part:
        if not isinstance(data, Mapping):
            self.fail("", f"part {index} is no mapping", "Write `- part: Title` and `chapters:` below it.")
            return Part(roman(index), "", ())
        title = str(data.get("part") or data.get("title") or "")
        number = str(data.get("number") or roman(index))
        if not title:
            self.fail("", f"part {index} has no title", "Give it one: `- part: Meaning as vectors`.")
        chapters = (self.chapter(entry, title, number) for entry in data.get("chapters") or [])
        return Part(number, title, tuple(chapter for chapter in chapters if chapter))

    def chapter(self, data: Any, part: str, part_number: str) -> Chapter | None:
        needed = (
            isinstance(data, Mapping) and isinstance(data.get("number"), int) and isinstance(data.get("title"), str)
        )
        if not needed:
            self.fail(
                str(data.get("title", "") if isinstance(data, Mapping) else data),
                f"{data!r} is no chapter",
                "A chapter is `{number: 5, title: Words as points, path: meaning/words-as-points.md}`.",
            )
            return None
        return Chapter(data["number"], data["title"], data.get("path") or None, part, part_number)

    def check(self, book: Book) -> None:
        seen: dict[object, Chapter] = {}
        for chapter in book.chapters:
            for key in filter(None, (chapter.number, chapter.path)):
                if key in seen:
                    self.fail(
                        chapter.title,
                        f"{key} is given twice, to {seen[key].title} and {chapter.title}",
                        "Numbers and paths belong to one chapter each.",
                    )
                seen[key] = chapter
            if chapter.path and not (self.root / "docs" / chapter.path).exists():
                self.fail(
                    chapter.path,
                    f"chapter {chapter.number}: docs/{chapter.path} does not exist",
                    "Write that page, or leave out `path` while the chapter is still to come.",
                )

    def fail(self, needle: str, message: str, fix: str) -> None:
        found = self.text.find(needle) if needle else -1
        line = self.text.count("\n", 0, found) + 1 if found >= 0 else 0
        self.problems.append(Problem(CHAPTERS, line, message, fix))


def roman(number: int) -> str:
    """A small number in Roman figures.

    >>> roman(9)
    'IX'
    """
    figures = ""
    for value, sign in ROMAN:
        while number >= value:
            figures, number = figures + sign, number - value
    return figures
