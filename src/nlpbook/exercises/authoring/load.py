"""Load exercise files: check everything that can be checked without running anything, and tell all problems at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nlpbook.exercises.authoring.bodies import READERS, Body, sort_sections
from nlpbook.exercises.authoring.exams import FOLDER
from nlpbook.exercises.authoring.exercise import Exercise, Text
from nlpbook.exercises.authoring.fields import Fields, check_head, check_lint, check_names, check_values
from nlpbook.exercises.authoring.front_matter import read_front_matter
from nlpbook.exercises.authoring.problems import ExerciseErrors, Problem, Report
from nlpbook.exercises.authoring.program_bodies import read_bugline, read_code
from nlpbook.exercises.authoring.sections import split_sections
from nlpbook.exercises.authoring.table_body import read_table
from nlpbook.exercises.authoring.templates import expression_of, fields_of, mark_fields, texts

READ = {**READERS, "table": read_table, "code": read_code, "bugline": read_bugline}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_exercises(root: Path) -> dict[str, Exercise]:
    """Load every exercise of a book.

    Args:
        root: The folder `exercises`; files are `<chapter>/<slug>.md`. Without it there are no exercises.

    Returns:
        Exercises by id, sorted.

    Raises:
        ExerciseErrors: Listing every problem of every file with path, line, field and rule.
    """
    found: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for file in sorted(root.glob("**/*.md")):
        parts = file.relative_to(root).parts
        if parts[0] == FOLDER or any(part.startswith((".", "_")) for part in parts):  # exams are no chapter
            continue
        exercise, own = read_file(root, file)
        problems += own
        if exercise is not None:
            found[exercise.id] = exercise
    if problems:
        raise ExerciseErrors(problems)
    return found


def load_exercise(root: Path, file: Path) -> Exercise:
    """Load one file.

    Raises:
        ExerciseErrors: Listing its problems.
    """
    exercise, problems = read_file(root, file)
    if problems or exercise is None:
        raise ExerciseErrors(problems)
    return exercise


def read_file(root: Path, file: Path) -> tuple[Exercise | None, list[Problem]]:
    """One file: its exercise if it can be made out, and its problems."""
    inner = file.relative_to(root).with_suffix("").as_posix()
    report = Report(f"{root.name}/{file.relative_to(root).as_posix()}")
    if inner.count("/") != 1 or not all(SLUG.fullmatch(part) for part in inner.split("/")):
        report.add(
            1, "", f"{inner!r} cannot be an id: files are <chapter>/<slug>.md, in small letters, digits and hyphens"
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        report.add(1, "", f"cannot be read as UTF-8 text: {error}")
        return None, report.problems
    return read_exercise(inner, text, file, report), report.problems


def read_exercise(exercise_id: str, text: str, file: Path, report: Report) -> Exercise | None:
    """The exercise of a text; problems go to the report."""
    head = read_front_matter(text.replace("\r\n", "\n"), report)
    if head is None:
        return None
    values, lines, rest, first = head
    fields = Fields(values, lines, report)
    check_head(fields)
    allowed = check_lint(fields)
    draft, known = check_values(fields)
    body = sort_sections(split_sections(rest, first), fields.kind, report)
    if fields.kind not in READ:
        return None
    draft |= _common(exercise_id, fields, body)
    draft |= READ[fields.kind](fields, body)
    _check_expressions(draft, known, report)
    if report.problems:
        return None
    return Exercise(
        id=exercise_id,
        path=report.path,
        kind=fields.kind,
        title=draft["title"],
        level=draft["level"],
        skills=tuple(fields.words("skills")),
        origin=tuple(fields.words("origin")),
        draft=draft,
        lines=lines,
        file=file,
        allowed=allowed,
    )


def _common(exercise_id: str, fields: Fields, body: Body) -> dict[str, Any]:
    """Entries that every kind has."""
    solution, right = body.one("Solution"), fields.text("right")
    return {
        "version": 1,
        "id": exercise_id,
        "title": fields.text("title"),
        "kind": fields.kind,
        "level": fields.values.get("level"),
        "label": fields.text("label"),
        "right": Text(right, fields.line("right"), inline=True) if right else None,
        "prompt": body.prompt.text(),
        "hints": [section.text() for section in body.sections.get("Hint", [])],
        "solution": solution.text() if solution else None,
    }


def _check_expressions(draft: dict[str, Any], known: set[str], report: Report) -> None:
    """Names of every expression outside the front matter's own: mistakes, cells, fields of texts."""
    for mistake in draft.get("mistakes") or []:
        if "value" in mistake:
            value = mistake["value"]
            line = mistake["say"].line
            if isinstance(value, bool) or not isinstance(value, str | int | float | list):
                report.add(line, f"{mistake['at']}.value", f"must be an expression, got {value!r}")
            mistake["value"] = str(value)
            check_names(mistake["value"], known, line, f"{mistake['at']}.value", report)
    for row in (draft.get("table") or {}).get("rows", []):
        for cell in row:
            if isinstance(cell, dict):
                check_names(cell["expression"], known, cell["line"], "table", report)
    for text in texts(draft):
        try:
            mark_fields(text.source)
        except ValueError as error:
            report.add(text.line, "text", str(error))
        for line, field in fields_of(text):
            if field.startswith("?"):
                report.add(line, "text", "{{? }} is for cells of the table in the prompt of kind: table")
            else:
                check_names(expression_of(field), known, line, "{{ " + field + " }}", report)
