"""What an expression in an exercise file may call: the ground rooms, some mathematics, harmless built-ins."""

from __future__ import annotations

import builtins
import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from nlpbook.rooms import GROUND

BUILTINS = (
    "abs all any bool chr dict divmod enumerate filter float frozenset int len list map max min ord pow range repr "
    "reversed round set sorted str sum tuple zip"
).split()
MATHS = (
    "acos asin atan atan2 ceil comb cos degrees e erf exp factorial floor fsum gcd hypot inf isclose log log10 "
    "log1p log2 perm pi prod radians sin sqrt tan tanh"
).split()


class NameCollisionError(ValueError):
    """Two places offer the same name to expressions, so that a reader of an exercise could not tell which is meant."""


def paren(value: float) -> str:
    """Text of a number, in parentheses when it is negative, so that a sum or product reads well.

    Examples:
        >>> paren(-0.2), paren(3)
        ('(-0.2)', '3')
    """
    text = f"{value:.12g}"
    return f"({text})" if value < 0 else text


@cache
def names() -> Mapping[str, Any]:
    """Every name that expressions may use, with its value.

    Returns:
        A read-only mapping. It is built once.

    Raises:
        NameCollisionError: A ground room exports a name that another room, a built-in or a function of mathematics has.
    """
    found: dict[str, Any] = {
        "paren": paren,
        "Fraction": Fraction,
        "Counter": Counter,
        "True": True,
        "False": False,
        "None": None,
    }
    owner = dict.fromkeys(found, "nlpbook.exercises.names")
    sources = [("the built-ins", {name: getattr(builtins, name) for name in BUILTINS})]
    sources.append(("math", {name: getattr(math, name) for name in MATHS}))
    for room in GROUND:
        module = import_module(f"nlpbook.{room}")
        sources.append((f"nlpbook.{room}", {name: getattr(module, name) for name in module.__all__}))
    for source, offered in sources:
        for name, value in offered.items():
            if name in found:
                raise NameCollisionError(
                    f"{source} and {owner[name]} both offer the name {name!r} to exercises: rename one"
                )
            found[name], owner[name] = value, source
    return MappingProxyType(found)
