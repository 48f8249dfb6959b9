"""Show and compare what a reader's program gives back, trusting none of its methods."""

from __future__ import annotations

import collections
import decimal
import fractions
from typing import Any

LONGEST = 200
"""Characters of one shown value."""
MOST_ITEMS = 40
DEEPEST = 12
MOST_PRINTED = 1000
"""Entries of a value whose fingerprint takes all of them in."""
SCALARS = (int, float, complex, bool, str, bytes, type(None), fractions.Fraction, decimal.Decimal, range)
MAPPINGS = (dict, collections.Counter, collections.defaultdict, collections.OrderedDict)
BRACKETS: dict[type, tuple[str, str]] = {tuple: ("(", ")"), set: ("{", "}"), frozenset: ("{", "}")}
SEQUENCES = (list, tuple, set, frozenset, collections.deque)


def honest(value: Any, depth: int = 50) -> bool:
    """Whether a value is made of plain Python types only, so that its `==` and `repr` can be believed."""
    kind = type(value)
    if kind in SCALARS:
        return True
    if depth == 0:
        return False
    if kind in MAPPINGS:
        return all(honest(key, depth - 1) and honest(entry, depth - 1) for key, entry in kind.items(value))
    return kind in SEQUENCES and all(honest(entry, depth - 1) for entry in value)


def equal(got: Any, expected: Any) -> bool:
    """Whether a program's value is the expected one; an object that only claims to be equal is not."""
    if honest(expected):
        return honest(got) and bool(got == expected)
    return bool(got == expected)


def close(a: Any, b: Any, tol: float = 1e-6) -> bool:
    """Whether two numbers, or two like-shaped lists, tuples or dictionaries of numbers, agree.

    They may differ by `tol`, or by that share of the second.

    Examples:
        >>> close([1, 2.0000000001], (1, 2)), close(None, 1), close({"a": 1.0}, {"a": 1.1})
        (True, False, False)
    """
    if not (honest(a) and honest(b)):
        return False
    if isinstance(a, dict) or isinstance(b, dict):
        both = isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys()
        return both and all(close(a[key], b[key], tol) for key in a)
    if isinstance(a, list | tuple) or isinstance(b, list | tuple):
        both = isinstance(a, list | tuple) and isinstance(b, list | tuple) and len(a) == len(b)
        return both and all(close(x, y, tol) for x, y in zip(a, b, strict=True))
    try:
        return bool(a == b or abs(a - b) <= tol * max(1.0, abs(b)))
    except (TypeError, ArithmeticError, ValueError):
        return False


def shown(value: Any) -> str:
    """A value as Python writes it, bounded in length, depth and work."""
    text = _shown(value, DEEPEST)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _shown(value: Any, depth: int) -> str:
    kind = type(value)
    if kind is int and abs(value).bit_length() > 600:
        return f"an integer of {value.bit_length()} bits"
    if kind in (str, bytes):
        return repr(value[:LONGEST]) + ("…" if len(value) > LONGEST else "")
    if kind is float:
        return repr(value)
    if kind in SCALARS:
        return _own(value)
    if depth == 0:
        return "…"
    if kind in MAPPINGS:
        pairs = [f"{_shown(k, depth - 1)}: {_shown(v, depth - 1)}" for k, v in _first(kind.items(value))]
        body = "{" + ", ".join(pairs + ["…"] * (len(value) > MOST_ITEMS)) + "}"
        return body if kind is dict else f"{kind.__name__}({body})"
    if kind in SEQUENCES:
        entries = sorted(value) if kind in (set, frozenset) and all(type(x) is str for x in value) else value
        body = ", ".join([_shown(entry, depth - 1) for entry in _first(entries)] + ["…"] * (len(value) > MOST_ITEMS))
        left, right = BRACKETS.get(kind, ("[", "]"))
        return (
            left + body + ("," if kind is tuple and len(value) == 1 else "") + right
            if value or kind is not set
            else "set()"
        )
    return _own(value)


def _first(entries: Any) -> list[Any]:
    found = []
    for entry in entries:
        found.append(entry)
        if len(found) == MOST_ITEMS:
            break
    return found


def _own(value: Any) -> str:
    """The object's own repr, if it has a usable one; without the address, which says nothing."""
    try:
        text = repr(value)
    except BaseException:
        text = ""
    if type(text) is not str or not text or " at 0x" in text or " object at " in text:
        return f"<{type(value).__name__}>"
    return text


def print_of(value: Any) -> str:
    """A value as a fingerprint: floats to nine digits, so that two Pythons agree; large values as they are shown."""
    return _print(value) if honest(value) and _entries(value) <= MOST_PRINTED else shown(value)


def _entries(value: Any) -> int:
    """How many values there are in an honest value, itself included."""
    kind = type(value)
    if kind in MAPPINGS:
        return 1 + sum(_entries(key) + _entries(entry) for key, entry in value.items())
    return 1 + sum(map(_entries, value)) if kind in SEQUENCES else 1


def _print(value: Any) -> str:
    kind = type(value)
    if kind is float:
        return f"{value:.9g}"
    if kind in MAPPINGS:
        return "{" + ",".join(sorted(f"{_print(k)}:{_print(v)}" for k, v in value.items())) + "}"
    if kind in SEQUENCES:
        entries = [_print(entry) for entry in value]
        return kind.__name__ + "(" + ",".join(sorted(entries) if kind in (set, frozenset) else entries) + ")"
    return shown(value)
