"""A rule for variants: another one like this should be like this."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nlpbook.exercises.authoring.lint.findings import Finding, Findings, Looked
from nlpbook.exercises.kinds import table, vector
from nlpbook.exercises.parts import accept_of, display
from nlpbook.exercises.scope import Scope

MOST_POWERS = 3.0
"""Powers of ten that the largest key may lie above the smallest."""
MOST_DIGITS = 3
"""Digits that a variant's key may need beyond the book's own."""


def sizes(looked: Looked) -> Findings:
    """Keys of the variants differ by more than three powers of ten, or need many more digits than the book's."""
    if len(looked.scopes) < 2 or looked.item["kind"] not in ("number", "vector", "table"):
        return
    magnitudes = [size for scope in looked.scopes if (size := _size(looked, scope))]
    if magnitudes and math.log10(max(magnitudes) / min(magnitudes)) > MOST_POWERS:
        yield _finding(looked, f"keys from {min(magnitudes):.3g} to {max(magnitudes):.3g}")
    digits = [_digits(looked, scope) for scope in looked.scopes]
    if max(digits) > digits[0] + MOST_DIGITS:
        yield _finding(looked, f"a key of {max(digits)} digits where the book's has {digits[0]}")


def _finding(looked: Looked, what: str) -> Finding:
    told = f"draws {what}: another task, not another one like this. Draw from a narrower range, or filter with where"
    return Finding("sizes", looked.exercise.line("vary"), "vary", told)


def _shown(looked: Looked, scope: Scope) -> Sequence[tuple[float, str]]:
    """Every number of the key, with its text."""
    item = looked.item
    if item["kind"] == "number":
        return [(float(scope["answer"]), display(scope["answer"], accept_of(item)))]
    slots = (vector if item["kind"] == "vector" else table).slots(item, scope)
    return [(float(s.key), display(s.key, s.accept)) for s in slots if not isinstance(s.key, str)]


def _size(looked: Looked, scope: Scope) -> float:
    """The largest number as displayed: what is rounded away, such as binary noise about zero, has no size."""
    return max(
        (abs(float(text.replace("−", "-"))) for _, text in _shown(looked, scope) if "/" not in text), default=0.0
    )


def _digits(looked: Looked, scope: Scope) -> int:
    return max((sum(sign.isdigit() for sign in text) for _, text in _shown(looked, scope)), default=0)
