"""Numbers of a page's sections, figures, formulas and exercises, and what `[](#fig-x)` is replaced with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlpbook.execution import Cell
from nlpbook.site.blocksyntax import Opened
from nlpbook.site.lines import in_prose, read_lines
from nlpbook.site.problems import Problem, nearest

HEADING = re.compile(r"^## +(?P<title>.+?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*#*\s*$")
ANCHOR = re.compile(r"#([\w-]+)")
REFERENCE = re.compile(r"\[\]\(#(?P<label>[\w-]+)\)")
UNNUMBERED = ".nb-nonum"


@dataclass
class Numbers:
    """What is numbered on one page. `figures` goes by (cell, figure of the cell), both from 0."""

    chapter: int | None = None
    labels: dict[str, str] = field(default_factory=dict)
    figures: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    exercises: dict[str, str] = field(default_factory=dict)

    def number(self, counter: int) -> str:
        """`5.2` on a page of chapter 5, `2` on any other."""
        return f"{self.chapter}.{counter}" if self.chapter is not None else str(counter)


def number_page(
    path: str, text: str, cells: Sequence[Cell], blocks: Iterable[Opened], chapter: int | None
) -> tuple[Numbers, list[Problem]]:
    """Number everything on a page in the order of its source; a label given twice is a problem."""
    numbers, problems = Numbers(chapter), []

    def label(name: str, shown: str, line: int) -> None:
        if name in numbers.labels:
            problems.append(
                Problem(path, line, f"the label {name!r} is given twice on this page", "Rename one of them.")
            )
        numbers.labels[name] = shown

    for counter, (title, anchor, line) in enumerate(_sections(text), 1):
        if anchor:
            label(anchor, numbers.number(counter) if chapter is not None else title, line)
    counter = 0
    for cell in cells:
        for position, _caption in enumerate(cell.captions):
            counter += 1
            name = cell.labels[position] if position < len(cell.labels) else ""
            number = f"Figure {numbers.number(counter)}"
            numbers.figures[cell.index, position] = (number, name)
            if name:
                label(name, number, cell.line)
    for block in blocks:
        if block.name == "formula":
            numbers.formulas[block.argument] = f"({numbers.number(len(numbers.formulas) + 1)})"
            label(block.argument, numbers.formulas[block.argument], block.line)
        elif block.name == "exercise":
            if block.argument in numbers.exercises:
                problems.append(
                    Problem(
                        path,
                        block.line,
                        f"the exercise {block.argument!r} stands on this page twice",
                        "Keep one of them: answers are kept by exercise, not by place.",
                    )
                )
            numbers.exercises[block.argument] = numbers.number(len(numbers.exercises) + 1)
            label(exercise_label(block.argument), f"Exercise {numbers.exercises[block.argument]}", block.line)
    return numbers, problems


def exercise_label(identifier: str) -> str:
    """The label, and the place on the page, of an exercise.

    >>> exercise_label("words-as-points/cosine")
    'ex-cosine'
    """
    return f"ex-{identifier.rpartition('/')[2]}"


def _sections(text: str) -> Iterable[tuple[str, str, int]]:
    """Title, id given by hand, and line of each numbered section."""
    for line in read_lines(text):
        found = None if line.fenced else HEADING.match(line.text)
        if found and UNNUMBERED not in (found["attributes"] or ""):
            anchor = ANCHOR.search(found["attributes"] or "")
            yield found["title"], anchor[1] if anchor else "", line.number


def fill_references(path: str, text: str, numbers: Numbers, problems: list[Problem]) -> str:
    """Give every `[](#label)` its words: `[Figure 5.1](#fig-x)`."""

    def change(piece: str, line: int) -> str:
        def shown(found: re.Match[str]) -> str:
            name = found["label"]
            if name not in numbers.labels:
                problems.append(
                    Problem(path, line, f"nothing on this page is labelled {name!r}", nearest(name, numbers.labels))
                )
            return f"[{numbers.labels.get(name, name)}](#{name})"

        return REFERENCE.sub(shown, piece)

    return in_prose(text, change)
