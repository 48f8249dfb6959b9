"""Before anything is rendered: read the whole book, check every page, run what must run.

All problems of all pages come out together, so that an author mends them in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from nlpbook.execution import (
    Engine,
    ExecutionFailed,
    PageSource,
    Progress,
    SourceError,
    lab_source,
    parse_page,
    share_of,
)
from nlpbook.site.ahead import lab_files, page_files, runner_of
from nlpbook.site.book import Book, load_book
from nlpbook.site.cards import load_items
from nlpbook.site.citations import load_references
from nlpbook.site.exams import exam_problems, read_exams
from nlpbook.site.glossary import load_glossary
from nlpbook.site.prepare import check_page, prepare_page
from nlpbook.site.problems import Problem, SiteError
from nlpbook.site.state import SitePage, SiteState

WATCHED = ("docs", "exercises", "src/nlpbook", "overrides", ".data", "mkdocs.yml")
"""What a server builds again for."""
Report = Callable[[Progress], None]
Place = TypeVar("Place")
Found = TypeVar("Found")


def load_site(
    root: Path,
    *,
    run: bool = True,
    keep_going: bool = False,
    serving: bool = False,
    jobs: int | None = None,
    on_progress: Report | None = None,
) -> SiteState:
    """Read, check and run the book under `root`; every page of the result is ready to be rendered.

    Raises:
        SiteError: Something an author can mend, in text, exercises or configuration.
        ExecutionFailed: Cells failed, and `keep_going` is not set.
    """
    state = read_site(root)
    state.run, state.keep_going, state.serving = run, keep_going, serving
    run_site(state, on_progress, jobs)
    return state


def read_site(root: Path) -> SiteState:
    """The book as written, checked without running a cell.

    Raises:
        SiteError: Naming everything that is wrong.
    """
    problems: list[Problem] = []
    book = _collect(problems, load_book, root, Book())
    # Were exercises unreadable, pages that place them would all be called wrong, and bury the one real problem.
    on_disk: Mapping[str, Any] = {
        f"{file.parent.name}/{file.stem}": None for file in (root / "exercises").glob("*/*.md")
    }
    unread: tuple[Mapping[str, Any], dict[str, dict[str, Any]]] = (on_disk, {})
    exercises, items = _collect(problems, load_items, root, unread)
    state = SiteState(
        root,
        book,
        exercises,
        items,
        _collect(problems, load_references, root, {}),
        _collect(problems, load_glossary, root, ()),
    )
    if items:
        state.exams = _collect(problems, lambda place: read_exams(place, exercises), root, {})
    sources = [source for file in page_files(root) if (source := _collect(problems, _parse, (root, file), NOTHING))]
    state.labs = [
        source for file in lab_files(root) if (source := _collect(problems, _parse_lab, (root, file), NOTHING))
    ]
    for source in sources:
        page, wrong = check_page(state, source)
        state.pages[source.path] = page
        problems += wrong
    problems += _place_exercises(state) + exam_problems(state)
    if problems:
        raise SiteError(problems)
    return state


def run_site(state: SiteState, on_progress: Report | None = None, jobs: int | None = None) -> None:
    """Run the cells of all pages and labs, or look their results up, and prepare the pages.

    Raises:
        SiteError: A figure without alt text, or package code that is not there.
        ExecutionFailed: Naming every page that failed, by file and line.
    """
    with Engine(
        state.root, jobs=jobs, run=state.run, keep_going=state.keep_going, on_progress=on_progress,
        runner=runner_of(state.root),
    ) as engine:  # fmt: skip
        state.results = engine.run(_running(state))
    problems = [
        problem
        for path, page in state.pages.items()
        for problem in prepare_page(state, page, state.results.get(path, page.result))
    ]
    if problems:
        raise SiteError(problems)


def run_share(
    root: Path, number: int, count: int, *, jobs: int | None = None, on_progress: Report | None = None
) -> tuple[int, int]:
    """Run share `number` of `count` of the pages and labs; how many pages that is, and how many there are.

    Raises:
        SiteError: Something an author can mend, anywhere in the book.
        ExecutionFailed: Naming every page of this share that failed.
    """
    pages = _running(read_site(root))
    with Engine(root, jobs=jobs, on_progress=on_progress) as engine:
        mine = share_of(pages, engine.store.seconds(), number, count)
        engine.run(mine, whole=False)
    return len(mine), len(pages)


def _running(state: SiteState) -> list[PageSource]:
    """Everything in which something runs."""
    sources = [page.source for page in state.pages.values()] + state.labs
    return [source for source in sources if source.cells or source.values]


NOTHING: PageSource | None = None


def _parse(place: tuple[Path, Path]) -> PageSource | None:
    root, file = place
    return parse_page(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def _parse_lab(place: tuple[Path, Path]) -> PageSource | None:
    root, file = place
    return lab_source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def _collect(problems: list[Problem], read: Callable[[Place], Found], place: Place, instead: Found) -> Found:
    """`read(place)`; what is wrong with it joins the problems, and `instead` stands in."""
    try:
        return read(place)
    except SiteError as error:
        problems += error.problems
    except SourceError as error:
        problems.append(Problem(error.path, error.line, error.problem))
    return instead


def _place_exercises(state: SiteState) -> list[Problem]:
    """One exercise has one place among the chapters; another page may show it, under the number it has there."""
    problems = []
    first: dict[str, SitePage] = {}
    for page in sorted(state.pages.values(), key=lambda page: page.chapter is None):
        for block in page.blocks:
            if block.name != "exercise":
                continue
            owner = first.setdefault(block.argument, page)
            if owner is not page and page.chapter is not None:
                problems.append(
                    Problem(
                        page.path,
                        block.line,
                        f"the exercise {block.argument!r} stands on {owner.path} already",
                        "An exercise has one place among the chapters. Link to it, or write another one.",
                    )
                )
            page.numbers.exercises[block.argument] = owner.numbers.exercises[block.argument]
    return problems


__all__ = ["ExecutionFailed", "load_site", "read_site", "run_share", "run_site"]
