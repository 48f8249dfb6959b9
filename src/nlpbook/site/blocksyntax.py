"""The `///` blocks of a page, read before rendering.

pymdownx turns a mistyped block into prose without a word, so the build reads every block itself first and says what
is wrong, with its line. What is found here also gives exercises and formulas their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from nlpbook.site.lines import read_lines
from nlpbook.site.problems import Problem, nearest

OPEN = re.compile(r"^ {0,3}(?P<mark>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?)[ ]*)?$")
CLOSE = re.compile(r"^ {0,3}(?P<mark>/{3,})[ ]*$")
ANY = re.compile(r"^\s*/{3,}(?!/)")
OPTION = re.compile(r"^ {4,}(?P<name>[\w-]+)[ ]*:")
EXERCISE_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
FORMULA_LABEL = re.compile(r"^eq-[a-z0-9-]+$")

ARGUMENTS = {
    "exercise": "its id: `/// exercise | words-as-points/cosine`",
    "hand": "a title: `/// hand | How alike are cat and dog?`",
    "mistake": "the mistake's name: `/// mistake | Dividing by one length only`",
    "formula": "a label that starts with eq-: `/// formula | eq-cosine`",
    "exam": "its name: `/// exam | thirty-minute-check`",
    "ask": "the question: `/// ask | Do they become more alike?`",
    "guide": "what it helps to choose: `/// guide | Which decoding?`",
}
MAY_HAVE_ARGUMENT = {"note"}
WITHOUT_ARGUMENT = {"bangla", "exams", "exercise-list", "formulas", "glossary", "sheets", "summary"}
NAMES = {*ARGUMENTS, *MAY_HAVE_ARGUMENT, *WITHOUT_ARGUMENT}


@dataclass(frozen=True)
class Opened:
    """One block of a page; `line` counts from 1 in the file."""

    name: str
    argument: str
    line: int
    mark: str


def read_blocks(path: str, text: str) -> tuple[list[Opened], list[Problem]]:
    r"""The blocks of a page in order, and what is wrong with how they are written.

    >>> blocks, problems = read_blocks("docs/a.md", "/// note\nhello\n///")
    >>> [block.name for block in blocks], problems
    (['note'], [])
    """
    blocks: list[Opened] = []
    problems: list[Problem] = []
    waiting: list[Opened] = []
    after_opener: Opened | None = None
    for line in read_lines(text):
        if line.fenced:
            after_opener = None
            continue
        if after_opener and (option := OPTION.match(line.text)):
            problems.append(_unknown_option(path, line.number, after_opener.name, option["name"]))
        after_opener = None
        if found := CLOSE.match(line.text):
            _close(path, line.number, found["mark"], waiting, problems)
        elif found := OPEN.match(line.text):
            after_opener = Opened(found["name"].lower(), found["argument"] or "", line.number, found["mark"])
            blocks.append(after_opener)
            waiting.append(after_opener)
            problems += _argument_problems(path, after_opener)
        elif ANY.match(line.text):
            problems.append(
                Problem(
                    path,
                    line.number,
                    f"this is no block: {line.text.strip()}",
                    "A block opens with `/// name | argument` at the start of a line and closes with `///`.",
                )
            )
    problems += [
        Problem(
            path,
            block.line,
            f"the block {block.name!r} is never closed",
            f"Put a line {block.mark} where it ends, blank lines around it.",
        )
        for block in waiting
    ]
    return blocks, problems


def _close(path: str, line: int, mark: str, waiting: list[Opened], problems: list[Problem]) -> None:
    if not waiting:
        problems.append(
            Problem(path, line, "this line closes a block, but none is open", "Remove it, or open the block above.")
        )
    elif waiting[-1].mark != mark:
        problems.append(
            Problem(
                path,
                line,
                f"{mark} does not close the block {waiting[-1].name!r} opened in line "
                f"{waiting[-1].line} with {waiting[-1].mark}",
                "A block closes with as many slashes as it opens.",
            )
        )
        waiting.pop()
    else:
        waiting.pop()


def _unknown_option(path: str, line: int, block: str, option: str) -> Problem:
    return Problem(
        path,
        line,
        f"the block {block!r} has no option {option!r}",
        "Blocks of this book take no options. Write the text without indentation.",
    )


def _argument_problems(path: str, block: Opened) -> Iterable[Problem]:
    if block.name not in NAMES:
        yield Problem(path, block.line, f"there is no block called {block.name!r}", nearest(block.name, NAMES))
    elif block.name in ARGUMENTS and not block.argument:
        yield Problem(path, block.line, f"the block {block.name!r} needs {ARGUMENTS[block.name]}")
    elif block.name in WITHOUT_ARGUMENT and block.argument:
        yield Problem(
            path,
            block.line,
            f"the block {block.name!r} takes nothing after its name",
            f"Write `/// {block.name}` and put the text below it.",
        )
    elif block.name == "formula" and not FORMULA_LABEL.match(block.argument):
        yield Problem(path, block.line, f"{block.argument!r} is no label of a formula", f"Give {ARGUMENTS['formula']}.")
    elif block.name == "exercise" and not EXERCISE_ID.match(block.argument):
        yield Problem(path, block.line, f"{block.argument!r} is no exercise id", f"Give {ARGUMENTS['exercise']}.")


def exercise_problems(
    path: str, blocks: Iterable[Opened], known: Container[str], names: Iterable[str]
) -> list[Problem]:
    """Blocks that name an exercise which does not exist."""
    return [
        Problem(
            path,
            block.line,
            f"there is no exercise {block.argument!r}",
            nearest(block.argument, names) or "Write it with `nlpbook new exercise`.",
        )
        for block in blocks
        if block.name == "exercise" and EXERCISE_ID.match(block.argument) and block.argument not in known
    ]
