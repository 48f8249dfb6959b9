"""Readers' programs: judged by their tests, explained in their own lines, and never able to break the grader."""

from __future__ import annotations

import builtins
import math
import sys
from typing import Any

import pytest

from nlpbook.exercises import session
from nlpbook.exercises.api import handle
from nlpbook.exercises.checks import run_checks
from nlpbook.exercises.running import run_only, run_program
from nlpbook.exercises.showing import close, equal, shown

from .helpers import item

DOUBLE = item("""
    ---
    kind: code
    entry: double
    ---
    Write `double`.

    ## Starter
    ```python
    def double(x):
        ...
    ```

    ## Solution
    ```python
    def double(x):
        return 2 * x
    ```

    ## Tests
    ```python
    # two
    assert double(2) == 4
    assert close(double(0.5), 1), "halves count too"
    # words
    assert double("ab") == "abab"
    ```

    ## Hidden tests
    ```python
    # nothing
    assert double([]) == []
    # an object
    assert raises(TypeError, double, None)
    ```

    ## Wrong: You squared it.
    ```python
    def double(x):
        return x ** 2
    ```
""")  # fmt: skip


def grade(program: Any) -> dict[str, Any]:
    return session.grade(DOUBLE, program)


def test_solution_and_rows() -> None:
    said = grade("def double(x):\n    return x + x\n")
    assert (said["state"], said["headline"], said["score"]) == ("right", "All five tests pass", [5, 5])
    assert said["tests"][0] == {
        "name": "two", "call": "double(2)", "expected": "4", "got": "4", "ok": True, "hidden": False,
    }  # fmt: skip
    assert said["tests"][1]["expected"] == "about 1"


def test_hidden_tests_tell_their_name_only() -> None:
    said = grade("def double(x):\n    return x + x if x else 0\n")
    hidden = [test for test in said["tests"] if test["hidden"]]
    assert [test["name"] for test in hidden] == ["nothing", "an object"]
    assert all(test["call"] == test["expected"] == test["got"] == "" for test in hidden)
    assert "A hidden one does not: nothing." in said["message_html"]


def test_a_foreseen_wrong_program_is_known_by_what_it_does() -> None:
    said = grade("def double(number):\n    squared = number * number\n    return squared\n")
    assert (said["state"], said["mistake"], said["message_html"]) == ("wrong", 0, "You squared it.")


@pytest.mark.parametrize(
    ("program", "state", "words"),
    [
        ("", "malformed", "Write your program first"),
        ("def double(x)\n    return 1", "malformed", "Line 1: "),
        ("def double(x):\nreturn 1", "malformed", "Line 2: "),
        ("(" * 3000, "malformed", "Line 1: "),
        ("\x00", "malformed", "Line 1: "),
        ("x" * 60_000, "malformed", "at most 50000 characters"),
        ("x = 1", "wrong", "The tests call <code>double</code>"),
        ("def dubble(x): return 2 * x", "wrong", "your program has <code>dubble</code>"),
        ("def double(x):\n    return 1 / 0", "wrong", "ZeroDivisionError: division by zero (line 2)"),
        ("def double(x):\n    return double(x)", "wrong", "calls itself without end (line 2)"),
        ("def double(x):\n    pass", "wrong", "Is a return missing?"),
        ("def double(x):\n    print(2 * x)", "partial", "It prints, but returns nothing"),
        ("import sys\nsys.exit()", "wrong", "Line 2: the program ended itself"),
        ("raise KeyboardInterrupt", "wrong", "Line 1: the program interrupted itself"),
        ("class Mine(BaseException): pass\nraise Mine('<b>')", "wrong", "Line 2: Mine: &lt;b&gt;"),
        ("input('?')", "wrong", "cannot be asked here"),
        ("pront(1)", "wrong", "Did you mean print?"),
        ("def double(x):\n    raise SystemExit", "wrong", "the program ended itself"),
        ("class E(Exception):\n    def __str__(self): raise SystemExit\nraise E", "wrong", "Line 3: E."),
        ("def double(x):\n    return 2 * x if isinstance(x, str) else 4", "partial", "Halves count too."),
    ],
)
def test_what_is_said(program: str, state: str, words: str) -> None:
    said = grade(program)
    assert said["state"] == state, said
    assert words in said["message_html"], said["message_html"]
    assert "Traceback" not in str(said)
    assert said["counts"] == (state != "malformed")


LIARS = [
    "class L:\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\n"
    "    __rsub__ = __sub__\n    def __abs__(self): return 0\ndef double(x): return L()",
    "class L(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0.0\n"
    "def double(x): return L(9)",
    "class L(list):\n    def __eq__(self, other): return True\ndef double(x): return L()",
    "class L(dict):\n    def __repr__(self): return '4'\ndef double(x): return L()",
]


