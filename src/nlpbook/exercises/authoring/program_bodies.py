"""Read the bodies of the kinds that hold programs: code and bugline."""

from __future__ import annotations

import ast
from typing import Any

from nlpbook.exercises.assertions import read_checks
from nlpbook.exercises.authoring.bodies import Body
from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.fields import Fields, check_mistakes
from nlpbook.exercises.authoring.problems import Report, did_you_mean
from nlpbook.exercises.authoring.sections import Program, Section, programs
from nlpbook.exercises.authoring.templates import not_python
from nlpbook.exercises.checks import HELPERS
from nlpbook.exercises.messages import say
from nlpbook.exercises.stage import program_builtins

PYTHON = ("python", "py")


def only_program(section: Section | None, report: Report, python: bool = True) -> Program | None:
    """The one fenced program of a section."""
    if section is None:
        return None
    found = programs(section)
    if not found or (len(found) > 1 and section.heading != "Solution"):
        report.add(section.line, section.field, f"needs one fenced program (```python), found {len(found)}")
        return None
    if python and found[0].language not in PYTHON:
        report.add(found[0].line - 1, section.field, "the fence must say its language: ```python")
    elif python and (broken := not_python(found[0].source)):
        report.add(found[0].line + broken[0] - 1, section.field, f"the program is not Python: {broken[1]}")
        return None
    return found[0]


def entry_of(fields: Fields) -> list[str]:
    """The names that the tests call."""
    value = fields.values.get("entry")
    names = [value] if isinstance(value, str) else value
    if (
        not isinstance(names, list)
        or not names
        or not all(isinstance(name, str) and name.isidentifier() for name in names)
    ):
        fields.bad("entry", "is required: the name of the function that the tests call, or a list of names")
        return []
    return names


def check_tests(program: Program | None, entry: list[str], heading: str, report: Report) -> str:
    """The source of a test section, whose names are checked."""
    if program is None:
        return ""
    if not any(check.shape != "setup" for check in read_checks(program.source)):
        report.add(program.line, heading, "has no test: a line such as assert f(2) == 4")
    tree = ast.parse(program.source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)} | {
        node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            own.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            own |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            own.add(node.name)
    known = {*entry, *HELPERS, *program_builtins(), *own}
    for name in dict.fromkeys(node.id for node in names if node.id not in known):
        near = did_you_mean(name, sorted({*entry, *HELPERS, *own}))
        line = next(node.lineno for node in names if node.id == name)
        report.add(
            program.line + line - 1,
            heading,
            f"{name!r} is neither in entry, nor a helper, nor defined by the tests; {near}",
        )
    return program.source


def read_code(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of a program to write."""
    report, entry = body.report, entry_of(fields)
    starter, solution = only_program(body.one("Starter"), report), only_program(body.one("Solution"), report)
    tests, hidden = only_program(body.one("Tests"), report), only_program(body.one("Hidden tests"), report)
    wrong = []
    for section in body.sections.get("Wrong", []):
        message = section.heading.partition(":")[2].strip()
        if not message:
            report.add(section.line, section.field, "needs a message for who writes this: ## Wrong: You forgot ...")
        program = only_program(section, report)
        if program is not None and message:
            wrong.append(
                {"say": Text(message, section.line, inline=True), "program": program.source, "line": section.line}
            )
    return {
        "entry": entry,
        "starter": starter.source if starter else "",
        "solution_code": solution.source if solution else "",
        "tests": check_tests(tests, entry, "## Tests", report),
        "hidden_tests": check_tests(hidden, entry, "## Hidden tests", report),
        "wrong": wrong,
    }


def read_bugline(fields: Fields, body: Body) -> dict[str, Any]:
    """Entries of a program with a faulty line."""
    report, section = body.report, body.one("Program")
    program = only_program(section, report, python=False)
    if program is None or section is None:
        return {}
    lines = program.source.rstrip("\n").split("\n")
    python = program.language in PYTHON
    line, mended = _faulty_line(fields, body, lines, python)
    draft: dict[str, Any] = {
        "program": lines,
        "line": line,
        "entry": [],
        "tests": "",
        "asks_repair": False,
        "repaired": mended,
    }
    if python:
        if broken := not_python(program.source):
            report.add(program.line + broken[0] - 1, section.field, f"the program is not Python: {broken[1]}")
        draft["entry"] = entry_of(fields)
        tests = body.one("Tests")
        if tests is None:
            report.add(section.line, "## Tests", "is missing: the faulty program must fail it, the repaired one pass")
        draft["tests"] = check_tests(only_program(tests, report), draft["entry"], "## Tests", report)
        draft["asks_repair"] = fields.values.get("repair", True) is not False
    told = (
        f"{say('solution.line', line=line)}\n\n```{program.language}\n{mended}\n```"
        if mended
        else say("solution.line.only", line=line)
    )
    draft["key_template"] = Text(told, section.line)
    draft["mistakes"] = check_mistakes(fields, ("line",), ())
    for mistake in draft["mistakes"]:
        if type(mistake["line"]) is not int or not 1 <= mistake["line"] <= len(lines):
            fields.bad(f"{mistake['at']}.line", f"the program has the lines 1 to {len(lines)}, not {mistake['line']!r}")
        elif mistake["line"] == line:
            fields.bad(
                f"{mistake['at']}.line", f"line {line} is the faulty one; what was wrong with it goes into right"
            )
    return draft


def _faulty_line(fields: Fields, body: Body, lines: list[str], python: bool) -> tuple[int, str]:
    """The faulty line, and what it should be ("" if nobody says): from `line`, or from what differs."""
    given = fields.values.get("line")
    if given is not None and (type(given) is not int or not 1 <= given <= len(lines)):
        fields.bad("line", f"the program has the lines 1 to {len(lines)}, not {given!r}")
        given = None
    section = body.one("Repaired")
    if section is None:
        if python:
            body.report.add(1, "## Repaired", "is missing: the program with the faulty line mended")
        elif given is None:
            body.report.add(1, "line", "is required here: the number of the faulty line")
        return given or 1, ""
    found = programs(section)
    repaired = found[0].source.rstrip("\n").split("\n") if found else []
    if given is not None and len(repaired) == 1 != len(lines):
        old, new = lines[given - 1], repaired[0]
        indent = old[: len(old) - len(old.lstrip())]
        return given, new if new[:1] in (" ", "\t") else indent + new
    differ = [at for at, (old, new) in enumerate(zip(lines, repaired, strict=False), 1) if old != new]
    if len(repaired) != len(lines) or len(differ) != 1:
        told = (
            f"has {len(repaired)} lines for {len(lines)}"
            if len(repaired) != len(lines)
            else f"differs in {len(differ)} lines"
        )
        body.report.add(section.line, section.field, f"{told}; exactly one line must differ from the program")
        return given or 1, ""
    if given not in (None, differ[0]):
        fields.bad("line", f"says {given}, but line {differ[0]} differs in ## Repaired")
    return differ[0], repaired[differ[0] - 1]
