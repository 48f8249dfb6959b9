"""`nlpbook check`: everything that can be found out without a browser, all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nlpbook.execution import check_frozen
from nlpbook.site.building import SiteFailed, render
from nlpbook.site.commands import scratch
from nlpbook.site.loading import read_site
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.proofreading import proofreading_problems
from nlpbook.site.state import SiteState


def all_problems(root: Path, *, run: bool = True, tell: Callable[[str], None] = print) -> list[str]:
    """What is wrong with the book under `root`, one entry a problem.

    Args:
        root: The project.
        run: Run cells whose results are not known yet.
        tell: Told what is worth a look without being wrong, and which source exercises the book covers so far.
    """
    try:
        state = read_site(root)
    except SiteError as error:
        return [str(problem) for problem in error.problems]
    found = [*proof_problems(state), *map(str, unplaced(state))]
    found += lint_problems(state, tell)
    found += map(str, proofreading_problems(root, state))
    found += check_frozen(root, [page.source for page in state.pages.values()])
    found += coverage_problems(root, state, tell)
    try:
        with scratch() as folder:
            render(root, Path(folder) / "site", strict=True, run=run)
    except SiteFailed as error:
        found.append(str(error))
    return found


def coverage_problems(root: Path, state: SiteState, tell: Callable[[str], None]) -> list[str]:
    """Origins that name no source exercise; tells how many the written chapters cover. No list, no coverage."""
    from nlpbook.exercises.authoring.coverage import ORIGINS, OriginsError, coverage

    if not (root / "exercises" / ORIGINS).exists():
        return []
    try:
        found = coverage(root / "exercises", state.exercises.values())
    except OriginsError as error:
        return [str(error)]
    tell(found.report(chapter.number for chapter in state.book.chapters if chapter.path))
    return list(found.problems)


def proof_problems(state: SiteState) -> list[str]:
    """Each exercise proves its key, its mistakes and its variants."""
    from nlpbook.exercises.authoring import prove

    return [str(problem) for exercise in state.exercises.values() for problem in prove(exercise)]


def lint_problems(state: SiteState, tell: Callable[[str], None]) -> list[str]:
    """What readers could see through: keys given away, options told by their length, variants of another size."""
    from nlpbook.exercises.authoring import lint

    problems, bias = lint(state.exercises.values())
    if bias.choices:
        tell(f"{bias}; options are shuffled for every reader")
    return [str(problem) for problem in problems]


def unplaced(state: SiteState) -> list[Problem]:
    """Exercises that no page shows."""
    placed = state.placed
    return [
        Problem(
            f"exercises/{name}.md",
            1,
            "no page shows this exercise",
            f"Place it in its chapter: `/// exercise | {name}`, then `///`.",
        )
        for name in state.exercises
        if name not in placed
    ]
