"""The book's Markdown extension: its blocks, numbered sections, and the reference list at the end of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from nlpbook.site.blocks import register
from nlpbook.site.lookup import ELEMENTS, register_lookup
from nlpbook.site.state import SiteState

AFTER_TOC = 4.5  # Python-Markdown's table of contents has priority 5


class BookExtension(BlocksExtension):  # type: ignore[misc]
    """Everything of ours that Python-Markdown must know; markdown-exec's inner conversions use it too."""

    def __init__(self, state: SiteState, card: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.state, self.card = state, card

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register blocks and the numbering of sections."""
        md.block_level_elements += ["nlp-exercise", *ELEMENTS]
        register(block_mgr, self.state, self.card)
        register_lookup(block_mgr, self.state)
        md.treeprocessors.register(SectionNumbers(md, self.state), "nlpbook-sections", AFTER_TOC)


class SectionNumbers(Treeprocessor):
    """Number the second-level headings of a chapter, in the text and in the contents."""

    def __init__(self, md: Markdown, state: SiteState) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: ElementTree.Element) -> None:
        """Put `<span class="nb-no">5.1</span>` in front of each heading's text."""
        page = self.state.current
        if page is None or page.chapter is None or hasattr(self.md, "_original_md"):
            return
        counter, shown = 0, {}
        for heading in root.iter("h2"):
            if "nb-nonum" in (heading.get("class") or ""):
                continue
            counter += 1
            number = ElementTree.Element("span", {"class": "nb-no"})
            number.text, number.tail, heading.text = page.numbers.number(counter), f" {heading.text or ''}", None
            heading.insert(0, number)
            shown[heading.get("id")] = number.text
        for token in _all_tokens(getattr(self.md, "toc_tokens", [])):
            if token.get("id") in shown:
                token["name"] = f"{shown[token['id']]} {token['name']}"


def _all_tokens(tokens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of the contents and all that lie below them."""
    return [found for token in tokens for found in (token, *_all_tokens(token.get("children", [])))]
