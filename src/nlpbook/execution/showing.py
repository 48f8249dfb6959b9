"""Turn what a cell made into text: values, exceptions, and numbers for the hover; runs in the page's process."""

from __future__ import annotations

import re
from typing import Any

LONGEST = 20_000
"""Characters kept of a value's `repr`."""
HALVES_GO_UP = 1 + 1e-11
"""What lies half-way between two roundings, such as 1/1024 at six digits, must not hang on the last bit of a float."""
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def describe(error: BaseException) -> str:
    """Name and message on one line or more, as Python prints them; stopping the interpreter is explained."""
    if isinstance(error, SystemExit):
        return f"SystemExit: {error.code}; a cell may not end the interpreter, let it run to its end"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    notes = "".join(f"\n{note}" for note in getattr(error, "__notes__", ()))
    try:
        message = str(error)
    except Exception:
        message = "(its message cannot be shown)"
    name = type(error).__qualname__
    return printable(f"{name}: {message}{notes}" if message else name)


def shown_value(found: object) -> dict[str, Any]:
    """`repr` and rich HTML of a last expression; drawings show themselves as figures, so their repr says nothing."""
    if found is None or _is_drawing(found):
        return {}
    text = printable(ADDRESS.sub("", repr(found)))
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n[… {len(text) - LONGEST:,} more characters left out]"
    rich = getattr(found, "_repr_html_", None)
    markup = rich() if callable(rich) and not isinstance(found, type) else None
    return {"value": text, "html": printable(markup) if isinstance(markup, str) else None}


def printable(text: str) -> str:
    r"""The text with halves of characters (lone surrogates), which no file can hold, written as escapes.

    Examples:
        >>> printable("চাঁদ \udc80")
        'চাঁদ \\udc80'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def _is_drawing(found: object) -> bool:
    members = found if isinstance(found, (list, tuple)) else [found]
    return bool(members) and any(type(member).__module__.split(".")[0] == "matplotlib" for member in members)


def exact(found: object) -> str:
    """A number to six significant digits, anything else by its `repr`; for the hover.

    Examples:
        >>> exact(2 / 3), exact("cat"), exact(12)
        ('0.666667', "'cat'", '12')
    """
    if isinstance(found, (bool, int)):
        return repr(found)
    try:
        return f"{float(found) * HALVES_GO_UP:.6g}" if hasattr(found, "__float__") else _short(repr(found))
    except (TypeError, ValueError, RuntimeError):
        return _short(repr(found))


def _short(text: str) -> str:
    text = printable(ADDRESS.sub("", text))
    return text if len(text) <= 200 else text[:199] + "…"
