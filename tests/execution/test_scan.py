"""The scanner: what is an inline value and what is not, and that it loses nothing."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.execution import SourceError, parse_page, scan_values
from nlpbook.execution.scan import split_field, tokens


def expressions(text: str) -> list[str]:
    return [value.expression for value in scan_values(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one {{ a }} two {{b}}", ["a", "b"]),
        ("| {{ a }} | `x` | {{ b }} |", ["a", "b"]),
        ("## Heading {{ a }}", ["a"]),
        ("`{{ a }}` and ``x ` {{ a }}`` {{ b }}", ["b"]),
        (r"\`{{ a }}\`", ["a"]),
        ("a ` lonely tick {{ a }}", ["a"]),
        ("- one ` tick {{ a }}\n- two ` ticks {{ b }}", ["a", "b"]),
        ("`over\nlines {{ a }}` {{ b }}", ["b"]),
        ("`not over\n\nparagraphs {{ a }}`", ["a"]),
        ("<!-- {{ a }}\n\n{{ a }} --> {{ b }}", ["b"]),
        ("`<!--` {{ a }} `-->`", ["a"]),
        ("<!-- never closed {{ a }}", ["a"]),
        ("```\n{{ a }}\n```\n{{ b }}", ["b"]),
        ("~~~ text\n{{ a }}\n```\n~~~\n{{ b }}", ["b"]),
        ("> ```\n> {{ a }}\n> ```\n> {{ b }}", ["b"]),
        ("````\n```\n{{ a }}\n```\n````\n{{ b }}", ["b"]),
        ("```not a fence {{ a }}```", []),
        ("---\ntitle: '{{ a }}'\n---\n{{ b }}", ["b"]),
        ("{{ d['a:b'] }} {{ xs[1:3] }}", ["d['a:b']", "xs[1:3]"]),
        ("{{ '}}' }}", ["'}}'"]),
        ("over {{ f(a,\n  b) }} lines", ["f(a, b)"]),
        ("> over {{ f(a,\n> b) }} lines", ["f(a, b)"]),
        ("a { b } c {d} {", []),
        (r"\{{ a }} {{ b }}", ["b"]),
        (r"$\{{{ a }}, {{ b }}\} \\{{ c }}$", ["a", "b", "c"]),
        (r"$\{{ a }\}$", []),
        ("", []),
    ],
)
def test_which_values_are_found(text: str, found: list[str]) -> None:
    assert expressions(text) == found


@pytest.mark.parametrize(
    ("text", "in_math"),
    [
        ("{{ a }}", False),
        ("$x = {{ a }}$", True),
        ("$$\nx = {{ a }}\n$$", True),
        (r"\(x = {{ a }}\)", True),
        (r"\[x = {{ a }}\]", True),
        ("$x^{{{ a }}}$", True),
        ("costs $5 {{ a }} and $6", False),
        (r"\$x = {{ a }}$", False),
        ("$x$ then {{ a }} then $y$", False),
        ("$x\n\n{{ a }}$", False),
    ],
)
def test_maths_is_known(text: str, in_math: bool) -> None:
    (value,) = scan_values(text)
    assert (value.expression, value.in_math) == ("a", in_math)
    assert text[value.start : value.end] == "{{ a }}"


def test_fields_split_like_those_of_an_f_string() -> None:
    assert split_field(" x != y ", 1, "a") == ("x != y", "", "")
    assert split_field("x!r", 1, "a") == ("x", "r", "")
    assert split_field("x!s:>10", 1, "a") == ("x", "s", ">10")
    assert split_field("(lambda: 3)():d", 1, "a") == ("(lambda: 3)()", "", "d")
    assert split_field('"a:b":>3', 1, "a") == ('"a:b"', "", ">3")
    assert split_field("t:%H:%M", 1, "a") == ("t", "", "%H:%M")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n\n{{ }}", 3, "empty"),
        ("x\n{{ a + }}", 2, "not a Python expression"),
        ("x\n{{ {1: 2} }}", 2, "braces cannot stand inside"),
        ("x\n{{ a", 2, "not closed in its paragraph"),
        ("{{ 'a\n\n' }}", 1, "not closed in its paragraph"),
        (r"$\frac{{x}+1}{2}$", 1, "`{ {`"),
        ("x\n\n```python\ncode\n", 3, "never closed"),
    ],
)
def test_a_bad_text_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        scan_values(text, "docs/x.md")
    assert str(caught.value).startswith(f"docs/x.md:{line}: ")
    assert message in str(caught.value)


ORACLE = [
    "one {{ a }} and `{{ b }}` and $x = {{ c }}$ and ``{{ ` }}``",
    "$$\nx = {{ a }}\n$$\n\ntext {{ b }}",
    "| a | b |\n| - | - |\n| {{ a }} | `{{ b }}` |\n| $x^{{{ c }}}$ | x |",
    "- item {{ a }}\n\n    ```text\n    {{ b }}\n    ```\n\n- `{{ c }}` {{ d }}",
    "> quote {{ a }}\n>\n> ```text\n> {{ b }}\n> ```\n\n{{ c }}",
    "costs $5 {{ a }} and $6",
    r"\(x = {{ a }}\) \$y {{ b }}$ \`{{ c }}\`",
    "**bold {{ a }}** [link {{ b }}](x.md) *{{ c }}*",
    "a ` tick {{ a }}\n\nb ` tick {{ b }}",
    "# Head `{{ a }}` {{ b }}\n\n!!! note\n    in {{ c }}",
    r"\[ x = {{ a }} \]",
]


@pytest.mark.parametrize("text", ORACLE)
def test_code_and_maths_agree_with_python_markdown(text: str) -> None:
    """Substitute what was found, render, and look where it ended up; what was not found must be in code."""
    markdown: Any = pytest.importorskip("markdown")
    pieces, end = [], 0
    values = scan_values(text)
    for value in values:
        pieces += [text[end : value.start], f"VALUE{value.index}"]
        end = value.end
    names = ["pymdownx.superfences", "pymdownx.arithmatex", "tables", "admonition"]
    settings = {"pymdownx.arithmatex": {"generic": True}, "pymdownx.superfences": {}}
    html = markdown.markdown("".join([*pieces, text[end:]]), extensions=names, extension_configs=settings)
    maths = re.findall(r'class="arithmatex">(.*?)</(?:span|div)>', html, re.DOTALL)
    code = re.findall(r"<(?:code|pre)[^>]*>(.*?)</(?:code|pre)>", html, re.DOTALL)
    for value in values:
        assert any(f"VALUE{value.index}" in piece for piece in maths) == value.in_math
        assert not any(f"VALUE{value.index}" in piece for piece in code)
    assert sum(piece.count("{{") for piece in code) == text.count("{{") - len(values)


PIECES = st.sampled_from(
    "{{ a }}|{{ b:.2f }}|$|$$|`|``|\n|\n\n|```\n|~~~\n|> |    |- |<!--|-->|word |\\|\\(|\\)|{|}|# |চাঁদ |"
    '```python exec="on"\n|---\n|\t|\r\n|\'| a "'.split("|")
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_scanned_or_refused_with_a_line_that_exists(text: str) -> None:
    try:
        found = list(tokens(text, "p.md"))
    except SourceError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        return
    outer = [token for token in found if token.kind != "value" or not (token.value and token.value.in_math)]
    for before, after in itertools.pairwise(outer):
        assert before.end <= after.start  # tokens follow each other: substituting values loses no text
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        if token.value is not None:
            assert text[token.start : token.start + 2] == "{{" and text[token.end - 2 : token.end] == "}}"
            assert token.value.line == text.count("\n", 0, token.start) + 1


@given(
    st.lists(
        st.sampled_from(["text\n", "\n", "{{ v }}\n", '```python exec="on"\nx = 1\n```\n', "- item\n"]), max_size=25
    )
)
def test_lines_offsets_and_cells_above_are_true(parts: list[str]) -> None:
    text = "".join(parts)
    page = parse_page("p.md", text)
    rows = text.split("\n")
    assert [rows[cell.line - 1] for cell in page.cells] == ["x = 1"] * sum("exec" in part for part in parts)
    for value in page.values:
        assert rows[value.line - 1] == "{{ v }}"
        assert value.after == text[: value.start].count("exec=") - 1
