"""What is measured, how often, and in which order: every tool takes its turn within each scenario of each round."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.book import Book, edit_cell, edit_helper, edit_prose
from bench.measure import Build, Stamps, build
from bench.tools import Tool, sync

SCENARIOS: dict[str, str] = {
    "cold": "cold",
    "same": "nothing changed",
    "prose": "prose edited on one page",
    "cell": "one cell edited on one page",
    "helper": "one helper module edited",
}
EDITS: dict[str, Callable[[Book, int], Book]] = {"prose": edit_prose, "cell": edit_cell, "helper": edit_helper}
# How many rounds each tool takes part in. Quick builds are measured more often; a tool that executes everything every
# time is measured once per edit, because its five scenarios are the same work.
ROUNDS: dict[str, dict[str, int]] = {
    "nlpbook": {"cold": 3, "same": 5, "prose": 5, "cell": 3, "helper": 3},
    "markdown-exec": {"cold": 3, "same": 1, "prose": 1, "cell": 1, "helper": 1},
    "mkdocs-jupyter": {"cold": 1, "same": 2, "prose": 1, "cell": 1, "helper": 1},
    "jupyter-book": {"cold": 1, "same": 2, "prose": 2, "cell": 1, "helper": 1},
    "nlpbook-no-cells": {"cold": 3, "same": 5, "prose": 5},
    "material-no-cells": {"cold": 3, "same": 5, "prose": 5},
    "markdown-exec-threads": {"cold": 1},
}


@dataclass
class Contender:
    """A tool with its project folder, the book and stamps of its last build, and everything measured, by scenario."""

    tool: Tool
    folder: Path
    built: Book | None = None
    stamps: Stamps = field(default_factory=dict)
    builds: dict[str, list[Build]] = field(default_factory=dict)
    problem: str | None = None


def compare(
    tools: Sequence[Tool], book: Book, work: Path, *, rounds: Mapping[str, Mapping[str, int]], deadline: float,
    limit: float = 300.0, say: Callable[[str], None] = print,
) -> list[Contender]:  # fmt: skip
    """Measure all tools side by side.

    Args:
        tools: The contenders; the order rotates from round to round.
        book: The book before any edit. Edits accumulate, the same for every tool.
        work: Folder for the projects; what lies in it under the tools' names is removed first.
        rounds: How many rounds a tool takes part in, by tool and scenario.
        deadline: `time.monotonic()` after which no repetition is begun; the first of everything is always taken.
        limit: Seconds one build may take.
        say: Where a line of progress goes.

    Returns:
        One contender per tool, in the order given. A tool whose build failed has the reason in `problem` and takes no
        further part.
    """
    contenders = [Contender(tool, work / tool.name) for tool in tools]
    for contender in contenders:
        shutil.rmtree(contender.folder, ignore_errors=True)
    edit = 0
    for turn in range(max(count for counts in rounds.values() for count in counts.values())):
        order = contenders[turn % len(contenders) :] + contenders[: turn % len(contenders)]
        for scenario in SCENARIOS:
            taking = [one for one in order if turn < rounds.get(one.tool.name, {}).get(scenario, 0)]
            if not taking or (turn > 0 and time.monotonic() > deadline):
                continue
            before = book
            if scenario in EDITS:
                edit += 1
                book = EDITS[scenario](book, edit)
            for contender in taking:
                if scenario != "cold" and contender.built != before and not contender.problem:
                    _build(contender, before, limit)  # it sat out an edit: catch up, unmeasured
                _measure(contender, scenario, book, limit, say)
    return contenders


def _measure(contender: Contender, scenario: str, book: Book, limit: float, say: Callable[[str], None]) -> None:
    if contender.problem:
        return
    if scenario == "cold":
        contender.tool.forget(contender.folder)
        contender.stamps = {}
    done = _build(contender, book, limit)
    contender.builds.setdefault(scenario, []).append(done)
    contender.problem = done.problem and f"{SCENARIOS[scenario]}: {done.problem}"
    ran = f"{done.cells_run} cells on {len(done.pages_run)} pages" if not done.problem else done.problem
    say(f"{contender.tool.label}, {SCENARIOS[scenario]}: {done.seconds:.1f} s, {ran}")


def _build(contender: Contender, book: Book, limit: float) -> Build:
    sync(contender.tool, book, contender.folder)
    done, contender.stamps = build(contender.tool, contender.folder, book, contender.stamps, limit=limit)
    contender.built = book
    return done
