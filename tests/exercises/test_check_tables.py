"""The tests of an exercise: how each shape is read, and what each says of every sort of program."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest

from nlpbook.exercises.assertions import code_of, comparison_of, read_checks, sides_of, text_of
from nlpbook.exercises.checks import raises, run_checks
from nlpbook.exercises.kinds.code import first_failure, marks
from nlpbook.exercises.running import run_program, tell

Golden = Callable[[str, object], None]


TESTS = """
# the first
assert f(1) == 2
x = 3
assert 2 == f(1)  # not a name
# spaced   name #
assert f(x) is None
assert f(x) is y
assert f(x) != 2
assert abs(f(1) - 2) < 1e-9
assert abs(2 - f(1)) <= 1e-9
assert abs(f(1)) < 3
assert abs(f(1) + 2) < 3
assert abs(f(1) - 2) > 3
assert abs(f(1), 2) < 3
assert close(f(1), 2)
assert close(2, f(1), tol=0.1)
assert math.isclose(f(1), 2, rel_tol=0.1)
assert isclose(f(1), 2)
assert close(f(1))
assert raises(ValueError, f, 1)
assert raises(ValueError)
assert f(1)
assert f(1) < f(2) < f(3)
assert f(1) == f(2) == 3
assert 1 == 1
assert f(1) == f(2)
assert not f(1)
assert len(f(1)) == 2
assert f(1) in (1, 2)
if x:
    assert f(1)
if x:
    y = 1
for n in (1,):
    raise ValueError
while False:
    pass
with x:
    assert True
try:
    f(1)
except ValueError:
    pass
def test_a_thing():
    assert f(1) == 2
def helper():
    assert True
# told
def test_two(): pass
class Test: pass
""".lstrip()


def test_tests_are_read(golden: Golden) -> None:
    rows = []
    for check in read_checks(TESTS):
        sides: list[Any] = []
        if isinstance(check.node, ast.Assert):
            test = check.node.test
            sides = [text_of(side) if side is not None else None for side in sides_of(test, ("f",))]
            if check.shape in ("near", "close"):
                sides.append(ast.unparse(ast.fix_missing_locations(comparison_of(test))))
        rows.append([check.shape, check.name, check.hidden, ast.unparse(check.node).split("\n")[0], *sides])
    hidden = [[check.name, check.hidden] for check in read_checks("x = 1\nassert f(1)\n# named\nassert f(2)", True)]
    golden("tests", {"shown": rows, "hidden": hidden})
    code = code_of(read_checks("assert f(1)")[0].node)
    assert code.co_filename == "<tests>"


RUNS = {
    "right": "def f(x): return x + 1", "none": "def f(x): pass", "prints": "def f(x): print(x + 1)",
    "raises": "def f(x):\n    return 1 / 0",
    "a text": "def f(x): return str(x)",
    "a liar": "class L:\n    def __eq__(s, o): return True\n    def __sub__(s, o): return 0\ndef f(x): return L()",
    "no f": "g = 1", "a list": "def f(x): return [x, 0.1 + 0.2]", "exits": "import sys\ndef f(x): sys.exit()",
    "own close": "def f(x): return 2\nclose = None",
    "zero": "def f(x): return 0", "asserts": "def f(x):\n    assert False, 'mine'", "true": "def f(x): return True",
    "a type": "def f(x): return int",
    "a truthy object": "class T: pass\ndef f(x): return T()", "far": "def f(x): return 5",
    "value error": "def f(x): raise ValueError('no <x>')",
    "false": "def f(x): return False", "empty": "def f(x): return []",
    "lies": "class B:\n    def __bool__(self): raise ValueError\ndef f(x): return B()",
}  # fmt: skip


RUN_TESTS = """
x = 1
assert f(1) == 2
assert f(x) == [1, 0.30000000000000004], "a list, please"
assert f(1) is True, 1 / 0
assert f(1) is None, 3
assert abs(f(1) - 2) < 1e-9, f"got {type(f(1)).__name__}"
assert close(f(1), 1 + x)
assert close(f(1), undefined)
assert raises(ZeroDivisionError, f, 1), "divides"
assert raises(undefined, f, 1)
assert raises(Exception, f)
assert raises(3, f, 1)
assert f(1)
assert f(1) == f
assert f(1) == len([1, 2])
if x:
    assert f(1) == 2, "in a block"
def test_function():
    assert f(1) == 2
def test_broken():
    f(1) / 0
y = f(1) / 1
assert x == 1
assert x == 1
input()
assert f(1) == 2
"""


def test_tests_are_run(golden: Golden) -> None:
    told = {}
    for name, program in RUNS.items():
        run = run_program(program)
        rows = run_checks(run, RUN_TESTS, "# secret\nassert f(1) == 2\nassert f(2) == 4", ["f"])
        told[name] = [
            " | ".join(str(value) for value in (
                row.name, row.call, row.expected, row.got, "ok" * row.ok, row.mark, row.why,
                row.fault and tell(row.fault), "none" * row.none,
                "about" * row.about, "hidden" * row.hidden,
            ))
            for row in rows
        ]  # fmt: skip
        told[name] += [str(list(rows[index].public().values())) for index in (1, 5, -1)]
        told[name] += [first_failure(rows[at:], run) for at in range(0, len(rows), 2) if not all(row.ok
            for row in rows[at:])]
        assert [mark == "" for mark in marks(rows)] == [row.ok or not row.mark for row in rows]
    golden("runs", told)
    assert raises(ValueError, int, "x") and not raises(ValueError, int, "1") and raises(TypeError, sorted, [1], wrong=2)
    with pytest.raises(ValueError):
        raises(KeyError, int, "x")
