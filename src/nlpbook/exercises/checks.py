"""Run a reader's program against the tests of an exercise, one row per test."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlpbook.exercises.assertions import Check, code_of, comparison_of, read_checks, sides_of, text_of
from nlpbook.exercises.messages import say
from nlpbook.exercises.running import Run, tell
from nlpbook.exercises.showing import close, equal, honest, print_of, shown
from nlpbook.exercises.stage import Fault, Stage, no_input

HELPERS = ("close", "isclose", "raises")
"""Names that tests may use besides built-ins, what they define and the names of the program."""


@dataclass
class Row:
    """What one test said; `mark` is the behaviour as a fingerprint, `why` the message of a failed assert."""

    name: str
    call: str
    expected: str
    hidden: bool
    got: str = ""
    ok: bool = False
    mark: str = ""
    why: str = ""
    fault: Fault | None = None
    none: bool = False
    about: bool = False

    def public(self) -> dict[str, Any]:
        """The row as the page may show it: of a hidden test the name only."""
        expected = say("test.about", value=self.expected) if self.about else self.expected
        told = {"call": self.call, "expected": expected, "got": self.got}
        return {
            "name": self.name,
            **(dict.fromkeys(told, "") if self.hidden else told),
            "ok": self.ok,
            "hidden": self.hidden,
        }


def raises(error: type[BaseException], function: Any, *args: Any, **named: Any) -> bool:
    """Whether calling the function raises this error: for tests."""
    try:
        function(*args, **named)
    except error:
        return True
    return False


def run_checks(run: Run, tests: str, hidden_tests: str, entry: Sequence[str]) -> list[Row]:
    """Run every test against a program that was run.

    The tests see the names of `entry` from the program, their own names and fresh built-ins: a program that rebinds
    `abs` does not change what its tests compute.
    """
    own_builtins = {**vars(builtins), "input": no_input}
    names: dict[str, Any] = {"__name__": "tests", "__builtins__": own_builtins, "close": close, "isclose": math.isclose}
    names |= {"raises": raises, **{name: run.namespace[name] for name in entry if name in run.namespace}}
    rows: list[Row] = []
    broken: Fault | None = None
    for check in (*read_checks(tests), *read_checks(hidden_tests, True)):
        if check.shape == "setup":
            broken = _set_scene(check, names, run.stage) or broken
            continue
        row = _run_check(check, names, tuple(entry), run.stage)
        if broken is not None:  # what leads up to this test failed, so it says nothing
            row.ok, row.fault, row.got, row.mark = False, broken, tell(broken), f"error {broken.kind}"
            broken = None
        rows.append(row)
    return rows


def _set_scene(check: Check, names: dict[str, Any], stage: Stage) -> Fault | None:
    """Run a statement between the tests; its fault if it has one, which the next test then tells."""
    code = code_of(check.node)
    return stage.attempt(lambda: exec(code, names))[1]


def _run_check(check: Check, names: dict[str, Any], entry: tuple[str, ...], stage: Stage) -> Row:
    if check.shape in ("function", "block"):
        return _run_statement(check, names, stage)
    assert isinstance(check.node, ast.Assert)
    test = check.node.test
    got_node, expected_node = sides_of(test, entry)
    row = Row(check.name, text_of(got_node), "", check.hidden)
    if check.shape == "raises":
        _run_raises(row, test, names, stage)
    else:
        _run_value(row, check.shape, test, got_node, expected_node, names, stage)
    if not row.ok and check.node.msg is not None:
        told = code_of(check.node.msg)
        message, _ = stage.attempt(lambda: eval(told, names))
        row.why = message if isinstance(message, str) else ""
    return row


def _run_value(
    row: Row,
    shape: str,
    test: ast.expr,
    got_node: ast.expr,
    expected_node: ast.expr | None,
    names: dict[str, Any],
    stage: Stage,
) -> None:
    """Compute what is expected, then what the program gives, then compare as the test says."""
    code = code_of(got_node)
    expected, fault = _expected(expected_node, names, stage)
    got, fault = (None, fault) if fault else stage.attempt(lambda: eval(code, names))
    near = shape in ("near", "close")
    row.expected = shown(expected) if expected_node is not None else say("test.true")
    row.about = near
    if fault is not None:
        row.fault, row.got, row.mark = fault, tell(fault), f"error {fault.kind}"
        return
    row.got, row.mark, row.none = shown(got), f"value {print_of(got)}", got is None
    plain = shape in ("equal", "true") and honest(got)  # then nothing can be raised, and no stage is needed
    agrees = _agrees if plain else lambda *told: stage.attempt(lambda: _agrees(*told))[0]
    row.ok = bool(agrees(shape, test, got, expected, names))


def _expected(node: ast.expr | None, names: dict[str, Any], stage: Stage) -> tuple[Any, Fault | None]:
    """What a test expects; a literal needs no stage."""
    if node is None:
        return True, None
    try:
        return ast.literal_eval(node), None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        code = code_of(node)
        return stage.attempt(lambda: eval(code, names))


def _agrees(shape: str, test: ast.expr, got: Any, expected: Any, names: dict[str, Any]) -> bool:
    if shape == "equal":
        assert isinstance(test, ast.Compare)
        return got is expected if isinstance(test.ops[0], ast.Is) else equal(got, expected)
    if shape == "true":
        return got is True or (honest(got) and bool(got))
    if not honest(got):
        return False
    return bool(eval(code_of(comparison_of(test)), {**names, "_got": got, "_expected": expected}))


def _run_raises(row: Row, test: ast.expr, names: dict[str, Any], stage: Stage) -> None:
    assert isinstance(test, ast.Call)
    kind, code = code_of(test.args[0]), code_of(sides_of(test, ())[0])
    error, fault = stage.attempt(lambda: eval(kind, names))
    row.expected = say("test.raises", error=text_of(test.args[0]))
    caught: list[BaseException] = []

    def run() -> Any:
        try:
            return eval(code, names)
        except BaseException as raised:
            caught.append(raised)
            raise

    value, fault = (None, fault) if fault else stage.attempt(run)
    if fault is None:
        row.got, row.mark, row.none = say("test.returns", value=shown(value)), f"value {print_of(value)}", value is None
        return
    row.ok = bool(caught) and isinstance(error, type) and isinstance(caught[0], error)
    row.got, row.mark = say("test.raises", error=fault.kind), f"error {fault.kind}"
    row.fault = None if row.ok else fault


def _run_statement(check: Check, names: dict[str, Any], stage: Stage) -> Row:
    """Run a test that is a function or a block."""
    fault = _set_scene(check, names, stage)
    if check.shape == "function" and fault is None and isinstance(check.node, ast.FunctionDef):
        name = check.node.name
        _, fault = stage.attempt(lambda: names[name]())
    row = Row(check.name, "", "", check.hidden, ok=fault is None)
    if fault is not None:
        row.mark = f"error {fault.kind} {fault.text if fault.kind == 'AssertionError' else ''}"
        row.why = fault.text if fault.kind == "AssertionError" else ""
        row.fault = None if fault.kind == "AssertionError" else fault
        row.got = "" if fault.kind == "AssertionError" else tell(fault)
    return row
