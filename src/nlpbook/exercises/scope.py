"""The values of one exercise: the book's own, or those of a drawn variant, then its named steps and its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nlpbook.exercises.draw import Drawing, generator
from nlpbook.exercises.expressions import ExpressionError, evaluate

TRIES = 1000
"""How many times a variant is drawn before its filter counts as hopeless."""

Item = Mapping[str, Any]
Scope = dict[str, Any]
Sound = Callable[[Item, Scope], str]
"""Says what is wrong with a set of values ("" when nothing is): a mistake that gives the key, two equal options."""


class NoVariantError(ValueError):
    """No variant passed the filter; the text says what stopped the last one."""


def complete(item: Item, values: Mapping[str, Any]) -> Scope:
    """Add the named steps and the key to given values.

    Raises:
        ExpressionError: A step or the key cannot be computed from these values.
    """
    scope = dict(values)
    for name, source in item.get("let") or ():
        scope[name] = evaluate(source, scope)
    if item.get("answer"):
        scope["answer"] = evaluate(item["answer"], scope)
    return scope


def given_scope(item: Item) -> Scope:
    """The book's own values, completed."""
    return complete(item, item.get("given") or {})


def draw_once(item: Item, drawing: Drawing) -> tuple[Scope | None, str]:
    """One try at a variant: its scope, or None and the reason why it does not serve."""
    values = {name: value for name, value in (item.get("given") or {}).items() if name not in item["vary"]}
    for name, source in item["vary"].items():
        values[name] = evaluate(source, {**drawing.functions(), **values})
    try:
        scope = complete(item, values)
        if item.get("where") and not evaluate(item["where"], scope):
            return None, f"where ({item['where']}) was false"
    except ExpressionError as error:
        if isinstance(error.__cause__, ArithmeticError | ValueError):
            return None, str(error)  # such as a zero vector: these numbers do not serve, others may
        raise
    return scope, ""


def variant_scope(item: Item, seed: int, sound: Sound | None = None, tries: int = TRIES) -> tuple[Scope, int]:
    """The values of the variant with this seed.

    Args:
        item: A compiled exercise that has `vary`.
        seed: Which variant.
        sound: A further filter; a variant about which it has something to say is drawn again.
        tries: How many draws at most.

    Returns:
        The scope, and how many draws it took.

    Raises:
        NoVariantError: Nothing passed.
        ExpressionError: A drawing or a step is wrong in itself.
    """
    drawing = Drawing(generator(item["id"], seed))
    reason = ""
    for turn in range(1, tries + 1):
        scope, reason = draw_once(item, drawing)
        if scope is not None:
            reason = sound(item, scope) if sound else ""
            if not reason:
                return scope, turn
    raise NoVariantError(f"no variant in {tries} draws; the last one failed because {reason}")
