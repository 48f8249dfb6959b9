"""Colour a program's lines for the page, with the standard library's own tokenizer."""

import builtins
import io
import keyword
import tokenize
from collections.abc import Iterator, Sequence
from html import escape

# class of the span <- kind of token; the style sheet gives each class one of the book's code inks
_BY_TYPE = {tokenize.STRING: "nx-s", tokenize.NUMBER: "nx-n", tokenize.COMMENT: "nx-c"}
_BY_TYPE |= {getattr(tokenize, name): "nx-s" for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
             if hasattr(tokenize, name)}  # Python 3.12 and later take f-strings apart
_BUILTINS = frozenset(name for name in dir(builtins) if name.islower())


def highlight(lines: Sequence[str]) -> list[str]:
    """Mark up a program line by line.

    Args:
        lines: The program's lines, without line ends.

    Returns:
        One HTML string per line, escaped; a program that cannot be tokenized comes back plain.

    Examples:
        >>> highlight(["return 1 < x"])
        ['<span class="nx-k">return</span> <span class="nx-n">1</span> &lt; x']
    """
    spans: list[list[tuple[int, int, str]]] = [[] for _ in lines]
    try:
        for row, start, end, name in _spans(lines):
            spans[row].append((start, end, name))
    except (tokenize.TokenError, SyntaxError):
        return [escape(line) for line in lines]
    return [_paint(line, marks) for line, marks in zip(lines, spans, strict=True)]


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield (row, first column, column after the last, class) of every coloured piece."""
    defining = False
    for token in tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline):
        name = _BY_TYPE.get(token.type, "")
        if token.type == tokenize.NAME:
            name = _name_class(token.string, defining)
            defining = token.string in ("def", "class")
        if not name:
            continue
        (first, start), (last, end) = token.start, token.end
        for row in range(first, last + 1):  # a string may run over several lines
            stop = end if row == last else len(lines[row - 1])
            yield row - 1, start if row == first else 0, stop, name


def _name_class(word: str, defining: bool) -> str:
    if defining:
        return "nx-f"
    if keyword.iskeyword(word):
        return "nx-k"
    return "nx-f" if word in _BUILTINS else ""


def _paint(line: str, marks: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, name in sorted(marks):
        if start < at:  # an f-string's pieces may overlap; the first one wins
            continue
        parts += [escape(line[at:start]), f'<span class="{name}">{escape(line[start:end])}</span>']
        at = end
    return "".join([*parts, escape(line[at:])])
