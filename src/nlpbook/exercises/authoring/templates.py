"""Render Markdown once, at build, into HTML templates whose fields Python fills wherever the exercise is shown."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import Any

import markdown

from nlpbook.exercises.authoring.exercise import Text
from nlpbook.exercises.authoring.sections import fenced_lines
from nlpbook.exercises.expressions import split_field

FIELD = re.compile(r"\{\{(?!\{)([^{}]*)\}\}")
MARK = re.compile("\ue000([0-9]+)\ue001")
FORMULA = re.compile(r'<(span|div) class="arithmatex">.*?</\1>', re.DOTALL)
CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
PARAGRAPH = re.compile(r"<p>((?:(?!<p>|</p>).)*)</p>", re.DOTALL)
EXTENSIONS = [
    "tables",
    "attr_list",
    "sane_lists",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
]
OPTIONS: dict[str, Any] = {"pymdownx.arithmatex": {"generic": True}, "pymdownx.highlight": {"anchor_linenums": False}}


@cache
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS, output_format="html")


def mark_fields(source: str) -> tuple[str, list[str]]:
    """Put a numbered mark in place of each field outside fenced code.

    Returns:
        The marked source and the fields, without braces.

    Raises:
        ValueError: Braces are left over that no field explains; the text quotes them.
    """
    fields: list[str] = []

    def mark(match: re.Match[str]) -> str:
        fields.append(match[1].strip())
        return f"\ue000{len(fields) - 1}\ue001"

    lines = source.split("\n")
    flags = fenced_lines(lines)
    for at, line in enumerate(lines):
        if flags[at]:
            continue
        lines[at] = FIELD.sub(mark, line)
        if "{{" in lines[at]:
            rest = lines[at][lines[at].index("{{") :][:40]
            raise ValueError(f"{rest!r} is no field: write {{{{ expression }}}} on one line, without braces inside")
    return "\n".join(lines), fields


def render(text: Text) -> dict[str, Any]:
    """The template of a text: `html`, `plain` (its source), `fields`, `modes`."""
    plain, fields = mark_fields(text.source)
    converter = _markdown()
    html = converter.reset().convert(plain)
    if text.inline and (only := PARAGRAPH.fullmatch(html.strip())):
        html = only[1]
    inside = {
        mode: [match.span() for match in pattern.finditer(html)] for mode, pattern in (("m", FORMULA), ("c", CODE))
    }
    modes = ["t"] * len(fields)
    for match in MARK.finditer(html):
        for mode, spans in inside.items():
            if any(start <= match.start() < end for start, end in spans):
                modes[int(match[1])] = mode
    return {"html": html, "plain": " ".join(plain.split()), "fields": fields, "modes": "".join(modes)}


def render_all(value: Any) -> Any:
    """A draft with every `Text` rendered."""
    if isinstance(value, Text):
        return render(value)
    if isinstance(value, dict):
        return {key: render_all(entry) for key, entry in value.items()}
    return [render_all(entry) for entry in value] if isinstance(value, list | tuple) else value


def texts(value: Any) -> list[Text]:
    """Every text of a draft."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, dict):
        return [text for entry in value.values() for text in texts(entry)]
    return [text for entry in value for text in texts(entry)] if isinstance(value, list | tuple) else []


def fields_of(text: Text) -> list[tuple[int, str]]:
    """Fields of a text with their lines."""
    lines = text.source.split("\n")
    flags = fenced_lines(lines)
    return [
        (text.line + at, match[1].strip())
        for at, line in enumerate(lines)
        if not flags[at]
        for match in FIELD.finditer(line)
    ]


def expression_of(field: str) -> str:
    """The expression of a field, for checking its names."""
    return split_field(field)[0]


def not_python(source: str) -> tuple[int, str] | None:
    """The line (from 1) on which a program stops being Python, and why; None if it is Python."""
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except ValueError as error:
        return 1, str(error)
    return None