@pytest.mark.parametrize("program", LIARS)
def test_an_object_that_claims_to_be_equal_is_not(program: str) -> None:
    said = grade(program)
    assert said["state"] == "wrong"
    assert not any(test["ok"] for test in said["tests"] if not test["hidden"])


VANDALS = [
    "import builtins as b\nfor name in list(vars(b)):\n    if not name.startswith('__'): setattr(b, name, None)",
    "import builtins\nbuiltins.next = builtins.isinstance = builtins.BaseException = builtins.type = None",
    "import math\nmath.sqrt = math.isclose = lambda *x: True",
    "import sys\nsys.stdout = sys.stderr = None\nsys.modules.clear()\nsys.setrecursionlimit(10 ** 9)",
    "import sys\nsys.settrace(lambda *x: None)\nsys.modules['math'] = 3",
    "import nlpbook.exercises.showing as s\ns.equal = s.close = lambda *x: True",
    "import nlpbook.exercises.checks as c\nc.equal = lambda *x: True\nc._agrees = lambda *x: True",
    "import nlpbook.maths as m\nm.dot = None",
    "abs = sum = len = isinstance = print = None\nclose = raises = lambda *x: True",
]


@pytest.mark.parametrize("program", VANDALS)
def test_what_a_program_breaks_is_put_back(program: str) -> None:
    before = (dict(vars(builtins)), math.sqrt, sys.stdout, len(sys.modules) > 50, sys.getrecursionlimit())
    said = grade(program + "\ndef double(x): return 3\n")
    assert said["state"] == "wrong"
    inside = program.replace("\n", "\n    ")
    said = grade(f"def double(x):\n    {inside}\n    return 3\n")
    assert said["state"] == "wrong"
    assert (dict(vars(builtins)), math.sqrt, sys.stdout, len(sys.modules) > 50, sys.getrecursionlimit()) == before
    assert grade("def double(x): return x + x")["state"] == "right"


def test_a_flood_of_output_is_cut() -> None:
    said = grade("def double(x):\n    for _ in range(10_000): print('x' * 100)\n    return 2 * x")
    assert said["state"] == "right"
    assert len(said["output"]) < 10_200
    assert said["output"].endswith("more than 10000 characters.")


def test_output_is_kept_as_text() -> None:
    assert run_only("print('<b>')\nprint(1)") == {"output": "<b>\n1\n", "error": "", "line": None}
    told = run_only("x = 1\nprint(x)\ny = x / 0\n")
    assert (told["output"], told["line"]) == ("1\n", 3)
    assert told["error"] == "Line 3: ZeroDivisionError: division by zero."
    assert run_only(None)["error"]
    assert run_only("if")["line"] == 1


def test_a_test_that_is_prepared_by_a_failing_call_fails() -> None:
    run = run_program("def f(x):\n    raise ValueError('no')\n")
    rows = run_checks(run, "words = ['b']\nf(words)\nassert words == ['b']\n", "", ["f"])
    assert [(row.ok, row.got) for row in rows] == [(False, "ValueError: no")]


def test_shapes_of_tests() -> None:
    tests = """
def test_pairs():
    assert f(1) == 2, "one more"
for n in range(3):
    assert f(n) == n + 1
assert 2 == f(1)
assert abs(3 - f(2)) < 1e-9
assert f(1) is not None
assert f(1)
try:
    f(None)
except TypeError:
    pass
else:
    raise AssertionError("None is no number")
"""
    good = run_checks(run_program("def f(x): return x + 1"), tests, "", ["f"])
    assert all(row.ok for row in good)
    bad = run_checks(run_program("def f(x): return 7"), tests, "", ["f"])
    assert [(row.name, row.ok, row.call, row.got) for row in bad] == [
        ("pairs", False, "", ""),
        ("test 2", False, "", ""),
        ("test 3", False, "f(1)", "7"),
        ("test 4", False, "f(2)", "7"),
        ("test 5", True, "f(1) is not None", "True"),
        ("test 6", True, "f(1)", "7"),
        ("test 7", False, "", ""),
    ]
    assert [row.why for row in bad] == ["one more", "", "", "", "", "", "None is no number"]


def test_comparing_and_showing() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert not equal(loop, [1])
    assert shown(loop).count("[") <= 15
    assert shown(10**5000) == "an integer of 16610 bits"
    assert len(shown("x" * 10**6)) <= 210
    assert len(shown(list(range(10**5)))) <= 200
    assert shown({1: (2,), "a": {3}}) == "{1: (2,), 'a': {3}}"
    assert shown(object()) == "<object>"
    assert close({"a": [1.0, 2]}, {"a": [1.0000000001, 2]})
    assert not close([1, 2], [1])
    assert not close("a", 1)


def test_the_door_never_raises() -> None:
    for request in ("", "[]", "{", '{"do": "view"}', '{"do": "grade", "item": {"id": "x"}}', "null"):
        assert "error" in handle(request)
