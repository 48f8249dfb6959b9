"""What a proof-reader marks: spelling, the order of headings, alternative texts that say nothing."""

from __future__ import annotations

import re
from pathlib import Path

from nlpbook.site.glossary import GLOSSARY
from nlpbook.site.lines import read_lines
from nlpbook.site.problems import Problem
from nlpbook.site.spelling import spelling_problems
from nlpbook.site.state import SiteState

HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<title>.*?)\s*(?:\{[^{}]*\})?\s*#*$")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(")
SAYS_THAT_IT_IS_ONE = re.compile(
    r"^\W*(?:an? |the )?(?:image|picture|figure|photo\w*|plot|chart|graph|diagram|screenshot)s?\b"
    r"(?: (?:of|showing|that shows)\b|\W*$)",
    re.I,
)
SHORTEST = 15  # letters; "a falling line" is about as short as a description gets
OTHER_TEXTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md")


def proofreading_problems(root: Path, state: SiteState) -> list[Problem]:
    """Everything of this kind in pages, exercises, the glossary and the project's own papers."""
    pages = {path: page.source.text for path, page in state.pages.items()}
    exercises = {f"exercises/{name}.md": _read(root / "exercises" / f"{name}.md") for name in state.exercises}
    others = {name: _read(root / name) for name in (*OTHER_TEXTS, GLOSSARY) if (root / name).exists()}
    problems = spelling_problems(root, {**pages, **exercises, **others})
    for path, text in pages.items():
        problems += heading_problems(path, text)
        problems += image_problems(path, text)
    for page in state.pages.values():
        for cell in page.source.cells:
            problems += [problem for alt in cell.alts if (problem := _alt_problem(page.path, alt.line, alt.text))]
    return problems


def heading_problems(path: str, text: str) -> list[Problem]:
    r"""Headings out of order: a second one of the first level, a level skipped, a title twice under one heading.

    >>> [problem.message for problem in heading_problems("docs/a.md", "# A\n### B")]
    ["'B' is a heading of level 3 right after one of level 1"]
    """
    problems: list[Problem] = []
    above: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for line in read_lines(text):
        found = None if line.fenced else HEADING.match(line.text)
        if found is None:
            continue
        level, title = len(found["marks"]), found["title"]
        if level > len(above) + 1:
            told = f"{title!r} is a heading of level {level} right after one of level {len(above)}"
            problems.append(Problem(path, line.number, told, "Who reads by headings looks for the one between."))
        above = [*above[: level - 1], title]
        if level == 1 and seen:
            told = f"{title!r} is a second heading of the first level"
            problems.append(Problem(path, line.number, told, "A page has one title."))
        if tuple(above) in seen:
            told = f"the heading {title!r} stands here twice"
            problems.append(Problem(path, line.number, told, "Headings in a list of them must differ."))
        seen.add(tuple(above))
    return problems


def image_problems(path: str, text: str) -> list[Problem]:
    """Images of a page's Markdown whose alternative text is missing or says only that they are images."""
    return [
        problem
        for line in read_lines(text)
        if not line.fenced
        for found in IMAGE.finditer(line.text)
        if (problem := _alt_problem(path, line.number, found["alt"]))
    ]


def _alt_problem(path: str, line: int, alt: str) -> Problem | None:
    if SAYS_THAT_IT_IS_ONE.match(alt):
        why = f"the alternative text {alt[:60]!r} says that it is a figure, not what it shows"
    elif len(alt) < SHORTEST:
        why = f"the alternative text {alt!r} is too short to say what the figure shows"
    else:
        return None
    return Problem(path, line, why, "Write what can be seen in it: what goes up, what lies where, which is larger.")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
