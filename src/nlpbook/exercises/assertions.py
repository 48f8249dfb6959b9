"""Read the tests of an exercise: which statements are tests, what they call and what they expect."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from nlpbook.exercises.messages import say

FILE = "<tests>"
CLOSE = ("close", "isclose", "math.isclose")
"""Calls that compare two numbers with a tolerance."""


@dataclass(frozen=True)
class Check:
    """One statement of a test section; `shape` is setup, equal, near, close, raises, true, block or function."""

    shape: str
    node: ast.stmt
    name: str
    hidden: bool


@lru_cache(maxsize=64)
def read_checks(source: str, hidden: bool = False) -> tuple[Check, ...]:
    """The statements of a test section, in order.

    Raises:
        SyntaxError: The section is not Python.
    """
    tree = ast.parse(source)
    comments, checks = _comments(source), []
    count = 0
    for node in tree.body:
        shape = _shape(node)
        name = ""
        if shape != "setup":
            count += 1
            numbered = say("test.hidden" if hidden else "test.name", n=count)
            name = node.name.removeprefix("test_").replace("_", " ") if isinstance(node, ast.FunctionDef) else numbered
            name = comments.get(node.lineno - 1) or name
        checks.append(Check(shape, node, name, hidden))
    return tuple(checks)


def _comments(source: str) -> dict[int, str]:
    """Comments that have a line to themselves, by line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokens
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }


def _shape(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
        return "function"
    if isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try):
        return "block" if any(isinstance(inner, ast.Assert | ast.Raise) for inner in ast.walk(node)) else "setup"
    if not isinstance(node, ast.Assert):
        return "setup"
    test = node.test
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        constant = isinstance(test.comparators[0], ast.Constant)
        if isinstance(test.ops[0], ast.Eq) or (isinstance(test.ops[0], ast.Is) and constant):
            return "equal"
        if (
            isinstance(test.ops[0], ast.Lt | ast.LtE)
            and is_call(test.left, "abs")
            and isinstance(difference(test), ast.BinOp)
        ):
            return "near"
    if isinstance(test, ast.Call) and ast.unparse(test.func) in CLOSE and len(test.args) >= 2:
        return "close"
    if is_call(test, "raises") and isinstance(test, ast.Call) and len(test.args) >= 2:
        return "raises"
    return "true"


def is_call(node: ast.expr, name: str) -> bool:
    """Whether an expression calls the function with this name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def difference(test: ast.Compare) -> ast.expr | None:
    """The a - b of abs(a - b) < tolerance."""
    assert isinstance(test.left, ast.Call)
    inner = test.left.args[0] if len(test.left.args) == 1 else None
    return inner if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub) else None


@lru_cache(maxsize=512)
def text_of(node: ast.expr) -> str:
    """The source of an expression."""
    return ast.unparse(node)


@lru_cache(maxsize=512)
def code_of(node: ast.stmt | ast.expr) -> CodeType:
    """An expression, or a statement, ready to be evaluated or run; a page runs the same tests again and again."""
    if isinstance(node, ast.stmt):
        return compile(ast.Module([node], []), FILE, "exec", dont_inherit=True)
    return compile(ast.fix_missing_locations(ast.Expression(node)), FILE, "eval", dont_inherit=True)


@lru_cache(maxsize=512)
def comparison_of(test: ast.expr) -> ast.expr:
    """The comparison of a test with a tolerance, over the names `_got` and `_expected`."""
    got, expected = ast.Name("_got", ast.Load()), ast.Name("_expected", ast.Load())
    if isinstance(test, ast.Call):
        return ast.Call(test.func, [got, expected, *test.args[2:]], test.keywords)
    assert isinstance(test, ast.Compare) and isinstance(test.left, ast.Call)
    return ast.Compare(ast.Call(test.left.func, [ast.BinOp(got, ast.Sub(), expected)], []), test.ops, test.comparators)


@lru_cache(maxsize=512)
def sides_of(test: ast.expr, entry: tuple[str, ...]) -> tuple[ast.expr, ast.expr | None]:
    """The side that calls the program, and the side it is compared with."""
    if isinstance(test, ast.Call):
        if is_call(test, "raises") and len(test.args) >= 2:
            return ast.Call(test.args[1], test.args[2:], test.keywords), None
        pair = test.args[:2] if ast.unparse(test.func) in CLOSE and len(test.args) >= 2 else [test]
    elif isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq | ast.Is):
        pair = [test.left, test.comparators[0]]
    elif (
        isinstance(test, ast.Compare) and is_call(test.left, "abs") and isinstance(inner := difference(test), ast.BinOp)
    ):
        pair = [inner.left, inner.right]
    else:
        pair = [test]
    if len(pair) == 1:
        return pair[0], None
    uses = [any(isinstance(node, ast.Name) and node.id in entry for node in ast.walk(side)) for side in pair]
    return (pair[1], pair[0]) if uses[1] and not uses[0] else (pair[0], pair[1])
