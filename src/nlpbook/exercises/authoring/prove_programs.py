"""Prove exercises that hold programs: in a process of their own, with a time limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlpbook.exercises.authoring.exercise import Exercise
from nlpbook.exercises.authoring.isolated import SECONDS, behaviours, grade_programs
from nlpbook.exercises.authoring.problems import Problem


def prove_code(exercise: Exercise, item: dict[str, Any]) -> Iterator[Problem]:
    """The solution passes, the starter fails, each wrong program fails and gets its own sentence."""
    wrong = exercise.draft["wrong"]
    verdicts = grade_programs(item, [item["solution_code"], item["starter"], *(entry["program"] for entry in wrong)])
    solution, starter = verdicts[0], verdicts[1]
    if solution is None or solution["state"] != "right":
        yield Problem(exercise.path, 1, "## Solution", _why(solution, "the solution does not pass its tests"))
    if starter is None:
        yield Problem(exercise.path, 1, "## Starter", f"does not end within {SECONDS:.0f} seconds")
    elif starter["state"] == "right":
        yield Problem(exercise.path, 1, "## Starter", "passes every test: there is nothing left to do")
    seen: dict[str, int] = {}
    for index, (entry, said) in enumerate(zip(wrong, verdicts[2:], strict=True)):
        if said is None or said["state"] == "right":
            told = (
                f"does not end within {SECONDS:.0f} seconds"
                if said is None
                else "passes every test: add one that it fails"
            )
            yield Problem(exercise.path, entry["line"], "## Wrong", told)
        elif said["mistake"] is None:
            yield Problem(exercise.path, entry["line"], "## Wrong", _why(said, "is not recognised as itself"))
        elif said["mistake"] != index:
            other = wrong[said["mistake"]]["line"]
            told = f"behaves like the wrong program on line {other} in every test: add a test that tells them apart"
            yield Problem(exercise.path, entry["line"], "## Wrong", told)
        marks = str(item["wrong"][index].get("marks"))
        seen.setdefault(marks, index)


def _why(said: dict[str, Any] | None, told: str) -> str:
    if said is None:
        return f"does not end within {SECONDS:.0f} seconds"
    failing = [test for test in said["tests"] if not test["ok"]]
    name = (
        f"; first failing test: {failing[0]['name']} {failing[0]['call']} gives {failing[0]['got']}" if failing else ""
    )
    return f"{told}: {said['headline']}. {said['message_html']}{name}"


def prove_bugline(exercise: Exercise, item: dict[str, Any]) -> Iterator[Problem]:
    """The faulty program fails a test, the repaired one passes all, and so does the repair when it is typed."""
    if not item["tests"]:
        return
    faulty = "\n".join(item["program"]) + "\n"
    lines = list(item["program"])
    lines[item["line"] - 1] = item["repaired"]
    mended = "\n".join(lines) + "\n"
    seen = behaviours(item["tests"], "", item["entry"], [faulty, mended])
    for heading, one, wanted in (("## Program", seen[0], "fail"), ("## Repaired", seen[1], "pass")):
        if one is None:
            yield Problem(exercise.path, 1, heading, f"does not end within {SECONDS:.0f} seconds")
        elif wanted == "fail" and not one["error"] and not any(one["marks"]):
            yield Problem(exercise.path, 1, heading, "the faulty program passes every test: add one that it fails")
        elif wanted == "pass" and (one["error"] or any(one["marks"])):
            failing = [f"{name}: {mark}" for name, mark in zip(one["names"], one["marks"], strict=True) if mark]
            yield Problem(
                exercise.path, 1, heading, f"the repaired program does not pass: {one['error'] or failing[0]}"
            )
    if item["asks_repair"]:
        answers = [
            {"line": item["line"], "repair": item["repaired"]},
            {"line": item["line"], "repair": item["program"][item["line"] - 1]},
        ]
        for said, state in zip(grade_programs(item, answers), ("right", "partial"), strict=True):
            if said is not None and said["state"] != state:
                yield Problem(
                    exercise.path, 1, "## Repaired", f"a typed repair is {said['state']} where it should be {state}"
                )
