"""Compile an exercise into the plain JSON that the page fetches and hands back to the grader."""

from __future__ import annotations

from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.authoring.exercise import Exercise
from nlpbook.exercises.authoring.isolated import behaviours
from nlpbook.exercises.authoring.problems import ExerciseErrors, Problem
from nlpbook.exercises.authoring.templates import render_all

BUILD_ONLY = {"mistakes": ("at",), "wrong": ("line", "program")}
"""Entries of a mistake or a wrong program that only the build needs."""


def compile_item(exercise: Exercise) -> dict[str, Any]:
    """The item of an exercise: rendered texts, expressions, tests, and how the foreseen wrong programs behave.

    Returns:
        Plain JSON; see `nlpbook.exercises.session` for what takes it.

    Raises:
        ExerciseErrors: A wrong program never ends.
    """
    item: dict[str, Any] = render_all(exercise.draft)
    if exercise.kind == "code":
        wrong = item["wrong"]
        programs = [item["starter"], *(entry["program"] for entry in wrong)]
        starter, *seen = behaviours(item["tests"], item["hidden_tests"], item["entry"], programs)
        item["free"] = [n for n, mark in enumerate(starter["marks"]) if not mark] if starter else []
        endless = [entry["line"] for entry, one in zip(wrong, seen, strict=True) if one is None]
        if endless:
            raise ExerciseErrors(
                [
                    Problem(exercise.path, line, "## Wrong", "this program does not end within ten seconds")
                    for line in endless
                ]
            )
        for entry, one in zip(wrong, seen, strict=True):
            entry["marks"] = one["marks"] if one else []
    for name, dropped in BUILD_ONLY.items():
        item[name] = [
            {key: value for key, value in entry.items() if key not in dropped} for entry in item.get(name) or []
        ]
    if exercise.kind == "table":
        for row in item["table"]["rows"]:
            for cell in row:
                cell.pop("line", None)
    return {
        key: value
        for key, value in item.items()
        if value not in (None, "", [], {}) or key in ("hints", "tests", "hidden_tests", "wrong", "free")
    }


def key_of(exercise: Exercise) -> Any:
    """The key for the book's own numbers, as plain JSON.

    Returns:
        number: the number; vector: a list; table: a list of rows; choice: the right option's text; choices and order:
        a list of texts; bugline: the line; code: the solution; text: the rubric. Floats are rounded to twelve
        significant digits: 0.94, not the 0.9400000000000001 that adding floats makes of it.

    Raises:
        ExpressionError: The key cannot be computed.
    """
    return _tidy(session.key(compile_item(exercise)))


def _tidy(key: Any) -> Any:
    if isinstance(key, list):
        return [_tidy(part) for part in key]
    return float(f"{key:.12g}") if isinstance(key, float) else key
