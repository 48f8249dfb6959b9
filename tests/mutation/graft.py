"""Put one mutant into the grader as it runs: into the functions, classes and tables that others hold on to."""

from __future__ import annotations

import ast
import functools
import sys
from types import FunctionType, ModuleType
from typing import Any

from .mutants import Mutant, mutated

HOLDERS = ("nlpbook.exercises", "tests.exercises", "test_", "exercises.")


def graft(mutant: Mutant, module: ModuleType) -> None:
    """Change the loaded module.

    Raises:
        Exception: The mutant cannot even be loaded.
    """
    tree = mutated(mutant)
    names = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    sys.modules.setdefault(module.__name__, module)
    exec(compile(tree, str(mutant.file), "exec", dont_inherit=True), names)
    top = next(top for top in tree.body if top.lineno == mutant.top)
    for name in _names(top):
        if name in names:
            _exchange(module, name, vars(module)[name], names[name])
    forget()


def _names(top: ast.stmt) -> list[str]:
    if isinstance(top, ast.FunctionDef | ast.ClassDef):
        return [top.name]
    targets = top.targets if isinstance(top, ast.Assign) else [getattr(top, "target", None)]
    return [node.id for target in targets if target for node in ast.walk(target) if isinstance(node, ast.Name)]


def _exchange(module: ModuleType, name: str, old: Any, new: Any) -> None:
    function, other = _inner(old), _inner(new)
    if (
        isinstance(function, FunctionType)
        and isinstance(other, FunctionType)
        and function.__module__ == module.__name__
    ):
        function.__code__, function.__defaults__ = other.__code__, other.__defaults__
        function.__kwdefaults__ = other.__kwdefaults__
    elif isinstance(old, type) and isinstance(new, type):
        for key, value in vars(new).items():
            if key not in ("__dict__", "__weakref__", "__module__", "__slots__"):
                setattr(old, key, value)
    elif isinstance(old, list) and isinstance(new, list):
        old[:] = new  # others hold it, under names of their own
    else:
        for holder in list(sys.modules.values()):
            held = getattr(holder, "__dict__", {})
            if held.get(name) is old and (holder is module or getattr(holder, "__name__", "").startswith(HOLDERS)):
                held[name] = new


def _inner(value: Any) -> Any:
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    return value


def forget() -> None:
    """Empty every cache of the grader: what it remembers was worked out before the change."""
    for name, module in list(sys.modules.items()):
        if name.startswith("nlpbook.exercises"):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()
            for kept in ("_kept", "_items"):
                if hasattr(module, kept):
                    getattr(module, kept).clear()
