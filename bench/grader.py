"""How long judging takes, kind by kind: `python -m bench.grader` prints median, 99th percentile and worst.

The promise is 50 ms of processor time for any answer of up to ten thousand characters. What a reader's own program
takes while it runs, and the tests that call it, is not the grader's time, and is bounded elsewhere: it is counted apart
here. Reading, compiling and judging that program is the grader's, as for every other kind.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.measure import percentile
from nlpbook.exercises.kinds import KINDS
from nlpbook.exercises.stage import Stage
from tests.exercises.fuzz.subjects import subjects
from tests.exercises.fuzz.trial import try_answers

LIMIT = 50.0
"""Milliseconds that judging one answer may take."""
ANSWERS = 3000
"""Made-up answers of each kind; the kinds that run programs get a tenth of them."""


@contextmanager
def own_clock() -> Iterator[Callable[[], float]]:
    """A clock of processor time that stands still while a reader's program runs."""
    spent, attempt, clock = 0.0, Stage.attempt, time.thread_time

    def timed(stage: Stage, action: Callable[[], Any]) -> Any:
        def run() -> Any:
            nonlocal spent
            begin = clock()
            try:
                return action()
            finally:
                spent += clock() - begin

        return attempt(stage, run)

    Stage.attempt = timed  # type: ignore[method-assign]
    try:
        yield lambda: clock() - spent
    finally:
        Stage.attempt = attempt  # type: ignore[method-assign]


def measure(kind: str, answers: int, seed: int = 2) -> dict[str, float | int | str]:
    """Judge made-up answers of one kind; milliseconds of processor time."""
    asked = subjects(kind, None)
    try_answers(asked, 20, seed + 1)  # what is loaded on first use (about 57 ms for programs) is not judging
    with own_clock() as clock:
        tried = try_answers(asked, answers, seed, clock=clock)
    times = [1000 * seconds for seconds in tried.seconds]
    return {
        "kind": kind,
        "answers": tried.answers,
        "median": statistics.median(times),
        "p99": percentile(times, 0.99),
        "worst": max(times),
        "over": sum(time > LIMIT for time in times),
        "which": tried.slowest[1],
    }


def measure_all(answers: int = ANSWERS) -> list[dict[str, float | int | str]]:
    """All kinds, for `python -m bench`; without the slowest answers' texts."""
    rows = [measure(kind, answers // 10 if kind in ("code", "bugline") else answers) for kind in KINDS]
    return [{name: value for name, value in row.items() if name != "which"} for row in rows]


def main() -> None:
    """Print one line a kind."""
    parser = argparse.ArgumentParser(prog="python -m bench.grader", description="Measure how long judging takes.")
    parser.add_argument("--answers", type=int, default=5000, help="made-up answers of each kind (5000)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options = parser.parse_args()
    print("kind       answers  median ms    p99 ms  worst ms  over 50 ms  the worst")
    for kind in options.kinds:
        row = measure(kind, options.answers)
        print(
            f"{row['kind']:<10} {row['answers']:>7} {row['median']:>10.3f} {row['p99']:>9.3f} {row['worst']:>9.2f} "
            f"{row['over']:>11}  {row['which']!s:.60}",
            flush=True,
        )


if __name__ == "__main__":
    main()
