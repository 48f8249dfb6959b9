"""Verdicts on programs and on faulty lines, whole; kept as golden files, as in `test_number_tables`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nlpbook.exercises import session
from nlpbook.exercises.kinds.bugline import quotable, with_repair

from .helpers import item

Golden = Callable[[str, object], None]


CODE = """
    ---
    kind: code
    entry: [add, mul]
    right: Both {{ 1 + 1 }} work.
    ---
    Write both.

    ## Starter
    ```python
    def add(a, b):
        return 0
    ```

    ## Solution
    ```python
    def add(a, b):
        return a + b

    def mul(a, b):
        return a * b
    ```

    ## Tests
    ```python
    assert add(0, 0) == 0
    assert add(1, 2) == 3, "the sum"
    assert mul(2, 3) == 6, "why not six?"
    assert close(mul(0.5, 3), 1.5)
    ```

    ## Hidden tests
    ```python
    # large
    assert add(10, 5) == 15
    ```

    ## Wrong: You subtracted.
    ```python
    def add(a, b):
        return a - b

    def mul(a, b):
        return a * b
    ```
"""


BUG = """
    ---
    kind: bugline
    line: 2
    entry: double
    right: Twice is {{ 2 }} times.
    mistakes:
      - {line: 1, say: "That is the head."}
    ---
    Which?

    ## Program
    ```python
    def double(x):
        return 3 * x

    z = 0
    ```

    ## Repaired
    ```python
    def double(x):
        return 2 * x

    z = 0
    ```

    ## Tests
    ```python
    assert double(1) == 2
    assert double(0) == 0
    ```
"""


BOTH = "def add(a, b): return {}\ndef mul(a, b): return {}"


CODE_ANSWERS = [
    *(BOTH.format(*pair) for pair in (
        ("a + b", "a * b"), ("a - b", "a * b"), ("a + b", "a"), ("a + b", "print(a * b)"), ("a + b", "None"), ("0",
        "0"), ("1", "1"),
        ("a + b if a < 10 else 0", "a * b"), ("a / b", "a * b"), ("a + b", "1 / 0"), ("a + b",
        "a * b if a > 1 else 7"), ("a + b", "[]"),
    )),
    BOTH.format("a + b", "a * b") + "\n1 / 0", BOTH.format("a + b", "a * b") + "\nprint('<done>')",
    "def add(a, b): return a + b",
    "def add(a, b): return a + b\ndef mull(a, b): return a * b", "def add(a, b): return a + b\nmull = 3",
    "print(1)\nexec('x =')", "", " \n", None, 3, [], "x" * 50_001,
    "#" * 50_000, "wrods = 1\nword", "raise ValueError('a')", "def add(a, b): return undefined\nmul = add",
]  # fmt: skip


BUG_ANSWERS: list[Any] = [
    2, "2", " 2 ", 2.0, 2.5, 1, 4, 0, 5, -1, True, None, "", "x", "২", "1000000000", "0000000002", [], {},
    {"line": 2}, {"line": None}, {"line": ""}, {"repair": "x"}, {"line": 1, "repair": "x"},
    *({"line": 2, "repair": repair} for repair in (
        "return 2 * x", "    return 2 * x", "\treturn 2 * x", "\n    return 2 * x\n", "return x + x\r\n",
        "y = 2\nreturn y * x", "return x", "return (", "1 / 0", "return 1 / x",
        "return print(x)", " ", "", None, 3, 0, [], "x" * 2000, "x" * 2001, "pass", "return 2 * x  # <b>",
    )),
]  # fmt: skip


def test_verdicts_on_programs(golden: Golden) -> None:
    made = item(CODE)
    rows = {}
    for answer in CODE_ANSWERS:
        said = session.grade(made, answer)
        if "SyntaxError" not in str(said):
            rows[repr(answer)[:100]] = {name: value for name, value in said.items() if value not in (None, "", [])}
    golden("code", rows)
    said = session.grade(made, "def f(:\n")
    assert (said["state"], said["line"], said["counts"]) == ("malformed", 1, False)
    said = session.grade(made, "print(1)\nexec('x =')")
    assert (said["state"], said["line"], said["output"]) == ("wrong", 2, "1\n") or said["line"] == 1


def test_verdicts_on_lines(golden: Golden) -> None:
    made = item(BUG)
    rows = {}
    for answer in BUG_ANSWERS:
        said = session.grade(made, answer)
        said["message_html"] = said["message_html"] if answer != {"line": 2,
            "repair": "return ("} else said["message_html"][:30]
        rows[repr(answer)[:60] + f" {len(repr(answer))}"] = {name: value for name, value in said.items()
            if value not in (None, "", [])}
    golden("lines", rows)
    golden("line-view", [session.view(made)["input"], session.solution(made), session.key(made)])
    assert [quotable(value) for value in (3, "a" * 50, 1.5, True, 2**198, 2**199, [], None)] == ["3", "a" * 40, "1.5",
        "True", str(2**198)[:40], "…", "…", "…"]
    assert with_repair(made, "a\nb") == "def double(x):\n    a\n    b\n\nz = 0\n" and with_repair(made,
        "\ta") == "def double(x):\n\ta\n\nz = 0\n"
