"""Write a new exercise file: a small, valid and proven example of its kind, with remarks on what to change."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from nlpbook.exercises.authoring.load import SLUG
from nlpbook.exercises.authoring.problems import did_you_mean
from nlpbook.exercises.kinds import KINDS


def new_exercise(kind: str, exercise_id: str, root: Path) -> Path:
    """Write `<root>/<chapter>/<slug>.md` for an exercise of this kind.

    Args:
        kind: One of the nine kinds.
        exercise_id: `<chapter>/<slug>`, small letters, digits and hyphens. It is permanent: progress hangs on it.
        root: The folder `exercises` of the book.

    Returns:
        The file.

    Raises:
        ValueError: No such kind, or an id that cannot be one; the text says how to mend it.
        FileExistsError: There is such an exercise already; it is left alone.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of exercise; {did_you_mean(kind, KINDS)}")
    if exercise_id.count("/") != 1 or not all(SLUG.fullmatch(part) for part in exercise_id.split("/")):
        raise ValueError(
            f"{exercise_id!r} cannot be an id: write <chapter>/<slug> in small letters, digits and hyphens, "
            "such as words-as-points/two-lengths"
        )
    file = root / f"{exercise_id}.md"
    if file.exists():
        raise FileExistsError(f"{file} is there already: choose another slug, or edit that file")
    text = files("nlpbook.exercises.authoring").joinpath("starters", f"{kind}.md").read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
