"""Show values as a book prints them: clean decimals, true minus, vectors in parentheses."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from nlpbook.exercises.expressions import evaluate, split_field

Mode = Literal["t", "m", "c"]
"""Where a field stands: in text, in a formula (maths) or in a code span."""

MARK = re.compile("\ue000([0-9]+)\ue001")
NEGATIVE_ZERO = re.compile(r"-0(\.0*)?(e[+-]?\d+)?%?")


def clean(value: float) -> float:
    """The number without binary noise beyond twelve significant digits: 0.1 + 0.2 becomes 0.3."""
    return float(f"{value:.12g}") if math.isfinite(value) else value


def show_number(value: float | Fraction, spec: str = "", mode: Mode = "t") -> str:
    """One number as text; `spec` is a Python format.

    Examples:
        >>> show_number(-0.30000000000000004), show_number(2 / 3, ".2f"), show_number(-0.001, ".2f")
        ('−0.3', '0.67', '0.00')
    """
    if isinstance(value, float) and not math.isfinite(value):
        text = "nan" if math.isnan(value) else {"m": r"\infty", "c": "inf"}.get(mode, "∞")
        return f"-{text}" if value == -math.inf else text
    if spec:
        text = format(float(value) if isinstance(value, Fraction) else value, spec)
    else:
        text = repr(clean(value)) if isinstance(value, float) else str(value)
    if NEGATIVE_ZERO.fullmatch(text.strip()):
        text = text.replace("-", "", 1)
    return text.replace("-", "−") if mode == "t" else text


def show(value: Any, spec: str = "", conversion: str = "", mode: Mode = "t") -> str:
    """Any value as text, not yet escaped for HTML.

    A list or tuple is shown as a vector, in parentheses, with the format applied to each number; in code as in Python.
    """
    if conversion:
        return format(ascii(value) if conversion == "a" else repr(value) if conversion == "r" else str(value), spec)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float | Fraction):
        return show_number(value, spec, mode)
    if isinstance(value, list | tuple):
        if mode == "c":
            items = ", ".join(repr(v) if isinstance(v, str) else show(v, spec, mode=mode) for v in value)
            return f"[{items}]" if isinstance(value, list) else f"({items}{',' * (len(value) == 1)})"
        return "(" + ", ".join(show(item, spec, mode=mode) for item in value) + ")"
    return format(value, spec) if spec else str(value)


def show_field(field: str, scope: Mapping[str, Any], mode: Mode = "t") -> str:
    """What a field `expression!r:format` shows, not yet escaped."""
    expression, conversion, spec = split_field(field)
    return show(evaluate(expression, scope), spec, conversion, mode)


def fill(template: Mapping[str, Any], scope: Mapping[str, Any]) -> str:
    """The HTML of a compiled template with its fields filled.

    Args:
        template: `html` with numbered marks, `fields`, and `modes`, one letter per field (see `Mode`).
        scope: Values of the exercise.

    Raises:
        ExpressionError: A field cannot be evaluated.
    """
    fields, modes = template["fields"], template["modes"]

    def one(match: re.Match[str]) -> str:
        index = int(match[1])
        return html.escape(show_field(fields[index], scope, modes[index]), quote=False)

    return MARK.sub(one, template["html"])


def fill_plain(template: Mapping[str, Any], scope: Mapping[str, Any]) -> str:
    """The Markdown source of a compiled template (`plain`) with its fields filled: the value of an option or tile."""
    fields, modes = template["fields"], template["modes"]
    return MARK.sub(lambda match: show_field(fields[int(match[1])], scope, modes[int(match[1])]), template["plain"])
