"""What `nlpbook build`, `serve`, `check`, `pages`, `exercises`, `handout` and `freeze` do."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def build(
    root: Path, *, strict: bool = False, run: bool = True, out: Path | None = None, jobs: int | None = None
) -> None:
    """Build the site into `out` (default: site/). What stood there stays until the new site is complete.

    Raises:
        SiteFailed: With everything that is wrong, by file and line.
    """
    from nlpbook.site.ahead import runner_ahead

    with runner_ahead(root, run=run, jobs=jobs):
        from nlpbook.site.building import build_site

        target = build_site(root, out or root / "site", strict=strict, run=run, jobs=jobs)
    print(f"The book is in {_short(target, root)}")


def build_share(root: Path, number: int, count: int, *, jobs: int | None = None) -> None:
    """Run one machine's share of the pages into the cache, and render nothing.

    A last machine copies the caches of all into one `.cache/execution` and builds as usual: it finds every result.

    Raises:
        SiteError: Something an author can mend.
        ExecutionFailed: Cells of this share failed.
    """
    from nlpbook.site.loading import run_share
    from nlpbook.site.progress import tell

    done, of = run_share(root, number, count, jobs=jobs, on_progress=tell)
    print(f"Share {number} of {count}: {done} of {of} pages are in .cache/execution")


def serve(root: Path, *, run: bool = True, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Build the site, serve it and build it again whenever something changes; ends with Ctrl-C."""
    from nlpbook.site.ahead import runner_ahead

    with runner_ahead(root, run=run):
        from nlpbook.site.serving import serve_site

        serve_site(root, run=run, host=host, port=port)


def check(root: Path, *, run: bool = True) -> list[str]:
    """Everything that can be checked without a browser; prints and returns what is wrong.

    Without `run` no cell is run: what a text needs, on a machine without torch.

    Exercises are loaded and proven, pages run (from the cache where nothing changed) and rendered, links, citations,
    references, formulas, frozen results and the placing of exercises are checked.
    """
    from nlpbook.site.checking import all_problems

    problems = all_problems(root, run=run)
    print("\n".join(problems) if problems else "Everything is in order.")
    return problems


def pages_json(root: Path) -> list[dict[str, Any]]:
    """Per page: path, address within the site, cells, seconds, state (run, cached, missing), device, key."""
    from nlpbook.site.loading import load_site

    state = load_site(root, run=False)
    sources = [page.source for page in state.pages.values()] + state.labs
    rows = []
    for source in sources:
        result = state.results.get(source.path)
        rows.append(
            {
                "path": source.path,
                "page": address_of(source.path),
                "cells": len(source.cells),
                "values": len(source.values),
                "seconds": round(result.seconds, 3) if result else 0.0,
                "state": result.state if result else "cached",
                "device": result.device if result else "cpu",
                "key": result.key if result else "",
            }
        )
    return rows


def exercises_json(root: Path) -> list[dict[str, Any]]:
    """Per exercise: id, origin, kind, chapter, page as address within the site, level, skills and key."""
    from nlpbook.exercises.authoring import key_of
    from nlpbook.site.loading import read_site

    state = read_site(root)
    placed = state.placed
    return [
        {
            "id": name,
            "title": exercise.title,
            "origin": list(exercise.origin),
            "kind": exercise.kind,
            "chapter": name.partition("/")[0],
            "page": address_of(placed[name].path) if name in placed else None,
            "level": exercise.level,
            "skills": list(exercise.skills),
            "key": key_of(exercise),
        }
        for name, exercise in state.exercises.items()
    ]


def print_exam(root: Path, slug: str, seed: int, *, key: bool = False, out: Path | None = None) -> Path:
    """Write the paper of a seed, or its key, and return the file: PDF where its name ends so, else HTML.

    Raises:
        SiteError: There is no such exam, or it or an exercise of it is wrong.
        PaperError: The exam has no such seed.
        PrintError: It could not be printed.
    """
    from nlpbook.site.exams import sheet
    from nlpbook.site.printing import write_printed

    title, body = sheet(root, slug, seed, key)
    return write_printed(root, title, body, out or Path(f"{slug}-{seed}{'-key' if key else ''}.html"))


def print_handout(
    root: Path, chapter: str, *, solutions: bool = False, text: bool = False, paper: str = "A4", out: Path | None = None
) -> Path:
    """Write a chapter's exercises for print, with solutions if asked, or its text; the file that was written.

    Raises:
        SiteError: There is no such chapter, or a file of the book is wrong.
        PrintError: It could not be printed.
        MissingProgram: A PDF is asked for, and there is no Chromium.
    """
    from nlpbook.site.handouts import print_exercises, print_text

    if text:
        return print_text(root, chapter, out=out, paper=paper)
    return print_exercises(root, chapter, solutions=solutions, out=out, paper=paper)


def freeze_pages(root: Path, pages: Sequence[str] = (), device: str | None = None) -> list[str]:
    """Run the GPU cells of the pages (default: of all that have some), keep their results, return the files written.

    Raises:
        FileNotFoundError: A page that was named is not there.
    """
    from nlpbook.execution import freeze, parse_page
    from nlpbook.execution.keys import device_class
    from nlpbook.site.ahead import page_files

    files = [root / page for page in pages] or page_files(root)
    sources = [
        parse_page(file.resolve().relative_to(root.resolve()).as_posix(), file.read_text(encoding="utf-8"))
        for file in files
    ]
    wanted = [source for source in sources if any(cell.device for cell in source.cells)]
    return [_short(file, root) for source in wanted for file in freeze(root, source, device or device_class())]


def address_of(path: str) -> str:
    """A page's address within the site.

    >>> address_of("docs/meaning/words-as-points.md"), address_of("docs/index.md"), address_of("docs/labs/a.py")
    ('meaning/words-as-points/', '', 'labs/a/')
    """
    stem = path.removeprefix("docs/").rpartition(".")[0]
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes away with its user."""
    return tempfile.TemporaryDirectory(prefix="nlpbook-")


def _short(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
