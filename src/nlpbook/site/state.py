"""What one build knows: the book, the results, and the page being rendered now.

MkDocs renders one page after the other, so "the page being rendered" is one slot that hooks fill and the Markdown
extension reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlpbook.execution import PageResult, PageSource
from nlpbook.site.blocksyntax import Opened
from nlpbook.site.book import Book, Chapter
from nlpbook.site.citations import Reference
from nlpbook.site.glossary import Term
from nlpbook.site.numbering import Numbers
from nlpbook.site.values import Shown


@dataclass
class SitePage:
    """One page on its way from Markdown to HTML."""

    source: PageSource
    result: PageResult
    chapter: Chapter | None
    blocks: list[Opened]
    numbers: Numbers
    meta: Mapping[str, Any] = field(default_factory=dict)
    values: list[Shown] = field(default_factory=list)
    cited: list[Reference] = field(default_factory=list)
    markdown: str = ""
    content: str = ""  # as HTML, before terms are marked in it

    @property
    def path(self) -> str:
        """Relative to the project, such as docs/meaning/words-as-points.md."""
        return self.source.path


@dataclass
class SiteState:
    """One build. `items` are compiled exercises by id; `placed` says which page shows which."""

    root: Path
    book: Book
    exercises: Mapping[str, Any] = field(default_factory=dict)
    items: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    exams: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, SitePage] = field(default_factory=dict)
    labs: list[PageSource] = field(default_factory=list)
    results: Mapping[str, PageResult] = field(default_factory=dict)
    current: SitePage | None = None
    run: bool = True
    keep_going: bool = False
    serving: bool = False
    result: str = ""  # how printed text is shown where a fence does not say: "" is Markdown, "text" is as printed

    @property
    def placed(self) -> dict[str, SitePage]:
        """Exercise ids, each with the page it belongs to: a chapter rather than a page that shows it as a specimen."""
        pages = sorted(self.pages.values(), key=lambda page: page.chapter is not None)
        return {block.argument: page for page in pages for block in page.blocks if block.name == "exercise"}
