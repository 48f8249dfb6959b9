"""Blocks of the pages one looks things up on: the glossary, the formula sheet, the list of cheat sheets, a guide."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import ClassVar
from xml.etree import ElementTree

from markdown.util import AtomicString
from pymdownx.blocks import BlocksProcessor
from pymdownx.blocks.block import Block

from nlpbook.site.blocks import sub
from nlpbook.site.gather import between, page_address
from nlpbook.site.glossary_page import glossary_html
from nlpbook.site.guides import ANCHOR, ANSWER
from nlpbook.site.sheets import chapters_of, mark, sheet_address
from nlpbook.site.state import SiteState

Element = ElementTree.Element
ELEMENTS = ("nlp-glossary", "nlp-guide")


class LookupBlock(Block):  # type: ignore[misc]
    """A block that knows the whole book."""

    state: ClassVar[SiteState]

    def put_aside(self, parent: Element, written: str, classes: str) -> Element:
        """A holder for finished HTML: nothing in it is Markdown."""
        holder = sub(parent, "div", classes)
        holder.text = AtomicString(self.md.htmlStash.store(written))
        return holder

    @property
    def here(self) -> str:
        """The address of the page being rendered."""
        page = self.state.current
        return page_address(page.path.removeprefix("docs/")) if page else ""


class Glossary(LookupBlock):
    """`/// glossary`: every term of docs/glossary.yml."""

    NAME = "glossary"

    def on_create(self, parent: Element) -> Element:
        """All of it at once."""
        written = glossary_html(self.state.glossary, self.state.book, self.here)
        return self.put_aside(parent, written, "nb-glossary-holder")


class Formulas(LookupBlock):
    """`/// formulas`: every numbered formula of every written chapter."""

    NAME = "formulas"

    def on_create(self, parent: Element) -> Element:
        """A heading for each chapter that has formulas, and a place for them."""
        box = sub(parent, "div", "nb-formulas")
        for page in chapters_of(self.state):
            if page.chapter is not None and page.numbers.formulas:
                heading = sub(box, "h2")
                heading.set("id", f"chapter-{page.chapter.number}")
                heading.text = AtomicString(f"{page.chapter.number} {page.chapter.title}")
                self.put_aside(box, mark("formulas", page), "nb-formulas-of")
        return box


class Sheets(LookupBlock):
    """`/// sheets`: the list of cheat sheets, by part of the book."""

    NAME = "sheets"

    def on_create(self, parent: Element) -> Element:
        """Links to the sheets of the written chapters."""
        rows = [
            f'<li><a href="{between(self.here, sheet_address(page.chapter))}"><span>{page.chapter.number} </span>'
            f"{html.escape(page.chapter.title)}</a></li>"
            for page in chapters_of(self.state)
            if page.chapter is not None
        ]
        return self.put_aside(parent, f"<ul>{''.join(rows)}</ul>", "nb-sheets")


class Guide(LookupBlock):
    """`/// guide | Which decoding?`: questions and advice, read as an outline or clicked through."""

    NAME = "guide"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The element that the script, where there is one, brings to life."""
        guide = sub(parent, "nlp-guide", "nb-guide")
        guide.set("data-name", self.argument)
        return guide

    def on_markdown(self) -> str:
        """An unknown tag would be read as a line of text; this one holds headings and lists."""
        return "block"

    def on_end(self, block: Element) -> None:
        """Each heading and what stands below it become one part; each answer says what it leads to."""
        headings = [(ANCHOR.search(child.text or ""), _title(child)) for child in block.findall("h2")]
        titles = {anchor[1]: title for anchor, title in headings if anchor}
        part: Element | None = None
        for child in list(block):
            if child.tag == "h2":
                part = sub(block, "section", "nb-node")
                part.set("data-kind", "question" if _title(child).endswith("?") else "advice")
            if part is not None:
                block.remove(child)
                part.append(child)
                if child.tag == "ul" and part.get("data-kind") == "question":
                    _lay_out(child, titles)


def _title(heading: Element) -> str:
    return (heading.text or "").partition("{")[0].strip()


def _lay_out(items: Element, titles: Mapping[str, str]) -> None:
    """Mark the list of answers, and write behind each where it leads: on paper one cannot click."""
    for item in items:
        line = item[0] if len(item) and item[0].tag == "p" else item
        if found := ANSWER.match(f"- {line.text or ''}"):
            items.set("class", "nb-answers")
            line.text = f"{line.text} "
            sub(line, "span", "nb-leads", f"→ {titles.get(found['to'], '')}")


LOOKUP: tuple[type[LookupBlock], ...] = (Glossary, Formulas, Sheets, Guide)


def register_lookup(manager: BlocksProcessor, state: SiteState) -> None:
    """Give pymdownx these blocks, bound to one build."""
    for block in LOOKUP:
        manager.register(type(block.__name__, (block,), {"state": state}), {})
