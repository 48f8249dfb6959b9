"""Find what matters in a page's Markdown: fences, code spans, comments, maths and inline values, with offsets.

One pass over the text. The site substitutes inline values at exactly the offsets found here, so both always agree.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nlpbook.execution.errors import SourceError
from nlpbook.execution.fences import OPENING, Fence, read_fence
from nlpbook.execution.model import Value

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
INTERESTING = re.compile(r"[\\`$<{\n]")
BOUNDARY = re.compile(r"[ \t>]*(?:\r?$|#{1,6}\s|[-*+]\s|\d+[.)]\s|\||`{3,}|~{3,}|///)", re.MULTILINE)
BLANK = re.compile(r"\n[ \t>]*\r?(?:\n|\Z)")
ESCAPE_OR_VALUE = re.compile(r"\\.|\{\{", re.DOTALL)
MATHS = (
    re.compile(r"\$\$((?:\\.|[^\\])+?)\$\$", re.DOTALL),
    re.compile(r"\$(?![\s$])((?:\\.|[^\\$])+?)(?<!\s)\$", re.DOTALL),
    re.compile(r"\\\[((?:\\[^\]]|[^\\])+?)\\\]", re.DOTALL),
    re.compile(r"\\\(((?:\\[^)]|[^\\])+?)\\\)", re.DOTALL),
)


@dataclass(frozen=True)
class Token:
    """A stretch of the text, from `start` to `end`; everything between tokens is prose."""

    kind: Literal["fence", "code", "comment", "math", "value"]
    start: int
    end: int
    fence: Fence | None = None
    value: Value | None = None


def scan_values(text: str, path: str = "<text>") -> list[Value]:
    """The inline values of a Markdown text, in order.

    Values in fenced code, code spans, HTML comments and front matter are left alone; those in maths are marked.

    Raises:
        SourceError: A value is empty, is not an expression, holds braces or is not closed.

    Examples:
        >>> [(v.expression, v.format, v.in_math) for v in scan_values("{{ x + 1:.2f }}, $y = {{ y }}$, `{{ z }}`")]
        [('x + 1', '.2f', False), ('y', '', True)]
    """
    return [token.value for token in tokens(text, path) if token.value is not None]


def tokens(text: str, path: str) -> Iterator[Token]:
    """Walk through the text once; values inside maths follow their maths token."""
    walk = _Walk(text, path)
    position, line_start = _after_front_matter(text), True
    while position < len(text):
        if line_start and OPENING.match(text, position):
            fence = read_fence(text, position, walk.line(position), path)
            if fence is not None:
                walk.cells += fence.executed
                yield Token("fence", position, fence.end, fence=fence)
                position = fence.end
                continue
        found = INTERESTING.search(text, position)
        if found is None:
            return
        line_start = found[0] == "\n"
        made = [] if line_start else walk.token(found.start())
        yield from made
        position = made[0].end if made else walk.skip(found.start())
        line_start = line_start or text[position - 1] == "\n"


def _after_front_matter(text: str) -> int:
    match = FRONT_MATTER.match(text)
    return match.end() if match else 0


class _Walk:
    """The text, and how many cells and values have been passed."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.newlines = [match.start() for match in re.finditer("\n", text)]
        self.cells = self.values = 0

    def line(self, offset: int) -> int:
        return bisect_right(self.newlines, offset - 1) + 1

    def skip(self, position: int) -> int:
        """Where to go on when nothing starts at `position`."""
        character = self.text[position]
        if character == "`":
            return position + _run(self.text, position)
        escapes = character == "\\" and position + 1 < len(self.text) and self.text[position + 1] != "\n"
        return position + (2 if escapes else 1)

    def token(self, position: int) -> list[Token]:
        """The token at `position` with what is inside it, or nothing."""
        text = self.text
        if text.startswith("<!--", position):
            end = text.find("-->", position)
            return [Token("comment", position, end + 3)] if end >= 0 else []
        if text[position] == "`":
            return self._code(position)
        if text[position] in "\\$":
            return self._math(position)
        return self._value(position, in_math=False) if text.startswith("{{", position) else []

    def _code(self, position: int) -> list[Token]:
        ticks = self.text[position : position + _run(self.text, position)]
        close = re.compile(rf"(?<!`){ticks}(?!`)").search(self.text, position + len(ticks), self._block_end(position))
        return [Token("code", position, close.end())] if close else []

    def _math(self, position: int) -> list[Token]:
        end = self._paragraph_end(position)
        for pattern in MATHS:
            match = pattern.match(self.text, position, end)
            if match:
                return [Token("math", position, match.end()), *self._values_in(match.start(1), match.end(1))]
        return []

    def _values_in(self, position: int, end: int) -> list[Token]:
        r"""Values of a formula; LaTeX's `\{` is no brace, and `\\` escapes nothing behind it."""
        made: list[Token] = []
        found = ESCAPE_OR_VALUE.search(self.text, position, end)
        while found:
            if found[0] == "{{":
                made += self._value(found.start(), in_math=True)
            found = ESCAPE_OR_VALUE.search(self.text, made[-1].end if found[0] == "{{" else found.end(), end)
        return made

    def _value(self, position: int, *, in_math: bool) -> list[Token]:
        while self.text.startswith("{{{", position):  # `x^{{{ n }}}`: the outer pair belongs to LaTeX
            position += 1
        line = self.line(position)
        end = self._value_end(position, line)
        expression, conversion, form = split_field(self.text[position + 2 : end - 2], line, self.path)
        value = Value(self.values, line, expression, form, position, end, in_math, conversion, self.cells - 1)
        self.values += 1
        return [Token("value", position, end, value=value)]

    def _value_end(self, position: int, line: int) -> int:
        quote, limit = "", self._paragraph_end(position)
        offset = position + 2
        while offset < limit:
            character = self.text[offset]
            if quote:
                offset += character == "\\"
                quote = "" if character == quote else quote
            elif character in "\"'":
                quote = character
            elif self.text.startswith("}}", offset):
                return offset + 2
            elif character in "{}":
                raise SourceError(
                    self.path,
                    line,
                    "braces cannot stand inside an inline value; compute it in the cell above and name it here "
                    "(for LaTeX's own double braces, put a space between them: `{ {`)",
                )
            offset += 1
        raise SourceError(self.path, line, "`{{` opens an inline value that is not closed in its paragraph; add `}}`")

    def _block_end(self, position: int) -> int:
        """Where the paragraph, list item, table row or heading around `position` ends."""
        end = self.text.find("\n", position)
        while 0 <= end < len(self.text) - 1 and not BOUNDARY.match(self.text, end + 1):
            end = self.text.find("\n", end + 1)
        return len(self.text) if end < 0 else end

    def _paragraph_end(self, position: int) -> int:
        blank = BLANK.search(self.text, position)
        return blank.start() if blank else len(self.text)


