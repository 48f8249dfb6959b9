"""Exercises on the site: loaded, proven, compiled once a build, and written as cards and as files for the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlpbook.exercises.markup import card
from nlpbook.site.numbering import exercise_label
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.state import SiteState

if TYPE_CHECKING:
    from nlpbook.exercises.authoring import ExerciseErrors

FOLDER = "exercises"


def load_items(root: Path) -> tuple[Mapping[str, Any], dict[str, dict[str, Any]]]:
    """All exercises of the project and what the browser gets of each.

    Raises:
        SiteError: Some exercise file is wrong; the loader's messages name file, line, field, rule and the right name.
    """
    folder = root / FOLDER
    if not folder.exists():
        return {}, {}
    from nlpbook.exercises.authoring import ExerciseErrors, compile_item, load_exercises

    try:
        exercises = load_exercises(folder)
        return exercises, {name: compile_item(exercise) for name, exercise in exercises.items()}
    except ExerciseErrors as error:
        raise site_error(error) from error


def site_error(error: ExerciseErrors) -> SiteError:
    """The exercise loader's problems as the site's."""
    return SiteError(
        Problem(one.path, one.line, f"{one.field}: {one.message}" if one.field else one.message)
        for one in error.problems
    )


def write_card(state: SiteState, identifier: str) -> str:
    """The card of an exercise on the page being rendered, with its number there."""
    from nlpbook.exercises.session import view

    page = state.current
    number = page.numbers.exercises.get(identifier, "") if page else ""
    written = card(view(state.items[identifier]), number=number, uid=exercise_label(identifier))
    # Outside chapters a card stands right below the page's title, so its own title is one level higher.
    return written if page and page.chapter else written.replace('aria-level="3"', 'aria-level="2"', 1)


def write_items(state: SiteState, site: Path) -> None:
    """One JSON file an exercise, under assets/exercises/."""
    for identifier, item in state.items.items():
        file = site / "assets" / "exercises" / f"{identifier}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(item, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8")
