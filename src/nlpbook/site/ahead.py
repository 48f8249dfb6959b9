"""One runner for all builds of a command, begun before MkDocs is imported.

Importing torch and importing MkDocs with its plugins take seconds each and know nothing of each other, so they go side
by side. A server keeps the runner: the next build that runs a page finds everything imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nlpbook.execution import Engine, PageSource, Runner, SourceError, lab_source, new_runner, parse_page

LABS = "docs/labs"
_runners: dict[Path, Runner] = {}


@contextmanager
def runner_ahead(root: Path, *, run: bool = True, jobs: int | None = None) -> Iterator[None]:
    """Have a runner for the builds of `root` inside this block, and let it import what they will need."""
    root = root.resolve()
    runner = _runners[root] = new_runner(root, jobs)
    try:
        if run:
            Engine(root, runner=runner).warm(_pages(root))
        yield
    finally:
        del _runners[root]
        runner.close()


def runner_of(root: Path) -> Runner | None:
    """The runner that was begun for a project, if any."""
    return _runners.get(root.resolve())


def page_files(root: Path) -> list[Path]:
    """Every Markdown page under docs/."""
    return sorted((root / "docs").rglob("*.md"))


def lab_files(root: Path) -> list[Path]:
    """Every lab, a jupytext file."""
    return sorted((root / LABS).glob("*.py"))


def _pages(root: Path) -> list[PageSource]:
    """All pages and labs that can be read; what is wrong with the others is told by the build."""
    found = []
    for files, read in ((page_files(root), parse_page), (lab_files(root), lab_source)):
        for file in files:
            with suppress(SourceError, OSError, UnicodeDecodeError):
                found.append(read(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")))
    return [page for page in found if page.cells or page.values]
