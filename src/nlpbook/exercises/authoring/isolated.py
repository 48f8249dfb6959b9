"""Run programs of exercises in a process of their own, so that one that never ends stops itself alone."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.checks import run_checks
from nlpbook.exercises.kinds.code import marks
from nlpbook.exercises.running import run_program

SECONDS = 10.0
"""How long one program may take."""


def grade_programs(item: dict[str, Any], answers: list[Any], seconds: float = SECONDS) -> list[dict[str, Any] | None]:
    """Verdicts on several answers to one exercise, computed in a process of their own.

    Returns:
        One verdict per answer; None for one that took longer than `seconds`.
    """
    return _all([{"do": "grade", "item": item, "answer": answer} for answer in answers], seconds)


def behaviours(
    tests: str, hidden: str, entry: list[str], programs: list[str], seconds: float = SECONDS
) -> list[dict[str, Any] | None]:
    """What programs do on tests: `marks` (see `kinds.code.marks`) and `error` ("" or the fault).

    Returns:
        One entry per program; None for one that does not end.
    """
    return list(_behaviours(tests, hidden, tuple(entry), tuple(programs), seconds))


@lru_cache(maxsize=256)
def _behaviours(
    tests: str, hidden: str, entry: tuple[str, ...], programs: tuple[str, ...], seconds: float
) -> tuple[dict[str, Any] | None, ...]:
    jobs = [
        {"do": "marks", "tests": tests, "hidden": hidden, "entry": list(entry), "program": program}
        for program in programs
    ]
    return tuple(_all(jobs, seconds))


def _all(jobs: list[dict[str, Any]], seconds: float) -> list[dict[str, Any] | None]:
    """All jobs in one process; if that does not end, or breaks down, each job in its own."""
    if not jobs:
        return []
    together = _process(jobs, seconds)
    return together if together is not None else [(_process([job], seconds) or [None])[0] for job in jobs]


def _process(jobs: list[dict[str, Any]], seconds: float) -> list[dict[str, Any] | None] | None:
    command = [sys.executable, "-m", "nlpbook.exercises.authoring.isolated"]
    try:
        done = subprocess.run(
            command, input=json.dumps(jobs), capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode == 0 and done.stdout:
        return json.loads(done.stdout)  # type: ignore[no-any-return]
    if "Traceback" in done.stderr:
        raise RuntimeError(f"the process that runs programs broke down: {done.stderr.strip().splitlines()[-1]}")
    return None  # a program ended the process itself


def work(job: dict[str, Any]) -> dict[str, Any]:
    """One job, in this process."""
    if job["do"] == "grade":
        return session.grade(job["item"], job["answer"])
    run = run_program(job["program"])
    rows = run_checks(run, job["tests"], job["hidden"], job["entry"])
    error = f"{run.fault.kind}: {run.fault.text}" if run.fault else ""
    return {"marks": marks(rows), "names": [row.name for row in rows], "error": error}


if __name__ == "__main__":
    answers = [work(job) for job in json.loads(sys.stdin.read())]
    sys.__stdout__.write(json.dumps(answers))  # type: ignore[union-attr]
