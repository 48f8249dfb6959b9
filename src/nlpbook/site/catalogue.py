"""The book as one small file for the reader's desk: chapters, exercises, skills and terms, with their addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from nlpbook.exercises.markup import revision
from nlpbook.exercises.session import view
from nlpbook.site.numbering import exercise_label
from nlpbook.site.problems import Problem, SiteError, nearest
from nlpbook.site.state import SitePage, SiteState

SKILLS = "exercises/skills.yml"
FOLDER = "assets/nlpbook"


def write_catalogue(state: SiteState, site: Path) -> None:
    """Write book.json, and chapters.json for the pages that only draw progress marks, into assets/nlpbook/."""
    book = catalogue(state)
    marks = [
        {"id": chapter["id"], "address": chapter["address"], "of": len(chapter["exercises"])}
        for chapter in book["chapters"]
    ]
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, content in (("book.json", book), ("chapters.json", marks)):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (site / FOLDER / name).write_text(text + "\n", encoding="utf-8")


def counts(state: SiteState) -> dict[str, int]:
    """How many chapters are written, exercises placed and kinds of exercise used: for the landing page."""
    pages = [page for page in state.pages.values() if page.chapter is not None]
    placed = [name for page in pages for name in page.numbers.exercises]
    kinds = {state.exercises[name].kind for name in placed}
    return {"chapters": len(pages), "exercises": len(placed), "kinds": len(kinds)}


def catalogue(state: SiteState) -> dict[str, Any]:
    """What the desk must know of the book.

    Returns:
        chapters: number, id, title, address, part and exercises (ids in the order of the page) of each written chapter.
        exercises: by id: title, number, kind, level, skills, address, chapter (its number), vary, revision.
        skills: readable name by short name.
        terms: id, term, meaning, bangla, example, chapter of each glossary entry.

    Raises:
        SiteError: skills.yml names a skill that no exercise practises.
    """
    chapters = [page for page in state.pages.values() if page.chapter is not None]
    chapters.sort(key=lambda page: page.chapter.number if page.chapter else 0)
    exercises = {
        identifier: _exercise(state, page, identifier) for page in chapters for identifier in page.numbers.exercises
    }
    return {
        "chapters": [_chapter(page) for page in chapters],
        "exercises": exercises,
        "skills": skill_names(state.root, (skill for entry in exercises.values() for skill in entry["skills"])),
        "terms": [
            {
                "id": term.anchor.removeprefix("term-"), "term": term.term, "meaning": term.meaning,
                "bangla": term.bangla, "example": term.example, "chapter": term.chapter,
            }
            for term in state.glossary
        ],
    }  # fmt: skip


def _chapter(page: SitePage) -> dict[str, Any]:
    assert page.chapter is not None
    return {
        "number": page.chapter.number,
        "id": page.meta["id"],
        "title": page.chapter.title,
        "address": page.chapter.address,
        "part": page.chapter.part,
        "exercises": list(page.numbers.exercises),
    }


def _exercise(state: SiteState, page: SitePage, identifier: str) -> dict[str, Any]:
    assert page.chapter is not None
    exercise = state.exercises[identifier]
    shown = view(state.items[identifier])
    return {
        "title": exercise.title,
        "number": page.numbers.exercises[identifier],
        "kind": exercise.kind,
        "level": exercise.level,
        "skills": list(exercise.skills),
        "address": f"{page.chapter.address}#{exercise_label(identifier)}",
        "chapter": page.chapter.number,
        "vary": shown["can_vary"],
        "revision": revision(shown),
    }


def skill_names(root: Path, skills: Iterable[str]) -> dict[str, str]:
    """How each skill is written: as skills.yml says, else its short name with spaces.

    Raises:
        SiteError: skills.yml names a skill that no exercise practises.
    """
    file = root / SKILLS
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    spelt = yaml.safe_load(text) or {}
    names = {skill: str(spelt.get(skill, skill.replace("-", " "))) for skill in sorted(set(skills))}
    unknown = [skill for skill in spelt if skill not in names]
    if unknown:
        raise SiteError(
            Problem(
                SKILLS,
                text[: text.index(f"{skill}:")].count("\n") + 1,
                f"no exercise practises the skill {skill!r}",
                nearest(skill, names) or "Take the line out, or name the skill in an exercise.",
            )
            for skill in unknown
        )
    return names
