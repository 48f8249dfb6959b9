"""One timed build, and what the finished HTML says about it."""

from __future__ import annotations

import os
import re
import resource
import signal
import statistics
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.book import MARK, STAMP, Book
from bench.tools import Tool

Stamps = dict[tuple[str, int], int]  # (page, cell) -> when that cell ran, ns


@dataclass(frozen=True)
class Build:
    """One build: wall and CPU seconds (children included), the load before it, and which cells it ran.

    `stale` are pages whose shown helper mark is older than the helper. `problem` is None or why there is no result.
    """

    seconds: float
    cpu_seconds: float
    load: float
    pages_run: tuple[str, ...] = ()
    cells_run: int = 0
    stale: tuple[str, ...] = ()
    problem: str | None = None


def build(tool: Tool, folder: Path, book: Book, before: Stamps, *, limit: float) -> tuple[Build, Stamps]:
    """Run the tool once in `folder` and compare the stamps in its HTML with those `before`.

    Args:
        tool: What to run.
        folder: Its project, already brought to the state of `book`.
        book: The book as it should now be shown.
        before: The stamps found after the previous build, empty after a cold start.
        limit: Seconds after which the build is ended and counts as failed.

    Returns:
        The measurement, and the stamps found after it (`before` when the build failed).
    """
    load = round(os.getloadavg()[0], 2)
    cpu, start = _children_cpu(), time.perf_counter()
    problem = _run(tool, folder, limit)
    seconds, cpu_seconds = time.perf_counter() - start, _children_cpu() - cpu
    if problem:
        return Build(seconds, cpu_seconds, load, problem=problem), before
    stamps, marks = read_site(folder / tool.site)
    fresh = [cell for cell, when in stamps.items() if before.get(cell) != when]
    current = _current_mark(book)
    stale = sorted(page for page, mark in marks.items() if mark != current)
    pages = tuple(sorted({page for page, _ in fresh}))
    problem = _incomplete(tool, folder / tool.site, book, stamps) or _disagrees(tool, folder, pages)
    return Build(seconds, cpu_seconds, load, pages, len(fresh), tuple(stale), problem), stamps


def read_site(site: Path) -> tuple[Stamps, dict[str, int]]:
    """Stamps of all cells, and the helper mark shown on each page that shows one, from the HTML files under `site`."""
    stamps: Stamps = {}
    marks: dict[str, int] = {}
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        stamps |= {(page, int(cell)): int(when) for page, cell, when in STAMP.findall(text)}
        marks |= {page: int(mark) for mark, page in MARK.findall(text)}
    return stamps, marks


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, lowest and highest of at least one value, in the unit given.

    Examples:
        >>> spread([3.0, 1.0, 2.0])
        {'median': 2.0, 'low': 1.0, 'high': 3.0}
    """
    return {"median": round(statistics.median(values), 3), "low": round(min(values), 3), "high": round(max(values), 3)}


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` (0-1) of all values do not exceed.

    Examples:
        >>> percentile(range(1, 51), 0.95)
        48
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def _run(tool: Tool, folder: Path, limit: float) -> str | None:
    """Run the build with its output in a log file; None when it succeeded, else the reason in one line."""
    log = _log(tool, folder)
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                tool.command, cwd=folder, env=tool.environment(folder), stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return f"could not be started: {error.strerror}"
        try:
            code = process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"not finished after {limit:.0f} s"
    return None if code == 0 else f"exit status {code}: {_last_line(log, folder)}"


def _incomplete(tool: Tool, site: Path, book: Book, stamps: Stamps) -> str | None:
    """A build that ended well must also have made every page, with the output of every cell it was to run."""
    names = ("{}.html", "{}/index.html")  # Sphinx writes the one, MkDocs the other
    pages = sum((site / name.format(page.name)).exists() for page in book.pages for name in names)
    if pages < len(book.pages):
        return f"{len(book.pages) - pages} pages are not in the site"
    if tool.runs_cells and len(stamps) < book.n_cells:
        return f"{book.n_cells - len(stamps)} cells left no output in the HTML"
    return None


def _disagrees(tool: Tool, folder: Path, pages: Sequence[str]) -> str | None:
    """What a tool prints about the pages it ran must be what the HTML shows."""
    if tool.says is None:
        return None
    said = sorted(re.findall(tool.says, _log(tool, folder).read_text(encoding="utf-8", errors="replace")))
    return None if said == list(pages) else f"it says that it ran {said}, the HTML shows {list(pages)}"


def _log(tool: Tool, folder: Path) -> Path:
    return folder.parent / f"{tool.name}.log"


def _last_line(log: Path, folder: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1].replace(str(folder), ".")[:200] if lines else "no output"


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _current_mark(book: Book) -> int:
    line = next(line for line in book.helpers["schedule.py"].splitlines() if line.startswith("MARK = "))
    return int(line.removeprefix("MARK = "))
