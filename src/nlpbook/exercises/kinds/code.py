"""A program, judged by its tests; foreseen wrong programs are recognised by what they do."""

from __future__ import annotations

from random import Random
from typing import Any

from nlpbook.exercises.checks import Row, run_checks
from nlpbook.exercises.display import fill
from nlpbook.exercises.messages import code_html, say, say_html
from nlpbook.exercises.running import LONGEST_PROGRAM, Run, fault_html, nearest, run_program, tell
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import State, Verdict, malformed, verdict


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """The program to start from."""
    return {"starter": item["starter"], "entry": list(item["entry"])}


def key(item: Item, scope: Scope) -> str:
    """The author's solution."""
    return item["solution_code"]  # type: ignore[no-any-return]


def marks(rows: list[Row]) -> list[str]:
    """What a program does on each test, as fingerprints; "" where it passes."""
    return ["" if row.ok else row.mark for row in rows]


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Run a program against the tests and explain the first thing that goes wrong."""
    if answer is None or answer == "" or (isinstance(answer, str) and not answer.strip()):
        return malformed(say("empty"), say("empty.code"))
    if not isinstance(answer, str):
        return malformed(say("form.title"), say("form"))
    if len(answer) > LONGEST_PROGRAM:
        return malformed(say("code.long.title"), say("code.long", n=LONGEST_PROGRAM))
    run = run_program(answer)
    if run.fault and run.fault.kind == "SyntaxError" and not run.printed:
        return malformed(say("code.syntax"), fault_html(run.fault), line=run.fault.line)
    rows = run_checks(run, item["tests"], item["hidden_tests"], item["entry"])
    return judge_rows(item, run, rows, scope)


def judge_rows(item: Item, run: Run, rows: list[Row], scope: Scope) -> Verdict:
    """The verdict on the rows of a program; tests that the starter passes earn nothing (`item["free"]`).

    Nor do those passed by what stands above a line that ends the program with an error.
    """
    got, n = sum(row.ok for row in rows), len(rows)
    more: dict[str, Any] = {"tests": [row.public() for row in rows], "score": (0 if run.fault else got, n)}
    if got == n and run.fault is None:
        message = fill(item["right"], scope) if item.get("right") else ""
        return verdict("right", say("code.right", n=n), message, output=run.printed, **more)
    index = next((i for i, wrong in enumerate(item["wrong"]) if wrong["marks"] == marks(rows)), None)
    headline, message = _explain(item, run, rows, scope, index)
    some = any(row.ok and n not in item["free"] for n, row in enumerate(rows))
    state: State = "partial" if some and index is None and run.fault is None else "wrong"
    line = run.fault.line if run.fault else next((row.fault.line for row in rows if row.fault), None)
    return verdict(state, headline, message, output=run.printed, mistake=index, line=line, **more)


def _explain(item: Item, run: Run, rows: list[Row], scope: Scope, index: int | None) -> tuple[str, str]:
    """Headline and message for a program that does not pass."""
    got, n = sum(row.ok for row in rows), len(rows)
    counted = say("code.partial", got=got, n=n) if got else say("code.none")
    if run.fault is not None:
        return say("code.raised"), fault_html(run.fault, run.namespace)
    missing = next((name for name in item["entry"] if name not in run.namespace), None)
    if missing is not None:
        own = {name: value for name, value in run.namespace.items() if callable(value)}
        near = nearest(missing, own)
        named = near if near in own else ""
        return say("code.missing", name=missing), (
            say("code.missing.near", name=code_html(missing), near=code_html(named))
            if named
            else say("code.missing.say", name=code_html(missing))
        )
    if index is not None:
        return counted, fill(item["wrong"][index]["say"], scope)
    return counted, first_failure(rows, run)


def first_failure(rows: list[Row], run: Run) -> str:
    """What the first failing test says; of hidden ones the name only."""
    row = next((row for row in rows if not row.ok and not row.hidden), None)
    if row is None:
        return say_html("code.failed.hidden", name=next((row.name for row in rows if not row.ok), ""))
    if row.why and row.fault is None:
        return say_html("plain", text=row.why[0].upper() + row.why[1:] + ("" if row.why[-1] in ".!?" else "."))
    call = code_html(row.call) if row.call else say_html("plain", text=row.name)
    if row.fault is not None:
        where = f" ({say('line', line=row.fault.line)})" if row.fault.line else ""
        return say(
            "code.failed.raised", call=call, error=say_html("plain", text=tell(row.fault, run.namespace) + where)
        )
    if not row.call:
        return say("code.failed.block", name=call)
    key = "code.failed.about" if row.about else "code.failed"
    sentence = say(key, call=call, expected=code_html(row.expected), got=code_html(row.got))
    if row.none:
        sentence += " " + say("code.printed_only" if run.printed else "code.none_returned")
    return sentence
