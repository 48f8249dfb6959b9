"""The nine kinds of exercise: how each is shown, judged and keyed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random
from typing import Any

from nlpbook.exercises.scope import Item, Scope
from nlpbook.exercises.verdict import Verdict

KINDS = ("number", "vector", "choice", "choices", "order", "bugline", "code", "table", "text")
ROOMS = {"choices": "choice"}
"""Kinds that share a module with another."""


@dataclass(frozen=True)
class Kind:
    """What the session needs of a kind.

    Attributes:
        show: The `input` entry of a view; the generator shuffles.
        grade: The verdict on an answer (any JSON at all).
        key: The key as plain JSON: float, list, texts, line number or program.
        sound: What is wrong with a set of values, "" when nothing is.
        hint_line: How the answer is to be written, "" when that goes without saying.
        key_html: The key as the solution shows it, "" when the solution says it.
    """

    show: Callable[[Item, Scope, Random], dict[str, Any]]
    grade: Callable[[Item, Any, Scope], Verdict]
    key: Callable[[Item, Scope], Any]
    sound: Callable[[Item, Scope], str]
    hint_line: Callable[[Item], str]
    key_html: Callable[[Item, Scope], str]


def nothing(*_: Any) -> str:
    """For kinds with nothing to say here."""
    return ""


@cache
def kind_of(name: str) -> Kind:
    """The kind with this name; its module is imported on first use, which keeps the start in the browser short.

    Raises:
        KeyError: There is no such kind.
    """
    if name not in KINDS:
        raise KeyError(f"no kind {name!r}: there are {', '.join(KINDS)}")
    module = import_module(f"nlpbook.exercises.kinds.{ROOMS.get(name, name)}")
    optional = {entry: getattr(module, entry, nothing) for entry in ("sound", "hint_line", "key_html")}
    return Kind(show=module.show, grade=module.grade, key=module.key, **optional)
