"""The small book with what one looks things up on: a glossary, formulas, cheat sheets and a guide."""

from __future__ import annotations

from pathlib import Path

from tests.site.minibook import MiniBook, make_minibook

GLOSSARY = """\
- term: cosine
  meaning: Closeness of two directions, <b> included.
  bangla: "কোসাইন: দুই দিকের মিল"
  example: 1 for the same direction
  chapter: 5
  aliases: [cosine similarity]
- {term: dot product, meaning: A sum of products., chapter: 5}
- {term: weight, meaning: A number that is learnt., chapter: 6}
- {term: 5-gram, meaning: Five words in a row.}
"""
GUIDE = """\
# Which one?

/// guide | Which one?

## Must it be fast? { #fast }

Speed, that is.

- [Yes](#quick): seconds
- [No](#careful)

## Have you much time? { #careful }

- [Yes](#slow)
- [No](#quick)

## The quick one { #quick }

Because it is quick [@firth1957]. See [the chapter](../meaning/points.md#sec-second).

## The slow one { #slow }

Because there is time.
///
"""
PAGE = """\
---
hide: [toc]
search: {boost: 0.05}
---

# Glossary

A cosine, too.

/// glossary
///
"""
FILES = {
    "docs/glossary.yml": GLOSSARY,
    "docs/glossary.md": PAGE,
    "docs/formulas.md": "# Formula sheet\n\n/// formulas\n///\n",
    "docs/sheets/index.md": "# Cheat sheets\n\n/// sheets\n///\n",
    "docs/guides/which.md": GUIDE,
}


def make_lookup_book(project: Path, root: Path) -> MiniBook:
    """A whole and healthy book with all of it."""
    book = make_minibook(project, root)
    for path, text in FILES.items():
        book.write(path, text)
    return book
