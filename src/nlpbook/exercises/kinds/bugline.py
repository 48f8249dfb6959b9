"""A program with one faulty line: find it, and mend it if you like."""

from __future__ import annotations

from random import Random
from typing import Any

from nlpbook.exercises.checks import Row, run_checks
from nlpbook.exercises.display import fill
from nlpbook.exercises.kinds.code import first_failure
from nlpbook.exercises.messages import say, say_html
from nlpbook.exercises.running import Run, fault_html, run_program
from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import Verdict, malformed, part, verdict

LONGEST_REPAIR = 2000


def show(item: Item, scope: Scope, random: Random) -> dict[str, Any]:
    """The program's lines, and whether a repair is asked for."""
    return {"lines": list(item["program"]), "asks_repair": bool(item["asks_repair"])}


def key(item: Item, scope: Scope) -> int:
    """The faulty line, from 1."""
    return item["line"]  # type: ignore[no-any-return]


def key_html(item: Item, scope: Scope) -> str:
    """The faulty line, the mended one, and what was wrong."""
    return fill(item["key_template"], scope) + (f"<p>{fill(item['right'], scope)}</p>" if item.get("right") else "")


def with_repair(item: Item, repair: str) -> str:
    """The program with its faulty line replaced; a repair typed without indentation gets the line's own."""
    lines = list(item["program"])
    faulty = lines[item["line"] - 1]
    pieces = repair.replace("\r\n", "\n").strip("\n").split("\n")
    if pieces[0][:1] not in (" ", "\t"):
        indent = faulty[: len(faulty) - len(faulty.lstrip())]
        pieces = [indent + piece for piece in pieces]
    lines[item["line"] - 1 : item["line"]] = pieces
    return "\n".join(lines) + "\n"


def run_repaired(item: Item, repair: str) -> tuple[Run, list[Row]]:
    """Run the program with a repair against the tests."""
    run = run_program(with_repair(item, repair))
    return run, run_checks(run, item["tests"], "", item["entry"])


def _read(item: Item, answer: Any) -> tuple[int, str] | Verdict:
    """Line and repair of an answer, or the verdict on one that has none."""
    if isinstance(answer, dict):
        line, repair = answer.get("line"), answer.get("repair") or ""
    else:
        line, repair = answer, ""
    if isinstance(line, str) and line.strip().isascii() and line.strip().isdigit() and len(line) < 10:
        line = int(line)
    if line is None or line == "":
        return malformed(say("empty"), say("empty.line"))
    if isinstance(line, float) and line.is_integer():
        line = int(line)
    n = len(item["program"])
    if not isinstance(line, int) or isinstance(line, bool) or not 1 <= line <= n:
        return malformed(
            say("line.unknown.title"), say_html("line.unknown", n=n, text=quotable(line))
        )
    if not isinstance(repair, str):
        return malformed(say("form.title"), say("form"))
    if len(repair) > LONGEST_REPAIR:
        return malformed(say("code.long.title"), say("line.repair.long"))
    return line, repair


def quotable(value: Any) -> str:
    """What was given as a line, to be quoted: Python refuses to print integers of thousands of digits."""
    plain = isinstance(value, str | float | bool) or (isinstance(value, int) and value.bit_length() < 200)
    return str(value)[:40] if plain else "…"


def grade(item: Item, answer: Any, scope: Scope) -> Verdict:
    """Judge the chosen line; a repair, if typed, is run against the tests."""
    read = _read(item, answer)
    if isinstance(read, dict):
        return read
    line, repair = read
    if line != item["line"]:
        index = next((i for i, mistake in enumerate(item.get("mistakes") or ()) if mistake["line"] == line), None)
        message = fill(item["mistakes"][index]["say"], scope) if index is not None else say("line.fine", line=line)
        return verdict(
            "wrong", say("wrong"), message, mistake=index, parts=[part(str(line), "wrong", say("verb.yours"), message)]
        )
    why = fill(item["right"], scope) if item.get("right") else ""
    parts = [part(str(line), "right", say("verb.this_line"), why)]
    if not repair.strip() or not item["asks_repair"]:
        return verdict("right", say("right.line", line=line), why, parts=parts)
    return _judge_repair(item, line, repair, why, parts)


def _judge_repair(item: Item, line: int, repair: str, why: str, parts: list[dict[str, str]]) -> Verdict:
    run, rows = run_repaired(item, repair)
    tests, got = [row.public() for row in rows], sum(row.ok for row in rows)
    if run.fault is None and got == len(rows):
        return verdict(
            "right",
            say("right.line", line=line),
            why,
            note=say("line.repaired"),
            parts=parts,
            tests=tests,
            output=run.printed,
        )
    message = fault_html(run.fault, run.namespace) if run.fault else first_failure(rows, run)
    message = f"{say('line.repair.say', passed=got, n=len(rows))} {message}"
    headline = say("line.repair")
    return verdict("partial", headline, message, score=(1, 2), parts=parts, tests=tests, output=run.printed)