def _run(text: str, position: int) -> int:
    """How many times the character at `position` is repeated."""
    end = position
    while end < len(text) and text[end] == text[position]:
        end += 1
    return end - position


def split_field(inside: str, line: int, path: str) -> tuple[str, str, str]:
    """Expression, conversion and format of a field, split as in an f-string.

    Examples:
        >>> split_field(" xs[1:3]!r:>10 ", 1, "a.md")
        ('xs[1:3]', 'r', '>10')
    """
    field = re.sub(r"\s*\n[ \t>]*", " ", inside).strip()
    cut = _format_start(field)
    body, form = (field, "") if cut is None else (field[:cut], field[cut + 1 :])
    converted = re.fullmatch(r"(.*)!\s*([rsa])\s*", body, re.DOTALL)
    expression, conversion = (converted[1], converted[2]) if converted else (body, "")
    expression = expression.strip()
    if not expression:
        raise SourceError(path, line, "an inline value is empty; write an expression, as in {{ x:.2f }}")
    try:
        ast.parse(f"({expression})", mode="eval")
    except (SyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise SourceError(path, line, f"`{expression}` is not a Python expression ({reason})") from None
    return expression, conversion, form


def _format_start(field: str) -> int | None:
    """Offset of the first colon outside brackets and strings."""
    depth, quote, escaped = 0, "", False
    for offset, character in enumerate(field):
        if quote:
            escaped, ended = character == "\\" and not escaped, character == quote and not escaped
            quote = "" if ended else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == ":" and depth == 0:
            return offset
    return None
