"""Lint the content of exercises: what gives a key away, and what makes an exercise worse than it need be.

`prove` shows that an exercise judges as its author means; these rules are about what readers can see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nlpbook.exercises import session
from nlpbook.exercises.authoring.compile import compile_item
from nlpbook.exercises.authoring.exercise import Exercise
from nlpbook.exercises.authoring.lint.bias import Bias, longest_is_right
from nlpbook.exercises.authoring.lint.findings import Finding, Findings, Looked
from nlpbook.exercises.authoring.lint.leaks import key_in_hint, key_in_prompt
from nlpbook.exercises.authoring.lint.options import all_of_the_above, longest_option, option_order
from nlpbook.exercises.authoring.lint.sizes import sizes
from nlpbook.exercises.authoring.lint.units import unit
from nlpbook.exercises.authoring.problems import Problem
from nlpbook.exercises.scope import given_scope

VARIANTS = 20
CHECKS: tuple[Callable[[Looked], Findings], ...] = (
    longest_option, option_order, all_of_the_above, key_in_prompt, key_in_hint, sizes, unit,
)  # fmt: skip


def look(exercise: Exercise, variants: int = VARIANTS) -> Looked:
    """An exercise with what the rules look at: its item, and the values of the book and of some variants.

    Raises:
        ExpressionError, NoVariantError: It cannot be computed; `prove` says so too.
    """
    item = compile_item(exercise)
    seeds = [session.variant_seed(exercise.id, n) for n in range(1, variants + 1)] if item.get("vary") else []
    return Looked(exercise, item, (given_scope(item), *(session.scope(item, seed) for seed in seeds)))


def lint(exercises: Iterable[Exercise]) -> tuple[list[Problem], Bias]:
    """What the rules find in exercises, except where an exercise says why it may be so.

    Returns:
        Problems with path and line, and how often the longest option is the right one.
    """
    problems, all_looked = [], []
    for exercise in exercises:
        try:
            looked = look(exercise)
        except ValueError:
            continue  # the proof of this exercise says what is wrong with it
        all_looked.append(looked)
        problems += lint_one(looked)
    bias = longest_is_right(all_looked)
    if bias.biased:
        told = f"{bias}. Shorten right options, or make wrong ones as definite; begin with {', '.join(bias.worst[:5])}"
        problems.append(Problem("exercises", 1, "longest-option", told))
    return problems, bias


def lint_one(looked: Looked) -> list[Problem]:
    """What the rules find in one exercise, and exceptions that except nothing."""
    exercise = looked.exercise
    found: list[Finding] = [finding for check in CHECKS for finding in check(looked)]
    problems = [
        Problem(exercise.path, one.line, one.field, f"{one.message} ({one.rule})")
        for one in found
        if one.rule not in exercise.allowed
    ]
    for rule in exercise.allowed:
        if rule not in {finding.rule for finding in found}:
            told = f"allows {rule!r}, which is not found here any more: take it out"
            problems.append(Problem(exercise.path, exercise.line("lint"), "lint", told))
    return problems


__all__ = ["Bias", "lint", "lint_one", "look"]
