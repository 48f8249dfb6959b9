"""Exam blueprints, `exercises/exams/<slug>.yml`: read, checked against the exercises there are, made plain JSON.

The format is told in docs/about/exam-format.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from nlpbook.exercises.authoring.exam_rules import check_sums, check_time, read_section
from nlpbook.exercises.authoring.fields import Fields
from nlpbook.exercises.authoring.front_matter import read_fields
from nlpbook.exercises.authoring.problems import ExerciseErrors, Problem, Report, did_you_mean

FOLDER = "exams"
"""Under exercises/; no chapter may be called so."""
FIELDS = ("title", "about", "minutes", "rules", "papers", "numbers", "sections")
MOST_PAPERS = 9999
LONGEST = 240
"""Minutes; more is a slip."""


class Placed(Protocol):
    """What an exam needs to know of an exercise."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> int: ...  # noqa: D102
    @property
    def skills(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def draft(self) -> dict[str, Any]: ...  # noqa: D102


def pool_of(exercises: Iterable[Placed]) -> list[dict[str, Any]]:
    """The exercises as `papers.draw_paper` wants them."""
    return [
        {
            "id": one.id, "title": one.title, "kind": one.kind, "level": one.level, "skills": list(one.skills),
            "chapter": one.id.partition("/")[0], "vary": bool(one.draft.get("vary")),
        }
        for one in exercises
    ]  # fmt: skip


def load_exams(root: Path, exercises: Mapping[str, Placed]) -> dict[str, dict[str, Any]]:
    """Load every blueprint.

    Args:
        root: The folder `exercises`; blueprints lie in its folder `exams`.
        exercises: All exercises, by id.

    Returns:
        Blueprints by slug, sorted: slug, path, title, about, minutes, rules, papers, fresh, sections.

    Raises:
        ExerciseErrors: Listing every problem of every blueprint with path and line.
    """
    pool = pool_of(exercises.values())
    found: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*")):
        if file.name.startswith((".", "_")):
            continue
        report = Report(f"{root.name}/{FOLDER}/{file.name}")
        blueprint = _read_file(file, pool, report)
        problems += report.problems
        if blueprint is not None and not report.problems:
            found[file.stem] = blueprint
    if problems:
        raise ExerciseErrors(problems)
    return found


def _read_file(file: Path, pool: list[dict[str, Any]], report: Report) -> dict[str, Any] | None:
    from nlpbook.exercises.authoring.load import SLUG

    if file.suffix != ".yml" or not SLUG.fullmatch(file.stem):
        report.add(1, "", "exams are <slug>.yml, in small letters, digits and hyphens; exercises lie in other folders")
        return None
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        report.add(1, "", f"cannot be read as UTF-8 text: {error}")
        return None
    return read_exam(file.stem, text, pool, report)


def read_exam(slug: str, text: str, pool: list[dict[str, Any]], report: Report) -> dict[str, Any] | None:
    """The blueprint of a text, or None where it is nothing like one; problems go to the report."""
    read = read_fields(text.replace("\r\n", "\n"), report)
    if read is None:
        return None
    fields = Fields(*read, report)
    for name in fields.values:
        if name not in FIELDS:
            fields.bad(str(name), f"exams have no such field; {did_you_mean(str(name), FIELDS)}")
    listed = fields.values.get("sections")
    if not isinstance(listed, list) or not listed:
        fields.bad("sections", "is required: a list of sections, each with title, draws, points and minutes")
        return None
    sections = [read_section(fields, index, pool) for index in range(len(listed))]
    blueprint = {
        "slug": slug,
        "path": report.path,
        "title": fields.text("title", required=True),
        "about": fields.text("about", required=True, why=", one sentence for the list of exams"),
        "minutes": whole(fields, "minutes", 1, LONGEST),
        "rules": fields.words("rules"),
        "papers": whole(fields, "papers", 1, MOST_PAPERS, MOST_PAPERS),
        "fresh": fields.values.get("numbers", "fresh") == "fresh",
        "sections": sections,
    }
    if fields.values.get("numbers", "fresh") not in ("fresh", "book"):
        given = fields.values["numbers"]
        fields.bad("numbers", f"must be fresh (other numbers than in the book) or book, got {given!r}")
    if not report.problems:
        check_sums(fields, sections, pool)
        check_time(fields, sections, blueprint["minutes"], pool)
    return blueprint


def whole(fields: Fields, name: str, least: int, most: int, instead: int = 0) -> int:
    """A field that is a whole number in [least, most]; `instead` where it may be left out."""
    value = fields.values.get(name, instead or None)
    if type(value) is not int or not least <= value <= most:
        fields.bad(name, f"must be a whole number from {least} to {most}, got {value!r}")
        return least
    return value
