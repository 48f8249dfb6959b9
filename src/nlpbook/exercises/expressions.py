"""Evaluate the expressions of exercise files, with nothing in reach but the names an exercise may use."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from nlpbook.exercises.names import names

FORBIDDEN = (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)


class ExpressionError(ValueError):
    """An expression cannot be read or evaluated; the text says why."""


@lru_cache(maxsize=2048)
def parse(source: str) -> ast.Expression:
    """Parse one expression and refuse what exercises do not need.

    Raises:
        ExpressionError: Not an expression, or it assigns, awaits, or reaches for a name that starts with an underscore.
    """
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ExpressionError(f"{source!r} is not a Python expression: {reason}") from None
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if isinstance(node, FORBIDDEN) or (name.startswith("_") and name != "_"):
            raise ExpressionError(f"{source!r} uses {name or type(node).__name__}, which expressions may not")
    return tree


@lru_cache(maxsize=2048)
def _compiled(source: str) -> CodeType:
    return compile(parse(source), "<expression>", "eval", dont_inherit=True)


def free_names(source: str) -> list[str]:
    """Names that an expression takes from outside, in order of appearance.

    Examples:
        >>> free_names("[x * k for x in u]")
        ['k', 'u']
    """
    tree = parse(source)
    own: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
    used = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in own]
    return sorted(dict.fromkeys(used), key=lambda name: source.find(name))


def evaluate(source: str, scope: Mapping[str, Any]) -> Any:
    """Value of an expression.

    Args:
        source: A Python expression.
        scope: Values of the exercise; they stand before the common names.

    Returns:
        Whatever the expression gives.

    Raises:
        ExpressionError: It cannot be read, or evaluating it failed; the cause is chained.

    Examples:
        >>> evaluate("sum(u) / len(u)", {"u": [1, 2, 6]})
        3.0
    """
    code = _compiled(source)
    try:
        return eval(code, {"__builtins__": {}, **names(), **scope})  # authors write it, reviewers read it
    except Exception as error:
        raise ExpressionError(f"{source!r} failed: {type(error).__name__}: {error}") from error


def split_field(body: str) -> tuple[str, str, str]:
    """Split what stands between `{{` and `}}` as an f-string would.

    Returns:
        (expression, conversion, format): conversion is "", "r", "s" or "a".

    Examples:
        >>> split_field("norm(u):.3f")
        ('norm(u)', '', '.3f')
        >>> split_field("table['a:b']!r")
        ("table['a:b']", 'r', '')
    """
    depth, quote, cut = 0, "", len(body)
    for at, sign in enumerate(body):
        if quote:
            quote = "" if sign == quote and body[at - 1] != "\\" else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == ":" and depth == 0 and not body[:at].lstrip().startswith("lambda"):
            cut = at
            break
    expression, spec = body[:cut].strip(), body[cut + 1 :].strip()
    if len(expression) > 2 and expression[-2] == "!" and expression[-1] in "rsa":
        return expression[:-2].strip(), expression[-1], spec
    return expression, "", spec
