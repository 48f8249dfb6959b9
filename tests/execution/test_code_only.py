"""What counts for a frozen result: code, not explanations."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.execution.code_only import code_only


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x = 1  # a\n\n\ny = 2\n", "x = 1\ny = 2  # চাঁদ", True),
        ('"""Module."""\nx = 1', "x = 1", True),
        ('def f():\n    """Doc.\n\n    More."""\n    return 1', "def f():\n    return 1", True),
        ("x = 1", "x = 2", False),
        ('def f(): "doc"; return 1', 'def f(): "doc"; return 2', False),
        ('x = """\na\n\nb"""', 'x = """\na\nb"""', False),
        ('x = """a \nb"""', 'x = """a\nb"""', False),
        ('x = f"""\n\n{y}"""', 'x = f"""\n{y}"""', False),
        ('x = "# no comment"', 'x = ""', False),
        ("if x:\n    y()", "if x:\n  pass\ny()", False),
    ],
)
def test_only_code_counts(one: str, other: str, same: bool) -> None:
    assert (code_only(one) == code_only(other)) is same


ROWS = ["x = 1", "# c", "", "def f():", "    'doc'", '    """a', '    b"""', "    return 1", "    # c", "y = '#'  # c"]


@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_the_program_stays_the_same(rows: list[str]) -> None:
    source = "\n".join(rows)
    try:
        program = ast.parse(source)
    except SyntaxError:
        assert code_only(source) == source
        return
    for node in ast.walk(program):
        if isinstance(node, ast.FunctionDef | ast.Module) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    if all(node.body for node in ast.walk(program) if isinstance(node, ast.FunctionDef)):
        assert ast.dump(ast.parse(code_only(source))) == ast.dump(program)
