"""How long judging takes, kind by kind: `python -m bench.grader` prints median, 99th percentile and worst.

The promise is 50 ms for any answer of up to ten thousand characters. What a reader's own program takes is not the
grader's time, and is bounded elsewhere; programs are measured all the same, with the tests that they are run against.
"""

from __future__ import annotations

import argparse
import statistics

from bench.measure import percentile
from nlpbook.exercises.kinds import KINDS
from tests.exercises.fuzz.subjects import subjects
from tests.exercises.fuzz.trial import try_answers

LIMIT = 50.0
"""Milliseconds that judging one answer may take."""


def measure(kind: str, answers: int, seed: int = 2) -> dict[str, float | int | str]:
    """Judge made-up answers of one kind; milliseconds of processor time."""
    tried = try_answers(subjects(kind, None), answers, seed, timed=True)
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
            f"{row['over']:>11}  {row['which']!s:.60}"
        )


if __name__ == "__main__":
    main()
