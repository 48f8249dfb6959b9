"""What of a source file can change a result: the code, without comments, docstrings and blank lines."""

from __future__ import annotations

import ast
import io
import tokenize

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def code_only(source: str) -> str:
    r"""The source without comments, docstrings and blank lines; the same on every version of Python.

    Texts are kept to the letter, also those over several lines. A source that cannot be parsed comes back as it is.

    Examples:
        >>> code_only('def f():  # why\n    "What."\n\n    return "#"\n')
        'def f():\n    return "#"'
    """
    try:
        tree = ast.parse(source)
        marks = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, ValueError, tokenize.TokenError):
        return source
    rows = source.split("\n")
    inside = _rows_of_texts(tree)
    for mark in marks:
        if mark.type == tokenize.COMMENT:
            rows[mark.start[0] - 1] = rows[mark.start[0] - 1][: mark.start[1]]
    for first, last in _docstrings(tree, rows):
        rows[first - 1 : last] = [""] * (last - first + 1)
        inside -= set(range(first, last + 1))
    kept = [row if number in inside else row.rstrip() for number, row in enumerate(rows, 1)]
    return "\n".join(row for number, row in enumerate(kept, 1) if row or number in inside)


def _rows_of_texts(tree: ast.AST) -> set[int]:
    """Rows (1-based) whose end, or the whole of which, lies inside a text."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        text = isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        )
        if text and isinstance(node, ast.expr):
            inside |= set(range(node.lineno, node.end_lineno or node.lineno))
    return inside


def _docstrings(tree: ast.AST, rows: list[str]) -> list[tuple[int, int]]:
    """First and last row of each docstring that has its rows for itself."""
    found = []
    for node in ast.walk(tree):
        first = node.body[0] if isinstance(node, DOCUMENTED) and node.body else None
        if not isinstance(first, ast.Expr) or first.end_lineno is None:
            continue
        text = isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
        starts = not rows[first.lineno - 1].encode()[: first.col_offset].strip()
        if text and starts and len(rows[first.end_lineno - 1].rstrip().encode()) == first.end_col_offset:
            found.append((first.lineno, first.end_lineno))
    return found
