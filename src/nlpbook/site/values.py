"""Inline values: `{{ cosine(u, v):.2f }}` becomes the computed number, in prose one that shows where it comes from.

Each value in prose travels through Markdown as one private character and becomes HTML at the end. So it works in
tables, headings and emphasis alike, and nothing in a value is ever read as Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlpbook.execution import Value, ValueResult

FIRST = 0xF0000  # the first of 65,534 characters that Unicode leaves to private use
TOKEN = re.compile(f"[{chr(FIRST)}-{chr(FIRST + 0xFFFD)}]")
TAG = re.compile(r"<[^>]*>")
NEGATIVE = re.compile(r"(?<![\w.])-(?=[\d.])")
NO_RESULT = "–"


@dataclass(frozen=True)
class Shown:
    """A value ready to be shown: its text, the exact value and the expression it comes from."""

    text: str
    exact: str
    expression: str

    @property
    def html(self) -> str:
        """The value as it stands in prose."""
        data = f'data-expr="{html.escape(self.expression)}" data-exact="{html.escape(self.exact)}"'
        return f'<span class="nb-val" tabindex="0" {data}>{html.escape(self.text)}</span>'


def substitute(text: str, values: Sequence[Value], results: Sequence[ValueResult]) -> tuple[str, list[Shown]]:
    """Put a token where a value stands in prose, its text where it stands in a formula.

    Line breaks inside a value are kept, so that line numbers stay true. Values without a result become a dash.
    """
    shown: list[Shown] = []
    pieces, end = [], 0
    for value in values:
        result = results[value.index] if value.index < len(results) else None
        pieces.append(text[end : value.start])
        end = value.end
        if value.in_math:
            pieces.append(_in_formula(result))
        else:
            pieces.append(chr(FIRST + len(shown)))
            shown.append(_in_prose(value, result))
        pieces.append("\n" * text.count("\n", value.start, value.end))
    return "".join([*pieces, text[end:]]), shown


def _in_formula(result: ValueResult | None) -> str:
    """A value as TeX: what TeX would read as a command or a comment is escaped."""
    return r"\text{–}" if result is None else re.sub(r"([%#&_$])", r"\\\1", result.text)


def _in_prose(value: Value, result: ValueResult | None) -> Shown:
    if result is None:
        return Shown(NO_RESULT, "not computed yet", value.expression)
    return Shown(NEGATIVE.sub("−", result.text), result.exact, value.expression)


def fill(content: str, shown: Sequence[Shown]) -> str:
    """Replace the tokens of finished HTML: by a value that can be looked into, inside a tag by its text alone."""

    def plain(found: re.Match[str]) -> str:
        return html.escape(shown[ord(found[0]) - FIRST].text)

    content = TAG.sub(lambda tag: TOKEN.sub(plain, tag[0]), content)
    return TOKEN.sub(lambda found: shown[ord(found[0]) - FIRST].html, content)


def fill_plain(text: str, shown: Sequence[Shown]) -> str:
    """The same for plain text, such as a title in the contents."""
    return TOKEN.sub(lambda found: shown[ord(found[0]) - FIRST].text, text)
