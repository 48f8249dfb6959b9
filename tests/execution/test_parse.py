"""Cells and their directives."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook.execution import SourceError, parse_page


def cells(text: str) -> list[tuple[int, str]]:
    return [(cell.line, cell.source) for cell in parse_page("docs/a.md", textwrap.dedent(text)).cells]


def test_fences_in_lists_admonitions_and_quotes() -> None:
    text = """\
    # Title

    ```python exec="on"
    a = 1
    ```

    1. item

        ```python exec="on" source="above"
        if a:
            b = 2
        ```

    !!! note
        text

        ~~~ {.python exec="on" #named}
        c = 3

        d = 4
        ~~~

    > quote
    > ~~~python exec="1"
    > e = 5
    >
    > f = 6
    > ~~~
    """
    assert cells(text) == [
        (4, "a = 1"),
        (10, "if a:\n    b = 2"),
        (18, "c = 3\n\nd = 4"),
        (25, "e = 5\n\nf = 6"),
    ]
    page = parse_page("docs/a.md", textwrap.dedent(text))
    assert [cell.id for cell in page.cells] == ["cell-1", "cell-2", "named", "cell-4"]


@pytest.mark.parametrize(
    "info",
    ["python", 'python exec="off"', 'python title="exec"', "text", "{.python .annotate}", 'bash exec="no"', ""],
)
def test_other_fences_do_not_run(info: str) -> None:
    assert cells(f"```{info}\n1 / 0\n```\n") == []


def test_a_fence_inside_a_longer_fence_or_a_comment_does_not_run() -> None:
    inner = '```python exec="on"\n1 / 0\n```\n'
    assert cells(f"````markdown\n{inner}````\n") == []
    assert cells(f"<!--\n{inner}-->\n") == []


def test_directives_are_read_and_leave_lines_true() -> None:
    text = """\
    ```python exec="on"
    #| alt: Three words, drawn as
    #|   arrows from the origin.
    #| alt: "Their {{ n }} neighbours."
    #| caption: Cosine {{ c:.2f }} in $x = {{ n }}$.
    #| label: fig-words

    draw()
    ```
    """
    (cell,) = parse_page("docs/a.md", textwrap.dedent(text)).cells
    assert cell.source == "\n" * 6 + "draw()"
    assert (cell.line, cell.shown, cell.label) == (2, "draw()", "fig-words")
    assert [alt.text for alt in cell.alts] == [
        "Three words, drawn as arrows from the origin.",
        "Their {{ n }} neighbours.",
    ]
    assert [value.expression for value in cell.captions[0].values] == ["c", "n"]
    assert cell.captions[0].line == 5


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('```python exec="on"\n#| alr: x\n```\n', 2, 'unknown directive "alr"; did you mean "alt"?'),
        ('```python exec="on"\n#| no colon\n```\n', 2, "cannot read"),
        ('```python exec="on"\n#| alt:\n```\n', 2, "empty"),
        ('```python exec="on"\n#|   more\n```\n', 2, "none above it"),
        ('```python exec="on"\nx = 1\n#| alt: late\n```\n', 3, "above the code"),
        ('```python exec="on"\n\n#| alt: {{ x + }}\n```\n', 3, "not a Python expression"),
        ('```python exec="on"\n#| label: fig one\n```\n', 2, "fig-neighbours"),
        ('x\n```python exec="on" rasies="ValueError"\n```\n', 2, 'did you mean "raises"?'),
        ("x\n```python exec=on\n```\n", 2, "in quotes"),
        ('```bash exec="on"\nls\n```\n', 1, "only python"),
        ('```python exec="on" device="cuda"\n```\n', 1, 'needs an id="…"'),
        ('```python exec="on" device="gpu" id="a"\n```\n', 1, '"cuda"'),
        ('```python exec="on" keep="a"\n```\n', 1, "keep="),
        ('```python exec="on" device="cuda" id="a" keep="a b"\n```\n', 1, "not a variable name"),
        ('```python exec="on" id="cell-3"\n```\n', 1, "cell-3"),
        ('```python exec="on" id="a"\n```\n\n```python exec="on" id="a"\n```\n', 4, "already used on line 1"),
        ('```python exec="on"\n#| label: fig-a\n#| label: fig-a\n```\n', 2, "already used"),
        ('- ```python exec="on"\n  x = 1\n  ```\n', 3, "line of a list marker"),
        ('1. item\n\n    ```python exec="on"\n  x = 1\n', 3, "never closed"),
    ],
)
def test_mistakes_are_refused_with_line_and_cure(text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_page("docs/a.md", text)
    assert str(caught.value).startswith(f"docs/a.md:{line}: ")
    assert message in str(caught.value)


CODE = st.lists(
    st.sampled_from(["x = 1", "", "    y = 2", "# চাঁদ", "s = '```'", "> z", "\tt = 3"]), min_size=1, max_size=8
)


@given(
    CODE,
    st.sampled_from(["", "    ", "> ", "> > ", "        "]),
    st.sampled_from(["```", "~~~", "`````"]),
    st.integers(0, 5),
)
def test_code_comes_back_as_written(rows: list[str], prefix: str, mark: str, above: int) -> None:
    body = [f'{prefix}{mark}python exec="on"', *(f"{prefix}{row}".rstrip() for row in rows), f"{prefix}{mark}"]
    (cell,) = parse_page("docs/a.md", "text\n" * above + "\n".join(body) + "\n").cells
    expected = [row.replace("\t", "\t").rstrip() for row in rows]
    assert [row.rstrip() for row in cell.source.split("\n")] == expected
    assert cell.line == above + 2


def test_cells_agree_with_markdown_exec() -> None:
    """Superfences decides what a fence is: both readings must find the same code."""
    markdown = pytest.importorskip("markdown")
    found: list[str] = []

    def remember(source: str, *_: object, **__: object) -> str:
        found.append(source)
        return "<p></p>"

    def validate(language: str, inputs: dict[str, str], options: dict[str, str], *_: object) -> bool:
        return "exec" in inputs

    text = textwrap.dedent("""\
        ```python exec="on"
        a = 1
        ```
        * item

            ~~~~{.python exec="on" id="x"}
            b = 2

                c = 3
            ~~~~

        > ```python exec="on"
        > d = 4
        > ```

        ````text
        ```python exec="on"
        no
        ```
        ````
        """)
    fences = [{"name": "python", "class": "python", "validator": validate, "format": remember}]
    markdown.markdown(
        text,
        extensions=["pymdownx.superfences", "attr_list"],
        extension_configs={"pymdownx.superfences": {"custom_fences": fences}},
    )
    assert [source.strip() for source in found] == [source.strip() for _, source in cells(text)]
