"""The book's own blocks, on pymdownx Blocks: each turns a piece of plain Markdown into the markup of its component."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar
from xml.etree import ElementTree

from markdown.util import AtomicString
from pymdownx.blocks import BlocksProcessor
from pymdownx.blocks.block import Block

from nlpbook.site.exams import exam_html, list_html
from nlpbook.site.exercise_list import exercise_list
from nlpbook.site.state import SiteState

Element = ElementTree.Element
CROSS = "m6 6 12 12M18 6 6 18"
LABEL = "বাংলায়"  # the typeface of the label holds just these letters: see fonts.py
TICK = "m5 12.5 4.6 4.6L19 7.5"
HEADER_WORDS = {"", "what", "how", "result", "step", "value"}  # Markdown wants a header row; a sum by hand has none
TASK = re.compile(r"^\s*\[(?P<done>[ xX])\]\s+")


def sub(parent: Element, tag: str, classes: str = "", text: str | None = None) -> Element:
    """A new child of `parent`; `text` is read as inline Markdown later."""
    child = ElementTree.SubElement(parent, tag, {"class": classes} if classes else {})
    child.text = text
    return child


def move_text(source: Element, target: Element) -> None:
    """Move text and children of `source` into `target`; a lone paragraph in it is unwrapped."""
    if len(source) == 1 and source[0].tag == "p" and not (source.text or "").strip():
        source = source[0]
    target.text = source.text
    target.extend(list(source))


class BookBlock(Block):  # type: ignore[misc]
    """A block that knows the build."""

    state: ClassVar[SiteState]


class Exercise(BookBlock):
    """`/// exercise | words-as-points/cosine`: the exercise's card, written by the grader's own view of it."""

    NAME = "exercise"
    ARGUMENT = True
    card: ClassVar[Callable[[str], str]]

    def on_create(self, parent: Element) -> Element:
        """Put the finished HTML aside: nothing in it is Markdown."""
        holder = sub(parent, "div", "nb-exercise")
        holder.text = AtomicString(self.md.htmlStash.store(type(self).card(self.argument)))
        return holder


class Exam(BookBlock):
    """`/// exam | five-levels`: what the exam is, and the element in which it is taken."""

    NAME = "exam"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Put the finished HTML aside: nothing in it is Markdown."""
        holder = sub(parent, "div", "nb-exam")
        blueprint = self.state.exams.get(self.argument)  # one that is not there was reported by then
        holder.text = AtomicString(self.md.htmlStash.store(exam_html(blueprint) if blueprint else ""))
        return holder


class Exams(BookBlock):
    """`/// exams`: the list of exams."""

    NAME = "exams"

    def on_create(self, parent: Element) -> Element:
        """Put the finished HTML aside."""
        holder = sub(parent, "div", "nb-exams")
        holder.text = AtomicString(self.md.htmlStash.store(list_html(self.state)))
        return holder


class Note(BookBlock):
    """`/// note | Title`: a note in the margin, beside what stands right before it."""

    NAME = "note"
    ARGUMENT = None

    def on_create(self, parent: Element) -> Element:
        """Wrap the paragraph before the note and the note in one grid."""
        before = parent[-1] if len(parent) else None
        if before is None or before.get("class") != "nb-noted":
            grid = sub(parent, "div", "nb-noted")
            if before is not None:
                parent.remove(before)
                grid.insert(0, before)
        else:
            grid = before
        return sub(grid, "aside", "nb-note")

    def on_end(self, block: Element) -> None:
        """The title runs into the first paragraph."""
        if self.argument:
            first = block[0] if len(block) and block[0].tag == "p" else block
            name = ElementTree.Element("b")
            name.text = self.argument if self.argument[-1] in ".?!" else f"{self.argument}."
            name.tail, first.text = f" {first.text or ''}", None
            first.insert(0, name)


class Hand(BookBlock):
    """`/// hand | Title`: a sum by hand on squared paper; three columns, the last row is the result."""

    NAME = "hand"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The box with its name."""
        box = sub(parent, "div", "nb-box nb-hand")
        box_name(box, "By hand", self.argument)
        return box

    def on_end(self, block: Element) -> None:
        """Turn the table into the three columns of the sum."""
        for table in block.findall("table"):
            sums = Element("div", {"class": "nb-sums", "role": "table"})
            rows = [row for part in table for row in part if not all(_words(cell) in HEADER_WORDS for cell in row)]
            for place, row in enumerate(rows):
                total = " nb-total" if place == len(rows) - 1 and len(rows) > 1 else ""
                line = sub(sums, "div", f"nb-sum-row{total}")
                line.set("role", "row")
                for cell in row:
                    span = sub(line, "span")
                    span.set("role", "cell")
                    span.tail = " "  # for those who hear it or find it by searching
                    move_text(cell, span)
            block[list(block).index(table)] = sums


class Mistake(BookBlock):
    """`/// mistake | Name`: the wrong line struck, the right line below it, then why people make it."""

    NAME = "mistake"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The box with the mistake's name."""
        box = sub(parent, "div", "nb-box nb-mistake")
        box_name(box, "A common mistake", self.argument)
        return box

    def on_end(self, block: Element) -> None:
        """Each task list becomes pairs of a sign and a line."""
        for tasks in block.findall("ul"):
            fix = Element("div", {"class": "nb-fix"})
            for item in tasks:
                line = Element("span")
                move_text(item, line)
                found = TASK.match(line.text or "")
                right = bool(found and found["done"].strip())
                sign(fix, TICK if right else CROSS, "right" if right else "wrong")
                line.tag, line.text = ("ins" if right else "del"), TASK.sub("", line.text or "", count=1)
                fix.append(line)
            block[list(block).index(tasks)] = fix


