"""A stage on which a reader's program runs: what it prints is kept up to a bound, what it breaks is put back."""

from __future__ import annotations

import builtins
import io
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from nlpbook.exercises.messages import say
from nlpbook.exercises.names import names
from nlpbook.rooms import GROUND

FILE = "<your program>"
LONGEST_OUTPUT = 10_000
DEEPEST = 3000
"""The recursion limit that a program may set for itself."""
GUARDED = (
    "builtins math random json re string itertools functools operator collections copy statistics heapq bisect "
    "fractions decimal"
).split()
"""Modules whose names are put back after a program has run, together with the grader's own and the ground rooms."""


class Output(io.TextIOBase):
    """Text that a program prints, up to a bound; what comes after is dropped."""

    def __init__(self, bound: int = LONGEST_OUTPUT) -> None:
        self._pieces: list[str] = []
        self._left = bound
        self._bound = bound
        self.cut = False

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        if self._left > 0:
            self._pieces.append(text[: self._left])
        self.cut = self.cut or len(text) > self._left
        self._left = max(self._left - len(text), 0)
        return len(text)

    def text(self) -> str:
        """What was kept, with a note when something was cut."""
        note = "\n" + say("code.flood", n=self._bound) if self.cut else ""
        return "".join(self._pieces) + note


@dataclass(frozen=True)
class Fault:
    """An error of a program: its type, its text, and the line of the program it comes from (None: not from one)."""

    kind: str
    text: str
    line: int | None = None


class Stage:
    """Runs actions that call a reader's code, one after the other.

    Attributes:
        output: What was printed.
    """

    def __init__(self) -> None:
        self.output = Output()
        self._restore = _snapshot()

    def attempt(self, action: Callable[[], Any]) -> tuple[Any, Fault | None]:
        """Do something that runs a reader's code; return its value, or its fault, whatever it raised."""
        tracer, restore = sys.gettrace(), self._restore
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _enter(self.output)
                try:
                    return action(), None
                finally:
                    restore(tracer)  # before anything of ours looks up a built-in again
        except BaseException as error:
            return None, fault_of(error)


def _enter(output: Output) -> None:
    set_limit = sys.setrecursionlimit
    sys.stdout = sys.stderr = output
    sys.stdin = io.StringIO("")
    sys.setrecursionlimit = lambda limit: set_limit(max(min(limit, DEEPEST), 100))


def _watched() -> list[ModuleType]:
    """Loaded modules that a program could break for the grader."""
    ours = ("nlpbook.exercises", *(f"nlpbook.{room}" for room in GROUND))
    return [module for name, module in list(sys.modules.items()) if name in GUARDED or name.startswith(ours)]


def _snapshot() -> Callable[[Any], None]:
    """Remember what a program could break, and return the function that puts it back.

    That function uses no built-in name itself, since they may be what was broken. Comparing whole tables makes it
    quick: a dozen runs per grading, a few thousand names each.
    """
    kind, module_type, missing = type, type(sys), object()
    names()  # loads the ground rooms, so that they are watched before a program can import them
    tables = [vars(module) for module in _watched()] + [sys.modules]
    saved = [(table, dict(table)) for table in tables]
    modules, system, guarded = sys.modules, sys, frozenset(GUARDED)
    streams, limit, set_limit = (sys.stdout, sys.stderr, sys.stdin), sys.getrecursionlimit(), sys.setrecursionlimit
    set_trace, set_profile = sys.settrace, sys.setprofile

    def restore(tracer: Any) -> None:
        for current, before in saved:
            try:
                if current == before:
                    continue
            except:  # noqa: E722 - what a program put there may raise anything, and no name can be trusted here
                pass
            for name in [name for name in current if name not in before]:
                if kind(current[name]) is not module_type or (current is modules and name in guarded):
                    del current[name]  # a guarded module that the program imported is imported afresh by the next one
            for name, value in before.items():
                if current.get(name, missing) is not value:
                    current[name] = value
        system.modules, system.setrecursionlimit = modules, set_limit
        system.stdout, system.stderr, system.stdin = streams
        system.settrace, system.setprofile = set_trace, set_profile
        set_limit(limit)
        set_trace(tracer)

    return restore


def fault_of(error: BaseException) -> Fault:
    """An exception, told without our own frames."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    kind = type(error).__name__
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    return Fault(kind, text if type(text) is str else "", line)


def program_builtins() -> dict[str, Any]:
    """Built-ins of a program: a copy, so that a program can rebind them for itself alone."""
    return {**vars(builtins), "input": no_input, "breakpoint": lambda *_, **__: None}


class NoInputError(RuntimeError):
    """A program asked for input, and nobody is there to type it."""


def no_input(*_: object) -> str:
    """Stands in for `input`."""
    raise NoInputError(say("error.input"))
