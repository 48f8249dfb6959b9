"""What a reader types who knows the answer: the book's own exercises and their keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nlpbook.exercises.authoring import compile_item, key_of, load_exercises
from nlpbook.exercises.authoring.prove import keys
from nlpbook.exercises.session import scope

EXERCISES = load_exercises(Path(__file__).resolve().parents[2] / "exercises")


def typed_key(name: str, seed: int | None = None) -> Any:
    """What is typed or ticked for the right answer, as exactly as the prompt asks; for a variant, with its seed."""
    item = compile_item(EXERCISES[name])
    return (keys(item, scope(item, seed)) or [key_of(EXERCISES[name])])[0]
