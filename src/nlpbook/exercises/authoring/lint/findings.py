"""What a rule finds, and the names of the rules, which an exercise may be excepted from by saying why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlpbook.exercises.authoring.exercise import Exercise
from nlpbook.exercises.scope import Scope

RULES = {
    "longest-option": "the right option is the longest by far",
    "option-order": "the options keep an order that is no order",
    "all-of-the-above": "an option speaks of the other options",
    "key-in-prompt": "the key can be read in the prompt",
    "key-in-hint": "the key can be read in a hint",
    "sizes": "the key of one variant is of quite another size than that of the next",
    "unit": "a unit is spoken of, and nothing says in which one to answer",
}


@dataclass(frozen=True)
class Looked:
    """An exercise, its compiled item, and the values of the book and of some variants, the book's first."""

    exercise: Exercise
    item: dict[str, Any]
    scopes: tuple[Scope, ...]


@dataclass(frozen=True)
class Finding:
    """What one rule says about an exercise: at which line, in which part of the file, and how to mend it."""

    rule: str
    line: int
    field: str
    message: str


Findings = Iterator[Finding]
