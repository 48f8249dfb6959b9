"""Make exercises from text, for tests."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from nlpbook.exercises.authoring import Exercise, ExerciseErrors, compile_item
from nlpbook.exercises.authoring.load import read_exercise
from nlpbook.exercises.authoring.problems import Report

HEAD = "title: T\nlevel: 1\nskills: [s]\n"


def exercise(text: str, name: str = "sample/one") -> Exercise:
    """The exercise of a file's text; `title`, `level` and `skills` are added when the front matter has no title."""
    text = dedent(text).lstrip("\n")
    if "\ntitle:" not in text:
        text = text.replace("---\n", f"---\n{HEAD}", 1)
    report = Report(f"exercises/{name}.md")
    made = read_exercise(name, text, Path(f"{name}.md"), report)
    if report.problems or made is None:
        raise ExerciseErrors(report.problems)
    return made


def item(text: str, name: str = "sample/one") -> dict[str, Any]:
    """The compiled item of a file's text."""
    return compile_item(exercise(text, name))


def number(answer: str = "0.98461", accept: str = "{decimals: 2}", extra: str = "") -> dict[str, Any]:
    """A number exercise with this answer."""
    return item(
        f"---\n{HEAD}kind: number\nanswer: {answer}\naccept: {accept}\n{extra}---\nHow much?\n\n## Solution\nSo much.\n"
    )


def problems_of(text: str) -> list[str]:
    """What the loader says about a file's text."""
    try:
        exercise(text)
    except ExerciseErrors as errors:
        return [str(problem) for problem in errors.problems]
    return []