class Formula(BookBlock):
    """`/// formula | eq-x`: the numbered formula, then in words, then its symbols with shape and meaning."""

    NAME = "formula"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The holder, with the label as its id."""
        holder = sub(parent, "div", "nb-formula")
        holder.set("id", self.argument)
        return holder

    def on_end(self, block: Element) -> None:
        """Number the formula, name the words, lay out the symbols."""
        for child in list(block):
            if "arithmatex" in (child.get("class") or ""):
                equation = Element("div", {"class": "nb-eq"})
                block[list(block).index(child)] = equation
                equation.append(child)
                page = self.state.current
                sub(equation, "span", "nb-eqno", page.numbers.formulas.get(self.argument, "") if page else "")
            elif child.tag == "p" and not child.get("class"):
                child.set("class", "nb-words")
            elif child.tag == "table":
                block[list(block).index(child)] = _symbols(child)


class Ask(BookBlock):
    """`/// ask | question`: the opening question with its possible answers; a guess, nothing is graded."""

    NAME = "ask"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The question."""
        box = sub(parent, "div", "nb-ask")
        sub(box, "p", "nb-q", self.argument)
        return box

    def on_end(self, block: Element) -> None:
        """The list becomes buttons, the line below it says where the answer comes."""
        picks = Element("div", {"class": "nb-picks", "role": "group", "aria-label": "Your guess"})
        for child in list(block)[1:]:
            block.remove(child)
            if child.tag in ("ul", "ol"):
                for item in child:
                    button = sub(picks, "button", "nx-btn")
                    button.set("type", "button")
                    button.set("aria-pressed", "false")
                    move_text(item, button)
            else:
                move_text(child, sub(picks, "small", "nb-where"))
        block.append(picks)


class Bangla(BookBlock):
    """`/// bangla`: the same idea in Bangla, behind a label that opens it; book/bangla-notes.js opens all of them."""

    NAME = "bangla"

    def on_create(self, parent: Element) -> Element:
        """The label and the closed text."""
        box = sub(parent, "details", "nb-bn")
        box.set("lang", "bn")
        sub(box, "summary", "nb-bn-tag", LABEL)
        sub(box, "div", "nb-bn-text")
        return box

    def on_add(self, block: Element) -> Element:
        """The text goes below the label."""
        return block[1]


class Summary(BookBlock):
    """`/// summary`: what to take with you, a list between rules."""

    NAME = "summary"

    def on_create(self, parent: Element) -> Element:
        """A plain holder."""
        return sub(parent, "div", "nb-summary")

    def on_end(self, block: Element) -> None:
        """Lists in it lose their bullets."""
        for items in block.iter("ul"):
            items.set("class", "nb-sum")


class ExerciseList(BookBlock):
    """`/// exercise-list`: all exercises of the book, by chapter."""

    NAME = "exercise-list"

    def on_create(self, parent: Element) -> Element:
        """Finished HTML: nothing in it is Markdown."""
        holder = sub(parent, "div", "nb-list")
        holder.set("data-search-exclude", "")
        holder.text = AtomicString(self.md.htmlStash.store(exercise_list(self.state)))
        return holder


ALL: tuple[type[BookBlock], ...] = (
    Exercise, ExerciseList, Exam, Exams, Note, Hand, Mistake, Formula, Ask, Bangla, Summary,
)  # fmt: skip


def register(manager: BlocksProcessor, state: SiteState, card: Callable[[str], str]) -> None:
    """Give pymdownx the book's blocks, bound to one build. `card` writes an exercise's HTML."""
    for block in ALL:
        bound = type(block.__name__, (block,), {"state": state, "card": staticmethod(card)})
        manager.register(bound, {})


def box_name(box: Element, kind: str, title: str) -> None:
    """The kind of box in small, then its title."""
    name = sub(box, "p", "nb-boxname")
    small = sub(name, "small", "", kind)
    small.tail = title


def sign(parent: Element, path: str, meaning: str) -> None:
    """A drawn tick or cross with its meaning in words."""
    svg = ElementTree.SubElement(
        parent,
        "svg",
        {"viewBox": "0 0 24 24", "class": f"nb-sign nb-sign--{meaning}", "role": "img", "aria-label": meaning},
    )
    ElementTree.SubElement(svg, "path", {"d": path})


def _words(cell: Element) -> str:
    return "".join(cell.itertext()).strip().lower()


def _symbols(table: Element) -> Element:
    """Symbol, shape, meaning; the table's own header row, if it has words, is left out."""
    grid = Element("div", {"class": "nb-symbols"})
    body = table.find("tbody")
    for row in body if body is not None else []:
        for cell in row:
            span = sub(grid, "span")
            span.tail = " "
            move_text(cell, span)
    return grid
